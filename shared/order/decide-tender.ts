import { assert } from '../assert'
import { least, money, most, negate, subtract, sum, ZERO, add, type Money } from '../money'
import { ok, refuse } from '../result'
import { frozen, hasRunOut, oweReleaseOf, requestAuthorization, usableUntil } from './authorization'
import {
  courseOf,
  note,
  owe,
  today,
  type Context,
  type Course,
  type OrderDecision,
} from './context'
import { unredeemed } from './decide-promotions'
import { oweVerifications } from './decide-unverified'
import { givenBackBy, requestsOf } from './given-back'
import { creditOf, hasGoodsBack } from './goods-back'
import { tellCouponService } from './messages'
import type { Authorization, Order, Payment } from './order'
import type { RefusalCode } from './refusals'
import type { Sale, Totals } from './sale'
import { keptText } from './kept-text'
import type { Refund, SaleBack } from './sold'
import type { Tender } from './tender'
import { hasMoney } from './payment-phase'
import { receiptOf } from '../receipt/sale'
import { snapshotOf, snapshotPromotions } from './snapshot-of'
import { assertTotals, roundedForCash, taxedTotalsOf, totalsOf } from './totals'

/** Most change given at once, in minor units: a barcode in the amount field must not open the drawer. */
export const CHANGE_MAX = 100_000

/**
 * What is still to pay in the payment phase: the total less what came back and what has been taken. Below
 * zero it is to be given back.
 * @param totals  the order's own, where they are known already
 */
export function stillToPay(order: Order, totals?: Totals): Money {
  if (order.sale) return ZERO
  const { tenders = [], refunds = [] } = order.payment ?? {}
  const taken = sum(tenders.map((tender) => tender.amount))
  const given = sum(refunds.map((refund) => refund.amount))
  const credit = creditOf(order.back, order.terms.cashRounding).all
  return money((totals ?? totalsOf(order)).total - credit - taken + given)
}

/** What of the money to give back belongs on the card that the sale was paid with. */
export function owedToCard(order: Order): Money {
  const given = sum(
    (order.payment?.refunds ?? []).filter((one) => one.kind === 'card').map((one) => one.amount),
  )
  const room = subtract(order.back?.sold?.onCard ?? ZERO, given)
  return most(ZERO, least(room, negate(stillToPay(order))))
}

/**
 * Whether this is the moment to give money back. What was paid too much, because a coupon brought more than
 * before, is no money to give out: that payment is undone.
 */
export function mayGiveBack(order: Order, due: Money): boolean {
  return due < 0 && hasGoodsBack(order) && order.payment?.tenders.length === 0
}

/** Takes cash. Enough of it pays the order, with change; less of it is one tender of several. */
export function decideTakeCash(order: Order, received: number, context: Context): OrderDecision {
  const why = tenderRefusal(order)
  if (why) return refuse(why)
  const due = stillToPay(order)
  if (due <= 0) return refuse('nothing-to-pay')
  const cashDue = roundedForCash(due, order.terms.cashRounding)
  if (!Number.isSafeInteger(received) || received < 0) return refuse('amount-invalid')
  if (received > cashDue + CHANGE_MAX) return refuse('amount-invalid')
  // Between what is due and what it rounds up to lies no amount of coins: neither part of it nor all.
  const between = received >= due && received < cashDue
  if (between || (received === 0 && cashDue > 0)) return refuse('amount-too-small')
  const runOut = runOutHold(order, context)
  if (runOut) return askAnew(order, runOut, context)
  const course = courseOf(order, context)
  const pays = received >= cashDue
  const cashRounding = pays ? subtract(cashDue, due) : ZERO
  if (cashRounding !== 0) course.then({ type: 'CashRounded', amount: cashRounding })
  const tender: Tender = {
    id: context.newId(),
    kind: 'cash',
    amount: pays ? cashDue : money(received),
    received: money(received),
    at: context.at,
  }
  course.then({ type: 'TenderAdded', tender })
  if (pays) payOrder(course, cashRounding, context)
  return ok(course.events)
}

/** Puts an amount on the separate card machine: the intent is on disk before the customer pays. */
export function decideBeginCard(order: Order, amount: number, context: Context): OrderDecision {
  const why = tenderRefusal(order)
  if (why) return refuse(why)
  const due = stillToPay(order)
  if (due === 0 || (due < 0 && !hasGoodsBack(order))) return refuse('nothing-to-pay')
  if (!Number.isSafeInteger(amount) || amount <= 0) return refuse('amount-invalid')
  if (due < 0) return beginCardRefund(order, amount, context)
  if (amount > due) return refuse('amount-above-due')
  const runOut = runOutHold(order, context)
  if (runOut) return askAnew(order, runOut, context)
  const tenderId = context.newId()
  return ok([{ type: 'CardPaymentRequested', tenderId, amount: money(amount) }])
}

