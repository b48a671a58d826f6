import type { Effect } from './effect'
import type { Order } from './order'
import type { TillState } from './till-state'

/**
 * Whether other orders of this terminal have taken every use of a store promotion that the customer's wallet
 * still showed: paid with it and not yet redeemed, or redeemed after the wallet was looked at.
 */
export function isUsedUp(state: TillState, order: Order, couponId: string): boolean {
  const { customer } = order
  const coupon = customer?.coupons.find((one) => one.couponId === couponId)
  if (!customer || !coupon) return false
  const owed = [...state.orders.values()].flatMap((other) => other.effects)
  const ended = state.settled.map((row) => row.effect)
  const uses = new Set<string>()
  for (const effect of [...owed, ...ended]) {
    const { request } = effect
    if (request.kind !== 'store-promotion-redeem' || request.couponId !== couponId) continue
    if (request.consumerId !== customer.consumerId) continue
    if (takesUse(effect, customer.asOf ?? 0)) uses.add(effect.id)
  }
  return uses.size >= coupon.usesLeft
}

function takesUse(effect: Effect, asOf: number): boolean {
  if (effect.status === 'closed') return false
  return effect.status !== 'delivered' || (effect.endedAt ?? 0) > asOf
}
