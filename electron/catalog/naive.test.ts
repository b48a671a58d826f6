/*
 * The catalog beside a filter that looks at every item, on made-up catalogs: small ones of every shape and one
 * that is long enough for the word book and the merging of sorted stretches.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CatalogItem } from '../../shared/catalog'
import { money } from '../../shared/money'
import { Chance } from '../../shared/order/testing/chance'
import { Catalog } from './catalog'
import { formsOf } from './catalog-index'
import { plainOf, wordsOf } from './words'

const WORDS = 'dog dogs Dog cat Café cafe café 3.5 3 12 1 fo food FOOD x-y “z” É'.split(' ')
const CODES = ['400001102312', '0400001102312', '04252614', '042100005264', '12', '1200', 'A-7']
const MOST = 40
/** Beyond the first block of every list. */
const LONG = 34_000
/** Looking at every item takes seconds on a busy machine. */
const LONG_MS = 60_000

test('small catalogs of any shape find what looking at every item finds', () => {
  const word = fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 4 }))
  const text = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '))
  const shape = fc.record({
    sku: fc.stringMatching(/^[aAbB1-3.-]{1,4}$/),
    name: text,
    barcodes: fc.array(fc.constantFrom(...CODES), { maxLength: 3 }),
  })
  const shop = fc.uniqueArray(shape, { selector: ({ sku }) => sku, maxLength: 25 })
  const typed = fc.array(
    fc.oneof(text, fc.constantFrom(...CODES, '0', '04', 'a', 'b-', 'A 12', '1 dog caf')),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(shop, typed, (shapes, searches) => {
      const items = shapes.map(({ sku, name, barcodes }) => item(sku, name, barcodes))
      const catalog = taken(items)
      for (const one of searches) same(catalog, items, one)
      for (const code of CODES) sameCode(catalog, items, code)
      for (const one of items) expect(catalog.item(one.sku)).toEqual(one)
    }),
  )
})

test(
  'a long catalog finds what looking at every item finds',
  () => {
    const chance = new Chance(7919)
    const items = Array.from({ length: LONG }, (_, n) => madeUp(n, chance))
    const catalog = taken(items)
    expect(catalog.size).toBe(items.length)
    for (const typed of [
      'd',
      'dog',
      'c 1',
      '12',
      '3.5',
      'no 11',
      'no 1199',
      'n-11',
      'N-5',
      'x',
      '',
    ]) {
      same(catalog, items, typed)
    }
    for (let turn = 0; turn < 6; turn += 1) {
      const one = items[chance.below(items.length)]
      if (!one) continue
      expect(catalog.item(one.sku)).toEqual(one)
      for (const code of one.barcodes) sameCode(catalog, items, code)
      const [code = ''] = one.barcodes
      const words = one.name.split(' ').map((word) => word.slice(0, 1 + chance.below(word.length)))
      same(catalog, items, words.slice(chance.below(3)).join(' '))
      same(catalog, items, code.slice(0, 1 + chance.below(13)))
      same(catalog, items, one.sku.slice(0, 1 + chance.below(8)).toUpperCase())
    }
  },
  LONG_MS,
)

function madeUp(n: number, chance: Chance): CatalogItem {
  const words = Array.from({ length: 1 + chance.below(4) }, () => chance.among(WORDS, 'dog'))
  const number = chance.once(2) ? `No ${chance.below(20_000)}` : `Tag-${n}x${chance.below(9)}`
  const code = chance.once(5) ? `SHELF-${n % 700}` : String(200_000_000_000 + (n % 9_000) * 7)
  const more = chance.once(4) ? [`0${code}`, String(n)] : []
  return item(`n-${(n * 7919) % LONG}`, [...words, number].join(' '), [code, ...more])
}

function item(sku: string, name: string, barcodes: readonly string[]): CatalogItem {
  const rest = { price: money(100), taxRate: 0, category: 'X', unit: 'each', quick: false } as const
  return { sku, name, barcodes, ...rest }
}

function taken(items: readonly CatalogItem[]): Catalog {
  const catalog = new Catalog()
  catalog.take(items)
  return catalog
}

function same(catalog: Catalog, items: readonly CatalogItem[], typed: string): void {
  if (/^\s*\d{6,14}\s*$/.test(typed)) return
  const skus = catalog.search(typed, MOST).map(({ sku }) => sku)
  expect(skus, `typed “${typed}”`).toEqual(looked(items, typed))
}

function sameCode(catalog: Catalog, items: readonly CatalogItem[], code: string): void {
  const found = catalog.find([code]).map(({ sku }) => sku)
  const wanted = formsOf(code)
    .map((form) =>
      items.filter(({ barcodes }) => barcodes.some((one) => formsOf(one).includes(form))),
    )
    .find((some) => some.length > 0)
  const expected = wanted ?? items.filter(({ sku }) => sku === code)
  expect(found, `code ${code}`).toEqual(expected.map(({ sku }) => sku))
}

/** Every item is looked at: the rule of the search in a dozen lines. */
function looked(items: readonly CatalogItem[], text: string): readonly string[] {
  const beginsSku = (piece: string) =>
    items.some(({ sku }) => sku.toLowerCase().startsWith(piece.toLowerCase()))
  const typed = plainOf(text)
    .split(/\s+/)
    .flatMap((piece) => (piece !== '' && beginsSku(piece) ? [piece] : wordsOf(piece)))
    .slice(0, 8)
  if (typed.length === 0) return []
  return items
    .map((one) => {
      const texts = textsOf(one)
      const fits = typed.every((word) => texts.some((one) => one.startsWith(word)))
      return { sku: one.sku, fits, whole: typed.filter((word) => texts.includes(word)).length }
    })
    .filter(({ fits }) => fits)
    .sort((a, b) => b.whole - a.whole)
    .slice(0, MOST)
    .map(({ sku }) => sku)
}

const known = new WeakMap<CatalogItem, readonly string[]>()

/** All that an item is found by; taken apart once. */
function textsOf(item: CatalogItem): readonly string[] {
  const { name, sku, barcodes } = item
  const texts = known.get(item) ?? [...wordsOf(name), sku.toLowerCase(), ...barcodes.map(plainOf)]
  known.set(item, texts)
  return texts
}
