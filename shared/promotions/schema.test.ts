import { describe, expect, it } from 'vitest'
import { PROMOTION, ruleOf } from './schema'

/** A promotion of the file as a rule, in dollars and cents. */
function read(given: object) {
  return ruleOf(PROMOTION.parse({ id: 'a', name: 'A', ...given }), 2)
}

describe('a promotion of the file', () => {
  it('is off each piece: a percentage, an amount, or a price of its own', () => {
    const each = { kind: 'each', items: ['tea'] }
    expect(read({ ...each, percent: 12.5 })).toMatchObject({
      value: { kind: 'percent', ratePpm: 125_000 },
    })
    expect(read({ ...each, amount: 0.5 })).toMatchObject({ value: { kind: 'amount', amount: 50 } })
    expect(read({ ...each, price: 1.99 })).toMatchObject({ value: { kind: 'price', price: 199 } })
  })

  it('gives what is got free where no percentage stands, and from the goods that are bought', () => {
    const buy = { count: 2, items: ['tea'] }
    const get = { count: 1, items: ['cake'] }
    expect(read({ kind: 'buy-get', how: 'mixed', buy, get })).toMatchObject({
      ...{ buyCount: 2, getCount: 1, ratePpm: 1_000_000 },
      ...{ buy: { skus: ['tea'] }, get: { skus: ['cake'] } },
    })
    const same = { kind: 'buy-get', how: 'same', buy, get: { count: 1, percent: 50 } }
    expect(read(same)).toMatchObject({ get: { skus: ['tea'] }, ratePpm: 500_000 })
  })

  it('is a set at one price or at a percentage off', () => {
    const parts = [
      { count: 1, items: ['tea'] },
      { count: 2, items: ['cake'] },
    ]
    expect(read({ kind: 'set', parts, price: 6 })).toMatchObject({
      value: { kind: 'price', price: 600 },
      parts: [{ count: 1 }, { count: 2 }],
    })
    expect(read({ kind: 'set', parts, percent: 20 })).toMatchObject({
      value: { kind: 'percent', ratePpm: 200_000 },
    })
  })

  it('by quantity or by what is spent has its steps in rising order', () => {
    const quantity = [
      { from: 6, price: 1 },
      { from: 3, percent: 5 },
    ]
    expect(read({ kind: 'quantity', items: ['tea'], steps: quantity })).toMatchObject({
      tiers: [
        { from: 3, value: { kind: 'percent', ratePpm: 50_000 } },
        { from: 6, value: { kind: 'price', price: 100 } },
      ],
    })
    const steps = [
      { from: 100, percent: 10 },
      { from: 50, amount: 5 },
    ]
    const spend = { kind: 'spend', categories: ['Dog'], steps }
    expect(read(spend)).toMatchObject({
      group: 'order',
      steps: [
        { from: 5000, value: { kind: 'amount', amount: 500 } },
        { from: 10_000, value: { kind: 'percent', ratePpm: 100_000 } },
      ],
    })
    expect(read({ ...spend, group: 'members' })).toMatchObject({ group: 'members' })
  })

  it('ends on its last day', () => {
    const rule = read({ kind: 'each', items: ['tea'], percent: 5, until: '2026-03-31' })
    expect(rule.when).toEqual({ from: null, until: 20260331, days: [], hours: [] })
  })
})

describe('the bounds of a promotion', () => {
  const takes = (given: object) => {
    const each = 'kind' in given ? {} : { kind: 'each', percent: 5 }
    return PROMOTION.safeParse({ id: 'a', name: 'A', ...each, ...given }).success
  }
  const long = (count: number) => 'x'.repeat(count)
  const many = <T>(count: number, one: T) => Array.from({ length: count }, () => one)
  const buyGet = (count: number) => {
    const part = { count, items: ['tea'] }
    return { kind: 'buy-get', how: 'mixed', buy: part, get: part }
  }
  const set = (count: number) => ({ kind: 'set', percent: 5, parts: many(count, { count: 1 }) })
  const quantity = (count: number) => ({
    kind: 'quantity',
    steps: many(count, { from: 2, percent: 5 }),
  })
  const spend = (count: number, from = 0) => ({
    kind: 'spend',
    steps: many(count, { from, percent: 5 }),
  })

  it.each([
    ['a name of 40 characters', { name: long(40) }, { name: long(41) }],
    ['a name at all', { name: 'x' }, { name: '' }],
    ['an id of 64 letters', { id: long(64) }, { id: long(65) }],
    ['an item of 64 characters', { items: [long(64)] }, { items: [long(65)] }],
    ['a category of 64 characters', { categories: [long(64)] }, { categories: [long(65)] }],
    ['a thousand items', { items: many(1000, 'x') }, { items: many(1001, 'x') }],
    ['a barcode of 6 digits', { barcodes: ['123456'] }, { barcodes: ['12345'] }],
    ['a barcode of 14 digits', { barcodes: [long(14).replaceAll('x', '1')] }, { barcodes: ['x'] }],
    ['a group of 40 characters', { customers: [long(40)] }, { customers: [long(41)] }],
    ['all of it off', { percent: 100 }, { percent: 100.01 }],
    ['something off', { percent: 0.01 }, { percent: 0 }],
    ['a priority of 100', { priority: 100 }, { priority: 101 }],
    ['a priority of 0', { priority: 0 }, { priority: -1 }],
    ['9999 times on an order', { limit: { order: 9999 } }, { limit: { order: 10_000 } }],
    ['9999 times for a customer', { limit: { customer: 9999 } }, { limit: { customer: 10_000 } }],
    ['9999 times a day', { limit: { customerDay: 9999 } }, { limit: { customerDay: 10_000 } }],
    ['one time on an order', { limit: { order: 1 } }, { limit: { order: 0 } }],
    ['one time for a customer', { limit: { customer: 1 } }, { limit: { customer: 0 } }],
    ['one time a day', { limit: { customerDay: 1 } }, { limit: { customerDay: 0 } }],
    ['99 pieces', buyGet(99), buyGet(100)],
    ['one piece', buyGet(1), buyGet(0)],
    ['six parts', set(6), set(7)],
    ['one part', set(1), set(0)],
    ['six steps by quantity', quantity(6), quantity(7)],
    ['one step by quantity', quantity(1), quantity(0)],
    ['ten steps by what is spent', spend(10), spend(11)],
    ['one step by what is spent', spend(1), spend(0)],
    ['100,000 spent', spend(1, 100_000), spend(1, 100_000.01)],
    ['nothing spent', spend(1, 0), spend(1, -0.01)],
  ])('allow %s, and nothing beyond', (_, within, beyond) => {
    expect(takes(within)).toBe(true)
    expect(takes(beyond)).toBe(false)
  })

  it('allow amounts and prices to 100,000, and an amount of something', () => {
    const off = (amount: number) => takes({ percent: undefined, amount })
    const to = (price: number) => takes({ percent: undefined, price })
    expect([off(100_000), off(100_000.01), off(0.01), off(0)]).toEqual([true, false, true, false])
    expect([to(100_000), to(100_000.01), to(0), to(-0.01)]).toEqual([true, false, true, false])
  })

  it('allow exactly one way to say what it saves', () => {
    expect(takes({ percent: undefined })).toBe(false)
    expect(takes({ amount: 1 })).toBe(false)
    expect(takes({ price: 1 })).toBe(false)
    expect(takes({ percent: undefined, price: 1 })).toBe(true)
  })
})
