import { assert } from './assert'

/** An amount in whole minor units (cents) of the terminal's currency. Either sign. */
export type Money = number & { readonly __brand: 'Money' }

/** Largest amount the terminal handles, either sign: ten thousand million minor units. */
export const MONEY_MAX = 10_000_000_000

/** Nothing to pay, nothing taken off. */
export const ZERO: Money = 0 as Money

/**
 * Makes an amount.
 * @param minorUnits  whole, within MONEY_MAX either way
 * @throws Bug        a fraction, not a number, or beyond MONEY_MAX
 */
export function money(minorUnits: number): Money {
  assert(Number.isSafeInteger(minorUnits), `Money is whole minor units, not ${minorUnits}`)
  assert(Math.abs(minorUnits) <= MONEY_MAX, `Money beyond MONEY_MAX: ${minorUnits}`)
  return (minorUnits === 0 ? 0 : minorUnits) as Money
}

/** Adds two amounts. */
export function add(a: Money, b: Money): Money {
  return money(a + b)
}

/** Takes the second amount from the first. */
export function subtract(a: Money, b: Money): Money {
  return money(a - b)
}

/** The same amount with the other sign. */
export function negate(a: Money): Money {
  return money(-a)
}

/** Adds any number of amounts. */
export function sum(amounts: readonly Money[]): Money {
  return money(amounts.reduce((total, amount) => total + amount, 0))
}

/** The smaller of two amounts. */
export function least(a: Money, b: Money): Money {
  return a < b ? a : b
}

/** The larger of two amounts. */
export function most(a: Money, b: Money): Money {
  return a > b ? a : b
}

/**
 * Takes a proportion of an amount, rounding half away from zero.
 * @param amount       minor units, either sign
 * @param numerator    whole, not negative; for a tax rate, parts per million
 * @param denominator  whole, above zero
 * @throws Bug         a fraction, or an answer beyond MONEY_MAX
 * Source: docs/decisions/0004-money-and-rounding.md
 */
export function proportion(amount: Money, numerator: number, denominator: number): Money {
  assert(Number.isSafeInteger(numerator) && numerator >= 0, `Bad numerator ${numerator}`)
  assert(Number.isSafeInteger(denominator) && denominator > 0, `Bad denominator ${denominator}`)
  const doubled = 2 * Math.abs(amount) * numerator + denominator
  const rounded = Number.isSafeInteger(doubled)
    ? (doubled - (doubled % (2 * denominator))) / (2 * denominator)
    : bigProportion(Math.abs(amount), numerator, denominator)
  return money(Math.sign(amount) * rounded)
}

/** The same beyond the whole numbers a float holds exactly; seldom, because big numbers are slow. */
function bigProportion(size: number, numerator: number, denominator: number): number {
  const scaled = BigInt(size) * BigInt(numerator)
  return Number((2n * scaled + BigInt(denominator)) / (2n * BigInt(denominator)))
}

/**
 * Splits a total by weights, largest remainder first, so that the parts always add up to the total.
 * Equal remainders go to the earlier part. With no weight at all, everything goes to the first part.
 * @param total    minor units, either sign
 * @param weights  whole, none negative, at least one part
 * @throws Bug     no part to give to, or a negative or fractional weight
 */
export function share(total: Money, weights: readonly number[]): readonly Money[] {
  assert(weights.length > 0, 'Nothing to share among')
  for (const weight of weights) {
    assert(Number.isSafeInteger(weight) && weight >= 0, `Bad weight ${weight}`)
  }
  const whole = weights.reduce((all, weight) => all + weight, 0)
  if (whole === 0) return weights.map((_, index) => (index === 0 ? total : ZERO))
  const size = Math.abs(total)
  const split = Number.isSafeInteger(size * whole) ? floorsOf : bigFloorsOf
  const parts = split(size, weights)
  let missing = size - parts.reduce((all, part) => all + part.amount, 0)
  for (const part of [...parts].sort(largestRemainderFirst)) {
    if (missing === 0) break
    part.amount += 1
    missing -= 1
  }
  return parts.map((part) => money(Math.sign(total) * part.amount))
}

/** A part rounded down, and what it lost by that: the largest remainder gets one more first. */
type Floor = { amount: number; readonly remainder: number | bigint }

function largestRemainderFirst(a: Floor, b: Floor): number {
  if (a.remainder === b.remainder) return 0
  return a.remainder > b.remainder ? -1 : 1
}

function floorsOf(size: number, weights: readonly number[]): readonly Floor[] {
  const whole = weights.reduce((all, weight) => all + weight, 0)
  return weights.map((weight) => {
    const remainder = (size * weight) % whole
    return { amount: (size * weight - remainder) / whole, remainder }
  })
}

/** The same beyond the whole numbers a float holds exactly. */
function bigFloorsOf(size: number, weights: readonly number[]): readonly Floor[] {
  const whole = weights.reduce((all, weight) => all + BigInt(weight), 0n)
  return weights.map((weight) => {
    const product = BigInt(size) * BigInt(weight)
    return { amount: Number(product / whole), remainder: product % whole }
  })
}
