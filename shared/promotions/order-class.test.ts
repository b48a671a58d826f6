import { describe, expect, it } from 'vitest'
import { money } from '../money'
import { pieces, quantity } from '../quantity'
import type { BasketLine, Evaluation } from './basket'
import { promotionBook } from './book'
import { evaluate } from './evaluate'
import { cutsThrough, spendings } from './order-class'
import type { StorePromotionRule } from './store-promotion'
import { EARLY, eligible, HAPPY } from './testing/arbitrary'
import { heading } from './testing/rules'

const TEN = { kind: 'percent', ratePpm: 100_000 } as const
const ALWAYS = { from: null, until: null, days: [], hours: [] }
const TEAS = eligible({ skus: ['tea'] })

function line(sku: string, price: number, more: Partial<BasketLine> = {}): BasketLine {
  return {
    ...{ lineId: `line-${sku}`, sku, barcodes: [], category: 'dog' },
    ...{ unitPrice: money(price), quantity: pieces(1), counted: true },
    scans: [{ at: HAPPY, pieces: 1 }],
    ...more,
  }
}

function amount(cents: number) {
  return { kind: 'amount', amount: money(cents) } as const
}

function spend(id: string, value: object, more: object = {}): StorePromotionRule {
  const steps = [{ from: money(0), value }]
  const order = { class: 'order', kind: 'order', group: 'a', eligible: eligible(), steps }
  return { ...heading(id, id), ...order, ...more } as StorePromotionRule
}

function found(rules: readonly StorePromotionRule[], lines: readonly BasketLine[]): Evaluation {
  return evaluate({ lines, now: HAPPY, customer: null }, promotionBook(rules, 'UTC'))
}

function taken(rules: readonly StorePromotionRule[], lines: readonly BasketLine[]) {
  return found(rules, lines).applied.map((one) => [one.ruleId, one.amount])
}

