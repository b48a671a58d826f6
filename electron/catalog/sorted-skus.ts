import { lowerBound } from './lower-bound'
import { sorted, type Sliced } from './slices'

/** Finds places by the whole number of an item or by how it begins; capitals and small letters are one. */
export class SortedSkus {
  readonly #skuAt: (place: number) => string
  #places = new Uint32Array(0)

  /** @param skuAt  the number of the item at a place */
  constructor(skuAt: (place: number) => string) {
    this.#skuAt = skuAt
  }

  /** Sorts the places; `skus` is let go of afterwards. */
  *build(skus: readonly string[]): Sliced<void> {
    const entries = skus.map((sku, place) => ({ key: sku.toLowerCase(), place }))
    yield
    const inOrder = yield* sorted(entries, (a, b) =>
      a.key === b.key ? a.place - b.place : a.key < b.key ? -1 : 1,
    )
    this.#places = Uint32Array.from(inOrder, ({ place }) => place)
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
