import { assert, Bug, unreachable } from '../assert'
import { add, subtract, sum, ZERO } from '../money'
import type { EventOf } from './events'
import type { Authorization, Customer, Order, Payment, Promotion } from './order'
import { assertTotals } from './totals'

/** The events of the payment phase. */
export type PaymentEvent = EventOf<
  | 'PaymentStarted'
  | 'PaymentAbandoned'
  | 'PaymentStepReached'
  | 'StorePromotionChosen'
  | 'StorePromotionSkipped'
  | 'CouponAuthorizationRequested'
  | 'CouponsAuthorized'
  | 'CouponAuthorizationFailed'
  | 'CouponsLetGo'
  | 'CardPaymentRequested'
  | 'CardPaymentDropped'
  | 'TenderAdded'
  | 'TenderUndone'
  | 'CashRounded'
  | 'RefundGiven'
  | 'OrderPaid'
>

/** Folds the payment phase into the order. */
export function applyPayment(order: Order, event: PaymentEvent, at: number): Order {
  if (event.type === 'PaymentStarted') {
    return { ...order, status: 'paying', payment: begun(at), customer: settled(order.customer) }
  }
  if (event.type === 'PaymentAbandoned') {
    // A manager's word, and that of the shop's rule, covers this one payment: what changes on the order afterwards is checked again.
    const promotions = order.promotions.map(withoutWord)
    return { ...order, status: 'open', payment: null, validation: null, promotions }
  }
  if (event.type === 'OrderPaid') return paid(order, event)
  const { payment } = order
  if (payment === null) throw new Bug(`${event.type} outside the payment phase`)
  const changed = { ...order, payment: changePayment(payment, event, at) }
  return event.type === 'CouponsAuthorized' ? withRefused(changed, event) : changed
}

/** What PETZ would not give is remembered, for the question why when payment was left. */
function withRefused(order: Order, { authRef, grant }: EventOf<'CouponsAuthorized'>): Order {
  const isOurs = order.payment?.authorization?.authRef === authRef
  const isNews = grant.rejected.length + (order.refusedCoupons?.length ?? 0) > 0
  return isOurs && isNews ? { ...order, refusedCoupons: grant.rejected } : order
}

/**
 * Holds the law of a paid order: the totals add up, and the tenders pay what is due and no more.
 * @throws Bug  they do not
 */
export function assertSale(order: Order, sale: NonNullable<Order['sale']>): void {
  assertTotals(sale.totals, order.terms.pricesIncludeTax)
  const { credit = ZERO, refunds = [] } = sale.back ?? {}
  const total = subtract(add(sale.totals.total, sale.cashRounding), credit)
  assert(total === sale.due, 'Due ≠ total + cash rounding − credit')
  const refunded = sum(refunds.map((refund) => refund.amount))
  const taken = sum(sale.tenders.map((tender) => tender.amount))
  assert(taken - refunded === sale.due, 'Tenders − refunds ≠ due')
  const received = sum(sale.tenders.map((tender) => tender.received))
  assert(received - sale.change === taken, 'Received − change ≠ tenders')
}

/** What is asked for coupons now is about the wallet as it is known: a look that is still under way comes too late. */
function settled(customer: Customer | null): Customer | null {
  if (customer?.isRefreshing !== true) return customer
  const { isRefreshing: _, usedMeanwhile: __, ...known } = customer
  return known
}

function withoutWord(promotion: Promotion): Promotion {
  const { unverified, ...rest } = promotion
  const isKept = unverified === 'never-asked'
  return { ...rest, ...(isKept ? { unverified } : {}), acceptedBy: null }
}

function begun(at: number): Payment {
  return {
    startedAt: at,
    step: 'store-promotions',
    storePromotions: [],
    skipped: [],
    authorization: null,
    tenders: [],
    card: null,
    refunds: [],
  }
}

/** The sale is checked again when it is read back; a promotion that took money off is now owed its APPLY. */
function paid(order: Order, event: EventOf<'OrderPaid'>): Order {
  assertSale(order, event.sale)
  const promotions = order.promotions.map((one) => ({ ...one, status: 'applying' }) as const)
  return { ...order, status: 'paid', sale: event.sale, promotions, notes: [] }
}

