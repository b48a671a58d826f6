import { assert } from '../../assert'
import { classify, NO_SCAN_RULES } from '../../barcode/scan'
import { NO_COUPON_RULES, type CouponRules } from '../../promotions/manufacturer-coupon'
import type { InnerCommand } from '../commands'
import { stillToPay } from '../decide-tender'
import type { Order } from '../order'
import { roundedForCash } from '../totals'
import type { Shop } from './shop'

/** The goods of the running example are all of one company, one family each. */
export const FAMILIES: CouponRules = {
  ...NO_COUPON_RULES,
  families: {
    '00400001102312': '111',
    '00400001102459': '120',
    '00400001203019': '140',
    '00400001302200': '650',
  },
}

/** So many cents off one of a family; what stands behind are further fields. */
export function centsOff(cents: number, family: string, more = ''): string {
  const value = `${String(cents).length}${cents}`
  return `811010400001${String(cents).padStart(6, '0')}${value}110${family}${more}`
}

/** A coupon as the scanner reads it. */
export function couponScan(code: string): Extract<InnerCommand, { type: 'TakeScan' }> {
  const isGs1 = code.startsWith('81')
  const meaning = classify({ code, symbology: isGs1 ? 'databar' : 'ean-upc' }, NO_SCAN_RULES)
  assert(meaning.kind === 'manufacturer-coupon', `${code} is ${meaning.kind}`)
  return { type: 'TakeScan', meaning, items: [] }
}

/** Pays what is on the order in cash and goes on to the next one; answers the sale. */
export function payCash(shop: Shop): Order {
  shop.run({ type: 'Pay' })
  return endInCoins(shop)
}

/** Puts so much of what is on the order on a card, or back to it, and the rest in coins; answers the sale. */
export function payCard(shop: Shop, amount: number): Order {
  shop.run({ type: 'Pay' })
  shop.run({ type: 'BeginCard', amount })
  shop.run({ type: 'EndCard', paid: true })
  return endInCoins(shop)
}

function endInCoins(shop: Shop): Order {
  const rest = stillToPay(shop.order)
  const received = roundedForCash(rest, shop.order.terms.cashRounding)
  if (shop.order.sale === null)
    shop.run(rest === 0 ? { type: 'FinishOrder' } : { type: 'TakeCash', received })
  const { order } = shop
  shop.run({ type: 'NewOrder' })
  return order
}
