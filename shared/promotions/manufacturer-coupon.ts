import type { PaperCoupon } from '../barcode/paper-coupon'
import type { CatalogItem } from '../catalog'
import type { Money } from '../money'

/** What a shop knows beyond the code of a manufacturer coupon. Declared in the settings; all of it may be missing. */
export type CouponRules = {
  /** Family code of three digits by article number of 14: no barcode says to which family its product belongs. */
  readonly families: Readonly<Record<string, string>>
  /** The shop's version of the value table of old UPC coupons, by the two digits of the value. */
  readonly upcValues: Readonly<Record<string, UpcValue>>
  /** Company prefixes and location numbers of this shop's retailer. */
  readonly retailers: readonly string[]
  /** What becomes of a coupon that only the clearing service can judge: nobody takes it, or a manager may. */
  readonly clearing: 'refuse' | 'manager'
}

/** What a value of an old UPC coupon means: so much off so many pieces. */
export type UpcValue = { readonly amount: Money; readonly pieces: number }

/** The rules of a shop that has declared none. */
export const NO_COUPON_RULES: CouponRules = {
  families: {},
  upcValues: {},
  retailers: [],
  clearing: 'refuse',
}

/** Where and when a coupon is presented. */
export type CouponMoment = {
  /** yyyymmdd, of the shop. */
  readonly businessDate: number
  /** Where the sale was before: its day, yyyymmdd, on which the coupon must have been good as well. */
  readonly since?: number
  readonly currency: string
  readonly rules: CouponRules
  /** Whether a serial number has been used on another order of this terminal. */
  readonly isSpent: (serial: string) => boolean
}

/** A coupon with what a manager has said of it. */
export type PresentedCoupon = {
  readonly id: string
  /** As scanned. */
  readonly code: string
  readonly coupon: PaperCoupon
  readonly approval: CouponApproval | null
}

/** A manager vouches for what this terminal cannot check. */
export type CouponApproval = {
  readonly by: string
  /** The goods it is for, where the code does not say; null is the whole order. */
  readonly lineId: string | null
  /** What it is worth, where the code does not say. */
  readonly amount: Money | null
}

/** Goods on the order, as a coupon looks at them. */
export type CouponGoods = {
  readonly lineId: string
  readonly sku: string
  /** Article numbers, 14 digits each. */
  readonly gtins: readonly string[]
  readonly unit: CatalogItem['unit']
  /** Thousandths of a piece or of the weighing unit. */
  readonly quantity: number
  /** Unit price times quantity, before every discount: what a requirement of money counts. */
  readonly gross: Money
  /** What the customer still pays for the line before manufacturer coupons. */
  readonly worth: Money
  /** The same less the manufacturer coupons judged before. */
  readonly left: Money
  /** Thousandths that have met no other coupon's requirement. */
  readonly free: number
}

/** Money off one line. */
export type CouponPart = { readonly lineId: string; readonly amount: Money }

/** How much of a line has met a requirement; it meets no other coupon's. Thousandths. */
export type CouponUseOf = { readonly lineId: string; readonly quantity: number }

/** What a coupon does on this order. */
export type CouponEffect = {
  /** Above zero, at most what is left of the goods it is for. */
  readonly amount: Money
  readonly parts: readonly CouponPart[]
  readonly uses: readonly CouponUseOf[]
}

/** Why a coupon is not taken, and what would meet it. */
export type CouponBlock =
  | { readonly reason: 'expired' | 'not-yet'; readonly day: number }
  | { readonly reason: 'other-currency'; readonly currency: string }
  | { readonly reason: 'serial-used' }
  /** It came late to a sale on which it was not good yet. */
  | { readonly reason: 'after-sale'; readonly day: number }
  /** It came late to a sale on which it has been used late before. */
  | { readonly reason: 'used-on-sale' }
  | { readonly reason: 'other-retailer' }
  /** Value and conditions are not in the code; no clearing service is set up. */
  | { readonly reason: 'clearing-service' }
  /** Worth points of a programme this shop does not run. */
  | { readonly reason: 'points' }
  | ({ readonly reason: 'not-bought' } & CouponShortfall)
  /** Enough of it is there, and has met another coupon's requirement. */
  | ({ readonly reason: 'goods-used' } & CouponShortfall)
  /** Other discounts have left nothing of the goods. */
  | { readonly reason: 'nothing-left' }
  /** The goods a manager named are no longer on the order. */
  | { readonly reason: 'goods-gone' }

/** What is missing. */
export type CouponShortfall = {
  /** Pieces, minor units, hundredths of a pound or thousandths of a kilogram. */
  readonly missing: number
  readonly unit: 'pieces' | 'money' | 'money-of-order' | 'pounds' | 'kilograms'
  /** Company prefix or manufacturer number; null for the whole order. */
  readonly maker: string | null
  /** Null is everything of the maker. */
  readonly family: string | null
}

/** What only a person can tell. */
export type CouponDoubt =
  | 'value-unknown'
  | 'goods-unknown'
  | 'family-unknown'
  | 'weight-unknown'
  | 'requirement-by-hand'
  | 'retailer-unknown'
  | 'store-coupon'
  | 'layout-unknown'
  | 'clearing-service'

/** What becomes of a coupon on an order. */
export type CouponJudgement =
  | ({ readonly outcome: 'applies' } & CouponEffect)
  | { readonly outcome: 'blocked'; readonly block: CouponBlock }
  | {
      readonly outcome: 'needs-manager'
      readonly doubt: CouponDoubt
      /** What the manager must say besides yes. */
      readonly wantsAmount: boolean
      readonly wantsLine: boolean
    }

/** A coupon that is not taken, with its one reason. */
export type CouponRefused = Exclude<CouponJudgement, { readonly outcome: 'applies' }>

/** Name of a coupon on screen and paper: which one it is can be told by the end of its code. */
export function couponName(code: string): string {
  const tail = code.replace(/\W/g, '').slice(-TAIL)
  return `Manufacturer coupon ${tail}`
}

const TAIL = 6
