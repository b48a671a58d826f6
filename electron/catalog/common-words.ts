/*
 * The words of the word book as they are searched by, sorted, and for each the places of its items: the first
 * place and the distances from one to the next, seven bits a byte, the low ones first, the eighth bit set in all
 * bytes of a distance but the last. Of a word in every tenth name an item costs one byte.
 */
import { lowerBound } from './lower-bound'
import { compareTexts, sortedOrder, steps, type Sliced } from './slices'
import type { WordBook } from './word-book'
import { wordsOf } from './words'

/** Some of the sorted words: those that begin alike. */
export type WordRange = {
  readonly from: number
  readonly to: number
  readonly isFirstWhole: boolean
}

/** The words of the book that an item has, each once. */
type KnownAt = (place: number) => readonly number[]

/** Places decoded at once. */
const AT_ONCE = 4096

/** Finds places by the words many names are made of. */
export class CommonWords {
  #words: readonly string[] = []
  /** For each word of the book the words it is searched by. */
  #forms: readonly (readonly number[])[] = []
  /** Where the places of each word begin, and how many come before; one more at the end. */
  #begins = new Uint32Array(1)
  #counts = new Uint32Array(1)
  #bytes = new Uint8Array(0)
  readonly #some = new Uint32Array(AT_ONCE)

  /** The words that begin so. */
  beginning(text: string): WordRange {
    const from = lowerBound(this.#words.length, (at) => (this.#words[at] ?? '') < text)
    const to = lowerBound(this.#words.length, (at) => (this.#words[at] ?? '') < `${text}\uffff`)
    return { from, to, isFirstWhole: this.#words[from] === text }
  }

  /** How many places these words have. */
  count({ from, to }: WordRange): number {
    return (this.#counts[to] ?? 0) - (this.#counts[from] ?? 0)
  }

  /** Hands over the places of a few words, some thousands at once. What is handed over is written over next. */
  each(from: number, to: number, take: (places: Uint32Array) => void): void {
    let filled = 0
    for (let word = from; word < to; word += 1) {
      const end = this.#begins[word + 1] ?? 0
      let place = -1
      for (let at = this.#begins[word] ?? 0; at < end; at += 1) {
        let byte = this.#bytes[at] ?? 0
        let distance = byte & 127
        for (let bits = 7; byte > 127; bits += 7) {
          at += 1
          byte = this.#bytes[at] ?? 0
          distance |= (byte & 127) << bits
        }
        place += distance
        this.#some[filled] = place
        filled += 1
        if (filled < AT_ONCE) continue
        take(this.#some)
        filled = 0
      }
    }
    if (filled > 0) take(this.#some.subarray(0, filled))
  }

  /** Takes the words of the book, which is complete. */
  *take(book: WordBook): Sliced<void> {
    const numbers = new Map<string, number>()
    const forms: number[][] = []
    yield* steps(book.size, (word) => {
      const own = [...new Set(wordsOf(book.word(word)))]
      for (const form of own) if (!numbers.has(form)) numbers.set(form, numbers.size)
      forms.push(own.map((form) => numbers.get(form) ?? 0))
    })
    const words = [...numbers.keys()]
    const order = yield* sortedOrder(words.length, (a, b) => compareTexts(words, a, b))
    const places = new Uint32Array(order.length)
    order.forEach((number, at) => {
      places[number] = at
    })
    this.#words = Array.from(order, (number) => words[number] ?? '')
    this.#forms = forms.map((some) => some.map((number) => places[number] ?? 0))
  }

  /** Lays the places of all items out: once to know how much room each word needs, once to fill it. */
  *layOut(items: number, knownAt: KnownAt): Sliced<void> {
    const words = this.#words.length
    const begins = new Uint32Array(words + 1)
    const counts = new Uint32Array(words + 1)
    yield* this.#distances(items, knownAt, (word, distance) => {
      begins[word + 1] = (begins[word + 1] ?? 0) + bytesFor(distance)
      counts[word + 1] = (counts[word + 1] ?? 0) + 1
    })
    for (let word = 0; word < words; word += 1) {
      begins[word + 1] = (begins[word + 1] ?? 0) + (begins[word] ?? 0)
      counts[word + 1] = (counts[word + 1] ?? 0) + (counts[word] ?? 0)
    }
    const bytes = new Uint8Array(begins[words] ?? 0)
    const next = begins.slice()
    yield* this.#distances(items, knownAt, (word, distance) => {
      let at = next[word] ?? 0
      let rest = distance
      for (; rest > 127; rest >>>= 7) {
        bytes[at] = (rest & 127) | 128
        at += 1
      }
      bytes[at] = rest
      next[word] = at + 1
    })
    this.#begins = begins
    this.#counts = counts
    this.#bytes = bytes
    this.#forms = []
  }

  /** Goes through all items and says for each of its words how far the item before with that word is. */
  *#distances(
    items: number,
    knownAt: KnownAt,
    take: (word: number, distance: number) => void,
  ): Sliced<void> {
    const lasts = new Int32Array(this.#words.length).fill(-1)
    yield* steps(items, (place) => {
      for (const known of knownAt(place)) {
        for (const word of this.#forms[known] ?? []) {
          const last = lasts[word] ?? -1
          if (last === place) continue
          take(word, place - last)
          lasts[word] = place
        }
      }
    })
  }
}

function bytesFor(distance: number): number {
  return distance < 128 ? 1 : distance < 16_384 ? 2 : distance < 2_097_152 ? 3 : 4
}
