import type { Money } from '../money'
import type { Quantity } from '../quantity'

/** An order as the store promotions see it. */
export type Basket = {
  readonly lines: readonly BasketLine[]
  /** Moment of the question: says only what is not in force yet. */
  readonly now: number
  /** Null without a known customer. */
  readonly customer: BasketCustomer | null
}

/** What is known of the customer. */
export type BasketCustomer = {
  readonly groups: readonly string[]
  /** Times this customer had a promotion on earlier orders, by its id. */
  readonly uses: Readonly<Record<string, number>>
  /** Without an account nobody knows what they had before: nothing counted for each customer is theirs. */
  readonly isGuest?: true
  /** Those of them on this day of trade. */
  readonly usesToday?: Readonly<Record<string, number>>
}

/** Goods of one line. */
export type BasketLine = {
  readonly lineId: string
  readonly sku: string
  readonly barcodes: readonly string[]
  readonly category: string
  readonly unitPrice: Money
  readonly quantity: Quantity
  /**
   * Whole pieces, which deals may count. False for what is weighed or carries its own price: percentages
   * and thresholds know such a line, deals that count pieces do not.
   */
  readonly counted: boolean
  /** When its pieces were scanned; together as many as the quantity has (one for what is not counted). */
  readonly scans: readonly PieceScan[]
}

/** Pieces scanned at one moment. */
export type PieceScan = { readonly at: number; readonly pieces: number }

/** What the store promotions come to on an order. */
export type Evaluation = {
  readonly applied: readonly AppliedPromotion[]
  /** Worked out when somebody asks for it. */
  readonly near: readonly NearMiss[]
  readonly saved: Money
  /** The order was too large to try every combination: a better one may exist. */
  readonly bounded: boolean
}

/** A store promotion on an order, with its shares as they will be frozen. */
export type AppliedPromotion = {
  readonly ruleId: string
  readonly name: string
  readonly class: 'item' | 'order'
  readonly amount: Money
  /** How often it came: pieces, sets, or once. */
  readonly times: number
  /** It has a limit over the orders of one customer: its use is counted. Absent on all others. */
  readonly perCustomer?: true
  readonly parts: readonly AppliedPart[]
}

/** The share of one line. */
export type AppliedPart = {
  readonly lineId: string
  /** Pieces of the line that took part; 1 for what is not counted. */
  readonly units: number
  readonly amount: Money
}

/** A promotion near an order: the one condition that is missing, and what would meet it. */
export type NearMiss = {
  readonly ruleId: string
  readonly name: string
  /** It is on the order already; what is missing brings it once more, or its next step. */
  readonly applied: boolean
  readonly missing: MissingCondition
}

/** The one condition; sentences live in `renderer/text/`. */
export type MissingCondition =
  /** So many more pieces of the part with that number (0 the first, as the rule lists them). */
  | { readonly code: 'pieces-missing'; readonly pieces: number; readonly part: number }
  | { readonly code: 'spend-missing'; readonly amount: Money }
  /** In force again from that moment; null when the rule itself does not say. */
  | { readonly code: 'not-in-force'; readonly from: number | null }
  /** It ended on that day, or begins on it, yyyymmdd: not long ago, or soon. */
  | { readonly code: 'ended' | 'begins'; readonly day: number }
  /** In force on these days of the week alone; 1 Monday to 7 Sunday. */
  | { readonly code: 'other-days'; readonly days: readonly number[] }
  | { readonly code: 'customer-missing' }
  | { readonly code: 'group-missing'; readonly groups: readonly string[] }
  | {
      readonly code: 'limit-used-up'
      readonly limit: number
      readonly per: 'order' | 'customer'
      /** The limit is that of a day: tomorrow it may come again. */
      readonly today?: true
    }
  /** The customer saves more with that one, and the two do not go together. */
  | { readonly code: 'not-with'; readonly ruleId: string; readonly name: string }
