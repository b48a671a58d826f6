import { assert } from '../assert'
import { under } from '../lists'
import type { Effect } from './effect'
import type { OrderEvent } from './events'
import type { Order } from './order'
import { hasEnded, type TillState } from './till-state'

/**
 * Whether other orders of this terminal have taken every use of a store promotion that the customer's wallet
 * still showed: paid with it and not yet redeemed. A use that is redeemed has left the wallets of the others,
 * and is taken off the answers of their look-ups under way (`CouponUsedElsewhere`).
 */
export function isUsedUp(state: TillState, order: Order, couponId: string): boolean {
  const { customer } = order
  const coupon = customer?.coupons.find((one) => one.couponId === couponId)
  assert(customer != null && coupon !== undefined, 'A store promotion is in no wallet')
  const owed = [...state.orders.values()].flatMap((other) => other.effects)
  const uses = owed.filter((effect) => {
    const { request } = effect
    if (request.kind !== 'store-promotion-redeem' || request.couponId !== couponId) return false
    return request.consumerId === customer.consumerId && !hasEnded(effect)
  })
  return uses.length >= coupon.usesLeft
}

/**
 * Whether the coupon service has said of a coupon that is to be given back that nobody has used it. Sent again,
 * it would give back what another sale has used meanwhile: so it waits until its own use is confirmed.
 */
export function isNothingToGiveBack({ request, status, code }: Effect): boolean {
  if (request.kind !== 'coupon-return' || status !== 'needs-person') return false
  return code === 'return-exceeds-redeemed'
}

/** A use that is confirmed at last can be given back: what the service had refused for want of it is sent again. */
export function givenBackAtLast(
  state: TillState,
  orderId: string,
  event: OrderEvent,
): readonly (readonly [string, OrderEvent])[] {
  if (event.type !== 'StorePromotionRedeemed' && event.type !== 'CouponsCaptured') return []
  const order = under(state.orders, orderId)
  const request = order.effects.find((one) => one.id === event.effectId)?.request
  assert(
    request?.kind === 'coupon-capture' || request?.kind === 'store-promotion-redeem',
    'Coupons are used by a capture, store promotions by a redemption',
  )
  const used =
    request.kind === 'coupon-capture'
      ? request.reauthorize.coupons.map((coupon) => coupon.couponId)
      : [request.couponId]
  return [...state.orders.values()].flatMap((other) =>
    other.effects.filter(isNothingToGiveBack).flatMap((effect) => {
      const { request: back, id: effectId } = effect
      const isIts = back.kind === 'coupon-return' && back.orderRef === order.ref
      if (!isIts || !used.includes(back.couponId)) return []
      return [[other.id, { type: 'EffectRetried', effectId }] as const]
    }),
  )
}
