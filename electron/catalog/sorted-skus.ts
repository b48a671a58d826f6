import type { ItemStore } from './item-store'
import { lowerBound } from './lower-bound'
import { sortedOrder, type Sliced } from './slices'
import type { Stretch } from './stretch'

/** Finds places by the whole number of an item or by how it begins; capitals and small letters are one. */
export class SortedSkus {
  readonly #store: ItemStore
  #places: Uint32Array = new Uint32Array(0)

  /** @param store  has the numbers */
  constructor(store: ItemStore) {
    this.#store = store
  }

  /** Sorts the places of all items. */
  *build(): Sliced<void> {
    const store = this.#store
    this.#places = yield* sortedOrder(store.size, (a, b) => store.compareSkus(a, b) || a - b)
  }

  /** The place of an item's number, written exactly so; null when there is none. */
  place(sku: string): number | null {
    const { entries, exact } = this.beginning(sku)
    return entries.subarray(0, exact).find((place) => this.#store.sku(place) === sku) ?? null
  }

  /** Places of numbers that begin so, and how many of the first are exactly this. */
  beginning(text: string): Stretch {
    const from = this.#before(text.toLowerCase())
    const to = this.#before(`${text.toLowerCase()}\uffff`)
    const entries = this.#places.subarray(from, to)
    const exact = lowerBound(entries.length, (at) => {
      return this.#store.sku(entries[at] ?? 0).length <= text.length
    })
    return { entries, exact, parts: 1 }
  }

  #before(key: string): number {
    return lowerBound(this.#places.length, (at) => {
      return this.#store.sku(this.#places[at] ?? 0).toLowerCase() < key
    })
  }
}
