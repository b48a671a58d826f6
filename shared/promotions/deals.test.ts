import { describe, expect, it } from 'vitest'
import { money } from '../money'
import { dealsOf, pieceSaving, type Deal } from './deals'
import type { Kind } from './pieces'
import type { ItemPromotionRule } from './store-promotion'
import { eligible } from './testing/arbitrary'
import { heading } from './testing/rules'

const HALF = { kind: 'percent', ratePpm: 500_000 } as const
const TEA = { at: 0, kind: kindOf('tea', 600, 10) }
const CAKE = { at: 1, kind: kindOf('cake', 300, 3) }

const BUY = 0
const GET = 1

function kindOf(sku: string, price: number, count: number): Kind {
  const names = { key: sku, number: 1, sku }
  return { ...names, price, count, counted: true, plays: [], stands: [] }
}

function rule(more: object): ItemPromotionRule {
  const each = { class: 'item', kind: 'each', eligible: eligible(), value: HALF }
  return { ...heading('deal', 'Deal'), ...each, ...more } as ItemPromotionRule
}

function buyGet(how: string, buyCount: number, getCount: number): ItemPromotionRule {
  const goods = { buy: eligible(), get: eligible() }
  return rule({ kind: 'buy-get', how, buyCount, getCount, ratePpm: 1_000_000, ...goods })
}

function setOf(counts: readonly number[], value: object = HALF): ItemPromotionRule {
  const parts = counts.map((count) => ({ eligible: eligible(), count }))
  return rule({ kind: 'bundle', parts, value })
}

type Playing = Parameters<typeof dealsOf>[0]

function deals(one: ItemPromotionRule, kinds: Playing['kinds'], left = Infinity) {
  return dealsOf({ index: 0, rule: one, left, kinds })
}

/** The one machine of a promotion. */
function deal(one: ItemPromotionRule, kinds: Playing['kinds']): Deal {
  const [first, ...others] = deals(one, kinds)
  expect(others).toEqual([])
  if (first === undefined) throw new Error('No deal')
  return first
}

/** The states of a machine while pieces take these roles. */
function states({ step }: Deal, roles: readonly number[]): readonly number[] {
  let state = 0
  return roles.map((role) => (state = step(state, role)))
}

describe('a piece', () => {
  const saved = (value: object, price: number, counted = true) =>
    pieceSaving(value as Parameters<typeof pieceSaving>[0], { price, counted })

  it('saves a percentage of its price, to the nearest cent', () => {
    expect(saved(HALF, 301)).toBe(151)
    expect(saved({ kind: 'percent', ratePpm: 333_333 }, 100)).toBe(33)
  })

  it('saves an amount up to its price, or what it costs above another price', () => {
    const amount = { kind: 'amount', amount: 50 }
    expect([saved(amount, 49), saved(amount, 50), saved(amount, 51)]).toEqual([49, 50, 50])
    const price = { kind: 'price', price: 50 }
    expect([saved(price, 49), saved(price, 50), saved(price, 52)]).toEqual([0, 0, 2])
  })

  it('that is weighed knows percentages only', () => {
    expect(saved(HALF, 300, false)).toBe(150)
    expect(saved({ kind: 'amount', amount: 50 }, 300, false)).toBe(0)
    expect(saved({ kind: 'price', price: 50 }, 300, false)).toBe(0)
  })
})

describe('pieces that help each other', () => {
  it('lend what each role is worth, and at the end of a time nothing is owed', () => {
    // Of five teas at 6.00 two are free: 2.40 on each that is bought, and 3.60 less on each that is got.
    const one = deal(buyGet('cheapest', 3, 2), [[TEA], [TEA]])
    expect(one.lends).toEqual([240, -360])
    const after = states(one, [BUY, BUY, BUY, GET, GET])
    expect(after.map((state) => one.lent(state))).toEqual([240, 480, 720, 360, 0])
    expect(after.map((state) => one.accepts(state))).toEqual([false, false, true, true, true])
  })

  it('owe what was got before it was paid for', () => {
    const one = deal(buyGet('mixed', 3, 2), [[TEA], [TEA]])
    const after = states(one, [GET, BUY, BUY, BUY, GET])
    expect(after.map((state) => Math.round(one.lent(state)))).toEqual([-360, -120, 120, 360, 0])
    expect(after.map((state) => one.accepts(state))).toEqual([false, false, false, true, true])
  })

  it.each([
    ['each piece for itself', rule({ kind: 'each', value: HALF }), [0]],
    ['a set', setOf([1, 2]), [0, 0]],
    [
      'a step by quantity',
      rule({ kind: 'tiers', tiers: [2, 4].map((from) => ({ from, value: HALF })) }),
      [0, 0],
    ],
  ])('are not those of %s: it lends nothing', (_, one, nothing) => {
    const found = deal(one, [[TEA], [TEA]])
    expect(found.lends).toEqual(nothing)
    for (let state = 0; state < found.states; state += 1) expect(found.lent(state)).toBe(0)
  })
})

