import { assert, Bug } from './assert'

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
  // The sentences are made only for a law that is broken: this runs for every line of every order.
  if (!Number.isSafeInteger(minorUnits)) {
    throw new Bug(`Money is whole minor units, not ${minorUnits}`)
  }
  if (Math.abs(minorUnits) > MONEY_MAX) throw new Bug(`Money beyond MONEY_MAX: ${minorUnits}`)
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
  if (!isCount(numerator)) throw new Bug(`Bad numerator ${numerator}`)
  if (!isCount(denominator) || denominator === 0) throw new Bug(`Bad denominator ${denominator}`)
  const doubled = 2 * Math.abs(amount) * numerator + denominator
  const rounded = Number.isSafeInteger(doubled)
    ? (doubled - (doubled % (2 * denominator))) / (2 * denominator)
    : bigProportion(Math.abs(amount), numerator, denominator)
  return money(Math.sign(amount) * rounded)
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
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
    if (!isCount(weight)) throw new Bug(`Bad weight ${weight}`)
  }
  const whole = weights.reduce((all, weight) => all + weight, 0)
  if (whole === 0) return weights.map((_, index) => (index === 0 ? total : ZERO))
  const size = Math.abs(total)
  const parts = Number.isSafeInteger(size * whole)
    ? fairParts(size, weights, whole)
    : bigFairParts(size, weights)
  return parts.map((part) => money(Math.sign(total) * part))
}

function fairParts(size: number, weights: readonly number[], whole: number): readonly number[] {
  const lefts = Float64Array.from(weights, (weight) => (size * weight) % whole)
  const floors = weights.map((weight, index) => (size * weight - (lefts[index] ?? 0)) / whole)
  const missing = size - floors.reduce((all, part) => all + part, 0)
  if (missing === 0) return floors
  // Whoever is above the last remainder that still gets one more gets it; of equal ones the first.
  const last = lefts.slice().sort()[lefts.length - missing] ?? 0
  let equals = missing - lefts.filter((left) => left > last).length
  return floors.map((part, index) => {
    const left = lefts[index] ?? 0
    if (left < last || (left === last && equals === 0)) return part
    if (left === last) equals -= 1
    return part + 1
  })
}

/** The same beyond the whole numbers a float holds exactly. */
function bigFairParts(size: number, weights: readonly number[]): readonly number[] {
  const whole = weights.reduce((all, weight) => all + BigInt(weight), 0n)
  const products = weights.map((weight) => BigInt(size) * BigInt(weight))
  const lefts = products.map((product) => product % whole)
  const parts = products.map((product) => Number(product / whole))
  const missing = size - parts.reduce((all, part) => all + part, 0)
  const order = weights.map((_, index) => index)
  order.sort((a, b) => {
    const difference = (lefts[b] ?? 0n) - (lefts[a] ?? 0n)
    return difference === 0n ? a - b : Number(difference)
  })
  for (const index of order.slice(0, missing)) parts[index] = (parts[index] ?? 0) + 1
  return parts
}
