import type { CatalogItem, CatalogReport } from '../../shared/catalog'
import { CatalogBuilder, formsOf, type CatalogIndex } from './catalog-index'
import { readCatalog } from './read-catalog'
import { atOnce } from './slices'

/** Categories that have room for a tab. */
const CATEGORIES_MAX = 12

const TYPED_MAX = 100

/** Everything the shop sells: found by barcode, by number, as typed, and by category. */
export class Catalog {
  #index: CatalogIndex = atOnce(new CatalogBuilder().finish())
  #report: CatalogReport = { loaded: 0, skipped: [], warnings: [] }
  #loading = false
  #rows = 0

  /** What became of the file; `expected` counts the rows read so far. */
  get report(): CatalogReport & { readonly loading: boolean; readonly expected: number } {
    return { ...this.#report, loading: this.#loading, expected: this.#rows }
  }

  /** How many items there are. */
  get size(): number {
    return this.#index.size
  }

  /**
   * Reads the file and takes its items in one step; until then the items before stay. The till answers
   * meanwhile.
   * @param exponent  minor digits of the currency
   * @throws Fault    'catalog-unreadable', 'catalog-columns-missing'; the items before stay
   */
  async load(file: string, exponent: number): Promise<CatalogReport> {
    this.#loading = true
    this.#rows = 0
    try {
      const { index, report } = await readCatalog(file, exponent, (rows) => {
        this.#rows = rows
      })
      this.#index = index
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
    const builder = new CatalogBuilder()
    for (const item of items) builder.add(item)
    this.#index = atOnce(builder.finish())
  }

  /** The item of a number; null when there is none. */
  item(sku: string): CatalogItem | null {
    return this.#index.item(sku)
  }

  /**
   * Every item with one of these codes, in whatever form: article numbers with or without leading zeros,
   * texts as printed, item numbers. The first code that finds wins.
   */
  find(codes: readonly string[]): readonly CatalogItem[] {
    for (const code of codes) {
      for (const form of formsOf(code)) {
        const found = this.#index.withCode(form)
        if (found.length > 0) return found
      }
      const item = this.#index.item(code)
      if (item) return [item]
    }
    return []
  }

  /** Items as their names, numbers or barcodes are typed, best first. A whole barcode finds in every form. */
  search(text: string, most = 40): readonly CatalogItem[] {
    const typed = text.slice(0, TYPED_MAX)
    const found = this.#index.search(typed, most)
    if (found.length > 0 || !/^\d{6,14}$/.test(typed.trim())) return found
    return this.find([typed.trim()]).slice(0, most)
  }

  /** Items of a category, or with a quick key for the empty text: one page of them. */
  page(category: string): readonly CatalogItem[] {
    return this.#index.page(category)
  }

  /** Categories in the order of their first item. */
  categories(): readonly string[] {
    return this.#index.categories.slice(0, CATEGORIES_MAX)
  }
}
