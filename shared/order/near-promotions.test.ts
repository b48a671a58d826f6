import { describe, expect, it } from 'vitest'
import { money } from '../money'
import { promotionBook } from '../promotions/book'
import type { Eligible, StorePromotionRule } from '../promotions/store-promotion'
import { eligible } from '../promotions/testing/arbitrary'
import { bundleOf, heading, SHOP_PROMOTIONS, pairOf } from '../promotions/testing/rules'
import { nearPromotions } from './near-promotions'
import { promotionsOf } from './store-rules'
import { match } from './testing/sale'
import { Shop } from './testing/shop'

const HALF = 500_000

function shopWith(...rules: readonly StorePromotionRule[]): Shop {
  return new Shop({ storePromotions: promotionBook(rules) })
}

function near(shop: Shop) {
  return nearPromotions(shop.order, { ...shop.context(), others: shop.state })
}

function each(id: string, sku: string, more: Partial<StorePromotionRule> = {}): StorePromotionRule {
  const rule = {
    ...heading(id, `Half ${sku}`),
    class: 'item',
    kind: 'each',
    eligible: eligible({ skus: [sku] }),
    value: { kind: 'percent', ratePpm: HALF },
  } as const
  return { ...rule, ...more } as StorePromotionRule
}

const PAIRED = ['tea', 'cake', 'fw-rope-m', 'bw-dog-chk-24', 'bw-cat-sal-3', 'pc-litter-14']

/** From 8 to 10. */
const MORNING = { from: 480, until: 600 }

