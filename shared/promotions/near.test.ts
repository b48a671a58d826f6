import { describe, expect, it } from 'vitest'
import { money } from '../money'
import { pieces, quantity } from '../quantity'
import type { Basket, BasketLine } from './basket'
import { promotionBook } from './book'
import { evaluate } from './evaluate'
import type { ForceTimes, StorePromotionRule } from './store-promotion'
import { EARLY, eligible, HAPPY } from './testing/arbitrary'
import { heading } from './testing/rules'

const HALF = { kind: 'percent', ratePpm: 500_000 } as const
const TEA = eligible({ skus: ['tea'] })
const CAKE = eligible({ skus: ['cake'] })
const BOTH = eligible({ skus: ['tea', 'cake'] })
const WEIGHED = { counted: false, quantity: quantity(1230) }

function line(sku: string, count = 1, more: Partial<BasketLine> = {}): BasketLine {
  return {
    ...{ lineId: `line-${sku}`, sku, barcodes: [], category: 'dog' },
    ...{ unitPrice: money(100), quantity: pieces(count), counted: true },
    scans: [{ at: HAPPY, pieces: count }],
    ...more,
  }
}

function rule(id: string, more: object): StorePromotionRule {
  const each = { class: 'item', kind: 'each', eligible: TEA, value: HALF }
  return { ...heading(id, id), ...each, ...more } as StorePromotionRule
}

function spend(id: string, group: string, froms: readonly number[], ratePpm = 100_000) {
  const value = { kind: 'percent', ratePpm } as const
  const steps = froms.map((from) => ({ from: money(from), value }))
  return rule(id, { class: 'order', kind: 'order', eligible: eligible(), group, steps })
}

function nears(
  rules: readonly StorePromotionRule[],
  lines: readonly BasketLine[],
  more: Partial<Basket> = {},
) {
  return evaluate({ lines, now: HAPPY, customer: null, ...more }, promotionBook(rules, 'UTC')).near
}

/** What one promotion misses on an order; null where it is not near. */
function missing(...asked: [StorePromotionRule, readonly BasketLine[], Partial<Basket>?]) {
  const [one, lines, more] = asked
  return nears([one], lines, more)[0]?.missing ?? null
}

function short(count: number, part = 0) {
  return { code: 'pieces-missing', pieces: count, part }
}

describe('a promotion by quantity', () => {
  const from = (...froms: readonly number[]) =>
    rule('tiers', { kind: 'tiers', tiers: froms.map((one) => ({ from: one, value: HALF })) })

  it.each([
    [1, short(1)],
    [2, short(2)],
    [3, short(1)],
    [4, null],
  ])('from 2, 4 and 9 has with %i pieces its next step so near: %j', (count, said) => {
    expect(missing(from(2, 4, 9), [line('tea', count)])).toEqual(said)
  })

  it.each([
    [1, null],
    [2, short(2)],
    [3, short(1)],
  ])('from 4 is near with half of them: %i pieces, %j', (count, said) => {
    expect(missing(from(4), [line('tea', count)])).toEqual(said)
  })

  it('is not near what is weighed: that counts as no piece', () => {
    expect(missing(from(1), [line('tea', 1, WEIGHED)])).toBeNull()
    expect(missing(from(2), [line('tea', 1, WEIGHED)])).toBeNull()
    expect(missing(from(2), [line('tea'), line('tea', 1, WEIGHED)])).toEqual(short(1))
  })
})

