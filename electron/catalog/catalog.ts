import { gtinCandidates } from '../../shared/barcode/gtin'
import type { CatalogItem, CatalogReport } from '../../shared/catalog'
import { readCatalog } from './read-catalog'
import { SearchIndex } from './search-index'

/** Items on one page of a category. */
const PAGE_MAX = 60

/** Everything the shop sells: found by barcode, by number, as typed, and by category. */
export class Catalog {
  #items: readonly CatalogItem[] = []
  #bySku = new Map<string, CatalogItem>()
  #byCode = new Map<string, readonly CatalogItem[]>()
  #search = new SearchIndex([])
  #report: CatalogReport = { loaded: 0, skipped: [], warnings: [] }
  #loading = false
  #read = 0

  /** What became of the file. */
  get report(): CatalogReport & { readonly loading: boolean; readonly expected: number } {
    return { ...this.#report, loading: this.#loading, expected: this.#read }
  }

  /** Reads the file and takes its items in one step; until then the items before stay. */
  async load(file: string, exponent: number): Promise<CatalogReport> {
    this.#loading = true
    try {
      const { items, report } = await readCatalog(file, exponent, (rows) => {
        this.#read = rows
      })
      this.take(items)
      this.#report = report
      return report
    } finally {
      this.#loading = false
    }
  }

  /** Notes that the file could not be read; the items before stay. */
  fail(reason: string): void {
    this.#report = { ...this.#report, skipped: [{ line: 0, reason }] }
  }

  /** Takes items as they are. */
  take(items: readonly CatalogItem[]): void {
    const bySku = new Map<string, CatalogItem>()
    const byCode = new Map<string, readonly CatalogItem[]>()
    for (const item of items) {
      bySku.set(item.sku, item)
      for (const code of codesOf(item)) byCode.set(code, [...(byCode.get(code) ?? []), item])
    }
    this.#items = items
    this.#bySku = bySku
    this.#byCode = byCode
    this.#search = new SearchIndex(items)
  }

  /** The item of a number; null when there is none. */
  item(sku: string): CatalogItem | null {
    return this.#bySku.get(sku) ?? null
  }

  /** Every item with one of these codes: 14-digit article numbers or texts as printed; the first code that finds wins. */
  find(codes: readonly string[]): readonly CatalogItem[] {
    for (const code of codes) {
      const found = this.#byCode.get(code)
      if (found) return found
      const item = this.#bySku.get(code)
      if (item) return [item]
    }
    return []
  }

  /** Items as their names, numbers or barcodes are typed. */
  search(text: string, most = 40): readonly CatalogItem[] {
    return this.#search.find(text.slice(0, 100), most)
  }

  /** Items of a category, or with a quick key for the empty text. */
  page(category: string): readonly CatalogItem[] {
    const found: CatalogItem[] = []
    for (const item of this.#items) {
      const wanted = category === '' ? item.quick : item.category === category
      if (wanted) found.push(item)
      if (found.length === PAGE_MAX) break
    }
    return found
  }

  /** Categories in the order of their first item. */
  categories(): readonly string[] {
    const names = new Set<string>()
    for (const item of this.#items) if (item.category !== '') names.add(item.category)
    return [...names].slice(0, 12)
  }
}

function codesOf(item: CatalogItem): ReadonlySet<string> {
  return new Set(item.barcodes.flatMap((code) => [code, ...gtinCandidates(code)]))
}