type StepEvent = Exclude<PaymentEvent, EventOf<'PaymentStarted' | 'PaymentAbandoned' | 'OrderPaid'>>

function changePayment(payment: Payment, event: StepEvent, at: number): Payment {
  const { storePromotions, skipped, authorization } = payment
  switch (event.type) {
    case 'PaymentStepReached':
      return { ...payment, step: event.step }
    case 'StorePromotionChosen': {
      const others = storePromotions.filter((use) => use.couponId !== event.use.couponId)
      const stillSkipped = skipped.filter((id) => id !== event.use.couponId)
      return { ...payment, storePromotions: [...others, event.use], skipped: stillSkipped }
    }
    case 'StorePromotionSkipped':
      return {
        ...payment,
        storePromotions: storePromotions.filter((use) => use.couponId !== event.couponId),
        skipped: [...skipped.filter((id) => id !== event.couponId), event.couponId],
      }
    case 'CouponAuthorizationRequested':
      return { ...payment, authorization: asked(authorization, event) }
    case 'CouponsAuthorized':
      return { ...payment, authorization: authorized(authorization, event, at) }
    case 'CouponAuthorizationFailed':
      return { ...payment, authorization: notAuthorized(authorization, event) }
    case 'CouponsLetGo':
      return authorization?.authRef === event.authRef
        ? { ...payment, authorization: null }
        : payment
    case 'CardPaymentRequested':
      return { ...payment, card: begunCard(event, at) }
    case 'CardPaymentDropped':
      return { ...payment, card: null }
    case 'TenderAdded':
      return {
        ...payment,
        tenders: [...payment.tenders, event.tender],
        card: payment.card?.tenderId === event.tender.id ? null : payment.card,
      }
    case 'TenderUndone':
      return {
        ...payment,
        tenders: payment.tenders.filter((tender) => tender.id !== event.tenderId),
      }
    case 'CashRounded':
      return payment
    case 'RefundGiven':
      return {
        ...payment,
        refunds: [...payment.refunds, event.refund],
        card: payment.card?.tenderId === event.refund.id ? null : payment.card,
      }
    default:
      return unreachable(event)
  }
}

function begunCard(event: EventOf<'CardPaymentRequested'>, at: number): Payment['card'] {
  const { tenderId, amount, back } = event
  return { tenderId, amount, at, ...(back === undefined ? {} : { back }) }
}

/** An answer to a question that is not asked any more changes nothing. */
function authorized(
  now: Authorization | null,
  event: EventOf<'CouponsAuthorized'>,
  at: number,
): Authorization | null {
  if (!now || !isAbout(now, event.authRef)) return now
  const { authorizationId, expiresAt, coupons, rejected } = event.grant
  const status = authorizationId === null ? 'none' : 'authorized'
  const { authRef } = event
  const base = { ...now, authRef, status, renewing: null } as const
  return { ...base, authorizationId, expiresAt, grantedAt: at, coupons, rejected }
}

function notAuthorized(
  now: Authorization | null,
  event: EventOf<'CouponAuthorizationFailed'>,
): Authorization | null {
  if (!now || !isAbout(now, event.authRef)) return now
  if (now.renewing !== null) return { ...now, renewing: null }
  return { ...now, status: event.status, coupons: [], rejected: [] }
}

function isAbout(now: Authorization, authRef: string): boolean {
  return now.renewing === null ? now.authRef === authRef : now.renewing === authRef
}

/** A renewal keeps the coupons on the order until it is answered; a new question takes them off. */
function asked(
  now: Authorization | null,
  event: EventOf<'CouponAuthorizationRequested'>,
): Authorization {
  if (event.renewal && now) {
    return { ...now, renewing: event.authRef, renewals: now.renewals + 1 }
  }
  const known = [...(now?.coupons ?? []), ...(now?.leftOut ?? [])]
  const { couponIds } = event
  return {
    authRef: event.authRef,
    status: 'asking',
    renewing: null,
    // The former hold lives until the service grants another: it must stay known to be let go.
    authorizationId: now?.authorizationId ?? null,
    expiresAt: null,
    couponIds,
    coupons: [],
    rejected: [],
    leftOut:
      couponIds === null ? [] : known.filter((coupon) => !couponIds.includes(coupon.couponId)),
    renewals: now?.renewals ?? 0,
  }
}