/** Money goes back to the card it came from, and never more than came. */
function beginCardRefund(order: Order, amount: number, context: Context): OrderDecision {
  if (order.payment?.tenders.length !== 0) return refuse('order-has-tenders')
  if (amount > owedToCard(order)) return refuse('more-than-on-card')
  const tenderId = context.newId()
  return ok([{ type: 'CardPaymentRequested', tenderId, amount: money(amount), back: true }])
}

/**
 * Gives back in cash what is not owed to a card; with a manager's word also that. What has no coin is rounded,
 * as a payment in cash is.
 * @param reason  why a card's money goes back in cash
 */
export function decideGiveBackCash(
  order: Order,
  reason: string | undefined,
  context: Context,
): OrderDecision {
  const why = tenderRefusal(order)
  if (why) return refuse(why)
  const due = negate(stillToPay(order))
  if (due <= 0 || !hasGoodsBack(order)) return refuse('nothing-to-give-back')
  if (order.payment?.tenders.length !== 0) return refuse('order-has-tenders')
  const approver = owedToCard(order) > 0 ? context.approver : undefined
  if (approver === null) return refuse('refund-to-card-first')
  const course = courseOf(order, context)
  const amount = roundedForCash(due, order.terms.cashRounding)
  const cashRounding = subtract(due, amount)
  if (cashRounding !== 0) course.then({ type: 'CashRounded', amount: cashRounding })
  if (amount > 0) {
    const refund: Refund = {
      id: context.newId(),
      kind: 'cash',
      amount,
      at: context.at,
      ...(approver === undefined ? {} : approvedBy(approver, reason)),
    }
    course.then({ type: 'RefundGiven', refund })
  }
  payOrder(course, cashRounding, context)
  return ok(course.events)
}

function approvedBy(by: string, reason = ''): Pick<Refund, 'insteadOfCard'> {
  const words = keptText(reason).trim()
  return { insteadOfCard: { by, reason: words === '' ? null : words } }
}

/** The cashier reads off the card machine whether the card was charged. */
export function decideEndCard(order: Order, isPaid: boolean, context: Context): OrderDecision {
  const card = order.payment?.card
  if (order.status !== 'paying') return refuse('order-not-paying')
  if (!card) return refuse('card-not-under-way')
  if (!isPaid) return ok([{ type: 'CardPaymentDropped', tenderId: card.tenderId }])
  const course = courseOf(order, context)
  const { tenderId: id, amount } = card
  if (card.back) {
    const refund = { id, kind: 'card', amount, at: context.at } as const
    course.then({ type: 'RefundGiven', refund })
    if (stillToPay(course.now) === 0) payOrder(course, ZERO, context)
    return ok(course.events)
  }
  const tender: Tender = { id, kind: 'card', amount, received: amount, at: context.at }
  course.then({ type: 'TenderAdded', tender })
  if (stillToPay(course.now) === 0) payOrder(course, ZERO, context)
  return ok(course.events)
}

/** Undoes a tender before the last one. */
export function decideUndoTender(order: Order, tenderId: string): OrderDecision {
  if (order.status !== 'paying' || !order.payment) return refuse('order-not-paying')
  if (order.payment.card) return refuse('card-under-way')
  const known = order.payment.tenders.some((tender) => tender.id === tenderId)
  return known ? ok([{ type: 'TenderUndone', tenderId }]) : refuse('tender-unknown')
}

/** Ends an order whose discounts leave nothing to pay. */
export function decideFinishOrder(order: Order, context: Context): OrderDecision {
  const why = tenderRefusal(order)
  if (why) return refuse(why)
  if (stillToPay(order) !== 0) return refuse('amount-still-due')
  const runOut = runOutHold(order, context)
  if (runOut) return askAnew(order, runOut, context)
  const course = courseOf(order, context)
  payOrder(course, ZERO, context)
  return ok(course.events)
}

/** Coupons that ran out while the customer looked for money; once some was taken the discount stands. */
function runOutHold({ payment }: Order, context: Context): Authorization | null {
  const held = hasMoney(payment) ? null : (payment?.authorization ?? null)
  return held && hasRunOut(held, context.at) ? held : null
}

/** Takes no money: back to the coupons, which are asked for again, so that cashier and customer see what is due. */
function askAnew(order: Order, { couponIds }: Authorization, context: Context): OrderDecision {
  const course = courseOf(order, context)
  course.then({ type: 'PaymentStepReached', step: 'coupons' })
  requestAuthorization(course, couponIds, false, context)
  course.then(note(context, 'warning', 'coupons-run-out'))
  return ok(course.events)
}

function tenderRefusal(order: Order): RefusalCode | null {
  if (order.status !== 'paying' || !order.payment) return 'order-not-paying'
  if (order.payment.step !== 'tender') return 'step-not-reached'
  if (order.payment.card) return 'card-under-way'
  return null
}

