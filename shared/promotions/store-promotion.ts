import type { Money } from '../money'

/**
 * A store promotion of the store's own: it comes by itself when its condition is met. Stacking by class: a
 * piece takes part in one item promotion, then one order promotion of each group falls on what is left.
 * Source: docs/decisions/0022-store-promotions.md
 */
export type StorePromotionRule = ItemPromotionRule | OrderPromotionRule

/** What every store promotion has. */
export type PromotionHeading = {
  /** Unique in the file; stands in the journal. */
  readonly id: string
  readonly name: string
  /** Stands alone: with no other store promotion on the same order. */
  readonly exclusive: boolean
  /** Decides between combinations that are equally good for the customer: higher first, 0 to 100. */
  readonly priority: number
  readonly when: ForceTimes
  /** Customer groups it is for; none means everybody. */
  readonly groups: readonly string[]
  /** Times on one order; null without a limit. */
  readonly limitPerOrder: number | null
  /** Times for one customer over all orders; asks for a known customer. Null without a limit. */
  readonly limitPerCustomer: number | null
  /** The same on one day of trade; absent or null without a limit. */
  readonly limitPerCustomerDay?: number | null
}

/** A promotion on pieces. */
export type ItemPromotionRule = PromotionHeading & { readonly class: 'item' } & ItemDeal

/** A promotion on the order, or on a part of it, by what is spent there. */
export type OrderPromotionRule = PromotionHeading & {
  readonly class: 'order'
  readonly kind: 'order'
  /** The goods that count for the threshold, by their shelf price, and that become cheaper. */
  readonly eligible: Eligible
  /** One promotion of each stacking group on an order. */
  readonly group: string
  /** Best step that is reached; `from` 0 asks for nothing. Rising. */
  readonly steps: readonly SpendStep[]
}

/** From so much spent, so much off. */
export type SpendStep = {
  readonly from: Money
  readonly value:
    | { readonly kind: 'percent'; readonly ratePpm: number }
    | { readonly kind: 'amount'; readonly amount: Money }
}

/** What an item promotion gives. */
export type ItemDeal =
  | {
      /** Off each piece; a limit counts pieces. */
      readonly kind: 'each'
      readonly eligible: Eligible
      readonly value: PieceValue
    }
  | {
      /**
       * Buy some, get some at a percentage off. `cheapest`: got pieces are the cheapest of those taken
       * together, of `buy`. `same`: all of one item. `mixed`: bought from `buy`, got from `get`.
       */
      readonly kind: 'buy-get'
      readonly how: 'cheapest' | 'same' | 'mixed'
      readonly buy: Eligible
      readonly buyCount: number
      readonly get: Eligible
      readonly getCount: number
      readonly ratePpm: number
    }
  | {
      /** A set of parts, a meal deal, or some of the same: at one price, or at a percentage off. */
      readonly kind: 'bundle'
      readonly parts: readonly BundlePart[]
      readonly value:
        | { readonly kind: 'price'; readonly price: Money }
        | { readonly kind: 'percent'; readonly ratePpm: number }
    }
  | {
      /** From so many pieces, so much off each of them. Rising. */
      readonly kind: 'tiers'
      readonly eligible: Eligible
      readonly tiers: readonly QuantityTier[]
    }

/** So many pieces of these in each set. */
export type BundlePart = { readonly eligible: Eligible; readonly count: number }

/** From so many pieces on. */
export type QuantityTier = { readonly from: number; readonly value: PieceValue }

/** What becomes of the price of one piece. */
export type PieceValue =
  | { readonly kind: 'percent'; readonly ratePpm: number }
  | { readonly kind: 'amount'; readonly amount: Money }
  | { readonly kind: 'price'; readonly price: Money }

/** Names goods: those of any list; without any list, all goods. Then those left out. */
export type Eligible = GoodsNames & { readonly excluding: GoodsNames }

/** Goods by item, by the barcode on the pack, by category. */
export type GoodsNames = {
  readonly skus: readonly string[]
  readonly barcodes: readonly string[]
  readonly categories: readonly string[]
}

/** When a promotion is in force, by the store's own clock and calendar. */
export type ForceTimes = {
  /** yyyymmdd, both included; null without an end. */
  readonly from: number | null
  readonly until: number | null
  /** 1 Monday to 7 Sunday; none means every day. */
  readonly days: readonly number[]
  /** None means all day. */
  readonly hours: readonly ForceHours[]
}

/** Minutes of the day; the second is not included. Past midnight it belongs to the day it began on. */
export type ForceHours = { readonly from: number; readonly until: number }
