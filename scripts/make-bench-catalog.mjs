/**
 * Writes a catalog of any size, for measurements. The same count gives the same file, byte for byte; each
 * item has a name of six words, an in-shop EAN-13 with its check digit, and every tenth a second barcode.
 *
 *   node scripts/make-bench-catalog.mjs <file> <items>
 *
 * Item n (from 1) has the sku `item-<n, 7 digits>` and the EAN-13 `20<n, 10 digits><check digit>`.
 */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { COLUMNS, csvLine, withCheckDigit } from './catalog-csv.mjs'
import { main, Problem, say } from './process.mjs'

const ITEMS_MAX = 2_000_000
const LINES_AT_ONCE = 10_000

const BRANDS =
  'Brambleway Fetchwell Pinecrest Tarnwater Wrenhollow Burrowfield Tailmark Mossgate Larkfield Oatstone Quillby Saltmere Thornby Underhill Vanefield Westrill'
const KINDS =
  'Chicken Turkey Salmon Lamb Beef Duck Tuna Rabbit Venison Herring Pumpkin Rice Oat Barley Carrot Apple Cedar Willow Clover Timothy'
const PRODUCTS =
  'Pouch Can Biscuit Chew Pellets Flakes Litter Bedding Collar Leash Harness Ball Rope Feeder Filter Heater Gravel Perch Tunnel Carrier Shampoo Brush Blanket Bowl'
const COLOURS = 'Red Blue Green Black Natural Amber Slate Cream Coral Teal Violet Sand'
const SIZES = ['1 oz', '3 oz', '8 oz', '1 lb', '5 lb', '12 lb', '24 lb', 'S', 'M', 'L', 'XL']
const CATEGORIES = ['Dog', 'Cat', 'Fish', 'Birds', 'Small pets', 'Services', 'Café']
const RATES = ['8', '8', '8', '0', '10.25']

/** Writes a catalog of so many items. */
export function writeBenchCatalog(file, count) {
  mkdirSync(dirname(resolve(file)), { recursive: true })
  const handle = openSync(file, 'w')
  let lines = [csvLine(COLUMNS)]
  for (let n = 1; n <= count; n += 1) {
    lines.push(csvLine(fieldsOf(n)))
    if (lines.length < LINES_AT_ONCE && n < count) continue
    writeSync(handle, lines.join(''))
    lines = []
  }
  closeSync(handle)
}

/** The EAN-13 of item n. */
export function benchBarcode(n) {
  return withCheckDigit(`20${String(n).padStart(10, '0')}`)
}

/** A number of its own for every item and purpose, spread evenly: Knuth's multiplicative hash. */
function mixed(n, purpose) {
  return Math.imul(n ^ (purpose * 0x9e3779b9), 2654435761) >>> 8
}

function fieldsOf(n) {
  const pick = (list, purpose) => list[mixed(n, purpose) % list.length]
  const [brand, kind, product, colour] = [BRANDS, KINDS, PRODUCTS, COLOURS].map((words, at) =>
    pick(words.split(' '), at + 1),
  )
  const barcodes =
    n % 10 === 0 ? [benchBarcode(n), benchBarcode(n + 5_000_000_000)] : [benchBarcode(n)]
  const price = 25 + (mixed(n, 7) % 9_000)
  return [
    `item-${String(n).padStart(7, '0')}`,
    `${brand} ${kind} ${product} ${colour} ${pick(SIZES, 5)} No ${n}`,
    (price / 100).toFixed(2),
    pick(RATES, 6),
    barcodes.join(' '),
    CATEGORIES[mixed(n, 8) % CATEGORIES.length],
    'each',
    n <= 20 ? 'yes' : 'no',
  ]
}

await main(import.meta.url, ([file, items]) => {
  const count = Number(items)
  if (file === undefined || !Number.isInteger(count) || count < 1 || count > ITEMS_MAX) {
    throw new Problem(`Usage: make-bench-catalog.mjs <file> <items, 1 to ${ITEMS_MAX}>`)
  }
  writeBenchCatalog(file, count)
  say(`${count} items written to ${file}`)
})
