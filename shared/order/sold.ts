import type { Money } from '../money'
import type { CouponEffect, CouponPart, PresentedCoupon } from '../promotions/manufacturer-coupon'
import type { Quantity } from '../quantity'
import type { DiscountKind, DiscountShare } from './discount'
import type { OrderSnapshot, SnapshotPromotion } from './snapshot'

/**
 * A sale of this terminal opened for a return: what was frozen when it was paid, and what has come back of it
 * since. It is frozen once more in the order that takes goods back; the original is never touched.
 */
export type SoldSale = {
  readonly orderId: string
  readonly ref: string
  readonly number: number
  readonly receiptNumber: number
  readonly paidAt: number
  readonly businessDate: number
  readonly pricesIncludeTax: boolean
  readonly lines: readonly SoldLine[]
  readonly discounts: readonly SoldDiscount[]
  /** Total and cash rounding: what the goods were paid with, goods given in exchange included. */
  readonly paid: Money
  /** What the goods without their cash rounding came to. */
  readonly total: Money
  /** What the goods that came back before had cost, and what was given for them with cash rounding. */
  readonly refunded: Money
  readonly paidBack: Money
  /** Paid by card, that of goods given in exchange included; what goes back beyond it is rounded to coins as a whole. Absent in an old journal. */
  readonly byCard?: Money
  /** Paid by card, and neither given back to it nor gone over to goods of an exchange yet. */
  readonly onCard: Money
  /** Effects of the sale that the world has not confirmed yet: what is given back waits for them. */
  readonly pending: readonly string[]
  /** The customer of the sale, whoever stands at the counter now. */
  readonly consumerId: string | null
  /** The store's promotions that count for its customer over orders, and how often; absent where there are none. */
  readonly promotionUses?: readonly { readonly ruleId: string; readonly times: number }[]
  /** Codes that were redeemed with the sale and are not given back yet. */
  readonly promotions: readonly SnapshotPromotion[]
  /** Coupons on paper that were used on it, with the sale or late. Absent where there are none. */
  readonly papers?: readonly SoldPaper[]
  /** By the rules of the sale a coupon lowers what tax is due on. Absent where it does not. */
  readonly couponsReduceTaxBase?: true
  /** As the providers know the sale. */
  readonly snapshot: OrderSnapshot
}

/** A line of a sale with its frozen money. */
export type SoldLine = {
  readonly lineId: string
  readonly ref: string
  readonly sku: string
  readonly name: string
  readonly category: string
  readonly unit: 'each' | 'lb' | 'kg'
  readonly unitPrice: Money
  readonly taxRate: number
  readonly quantity: Quantity
  readonly gross: Money
  readonly shares: readonly DiscountShare[]
  readonly tax: Money
  /** What came back before. */
  readonly cameBack: Quantity | 0
  /** What a late coupon has made of what was still out then. Absent where there was none. */
  readonly rest?: SoldRest
}

/** What was still with the customer when a late coupon was taken, and what was paid for it in the end. */
export type SoldRest = {
  /** What had come back by then. */
  readonly from: Quantity | 0
  readonly gross: Money
  readonly shares: readonly DiscountShare[]
  readonly tax: Money
}

/** A coupon on paper that was used on a sale, with the pieces that have met it. */
export type SoldPaper = Pick<CouponEffect, 'uses'> & {
  readonly code: string
  readonly late: boolean
}

/** A discount of a sale. */
export type SoldDiscount = {
  readonly id: string
  readonly kind: DiscountKind
  readonly name: string
  readonly amount: Money
  /** Uses of a coupon of the coupon service; 1 for everything else. */
  readonly uses: number
  /** Last day of a coupon of the wallet, yyyy-mm-dd. Absent where it has none. */
  readonly expiresOn?: string
}

/** Why goods come back. */
export const RETURN_REASONS = ['changed-mind', 'faulty', 'wrong-item', 'other'] as const

