/*
 * From a scanned barcode to its item in a catalog of a million: what the shared rules make of the code, then
 * the look-up. Every reading is of another item.
 */
import { bench, describe } from 'vitest'
import { checkDigit } from '../../shared/barcode/gtin'
import { classify, NO_SCAN_RULES, scanRules } from '../../shared/barcode/scan'
import type { CatalogItem } from '../../shared/catalog'
import { money } from '../../shared/money'
import { Catalog } from './catalog'

const ITEMS = 1_000_000
/** Steps through the catalog without coming back soon: a prime. */
const STEP = 611_953

const ruled = scanRules('^PROMO-')
const rules = ruled.ok ? ruled.value : NO_SCAN_RULES
const catalog = new Catalog()
catalog.take(Array.from({ length: ITEMS }, (_, index) => item(index + 1)))
let at = 1

describe('catalog of 1,000,000 items', () => {
  bench(
    'barcode → item',
    () => {
      at = ((at + STEP) % ITEMS) + 1
      const code = barcodeOf(at)
      const meaning = classify({ code, symbology: null }, rules)
      const codes = meaning.kind === 'product' ? [...meaning.candidates, meaning.code] : []
      if (catalog.find(codes).length !== 1) throw new Error(`Not found: ${code}`)
    },
    { time: 2000 },
  )
  bench(
    'search as typed',
    () => {
      at = ((at + STEP) % ITEMS) + 1
      if (catalog.search(`quill ${at}`).length > 40) throw new Error('Too many')
    },
    { time: 1000 },
  )
})

function barcodeOf(number: number): string {
  const digits = `20${String(number).padStart(10, '0')}`
  return `${digits}${checkDigit(digits)}`
}

function item(number: number): CatalogItem {
  return {
    sku: `item-${String(number).padStart(7, '0')}`,
    name: `Quillby Salmon Pouch Amber ${number % 24} oz No ${number}`,
    price: money(25 + (number % 9000)),
    taxRate: 80_000,
    barcodes: [barcodeOf(number)],
    category: 'Cat',
    unit: 'each',
    quick: false,
  }
}
