import type { Command } from '../../../shared/order/commands'
import type { Effect } from '../../../shared/order/effect'
import type { Order } from '../../../shared/order/order'
import { hasEnded } from '../../../shared/order/till-state'
import type { CashierParts } from './cashier-parts'
import { PIN, type SimTerminal } from './terminal'
import { hold } from './violation'

/** Works on what is owed, as a manager does between customers. */
export function workOnTray(parts: CashierParts, terminal: SimTerminal, isClosing: boolean): void {
  const { chance } = parts
  if (!isClosing && !chance.once(3)) return
  for (const order of [...terminal.till.state.orders.values()]) {
    for (const effect of order.effects) {
      if (!terminal.isAlive) return
      if (!hasEnded(effect) && !chance.once(3)) oneOwed(parts, terminal, order, effect)
    }
  }
}

function oneOwed(parts: CashierParts, terminal: SimTerminal, order: Order, effect: Effect): void {
  const { chance } = parts
  const { id: effectId, status } = effect
  const named = { orderId: order.id, effectId }
  if (status === 'needs-person' && chance.once(2)) {
    const pin = chance.once(9) ? '1234' : PIN
    terminal.till.run({ type: 'CloseEffect', ...named, note: 'by hand: done', pin })
  } else if (status === 'needs-person' || chance.once(4)) {
    terminal.till.run({ type: 'RetryEffect', ...named })
  }
}

/** R5 and R6: what no screen offers, and amounts that cannot be. */
export function nonsense(parts: CashierParts, terminal: SimTerminal, order: Order): void {
  const { chance, faults } = parts
  const lineId = chance.among(order.lines, undefined)?.id ?? 'nobody'
  const wild = chance.among([-1, 0.5, 2 ** 53, Number.MAX_VALUE, -0], -1)
  const isAmount = chance.once(2)
  const commands: readonly Command[] = isAmount
    ? [
        { type: 'TakeCash', received: wild },
        { type: 'BeginCard', amount: wild },
        { type: 'SetQuantity', lineId, quantity: wild },
        { type: 'ChangePrice', lineId, price: wild === 0 ? -1 : wild },
      ]
    : [
        { type: 'FinishOrder' },
        { type: 'ContinuePayment' },
        { type: 'UndoTender', tenderId: 'nobody' },
        { type: 'ResumeOrder', orderId: order.id },
        { type: 'StartEffect', orderId: order.id, effectId: 'nobody' },
        { type: 'RemovePromotion', promotionId: 'nobody' },
        { type: 'CloseEffect', orderId: order.id, effectId: 'nobody', note: 'x' },
      ]
  const command = chance.among(commands, { type: 'NewOrder' })
  const ran = terminal.till.run(command)
  faults.count(isAmount ? 'R6' : 'R5')
  const isTaken = ran.ok && command.type !== 'ContinuePayment' && command.type !== 'FinishOrder'
  hold(!isTaken, 'I32', `${command.type} is taken where it cannot be`)
}
