/*
 * The values of the wire.
 *
 *   money     "5.00": decimal text with as many digits as the currency has; by switch a number or whole cents
 *   quantity  "1", "0.753": decimal text, at most three places; zeros at the end left out
 *   time      2025-03-20T17:42:10Z, whole seconds, UTC
 *   day       2025-03-26, valid to its end in the shop's time zone
 *   phone     +12065550142, or by switch the last ten digits
 *   product   digits of a GTIN as printed; compared as 14 digits, UPC-E expanded
 *   id        text we never take apart; a number is taken as its digits
 *
 * Readers answer null for what they cannot read and never throw.
 */
import { unreachable } from '../../../../shared/assert'
import { gtinCandidates } from '../../../../shared/barcode/gtin'
import { money, MONEY_MAX, type Money } from '../../../../shared/money'
import { keptText } from '../../../../shared/order/kept-text'
import { quantity, QUANTITY_MAX, type Quantity } from '../../../../shared/quantity'
import type { Quirks } from './quirks'

/** How money is written: the switch and the currency's digits behind the point. */
export type MoneyForm = { readonly as: Quirks['moneyAs']; readonly exponent: number }

const ID_LENGTH_MAX = 128
const TEXT_LENGTH_MAX = 200
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Writes an amount. */
export function writeMoney(amount: Money, form: MoneyForm): string | number {
  switch (form.as) {
    case 'string':
      return writeDecimal(amount, form.exponent, form.exponent)
    case 'number':
      return Number(writeDecimal(amount, form.exponent, form.exponent))
    case 'cents':
      return amount
    default:
      return unreachable(form.as)
  }
}

/** Reads an amount, from text or number; more digits than the currency has must be zeros. */
export function readMoney(value: unknown, form: MoneyForm): Money | null {
  const minor = readDecimal(value, form.as === 'cents' ? 0 : form.exponent)
  return minor === null || Math.abs(minor) > MONEY_MAX ? null : money(minor)
}

/** Writes a quantity. */
export function writeQuantity(q: Quantity): string {
  return writeDecimal(q, 3, 0)
}

/** Reads a quantity above zero. */
export function readQuantity(value: unknown): Quantity | null {
  const thousandths = readDecimal(value, 3)
  if (thousandths === null || thousandths <= 0 || thousandths > QUANTITY_MAX) return null
  return quantity(thousandths)
}

/** Reads a whole number of zero or more. */
export function readCount(value: unknown): number | null {
  const count = readDecimal(value, 0)
  return count === null || count < 0 ? null : count
}

/** Writes percent from parts per million. */
export function writePercent(ratePpm: number): string {
  return writeDecimal(ratePpm, 4, 0)
}

/** Reads percent, nought to a hundred, as parts per million. */
export function readPercent(value: unknown): number | null {
  const ratePpm = readDecimal(value, 4)
  return ratePpm === null || ratePpm < 0 || ratePpm > 1_000_000 ? null : ratePpm
}

/** Writes a moment, milliseconds since 1970. */
export function writeTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

/** Reads a moment. */
export function readTime(value: unknown): number | null {
  const at = typeof value === 'string' && value.length <= 40 ? Date.parse(value) : Number.NaN
  return Number.isFinite(at) ? at : null
}

/** Reads a plain day; a time behind it is left out. */
export function readDay(value: unknown): string | null {
  const day = typeof value === 'string' ? value.slice(0, 10) : ''
  return DAY.test(day) ? day : null
}

/** Reads an id or a reference. */
export function readId(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  if (typeof value !== 'string' || value === '' || value.length > ID_LENGTH_MAX) return null
  return value
}

/** Reads a sentence for a person: one line, no control characters, nobody's number, of limited length. */
export function readText(value: unknown): string {
  if (typeof value !== 'string') return ''
  const cleaned = value
    .slice(0, 4 * TEXT_LENGTH_MAX)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
  return [...keptText(cleaned.trim())].slice(0, TEXT_LENGTH_MAX).join('')
}

/** Reads a list of ids; anything else in it is left out. */
export function readIds(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return []
  return value.slice(0, 1000).flatMap((entry) => readId(entry) ?? [])
}

/**
 * Gives a number as typed its international form. Ten digits are taken as North American.
 * Answers null when there are fewer than ten digits or more than fifteen.
 */
export function internationalPhone(typed: string): string | null {
  const digits = typed.replace(/\D/g, '')
  if (digits.length < 10 || digits.length > 15) return null
  if (typed.trim().startsWith('+')) return `+${digits}`
  return digits.length === 10 ? `+1${digits}` : `+${digits}`
}

/** Writes a phone number as the switch says; null when it is none. */
export function writePhone(typed: string, as: Quirks['phoneAs']): string | null {
  const phone = internationalPhone(typed)
  if (phone === null) return null
  switch (as) {
    case 'e164':
      return phone
    case 'national10':
      return phone.startsWith('+1') ? phone.slice(2) : phone.slice(1)
    default:
      return unreachable(as)
  }
}

/** Every 14-digit number a product identifier may stand for, likeliest first; none when it has no digits. */
export function productKeys(value: unknown): readonly string[] {
  const digits = (readId(value) ?? '').replace(/\D/g, '')
  if (digits === '' || digits.length > 14) return []
  const candidates = gtinCandidates(digits)
  return candidates.length > 0 ? candidates : [digits.padStart(14, '0')]
}

function writeDecimal(scaled: number, places: number, placesLeast: number): string {
  const digits = String(Math.abs(scaled)).padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  let part = digits.slice(digits.length - places)
  while (part.length > placesLeast && part.endsWith('0')) part = part.slice(0, -1)
  return `${scaled < 0 ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`
}

function readDecimal(value: unknown, places: number): number | null {
  const text =
    typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  // Below zero and yet nothing: whoever writes this does not count in coins.
  if (Object.is(value, -0)) return null
  const parts = /^(-?)(\d{1,12})(?:\.(\d{1,12}))?$/.exec(text)
  if (!parts) return null
  const [, sign = '', whole = '', behind = ''] = parts
  if (/[1-9]/.test(behind.slice(places))) return null
  const scaled = Number(whole + behind.slice(0, places).padEnd(places, '0'))
  if (!Number.isSafeInteger(scaled)) return null
  if (sign === '') return scaled
  return scaled === 0 ? null : -scaled
}