/** Why goods come back. */
export type ReturnReason = (typeof RETURN_REASONS)[number]

/** Goods that come back, with their money, frozen: what the customer paid for exactly these pieces. */
export type GoodsBack = {
  readonly id: string
  /** The sale they come from; null without a receipt. */
  readonly soldOrderId: string | null
  /** Line of that sale; null without a receipt. */
  readonly lineId: string | null
  readonly sku: string
  readonly name: string
  readonly unit: 'each' | 'lb' | 'kg'
  readonly unitPrice: Money
  readonly taxRate: number
  readonly quantity: Quantity
  readonly gross: Money
  /** Shares of the discounts that these pieces bore, positive. */
  readonly shares: readonly DiscountShare[]
  readonly tax: Money
  /** gross − shares (+ tax, unless included): what was paid for them. */
  readonly refund: Money
  readonly reason: ReturnReason
  /**
   * Swapped for the same: these pieces come back and as many others leave, without money and without a coupon.
   * What left can still come back. Absent for goods that come back for good.
   */
  readonly swapped?: true
}

/** What a coupon that came late gives back of a sale. */
export type LateMoney = {
  readonly soldOrderId: string
  /** Tax that falls away with it, by line of the sale; empty where coupons leave the tax as it is. */
  readonly taxes: readonly CouponPart[]
  /** What it takes off, and that tax unless it is in the prices. */
  readonly refund: Money
}

/** A coupon that came after its sale was paid: its parts are of the lines of that sale. */
export type LateCoupon = PresentedCoupon & CouponEffect & { readonly late: LateMoney }

/** The other half of an order: what the customer brings back. */
export type OrderBack = {
  /** The sale that was opened; null while only goods without a receipt come back. */
  readonly sold: SoldSale | null
  readonly goods: readonly GoodsBack[]
  /** Coupons that were forgotten at the sale; no goods come back with them. Absent where there are none. */
  readonly late?: readonly LateCoupon[]
  /** Ids of redeemed codes that are not to be given back, though all their goods came back. */
  readonly keptCodes: readonly string[]
  /** The sale is taken back whole on its own day, as if it had not been. */
  readonly voids: boolean
  /** The manager who said yes to what stands here now. */
  readonly approvedBy: string | null
}

/** What a sealed order took back. */
export type SaleBack = {
  readonly goods: readonly GoodsBack[]
  /** Coupons that came after their sale. Absent where there are none. */
  readonly late?: readonly LateCoupon[]
  /** What the goods count for; `creditOfSale` is the part of those of the opened sale. */
  readonly credit: Money
  readonly creditOfSale: Money
  /** Money that went back, positive; empty when the goods were only set against new ones. */
  readonly refunds: readonly Refund[]
  readonly soldRef: string | null
  readonly couponsBack: readonly SoldDiscount[]
  readonly codesBack: readonly SnapshotPromotion[]
  /** Everything of that sale is back. */
  readonly isWhole: boolean
  readonly voids: boolean
}

/** Money that went back to the customer. */
export type Refund = {
  readonly id: string
  readonly kind: 'cash' | 'card'
  /** Positive. */
  readonly amount: Money
  readonly at: number
  /** Cash for what was paid by card: the manager who said yes, and why; absent where nobody had to. */
  readonly insteadOfCard?: { readonly by: string; readonly reason: string | null }
}

/** What the shop lets a cashier take back without a manager. */
export type ReturnRules = {
  /** Days after the sale. */
  readonly days: number
  /** Most money given back, minor units; null for any amount. */
  readonly cashierLimit: number | null
  /** Coupons that come after the sale; absent where the shop takes none. */
  readonly late?: LateRules
}

/** How long after a sale a forgotten coupon is taken, and up to what amount by a cashier alone. */
export type LateRules = {
  readonly days: number
  /** Minor units; null for any amount. */
  readonly cashierLimit: number | null
}
