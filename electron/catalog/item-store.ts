/*
 * Every item of the catalog in a few blocks of memory: its texts as UTF-8 behind one another, parted by
 * tabs (number, name, barcodes with spaces), its figures in columns. A million items cost about 120 MB
 * this way instead of half a gigabyte of small objects; an item is made when somebody asks for it.
 */
import { assert } from '../../shared/assert'
import type { CatalogItem } from '../../shared/catalog'
import { money } from '../../shared/money'
import { GrowingList } from './growing'

const TAB = 9
const UNITS = ['each', 'lb', 'kg'] as const
const QUICK = 4

/** The items, by their place in the file. */
export class ItemStore {
  #text = Buffer.allocUnsafeSlow(64 * 1024)
  #used = 0
  #starts = new GrowingList((length) => new Uint32Array(length))
  /** Minor units; NaN for an open price. */
  #prices = new GrowingList((length) => new Float64Array(length))
  #taxRates = new GrowingList((length) => new Uint32Array(length))
  /** The unit in two bits, then the quick key in one, then the category. */
  #rest = new GrowingList((length) => new Uint32Array(length))
  readonly #categories: string[] = []
  readonly #categoryNumbers = new Map<string, number>()

  get size(): number {
    return this.#prices.length
  }

  /** Every category, in the order of its first item. */
  get categories(): readonly string[] {
    return this.#categories
  }

  /** Takes an item. Answers its place. */
  add(item: CatalogItem): number {
    const text = [item.sku, item.name, item.barcodes.join(' ')].join('\t')
    assert(text.split('\t').length === 3, `An item's texts hold no tabs: ${item.sku}`)
    this.#starts.push(this.#used)
    this.#write(text)
    this.#prices.push(item.price ?? NaN)
    this.#taxRates.push(item.taxRate)
    const unit = UNITS.indexOf(item.unit)
    this.#rest.push(this.#categoryNumber(item.category) * 8 + (item.quick ? QUICK : 0) + unit)
    return this.size - 1
  }

  /** Gives unused room back; call it when the last item is in. */
  trim(): void {
    this.#text = Buffer.from(new Uint8Array(this.#text.subarray(0, this.#used)).buffer)
    this.#starts.trim()
    this.#prices.trim()
    this.#taxRates.trim()
    this.#rest.trim()
  }

  /** The item at a place. */
  item(place: number): CatalogItem {
    assert(place >= 0 && place < this.size, `No item at ${place}`)
    const [sku = '', name = '', codes = ''] = this.#texts(place).split('\t')
    const price = this.#prices.at(place)
    const rest = this.#rest.at(place)
    return {
      sku,
      name,
      price: Number.isNaN(price) ? null : money(price),
      taxRate: this.#taxRates.at(place),
      barcodes: codes === '' ? [] : codes.split(' '),
      category: this.#categories[Math.floor(rest / 8)] ?? '',
      unit: UNITS[rest % QUICK] ?? 'each',
      quick: (rest & QUICK) !== 0,
    }
  }

  /** Only the number of the item at a place. */
  sku(place: number): string {
    const from = this.#starts.at(place)
    return this.#text.toString('utf8', from, this.#text.indexOf(TAB, from))
  }

  #texts(place: number): string {
    const to = place + 1 < this.size ? this.#starts.at(place + 1) : this.#used
    return this.#text.toString('utf8', this.#starts.at(place), to)
  }

  #write(text: string): void {
    const most = this.#used + text.length * 3
    if (most > this.#text.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(most, this.#text.length * 2))
      this.#text.copy(larger, 0, 0, this.#used)
      this.#text = larger
    }
    this.#used += this.#text.write(text, this.#used)
  }

  #categoryNumber(name: string): number {
    const known = this.#categoryNumbers.get(name)
    if (known !== undefined) return known
    this.#categories.push(name)
    this.#categoryNumbers.set(name, this.#categories.length - 1)
    return this.#categories.length - 1
  }
}