describe('a promotion is no deal', () => {
  it('where it saves nothing on any of its pieces', () => {
    const price = (cents: number) =>
      rule({ kind: 'each', value: { kind: 'price', price: money(cents) } })
    expect(deals(price(600), [[TEA, CAKE]], 2)).toEqual([])
    expect(deals(price(599), [[TEA, CAKE]], 2)).toMatchObject([{ limit: 2 }])
    const one = deal(price(599), [[TEA, CAKE]])
    expect([...one.roles]).toEqual([[0, [{ role: 0, saved: 1 }]]])
    expect([one.states, one.cost, one.step(0, 0), one.accepts(0)]).toEqual([1, 0, 0, true])
    expect(one.completes(0, 0, 0)).toBe(true)
  })

  it('where its pieces do not suffice for one set, though each part by itself has enough', () => {
    expect(deals(setOf([2, 1]), [[CAKE], [CAKE]])).toHaveLength(1)
    expect(deals(setOf([2, 2]), [[CAKE], [CAKE]])).toEqual([])
    expect(deals(setOf([2, 2]), [[CAKE], [CAKE, TEA]])).toHaveLength(1)
  })

  it('where nobody may have it any more', () => {
    expect(deals(setOf([1]), [[TEA]], 0)).toEqual([])
    expect(deals(setOf([1]), [[TEA]], 1)).toMatchObject([{ limit: 1 }])
  })
})

describe('so many for so many', () => {
  const weighed = { ...TEA, kind: { ...TEA.kind, counted: false } }
  const four = { at: 2, kind: kindOf('pie', 100, 4) }

  it('of one item is a deal of its own for each item, by name', () => {
    const found = deals(buyGet('same', 1, 1), [[TEA, CAKE, four], [TEA]])
    expect(found.map(({ roles }) => [...roles.keys()])).toEqual([[1], [2], [0]])
    const both = { role: 1, saved: 300 }
    expect(found[0]?.roles.get(1)).toEqual([{ role: 0, saved: 0 }, both])
  })

  it('asks for one piece more than is bought', () => {
    expect(deals(buyGet('cheapest', 3, 1), [[four], [four]])).toHaveLength(1)
    expect(deals(buyGet('cheapest', 4, 1), [[four], [four]])).toEqual([])
    expect(deals(buyGet('mixed', 3, 1), [[four], [four]])).toHaveLength(1)
    expect(deals(buyGet('mixed', 4, 1), [[four], [four]])).toEqual([])
    expect(deals(buyGet('mixed', 4, 1), [[four], [CAKE]])).toHaveLength(1)
    expect(deals(buyGet('mixed', 5, 1), [[four], [CAKE]])).toEqual([])
    expect(deals(buyGet('mixed', 3, 1), [[four], []])).toEqual([])
  })

  it('has a state for each piece towards the next time and each that may be got', () => {
    // Ten teas pay for six more at most: nought to two bought, nought to six due.
    const { states: some } = deal(buyGet('cheapest', 3, 2), [[TEA], [TEA]])
    expect(some).toBe(3 * 7)
    expect(deal(buyGet('mixed', 3, 2), [[TEA], [TEA]]).states).toBe(3 * 13)
    expect(deal(buyGet('mixed', 3, 2), [[TEA], [CAKE]]).states).toBe(3 * 7)
  })

  it('is due for as many pieces as are there, and in advance for no more than can be paid', () => {
    const one = deal(buyGet('mixed', 2, 9), [[four], [CAKE]])
    const after = states(one, [BUY, BUY, GET, GET, GET])
    expect(after.map((state) => one.accepts(state))).toEqual([false, true, true, true, true])
    expect(states(one, [GET, GET, GET, GET]).map((state) => state < 0)).toEqual([
      ...[false, false, false, true],
    ])
    const cheapest = deal(buyGet('cheapest', 2, 1), [[four], [four]])
    expect(states(cheapest, [GET])).toEqual([-1])
    expect(states(cheapest, [BUY, BUY, GET, GET]).map((state) => state < 0)).toEqual([
      ...[false, false, false, true],
    ])
  })

  it('comes once more with the last piece that is bought, not with one that is got', () => {
    const { completes, step } = deal(buyGet('mixed', 2, 1), [[four], [CAKE]])
    const first = step(0, BUY)
    expect(completes(0, first, BUY)).toBe(false)
    expect(completes(first, step(first, BUY), BUY)).toBe(true)
    expect(completes(first, step(first, GET), GET)).toBe(false)
  })

  it('gives no piece that would save nothing', () => {
    const gum = { at: 3, kind: kindOf('gum', 4, 4) }
    const tenth = { ...buyGet('cheapest', 1, 1), ratePpm: 100_000 } as ItemPromotionRule
    const { roles } = deal(tenth, [
      [gum, four],
      [gum, four],
    ])
    expect(roles.get(3)).toEqual([{ role: BUY, saved: 0 }])
    expect(roles.get(2)).toEqual([
      { role: BUY, saved: 0 },
      { role: GET, saved: 10 },
    ])
  })

  it('does not count what is weighed', () => {
    expect(deals(buyGet('cheapest', 1, 1), [[weighed], [weighed]])).toEqual([])
    expect(deals(setOf([1]), [[weighed]])).toEqual([])
    expect(deals(buyGet('mixed', 1, 1), [[four], [weighed]])).toEqual([])
  })
})

it('a set counts a piece that could play two of its parts once', () => {
  // Ten teas make five sets of two: each part has nought to five of them.
  expect(deal(setOf([1, 1]), [[TEA], [TEA]]).states).toBe(36)
  expect(deal(setOf([1, 1]), [[TEA], [CAKE]]).states).toBe(16)
})

it('a limit that the pieces cannot reach is none', () => {
  const each = rule({ kind: 'each', value: HALF })
  expect(deals(each, [[CAKE]], 3)).toMatchObject([{ limit: null }])
  expect(deals(each, [[CAKE]], 2)).toMatchObject([{ limit: 2 }])
})
