import { unreachable } from '../assert'
import type { EventOf } from './events'
import type { Order, TakenCoupon, UnresolvedScan } from './order'

/** The events that change the manufacturer coupons of an order. */
export type ManufacturerCouponEvent = EventOf<
  | 'ManufacturerCouponTaken'
  | 'ManufacturerCouponBlocked'
  | 'ManufacturerCouponApproved'
  | 'ManufacturerCouponRemoved'
>

/** Folds a change of the manufacturer coupons into the order. */
export function applyManufacturerCoupon(order: Order, event: ManufacturerCouponEvent): Order {
  switch (event.type) {
    case 'ManufacturerCouponTaken':
      return take(order, event.coupon)
    case 'ManufacturerCouponBlocked':
      return block(order, event)
    case 'ManufacturerCouponApproved': {
      const { couponId, approval } = event
      return waiting(order, couponId, (coupon) => ({ ...coupon, approval }))
    }
    case 'ManufacturerCouponRemoved':
      return { ...order, manufacturerCoupons: others(order, event.couponId) }
    default:
      return unreachable(event)
  }
}

/** One that counted already keeps its place. */
function take(order: Order, coupon: TakenCoupon): Order {
  const { manufacturerCoupons: taken } = order
  if (taken.some((one) => one.id === coupon.id)) {
    const replaced = taken.map((one) => (one.id === coupon.id ? coupon : one))
    return { ...order, manufacturerCoupons: replaced }
  }
  const unresolved = order.unresolved.filter((scan) => scan.id !== coupon.id)
  return { ...order, unresolved, manufacturerCoupons: [...taken, coupon] }
}

function block(order: Order, { couponId, why }: EventOf<'ManufacturerCouponBlocked'>): Order {
  const taken = order.manufacturerCoupons.find((one) => one.id === couponId)
  if (!taken) return waiting(order, couponId, (coupon) => ({ ...coupon, why }))
  const { id, code, coupon, approval } = taken
  const scan: UnresolvedScan = {
    id,
    code,
    misread: false,
    reason: 'manufacturer-coupon',
    coupon: { coupon, approval, why },
  }
  const unresolved = [scan, ...order.unresolved]
  return { ...order, unresolved, manufacturerCoupons: others(order, couponId) }
}

type Waiting = NonNullable<UnresolvedScan['coupon']>

function waiting(order: Order, couponId: string, change: (coupon: Waiting) => Waiting): Order {
  const unresolved = order.unresolved.map((scan) =>
    scan.id === couponId && scan.coupon ? { ...scan, coupon: change(scan.coupon) } : scan,
  )
  return { ...order, unresolved }
}

function others(order: Order, couponId: string): readonly TakenCoupon[] {
  return order.manufacturerCoupons.filter((one) => one.id !== couponId)
}
