import type { Money } from '../money'

/**
 * Which discount took money off a line. The order of the kinds is the order of deduction. A rule is a promotion
 * of the store's own that came by itself.
 */
export type DiscountKind =
  | 'item-rule'
  | 'store-discount'
  | 'store-promotion'
  | 'order-rule'
  | 'order-discount'
  | 'promotion'
  | 'coupon'
  | 'manufacturer-coupon'

/** Kinds that fall on the whole order, or on a part of it, and stand in rows of their own. */
export function isOnWholeOrder(kind: DiscountKind): boolean {
  return kind === 'order-rule' || kind === 'order-discount' || kind === 'promotion'
}

/** Kinds that somebody else pays for: a coupon is money of the customer's, not a lower price. */
export function isCoupon(kind: DiscountKind): boolean {
  return kind === 'coupon' || kind === 'manufacturer-coupon'
}

/** A discount's share of one line, positive, in minor units; never recomputed once the order is paid. */
export type DiscountShare = {
  /** Id of the store discount, promotion or coupon. */
  readonly discountId: string
  readonly kind: DiscountKind
  readonly amount: Money
}
