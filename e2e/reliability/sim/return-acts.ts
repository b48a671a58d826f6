import { owedToCard } from '../../../shared/order/decide-tender'
import { isByPiece, leftToReturn } from '../../../shared/order/goods-back'
import type { Order } from '../../../shared/order/order'
import { RETURN_REASONS, type SoldSale } from '../../../shared/order/sold'
import type { CashierParts } from './cashier-parts'
import { PIN, type SimTerminal } from './terminal'

/** Why a customer comes back with a receipt. */
export type Returns = {
  /** What stands on the receipt. */
  readonly ref: string
  readonly how: 'whole' | 'part' | 'void'
}

/** Does the next thing of a return on an open order; false when it is ready, or cannot be. */
export function takeBack(
  parts: CashierParts,
  terminal: SimTerminal,
  order: Order,
  { ref, how }: Returns,
): boolean {
  const { till } = terminal
  const { back } = order
  if (!back?.sold) {
    return till.run(how === 'void' ? { type: 'VoidSale', ref } : { type: 'OpenReturn', ref }).ok
  }
  if (back.goods.length > 0) return changeMind(parts, terminal, order)
  const reason = parts.chance.among(RETURN_REASONS, 'other')
  const some = { ...someOf(parts, back.sold), swap: parts.chance.once(6) }
  if (how === 'part' && till.run({ type: 'TakeBack', ...some, reason }).ok) return true
  return till.run({ type: 'TakeBackAll', reason }).ok
}

/** A line of the sale, and a number of its pieces that is now and then wrong. */
function someOf({ chance }: CashierParts, { lines }: SoldSale) {
  const line = chance.among(lines, undefined)
  const left = line ? leftToReturn(line) : 0
  const isSome = line && isByPiece(line) && left > 1_000
  const quantity = isSome ? 1_000 * (1 + chance.below(left / 1_000)) : left
  return { lineId: line?.lineId ?? '', quantity: chance.once(20) ? quantity + 1_000 : quantity }
}

/** The customer keeps something after all, or wants no code back; mostly neither. */
function changeMind({ chance }: CashierParts, terminal: SimTerminal, order: Order): boolean {
  const { till } = terminal
  const goods = chance.among(order.back?.goods ?? [], undefined)
  const code = chance.among(order.back?.sold?.promotions ?? [], undefined)
  if (goods && chance.once(12)) till.run({ type: 'KeepGoods', goodsId: goods.id })
  else if (chance.once(20)) till.run({ type: 'DropReturn' })
  else if (code && chance.once(6)) {
    till.run({ type: 'ChooseCodeBack', promotionId: code.id, back: chance.once(3) })
  } else return false
  return true
}

/** Gives the money back: to the card first, now and then with a manager in cash instead. */
export function giveBack(
  { chance }: CashierParts,
  terminal: SimTerminal,
  order: Order,
  seal: (command: { readonly type: 'GiveBackCash'; readonly pin?: string }) => void,
): void {
  const toCard = owedToCard(order)
  if (toCard > 0 && !chance.once(6)) {
    const amount = chance.once(4) ? Math.ceil(toCard / 2) : toCard
    terminal.till.run({ type: 'BeginCard', amount })
  } else seal(toCard > 0 ? { type: 'GiveBackCash', pin: PIN } : { type: 'GiveBackCash' })
}
