/**
 * The old UPC coupon, retired in 2011 and still met: UPC-A with number system 5, and the same behind 99 as an
 * EAN-13 for a store's own use.
 *
 *     5  MMMMM FFF VV k        MMMMM manufacturer (digits 2–6 of its prefix), FFF family, VV value, k check
 *     99 MMMMM FFF VV k
 *
 * Families: `000` everything of the maker, `x00` and `xy0` every family beginning so, `992` any purchase.
 * Value `00` the cashier decides, `01` a free article, `76` 1.00 off. The other values are a table that has
 * changed over the years and has no formula: they are given as their two digits.
 *
 * Source: UPC Coupon Code Guidelines Manual; GS1 General Specifications, 2.6.
 */
import { hasValidCheckDigit } from './gtin'

/** An old UPC coupon. */
export type UpcCoupon = {
  readonly type: 'upc'
  /** Printed by the store itself, or not to be doubled: the form behind 99. */
  readonly inStore: boolean
  readonly manufacturer: string
  readonly family: CouponFamily
  readonly value:
    | { readonly kind: 'cashier-decides' }
    | { readonly kind: 'free' }
    | { readonly kind: 'amount'; readonly cents: number }
    | { readonly kind: 'table'; readonly code: string }
}

/** Which families of the maker are meant: those beginning with these digits; null does not look at the order. */
export type CouponFamily = { readonly code: string; readonly begins: string | null }

/**
 * Reads a UPC-A beginning with 5 or an EAN-13 beginning with 05 or 99.
 * Answers null for every other code and for a wrong check digit.
 */
export function decodeUpcCoupon(digits: string): UpcCoupon | null {
  if (!hasValidCheckDigit(digits)) return null
  const [, start, manufacturer, family, value] =
    /^(0?5|99)(\d{5})(\d{3})(\d{2})\d$/.exec(digits) ?? []
  if (manufacturer === undefined || family === undefined || value === undefined) return null
  const inStore = start === '99'
  return { type: 'upc', inStore, manufacturer, family: familyOf(family), value: valueOf(value) }
}

/** Whether a family code of an article is among those a coupon means. */
export function isInFamily(coupon: CouponFamily, family: string): boolean {
  return coupon.begins === null || family.startsWith(coupon.begins)
}

function familyOf(code: string): CouponFamily {
  if (code === '992') return { code, begins: null }
  return { code, begins: code.replace(/0{1,3}$/, '') }
}

function valueOf(code: string): UpcCoupon['value'] {
  switch (code) {
    case '00':
      return { kind: 'cashier-decides' }
    case '01':
      return { kind: 'free' }
    case '76':
      return { kind: 'amount', cents: 100 }
    default:
      return { kind: 'table', code }
  }
}
