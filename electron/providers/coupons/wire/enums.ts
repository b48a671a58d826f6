/*
 * The words of the wire: our word on the left, the wire's on the right. A word we do not know reads as
 * `unknown` and never stops anything.
 */
import type { CouponRejection } from '../../../../shared/order/answers'

/** The coupon type that means a store promotion; every other type, known or not, is a network coupon. */
export const STORE_PROMOTION_TYPE = 'ST'

/** Where an order stands. */
export const ORDER_STATUS = words({
  open: 'open',
  completed: 'completed',
  cancelled: 'cancelled',
  returned: 'returned',
})

/** Where an authorization, a redemption or a return stands. */
export const SETTLED_STATUS = words({
  authorized: 'authorized',
  none: 'none',
  captured: 'captured',
  released: 'released',
  redeemed: 'redeemed',
  returned: 'returned',
})

/** Where an account stands. */
export const ACCOUNT_STATUS = words({
  pending: 'pending',
  active: 'active',
  suspended: 'suspended',
})

/** What a coupon's value counts. */
export const VALUE_TYPE = words({
  amount: 'amount',
  percent: 'percent',
  'free-item': 'free_item',
})

/** Why a wallet coupon does not apply. */
export const REJECTION = words<Exclude<CouponRejection, 'unknown'>>({
  'product-mismatch': 'product_mismatch',
  'quantity-not-met': 'quantity_not_met',
  'not-started': 'not_started',
  expired: 'expired',
  'already-redeemed': 'already_redeemed',
  'held-elsewhere': 'held_elsewhere',
  withdrawn: 'withdrawn',
  'retailer-not-eligible': 'retailer_not_eligible',
  'line-excluded': 'line_excluded',
  'not-in-wallet': 'not_in_wallet',
  'store-promotion': 'store_promotion',
})

/** What went wrong with a call. */
export const ERROR_CODE = words({
  'invalid-request': 'invalid_request',
  'invalid-phone': 'invalid_phone',
  'batch-too-large': 'batch_too_large',
  'unknown-line': 'unknown_line',
  unauthenticated: 'unauthenticated',
  'account-inactive': 'account_inactive',
  'register-inactive': 'register_inactive',
  'consumer-not-found': 'consumer_not_found',
  'auth-not-found': 'auth_not_found',
  'order-not-found': 'order_not_found',
  'coupon-not-found': 'coupon_not_found',
  'register-not-found': 'register_not_found',
  'location-not-found': 'location_not_found',
  'idempotency-conflict': 'idempotency_conflict',
  'auth-expired': 'auth_expired',
  'auth-released': 'auth_released',
  'auth-captured': 'auth_captured',
  'auth-mismatch': 'auth_mismatch',
  'order-closed': 'order_closed',
  'coupon-already-redeemed': 'coupon_already_redeemed',
  'coupon-not-in-wallet': 'coupon_not_in_wallet',
  'return-exceeds-redeemed': 'return_exceeds_redeemed',
  'rate-limited': 'rate_limited',
  'server-error': 'server_error',
  unavailable: 'unavailable',
})

/** A code of an error body in our words. */
export type ErrorCode = ReturnType<typeof ERROR_CODE.read>

/** Two ways through a list of words. */
export type Words<Ours extends string> = {
  readonly write: (ours: Ours) => string
  readonly read: (wire: unknown) => Ours | 'unknown'
  readonly wire: readonly string[]
}

function words<Ours extends string>(table: Readonly<Record<Ours, string>>): Words<Ours> {
  const back = new Map<unknown, Ours>()
  for (const ours of Object.keys(table) as Ours[]) back.set(table[ours], ours)
  return {
    write: (ours) => table[ours],
    read: (wire) => back.get(wire) ?? 'unknown',
    wire: Object.values(table),
  }
}
