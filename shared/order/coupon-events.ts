import {
  couponName,
  type CouponRefused,
  type PresentedCoupon,
} from '../promotions/manufacturer-coupon'
import { note, type Context } from './context'
import type { OrderEvent } from './events'
import type { Order, TakenCoupon } from './order'

/** A coupon on paper counts as judged: an event where that is not what stands there already. */
export function takenEvents(
  before: TakenCoupon | undefined,
  coupon: TakenCoupon,
): readonly OrderEvent[] {
  const isSame = before !== undefined && JSON.stringify(before) === JSON.stringify(coupon)
  return isSame ? [] : [{ type: 'ManufacturerCouponTaken', coupon }]
}

/** A coupon on paper waits for a reason: an event where it is another one, and a note where the coupon counted before. */
export function blockedEvents(
  order: Order,
  { id: couponId, code }: PresentedCoupon,
  why: CouponRefused,
  context: Context,
): readonly OrderEvent[] {
  const before = order.unresolved.find((one) => one.id === couponId)?.coupon?.why
  if (before != null && JSON.stringify(before) === JSON.stringify(why)) return []
  const blocked = { type: 'ManufacturerCouponBlocked', couponId, why } as const
  if (before !== undefined) return [blocked]
  const values = { name: couponName(code) }
  return [blocked, note(context, 'warning', 'manufacturer-coupon-back', { values })]
}
