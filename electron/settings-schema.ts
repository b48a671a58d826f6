import * as z from 'zod'
import { checked, flag, formOf, isPattern, must, oneOf, path, text, whole } from './settings-values'

const reference = checked('1 to 64 letters, digits, ".", "_", "-" or ":"', (value) =>
  /^[\w.:-]{1,64}$/.test(value),
)
const milliseconds = whole(' of milliseconds', 100, 60_000)
const secret = text(255)
const address = checked('an https address; plain http only to this computer', isSafeAddress)
const receiptLines = z
  .array(text(48, 0), must('a list of texts of at most 48 characters'))
  .max(8, must('a list of at most 8 texts'))

/** Section `terminal`. Every key has a default. */
export const TERMINAL = formOf(
  z.object({
    name: text(40).default('Till 1'),
    registerRef: reference.default('till-01'),
    locationRef: reference.default('store-01'),
    store: text(40).default('Store'),
    address: receiptLines.default([]),
    phone: text(32).nullable().default(null),
    footer: receiptLines.default(['Returns within 30 days with this code', '', 'Thank you']),
    cashier: text(24, 0).default(''),
    currency: checked('a currency code such as "USD"', isCurrency).default('USD'),
    locale: checked('a language tag such as "en-US"', isLocale).default('en-US'),
    pricesIncludeTax: flag.default(false),
    cashRounding: whole(' of the smallest coins', 1, 1000).default(1),
    managerPin: checked('4 to 8 digits in "quotes"', (value) => /^\d{4,8}$/.test(value))
      .nullable()
      .default(null),
    displayScale: oneOf([100, 125, 150]).nullable().default(null),
  }),
)

/** Section `promotions`. */
export const PROMOTIONS = formOf(
  z.object({
    provider: oneOf(['toast']),
    url: address,
    apiKey: secret,
    restaurantExternalId: text(64),
    timeoutMs: milliseconds.default(2000),
    barcodePattern: checked('a regular expression that does not match everything', isPattern)
      .nullable()
      .default(null),
  }),
)

/** Section `coupons`. */
export const COUPONS = formOf(
  z.object({
    provider: oneOf(['petz']),
    baseUrl: address,
    accountKey: secret,
    deviceRef: reference,
    timeoutMs: milliseconds.default(5000),
    couponsReduceTaxBase: flag.default(false),
    quirks: z.record(z.string(), text(255, 0), must('switches, each with a text')).default({}),
  }),
)

/** Section `catalog`. */
export const CATALOG = formOf(z.object({ file: path }))

/** Section `returns`. Every key has a default. */
export const RETURNS = formOf(
  z.object({
    days: whole(' of days', 0, 3650).default(30),
    cashierLimit: z
      .number(must('an amount of 0 or more, or null'))
      .min(0, must('an amount of 0 or more, or null'))
      .max(1_000_000, must('an amount of at most 1000000'))
      .nullable()
      .default(null),
  }),
)

/** Section `lateCoupon`. Every key has a default. */
export const LATE_COUPON = formOf(
  z.object({
    days: whole(' of days', 0, 3650).default(7),
    cashierLimit: z
      .number(must('an amount of 0 or more, or null'))
      .min(0, must('an amount of 0 or more, or null'))
      .max(1_000_000, must('an amount of at most 1000000'))
      .nullable()
      .default(5),
  }),
)

/** Section `storePromotions` as an object: the file of promotions, and the discounts of the list. */
export const STORE_PROMOTIONS = formOf(
  z.object({ file: path, discounts: z.array(z.unknown(), must('a list: [ … ]')).default([]) }),
)

const percent = must('a number above 0, at most 100, with at most 4 decimals')
const amount = must('an amount above 0, at most 10000')

/** One entry of `storePromotions`: the store's own discounts. */
export const STORE_PROMOTION = {
  names: ['name', 'scope', 'percent', 'amount', 'approval'],
  schema: z
    .object({
      name: text(40),
      scope: oneOf(['order', 'line']).default('order'),
      percent: z
        .number(percent)
        .positive(percent)
        .max(100, percent)
        .refine((value) => hasDecimals(value, 4), percent)
        .optional(),
      amount: z.number(amount).positive(amount).max(10_000, amount).optional(),
      approval: flag.default(false),
    })
    .refine((one) => (one.percent === undefined) !== (one.amount === undefined), {
      error: 'must have either "percent" or "amount"',
    }),
}

/** Whether a number of the file has at most so many decimals. */
export function hasDecimals(value: number, most: number): boolean {
  return Number(value.toFixed(most)) === value
}

function isSafeAddress(value: string): boolean {
  try {
    const { protocol, hostname } = new URL(value)
    if (protocol === 'https:') return true
    return protocol === 'http:' && /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname)
  } catch {
    return false
  }
}

function isCurrency(value: string): boolean {
  return /^[A-Z]{3}$/.test(value) && Intl.supportedValuesOf('currency').includes(value)
}

function isLocale(value: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(value).length === 1
  } catch {
    return false
  }
}

/** A pattern that fits the empty text fits every scan: no article would ever be found again. */
