import * as z from 'zod'
import { normaliseGtin } from '../shared/barcode/gtin'
import { money } from '../shared/money'
import {
  NO_COUPON_RULES,
  type CouponRules,
  type UpcValue,
} from '../shared/promotions/manufacturer-coupon'
import { checked, formOf, must, oneOf, whole } from './settings-values'

const article = checked(
  'an article number with its check digit, such as "614141000012"',
  (value) => normaliseGtin(value) !== null,
)
const family = checked('a family code of three digits', (value) => /^\d{3}$/.test(value))
const company = checked('a company prefix or location number of 6 to 13 digits', (value) =>
  /^\d{6,13}$/.test(value),
)
const worth = must('an amount from 0.01 to 99.99 with at most 2 decimals')

/** Section `manufacturerCoupons`: what a shop knows beyond the code of a manufacturer coupon. */
export const MANUFACTURER_COUPONS = formOf(
  z.object({
    families: z
      .record(article, family, must('family codes, each by an article number with its check digit'))
      .default({}),
    upcValues: z
      .record(
        checked('two digits', (value) => /^\d{2}$/.test(value)),
        z.object({
          amount: z
            .number(worth)
            .min(0.01, worth)
            .max(99.99, worth)
            .refine((value) => Number(value.toFixed(2)) === value, worth),
          pieces: whole(' of pieces', 1, 20).default(1),
        }),
        must('values, each by two digits'),
      )
      .default({}),
    retailers: z.array(company, must('a list of numbers')).default([]),
    clearing: oneOf(['refuse', 'manager']).default('refuse'),
  }),
)

/** The rules as the till uses them; a shop without the section has declared none. */
export function couponRulesOf(
  read: z.infer<typeof MANUFACTURER_COUPONS.schema> | null,
  exponent: number,
): CouponRules {
  if (read === null) return NO_COUPON_RULES
  const families = Object.entries(read.families).map(([code, of]): [string, string] => [
    normaliseGtin(code) ?? code,
    of,
  ])
  const upcValues = Object.entries(read.upcValues).map(
    ([code, { amount, pieces }]): [string, UpcValue] => [
      code,
      { amount: money(Math.round(amount * 10 ** exponent)), pieces },
    ],
  )
  return {
    families: Object.fromEntries(families),
    upcValues: Object.fromEntries(upcValues),
    retailers: read.retailers,
    clearing: read.clearing,
  }
}
