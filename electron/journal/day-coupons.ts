/*
 * The manufacturer coupons of a business day, for clearing: who is asked for how much, and each piece of paper
 * under it. A coupon that took nothing off is not there.
 *
 *   GS1 8110, company 0614141: 2 coupons, 1.50
 *     Receipt 17: 0.75, code "8110106141…", serial 123456
 *     Receipt 19: 0.75, code "8110106141…", approved by Manager
 */
import type { PaperCoupon } from '../../shared/barcode/paper-coupon'
import { sum, type Money } from '../../shared/money'
import type { TakenCoupon } from '../../shared/order/order'
import type { SoldOrder } from './day-collect'
import { quoted, type MoneyText } from './day-words'

/** The lines of the section, clearing house by clearing house; none where no coupon was taken. */
export function couponLines(sold: readonly SoldOrder[], money: MoneyText): readonly string[] {
  const houses = new Map<string, Cleared[]>()
  for (const one of sold.flatMap(clearedOf)) {
    const house = clearedWith(one.coupon.coupon)
    houses.set(house, [...(houses.get(house) ?? []), one])
  }
  return [...houses]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([house, all]) => {
      const total = money(sum(all.map((one) => one.amount)))
      const count = all.length === 1 ? '1 coupon' : `${all.length} coupons`
      return [`${house}: ${count}, ${total}`, ...all.map((one) => couponLine(one, money))]
    })
}

/** A coupon with what it really took off. */
type Cleared = {
  readonly receiptNumber: number
  readonly coupon: TakenCoupon
  readonly amount: Money
  /** The sale it came late to; null on all others. */
  readonly lateOn: string | null
}

function clearedOf({ sale, manufacturerCoupons }: SoldOrder): readonly Cleared[] {
  const { receiptNumber, totals, back } = sale
  const { late = [], soldRef = null } = back ?? {}
  const after = late.map((coupon) => {
    return { receiptNumber, coupon, amount: coupon.amount, lateOn: soldRef }
  })
  const own = manufacturerCoupons.flatMap((coupon) => {
    const taken = totals.discounts.find(
      (one) => one.kind === 'manufacturer-coupon' && one.discountId === coupon.id,
    )
    return taken && taken.amount > 0
      ? [{ receiptNumber, coupon, amount: taken.amount, lateOn: null }]
      : []
  })
  return [...own, ...after]
}

function couponLine({ receiptNumber, coupon, amount, lateOn }: Cleared, money: MoneyText): string {
  const { code, approval } = coupon
  const serial = serialIn(coupon.coupon)
  const told = [
    money(amount),
    `code ${quoted(code)}`,
    ...(serial === null ? [] : [`serial ${serial}`]),
    ...(approval === null ? [] : [`approved by ${approval.by}`]),
    ...(lateOn === null ? [] : [`late on ${lateOn}`]),
  ]
  return `  Receipt ${receiptNumber}: ${told.join(', ')}`
}

/** Who is asked for the money, by the kind of coupon and the number of who issued it. */
function clearedWith(coupon: PaperCoupon): string {
  switch (coupon.type) {
    case 'north-american':
      return `GS1 8110, company ${coupon.funder}`
    case 'positive-file':
      return `GS1 8112, company ${coupon.funder}`
    case 'positive-file-opaque':
      return 'GS1 8112, clearing service'
    case 'upc':
      return `UPC ${coupon.inStore ? '99' : '5'}, manufacturer ${coupon.manufacturer}`
    case 'euro':
      return `Euro ${coupon.issuer.slice(0, 3)}, issuer ${coupon.issuer}`
    case 'global':
      return `GS1 255, coupon number ${coupon.number}`
    case 'national':
      return `National ${coupon.digits.slice(0, 3)}`
  }
}

function serialIn(coupon: PaperCoupon): string | null {
  switch (coupon.type) {
    case 'north-american':
    case 'positive-file':
    case 'global':
      return coupon.serial
    default:
      return null
  }
}
