import { money, type Money } from '../../../shared/money'

/** The sums people hand over, in whole currency units (in hundreds where a currency has no cents). */
const NOTES = [5, 10, 20, 50, 100] as const

/** A further note on top, where the ordinary sums do not fill the keys: 83.34 is also paid with 120. */
const LAST_NOTE = 20

/**
 * The cash amounts to offer: exact, the next whole unit, then the next 5, 10, 20, 50 and 100 above.
 * Where fewer keys are wanted, the next whole unit gives way first: coins are the least likely.
 * @param due       what is to be paid in cash, above zero; nothing is offered otherwise
 * @param exponent  digits after the decimal sign of the currency
 * @param most      keys there is room for
 */
export function quickAmounts(due: Money, exponent: number, most: number): readonly Money[] {
  if (due <= 0) return []
  const unit = 10 ** exponent * (exponent === 0 ? 100 : 1)
  const whole = Math.ceil(due / unit) * unit
  const sums = NOTES.map((note) => nextAbove(due, note * unit))
  const candidates = [due, whole, ...sums].filter(isFirst)
  const full =
    candidates.length < 6
      ? [...candidates, nextAbove(Math.max(...candidates), LAST_NOTE * unit)]
      : candidates
  const ordered = [...full].sort((a, b) => a - b)
  const chosen = most < 6 ? ordered.filter((amount) => amount === due || amount !== whole) : ordered
  return chosen.slice(0, most).map(money)
}

function nextAbove(amount: number, step: number): number {
  return (Math.floor(amount / step) + 1) * step
}

function isFirst(amount: number, index: number, all: readonly number[]): boolean {
  return all.indexOf(amount) === index
}
