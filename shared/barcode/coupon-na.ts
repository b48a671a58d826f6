/**
 * The North American coupon: application identifier 8110, printed as GS1 DataBar Expanded. Digits only, at
 * most 70. Lengths that vary stand before their field in one digit (VLI):
 *
 *     company prefix of the funder   VLI 0–6 → 6–12 digits
 *     offer code                     6
 *     save value                     VLI 1–5 → 1–5
 *     primary purchase               VLI 1–5 → requirement of 1–5 digits, requirement code 1, family code 3
 *
 * and then, in rising order and each at most once, what begins with the digit
 *
 *     1  second purchase   rules 1, VLI and requirement, code 1, family 3, VLI 0–6 and prefix, or 9: same company
 *     2  third purchase    the same without the rules
 *     3  expiration        YYMMDD
 *     4  start             YYMMDD, not after the expiration
 *     5  serial number     VLI 0–9 → 6–15
 *     6  retailer          VLI 1–7 → 7–13
 *     9  miscellaneous     save value code, item it applies to, store coupon flag, do-not-multiply flag
 *
 * Nothing may be left over.
 *
 * Source: North American Coupon Application Guideline Using GS1 DataBar Expanded Symbols, R2.0.
 */
import { DigitReader } from './digit-reader'
import { isGs1Date } from './gs1-date'

/** What must be bought: so much or so many of a family of a company's articles. */
export type CouponPurchase = {
  readonly requirement: number
  readonly unit: CouponUnit
  /** Three digits; `000` is everything of the company. */
  readonly family: string
  /** Company prefix of the maker. */
  readonly company: string
}

/** What the requirement counts. Money has 2 decimals, pounds 2, kilograms 3. */
export type CouponUnit =
  'pieces' | 'money-of-items' | 'money-of-order' | 'pounds' | 'kilograms' | 'cashier-decides'

/** A North American coupon, field by field. */
export type NorthAmericanCoupon = {
  readonly type: 'north-american'
  /** Company prefix of who pays for it. */
  readonly funder: string
  readonly offer: string
  /** Read by `saving`: cents, pieces or percent. */
  readonly saveValue: number
  /** The primary purchase, and up to two more. */
  readonly purchases: readonly CouponPurchase[]
  /** How the purchases go together; null when there is only one. */
  readonly rule: 'any' | 'all' | 'first-and-another' | 'together' | null
  /** YYMMDD. */
  readonly expires: string | null
  /** YYMMDD. */
  readonly starts: string | null
  readonly serial: string | null
  /** Company prefix or location number of the only retailer that takes it. */
  readonly retailer: string | null
  /** What the save value is: an amount, one piece free up to an amount, pieces free, percent, off the order. */
  readonly saving: 'amount' | 'one-free' | 'pieces-free' | 'percent' | 'amount-off-order'
  /** Which purchase the saving is on: 0 the primary one. */
  readonly appliesTo: number
  /** 0 is a manufacturer's; other digits are the retailer's own. */
  readonly storeFlag: number
  readonly mayMultiply: boolean
}

const UNITS: Readonly<Record<string, CouponUnit>> = {
  0: 'pieces',
  1: 'money-of-items',
  2: 'money-of-order',
  3: 'pounds',
  4: 'kilograms',
  9: 'cashier-decides',
}

const RULES = ['any', 'all', 'first-and-another', 'together'] as const

const SAVINGS: Readonly<Record<string, NorthAmericanCoupon['saving']>> = {
  0: 'amount',
  1: 'one-free',
  2: 'pieces-free',
  5: 'percent',
  6: 'amount-off-order',
}

const DIGITS_MAX = 70

/**
 * Reads the digits behind 8110. Answers null when they are no coupon.
 */
export function decodeNorthAmericanCoupon(digits: string): NorthAmericanCoupon | null {
  if (digits.length > DIGITS_MAX) return null
  const reader = new DigitReader(digits)
  const funder = reader.sized('0123456', 6)
  const offer = reader.take(6)
  const saveValue = Number(reader.sized('12345'))
  const primary = purchaseOf(reader, () => funder)
  const purchases = [primary]
  let rule: NorthAmericanCoupon['rule'] = null
  if (reader.skips('1')) {
    rule = RULES[Number(reader.one('0123'))] ?? null
    purchases.push(purchaseOf(reader, () => companyOf(reader, funder)))
  }
  if (reader.skips('2')) purchases.push(purchaseOf(reader, () => companyOf(reader, funder)))
  const expires = reader.skips('3') ? reader.take(6) : null
  const starts = reader.skips('4') ? reader.take(6) : null
  const serial = reader.skips('5') ? reader.sized('0123456789', 6) : null
  const retailer = reader.skips('6') ? reader.sized('1234567', 6) : null
  const last = reader.skips('9') ? miscellaneousOf(reader) : NO_MISCELLANEOUS
  if (!reader.isFine || !reader.isAtEnd || !areDays(starts, expires)) return null
  const common = { funder, offer, saveValue, purchases, rule, expires, starts, serial, retailer }
  return { type: 'north-american', ...common, ...last }
}

function purchaseOf(reader: DigitReader, company: () => string): CouponPurchase {
  const requirement = Number(reader.sized('12345'))
  const unit = UNITS[reader.one('012349')] ?? 'cashier-decides'
  const family = reader.take(3)
  return { requirement, unit, family, company: company() }
}

/** 9 stands for the funder's own company, with no digits behind it. */
function companyOf(reader: DigitReader, funder: string): string {
  return reader.skips('9') ? funder : reader.sized('0123456', 6)
}

type Miscellaneous = Pick<NorthAmericanCoupon, 'saving' | 'appliesTo' | 'storeFlag' | 'mayMultiply'>

const NO_MISCELLANEOUS: Miscellaneous = {
  saving: 'amount',
  appliesTo: 0,
  storeFlag: 0,
  mayMultiply: true,
}

function miscellaneousOf(reader: DigitReader): Miscellaneous {
  const saving = SAVINGS[reader.one('01256')] ?? 'amount'
  const appliesTo = Number(reader.one('012'))
  const storeFlag = Number(reader.take(1))
  return { saving, appliesTo, storeFlag, mayMultiply: reader.one('01') === '0' }
}

function areDays(starts: string | null, expires: string | null): boolean {
  const real = [starts, expires].every((day) => day === null || isGs1Date(day, false))
  return real && (starts === null || expires === null || starts <= expires)
}
