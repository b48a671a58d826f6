import { z } from 'zod'

/** Words for what a key must be, said when it is something else. */
function must(words: string) {
  return { error: words }
}

const text = (most: number) =>
  z
    .string(must(`must be a text of 1 to ${most} characters`))
    .min(1)
    .max(most)

const reference = z
  .string(must('must be 1 to 64 letters, digits, ".", "_", "-" or ":"'))
  .regex(/^[\w.:-]{1,64}$/, must('must be 1 to 64 letters, digits, ".", "_", "-" or ":"'))

const milliseconds = (least: number, most: number) => {
  const words = `must be a whole number of milliseconds from ${least} to ${most}`
  return z.int(must(words)).min(least, must(words)).max(most, must(words))
}

const flag = z.boolean(must('must be true or false'))

const address = z.string(must('must be an https address')).refine(isSafeAddress, {
  error: 'must be an https address (plain http only to this computer)',
})

const baudRate = z
  .int(must('must be a whole number such as 9600'))
  .min(300, must('must be a whole number from 300 to 921600'))
  .max(921_600, must('must be a whole number from 300 to 921600'))

const secret = z.string(must('must be a text of 1 to 255 characters')).min(1).max(255)

const lines = z
  .array(z.string().max(48), must('must be a list of texts of at most 48 characters'))
  .max(8)

/** Section `terminal`. */
export const terminalSchema = z.strictObject({
  name: text(40).default('Till 1'),
  registerRef: reference.default('till-01'),
  locationRef: reference.default('store-01'),
  store: text(40).default('Store'),
  address: lines.default([]),
  phone: z.string(must('must be a text')).max(32).nullable().default(null),
  footer: lines.default(['Returns within 30 days with this code', '', 'Thank you']),
  cashier: z.string(must('must be a text of at most 24 characters')).max(24).default(''),
  currency: z
    .string(must('must be a currency code such as "USD"'))
    .refine(isCurrency, must('must be a currency code such as "USD"'))
    .default('USD'),
  locale: z
    .string(must('must be a language tag such as "en-US"'))
    .refine(isLocale, must('must be a language tag such as "en-US"'))
    .default('en-US'),
  pricesIncludeTax: flag.default(false),
  cashRounding: z
    .int(must('must be a whole number of the smallest units, 1 to 1000'))
    .min(1, must('must be a whole number of the smallest units, 1 to 1000'))
    .max(1000, must('must be a whole number of the smallest units, 1 to 1000'))
    .default(1),
  managerPin: z
    .string(must('must be 4 to 8 digits in quotes'))
    .regex(/^\d{4,8}$/, must('must be 4 to 8 digits in quotes'))
    .nullable()
    .default(null),
  displayScale: z
    .literal([100, 125, 150], must('must be 100, 125 or 150'))
    .nullable()
    .default(null),
})

/** Section `promotions`. */
export const promotionsSchema = z.strictObject({
  provider: z.literal('toast', must('must be "toast"')),
  url: address,
  apiKey: secret,
  restaurantExternalId: text(64),
  timeoutMs: milliseconds(100, 60_000).default(2000),
  barcodePattern: z
    .string(must('must be a regular expression'))
    .refine(isPattern, must('must be a regular expression'))
    .nullable()
    .default(null),
})

/** Section `coupons`. */
export const couponsSchema = z.strictObject({
  provider: z.literal('petz', must('must be "petz"')),
  baseUrl: address,
  accountKey: secret,
  deviceRef: reference,
  timeoutMs: milliseconds(100, 60_000).default(5000),
  couponsReduceTaxBase: flag.default(false),
  quirks: z.record(z.string(), z.string(), must('must be switches with texts')).default({}),
})

/** One entry of `scanners`. */
export const scannerSchema = z.discriminatedUnion(
  'transport',
  [
    z.strictObject({
      transport: z.literal('serial'),
      path: text(255),
      baudRate: baudRate.default(9600),
    }),
    z.strictObject({ transport: z.literal('keyboard') }),
    z.strictObject({ transport: z.literal('hid') }),
  ],
  must('must be "serial" or "keyboard"'),
)

const printerRest = {
  columns: z.literal([48, 42, 32], must('must be 48, 42 or 32')).default(48),
  language: z.literal('esc-pos', must('must be "esc-pos"')).default('esc-pos'),
  model: z.string(must('must be the name of a printer model')).default(''),
  cutter: flag.default(true),
  drawer: flag.default(true),
}

/** Section `printer`. */
export const printerSchema = z.discriminatedUnion(
  'transport',
  [
    z.strictObject({
      transport: z.literal('serial'),
      path: text(255),
      baudRate: baudRate.default(19_200),
      ...printerRest,
    }),
    z.strictObject({ transport: z.literal('file'), path: text(255), ...printerRest }),
    z.strictObject({
      transport: z.literal('tcp'),
      host: text(255),
      port: z.int(must('must be a port from 1 to 65535')).min(1).max(65_535).default(9100),
      ...printerRest,
    }),
  ],
  must('must be "serial", "file" or "tcp"'),
)

/** Section `catalog`. */
export const catalogSchema = z.strictObject({ file: text(1024) })

/** One entry of `storePromotions`: the store's own discounts. */
export const storePromotionSchema = z
  .strictObject({
    name: text(40),
    scope: z.literal(['order', 'line'], must('must be "order" or "line"')).default('order'),
    percent: z.number(must('must be a number from 0 to 100')).min(0).max(100).optional(),
    amount: z.number(must('must be an amount above 0')).min(0).max(100_000).optional(),
    approval: flag.default(false),
  })
  .refine((one) => (one.percent === undefined) !== (one.amount === undefined), {
    error: 'must have either "percent" or "amount"',
  })

function isSafeAddress(value: string): boolean {
  try {
    const { protocol, hostname } = new URL(value)
    if (protocol === 'https:') return true
    return protocol === 'http:' && /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname)
  } catch {
    return false
  }
}

function isCurrency(value: string): boolean {
  return /^[A-Z]{3}$/.test(value) && Intl.supportedValuesOf('currency').includes(value)
}

function isLocale(value: string): boolean {
  try {
    return Intl.getCanonicalLocales(value).length === 1
  } catch {
    return false
  }
}

function isPattern(value: string): boolean {
  try {
    new RegExp(value)
    return true
  } catch {
    return false
  }
}