/** The balance is zero: the sale is sealed with everything it owes the world, in one commit. */
function payOrder(course: Course, cashRounding: Money, context: Context): void {
  const { payment } = course.now
  assert(payment !== null, 'Paid outside the payment phase')
  const totals = taxedTotalsOf(course.now)
  assertTotals(totals, course.now.terms.pricesIncludeTax)
  const back = backOf(course.now, payment)
  const due = money(totals.total + cashRounding - (back?.credit ?? 0))
  const taken = sum(payment.tenders.map((tender) => tender.amount))
  const received = sum(payment.tenders.map((tender) => tender.received))
  const sale: Sale = {
    receiptNumber: context.receiptNumber,
    paidAt: context.at,
    businessDate: today(context),
    totals,
    cashRounding,
    due,
    tenders: payment.tenders,
    change: subtract(received, taken),
    saved: add(totals.discount, totals.coupons),
    ...(back === null ? {} : { back }),
  }
  const promotions = unredeemed(course.now)
    .filter((one) => one.unverified !== 'never-asked')
    .map((one) => one.id)
  course.then({ type: 'OrderPaid', sale })
  oweAfterPayment(course, sale, promotions, context)
}

/** What the order took back, sealed with it; null when nothing came back. */
function backOf(order: Order, payment: Payment): SaleBack | null {
  const { back } = order
  if (back === null || !hasGoodsBack(order)) return null
  const { late = [] } = back
  const credit = creditOf(back, order.terms.cashRounding)
  const { coupons, codes, isWhole } = givenBackBy(back)
  return {
    goods: back.goods,
    ...(late.length === 0 ? {} : { late }),
    credit: credit.all,
    creditOfSale: credit.ofSale,
    refunds: payment.refunds,
    soldRef: back.sold?.ref ?? null,
    couponsBack: coupons,
    codesBack: codes,
    isWhole,
    voids: back.voids,
  }
}

function oweAfterPayment(
  course: Course,
  sale: Sale,
  promotionIds: readonly string[],
  context: Context,
): void {
  const order = course.now
  const moved = [...sale.tenders, ...(sale.back?.refunds ?? [])]
  const cash = moved.some((one) => one.kind === 'cash')
  if (cash && context.drawer) course.then(owe({ kind: 'drawer-open', reason: 'sale' }, context))
  if (context.printer) {
    const document = receiptOf(order, context.shop)
    course.then(owe({ kind: 'receipt-print', document, copy: 0 }, context))
  }
  const settling = oweCoupons(course, sale, context)
  if (promotionIds.length > 0) {
    const snapshot = snapshotOf(order, context.at)
    const promotions = snapshotPromotions(order, sale.totals).filter((one) =>
      promotionIds.includes(one.id),
    )
    course.then(owe({ kind: 'promotion-apply', order: snapshot, promotions }, context))
  }
  oweVerifications(course, sale, context)
  if (sale.totals.lines.length > 0) tellCouponService(course, 'completed', context, settling)
  oweGivenBack(course, context)
}

/** A day at most: what a sale used up must have reached its provider before it is given back. */
const PENDING_WAIT_MS = 24 * 3_600_000

/** Coupons and codes go back after what used them up, and the word that the sale came back after them. */
function oweGivenBack(course: Course, context: Context): void {
  const pending = course.now.back?.sold?.pending ?? []
  const ids: string[] = []
  for (const request of requestsOf(course.now, givenBackBy(course.now.back))) {
    const last = request.kind === 'order-message' ? ids : []
    const event = owe(request, context, {
      after: [...pending, ...last],
      waitsUntil: context.at + PENDING_WAIT_MS,
    })
    ids.push(event.effect.id)
    course.then(event)
  }
}

/** Capture and redeem come before the word that the order is complete. Answers their ids. */
function oweCoupons(course: Course, sale: Sale, context: Context): readonly string[] {
  const order = course.now
  const { payment } = order
  assert(payment !== null, 'Paid outside the payment phase')
  const ids: string[] = []
  const oweOne = (request: Parameters<typeof owe>[0], goodUntil: number | null = null) => {
    const event = owe(request, context, { goodUntil })
    ids.push(event.effect.id)
    course.then(event)
  }
  const held = payment.authorization
  if (held?.status === 'authorized' && held.authorizationId !== null) {
    const { authorizationId } = held
    const reauthorize = frozen(order, held, context)
    const base = { orderRef: order.ref, paidAt: sale.paidAt, reauthorize }
    const goodUntil = usableUntil(held.expiresAt, held.grantedAt)
    oweOne({ kind: 'coupon-capture', authorizationId, ...base }, goodUntil)
    if (held.renewing !== null) {
      course.then(oweReleaseOf(held.renewing, reauthorize, context, ids.slice()))
    }
  }
  const consumerId = order.customer?.consumerId
  for (const use of payment.storePromotions) {
    const line = order.lines.find((each) => each.id === use.lineId)
    assert(consumerId != null && line !== undefined, 'A store promotion of nobody, or on nothing')
    oweOne({
      kind: 'store-promotion-redeem',
      redemptionRef: `${order.ref}:${use.couponId}:${line.ref}`,
      orderRef: order.ref,
      consumerId,
      couponId: use.couponId,
      title: use.title,
      amount: use.amount,
      lineRefs: [line.ref],
    })
  }
  return ids
}
