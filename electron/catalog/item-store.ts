/*
 * Every item of the catalog as a short row of bytes, in blocks outside the JavaScript heap; an item is made
 * when somebody asks for it. A million items cost about 40 MB. A row, in the writing of `row-bytes.ts`:
 *
 *   kind      number of its tax rate, unit, quick key and category in the list of kinds
 *   price     0 for an open price, else minor units and one more
 *   sku       text
 *   barcodes  how many, then each code
 *   name      how many words, then each: its number in the word book and one more; or 0 and the word as a code
 */
import { assert } from '../../shared/assert'
import type { CatalogItem } from '../../shared/catalog'
import { money } from '../../shared/money'
import { GrowingBytes, GrowingList, placeIn } from './growing'
import { RowReader, RowWriter } from './row-bytes'
import { WordBook } from './word-book'

const UNITS = ['each', 'lb', 'kg'] as const
const RATE_MAX = 1_000_000

/** What many items have in common. */
type Kind = Pick<CatalogItem, 'taxRate' | 'unit' | 'quick' | 'category'>

/** The items, by their place in the file. */
export class ItemStore {
  readonly book = new WordBook()
  readonly #rows = new GrowingBytes()
  readonly #unclosed = new GrowingList((length) => new Uint32Array(length))
  /** Where the rows begin, once the last one is in. */
  #starts = new Uint32Array(0)
  readonly #writer = new RowWriter()
  readonly #kinds: Kind[] = []
  readonly #kindNumbers = new Map<number, number>()
  readonly #categories: string[] = []
  readonly #categoryNumbers = new Map<string, number>()

  get size(): number {
    return this.#unclosed.length || this.#starts.length
  }

  /** Every category, in the order of its first item. */
  get categories(): readonly string[] {
    return this.#categories
  }

  /** Takes an item. Answers its place. */
  add(item: CatalogItem): number {
    const writer = this.#writer
    assert(/^[!-~]{1,127}$/.test(item.sku), `An item's number is plain letters: ${item.sku}`)
    assert(item.price === null || item.price >= 0, `A price below zero: ${item.sku}`)
    writer.begin()
    writer.number(this.#kindNumber(item))
    writer.number(item.price === null ? 0 : item.price + 1)
    writer.text(item.sku)
    writer.number(item.barcodes.length)
    for (const code of item.barcodes) writer.code(code)
    const words = item.name.split(' ')
    writer.number(words.length)
    for (const word of words) {
      const known = this.book.take(word)
      writer.number(known === null ? 0 : known + 1)
      if (known === null) writer.code(word)
    }
    this.#unclosed.push(this.#rows.push(writer.row))
    return this.size - 1
  }

  /** Forgets what only adding needs: the last item is in. */
  close(): void {
    this.#starts = this.#unclosed.whole()
    this.#unclosed.clear()
    this.book.close()
    this.#kindNumbers.clear()
    this.#categoryNumbers.clear()
  }

  /** The item at a place. */
  item(place: number): CatalogItem {
    assert(place >= 0 && place < this.size, `No item at ${place}`)
    const row = this.#row(place)
    const kind = this.#kinds[row.number()]
    assert(kind !== undefined, `No kind of item at ${place}`)
    const price = row.number()
    const sku = row.text()
    const barcodes = Array.from({ length: row.number() }, () => row.code())
    const words = Array.from({ length: row.number() }, () => {
      const number = row.number()
      return number === 0 ? row.code() : this.book.word(number - 1)
    })
    const { taxRate, category, unit, quick } = kind
    const name = words.join(' ')
    return {
      sku,
      name,
      price: price === 0 ? null : money(price - 1),
      taxRate,
      barcodes,
      category,
      unit,
      quick,
    }
  }

  /** Only the number of the item at a place. */
  sku(place: number): string {
    const row = this.#row(place)
    row.number()
    row.number()
    return row.text()
  }

  /** Only its barcodes. */
  codes(place: number): readonly string[] {
    return this.#atCodes(place, (row, count) => Array.from({ length: count }, () => row.code()))
  }

  /** Its barcodes, and the words of its name: by their number in the book, or as they are. */
  parts(place: number): {
    readonly codes: readonly string[]
    readonly known: readonly number[]
    readonly own: readonly string[]
  } {
    return this.#atCodes(place, (row, count) => {
      const codes: string[] = []
      for (let left = count; left > 0; left -= 1) codes.push(row.code())
      const known: number[] = []
      const own: string[] = []
      for (let left = row.number(); left > 0; left -= 1) {
        const number = row.number()
        if (number === 0) own.push(row.code())
        else known.push(number - 1)
      }
      return { codes, known, own }
    })
  }

  /** The words of its name that are in the book. */
  known(place: number): readonly number[] {
    return this.#atCodes(place, (row, count) => {
      for (let left = count; left > 0; left -= 1) row.skipCode()
      const known: number[] = []
      for (let left = row.number(); left > 0; left -= 1) {
        const number = row.number()
        if (number === 0) row.skipCode()
        else known.push(number - 1)
      }
      return known
    })
  }

  /** Compares two numbers of items, capitals and small letters alike, without making texts of them. */
  compareSkus(one: number, other: number): number {
    const [a, aFrom, aLength] = this.#skuBytes(one)
    const [b, bFrom, bLength] = this.#skuBytes(other)
    const length = Math.min(aLength, bLength)
    for (let at = 0; at < length; at += 1) {
      const difference = small(a[aFrom + at] ?? 0) - small(b[bFrom + at] ?? 0)
      if (difference !== 0) return difference
    }
    return aLength - bLength
  }

  #skuBytes(place: number): readonly [Buffer, number, number] {
    const start = this.#startOf(place)
    const bytes = this.#rows.block(start)
    let at = placeIn(start)
    // Over the kind and the price to the length, which is one byte for every number there is.
    while ((bytes[at] ?? 0) > 127) at += 1
    at += 1
    while ((bytes[at] ?? 0) > 127) at += 1
    return [bytes, at + 2, bytes[at + 1] ?? 0]
  }

  #atCodes<T>(place: number, read: (row: RowReader, count: number) => T): T {
    const row = this.#row(place)
    row.number()
    row.number()
    row.skipText()
    return read(row, row.number())
  }

  #startOf(place: number): number {
    return this.#starts[place] ?? this.#unclosed.at(place)
  }

  #row(place: number): RowReader {
    const start = this.#startOf(place)
    return new RowReader(this.#rows.block(start), placeIn(start))
  }

  #kindNumber({ taxRate, unit, quick, category }: CatalogItem): number {
    const isRate = Number.isInteger(taxRate) && taxRate >= 0 && taxRate <= RATE_MAX
    assert(isRate, `A tax rate is 0 to ${RATE_MAX} parts: ${taxRate}`)
    const rest = (this.#categoryNumber(category) * UNITS.length + UNITS.indexOf(unit)) * 2
    const key = (rest + (quick ? 1 : 0)) * (RATE_MAX + 1) + taxRate
    const known = this.#kindNumbers.get(key)
    if (known !== undefined) return known
    const own = this.#categories[this.#categoryNumber(category)] ?? ''
    this.#kinds.push({ taxRate, unit, quick, category: own })
    this.#kindNumbers.set(key, this.#kinds.length - 1)
    return this.#kinds.length - 1
  }

  #categoryNumber(name: string): number {
    const known = this.#categoryNumbers.get(name)
    if (known !== undefined) return known
    const own = Buffer.from(name).toString()
    this.#categories.push(own)
    this.#categoryNumbers.set(own, this.#categories.length - 1)
    return this.#categories.length - 1
  }
}

/** The small letter of a capital. */
function small(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte
}
