import type { Money } from '../money'

/** How amounts, days and times are written for a shop: its locale and its currency. */
export type PaperFormat = {
  /** 58.99, with a hyphen for a minus: paper knows no other. */
  amount(amount: Money): string
  /** $83.34: the one big figure. */
  currency(amount: Money): string
  /** Mar 20, 2025 */
  day(at: number): string
  /** 17:43 */
  time(at: number): string
}

/** Minor units in one unit of a currency, as a power of ten: 2 for dollars, 0 for yen. */
export function currencyExponent(currency: string): number {
  const known = EXPONENTS.get(currency)
  if (known !== undefined) return known
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const exponent = format.resolvedOptions().maximumFractionDigits ?? 2
  EXPONENTS.set(currency, exponent)
  return exponent
}

/** Making a format costs milliseconds; there are a few hundred currencies in the world. */
const EXPONENTS = new Map<string, number>()

/** The formats of a shop. */
export function paperFormat(locale: string, currency: string): PaperFormat {
  const key = `${locale} ${currency}`
  const known = FORMATS.get(key) ?? makeFormat(locale, currency)
  FORMATS.set(key, known)
  return known
}

/** One per shop: every receipt, its copies and the customer's view use it again. */
const FORMATS = new Map<string, PaperFormat>()

function makeFormat(locale: string, currency: string): PaperFormat {
  const exponent = currencyExponent(currency)
  const digits = { minimumFractionDigits: exponent, maximumFractionDigits: exponent }
  const plain = new Intl.NumberFormat(locale, digits)
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency, ...digits })
  const day = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', day: 'numeric' })
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
  const onPaper = (text: string) => text.replace(/\u2212/g, '-').replace(/[\u00a0\u202f]/g, ' ')
  return {
    amount: (amount) => onPaper(plain.format(amount / 10 ** exponent)),
    currency: (amount) => onPaper(money.format(amount / 10 ** exponent)),
    day: (at) => onPaper(day.format(at)),
    time: (at) => time.format(at),
  }
}
