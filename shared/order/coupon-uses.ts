import { assert } from '../assert'
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
