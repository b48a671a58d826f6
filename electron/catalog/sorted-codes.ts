/*
 * Barcodes by how they begin. A code of up to 14 digits becomes one number: its digits filled up with zeros
 * behind to 14, and its length in the last four bits. So all codes that begin alike lie side by side.
 */
import { GrowingList } from './growing'
import { lowerBound } from './lower-bound'
import { sortedOrder, steps, type Sliced } from './slices'

const DIGITS_MAX = 14
const LENGTHS = 16
const DIGITS = /^\d{1,14}$/

/** Finds places by the first digits of a barcode. */
export class SortedCodes {
  #unsortedKeys = new GrowingList((length) => new Float64Array(length))
  #unsortedPlaces = new GrowingList((length) => new Uint32Array(length))
  #keys = new Float64Array(0)
  #places = new Uint32Array(0)

  /** Takes a barcode. Answers false for one that is not up to 14 digits. */
  add(code: string, place: number): boolean {
    if (!DIGITS.test(code)) return false
    this.#unsortedKeys.push(keyOf(code, '0', code.length))
    this.#unsortedPlaces.push(place)
    return true
  }

  /** Makes every code that was added findable. */
  *build(): Sliced<void> {
    const keys = this.#unsortedKeys.trim()
    const places = this.#unsortedPlaces.trim()
    const order = yield* sortedOrder(
      keys.length,
      (a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b,
    )
    this.#keys = new Float64Array(order.length)
    this.#places = new Uint32Array(order.length)
    yield* steps(order.length, (at) => {
      this.#keys[at] = keys[order[at] ?? 0] ?? 0
      this.#places[at] = places[order[at] ?? 0] ?? 0
    })
    this.#unsortedKeys = new GrowingList((length) => new Float64Array(length))
    this.#unsortedPlaces = new GrowingList((length) => new Uint32Array(length))
  }

  /** Places of codes that begin with these digits, and how many of the first have exactly these. */
  beginning(digits: string): { readonly places: Uint32Array; readonly exact: number } {
    if (!DIGITS.test(digits)) return { places: this.#places.subarray(0, 0), exact: 0 }
    const least = keyOf(digits, '0', digits.length)
    const from = this.#before(least)
    const to = this.#before(keyOf(digits, '9', LENGTHS - 1) + 1)
    return { places: this.#places.subarray(from, to), exact: this.#before(least + 1) - from }
  }

  #before(key: number): number {
    return lowerBound(this.#keys.length, (at) => (this.#keys[at] ?? 0) < key)
  }
}

function keyOf(digits: string, filler: string, length: number): number {
  return Number(digits.padEnd(DIGITS_MAX, filler)) * LENGTHS + length
}
