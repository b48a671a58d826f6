import type { CatalogItem } from '../../shared/catalog'

/**
 * Finds items as their names are typed: every typed word must begin a word of the item. Words are kept
 * sorted, so a search costs a few binary searches, whatever the size of the catalog.
 */
export class SearchIndex {
  readonly #items: readonly CatalogItem[]
  readonly #words: readonly string[]
  readonly #itemsOfWord: readonly Uint32Array[]

  /** @param items  in the order in which equal finds are listed */
  constructor(items: readonly CatalogItem[]) {
    this.#items = items
    const byWord = new Map<string, number[]>()
    items.forEach((item, index) => {
      for (const word of new Set(wordsOf(item))) {
        const list = byWord.get(word)
        if (list) list.push(index)
        else byWord.set(word, [index])
      }
    })
    this.#words = [...byWord.keys()].sort()
    this.#itemsOfWord = this.#words.map((word) => Uint32Array.from(byWord.get(word) ?? []))
  }

  /** The best finds, at most so many: whole words before beginnings, then the catalog's own order. */
  find(text: string, most: number): readonly CatalogItem[] {
    const typed = split(text)
    if (typed.length === 0) return []
    const ranges = typed.map((word) => this.#range(word)).sort((a, b) => size(a) - size(b))
    const [rarest, ...others] = ranges
    if (!rarest) return []
    const found: { readonly index: number; readonly rank: number }[] = []
    const seen = new Set<number>()
    for (const { index, exact } of this.#indices(rarest)) {
      if (seen.has(index)) continue
      seen.add(index)
      if (!others.every((range) => this.#has(index, range.prefix))) continue
      found.push({ index, rank: exact ? 0 : 1 })
      if (found.length >= CANDIDATES_MAX) break
    }
    found.sort((a, b) => a.rank - b.rank || a.index - b.index)
    return found.slice(0, most).flatMap(({ index }) => this.#items[index] ?? [])
  }

  *#indices(range: Range): Iterable<{ readonly index: number; readonly exact: boolean }> {
    for (let at = range.from; at < range.to; at += 1) {
      const exact = this.#words[at] === range.prefix
      for (const index of this.#itemsOfWord[at] ?? []) yield { index, exact }
    }
  }

  #has(index: number, prefix: string): boolean {
    const item = this.#items[index]
    return item !== undefined && wordsOf(item).some((word) => word.startsWith(prefix))
  }

  #range(prefix: string): Range {
    return {
      prefix,
      from: lowerBound(this.#words, prefix),
      to: lowerBound(this.#words, `${prefix}\uffff`),
    }
  }
}

/** Items looked at before the best are taken. */
const CANDIDATES_MAX = 400

type Range = { readonly prefix: string; readonly from: number; readonly to: number }

function size(range: Range): number {
  return range.to - range.from
}

function wordsOf(item: CatalogItem): readonly string[] {
  return [...split(item.name), item.sku.toLowerCase(), ...item.barcodes]
}

function split(text: string): readonly string[] {
  const plain = text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '')
  return plain.split(/[^\p{L}\p{N}.-]+/u).filter((word) => word !== '')
}

function lowerBound(words: readonly string[], wanted: string): number {
  let low = 0
  let high = words.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((words[middle] ?? '') < wanted) low = middle + 1
    else high = middle
  }
  return low
}
