import { describe, expect, it } from 'vitest'
import { money } from '../money'
import { promotionBook } from '../promotions/book'
import type { Eligible, StorePromotionRule } from '../promotions/store-promotion'
import { eligible } from '../promotions/testing/arbitrary'
import { heading } from '../promotions/testing/rules'
import { spent } from './near-goods'
import { nearPromotions } from './near-promotions'
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

function pairOf(sku: string): StorePromotionRule {
  return {
    ...heading(`pair-${sku}`, `Second ${sku}`),
    class: 'item',
    kind: 'buy-get',
    how: 'same',
    buy: eligible({ skus: [sku] }),
    buyCount: 1,
    get: eligible({ skus: [sku] }),
    getCount: 1,
    ratePpm: 500_000,
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
