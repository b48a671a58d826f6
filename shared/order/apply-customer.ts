import { unreachable } from '../assert'
import type { WalletCoupon } from './answers'
import type { EventOf } from './events'
import type { Customer, Order } from './order'

/** The events about the customer on the order. */
export type CustomerEvent = EventOf<
  | 'CustomerLookupRequested'
  | 'CustomerMatched'
  | 'CustomerNotMatched'
  | 'CustomerLookupFailed'
  | 'CustomerRemoved'
  | 'CouponUsedElsewhere'
>

/** Folds what is known of the customer into the order. */
export function applyCustomer(order: Order, event: CustomerEvent, at: number): Order {
  switch (event.type) {
    case 'CustomerLookupRequested':
      return { ...order, customer: lookedUp(event) }
    case 'CustomerMatched':
    case 'CustomerNotMatched':
    case 'CustomerLookupFailed':
      return order.customer?.lookUpId === event.lookUpId
        ? { ...order, customer: answered(order.customer, event, at) }
        : order
    case 'CustomerRemoved':
      return { ...order, customer: null }
    case 'CouponUsedElsewhere':
      return order.customer === null
        ? order
        : { ...order, customer: usedElsewhere(order.customer, event) }
    default:
      return unreachable(event)
  }
}

function lookedUp(event: EventOf<'CustomerLookupRequested'>): Customer {
  const { lookUpId, customerRef, phoneMasked, groups } = event
  return {
    lookUpId,
    customerRef,
    phoneMasked,
    ...(groups === undefined ? {} : { groups }),
    status: 'looking',
    consumerId: null,
    coupons: [],
    asOf: null,
    code: null,
  }
}

function answered(
  customer: Customer,
  event: EventOf<'CustomerMatched' | 'CustomerNotMatched' | 'CustomerLookupFailed'>,
  at: number,
): Customer {
  const { usedMeanwhile = [], ...asked } = customer
  switch (event.type) {
    case 'CustomerMatched': {
      const { consumerId, coupons } = event
      const used = usedMeanwhile.filter((use) => use.consumerId === consumerId)
      const left = used.reduce(lessOneUse, coupons)
      return { ...asked, status: 'matched', consumerId, coupons: left, asOf: at }
    }
    case 'CustomerNotMatched':
      return { ...asked, status: 'not-matched', asOf: at }
    case 'CustomerLookupFailed':
      return { ...asked, status: event.status, code: event.code }
  }
}

/** What is confirmed while the wallet is still being looked up is taken off the answer. */
function usedElsewhere(customer: Customer, event: EventOf<'CouponUsedElsewhere'>): Customer {
  const { couponId, consumerId } = event
  if (customer.status !== 'looking') {
    return { ...customer, coupons: lessOneUse(customer.coupons, event) }
  }
  if (consumerId === undefined) return customer
  const usedMeanwhile = [...(customer.usedMeanwhile ?? []), { consumerId, couponId }]
  return { ...customer, usedMeanwhile }
}

function lessOneUse(
  coupons: readonly WalletCoupon[],
  { couponId }: { readonly couponId: string },
): readonly WalletCoupon[] {
  return coupons.map((one) =>
    one.couponId === couponId ? { ...one, usesLeft: Math.max(0, one.usesLeft - 1) } : one,
  )
}
