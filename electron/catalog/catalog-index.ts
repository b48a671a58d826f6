import { gtinCandidates } from '../../shared/barcode/gtin'
import type { CatalogItem } from '../../shared/catalog'
import { CodeIndex } from './code-index'
import { ItemStore } from './item-store'
import { KnownSkus } from './known-skus'
import { SearchIndex } from './search-index'
import type { Sliced } from './slices'

/** Items on one page of a category. */
const PAGE_MAX = 60

/** A whole catalog, ready to be asked. It is made once and never changed. */
export type CatalogIndex = {
  readonly size: number
  /** In the order of their first item. */
  readonly categories: readonly string[]
  item(sku: string): CatalogItem | null
  /** Items with this code, as 14 digits or as printed, in the catalog's order. */
  withCode(code: string): readonly CatalogItem[]
  search(text: string, most: number): readonly CatalogItem[]
  /** Items of a category, or with a quick key for the empty text. */
  page(category: string): readonly CatalogItem[]
}

/** Gathers items until the catalog is whole. */
export class CatalogBuilder {
  readonly #store = new ItemStore()
  readonly #codes = new CodeIndex()
  readonly #search = new SearchIndex(this.#store)
  readonly #skus = new KnownSkus((place) => this.#store.sku(place))
  readonly #pages = new Map<string, number[]>()

  /** Takes an item; false when its number is taken already. */
  add(item: CatalogItem): boolean {
    if (this.#skus.has(item.sku)) return false
    const place = this.#store.add(item)
    this.#skus.add(item.sku, place)
    for (const code of codesOf(item)) this.#codes.add(code, place)
    this.#search.add(place)
    if (item.category !== '') this.#list(item.category, place)
    if (item.quick) this.#list('', place)
    return true
  }

  /** Makes the catalog of what was taken. */
  *finish(): Sliced<CatalogIndex> {
    this.#skus.clear()
    this.#store.close()
    yield* this.#codes.build()
    yield* this.#search.build()
    const items = (places: readonly number[]) => places.map((place) => this.#store.item(place))
    return {
      size: this.#store.size,
      categories: this.#store.categories.filter((name) => name !== ''),
      item: (sku) => {
        const place = this.#search.placeOf(sku)
        return place === null ? null : this.#store.item(place)
      },
      withCode: (code) => items(this.#codes.places(code)).filter((item) => codesOf(item).has(code)),
      search: (text, most) => items(this.#search.find(text, most)),
      page: (category) => items(this.#pages.get(category) ?? []),
    }
  }

  #list(name: string, place: number): void {
    const places = this.#pages.get(name) ?? []
    if (places.length === 0) this.#pages.set(name, places)
    if (places.length < PAGE_MAX) places.push(place)
  }
}

/** The codes an item is found by: 14 digits where they are an article number, else as printed. */
function codesOf(item: CatalogItem): ReadonlySet<string> {
  return new Set(item.barcodes.flatMap(formsOf))
}

/** The forms in which a code is looked up, most likely first. */
export function formsOf(code: string): readonly string[] {
  const numbers = gtinCandidates(code)
  return numbers.length > 0 ? numbers : [code]
}
