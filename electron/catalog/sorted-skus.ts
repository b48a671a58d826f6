import { lowerBound } from './lower-bound'
import { compareTexts, sortedOrder, steps, type Sliced } from './slices'

/** Finds places by the whole number of an item or by how it begins; capitals and small letters are one. */
export class SortedSkus {
  readonly #skuAt: (place: number) => string
  #places: Uint32Array = new Uint32Array(0)

  /** @param skuAt  the number of the item at a place */
  constructor(skuAt: (place: number) => string) {
    this.#skuAt = skuAt
  }

  /** Sorts the places by these numbers, which are not kept. */
  *build(skus: readonly string[]): Sliced<void> {
    const keys: string[] = []
    yield* steps(skus.length, (place) => keys.push((skus[place] ?? '').toLowerCase()))
    this.#places = yield* sortedOrder(keys.length, (a, b) => compareTexts(keys, a, b) || a - b)
  }

  /** The place of an item's number, written exactly so; null when there is none. */
  place(sku: string): number | null {
    const { places, exact } = this.beginning(sku)
    return places.subarray(0, exact).find((place) => this.#skuAt(place) === sku) ?? null
  }

  /** Places of numbers that begin so, and how many of the first are exactly this. */
  beginning(text: string): { readonly places: Uint32Array; readonly exact: number } {
    const from = this.#before(text.toLowerCase())
    const to = this.#before(`${text.toLowerCase()}\uffff`)
    const places = this.#places.subarray(from, to)
    const exact = lowerBound(places.length, (at) => {
      return this.#skuAt(places[at] ?? 0).length <= text.length
    })
    return { places, exact }
  }

  #before(key: string): number {
    return lowerBound(this.#places.length, (at) => {
      return this.#skuAt(this.#places[at] ?? 0).toLowerCase() < key
    })
  }
}