describe('what is near an order', () => {
  it('is named by the goods on it, with what it would save, the best first', () => {
    const shop = shopWith(...SHOP_PROMOTIONS)
    shop.add('fw-rope-m', 'tea')
    expect(near(shop)).toEqual({
      near: [
        {
          ruleId: 'rope-half',
          name: 'Second rope toy half price',
          applied: false,
          missing: {
            code: 'goods-missing',
            goods: [{ pieces: 1, of: { kind: 'item', name: 'Fetchwell Rope Toy M' } }],
          },
          saves: 475,
        },
        {
          ruleId: 'tea-time',
          name: 'Tea and cake 6.00',
          applied: false,
          missing: {
            code: 'goods-missing',
            goods: [{ pieces: 1, of: { kind: 'item', name: 'Cake' } }],
          },
          saves: 125,
        },
      ],
      bounded: false,
    })
  })

  it('keeps its promise: with those goods on the order that much is saved', () => {
    const shop = shopWith(...SHOP_PROMOTIONS)
    shop.add('fw-rope-m', 'tea', 'pc-litter-14', 'pc-litter-14')
    const before = promotionsOf(
      shop.order,
      promotionBook(SHOP_PROMOTIONS),
      shop.at,
      shop.state,
    ).saved
    const [best] = near(shop).near
    expect(best).toMatchObject({ ruleId: 'spend', missing: { amount: 1252 } })
    const goods = near(shop).near.find((one) => one.ruleId === 'rope-half')
    shop.add('fw-rope-m')
    const after = promotionsOf(
      shop.order,
      promotionBook(SHOP_PROMOTIONS),
      shop.at,
      shop.state,
    ).saved
    expect(after - before).toBe(goods?.saves)
  })

  it('says how much more must be spent, and what that saves', () => {
    const shop = shopWith(...SHOP_PROMOTIONS)
    shop.add('pc-litter-14', 'pc-litter-14', 'pc-litter-14')
    expect(near(shop).near).toEqual([
      expect.objectContaining({
        ruleId: 'spend',
        missing: { code: 'spend-missing', amount: 5000 - 3 * 1249, onAll: true, categories: [] },
        saves: 500,
      }),
    ])
  })

  it('promises nothing for spending more where another promotion of its group gives as much', () => {
    const [rule] = SHOP_PROMOTIONS.filter((one) => one.id === 'spend')
    if (rule?.class !== 'order') throw new Error('A threshold is an order promotion')
    const value = { kind: 'amount', amount: money(500) } as const
    const shop = shopWith(rule, { ...rule, id: 'sooner', steps: [{ from: money(2_000), value }] })
    shop.add('pc-litter-14', 'pc-litter-14', 'pc-litter-14')
    expect(near(shop).near).toEqual([])
  })

  it('names the categories on which more must be spent', () => {
    const [rule] = SHOP_PROMOTIONS.filter((one) => one.id === 'spend')
    if (rule?.class !== 'order') throw new Error('A threshold is an order promotion')
    const eligible = { ...rule.eligible, skus: [], barcodes: [], categories: ['Café'] }
    const shop = shopWith({ ...rule, eligible })
    shop.add(...Array<string>(6).fill('cake'))
    expect(near(shop).near.map((one) => one.missing)).toEqual([
      { code: 'spend-missing', amount: 5000 - 6 * 425, onAll: false, categories: ['Café'] },
    ])
  })

  it('counts a pair of one item by the item that is alone', () => {
    const rope: StorePromotionRule = {
      ...heading('pair', 'Second half price'),
      class: 'item',
      kind: 'buy-get',
      how: 'same',
      buy: eligible({ skus: ['tea', 'cake'] }),
      buyCount: 1,
      get: eligible({ skus: ['tea', 'cake'] }),
      getCount: 1,
      ratePpm: HALF,
    }
    const shop = shopWith(rope)
    shop.add('tea', 'tea', 'cake')
    expect(near(shop).near[0]).toMatchObject({
      applied: true,
      missing: { goods: [{ pieces: 1, of: { name: 'Cake' } }] },
      saves: 213,
    })
  })

  it('promises no more than the cheapest of the goods on the order keeps', () => {
    const goods = eligible({ skus: ['fw-rope-m', 'tea'] })
    const shop = shopWith({
      ...heading('third', 'Third half price'),
      class: 'item',
      kind: 'buy-get',
      how: 'cheapest',
      buy: goods,
      buyCount: 2,
      get: goods,
      getCount: 1,
      ratePpm: HALF,
    })
    shop.add('fw-rope-m', 'tea')
    expect(near(shop).near).toMatchObject([
      { missing: { goods: [{ pieces: 1, of: { name: 'Tea' } }] }, saves: 150 },
    ])
  })

  it('names the category where no goods of it are on the order, without an amount', () => {
    const set = bundleOf(['set', 'Toy and a drink'], 1000, [
      [{ skus: ['fw-rope-m'] }, 1],
      [{ categories: ['Café'] }, 1],
    ])
    const shop = shopWith(set)
    shop.add('fw-rope-m')
    expect(near(shop).near[0]).toMatchObject({
      missing: { goods: [{ pieces: 1, of: { kind: 'category', name: 'Café' } }] },
      saves: null,
    })
  })

  it('promises nothing that something better on the order would take away', () => {
    const shop = shopWith(
      each('half', 'tea'),
      each('never', 'tea', { exclusive: true, name: 'Tea pair' }),
      {
        ...heading('pair', 'Second tea a quarter off'),
        class: 'item',
        kind: 'buy-get',
        how: 'same',
        buy: eligible({ skus: ['tea'] }),
        buyCount: 1,
        get: eligible({ skus: ['tea'] }),
        getCount: 1,
        ratePpm: 250_000,
      },
    )
    shop.add('tea')
    expect(near(shop).near.map((one) => [one.ruleId, one.missing.code])).toEqual([
      ['never', 'not-with'],
    ])
  })

  it('asks for a customer only where knowing one brings it', () => {
    const shop = shopWith(
      each('members', 'tea', { groups: ['petz'] }),
      each('staff', 'tea', { groups: ['staff'] }),
    )
    shop.add('tea')
    expect(near(shop).near).toEqual([
      expect.objectContaining({
        ruleId: 'members',
        missing: { code: 'customer-missing' },
        saves: 150,
      }),
      expect.objectContaining({
        ruleId: 'staff',
        missing: { code: 'group-missing', groups: ['staff'] },
        saves: null,
      }),
    ])
    match(shop, [])
    expect(near(shop).near.map((one) => one.ruleId)).toEqual(['staff'])
  })

  it('asks for no customer where something better is on the order already', () => {
    const value = { kind: 'percent', ratePpm: 100_000 } as const
    const members = each('members', 'tea', { groups: ['petz'] })
    const shop = shopWith(each('half', 'tea'), { ...members, value } as StorePromotionRule)
    shop.add('tea')
    expect(near(shop).near).toEqual([])
  })

  it('says when a promotion counts that does so neither today nor tomorrow, where it is not far off', () => {
    // The shop's day is Thursday, March 20, 2025.
    const when = { from: null, until: null, days: [], hours: [] }
    const shop = shopWith(
      each('ended', 'tea', { when: { ...when, until: 20250312 } }),
      each('long-ago', 'tea', { when: { ...when, until: 20250228 } }),
      each('soon', 'tea', { when: { ...when, from: 20250403 } }),
      each('far-off', 'tea', { when: { ...when, from: 20250404 } }),
      each('week-end', 'tea', { when: { ...when, days: [6, 7] } }),
      each('this-morning', 'tea', { when: { ...when, until: 20250320, hours: [MORNING] } }),
    )
    shop.add('tea')
    expect(near(shop).near.map((one) => [one.ruleId, one.missing])).toEqual([
      ['ended', { code: 'ended', day: 20250312 }],
      ['soon', { code: 'begins', day: 20250403 }],
      ['week-end', { code: 'other-days', days: [6, 7] }],
    ])
  })

  it('is nothing once the order is being paid, or without promotions', () => {
    const shop = shopWith(...SHOP_PROMOTIONS)
    shop.add('fw-rope-m')
    shop.run({ type: 'Pay' })
    expect(near(shop)).toEqual({ near: [], bounded: false })
    expect(near(new Shop())).toEqual({ near: [], bounded: false })
  })

  it('says that a large order was not searched to its end', () => {
    const skus = Array.from({ length: 60 }, (_, index) => `sku-${index}`)
    const rules = [2, 3, 4, 5].map((buyCount): StorePromotionRule => ({
      ...heading(`deal-${buyCount}`, `Buy ${buyCount}`),
      class: 'item',
      kind: 'buy-get',
      how: 'cheapest',
      buy: eligible({ categories: ['Dog'] }),
      buyCount,
      get: eligible({ categories: ['Dog'] }),
      getCount: 1,
      ratePpm: 300_000 + buyCount * 100_000,
    }))
    const item = (sku: string) => {
      const at = skus.indexOf(sku)
      const price = money(301 + at * 17)
      const known = { sku, name: sku, price, taxRate: 0, barcodes: [], category: 'Dog' }
      return at < 0 ? null : { ...known, unit: 'each' as const, quick: false }
    }
    const [spend] = SHOP_PROMOTIONS.filter((one) => one.id === 'spend')
    if (spend?.class !== 'order') throw new Error('A threshold is an order promotion')
    const shop = new Shop({ item })
    shop.add(...skus)
    const seen = nearPromotions(shop.order, {
      ...shop.context(),
      others: shop.state,
      storePromotions: promotionBook([
        ...rules,
        { ...pairOf('sku-0'), priority: 9 },
        {
          ...spend,
          steps: [{ from: money(60_000), value: { kind: 'amount', amount: money(500) } }],
        },
        each('members', 'sku-1', { groups: ['petz'] }),
      ]),
    })
    expect(seen.bounded).toBe(true)
    // What takes so long is not tried out again and again: nothing is promised.
    const said = new Map(seen.near.map((one) => [one.ruleId, one]))
    const one = { pieces: 1, of: { kind: 'item', name: 'sku-0' } }
    expect(said.get('pair-sku-0')).toEqual({
      ...{ ruleId: 'pair-sku-0', name: 'Second sku-0', applied: false, saves: null },
      missing: { code: 'goods-missing', goods: [one] },
    })
    expect(said.get('members')).toMatchObject({
      missing: { code: 'customer-missing' },
      saves: null,
    })
    expect(said.get('spend')).toMatchObject({
      missing: { code: 'spend-missing', onAll: true },
      saves: null,
    })
  })

  it('says what saves most first, then what saves nobody knows how much, then only why', () => {
    const toy = [
      { eligible: eligible({ skus: ['tea'] }), count: 1 },
      { eligible: eligible({ categories: ['Toys'] }), count: 1 },
    ]
    const shop = shopWith(
      each('why', 'tea', { when: { from: 20250403, until: null, days: [], hours: [] } }),
      {
        ...heading('toy', 'Tea and a toy'),
        ...{ class: 'item', kind: 'bundle', parts: toy },
        value: { kind: 'price', price: money(100) },
      },
      pairOf('tea'),
      pairOf('cake'),
    )
    shop.add('tea', 'cake')
    expect(near(shop).near.map((one) => [one.ruleId, one.saves])).toEqual([
      ['pair-cake', 213],
      ['pair-tea', 150],
      ['toy', null],
      ['why', null],
    ])
  })

  it('names every item of a set that is missing, each that the catalog knows', () => {
    const set = (last: Partial<Eligible>) =>
      bundleOf(['set', 'Tea for two'], 1000, [
        [{ skus: ['tea'] }, 2],
        [{ skus: ['cake'] }, 1],
        [last, 1],
      ])
    const cake = { pieces: 1, of: { kind: 'item', name: 'Cake' } }
    const named = shopWith(set({ skus: ['fw-rope-m'] }))
    named.add('tea', 'tea')
    const rope = { pieces: 1, of: { kind: 'item', name: 'Fetchwell Rope Toy M' } }
    expect(near(named).near).toEqual([
      {
        ...{ ruleId: 'set', name: 'Tea for two', applied: false },
        missing: { code: 'goods-missing', goods: [cake, rope] },
        saves: 2 * 300 + 425 + 950 - 1000,
      },
    ])
    const unnamed = shopWith(set({ categories: ['Dog'] }))
    unnamed.add('tea', 'tea')
    const dog = { pieces: 1, of: { kind: 'category', name: 'Dog' } }
    expect(near(unnamed).near).toMatchObject([{ missing: { goods: [cake, dog] }, saves: null }])
  })

  it.each([[[]], [['4006381333931']]])(
    'names no categories beside single goods (%j)',
    (barcodes) => {
      const [rule] = SHOP_PROMOTIONS.filter((one) => one.id === 'spend')
      if (rule?.class !== 'order') throw new Error('A threshold is an order promotion')
      const mixed = { ...rule.eligible, skus: ['cake'], barcodes, categories: ['Café'] }
      const shop = shopWith({ ...rule, eligible: mixed })
      shop.add(...Array<string>(6).fill('cake'))
      expect(near(shop).near.map((one) => one.missing)).toEqual([
        { code: 'spend-missing', amount: 5000 - 6 * 425, onAll: false, categories: [] },
      ])
    },
  )

  it('tries first what needs the fewest pieces', () => {
    const four = { ...pairOf('gift-box'), id: 'four', buyCount: 3 } as StorePromotionRule
    const ofTea = { buy: eligible({ skus: ['tea'] }), get: eligible({ skus: ['tea'] }) }
    const pairs = PAIRED.filter((sku) => sku !== 'tea').slice(0, 4)
    const shop = shopWith({ ...four, ...ofTea }, ...pairs.map(pairOf))
    shop.add('tea', 'tea', ...pairs)
    const world = { ...shop.context(), others: shop.state }
    const all = nearPromotions(shop.order, world).near.map((one) => one.ruleId)
    expect(all).toContain('four')
    const some = nearPromotions(shop.order, { ...world, isEnough: () => true }).near
    expect(some.map((one) => one.ruleId).sort()).toEqual(pairs.map((sku) => `pair-${sku}`).sort())
  })

  it('stops to try things out when it is told that this is enough', () => {
    const shop = shopWith(...PAIRED.map(pairOf))
    shop.add(...PAIRED)
    const world = { ...shop.context(), others: shop.state }
    expect(nearPromotions(shop.order, world).near).toHaveLength(6)
    expect(nearPromotions(shop.order, { ...world, isEnough: () => true }).near).toHaveLength(4)
  })
})
