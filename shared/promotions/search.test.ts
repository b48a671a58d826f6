import { describe, expect, it } from 'vitest'
import { money, sum } from '../money'
import { pieces, quantity } from '../quantity'
import type { Basket, BasketLine, Evaluation } from './basket'
import { promotionBook } from './book'
import { evaluate } from './evaluate'
import type { StorePromotionRule } from './store-promotion'
import { eligible, HAPPY } from './testing/arbitrary'
import { heading } from './testing/rules'

function line(sku: string, price: number, count = 1, more: Partial<BasketLine> = {}): BasketLine {
  return {
    ...{ lineId: `line-${sku}`, sku, barcodes: [], category: 'dog' },
    ...{ unitPrice: money(price), quantity: pieces(count), counted: true },
    scans: [{ at: HAPPY, pieces: count }],
    ...more,
  }
}

function basket(lines: readonly BasketLine[]): Basket {
  return { lines, now: HAPPY, customer: null }
}

function buyGet(
  id: string,
  buyCount: number,
  getCount: number,
  ratePpm: number,
): StorePromotionRule {
  return {
    ...heading(id, id),
    ...{ class: 'item', kind: 'buy-get', how: 'mixed', buyCount, getCount, ratePpm },
    ...{ buy: eligible({ categories: ['dog'] }), get: eligible({ categories: ['dog'] }) },
  }
}

function set(id: string, skus: readonly string[], price: number): StorePromotionRule {
  const parts = skus.map((sku) => ({ eligible: eligible({ skus: [sku] }), count: 2 }))
  const value = { kind: 'price', price: money(price) } as const
  return { ...heading(id, id), class: 'item', kind: 'bundle', parts, value }
}

/** What each promotion alone would save. */
function bestAlone(lines: readonly BasketLine[], rules: readonly StorePromotionRule[]): number {
  const alone = rules.map((rule) => evaluate(basket(lines), promotionBook([rule])).saved)
  return Math.max(...alone)
}

function expectWhole(found: Evaluation, lines: readonly BasketLine[]): void {
  expect(found.saved).toBe(sum(found.applied.map((one) => one.amount)))
  for (const { lineId, unitPrice, quantity } of lines) {
    const parts = found.applied.flatMap((one) => one.parts).filter((one) => one.lineId === lineId)
    const off = parts.reduce((all, one) => all + one.amount, 0)
    expect(off).toBeLessThanOrEqual((unitPrice * quantity) / 1000)
    expect(parts.reduce((all, one) => all + one.units, 0)).toBeLessThanOrEqual(quantity / 1000)
  }
}

describe('an order too large to try everything', () => {
  const lines = Array.from({ length: 90 }, (_, at) =>
    line(`item-${at}`, 100 + ((at * 37) % 900), 4),
  )
  const rules = [
    buyGet('three', 3, 2, 500_000),
    buyGet('five', 5, 3, 700_000),
    buyGet('seven', 7, 4, 900_000),
  ]

  it('says so, and is never worse than its best promotion alone', () => {
    const found = evaluate(basket(lines), promotionBook(rules))
    expect(found.bounded).toBe(true)
    expect(found.saved).toBeGreaterThanOrEqual(bestAlone(lines, rules))
    expectWhole(found, lines)
  }, 60_000)

  it('comes to the same whatever the sequence of the scans', () => {
    const found = evaluate(basket(lines), promotionBook(rules))
    const other = evaluate(basket([...lines].reverse()), promotionBook([...rules].reverse()))
    expect(other.saved).toBe(found.saved)
    expect(other.bounded).toBe(true)
  }, 60_000)

  it('of more deals than fit side by side leaves some out, and says so', () => {
    const goods = Array.from({ length: 12 }, (_, at) => line(`item-${at}`, 100 + at, 20))
    const sets = Array.from({ length: 11 }, (_, at) =>
      set(
        `set-${String(at).padStart(2, '0')}`,
        [`item-${at}`, `item-${at + 1}`, 'item-0'],
        300 + at,
      ),
    )
    const found = evaluate(basket(goods), promotionBook(sets))
    expect(found.bounded).toBe(true)
    expect(found.saved).toBeGreaterThanOrEqual(bestAlone(goods, sets))
    expectWhole(found, goods)
    // Those that save nothing by themselves need no room beside each other.
    const dear = sets.map((one) => ({ ...one, value: { kind: 'price', price: money(5000) } }))
    const book = promotionBook(dear as StorePromotionRule[])
    expect(evaluate(basket(goods), book)).toMatchObject({ applied: [], bounded: false })
  }, 60_000)
})

