/*
 * Search as typed. Every typed word must begin a word of the name, the number or a barcode of the item.
 *
 * Words, numbers and barcodes are kept sorted, so all that begins alike is one stretch of a list, and a search
 * is a few binary searches and a walk over those stretches (`common-words.ts`, `rare-words.ts`,
 * `sorted-skus.ts`, `sorted-codes.ts`). What it finds is complete: the best are the best of the whole catalog,
 * those with the most whole words first, then in the catalog's own order.
 */
import { BestPlaces } from './best-places'
import { CommonWords, type WordRange } from './common-words'
import type { ItemStore } from './item-store'
import { RareWords } from './rare-words'
import type { Sliced } from './slices'
import { isCodeNumber, SortedCodes } from './sorted-codes'
import { SortedSkus } from './sorted-skus'
import { placeOf, type Stretch } from './stretch'
import { plainOf, wordsOf } from './words'

/** Typed words that count; more do not make a search finer. */
const WORDS_MAX = 8

/** What one typed word finds. */
type Finds = {
  readonly size: number
  readonly common: WordRange
  readonly lists: readonly Stretch[]
}

/** Finds the places of items by what the cashier types. */
export class SearchIndex {
  readonly #store: ItemStore
  readonly #skus: SortedSkus
  readonly #codes: SortedCodes
  readonly #common = new CommonWords()
  readonly #rare: RareWords
  /** How many typed words an item fits so far, and which of them whole; for one search. */
  #marks = new Uint8Array(0)
  #whole = new Uint8Array(0)

  /** @param store  has the items, all of them once `build` is called */
  constructor(store: ItemStore) {
    this.#store = store
    this.#skus = new SortedSkus(store)
    this.#codes = new SortedCodes(store)
    this.#rare = new RareWords((place) => {
      const { codes, own } = store.parts(place)
      return rareWords(codes, own)
    })
  }

  /** Takes the item that the store has just taken. It is found once the index is built. */
  add(place: number): void {
    const { codes, own } = this.#store.parts(place)
    codes.forEach((code, part) => this.#codes.add(code, place, part))
    this.#rare.add(place, rareWords(codes, own))
  }

  /** Makes every item of the store findable. */
  *build(): Sliced<void> {
    const store = this.#store
    yield* this.#skus.build()
    yield* this.#codes.build()
    yield* this.#rare.build()
    yield* this.#common.take(store.book)
    yield* this.#common.layOut(store.size, (place) => store.known(place))
    this.#marks = new Uint8Array(store.size)
    this.#whole = new Uint8Array(store.size)
  }

  /** The place of an item's number; null when there is none. */
  placeOf(sku: string): number | null {
    return this.#skus.place(sku)
  }

  /** Places of the best finds, at most so many. */
  find(text: string, most: number): readonly number[] {
    const typed = this.#typed(text).slice(0, WORDS_MAX)
    const all = typed.map((word) => this.#finds(word)).sort((a, b) => a.size - b.size)
    const best = new BestPlaces(most)
    this.#marks.fill(0)
    this.#whole.fill(0)
    all.forEach((finds, at) => {
      const take = at === all.length - 1 ? best : null
      // Those that fit whole come first, so that an item's rank is known when it is met.
      this.#each(finds, 'whole', (entries, parts) => {
        this.#markWhole(entries, parts, at)
        this.#mark(entries, parts, at, take)
      })
      this.#each(finds, 'begun', (entries, parts) => {
        this.#mark(entries, parts, at, take)
      })
    })
    return best.places()
  }

  /** A typed number with hyphens stays whole where an item has it; else its parts are words of a name. */
  #typed(text: string): readonly string[] {
    return plainOf(text)
      .split(/\s+/)
      .flatMap((piece) => {
        const isSku = piece !== '' && this.#skus.beginning(piece).entries.length > 0
        return isSku ? [piece] : wordsOf(piece)
      })
  }

  #finds(word: string): Finds {
    const common = this.#common.beginning(word)
    const lists = [this.#rare, this.#skus, this.#codes].map((sorted) => sorted.beginning(word))
    const size = lists.reduce(
      (all, { entries }) => all + entries.length,
      this.#common.count(common),
    )
    return { size, common, lists }
  }

  #each({ common, lists }: Finds, which: 'whole' | 'begun', take: Take): void {
    const { from, to, isFirstWhole } = common
    const middle = isFirstWhole ? from + 1 : from
    const takePlaces = (places: Uint32Array) => {
      take(places, 1)
    }
    if (which === 'whole') this.#common.each(from, middle, takePlaces)
    else this.#common.each(middle, to, takePlaces)
    for (const { entries, exact, parts } of lists) {
      take(which === 'whole' ? entries.subarray(0, exact) : entries.subarray(exact), parts)
    }
  }

  #markWhole(entries: Uint32Array, parts: Stretch['parts'], at: number): void {
    for (let index = 0; index < entries.length; index += 1) {
      const place = Math.floor((entries[index] ?? 0) / parts)
      this.#whole[place] = (this.#whole[place] ?? 0) | (1 << at)
    }
  }

  /** Lifts the mark of every item that fits this word and all before it; those that fit the last are finds. */
  #mark(entries: Uint32Array, parts: Stretch['parts'], at: number, best: BestPlaces | null): void {
    const marks = this.#marks
    for (let index = 0; index < entries.length; index += 1) {
      const entry = entries[index] ?? 0
      const place = parts === 1 ? entry : placeOf(entry)
      if (marks[place] !== at) continue
      marks[place] = at + 1
      if (best) best.offer(at + 1 - bits(this.#whole[place] ?? 0), place)
    }
  }
}

type Take = (entries: Uint32Array, parts: Stretch['parts']) => void

/** The words an item is found by that are not in the book: of its name, and codes that are no number. */
function rareWords(codes: readonly string[], own: readonly string[]): readonly string[] {
  const texts = codes.filter((code) => !isCodeNumber(code)).map(plainOf)
  return [...own.flatMap(wordsOf), ...texts]
}

function bits(number: number): number {
  let count = 0
  for (let rest = number; rest !== 0; rest &= rest - 1) count += 1
  return count
}
