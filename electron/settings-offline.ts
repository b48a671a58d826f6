import * as z from 'zod'
import { money, type Money } from '../shared/money'
import { NO_OFFLINE, type OfflineRules } from '../shared/order/offline'
import { checked, flag, formOf, must, text, whole } from './settings-values'

const worth = must('an amount above 0, at most 10000')
const amount = z.number(worth).positive(worth).max(10_000, worth)
const count = whole(' of discounts a day', 1, 1000)

const code = checked(
  'a code of 1 to 64 characters, or at least 3 of its first ones and a star',
  (value) => /^(?:[^\s*\p{Cc}]{1,64}|[^\s*\p{Cc}]{3,63}\*)$/u.test(value),
)

const known = z.strictObject({
  code,
  name: text(40),
  amount,
  reusable: flag.default(false),
})

/** Section `offline`: what the shop promises without its providers. Absent, it promises nothing. */
export const OFFLINE = formOf(
  z.object({
    promotionCodes: z
      .strictObject({
        limit: amount,
        count,
        known: z
          .array(known, must('a list of codes'))
          .max(200, must('at most 200 codes'))
          .default([]),
      })
      .optional(),
    walletPromotions: z.strictObject({ limit: amount, count }).optional(),
  }),
)

/** The rules as the till uses them. */
export function offlineOf(
  read: z.infer<typeof OFFLINE.schema> | null,
  exponent: number,
): OfflineRules {
  if (read === null) return NO_OFFLINE
  // Rounded down: a promise never grows by the way it was written.
  const minor = (value: number): Money => money(Math.floor(value * 10 ** exponent + 1e-6))
  const { promotionCodes: codes, walletPromotions: wallet } = read
  return {
    promotionCodes:
      codes === undefined
        ? null
        : {
            limit: minor(codes.limit),
            count: codes.count,
            known: codes.known.map((one) => ({ ...one, amount: minor(one.amount) })),
          },
    walletPromotions:
      wallet === undefined ? null : { limit: minor(wallet.limit), count: wallet.count },
  }
}
