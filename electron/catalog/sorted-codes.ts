/*
 * Barcodes by how they begin. A code of up to 14 digits becomes one number: its digits filled up with zeros
 * behind to 14, and its length in the last four bits. So all codes that begin alike lie side by side. The
 * numbers are needed for sorting alone; a search reads the few codes it looks at from their items.
 */
import { GrowingList } from './growing'
import type { ItemStore } from './item-store'
import { lowerBound } from './lower-bound'
import { sortedOrder, steps, type Sliced } from './slices'
import { ENTRY_PARTS, entryOf, partOf, placeOf, type Stretch } from './stretch'

const DIGITS_MAX = 14
const LENGTHS = 16
const DIGITS = /^\d{1,14}$/

/** Finds places by the first digits of a barcode. */
export class SortedCodes {
  readonly #store: ItemStore
  readonly #keys = new GrowingList((length) => new Float64Array(length))
  readonly #unsorted = new GrowingList((length) => new Uint32Array(length))
  #entries: Uint32Array = new Uint32Array(0)

  /** @param store  has the codes */
  constructor(store: ItemStore) {
    this.#store = store
  }

  /**
   * Takes a barcode, if it is up to 14 digits.
   * @param part  how many of its item come before it
   */
  add(code: string, place: number, part: number): void {
    if (!isCodeNumber(code) || part >= ENTRY_PARTS) return
    this.#keys.push(keyOf(code, '0', code.length))
    this.#unsorted.push(entryOf(place, part))
  }

  /** Makes every code that was added findable. */
  *build(): Sliced<void> {
    const keys = this.#keys
    const order = yield* sortedOrder(keys.length, (a, b) => keys.at(a) - keys.at(b) || a - b)
    yield* steps(order.length, (at) => {
      order[at] = this.#unsorted.at(order[at] ?? 0)
    })
    this.#entries = order
    this.#keys.clear()
    this.#unsorted.clear()
  }

  /** The codes that begin with these digits. */
  beginning(digits: string): Stretch {
    const parts = ENTRY_PARTS
    if (!isCodeNumber(digits)) return { entries: this.#entries.subarray(0, 0), exact: 0, parts }
    const least = keyOf(digits, '0', digits.length)
    const from = this.#before(least)
    const to = this.#before(keyOf(digits, '9', LENGTHS - 1) + 1)
    const exact = this.#before(least + 1) - from
    return { entries: this.#entries.subarray(from, to), exact, parts }
  }

  #before(key: number): number {
    return lowerBound(this.#entries.length, (at) => {
      const entry = this.#entries[at] ?? 0
      const code = this.#store.codes(placeOf(entry))[partOf(entry)] ?? ''
      return keyOf(code, '0', code.length) < key
    })
  }
}

/** Whether a code is found by its first digits: up to 14 of them and nothing else. */
export function isCodeNumber(code: string): boolean {
  return DIGITS.test(code)
}

function keyOf(digits: string, filler: string, length: number): number {
  return Number(digits.padEnd(DIGITS_MAX, filler)) * LENGTHS + length
}
