import { describe, expect, it } from 'vitest'
import { money } from '../money'
import { promotionBook } from '../promotions/book'
import type { StorePromotionRule } from '../promotions/store-promotion'
import { eligible } from '../promotions/testing/arbitrary'
import { heading } from '../promotions/testing/rules'
import { promotionsOf } from './store-rules'
import { Shop } from './testing/shop'

const POUCH = 'bw-cat-sal-3'
const ROPE = 'fw-rope-m'

const POUCHES: StorePromotionRule = {
  ...heading('pouches', 'Pouches from 6 and 12'),
  class: 'item',
  kind: 'tiers',
  eligible: eligible({ skus: [POUCH] }),
  tiers: [
    { from: 6, value: { kind: 'percent', ratePpm: 150_000 } },
    { from: 12, value: { kind: 'percent', ratePpm: 300_000 } },
  ],
}

/** Tea is 3.00: so many of them are so many times 3.00. */
const SPEND: StorePromotionRule = {
  ...heading('spend', 'Off from 30.00 and 60.00'),
  class: 'order',
  kind: 'order',
  eligible: eligible(),
  group: 'order',
  steps: [
    { from: money(3000), value: { kind: 'amount', amount: money(300) } },
    { from: money(6000), value: { kind: 'amount', amount: money(900) } },
  ],
}

function ropes(buyCount: number, limitPerOrder: number | null = null): StorePromotionRule {
  return {
    ...heading('ropes', 'Rope toys'),
    limitPerOrder,
    class: 'item',
    kind: 'buy-get',
    how: 'same',
    buy: eligible({ skus: [ROPE] }),
    buyCount,
    get: eligible({ skus: [ROPE] }),
    getCount: 1,
    ratePpm: 500_000,
  }
}

/** What is missing for the next step of a rule with so many pieces on the order; null where nothing is near. */
function missing(rule: StorePromotionRule, sku: string, count: number): unknown {
  const book = promotionBook([rule])
  const shop = new Shop({ storePromotions: book })
  shop.add(...Array<string>(count).fill(sku))
  const [one] = promotionsOf(shop.order, book, shop.at, shop.state).near
  return one === undefined ? null : one.missing
}

function pieces(count: number) {
  return { code: 'pieces-missing', pieces: count, part: 0 }
}

function spend(amount: number) {
  return { code: 'spend-missing', amount }
}

describe('the next step of a promotion', () => {
  it.each([
    [2, null],
    [3, pieces(3)],
    [5, pieces(1)],
    [6, pieces(6)],
    [8, pieces(4)],
    [11, pieces(1)],
    [12, null],
  ])('by pieces, with %i on the order, is %j', (count, told) => {
    expect(missing(POUCHES, POUCH, count)).toEqual(told)
  })

  it.each([
    [4, null],
    [5, spend(1500)],
    [9, spend(300)],
    [10, spend(3000)],
    [19, spend(300)],
    [20, null],
  ])('by what is spent, with %i times 3.00, is %j', (count, told) => {
    expect(missing(SPEND, 'tea', count)).toEqual(told)
  })

  it('is told again only from the next threshold’s half on', () => {
    const steps = [3000, 9000].map((from) => ({
      from: money(from),
      value: { kind: 'amount', amount: money(300) } as const,
    }))
    const rule = { ...SPEND, steps } as StorePromotionRule
    expect(missing(rule, 'tea', 14)).toBeNull()
    expect(missing(rule, 'tea', 15)).toEqual(spend(4500))
  })

  it.each([
    [1, null],
    [2, pieces(1)],
    [3, null],
    [4, null],
    [5, pieces(1)],
    [6, null],
  ])('of two and one at half, with %i on the order, is %j', (count, told) => {
    expect(missing(ropes(2), ROPE, count)).toEqual(told)
  })

  it.each([
    [2, null],
    [3, { code: 'limit-used-up', limit: 1, per: 'order' }],
  ])('of one a customer may have once, with %i on the order, is %j', (count, told) => {
    expect(missing(ropes(1, 1), ROPE, count)).toEqual(told)
  })
})
