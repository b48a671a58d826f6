/*
 * Search as typed. Every typed word must begin a word of the name, the number or a barcode of the item.
 *
 * The words of all names are kept sorted, and behind them, word after word, the places of their items in
 * one flat list; so all items of all words with one beginning are one stretch of that list, and a search is
 * a few binary searches and a walk over those stretches. What it finds is complete: the best are the best
 * of the whole catalog, those with the most whole words first, then in the catalog's own order.
 */
import type { CatalogItem } from '../../shared/catalog'
import { BestPlaces } from './best-places'
import { GrowingList } from './growing'
import { lowerBound } from './lower-bound'
import { compareTexts, sortedOrder, steps, type Sliced } from './slices'
import { SortedCodes } from './sorted-codes'
import { SortedSkus } from './sorted-skus'
import { plainOf, wordsOf } from './words'

/** Typed words that count; more do not make a search finer. */
const WORDS_MAX = 8

/** Places that fit a typed word; the first so many of them fit it whole. */
type Stretch = { readonly places: Uint32Array; readonly exact: number }

/** Finds the places of items by what the cashier types. */
export class SearchIndex {
  readonly #skus: SortedSkus
  readonly #codes = new SortedCodes()
  readonly #wordNumbers = new Map<string, number>()
  #pairWords = new GrowingList((length) => new Uint32Array(length))
  #pairPlaces = new GrowingList((length) => new Uint32Array(length))
  #skuTexts: string[] = []
  #words: readonly string[] = []
  /** Where the places of each word begin; one more at the end. */
  #begins = new Uint32Array(1)
  #places = new Uint32Array(0)
  #marks = new Uint32Array(0)
  #whole = new Uint8Array(0)
  #mark = 0

  /** @param skuAt  the number of the item at a place */
  constructor(skuAt: (place: number) => string) {
    this.#skus = new SortedSkus(skuAt)
  }