describe('a promotion that gives some for some', () => {
  const buyGet = (how: string, buyCount: number, getCount: number, more: object = {}) => {
    const counts = { buyCount, getCount, ratePpm: 500_000 }
    return rule('deal', { kind: 'buy-get', how, buy: BOTH, get: BOTH, ...counts, ...more })
  }

  it.each([
    [2, 1, [3, 1], null],
    [2, 1, [3, 2], short(1)],
    [3, 1, [4, 2], short(2)],
    [3, 1, [4, 1], null],
    [1, 1, [2, 0], null],
    [1, 2, [2, 0], short(1)],
    [1, 2, [4, 0], short(1)],
  ] as const)('of one item, %i and %i: with %j pieces once more: %j', (buy, get, bought, said) => {
    const [teas, cakes] = bought
    const lines = [line('tea', teas), ...(cakes > 0 ? [line('cake', cakes)] : [])]
    expect(missing(buyGet('same', buy, get), lines)).toEqual(said)
  })

  it('of one item goes by the item that is nearest, not by all together', () => {
    expect(missing(buyGet('same', 3, 1), [line('tea', 2), line('cake', 2)])).toEqual(short(2))
    expect(missing(buyGet('same', 3, 1), [line('tea', 2), line('cake', 3)])).toEqual(short(1))
  })

  it.each([
    [3, null],
    [4, null],
    [5, short(1)],
  ])('the cheapest of three: with %i pieces once more: %j', (count, said) => {
    expect(missing(buyGet('cheapest', 2, 1), [line('tea', count)])).toEqual(said)
  })

  it.each([
    [1, 2, 1, null],
    [1, 3, 1, null],
    [1, 4, 1, short(1, 1)],
    [1, 3, 2, short(1, 0)],
    [2, 4, 2, short(1, 1)],
  ])('two teas for %i cakes: with %i and %i once more: %j', (get, teas, cakes, said) => {
    const deal = buyGet('mixed', 2, get, { buy: TEA, get: CAKE })
    expect(missing(deal, [line('tea', teas), line('cake', cakes)])).toEqual(said)
  })
})

describe('a promotion with a limit', () => {
  const each = (more: object) => rule('each', more)
  const customer = { groups: [], uses: { each: 1 }, usesToday: { each: 1 } }

  it('says so where more pieces are there than it takes', () => {
    const parts = [{ eligible: TEA, count: 2 }]
    const set = rule('set', { kind: 'bundle', parts, value: HALF, limitPerOrder: 1 })
    const full = { code: 'limit-used-up', limit: 1, per: 'order' }
    expect(missing(set, [line('tea', 2)])).toBeNull()
    expect(missing(set, [line('tea', 3)])).toEqual(full)
    expect(missing(each({ limitPerOrder: 1 }), [line('tea', 2)])).toEqual(full)
    expect(missing(each({ limitPerOrder: 3 }), [line('tea', 2)])).toBeNull()
  })

  it('of a customer counts earlier orders and this one', () => {
    const full = { code: 'limit-used-up', limit: 2, per: 'customer' }
    const lines = [line('tea', 2)]
    expect(missing(each({ limitPerCustomer: 2 }), lines, { customer })).toEqual(full)
    expect(missing(each({ limitPerCustomerDay: 2 }), lines, { customer })).toEqual({
      ...full,
      today: true,
    })
    expect(missing(each({ limitPerCustomer: 4 }), lines, { customer })).toBeNull()
    expect(missing(each({ limitPerCustomer: 1 }), lines, { customer })).toEqual({
      ...full,
      limit: 1,
    })
  })
})

describe('a promotion for some customers', () => {
  const parts = [{ eligible: TEA, count: 2 }]
  const set = (more: object) => rule('set', { kind: 'bundle', parts, value: HALF, ...more })
  const known = (groups: readonly string[], more: object = {}) => ({
    customer: { groups, uses: {}, ...more },
  })

  it('asks for one group of several', () => {
    const members = set({ groups: ['staff', 'member'] })
    const one = [line('tea')]
    expect(missing(members, one)).toEqual({ code: 'customer-missing' })
    expect(missing(members, one, known(['member']))).toEqual(short(1))
    expect(missing(members, one, known(['other']))).toEqual({
      code: 'group-missing',
      groups: ['staff', 'member'],
    })
  })

  it('asks a guest for an account only where uses are counted', () => {
    const guest = known([], { isGuest: true })
    const one = [line('tea')]
    expect(missing(set({ limitPerCustomer: 1 }), one)).toEqual({ code: 'customer-missing' })
    expect(missing(set({ limitPerCustomer: 1 }), one, guest)).toEqual({ code: 'customer-missing' })
    expect(missing(set({}), one, guest)).toEqual(short(1))
    expect(missing(set({ limitPerCustomer: 1 }), one, known([]))).toEqual(short(1))
  })
})

