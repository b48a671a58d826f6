/**
 * Makes `assets/catalog/sample.csv`, the catalog of the sandbox: a pet shop with a café. Every brand is
 * invented. The same list gives the same file, byte for byte:
 *
 *   node scripts/make-sample-catalog.mjs
 *
 * Barcodes begin with 400001 (UPC-A) or 2 (EAN-13, EAN-8): number ranges that are free for use inside a
 * shop, so that none of them is somebody's article. The order of the rows is the order of the categories,
 * of the quick keys and of equal finds, so the first item of each category stands at the top.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { COLUMNS, csvLine, withCheckDigit } from './catalog-csv.mjs'
import { ROOT } from './paths.mjs'
import { CAFE_ITEMS, FIRST_ITEMS, QUICK_ITEMS, RANGES } from './sample-catalog-items.mjs'

const FILE = join(ROOT, 'assets', 'catalog', 'sample.csv')

/** Numbers of a brand lie seven apart, from here on. */
const NUMBER_START = 501
const NUMBER_STEP = 7

const numbersUsed = new Map()
const rows = [...FIRST_ITEMS, ...QUICK_ITEMS, ...RANGES.flatMap(itemsOf), ...CAFE_ITEMS]
mkdirSync(dirname(FILE), { recursive: true })
writeFileSync(FILE, [csvLine(COLUMNS), ...rows.map((row) => csvLine(fieldsOf(row)))].join(''))

function itemsOf({ category, code, name, brand, symbol, kinds, sizes }) {
  return parts(kinds, 1).flatMap(([kind, kindName]) =>
    parts(sizes, 2).map(([size, price, label]) => ({
      sku: `${code}-${kind}-${size}`,
      name: `${name.replace('*', kindName)} ${label}`.trim(),
      price,
      category,
      barcodes: brand === null ? [] : [nextBarcode(brand, symbol)],
    })),
  )
}

/** Takes "a b The rest; c d The rest" apart: so many words, then the rest. */
function parts(text, words) {
  return text.split('; ').map((part) => {
    const split = part.split(' ')
    return [...split.slice(0, words), split.slice(words).join(' ')]
  })
}

function nextBarcode(brand, symbol) {
  const used = numbersUsed.get(brand) ?? 0
  numbersUsed.set(brand, used + 1)
  const number = String(brand * 10_000 + NUMBER_START + used * NUMBER_STEP)
  if (symbol === 'ean-13') return withCheckDigit(`2900001${number}`)
  if (symbol === 'ean-8') return withCheckDigit(`20${number}`)
  return withCheckDigit(`400001${number}`)
}

function fieldsOf({ sku, name, price, tax = '8', barcodes = [], category, unit = 'each', quick }) {
  return [sku, name, price, tax, barcodes.join(' '), category, unit, quick ? 'yes' : 'no']
}
