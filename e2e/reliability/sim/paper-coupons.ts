import { NO_COUPON_RULES, type CouponRules } from '../../../shared/promotions/manufacturer-coupon'
import type { Chance } from '../../../shared/order/testing/chance'

/** So much off one piece of a family, in minor units. */
const OFFERS = [
  { family: '111', off: 500 },
  { family: '120', off: 75 },
  { family: '140', off: 100 },
] as const

/** The families of the simulated goods, as the shops have declared them. */
export const PAPER_RULES: CouponRules = {
  ...NO_COUPON_RULES,
  families: { '00400001102312': '111', '00400001102459': '120', '00400001203019': '140' },
}

/** How many papers with a serial number go round; so few that each comes to the counter again. */
const SERIALS = 12

/** A coupon on paper that a customer has brought along; half of them with a serial number. */
export function paperCoupon(chance: Chance): string {
  const { family, off } = chance.among<(typeof OFFERS)[number]>(OFFERS, OFFERS[0])
  const serial = chance.once(2) ? `50${String(100_000 + chance.below(SERIALS))}` : ''
  const value = String(off)
  return `8110104000010${value.padStart(5, '0')}${value.length}${value}110${family}${serial}`
}

/** What is printed on the paper, minor units; null for a paper that nobody here has given out. */
export function printedOn(code: string): number | null {
  return OFFERS.find(({ family }) => code.includes(`110${family}`))?.off ?? null
}

/** The paper itself where it has a serial number: it is good for one order. Null without one. */
export function serialOn(code: string): string | null {
  return /110\d{3}50\d{6}$/.test(code) ? code : null
}
