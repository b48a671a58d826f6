/*
 * I4, I8 to I12, I14 and I18: what reaches the world, judged when it does, and the books of both providers
 * against the journal at the end.
 */
import type { EventOf, OrderEvent } from '../../../shared/order/events'
import type { Books, EffectBook, OrderBook } from './books'
import type { CouponsWorld, Hold } from './coupons-world'
import type { PromotionsWorld } from './promotions-world'
import { hold } from './violation'

/** I18: an effect in the world was begun in the journal. */
export function hadIntent(
  effect: EffectBook | undefined,
  id: string,
): asserts effect is EffectBook {
  hold(effect !== undefined, 'I18', `${id} reaches the world and is in no journal`)
  hold(effect.attempts > 0, 'I18', `${effect.request.kind} ${id} was never begun`)
}

/** I14: an answer counts once. */
export function answeredOnce(order: OrderBook, event: OrderEvent, books: Books): void {
  if (event.type === 'PromotionVerified') {
    const code = order.codes.get(event.promotionId)
    hold(code !== undefined && !code.verified && !code.gone, 'I14', `${event.promotionId} again`)
  }
  if (event.type === 'CouponsAuthorized') {
    hold(order.questions.has(event.authRef), 'I18', `${event.authRef} was never asked`)
    hold(!order.grants.has(event.authRef), 'I14', `${event.authRef} is answered twice`)
  }
  if (!('effectId' in event)) return
  const effect = books.effects.get(event.effectId)
  hold(effect !== undefined, 'I14', `${event.type} of an effect nobody owes`)
  hold(effect.delivered === 0, 'I14', `${event.type} after ${effect.request.kind} was delivered`)
}

/** I11: nothing is used before money is in the journal. */
export function usedAfterMoney(
  order: OrderBook | undefined,
  what: string,
): asserts order is OrderBook {
  hold(order !== undefined, 'I18', `${what} of an order nobody knows`)
  hold(order.sale !== null, 'I11', `${what} before order ${order.number} is paid`)
}

/** I9: a captured coupon is on a paid order. */
export function capturedIsPaid(books: Books, taken: Hold): void {
  const order = books.byRef.get(taken.orderRef)
  usedAfterMoney(order, `capture of ${taken.id}`)
  for (const coupon of taken.coupons) {
    const given = order.sale?.totals.discounts.some((one) => {
      return one.kind === 'coupon' && one.discountId === coupon.couponId
    })
    hold(given === true, 'I9', `coupon ${coupon.couponId} is used and not on order ${order.number}`)
  }
}

/** I10: a store promotion is given once for every use that the wallet has. */
export function givenOnce(
  books: Books,
  order: OrderBook,
  { sale }: EventOf<'OrderPaid'>,
  consumerId: string | null,
): void {
  if (consumerId === null) return
  for (const discount of sale.totals.discounts) {
    if (discount.kind !== 'store-promotion') continue
    const key = `${consumerId} ${discount.discountId}`
    const given = (books.given.get(key) ?? 0) + 1
    books.given.set(key, given)
    hold(given <= 1, 'I10', `${key} is given to ${given} orders, now to ${order.number}`)
  }
}

/** I8: whoever leaves payment lets go of what is held in the same breath. */
export function letGoInTime(order: OrderBook): void {
  const isForgotten = order.held !== null && !order.isPaying
  hold(!isForgotten, 'I8', `hold ${order.held ?? ''} of order ${order.number} is not let go`)
}

/** I8 at the end: every hold is used once, let go once, over, or stands before a person. */
export function holdsAreSettled(books: Books, coupons: CouponsWorld): void {
  coupons.expireAll()
  for (const one of coupons.holds.values()) {
    const order = books.byRef.get(one.orderRef)
    hold(order !== undefined, 'I18', `hold ${one.id} for an order nobody knows`)
    if (one.status === 'captured') capturedIsPaid(books, one)
    if (one.status === 'held' && !isPastAsking(order, one)) {
      hold(isShown(order, one), 'I8', `hold ${one.id} of order ${order.number} is forgotten`)
    }
  }
  for (const order of books.orders.values()) paidCouponsAreSettled(order, coupons)
}

