import { assert, unreachable } from '../assert'
import type { EventOf } from './events'
import type { Order, TakenCoupon, UnresolvedScan } from './order'
import type { LateCoupon } from './sold'

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
      return isLate(event.coupon) ? takeLate(order, event.coupon) : take(order, event.coupon)
    case 'ManufacturerCouponBlocked':
      return block(order, event)
    case 'ManufacturerCouponApproved': {
      const { couponId, approval } = event
      return waiting(order, couponId, (coupon) => ({ ...coupon, approval }))
    }
    case 'ManufacturerCouponRemoved':
      return withoutLate(
        { ...order, manufacturerCoupons: others(order, event.couponId) },
        event.couponId,
      )
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

/** It stands with the sale it came to; the manager's word is needed anew for other money. */
function takeLate(order: Order, coupon: LateCoupon): Order {
  const { back } = order
  assert(back !== null, 'A late coupon has its sale')
  const unresolved = order.unresolved.filter((scan) => scan.id !== coupon.id)
  const before = back.late ?? []
  const late = before.some((one) => one.id === coupon.id)
    ? before.map((one) => (one.id === coupon.id ? coupon : one))
    : [...before, coupon]
  return { ...order, unresolved, back: { ...back, late, approvedBy: null } }
}

function withoutLate(order: Order, couponId: string): Order {
  const { back } = order
  if (!back?.late?.some((one) => one.id === couponId)) return order
  const late = back.late.filter((one) => one.id !== couponId)
  return { ...order, back: { ...back, late, approvedBy: null } }
}

function isLate(coupon: TakenCoupon): coupon is LateCoupon {
  return coupon.late !== undefined
}

function block(order: Order, { couponId, why }: EventOf<'ManufacturerCouponBlocked'>): Order {
  const late = order.back?.late?.find((one) => one.id === couponId)
  const taken = late ?? order.manufacturerCoupons.find((one) => one.id === couponId)
  if (!taken) return waiting(order, couponId, (coupon) => ({ ...coupon, why }))
  const { id, code, coupon, approval } = taken
  const scan: UnresolvedScan = {
    id,
    code,
    misread: false,
    reason: 'manufacturer-coupon',
    coupon: { coupon, approval, why, ...(late ? { late: true } : {}) },
  }
  const unresolved = [scan, ...order.unresolved]
  const rest = { ...order, unresolved, manufacturerCoupons: others(order, couponId) }
  return withoutLate(rest, couponId)
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
