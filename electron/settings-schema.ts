import * as z from 'zod'

/** Said when a key is something else. */
function must(words: string): { readonly error: string } {
  return { error: `must be ${words}` }
}

function text(most: number, least = 1) {
  const words = must(`a text of ${least} to ${most} characters`)
  return z
    .string(words)
    .min(least, words)
    .max(most, words)
    .regex(/^\P{Cc}*$/u, words)
}

function whole(what: string, least: number, most: number) {
  const words = must(`a whole number${what} from ${least} to ${most}`)
  return z.int(words).min(least, words).max(most, words)
}

function oneOf<const T extends readonly (string | number)[]>(choices: T) {
  const names = choices.map((choice) => JSON.stringify(choice))
  const last = names.pop() ?? ''
  return z.literal(choices, must(names.length > 0 ? `${names.join(', ')} or ${last}` : last))
}

function checked(words: string, fits: (value: string) => boolean) {
  return z.string(must(words)).refine(fits, must(words))
}

const reference = checked('1 to 64 letters, digits, ".", "_", "-" or ":"', (value) =>
  /^[\w.:-]{1,64}$/.test(value),
)
const flag = z.boolean(must('true or false'))
const milliseconds = whole(' of milliseconds', 100, 60_000)
const baudRate = whole('', 300, 921_600)
const secret = text(255)
const path = text(1024)
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

const serialScanner = z.object({
  transport: oneOf(['serial']),
  path,
  baudRate: baudRate.default(9600),
})

/** One entry of `scanners`. */
export const SCANNER = {
  names: Object.keys(serialScanner.shape),
  schema: z.discriminatedUnion(
    'transport',
    [
      serialScanner,
      z.object({ transport: z.literal('keyboard') }),
      z.object({ transport: z.literal('hid') }),
    ],
    must('"serial", "keyboard" or "hid"'),
  ),
}

const printerRest = {
  columns: oneOf([48, 42, 32]).default(48),
  language: oneOf(['esc-pos']).default('esc-pos'),
  model: text(64, 0).default(''),
  cutter: flag.default(true),
  drawer: flag.default(true),
}
const serialPrinter = z.object({
  transport: oneOf(['serial']),
  path,
  baudRate: baudRate.default(19_200),
  ...printerRest,
})
const tcpPrinter = z.object({
  transport: oneOf(['tcp']),
  host: text(255),
  port: whole('', 1, 65_535).default(9100),
  ...printerRest,
})

/** Section `printer`. */
export const PRINTER = {
  names: [...Object.keys(serialPrinter.shape), 'host', 'port'],
  schema: z.discriminatedUnion(
    'transport',
    [serialPrinter, z.object({ transport: oneOf(['file']), path, ...printerRest }), tcpPrinter],
    must('"serial", "file" or "tcp"'),
  ),
}

/** Section `catalog`. */
export const CATALOG = formOf(z.object({ file: path }))

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

function formOf<S extends z.ZodRawShape>(schema: z.ZodObject<S>) {
  return { names: Object.keys(schema.shape), schema }
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
function isPattern(value: string): boolean {
  try {
    return !new RegExp(value).test('')
  } catch {
    return false
  }
}
