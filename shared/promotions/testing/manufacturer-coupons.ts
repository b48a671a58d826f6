import { couponInDigits } from '../../barcode/paper-coupon'
import { decodeNorthAmericanCoupon } from '../../barcode/coupon-na'
import { decodePositiveFileCoupon } from '../../barcode/coupon-positive-file'
import { withCheckDigit } from '../../barcode/gtin'
import type { PaperCoupon } from '../../barcode/paper-coupon'
import { assert } from '../../assert'
import { money, proportion } from '../../money'
import {
  NO_COUPON_RULES,
  type CouponApproval,
  type CouponGoods,
  type CouponMoment,
  type CouponRules,
  type PresentedCoupon,
} from '../manufacturer-coupon'

/** The company prefix of the guideline's examples. */
export const COMPANY = '0614141'

/** An article number of 14 digits of a company, in its EAN-13 form. */
export function articleOf(company: string, number: number): string {
  const digits = `${company}${String(number).padStart(12 - company.length, '0')}`
  return withCheckDigit(digits).padStart(14, '0')
}

/** Families of the articles that `goodsOf` makes: its number is the family. */
export function rulesWith(more: Partial<CouponRules> = {}): CouponRules {
  const families: Record<string, string> = {}
  for (const company of [COMPANY, '0012666', '0234567', '0456789', '0048000']) {
    for (const family of FAMILIES) families[articleOf(company, Number(family))] = family
  }
  return { ...NO_COUPON_RULES, families, ...more }
}

const FAMILIES = ['111', '120', '123', '140', '222', '256', '456', '650', '760', '850', '860']

/** Goods of a family: so many pieces at a price each. */
export function goodsOf(
  family: string,
  price: number,
  more: Partial<CouponGoods> & { readonly company?: string; readonly pieces?: number } = {},
): CouponGoods {
  const { company = COMPANY, pieces = 1, ...rest } = more
  const quantity = rest.quantity ?? pieces * 1000
  const cost = proportion(money(price), quantity, 1000)
  const sku = `${company}-${family}`
  return {
    lineId: `line-${sku}-${price}`,
    sku,
    gtins: [articleOf(company, Number(family))],
    unit: 'each',
    gross: cost,
    worth: cost,
    left: cost,
    free: quantity,
    ...rest,
    quantity,
  }
}

/** The day the examples are presented. */
export function momentWith(more: Partial<CouponMoment> = {}): CouponMoment {
  const isSpent = () => false
  return { businessDate: 20101101, currency: 'USD', rules: rulesWith(), isSpent, ...more }
}

/** A coupon on the counter, from the digits behind 8110. */
export function paper(
  digits: string,
  more: { readonly id?: string; readonly approval?: CouponApproval } = {},
): PresentedCoupon {
  const coupon = decodeNorthAmericanCoupon(digits)
  assert(coupon !== null, `No coupon: ${digits}`)
  return presented(coupon, `8110${digits}`, more)
}

/** A coupon on the counter, from an EAN-13 or UPC-A, or the text behind 8112. */
export function paperOf(
  code: string,
  more: { readonly id?: string; readonly approval?: CouponApproval } = {},
): PresentedCoupon {
  const coupon = code.startsWith('8112')
    ? decodePositiveFileCoupon(code.slice(4))
    : couponInDigits(code)
  assert(coupon !== null, `No coupon: ${code}`)
  return presented(coupon, code, more)
}

/** A coupon on the counter. */
export function presented(
  coupon: PaperCoupon,
  code: string,
  more: { readonly id?: string; readonly approval?: CouponApproval } = {},
): PresentedCoupon {
  return { id: more.id ?? code, code, coupon, approval: more.approval ?? null }
}

/** A manager's word. */
export function approved(more: Partial<CouponApproval> = {}): {
  readonly approval: CouponApproval
} {
  return { approval: { by: 'Manager', lineId: null, amount: null, ...more } }
}
