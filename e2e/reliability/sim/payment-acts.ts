import type { Command } from '../../../shared/order/commands'
import { mayGiveBack, stillToPay } from '../../../shared/order/decide-tender'
import type { Order } from '../../../shared/order/order'
import { totalsOf } from '../../../shared/order/totals'
import type { CashierParts } from './cashier-parts'
import { giveBack } from './return-acts'
import type { SimTerminal } from './terminal'
import { hold } from './violation'

/** How a customer means to pay. */
export type Pays = 'cash' | 'card' | 'split'

/** Does the next thing of the payment step the order is at; answers how long that takes. */
export function payAt(
  parts: CashierParts,
  terminal: SimTerminal,
  order: Order,
  pays: Pays,
): number {
  switch (order.payment?.step) {
    case 'store-promotions':
      return storePromotions(parts, terminal, order)
    case 'coupons':
      return coupons(parts, terminal, order)
    case 'tender':
      return takeTender(parts, terminal, order, pays)
    case undefined:
      return 1_000
  }
}

function storePromotions(parts: CashierParts, terminal: SimTerminal, order: Order): number {
  const { chance } = parts
  const open = order.customer?.coupons.filter(({ kind, couponId }) => {
    const { storePromotions = [], skipped = [] } = order.payment ?? {}
    const isDone = storePromotions.some((one) => one.couponId === couponId)
    return kind === 'store-promotion' && !isDone && !skipped.includes(couponId)
  })
  const coupon = chance.among(open ?? [], undefined)
  const line = chance.among(
    order.lines.filter((one) => !one.voided),
    undefined,
  )
  if (!coupon || !line || chance.once(3)) terminal.till.run({ type: 'ContinuePayment' })
  else if (chance.once(4)) {
    terminal.till.run({ type: 'SkipStorePromotion', couponId: coupon.couponId })
  } else {
    const { couponId } = coupon
    terminal.till.run({ type: 'ChooseStorePromotion', couponId, lineId: line.id })
  }
  return 1_500
}

function coupons(parts: CashierParts, terminal: SimTerminal, order: Order): number {
  const { till } = terminal
  const { chance } = parts
  const now = order.payment?.authorization
  if (now?.status === 'asking') {
    if (chance.once(12)) till.run({ type: 'ContinueWithoutCoupons' })
    return 700
  }
  const given = chance.among(now?.coupons ?? [], undefined)
  const out = chance.among(now?.leftOut ?? [], undefined)
  if (given && chance.once(5)) till.run({ type: 'LeaveOutCoupon', couponId: given.couponId })
  else if (out && chance.once(2)) till.run({ type: 'UseCouponAgain', couponId: out.couponId })
  else if (chance.once(8)) till.run({ type: 'CheckCouponsAgain' })
  else till.run({ type: 'ContinuePayment' })
  return 1_500
}

function takeTender(parts: CashierParts, terminal: SimTerminal, order: Order, pays: Pays): number {
  const { till } = terminal
  const { chance, machine } = parts
  const { payment } = order
  if (!payment) return 1_000
  if (payment.card) {
    const { tenderId, back } = payment.card
    const isPaid = back ? machine.payBack(order.id, tenderId) : machine.pay(order.id, tenderId)
    seal(terminal, { type: 'EndCard', paid: isPaid })
    return 2_500
  }
  const due = stillToPay(order)
  if (due === 0) {
    seal(terminal, { type: 'FinishOrder' })
    return 2_000
  }
  if (mayGiveBack(order, due)) {
    giveBack(parts, terminal, order, (command) => seal(terminal, command))
    return 5_000
  }
  const [tender] = payment.tenders
  if (tender && chance.once(12)) {
    till.run({ type: 'UndoTender', tenderId: tender.id })
    if (tender.kind === 'card') machine.undo(order.id, tender.id)
    return 2_000
  }
  // A customer who looks for their purse, now and then for longer than a hold lives.
  if (chance.once(tender ? 3 : 15)) return chance.once(2) ? 100_000 + chance.below(100_000) : 30_000
  const isPart = pays === 'split' && due > 400 && payment.tenders.length < 3 && chance.once(2)
  if (pays === 'card' || (pays === 'split' && chance.once(2))) {
    till.run({ type: 'BeginCard', amount: isPart ? Math.floor(due / 2) : due })
    return 6_000 + chance.below(6_000)
  }
  const coin = order.terms.cashRounding
  const full = Math.ceil(due / coin) * coin
  const part = Math.floor(due / 2 / coin) * coin
  const over = chance.among([0, 0, 5, 100, 1_000, 5_000], 0)
  seal(terminal, { type: 'TakeCash', received: isPart ? part : full + over })
  return 4_000
}

/** I13: what is sealed is what was shown before the last tender. */
function seal(terminal: SimTerminal, command: Command): void {
  const before = terminal.till.current
  const shown = before ? totalsOf(before).total : 0
  terminal.till.run(command)
  const after = terminal.till.current
  if (!terminal.isAlive || before?.id !== after?.id || !after?.sale) return
  hold(
    after.sale.totals.total === shown,
    'I13',
    `${shown} was shown, ${after.sale.totals.total} sealed`,
  )
}
