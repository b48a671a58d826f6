/*
 * From a code to the places of its items: the places in the order of the hash of their codes, and where each
 * stretch of hashes begins. The codes themselves are not kept; whoever asks compares the item found with the
 * code asked for.
 */
import { GrowingList } from './growing'
import { steps, type Sliced } from './slices'
import { hashOf } from './word-book'

/** Finds the places of items by code. Several items may share one. */
export class CodeIndex {
  readonly #hashes = new GrowingList((length) => new Uint32Array(length))
  readonly #unsorted = new GrowingList((length) => new Uint32Array(length))
  /** Where the places of a stretch begin; one more at the end. A power of two of stretches. */
  #begins = new Uint32Array(2)
  #places = new Uint32Array(0)

  /** Takes a code of the item at a place. It is found once the index is built. */
  add(code: string, place: number): void {
    this.#hashes.push(hashOf(code))
    this.#unsorted.push(place)
  }

  /** Makes every code that was added findable. */
  *build(): Sliced<void> {
    const count = this.#hashes.length
    const stretches = 2 ** Math.floor(Math.log2(Math.max(1, count)))
    const begins = new Uint32Array(stretches + 1)
    const places = new Uint32Array(count)
    yield* steps(count, (entry) => {
      const stretch = this.#hashes.at(entry) % stretches
      begins[stretch] = (begins[stretch] ?? 0) + 1
    })
    // From the counts to the ends; filling from behind makes beginnings of them.
    yield* steps(stretches, (stretch) => {
      begins[stretch + 1] = (begins[stretch + 1] ?? 0) + (begins[stretch] ?? 0)
    })
    yield* steps(count, (index) => {
      const entry = count - 1 - index
      const stretch = this.#hashes.at(entry) % stretches
      const at = (begins[stretch] ?? 0) - 1
      begins[stretch] = at
      places[at] = this.#unsorted.at(entry)
    })
    this.#begins = begins
    this.#places = places
    this.#hashes.clear()
    this.#unsorted.clear()
  }

  /** Places of which a code may be this one, in the order in which they were added, each once. */
  places(code: string): readonly number[] {
    const stretch = hashOf(code) % (this.#begins.length - 1)
    const found = this.#places.subarray(this.#begins[stretch] ?? 0, this.#begins[stretch + 1] ?? 0)
    return Array.from(found).filter((place, at) => place !== found[at - 1])
  }
}
