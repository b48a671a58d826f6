import { decodeEuroCoupon, type EuroCoupon } from './coupon-euro'
import { globalCouponIn, type GlobalCoupon } from './coupon-gcn'
import { decodeNorthAmericanCoupon, type NorthAmericanCoupon } from './coupon-na'
import { decodePositiveFileCoupon, type PositiveFileCoupon } from './coupon-positive-file'
import { decodeUpcCoupon, type UpcCoupon } from './coupon-upc'
import { valueOf, type Gs1Element } from './gs1'
import { hasValidCheckDigit } from './gtin'

/** A manufacturer's coupon on paper or on a phone, as far as its code tells. */
export type PaperCoupon =
  | NorthAmericanCoupon
  | PositiveFileCoupon
  | UpcCoupon
  | EuroCoupon
  | GlobalCoupon
  /** Numbered by a national office whose layout this terminal does not know: 983, 984. */
  | { readonly type: 'national'; readonly digits: string }

/**
 * Finds the coupon in the elements of a GS1 message; null when it holds none, `wrong` when it says that
 * it is one and cannot be read.
 */
export function couponInElements(elements: readonly Gs1Element[]): PaperCoupon | 'wrong' | null {
  const northAmerican = valueOf(elements, '8110')
  if (northAmerican !== null) return decodeNorthAmericanCoupon(northAmerican) ?? 'wrong'
  const positive = valueOf(elements, '8112')
  if (positive !== null) return decodePositiveFileCoupon(positive)
  return globalCouponIn(elements)
}

/** Finds the coupon under an EAN-13 or UPC-A; null when the number is none. */
export function couponInDigits(digits: string): PaperCoupon | null {
  const known = decodeUpcCoupon(digits) ?? decodeEuroCoupon(digits)
  if (known) return known
  const national = /^98[34]\d{10}$/.test(digits) && hasValidCheckDigit(digits)
  return national ? { type: 'national', digits } : null
}