describe('a promotion', () => {
  const each = (more: object): StorePromotionRule => ({
    ...heading('each', 'Each'),
    ...{ class: 'item', kind: 'each', eligible: eligible({ skus: ['tea'] }) },
    value: { kind: 'percent', ratePpm: 500_000 },
    ...more,
  })

  it('means goods by a barcode, with its leading zeros or without', () => {
    const rule = each({ eligible: eligible({ barcodes: ['400001102312'] }) })
    const saved = (barcode: string) =>
      evaluate(basket([line('food', 500, 1, { barcodes: [barcode] })]), promotionBook([rule])).saved
    expect(saved('400001102312')).toBe(250)
    expect(saved('00400001102312')).toBe(250)
    expect(saved('0400001102312')).toBe(250)
    expect(saved('400001102313')).toBe(0)
  })

  it('takes nothing off what costs nothing, and a free piece fills no deal', () => {
    const second = { ...buyGet('two', 1, 1, 1_000_000), how: 'same' } as StorePromotionRule
    const found = evaluate(basket([line('tea', 0, 2)]), promotionBook([each({}), second]))
    expect(found).toMatchObject({ applied: [], saved: 0 })
  })

  it('is, of several on one item, the one that saves most, wherever it stands', () => {
    const rate = (id: string, ratePpm: number) => each({ id, value: { kind: 'percent', ratePpm } })
    const rules = [rate('a', 100_000), rate('b', 300_000), rate('c', 200_000)]
    for (const some of [rules, [...rules].reverse()]) {
      const found = evaluate(basket([line('tea', 1000)]), promotionBook(some))
      expect(found.applied).toMatchObject([{ ruleId: 'b', amount: 300 }])
    }
  })

  it('by quantity gives each of its pieces the same step', () => {
    const tiers = {
      ...heading('tiers', 'From two'),
      ...{ class: 'item', kind: 'tiers', eligible: eligible({ skus: ['tea', 'cake', 'pie'] }) },
      tiers: [
        { from: 2, value: { kind: 'percent', ratePpm: 100_000 } },
        { from: 3, value: { kind: 'percent', ratePpm: 300_000 } },
      ],
    } as StorePromotionRule
    const own = each({
      eligible: eligible({ skus: ['pie'] }),
      value: { kind: 'percent', ratePpm: 900_000 },
    })
    const goods = [line('tea', 1000), line('cake', 1000), line('pie', 1000)]
    // Three at 30 % are 9.00; the pie at its own 90 % and two at 10 % are 11.00.
    expect(evaluate(basket(goods), promotionBook([tiers, own])).saved).toBe(1100)
    expect(evaluate(basket(goods), promotionBook([tiers]))).toMatchObject({
      saved: 900,
      applied: [{ ruleId: 'tiers', times: 1 }],
    })
    expect(evaluate(basket(goods.slice(1)), promotionBook([tiers])).saved).toBe(200)
    expect(evaluate(basket(goods.slice(2)), promotionBook([tiers])).saved).toBe(0)
  })

  it('of a set counts whole sets only, the better of two where they share goods', () => {
    const cheap = set('cheap', ['tea', 'cake'], 1500)
    const dear = set('dear', ['tea', 'pie'], 1800)
    const goods = [line('tea', 500, 2), line('cake', 500, 2), line('pie', 600, 2)]
    // Tea and cake: 20.00 for 15.00; tea and pie: 22.00 for 18.00.
    expect(evaluate(basket(goods), promotionBook([cheap, dear]))).toMatchObject({
      saved: 500,
      applied: [{ ruleId: 'cheap', times: 1 }],
    })
    const few = [line('tea', 500, 2), line('cake', 500, 1), line('pie', 600, 1)]
    expect(evaluate(basket(few), promotionBook([cheap, dear])).applied).toEqual([])
  })

  it('for two bought counts the got pieces that were paid for by whole twos only', () => {
    const rule = {
      ...buyGet('mixed', 2, 1, 1_000_000),
      ...{ buy: eligible({ skus: ['tea'] }), get: eligible({ skus: ['cake'] }) },
    } as StorePromotionRule
    const other = each({ value: { kind: 'percent', ratePpm: 100_000 } })
    const saved = (teas: number, cakes: number) =>
      evaluate(
        basket([line('tea', 500, teas), line('cake', 400, cakes)]),
        promotionBook([rule, other]),
      ).saved
    // A tea alone is 10 % off: 0.50. Two teas bring a cake for 4.00 instead.
    expect([saved(1, 1), saved(2, 1), saved(3, 2), saved(4, 2), saved(4, 3)]).toEqual([
      ...[50, 400, 450, 800, 800],
    ])
  })

  it('whose share of a cent rounds to nothing is not on the order', () => {
    const tenth = { ...buyGet('tenth', 1, 1, 100_000), how: 'same' } as StorePromotionRule
    expect(evaluate(basket([line('gum', 4, 2)]), promotionBook([tenth])).applied).toEqual([])
    expect(evaluate(basket([line('gum', 5, 2)]), promotionBook([tenth])).saved).toBe(1)
  })

  it('is worked out the same after the book has forgotten what it had solved', () => {
    const rules = [buyGet('two', 1, 1, 1_000_000)]
    const book = promotionBook(rules)
    const goods = [line('tea', 300), line('cake', 425)]
    const before = evaluate(basket(goods), book)
    expect(before.saved).toBe(425)
    for (let at = 0; book.solved.size < 4000; at += 1) {
      book.solved.set(`else-${at}`, { deals: [], bounded: false })
    }
    const more = evaluate(basket([...goods, line('bun', 200)]), book)
    expect(more.saved).toBe(425)
    expect(book.solved.size).toBe(1)
    const again = evaluate(basket(goods), book)
    expect(again).toEqual(before)
    expect(again.near).toEqual(before.near)
  })

  it('knows its goods and its minutes again after the book has forgotten them', () => {
    const hours = [{ from: 17 * 60, until: 18 * 60 }]
    const book = promotionBook(
      [each({ when: { from: null, until: null, days: [], hours } })],
      'UTC',
    )
    const saved = () => evaluate(basket([line('tea', 300)]), book).saved
    expect(saved()).toBe(150)
    for (let at = 0; at < 20_001; at += 1) {
      book.playsOf({ sku: `other-${at}`, category: '', barcodes: [] })
    }
    for (let minute = 0; minute < 4001; minute += 1) book.forceAt(minute * 60_000)
    expect(saved()).toBe(150)
  })

  it('on the order has what is weighed as one, whatever its weight', () => {
    const value = { kind: 'percent', ratePpm: 100_000 } as const
    const steps = [{ from: money(0), value }]
    const spend = each({ class: 'order', kind: 'order', group: 'a', eligible: eligible(), steps })
    const loose = line('nuts', 1000, 1, { counted: false, quantity: quantity(1230) })
    const { applied } = evaluate(basket([loose, line('tea', 300, 3)]), promotionBook([spend]))
    expect(applied).toMatchObject([
      {
        ...{ amount: 213, times: 1 },
        parts: [
          { lineId: 'line-nuts', units: 1, amount: 123 },
          { lineId: 'line-tea', units: 3, amount: 90 },
        ],
      },
    ])
  })

  it('comes first by its priority, then by its name in the file, whatever its place there', () => {
    const ids = ['b', 'a', 'c', 'a']
    const book = promotionBook(
      ids.map((id, at) => ({ ...each({}), id, priority: at === 2 ? 5 : 0 })),
    )
    expect(book.rules.map((rule) => rule.id)).toEqual(['c', 'a', 'a', 'b'])
  })

  it('that a customer has used up says so, and is there for the next customer', () => {
    const rule = each({ limitPerCustomer: 2 })
    const asked = (times: number) => {
      const customer = { groups: [], uses: { each: times } }
      return evaluate({ ...basket([line('tea', 300, 3)]), customer }, promotionBook([rule]))
    }
    expect(asked(0).saved).toBe(300)
    expect(asked(1).saved).toBe(150)
    expect(asked(2)).toMatchObject({
      saved: 0,
      near: [{ ruleId: 'each', missing: { code: 'limit-used-up', limit: 2, per: 'customer' } }],
    })
  })
})
