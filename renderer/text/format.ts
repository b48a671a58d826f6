import type { Money } from '../../shared/money'
import type { Quantity } from '../../shared/quantity'

/** How amounts, times and quantities are written in this shop. */
export type Format = {
  /** An amount in a list: 58.99, −5.00. */
  readonly amount: (amount: Money) => string
  /** Money off, given as a positive amount: −5.00. */
  readonly off: (amount: Money) => string
  /** The one big figure, with the sign of the currency: $92.29. */
  readonly figure: (amount: Money) => string
  /** An amount said aloud: "minus 5.00 US dollars". */
  readonly spoken: (amount: Money) => string
  /** 6 pieces, or 1.240 lb. */
  readonly quantity: (quantity: Quantity | 0, unit: 'each' | 'lb' | 'kg') => string
  /** A rate in parts per million as percent: 8%, 8.25%. */
  readonly percent: (ratePpm: number) => string
  /** A whole number: 12,400. */
  readonly count: (count: number) => string
  /** 17:41, always 24 hours. */
  readonly time: (at: number) => string
  /** Mar 31. */
  readonly day: (at: number) => string
  /** Mar 31, of a plain date yyyy-mm-dd. */
  readonly plainDay: (date: string) => string
  /** The day as a plain date yyyy-mm-dd, in the shop's own time zone. */
  readonly plainToday: (at: number) => string
  /** Order numbers have four digits at least: 0042. */
  readonly orderNumber: (number: number) => string
  /** Digits of the currency behind the point. */
  readonly exponent: number
}

/** The true minus sign; the hyphen is for paper. */
export const MINUS = '−'

/**
 * Makes the formatting of a shop.
 * @param locale    BCP 47, from the terminal's settings
 * @param currency  ISO 4217
 * @param timeZone  for tests; the computer's own when absent
 */
export function makeFormat(locale: string, currency: string, timeZone?: string): Format {
  const figures = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const exponent = figures.resolvedOptions().maximumFractionDigits ?? 2
  const digits = { minimumFractionDigits: exponent, maximumFractionDigits: exponent }
  const bare = new Intl.NumberFormat(locale, digits)
  const weight = new Intl.NumberFormat(locale, { minimumFractionDigits: 3 })
  const whole = new Intl.NumberFormat(locale)
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 })
  const words = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'name',
  })
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const
  const times = new Intl.DateTimeFormat(locale, clock)
  const days = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone })
  const plainDays = new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  })
  const isoDays = new Intl.DateTimeFormat('sv-SE', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone,
  })
  const units = (amount: Money): number => amount / 10 ** exponent
  const amount = (value: Money): string => trueMinus(bare.format(units(value)))
  return {
    exponent,
    amount,
    off: (value) => (value === 0 ? amount(value) : trueMinus(bare.format(-units(value)))),
    figure: (value) => trueMinus(figures.format(units(value))),
    spoken: (value) =>
      value < 0 ? `minus ${words.format(-units(value))}` : words.format(units(value)),
    quantity: (value, unit) =>
      unit === 'each' && value % 1000 === 0
        ? whole.format(value / 1000)
        : `${weight.format(value / 1000)}${unit === 'each' ? '' : ` ${unit}`}`,
    percent: (ratePpm) => percents.format(ratePpm / 1_000_000),
    count: (count) => whole.format(count),
    time: (at) => times.format(at),
    day: (at) => days.format(at),
    plainDay: (date) => plainDays.format(Date.parse(`${date}T00:00:00Z`)),
    plainToday: (at) => isoDays.format(at),
    orderNumber: (number) => String(number).padStart(4, '0'),
  }
}

function trueMinus(text: string): string {
  return text.replace('-', MINUS)
}

/** The formatting of a terminal; the same object for the same settings. */
export function formatOf(
  terminal: { readonly settings: { readonly terminal: TerminalWords } } | null,
): Format {
  const { locale, currency } = terminal?.settings.terminal ?? UNKNOWN_TERMINAL
  const key = `${locale} ${currency}`
  const known = FORMATS.get(key) ?? makeFormat(locale, currency)
  FORMATS.set(key, known)
  return known
}

/** An amount as in a list, in the way of a terminal. */
export function amountText(amount: Money, terminal: Parameters<typeof formatOf>[0]): string {
  return formatOf(terminal).amount(amount)
}

type TerminalWords = { readonly locale: string; readonly currency: string }

const UNKNOWN_TERMINAL: TerminalWords = { locale: 'en-US', currency: 'USD' }

/** Making a format costs milliseconds; a terminal has one locale and one currency as long as it lives. */
const FORMATS = new Map<string, Format>()