describe('promotions on the order', () => {
  it.each([
    [[256], false],
    [[257], true],
    [[16, 16], false],
    [[16, 17], true],
    [[], false],
  ])('in groups of %j: more combinations than are tried: %j', (groups, said) => {
    const rules = groups.flatMap((size, group) =>
      Array.from({ length: size }, (_, at) =>
        spend(`${group}-${at}`, amount(100 + at), { group: `${group}` }),
      ),
    )
    const { bounded, applied } = found(rules, [line('tea', 5000)])
    expect(bounded).toBe(said)
    const dearest = groups.map((size) => 100 + size - 1)
    expect(applied.map((one) => one.amount)).toEqual(dearest)
  })

  it('count as a combination only where they are reached', () => {
    const many = (count: number, group: string, from: number) =>
      Array.from({ length: count }, (_, at) => {
        const steps = [{ from: money(from), value: amount(1) }]
        return spend(`${group}-${from}-${at}`, TEN, { group, steps })
      })
    const rules = [...many(16, 'a', 0), ...many(16, 'b', 0), ...many(9, 'b', 1001)]
    expect(found(rules, [line('tea', 1000)])).toMatchObject({ saved: 2, bounded: false })
    expect(found(rules, [line('tea', 1001)])).toMatchObject({ saved: 2, bounded: true })
    expect(found(many(257, 'a', 0), [line('gift', 0)])).toMatchObject({ saved: 0, bounded: false })
    expect(found(many(257, 'a', 0), [line('gum', 1)])).toMatchObject({ saved: 1, bounded: true })
  })

  it('are for their customers and their hours only', () => {
    const at = (from: number) => ({ when: { ...ALWAYS, hours: [{ from, until: from + 60 }] } })
    const tea = [line('tea', 1000)]
    expect(taken([spend('spend', TEN, at(17 * 60))], tea)).toEqual([['spend', 100]])
    expect(taken([spend('spend', TEN, at(18 * 60))], tea)).toEqual([])
    expect(taken([spend('spend', TEN, { groups: ['petz'] })], tea)).toEqual([])
  })

  it('of one group that save the same are the same in whatever sequence the goods come', () => {
    const cakes = spend('cakes', amount(100), { eligible: eligible({ skus: ['cake'] }) })
    const rules = [cakes, spend('every', amount(100))]
    const lines = [line('tea', 1000), line('cake', 500)]
    expect(taken(rules, lines)).toEqual([['cakes', 100]])
    expect(taken(rules, [...lines].reverse())).toEqual([['cakes', 100]])
  })

  it.each([
    ['by priority', ['high', 10], ['mid', 5], ['low', 0]],
    ['by name', ['a', 0], ['m', 0], ['z', 0]],
  ] as const)('fall %s also where a group gave its later one', (_, first, other, later) => {
    const rules = [
      spend(first[0], amount(1), { priority: first[1] }),
      spend(other[0], amount(100), { priority: other[1], group: 'b' }),
      spend(later[0], { kind: 'percent', ratePpm: 500_000 }, { priority: later[1] }),
    ]
    expect(taken(rules, [line('tea', 1000)])).toEqual([
      [other[0], 100],
      [later[0], 450],
    ])
  })

  it('fall on what the one before left, by priority, then by name', () => {
    const tea = [line('tea', 1000)]
    const both = (ids: readonly [string, string], first: number, second: number) => [
      spend(ids[0], TEN, { group: 'a', priority: first }),
      spend(ids[1], amount(100), { group: 'b', priority: second }),
    ]
    const tenthFirst = [100, 100]
    const amountFirst = [100, 90]
    const off = (rules: readonly StorePromotionRule[]) => taken(rules, tea).map(([, one]) => one)
    expect(off(both(['x', 'y'], 0, 0))).toEqual(tenthFirst)
    expect(off(both(['y', 'x'], 0, 0))).toEqual(amountFirst)
    expect(off(both(['y', 'x'], 1, 0))).toEqual(tenthFirst)
    expect(off(both(['x', 'y'], 0, 1))).toEqual(amountFirst)
  })

  it('of one group that save the same are settled by priority, then by name', () => {
    const tea = [line('tea', 1000)]
    const beside = spend('beside', amount(50), { group: 'b' })
    const two = (priority: number) => [
      spend('x', amount(100)),
      spend('y', amount(100), { priority }),
    ]
    expect(taken(two(0), tea)).toEqual([['x', 100]])
    expect(taken(two(5), tea)).toEqual([['y', 100]])
    expect(taken([...two(0), beside], tea)).toEqual([
      ['beside', 50],
      ['x', 100],
    ])
    expect(taken([...two(5), beside], tea)).toEqual([
      ['y', 100],
      ['beside', 50],
    ])
  })

  it('are chosen for what they save together, not for what each saves alone', () => {
    const tea = [line('tea', 1000)]
    const first = spend('first', amount(500), { group: 'b', priority: 1 })
    // Alone 70 % is more than 6.00; of the 5.00 that the first one leaves it is less.
    const others = [
      spend('percent', { kind: 'percent', ratePpm: 700_000 }),
      spend('amount', amount(600)),
    ]
    expect(taken([first, ...others], tea)).toEqual([
      ['first', 500],
      ['amount', 500],
    ])
    // Where there are too many to try, those that save most alone.
    const small = Array.from({ length: 255 }, (_, at) => spend(`small-${at}`, amount(1)))
    expect(found([first, ...others, ...small], tea)).toMatchObject({
      ...{ bounded: true, saved: 850 },
      applied: [{ ruleId: 'first' }, { ruleId: 'percent' }],
    })
  })

  it('that save the same together are settled by the priority of what takes most', () => {
    const rules = [
      spend('high', amount(200), { priority: 10 }),
      spend('low', amount(900), { priority: 9 }),
      spend('rest', amount(1000), { priority: 1, group: 'b' }),
    ]
    expect(taken(rules, [line('tea', 1000)])).toEqual([
      ['low', 900],
      ['rest', 100],
    ])
  })

  it('are there, and not one that stands alone, where both save the same', () => {
    const each = { ...heading('alone', 'alone'), class: 'item', kind: 'each', eligible: TEAS }
    const alone = { ...each, exclusive: true, value: amount(100) } as StorePromotionRule
    const tea = [line('tea', 1000)]
    expect(taken([spend('spend', amount(100)), alone], tea)).toEqual([['spend', 100]])
    const dearer = { ...alone, priority: 1 }
    expect(taken([spend('spend', amount(100)), dearer], tea)).toEqual([['alone', 100]])
    const item = { ...alone, id: 'item', exclusive: false }
    const order = spend('order', amount(100), { exclusive: true })
    expect(taken([order, item], tea)).toEqual([['item', 100]])
  })

  it('count the shelf price for their step, to the cent, and take what is left at most', () => {
    const steps = [
      { from: money(1000), value: amount(2000) },
      { from: money(1001), value: TEN },
    ]
    const half = { ...heading('half', 'half'), class: 'item', kind: 'each', eligible: TEAS }
    const item = { ...half, value: { kind: 'percent', ratePpm: 500_000 } } as StorePromotionRule
    const rules = [spend('spend', TEN, { steps }), item]
    expect(taken(rules, [line('tea', 999)])).toEqual([['half', 500]])
    expect(taken(rules.slice(0, 1), [line('tea', 500), line('cake', 500)])).toEqual([
      ['spend', 1000],
    ])
    expect(taken(rules, [line('tea', 1000)])).toEqual([
      ['half', 500],
      ['spend', 500],
    ])
    expect(taken(rules.slice(0, 1), [line('cake', 1001)])).toEqual([['spend', 1001]])
    expect(taken([spend('spend', TEN, { steps: steps.slice(1) })], [line('tea', 1001)])).toEqual([
      ['spend', 100],
    ])
  })

  it('leave out the lines that nothing was taken off', () => {
    const lines = [line('gum', 1), line('tea', 1000), line('gift', 0)]
    const parts = [{ lineId: 'line-tea', units: 1, amount: 100 }]
    expect(found([spend('spend', TEN)], lines).applied).toEqual([
      { ruleId: 'spend', name: 'spend', class: 'order', amount: 100, times: 1, parts },
    ])
    expect(found([spend('spend', TEN)], [line('gum', 1)]).applied).toEqual([])
    expect(taken([spend('spend', amount(5))], [line('gum', 1)])).toEqual([['spend', 1]])
    expect(found([spend('spend', amount(5))], [line('gift', 0)]).applied).toEqual([])
  })

  it.each([
    ['by name', { sku: 'a' }, { sku: 'b' }],
    ['the dearer', { unitPrice: money(4), quantity: quantity(750) }, { quantity: quantity(1000) }],
    ['of which is more', { quantity: quantity(1100) }, { quantity: quantity(1000) }],
    ['in pieces', { counted: true }, { counted: false }],
  ])('give the odd cent to the goods that come first %s, in either sequence', (_, one, other) => {
    const lines = [
      line('tea', 3, { lineId: 'first', counted: false, ...one }),
      line('tea', 3, { lineId: 'second', counted: false, ...other }),
    ]
    for (const some of [lines, [...lines].reverse()]) {
      const [off] = found([spend('spend', amount(1))], some).applied
      expect(off?.parts).toMatchObject([{ lineId: 'first', amount: 1 }])
    }
  })

  it('give the odd cent to the goods of which most is left, in either sequence', () => {
    const hours = [{ from: 17 * 60, until: 18 * 60 }]
    const happy = { when: { ...ALWAYS, hours }, eligible: TEAS }
    const toOne = { kind: 'price', price: money(1) }
    const each = { ...heading('each', 'each'), class: 'item', kind: 'each', value: toOne }
    const rules = [{ ...each, ...happy } as StorePromotionRule, spend('spend', amount(2))]
    const lines = [
      line('tea', 3, { lineId: 'full', scans: [{ at: EARLY, pieces: 1 }] }),
      line('tea', 3, { lineId: 'happy' }),
    ]
    for (const some of [lines, [...lines].reverse()]) {
      expect(found(rules, some).applied[1]?.parts).toMatchObject([{ lineId: 'full', amount: 2 }])
    }
  })
})

