import { assert } from './assert'
import { money, proportion, type Money } from './money'

/** How much of something, in whole thousandths of a piece or of the weighing unit. */
export type Quantity = number & { readonly __brand: 'Quantity' }

/** Largest quantity of one line: 99,999 pieces. */
export const QUANTITY_MAX = 99_999_000

/** One piece. */
export const ONE: Quantity = 1000 as Quantity

/**
 * Makes a quantity.
 * @param thousandths  whole, above zero, within QUANTITY_MAX
 * @throws Bug         anything else
 */
export function quantity(thousandths: number): Quantity {
  assert(
    Number.isSafeInteger(thousandths) && thousandths > 0 && thousandths <= QUANTITY_MAX,
    `Bad quantity ${thousandths}`,
  )
  return thousandths as Quantity
}

/** A quantity of whole pieces. */
export function pieces(count: number): Quantity {
  return quantity(count * 1000)
}

/** Whether a quantity is a whole number of pieces. */
export function isWhole(q: Quantity): boolean {
  return q % 1000 === 0
}

/** What a quantity costs at a unit price, rounded half away from zero. */
export function price(unit: Money, q: Quantity): Money {
  return money(proportion(unit, q, 1000))
}

/** Adds any number of quantities; the sum may be beyond QUANTITY_MAX, and is zero for none. */
export function sumOfQuantities(quantities: readonly Quantity[]): Quantity | 0 {
  return quantities.reduce<number>((all, one) => all + one, 0) as Quantity | 0
}

/** A sum of quantities after some were taken out of it and others put in. */
export function changedSum(
  before: Quantity | 0,
  gone: readonly Quantity[],
  come: readonly Quantity[],
): Quantity | 0 {
  return (before - sumOfQuantities(gone) + sumOfQuantities(come)) as Quantity | 0
}
