import type { Money } from '../money'
import type { Quantity } from '../quantity'

/**
 * An order as a provider is told about it: plain values frozen when the request was journaled, so that a
 * repeat after a restart is the same request. Built by `snapshot-of.ts`, read by both wire mappings.
 */
export type OrderSnapshot = {
  readonly orderId: string
  /** Unique in the account: register, business date, order number. */
  readonly orderRef: string
  readonly number: number
  /** Milliseconds since 1970, UTC. */
  readonly openedAt: number
  readonly changedAt: number
  readonly paidAt: number | null
  /** yyyymmdd in the shop's own time zone. */
  readonly businessDate: number
  readonly openedBusinessDate: number
  readonly cashier: string
  readonly registerRef: string
  readonly lines: readonly SnapshotLine[]
  /** Discounts on the whole order: store promotions first, then provider promotions. */
  readonly discounts: readonly SnapshotDiscount[]
  readonly promotions: readonly SnapshotPromotion[]
  readonly payments: readonly SnapshotPayment[]
  readonly customerRef: string | null
  readonly consumerId: string | null
  readonly totals: SnapshotTotals
  readonly pricesIncludeTax: boolean
}

/** A line as a provider is told about it. Removed lines are left out. */
export type SnapshotLine = {
  /** UUID of the line. */
  readonly id: string
  /** Short and stable within the order, never reused: L1, L2 … */
  readonly ref: string
  readonly sku: string
  readonly name: string
  readonly category: string
  /** The identifiers frozen with the line, GTINs as printed on the pack. */
  readonly barcodes: readonly string[]
  readonly quantity: Quantity
  readonly unit: 'each' | 'lb' | 'kg'
  readonly unitPrice: Money
  /** Unit price times quantity. */
  readonly gross: Money
  /** Discounts of this line alone: store discounts and store promotions. Positive. */
  readonly discounts: readonly SnapshotDiscount[]
  /** After every store discount and promotion, its share of whole-order ones included; before coupons. */
  readonly net: Money
  readonly tax: Money
  /** Parts per million. */
  readonly taxRate: number
  /** A store promotion from the wallet closed this line to coupons. */
  readonly closedToCoupons: boolean
}

/** Money taken off, as a positive amount. */
export type SnapshotDiscount = {
  readonly id: string
  readonly name: string
  readonly amount: Money
  /** The part without tax; differs from `amount` only where prices include tax. */
  readonly amountWithoutTax: Money
  readonly promotionCode: string | null
}

/** A promotion on the order, complete enough for every later request about it. */
export type SnapshotPromotion = {
  /** GUID of its VERIFY. */
  readonly id: string
  readonly discountId: string
  readonly code: string
  readonly name: string
  /** Really taken off now, without tax; positive. */
  readonly amount: Money
  readonly referenceId: string | null
  readonly appliedAt: number
  readonly appliedBusinessDate: number
}

/** A tender taken. */
export type SnapshotPayment = {
  readonly id: string
  readonly kind: 'cash' | 'card'
  readonly amount: Money
  readonly received: Money
  readonly at: number
}

/** Sums of the order, all positive. */
export type SnapshotTotals = {
  readonly gross: Money
  readonly storeDiscount: Money
  readonly promotionDiscount: Money
  /** Coupons of the coupon service. */
  readonly couponDiscount: Money
  /** Manufacturer coupons; absent where there are none. */
  readonly manufacturerDiscount?: Money
  /** After discounts and promotions, without tax, before coupons. */
  readonly net: Money
  readonly tax: Money
  readonly cashRounding: Money
  readonly total: Money
}