describe('a choice on the items that an order promotion falls into', () => {
  const [tea, cake, other] = [line('tea', 1000), line('cake', 500), line('other', 500)]
  const lines = [tea, cake, other]
  const from = (cents: number) => ({ steps: [{ from: money(cents), value: TEN }], eligible: TEAS })

  const cuts = (
    together: readonly (readonly BasketLine[])[],
    more: object = {},
    where: { readonly left?: number; readonly holds?: boolean } = {},
  ) => {
    const book = promotionBook([spend('spend', TEN, { ...from(1000), ...more })])
    const force = { key: '', holds: [where.holds ?? true] }
    const left = [where.left ?? Infinity]
    return cutsThrough(together, lines, { book, left, force, spending: spendings(lines, book) })
  }

  it('might be another where it means some of the goods and not the others', () => {
    expect(cuts([[tea, cake]])).toBe(true)
    expect(cuts([[cake, tea]])).toBe(true)
    expect(
      cuts([
        [cake, other],
        [tea, cake, other],
      ]),
    ).toBe(true)
    expect(cuts([[tea], [cake]])).toBe(false)
    expect(cuts([[cake, other], [tea]])).toBe(false)
    expect(cuts([])).toBe(false)
  })

  it('might be another by its first step, and by one promotion of several', () => {
    const steps = [1000, 9000].map((one) => ({ from: money(one), value: TEN }))
    expect(cuts([[tea, cake]], { steps })).toBe(true)
    const rules = [spend('every', TEN), spend('teas', TEN, from(0))]
    const book = promotionBook(rules)
    const force = { key: '', holds: [true, true] }
    const spending = spendings(lines, book)
    const where = { book, left: [Infinity, Infinity], force, spending }
    expect(cutsThrough([[tea, cake]], lines, where)).toBe(true)
  })

  it('is not where the promotion is not reached, used up, not in force or means the whole order', () => {
    expect(cuts([[tea, cake]], from(1001))).toBe(false)
    expect(cuts([[tea, cake]], {}, { left: 0 })).toBe(false)
    expect(cuts([[tea, cake]], {}, { holds: false })).toBe(false)
    expect(cuts([[tea, cake]], { eligible: eligible() })).toBe(false)
  })
})
