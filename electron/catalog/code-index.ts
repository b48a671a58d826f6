/*
 * From a code to the places of its items: a table of hashes with open addressing in flat memory. The codes
 * themselves are not kept; whoever asks compares the item found with the code asked for.
 */
import { GrowingList } from './growing'
import { steps, type Sliced } from './slices'

/** Finds the places of items by code. Several items may share one. */
export class CodeIndex {
  readonly #hashes = new GrowingList((length) => new Uint32Array(length))
  readonly #places = new GrowingList((length) => new Uint32Array(length))
  /** Number of an entry plus one; 0 is an empty slot. Always a power of two, at most half full. */
  #slots = new Uint32Array(2)

  /** Takes a code of the item at a place. It is found once the index is built. */
  add(code: string, place: number): void {
    this.#hashes.push(hashOf(code))
    this.#places.push(place)
  }

  /** Makes every code that was added findable. */
  *build(): Sliced<void> {
    const count = this.#hashes.length
    this.#hashes.trim()
    this.#places.trim()
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(1, count) * 2)))
    const mask = this.#slots.length - 1
    yield* steps(count, (entry) => {
      let slot = this.#hashes.at(entry) & mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
      this.#slots[slot] = entry + 1
    })
  }

  /** Places whose code may be this one, in the order in which they were added. */
  places(code: string): readonly number[] {
    const hash = hashOf(code)
    const mask = this.#slots.length - 1
    const found: number[] = []
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = (this.#slots[slot] ?? 0) - 1
      if (entry < 0) return found
      if (this.#hashes.at(entry) === hash) found.push(this.#places.at(entry))
    }
  }
}

/** FNV-1a over the characters, 32 bits, with a last stir so that neighbouring numbers lie apart. */
function hashOf(code: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < code.length; at += 1) {
    hash = Math.imul(hash ^ code.charCodeAt(at), 0x01000193)
  }
  return (hash ^ (hash >>> 15)) >>> 0
}
