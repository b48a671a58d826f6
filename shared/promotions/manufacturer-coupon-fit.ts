import type { CouponGoods, CouponRules } from './manufacturer-coupon'
import type { TermsPurchase } from './manufacturer-coupon-terms'

/** Whether goods are what a coupon asks for; `perhaps` where the shop does not know the product's family. */
export type CouponFit = 'yes' | 'perhaps' | 'no'

/** Holds goods against one purchase of a coupon: the best of their article numbers counts. */
export function fitOf(
  { maker, family }: TermsPurchase,
  { gtins }: Pick<CouponGoods, 'gtins'>,
  { families }: Pick<CouponRules, 'families'>,
): CouponFit {
  let best: CouponFit = 'no'
  for (const gtin of gtins) {
    if (!isOfMaker(maker, gtin)) continue
    const fit = family === null ? 'yes' : familyFit(family, families[gtin])
    if (fit === 'yes') return fit
    if (fit === 'perhaps') best = fit
  }
  return best
}

/**
 * Whether an article number of 14 digits is a maker's.
 *
 * A company prefix begins the number as it stands on an EAN-13; of six digits it may also be a UPC company
 * prefix, which an EAN-13 writes with a zero before it. An old UPC coupon names the five digits behind the
 * number system; they are held against every number system under which ordinary goods are numbered. The short
 * numbers of EAN-8 hold no company prefix.
 */
export function isOfMaker({ kind, digits }: TermsPurchase['maker'], gtin: string): boolean {
  if (!/^\d{14}$/.test(gtin) || gtin.startsWith('000000')) return false
  const ean = gtin.slice(1)
  if (kind === 'upc') return /^0[0136789]/.test(ean) && ean.startsWith(digits, 2)
  return ean.startsWith(digits) || (digits.length === 6 && ean.startsWith(`0${digits}`))
}

/**
 * A summary code (`120` for 121 to 129) may mean all of them or the one family of that number: which, only the
 * maker's list tells. In old UPC coupons it always means all of them.
 */
function familyFit(
  wanted: NonNullable<TermsPurchase['family']>,
  known: string | undefined,
): CouponFit {
  if (known === undefined) return 'perhaps'
  if (!wanted.isExact) return known.startsWith(wanted.begins) ? 'yes' : 'no'
  if (known === wanted.code) return 'yes'
  const summary = wanted.code.replace(/0{1,2}$/, '')
  return summary !== wanted.code && known.startsWith(summary) ? 'perhaps' : 'no'
}
