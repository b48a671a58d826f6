import { beforeAll, expect, test } from 'vitest'
import { money } from '../../shared/money'
import { Catalog } from './catalog'

const catalog = new Catalog()

beforeAll(async () => {
  await catalog.load('assets/catalog/sample.csv', 2)
})

test('the sample catalog has nothing wrong with it', () => {
  const { loaded, skipped, warnings } = catalog.report
  expect(loaded).toBeGreaterThan(200)
  expect([skipped, warnings]).toEqual([[], []])
})

test.each([
  ['400001102312', 'bw-dog-chk-24', 'Brambleway Chicken Dry Dog Food 24 lb', 5899],
  ['400001102459', 'bw-cat-sal-3', 'Brambleway Salmon Cat Pouch 3 oz', 189],
  ['0400001203019', 'fw-rope-m', 'Fetchwell Rope Toy M', 950],
  ['00400001304037', 'pc-litter-14', 'Pinecrest Clumping Litter 14 lb', 1249],
])('%s is in it: %s', (code, sku, name, price) => {
  expect(catalog.find([code])).toMatchObject([{ sku, name, price: money(price), taxRate: 80_000 }])
})

test('its tabs and quick keys stand as the Order screen shows them', () => {
  expect(catalog.categories()).toEqual([
    'Dog',
    'Cat',
    'Fish',
    'Birds',
    'Small pets',
    'Services',
    'Café',
  ])
  const keys = catalog.page('').map(({ name }) => name)
  expect(keys.slice(0, 6)).toEqual([
    'Nail trim',
    'Dog wash',
    'ID tag, engraved',
    'Gift card',
    'Bulk dog biscuits',
    'Bulk bird seed',
  ])
  expect(keys.slice(17, 20)).toEqual(['Ice melt', 'Shelter donation', 'Open price item'])
})

test('its café has goods at three rates', () => {
  const rates = new Set(catalog.page('Café').map(({ taxRate }) => taxRate))
  expect([...rates].sort((a, b) => a - b)).toEqual([0, 80_000, 102_500])
})
