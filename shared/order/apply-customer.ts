import { unreachable } from '../assert'
import type { WalletCoupon } from './answers'
import type { EventOf } from './events'
import { isLookingUp } from './look-up'
import type { Customer, GoneCoupon, Order } from './order'

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
      return {
        ...(event.again === true ? order : forgotten(order)),
        customer: lookedUp(event, order.customer),
      }
    case 'CustomerMatched':
    case 'CustomerNotMatched':
    case 'CustomerLookupFailed':
      return order.customer?.lookUpId === event.lookUpId
        ? { ...order, customer: answered(order.customer, event, at) }
        : order
    case 'CustomerRemoved':
      return { ...forgotten(order), customer: null }
    case 'CouponUsedElsewhere':
      return order.customer === null
        ? order
        : { ...order, customer: usedElsewhere(order.customer, event) }
    default:
      return unreachable(event)
  }
}

/** What another wallet was refused says nothing of the next one. */
function forgotten({ refusedCoupons: _, ...order }: Order): Order {
  return order
}

function lookedUp(event: EventOf<'CustomerLookupRequested'>, before: Customer | null): Customer {
  const { lookUpId, customerRef, phoneMasked, groups } = event
  if (event.again === true && before !== null) {
    const { usedMeanwhile: _, ...known } = before
    return { ...known, lookUpId, code: null, isRefreshing: true }
  }
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
  const { usedMeanwhile = [], isRefreshing = false, gone = [], ...asked } = customer
  switch (event.type) {
    case 'CustomerMatched': {
      const { consumerId, coupons } = event
      const used = usedMeanwhile.filter((use) => use.consumerId === consumerId)
      const left = used.reduce(lessOneUse, coupons)
      const isSame = isRefreshing && customer.consumerId === consumerId
      const ended = isSame ? noMore([...gone, ...customer.coupons.filter(isLeft)], coupons) : []
      const known = { ...asked, status: 'matched', consumerId, coupons: left, asOf: at } as const
      return ended.length === 0 ? known : { ...known, gone: ended }
    }
    case 'CustomerNotMatched':
      return { ...asked, ...NOBODY, status: 'not-matched', asOf: at }
    case 'CustomerLookupFailed': {
      const { status, code } = event
      // Silence is no no: the wallet as it was seen last still stands.
      if (isRefreshing && status === 'not-answering') {
        return gone.length === 0 ? { ...asked, code } : { ...asked, gone, code }
      }
      return { ...asked, ...NOBODY, status, code }
    }
  }
}

/** What the wallet had and has no more, once each. */
function noMore(
  before: readonly GoneCoupon[],
  now: readonly WalletCoupon[],
): readonly GoneCoupon[] {
  const left = before.filter(({ couponId }) => now.every((one) => one.couponId !== couponId))
  return left.map(({ couponId, title }) => ({ couponId, title }))
}

function isLeft({ usesLeft }: WalletCoupon): boolean {
  return usesLeft > 0
}

const NOBODY = { consumerId: null, coupons: [] } as const

/** What is confirmed while the wallet is still being looked up is taken off the answer. */
function usedElsewhere(customer: Customer, event: EventOf<'CouponUsedElsewhere'>): Customer {
  const { couponId, consumerId } = event
  const isTheirs = consumerId === undefined || consumerId === customer.consumerId
  const coupons = isTheirs ? lessOneUse(customer.coupons, event) : customer.coupons
  if (!isLookingUp(customer) || consumerId === undefined) return { ...customer, coupons }
  const usedMeanwhile = [...(customer.usedMeanwhile ?? []), { consumerId, couponId }]
  return { ...customer, coupons, usedMeanwhile }
}

function lessOneUse(
  coupons: readonly WalletCoupon[],
  { couponId }: { readonly couponId: string },
): readonly WalletCoupon[] {
  return coupons.map((one) =>
    one.couponId === couponId ? { ...one, usesLeft: Math.max(0, one.usesLeft - 1) } : one,
  )
}
