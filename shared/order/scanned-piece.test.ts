import { describe, expect, it } from 'vitest'
import type { Carried } from '../barcode/carried'
import type { CatalogItem } from '../catalog'
import { money } from '../money'
import { scannedPiece, type ScannedPiece } from './scanned-piece'

const ham: CatalogItem = {
  sku: 'ham',
  name: 'Ham bone',
  price: money(599),
  taxRate: 0,
  barcodes: [],
  category: 'Deli',
  unit: 'lb',
  quick: false,
}
const toy: CatalogItem = { ...ham, sku: 'toy', unit: 'each' }
const open: CatalogItem = { ...toy, sku: 'open', price: null }

const cost = (value: number, decimals = 2, currency: string | null = null): Carried => ({
  price: { value, decimals, currency },
})
const weight = (value: number, decimals: number, unit: 'kg' | 'lb' | null = null): Carried => ({
  weight: { value, decimals, unit, sells: true },
})
const told: Carried = { weight: { value: 500, decimals: 3, unit: 'kg', sells: false } }

const PRICED = { quantity: 1000, unit: 'each', carried: 'price' } as const

describe('one scanned piece', () => {
  it.each<[string, CatalogItem, Carried, Partial<Record<keyof ScannedPiece, unknown>>]>([
    ['a plain code', toy, {}, { price: 599, quantity: 1000 }],
    ['a lot alone', toy, { lot: 'A1' }, { price: 599, quantity: 1000 }],
    ['a weight', ham, weight(1234, 3), { price: 599, quantity: 1234, carried: 'weight' }],
    [
      'a weight in the unit of the catalog',
      ham,
      weight(12, 1, 'lb'),
      { price: 599, quantity: 1200, carried: 'weight' },
    ],
    [
      'a weight finer than a thousandth',
      ham,
      weight(123_456, 5),
      { price: 599, quantity: 1235, carried: 'weight' },
    ],
    ['a weight that is only told', toy, told, { price: 599, quantity: 1000 }],
    ['a price', toy, cost(299), { price: 299, ...PRICED }],
    ['a price where the catalog has none', open, cost(299), { price: 299, ...PRICED }],
    ['a price on goods sold by weight', ham, cost(1198), { price: 1198, ...PRICED }],
    [
      'a price and a weight that agree',
      ham,
      { ...cost(1198), ...weight(2, 0) },
      { price: 599, quantity: 2000, carried: 'weight' },
    ],
    [
      'a price and a weight that disagree',
      ham,
      { ...cost(1000), ...weight(2, 0) },
      { price: 1000, ...PRICED },
    ],
    [
      'a price and a weight in another unit',
      ham,
      { ...cost(1000), ...weight(2, 0, 'kg') },
      { price: 1000, ...PRICED },
    ],
    ['a price in the currency of the shop', toy, cost(299, 2, '840'), { price: 299, ...PRICED }],
    ['a count', toy, { count: 12 }, { price: 599, quantity: 12_000, carried: 'count' }],
  ])('with %s', (_, item, carried, expected) => {
    expect(scannedPiece(item, carried, 'USD')).toEqual(expected)
  })

  it.each<[string, CatalogItem, Carried, string]>([
    ['has no price anywhere', open, {}, 'price-missing'],
    ['has a weight and no price', { ...ham, price: null }, weight(1, 0), 'price-missing'],
    ['has a weight where pieces are sold', toy, weight(1234, 3), 'weight-not-usable'],
    ['has a weight in another unit', ham, weight(1234, 3, 'kg'), 'weight-not-usable'],
    ['has a weight of nothing', ham, weight(0, 3), 'weight-not-usable'],
    ['weighs too much', ham, weight(999_999, 0), 'weight-not-usable'],
    ['has a count where weight is sold', ham, { count: 2 }, 'count-not-usable'],
    ['has a count of nothing', toy, { count: 0 }, 'count-not-usable'],
    ['is too many', toy, { count: 99_999_999 }, 'count-not-usable'],
    ['has a price in another currency', toy, cost(1, 0, '978'), 'price-not-usable'],
    ['has a price in an unknown currency', toy, cost(1, 0, '999'), 'price-not-usable'],
    ['has a price of half a cent', toy, cost(2995, 3), 'price-not-usable'],
    ['has a price of nothing', toy, cost(0), 'price-not-usable'],
    ['has a price beyond any', toy, cost(999_999_999_999_999, 0), 'price-not-usable'],
  ])('that %s needs a person', (_, item, carried, problem) => {
    expect(scannedPiece(item, carried, 'USD')).toBe(problem)
  })

  it('has a price in the minor units of the shop’s currency', () => {
    expect(scannedPiece(open, cost(299, 0), 'JPY')).toMatchObject({ price: 299 })
    expect(scannedPiece(open, cost(299, 1), 'USD')).toMatchObject({ price: 2990 })
  })
})

it('goods sold by weight are never taken for exactly one', () => {
  expect(scannedPiece(ham, {}, 'USD')).toBe('weight-missing')
  expect(scannedPiece(ham, { count: 2 }, 'USD')).toBe('count-not-usable')
  expect(scannedPiece({ ...ham, unit: 'kg' }, told, 'USD')).toMatchObject({
    quantity: 500,
    carried: 'weight',
  })
})

it('a weight and a price beyond any amount of money are no weighed line, and no failure', () => {
  const dear = { ...ham, price: money(1_000_000) }
  const heavy = { ...cost(100), ...weight(99_999, 0) }
  expect(scannedPiece(dear, heavy, 'USD')).toMatchObject({ price: 100, carried: 'price' })
})
