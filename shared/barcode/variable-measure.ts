/**
 * Codes of restricted circulation (EAN-13 beginning 02 or 20–29) that carry a price, weight or count.
 *
 * Which digits mean what is decided by the country's GS1 office or the shop, so it is a table of rules:
 * for each beginning a layout of the twelve places before the check digit. `PPPPPPCVVVVV` is six places of
 * item number (the beginning included), a verifier over the value, and five places of value:
 *
 *     22 1111  4  00239  4     item 1111, verifier 4, 2.39, check digit of the EAN-13
 *
 * The verifier guards the value alone. Each digit of the value is looked up in a table of its place, the
 * results are added: four digits use the tables 2−, 2−, 3, 5− and the verifier is the last digit of three times
 * the sum; five digits use 5+, 2−, 5−, 5+, 2− and the verifier is the digit whose entry in 5− fills the sum
 * up to a multiple of ten.
 *
 * The catalog holds such an article with all places of the value zero, verifier and check digit as
 * they then come out.
 *
 * Source: GS1 General Specifications, 7.9.2 to 7.9.4.
 */
import type { VariableMeasureRule } from '../device-settings'
import { hasValidCheckDigit, withCheckDigit } from './gtin'

/** What a code with a value says. */
export type VariableMeasure = {
  /** Number of the article, 14 digits. */
  readonly itemGtin: string
  readonly kind: VariableMeasureRule['kind']
  /** Whole; the last `decimals` digits of it stand behind the point. */
  readonly value: number
  readonly decimals: number
}

/** The digit tables of the verifier: what each digit 0 … 9 of the value counts. */
const TABLES = {
  '2-': [0, 2, 4, 6, 8, 9, 1, 3, 5, 7],
  '3': [0, 3, 6, 9, 2, 5, 8, 1, 4, 7],
  '5+': [0, 5, 1, 6, 2, 7, 3, 8, 4, 9],
  '5-': [0, 5, 9, 4, 8, 3, 7, 2, 6, 1],
} as const

const FOUR = ['2-', '2-', '3', '5-'] as const
const FIVE = ['5+', '2-', '5-', '5+', '2-'] as const

/**
 * Reads the value out of a code by the first rule whose beginning it has.
 * @param code  12 or 13 digits with a right check digit
 * Answers null when no rule is about this code, `wrong` when its verifier denies its value.
 */
export function decodeVariableMeasure(
  code: string,
  rules: readonly VariableMeasureRule[],
): VariableMeasure | 'wrong' | null {
  if (!/^\d{12,13}$/.test(code) || !hasValidCheckDigit(code)) return null
  const digits = code.padStart(13, '0')
  const rule = rules.find((one) => digits.startsWith(one.prefix) && isLayout(one.layout))
  if (!rule) return null
  const { layout, kind, decimals } = rule
  const value = digitsAt(digits, layout, 'V')
  const stated = digitsAt(digits, layout, 'C')
  if (stated !== '' && Number(stated) !== verifierOf(value)) return 'wrong'
  const item = Array.from(layout, (place, at) =>
    place === 'P' ? digits[at] : place === 'C' ? verifierOf('0'.repeat(value.length)) : '0',
  )
  const itemGtin = withCheckDigit(item.join('')).padStart(14, '0')
  return { itemGtin, kind, value: Number(value), decimals }
}

/**
 * Computes the verifier over the digits of a value.
 * Answers NaN for a value that has neither four nor five digits; there is no rule for others.
 */
export function verifierOf(value: string): number {
  if (/^\d{4}$/.test(value)) return (sumOver(value, FOUR) * 3) % 10
  if (!/^\d{5}$/.test(value)) return Number.NaN
  const rest = (10 - (sumOver(value, FIVE) % 10)) % 10
  return TABLES['5-'].findIndex((entry) => entry === rest)
}

/** Whether a layout can be read: twelve places, item first, a value, a verifier only over 4 or 5 digits. */
export function isLayout(layout: string): boolean {
  if (!/^P+(?:C?V+)$/.test(layout) || layout.length !== 12) return false
  return !layout.includes('C') || /C(?:V{4}|V{5})$/.test(layout)
}

function sumOver(value: string, tables: readonly (keyof typeof TABLES)[]): number {
  return tables.reduce((all, table, at) => all + (TABLES[table][Number(value[at])] ?? 0), 0)
}

function digitsAt(digits: string, layout: string, place: 'P' | 'C' | 'V'): string {
  return Array.from(layout, (one, at) => (one === place ? digits[at] : '')).join('')
}
