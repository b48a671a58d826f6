import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CatalogItem } from '../../shared/catalog'
import { money } from '../../shared/money'
import { Catalog } from './catalog'
import { wordsOf } from './words'

function item(sku: string, name: string, ...barcodes: readonly string[]): CatalogItem {
  const rest = { price: money(100), taxRate: 0, category: 'X', unit: 'each', quick: false } as const
  return { sku, name, barcodes, ...rest }
}

function found(items: readonly CatalogItem[], typed: string, most = 40): readonly string[] {
  const catalog = new Catalog()
  catalog.take(items)
  return catalog.search(typed, most).map(({ sku }) => sku)
}

const SHOP = [
  item('bw-dog-chk-24', 'Brambleway Chicken Dry Dog Food 24 lb', '400001102312'),
  item('bw-dog-chk-12', 'Brambleway Chicken Dry Dog Food 12 lb', '400001102244'),
  item('bw-cat-sal-3', 'Brambleway Salmon Cat Pouch 3 oz', '400001102459'),
  item('fw-dogs', 'Dogs’ Rope Toy M', '400001203019'),
  item('cf-creme', 'Café crème, 3.5 oz'),
]

test.each([
  ['brambleway', ['bw-dog-chk-24', 'bw-dog-chk-12', 'bw-cat-sal-3']],
  ['BRAM sal', ['bw-cat-sal-3']],
  ['food 12', ['bw-dog-chk-12']],
  ['12 chicken dry', ['bw-dog-chk-12']],
  ['dog', ['bw-dog-chk-24', 'bw-dog-chk-12', 'fw-dogs']],
  ['dogs', ['fw-dogs']],
  ['cafe creme', ['cf-creme']],
  ['CAFÉ 3.5', ['cf-creme']],
  ['bw-dog', ['bw-dog-chk-24', 'bw-dog-chk-12']],
  ['bw-dog 24', ['bw-dog-chk-24']],
  ['fw-dogs', ['fw-dogs']],
  ['4000011022', ['bw-dog-chk-12']],
  ['400001102', ['bw-dog-chk-24', 'bw-dog-chk-12', 'bw-cat-sal-3']],
  ['0400001102459', ['bw-cat-sal-3']],
  ['rope-toy', ['fw-dogs']],
  ['dog zebra', []],
  ['', []],
  ['  ,;"% ', []],
])('typing “%s” finds %j', (typed, skus) => {
  expect(found(SHOP, typed)).toEqual(skus)
})

test('whole words come before beginnings of words', () => {
  const items = [item('a', 'Catnip pot'), item('b', 'Cat litter'), item('c', 'Litter cat')]
  expect(found(items, 'cat')).toEqual(['b', 'c', 'a'])
})

test('whole words of the last item come first in a long catalog too', () => {
  const items = Array.from({ length: 5000 }, (_, at) => item(`n-${at}`, `Dogfish ${at}`))
  expect(found([...items, item('last', 'Dog')], 'dog', 3)).toEqual(['last', 'n-0', 'n-1'])
})

test('a shorter barcode is not one that begins with the typed digits', () => {
  const items = [item('short', 'S', '12'), item('long', 'L', '1200'), item('whole', 'W', '120')]
  expect(found(items, '120')).toEqual(['whole', 'long'])
})

test('no more are listed than asked for, each once', () => {
  const items = Array.from({ length: 100 }, (_, at) => item(`cat-${at}`, `Cat cat ${at} cat`))
  const skus = found(items, 'cat')
  expect(skus.length).toBe(40)
  expect(new Set(skus).size).toBe(40)
})

test('searches do not leave traces for the next one', () => {
  const catalog = new Catalog()
  catalog.take(SHOP)
  for (const typed of ['dog food 12 lb br ch dr', 'dog', 'a b c', 'cat', 'dog'])
    catalog.search(typed)
  expect(catalog.search('cat').map(({ sku }) => sku)).toEqual(['bw-cat-sal-3'])
})

test('search finds what looking at every item would find', () => {
  const word = fc.constantFrom('dog', 'dogs', 'cat', 'catnip', 'food', 'fo', '12', '1')
  const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
  const names = fc.array(name, { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(names, fc.array(name, { minLength: 1, maxLength: 4 }), (shop, searches) => {
      const catalog = new Catalog()
      catalog.take(shop.map((one, at) => item(`x${at}x`, one)))
      for (const typed of searches) {
        const expected = shop.flatMap((one, at) => {
          const fits = wordsOf(typed).every((part) => wordsOf(one).some((w) => w.startsWith(part)))
          return fits ? [`x${at}x`] : []
        })
        const skus = catalog.search(typed).map(({ sku }) => sku)
        expect([...skus].sort()).toEqual([...expected].sort())
      }
    }),
  )
})

test('every item comes back from the catalog as it went in', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  const plain = text.filter((one) => !/[\t\n\r]/.test(one))
  const code = fc.stringMatching(/^[!-~]{1,20}$/)
  const one = fc.record({
    sku: fc.stringMatching(/^[\w.:-]{1,12}$/),
    name: plain,
    price: fc.option(fc.integer({ min: 0, max: 1_000_000 }).map(money)),
    taxRate: fc.integer({ min: 0, max: 1_000_000 }),
    barcodes: fc.array(code, { maxLength: 4 }),
    category: plain,
    unit: fc.constantFrom('each' as const, 'lb' as const, 'kg' as const),
    quick: fc.boolean(),
  })
  const shop = fc.uniqueArray(one, { selector: ({ sku }) => sku, maxLength: 20 })
  fc.assert(
    fc.property(shop, (items) => {
      const catalog = new Catalog()
      catalog.take(items)
      for (const given of items) {
        expect(catalog.item(given.sku)).toEqual(given)
        for (const barcode of given.barcodes) {
          expect(catalog.find([barcode]).map(({ sku }) => sku)).toContain(given.sku)
        }
      }
    }),
  )
})