/** Every coupon that a paid order gave is captured, or a person sees that it is not. */
function paidCouponsAreSettled(order: OrderBook, coupons: CouponsWorld): void {
  if (order.sale === null) return
  for (const discount of order.sale.totals.discounts) {
    if (discount.kind !== 'coupon') continue
    let isUsed = false
    for (const one of coupons.holds.values()) {
      if (one.orderRef !== order.ref || one.status !== 'captured') continue
      isUsed ||= one.coupons.some((coupon) => coupon.couponId === discount.discountId)
    }
    const isOpen = [...order.effects.values()].some(
      ({ request, status, note }) =>
        (request.kind === 'coupon-capture' || request.kind === 'coupon-reauthorize') &&
        (status === 'needs-person' || status === 'waiting' || isByHand(note)),
    )
    hold(isUsed || isOpen, 'I8', `coupon ${discount.discountId} of order ${order.number} is lost`)
  }
}

/** I8 at the end, for codes: redeemed, given back, or before a person. */
export function codesAreSettled(books: Books, promotions: PromotionsWorld): void {
  for (const [guid, use] of promotions.uses) {
    if (use.status === 'free') continue
    const order = books.orders.get(use.orderId)
    hold(order !== undefined, 'I18', `code ${use.code} for an order nobody knows`)
    if (use.status === 'redeemed') {
      hold(
        order.sale !== null,
        'I9',
        `code ${use.code} is redeemed and order ${order.number} unpaid`,
      )
      continue
    }
    hold(isCodeOpen(order, guid), 'I8', `code ${use.code} of ${order.number} is forgotten`)
  }
}

function isCodeOpen(order: OrderBook, guid: string): boolean {
  const known = order.codes.get(guid)
  if (order.status === 'unpaid' && known && !known.gone) return true
  return [...order.effects.values()].some(({ request, status, note }) => {
    if (status === 'delivered') return false
    if (status === 'closed' && !isByHand(note) && note !== 'parted') return false
    if (request.kind === 'promotion-apply') return request.promotions.some((one) => one.id === guid)
    if (request.kind !== 'promotion-void') return false
    return [...request.promotions, ...request.lost].some((one) => one.id === guid)
  })
}

/** Closed by a person, with a note. */
export function isByHand(note: string | null): boolean {
  return note?.startsWith('by hand') ?? false
}

/**
 * Whether a hold was granted to a question that the line kept until its order was paid, on what was asked after
 * it. Nobody can let go of it, since nobody knows of it: it runs out at the service. Source: docs/reliability.md,
 * What it does not promise.
 */
export function isPastAsking(order: OrderBook, one: Hold): boolean {
  if (!one.isLate || order.grants.has(one.authRef)) return false
  return order.questions.has(one.authRef) && [...order.questions].at(-1) !== one.authRef
}

/** Whether a hold that is still there is on an unpaid order, or before a person. */
export function isShown(order: OrderBook, one: Hold): boolean {
  if (
    order.status === 'unpaid' &&
    (order.grant?.authorizationId === one.id || order.questions.has(one.authRef))
  )
    return true
  const anew = askedAnewFor(order, one)
  return [...order.effects.values()].some((effect) => {
    const { request, status, note } = effect
    if (status === 'delivered' || (status === 'closed' && !isByHand(note))) return false
    switch (request.kind) {
      case 'coupon-capture':
        return request.authorizationId === one.id
      case 'coupon-reauthorize':
        return request.reauthorize.authRef === one.authRef || effect === anew
      case 'coupon-release':
        return request.authorizationId === one.id || request.authorize.authRef === one.authRef
      default:
        return false
    }
  })
}

/**
 * The question that stands in place of the capture of a hold that the till took for run out. Until it is
 * answered the hold lives on at a service whose clock was set back, and the question is what a person sees.
 */
function askedAnewFor(order: OrderBook, one: Hold): EffectBook | undefined {
  const effects = [...order.effects.values()]
  const from = effects.findIndex(
    ({ request, status, note }) =>
      request.kind === 'coupon-capture' &&
      request.authorizationId === one.id &&
      status === 'closed' &&
      (note === 'authorization-expired' || note === 'authorization-released'),
  )
  if (from < 0) return undefined
  return effects.slice(from).find(({ request }) => request.kind === 'coupon-reauthorize')
}
