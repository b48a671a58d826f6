import { describe, expect, it } from 'vitest'
import { money } from '../money'
import { promotionBook } from '../promotions/book'
import type { Eligible, StorePromotionRule } from '../promotions/store-promotion'
import { eligible } from '../promotions/testing/arbitrary'
import { heading, pairOf } from '../promotions/testing/rules'
import { quantity } from '../quantity'
import { choices, more, named, spent } from './near-goods'
import { nearPromotions } from './near-promotions'
import type { Line } from './order'
import { Shop } from './testing/shop'

const ROPE = '400001203019'
const POUCH = '400001102459'

function offFrom(cents: number, goods: Partial<Eligible>): StorePromotionRule {
  return {
    ...heading('spend', 'Off from an amount'),
    class: 'order',
    kind: 'order',
    eligible: eligible(goods),
    group: 'order',
    steps: [{ from: money(cents), value: { kind: 'amount', amount: money(300) } }],
  }
}

describe('goods that are tried out for a threshold', () => {
  it.each<[Partial<Eligible>, object]>([
    [{}, { sku: '', category: '', barcodes: [] }],
    [
      { skus: ['tea', 'cake'], categories: ['Café'] },
      { sku: 'tea', category: '', barcodes: [] },
    ],
    [
      { categories: ['Dog', 'Cat'], barcodes: [ROPE] },
      { sku: '', category: 'Dog', barcodes: [] },
    ],
    [{ barcodes: [ROPE, POUCH] }, { sku: '', category: '', barcodes: [ROPE] }],
  ])('of %j count for as little else as can be', (goods, line) => {
    const one = spent(offFrom(3_000, goods), money(500), 7)
    expect(one).toMatchObject({ ...line, unitPrice: 500, carried: 'price', addedAt: 7 })
  })

  it('are tried before pieces, also where time is short', () => {
    const pairs = ['cake', 'fw-rope-m', 'bw-cat-sal-3', 'pc-litter-14']
    const rules = [...pairs.map(pairOf), offFrom(4_000, {})]
    const shop = new Shop({ storePromotions: promotionBook(rules) })
    shop.add(...pairs)
    const world = { ...shop.context(), others: shop.state, isEnough: () => true }
    const told = nearPromotions(shop.order, world).near.map((one) => one.ruleId)
    expect(told).toContain('spend')
    expect(told).toHaveLength(4)
  })
})

describe('goods that can play a part', () => {
  const OF_SAME = pairOf('tea')
  const OF_ALL = offFrom(3_000, {})

  function chosen(shop: Shop, skus: readonly string[], rule: StorePromotionRule = OF_ALL) {
    const found = choices(eligible({ skus }), rule, shop.order, shop.context())
    return found.map((line) => [line.sku, line.unitPrice])
  }

  function cakeWith(change: Partial<Line>): Shop {
    const shop = new Shop()
    shop.add('cake')
    const { order } = shop
    const lines = order.lines.map((line) => ({ ...line, unitPrice: money(1), ...change }))
    shop.state = { ...shop.state, orders: new Map([[order.id, { ...order, lines }]]) }
    return shop
  }

  it('are the cheapest on the order, and three of them where all pieces must be of one', () => {
    const shop = new Shop()
    const skus = ['fw-rope-m', 'cake', 'tea', 'bw-cat-sal-3']
    shop.add(...skus, 'bw-cat-sal-3')
    expect(chosen(shop, skus)).toEqual([['bw-cat-sal-3', 189]])
    expect(chosen(shop, skus, OF_SAME)).toEqual([
      ['bw-cat-sal-3', 189],
      ['tea', 300],
      ['cake', 425],
    ])
  })

  it('are one item twice where it has two prices', () => {
    const shop = new Shop()
    shop.run({ type: 'AddItem', sku: 'gift', price: 700 })
    shop.run({ type: 'AddItem', sku: 'gift', price: 500 })
    expect(chosen(shop, ['gift'], OF_SAME)).toEqual([
      ['gift', 500],
      ['gift', 700],
    ])
  })

  it.each<[string, Partial<Line>, number]>([
    ['stands there by the piece', {}, 1],
    ['has its count from the code', { carried: 'count' }, 1],
    ['has its weight from the code', { carried: 'weight' }, 425],
    ['has its price from the code', { carried: 'price' }, 425],
    ['is sold by weight', { unit: 'lb' }, 425],
    ['was taken off', { voided: true }, 425],
    ['is no whole number of pieces', { quantity: quantity(1_500) }, 425],
  ])('of an item that %s (%j) cost %i', (_, change, price) => {
    expect(chosen(cakeWith(change), ['cake'])).toEqual([['cake', price]])
  })

  it('are else the first that the catalog sells by the piece and has a price for', () => {
    const shop = new Shop()
    expect(chosen(shop, ['nothing', 'gift', 'biscuits', 'cake', 'tea'])).toEqual([['cake', 425]])
    expect(chosen(shop, ['nothing', 'gift', 'biscuits'])).toEqual([])
  })

  it('are put on once more, as scanned now, without what was special about the first', () => {
    const shop = cakeWith({ sent: true, carried: 'count', quantity: quantity(5_000), taxRate: 1 })
    const [first] = shop.order.lines
    if (!first) throw new Error('The cake is not on the order')
    expect(more(first, 2, 7)).toEqual({
      ...{ id: `${first.id}+2`, ref: 'tried-out', sku: 'cake', name: 'Cake', category: 'Café' },
      ...{ unit: 'each', unitPrice: 1, taxRate: 0, barcodes: [], quantity: 2_000 },
      ...{ voided: false, sent: false, addedAt: 7 },
    })
  })
})

it.each<[Partial<Eligible>, object]>([
  [
    { categories: ['Dog', 'Cat'], skus: ['tea'] },
    { kind: 'category', name: 'Dog' },
  ],
  [{ skus: ['tea', 'cake'] }, { kind: 'item', name: 'tea' }],
  [{ barcodes: [ROPE] }, { kind: 'anything' }],
])('goods that nobody has, those of %j, are called %j', (goods, called) => {
  expect(named(eligible(goods))).toEqual(called)
})