describe('a promotion by what is spent', () => {
  it.each([
    [2, null],
    [3, { code: 'spend-missing', amount: 300 }],
    [6, { code: 'spend-missing', amount: 600 }],
    [12, null],
  ])('has with %i pieces at 1.00 its next step so near: %j', (count, said) => {
    expect(missing(spend('spend', 'a', [600, 1200, 2401]), [line('tea', count)])).toEqual(said)
  })

  it('is in nobody’s way in another group, and gives way in its own', () => {
    const all = spend('all', 'a', [0], 1_000_000)
    const beside = (group: string) => nears([all, spend('small', group, [100])], [line('tea')])
    expect(beside('b')).toEqual([])
    expect(beside('a')).toMatchObject([
      { ruleId: 'small', applied: false, missing: { code: 'not-with', ruleId: 'all' } },
    ])
  })
})

describe('a promotion that is not in force', () => {
  const when = (more: Partial<ForceTimes>) =>
    rule('each', { when: { from: null, until: null, days: [], hours: [], ...more } })

  it('is told of for fourteen days after its last', () => {
    // It is Monday, March 2, 2026.
    expect(missing(when({ until: 20260216 }), [line('tea')])).toEqual({
      code: 'ended',
      day: 20260216,
    })
    expect(missing(when({ until: 20260215 }), [line('tea')])).toBeNull()
  })

  it('is told of with the moment from which it counts', () => {
    const happy = when({ hours: [{ from: 17 * 60, until: 18 * 60 }] })
    const before = line('tea', 1, { scans: [{ at: EARLY, pieces: 1 }] })
    const from = HAPPY - 30 * 60_000
    expect(missing(happy, [before], { now: EARLY })).toEqual({ code: 'not-in-force', from })
    expect(missing(happy, [line('tea')])).toBeNull()
  })
})

describe('a promotion whose pieces another one has', () => {
  const tenth = rule('tenth', { value: { kind: 'percent', ratePpm: 100_000 } })
  const other = (ruleId: string) => ({ code: 'not-with', ruleId, name: ruleId })

  it('names the one on each piece, or the deal that took them', () => {
    const half = rule('half', {})
    expect(nears([tenth, half], [line('tea')])).toMatchObject([
      { ruleId: 'tenth', missing: other('half') },
    ])
    const parts = [{ eligible: TEA, count: 2 }]
    const set = rule('set', { kind: 'bundle', parts, value: { kind: 'price', price: money(1) } })
    expect(nears([tenth, set], [line('tea', 2)])).toMatchObject([
      { ruleId: 'tenth', missing: other('set') },
    ])
  })

  it('names the one that stands alone', () => {
    const alone = rule('alone', { eligible: CAKE, exclusive: true })
    expect(nears([tenth, alone], [line('tea'), line('cake')])).toMatchObject([
      { ruleId: 'tenth', missing: other('alone') },
    ])
    // It saves less here than the other does on other goods: they do not go together all the same.
    expect(nears([tenth, alone], [line('tea', 9), line('cake')])).toMatchObject([
      { ruleId: 'alone', missing: other('tenth') },
    ])
  })
})

describe('a promotion that would take nothing off', () => {
  const same = rule('same', { value: { kind: 'price', price: money(100) } })

  it('is not near, alone or beside another', () => {
    expect(nears([same], [line('tea')])).toEqual([])
    const cakes = rule('cakes', { eligible: CAKE })
    expect(nears([same, cakes], [line('tea'), line('cake')])).toEqual([])
  })
})
