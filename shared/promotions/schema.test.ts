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
