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
function isOfMaker({ kind, digits }: TermsPurchase['maker'], gtin: string): boolean {
  // Every line of the order comes by here for every coupon: the digits are compared where they stand.
  if (gtin.length !== 14 || gtin.startsWith('000000')) return false
  if (kind === 'upc') {
    return gtin[1] === '0' && NUMBER_SYSTEMS.includes(gtin.charAt(2)) && gtin.startsWith(digits, 3)
  }
  if (gtin.startsWith(digits, 1)) return true
  return digits.length === 6 && gtin[1] === '0' && gtin.startsWith(digits, 2)
}

/** First digits of the UPC numbers of ordinary goods. */
const NUMBER_SYSTEMS = ['0', '1', '3', '6', '7', '8', '9']

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
