import type { Money } from '../money'
import type { Quantity } from '../quantity'
import type { DiscountKind, DiscountShare } from './discount'
import type { SaleBack } from './sold'
import type { Tender } from './tender'

/** One line with its money. */
export type LineTotals = {
  readonly lineId: string
  readonly gross: Money
  readonly shares: readonly DiscountShare[]
  /** After store discounts, store promotions and promotions; before coupons. */
  readonly net: Money
  /** Coupons of the coupon service and of manufacturers on this line. */
  readonly coupons: Money
}

/** A line with its share of the tax as well: for the providers, the reports and the sealed sale. */
export type TaxedLine = LineTotals & { readonly tax: Money }

/** One discount with its sum over the lines, positive. */
export type DiscountTotal = {
  readonly discountId: string
  readonly kind: DiscountKind
  readonly name: string
  readonly code: string | null
  /** The one line it is for, or null when it is for the whole order or several lines. */
  readonly lineId: string | null
  readonly amount: Money
  /** Differs from `amount` only for promotions where prices include tax. */
  readonly amountWithoutTax: Money
  /** The grant was larger than what was left. */
  readonly capped: boolean
}

/** Tax of one rate. */
export type TaxTotal = {
  /** Parts per million. */
  readonly rate: number
  /** The sum it was worked out on. */
  readonly base: Money
  readonly amount: Money
}

/** The money of an order. subtotal − discounts − coupons (+ tax, unless included) = total. */
export type Totals = {
  readonly lines: readonly LineTotals[]
  readonly discounts: readonly DiscountTotal[]
  readonly taxes: readonly TaxTotal[]
  readonly pieces: Quantity | 0
  readonly subtotal: Money
  /** Store discounts, store promotions and promotions together. */
  readonly discount: Money
  readonly coupons: Money
  readonly tax: Money
  readonly total: Money
}

/** The same with the tax spread to the lines. */
export type TaxedTotals = Omit<Totals, 'lines'> & { readonly lines: readonly TaxedLine[] }

/** A paid order's money, frozen when it was paid: the one number that is shown, charged, printed and reported. */
export type Sale = {
  readonly receiptNumber: number
  readonly paidAt: number
  readonly businessDate: number
  readonly totals: TaxedTotals
  readonly cashRounding: Money
  /** total + cashRounding − credit for goods that came back: what the tenders pay; below zero it was given back. */
  readonly due: Money
  readonly tenders: readonly Tender[]
  readonly change: Money
  /** Every discount and coupon together. */
  readonly saved: Money
  /** What came back with this order; absent on a plain sale. */
  readonly back?: SaleBack
}