  /** Takes the item of the next place. It is found once the index is built. */
  add(item: CatalogItem): void {
    const place = this.#skuTexts.length
    this.#skuTexts.push(item.sku)
    const words = new Set(wordsOf(item.name))
    for (const code of item.barcodes) {
      if (!this.#codes.add(code, place)) words.add(plainOf(code))
    }
    for (const word of words) {
      this.#pairWords.push(this.#numberOf(word))
      this.#pairPlaces.push(place)
    }
  }

  /** Makes every item that was added findable. */
  *build(): Sliced<void> {
    const count = this.#skuTexts.length
    this.#marks = new Uint32Array(count)
    this.#whole = new Uint8Array(count)
    yield* this.#skus.build(this.#skuTexts)
    this.#skuTexts = []
    yield* this.#codes.build()
    const words = [...this.#wordNumbers.keys()]
    this.#wordNumbers.clear()
    yield
    const order = yield* sortedOrder(words.length, (a, b) => compareTexts(words, a, b))
    this.#words = Array.from(order, (number) => words[number] ?? '')
    yield* this.#layOut(order)
    this.#pairWords = new GrowingList((length) => new Uint32Array(length))
    this.#pairPlaces = new GrowingList((length) => new Uint32Array(length))
  }

  /** The place of an item's number; null when there is none. */
  placeOf(sku: string): number | null {
    return this.#skus.place(sku)
  }

  /** Places of the best finds, at most so many. */
  find(text: string, most: number): readonly number[] {
    const typed = this.#typed(text).slice(0, WORDS_MAX)
    const groups = typed.map((word) => this.#stretches(word)).sort((a, b) => size(a) - size(b))
    const last = groups.length - 1
    const best = new BestPlaces(most)
    this.#freshMarks()
    groups.forEach((group, at) => {
      this.#markAll(group, at)
      if (at === last) this.#collect(group, groups.length, best)
    })
    return best.places()
  }

  /** Counting sort of the pairs by word: places of a word stay in the catalog's order. */
  *#layOut(wordsInOrder: Uint32Array): Sliced<void> {
    const orderOf = new Uint32Array(this.#words.length)
    yield* steps(this.#words.length, (order) => {
      orderOf[wordsInOrder[order] ?? 0] = order
    })
    const begins = new Uint32Array(this.#words.length + 1)
    yield* steps(this.#pairWords.length, (pair) => {
      const order = orderOf[this.#pairWords.at(pair)] ?? 0
      begins[order + 1] = (begins[order + 1] ?? 0) + 1
    })
    yield* steps(this.#words.length, (order) => {
      begins[order + 1] = (begins[order + 1] ?? 0) + (begins[order] ?? 0)
    })
    const next = begins.slice()
    const places = new Uint32Array(this.#pairWords.length)
    yield* steps(this.#pairWords.length, (pair) => {
      const order = orderOf[this.#pairWords.at(pair)] ?? 0
      places[next[order] ?? 0] = this.#pairPlaces.at(pair)
      next[order] = (next[order] ?? 0) + 1
    })
    this.#begins = begins
    this.#places = places
  }

  /** A typed number with hyphens stays whole where an item has it; else its parts are words of a name. */
  #typed(text: string): readonly string[] {
    return plainOf(text)
      .split(/\s+/)
      .flatMap((piece) => {
        const isSku = piece !== '' && this.#skus.beginning(piece).places.length > 0
        return isSku ? [piece] : wordsOf(piece)
      })
  }

  #stretches(word: string): readonly Stretch[] {
    const from = lowerBound(this.#words.length, (at) => (this.#words[at] ?? '') < word)
    const to = lowerBound(this.#words.length, (at) => (this.#words[at] ?? '') < `${word}\uffff`)
    const places = this.#places.subarray(this.#begins[from] ?? 0, this.#begins[to] ?? 0)
    const isWhole = this.#words[from] === word
    const exact = isWhole ? (this.#begins[from + 1] ?? 0) - (this.#begins[from] ?? 0) : 0
    return [{ places, exact }, this.#skus.beginning(word), this.#codes.beginning(word)]
  }

  /** Every mark of an earlier search is below the new first one. */
  #freshMarks(): void {
    this.#mark += WORDS_MAX + 2
    if (this.#mark < 0xffff_0000) return
    this.#marks.fill(0)
    this.#mark = WORDS_MAX + 2
  }

  /** Lifts the mark of every item that fits this word and all before it. */
  #markAll(group: readonly Stretch[], at: number): void {
    const before = this.#mark + at
    for (const { places, exact } of group) {
      for (let index = 0; index < places.length; index += 1) {
        const place = places[index] ?? 0
        const mark = this.#marks[place] ?? 0
        if (at === 0 && mark < before) this.#whole[place] = 0
        if ((at === 0 && mark < before) || mark === before) this.#marks[place] = before + 1
        if (index < exact) this.#whole[place] = (this.#whole[place] ?? 0) | (1 << at)
      }
    }
  }

  #collect(group: readonly Stretch[], words: number, best: BestPlaces): void {
    const wanted = this.#mark + words
    for (const { places } of group) {
      for (let index = 0; index < places.length; index += 1) {
        const place = places[index] ?? 0
        if (this.#marks[place] !== wanted) continue
        this.#marks[place] = wanted + 1
        best.offer(words - bits(this.#whole[place] ?? 0), place)
      }
    }
  }

  #numberOf(word: string): number {
    const known = this.#wordNumbers.get(word)
    if (known !== undefined) return known
    this.#wordNumbers.set(word, this.#wordNumbers.size)
    return this.#wordNumbers.size - 1
  }
}

function size(group: readonly Stretch[]): number {
  return group.reduce((all, { places }) => all + places.length, 0)
}

function bits(number: number): number {
  let count = 0
  for (let rest = number; rest !== 0; rest &= rest - 1) count += 1
  return count
}
