/*
 * The words that are in few names: running numbers, model numbers, codes with letters. Each is an entry of four
 * bytes, in the order of the words; the words themselves are needed for sorting alone. A search reads the few it
 * looks at from their items.
 */
import { GrowingBytes, GrowingList, placeIn } from './growing'
import { lowerBound } from './lower-bound'
import { sortedOrder, steps, type Sliced } from './slices'
import { ENTRY_PARTS, entryOf, partOf, placeOf, type Stretch } from './stretch'

/** Finds places by words that are not in the word book. */
export class RareWords {
  readonly #wordsAt: (place: number) => readonly string[]
  readonly #starts = new GrowingList((length) => new Uint32Array(length))
  readonly #unsorted = new GrowingList((length) => new Uint32Array(length))
  /** Each word as the count of its bytes, low byte first, and these. */
  readonly #texts = new GrowingBytes()
  #entries: Uint32Array = new Uint32Array(0)

  /** @param wordsAt  the rare words of the item at a place, always in one order */
  constructor(wordsAt: (place: number) => readonly string[]) {
    this.#wordsAt = wordsAt
  }

  /** Takes the rare words of the item at a place. */
  add(place: number, words: readonly string[]): void {
    words.slice(0, ENTRY_PARTS).forEach((word, part) => {
      const text = Buffer.from(`..${word}`)
      text.writeUInt16LE(text.length - 2)
      this.#starts.push(this.#texts.push(text))
      this.#unsorted.push(entryOf(place, part))
    })
  }

  /** Makes every word that was added findable. */
  *build(): Sliced<void> {
    const count = this.#starts.length
    const order = yield* sortedOrder(count, (a, b) => this.#compare(a, b) || a - b)
    yield* steps(count, (at) => {
      order[at] = this.#unsorted.at(order[at] ?? 0)
    })
    this.#entries = order
    this.#starts.clear()
    this.#unsorted.clear()
    this.#texts.clear()
  }

  /** The words that begin so. */
  beginning(text: string): Stretch {
    const bytes = Buffer.from(text)
    const from = this.#before((word) => Buffer.compare(word, bytes) < 0)
    const most = (word: Buffer) => word.subarray(0, bytes.length)
    const to = this.#before((word) => Buffer.compare(most(word), bytes) <= 0)
    const exact = this.#before((word) => Buffer.compare(word, bytes) <= 0) - from
    return { entries: this.#entries.subarray(from, to), exact, parts: ENTRY_PARTS }
  }

  #before(isBefore: (word: Buffer) => boolean): number {
    return lowerBound(this.#entries.length, (at) => {
      const entry = this.#entries[at] ?? 0
      return isBefore(Buffer.from(this.#wordsAt(placeOf(entry))[partOf(entry)] ?? ''))
    })
  }

  #compare(one: number, other: number): number {
    const a = this.#starts.at(one)
    const b = this.#starts.at(other)
    const aBytes = this.#texts.block(a)
    const bBytes = this.#texts.block(b)
    const aLength = aBytes.readUInt16LE(placeIn(a))
    const bLength = bBytes.readUInt16LE(placeIn(b))
    const length = Math.min(aLength, bLength)
    for (let at = 2; at < length + 2; at += 1) {
      const difference = (aBytes[placeIn(a) + at] ?? 0) - (bBytes[placeIn(b) + at] ?? 0)
      if (difference !== 0) return difference
    }
    return aLength - bLength
  }
}
