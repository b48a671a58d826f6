import { describe, expect, it } from 'vitest'
import { PROMOTION, ruleOf } from '../../shared/promotions/schema'
import { makeFormat } from './format'
import { placeWords, promotionWords, stateOf, whenWords } from './promotion-words'

const FORMAT = makeFormat('en-US', 'USD')
const NAMES = { rope: 'Rope toy', ear: 'Pig ear' }
const given = (more: object) => PROMOTION.parse({ id: 'a', name: 'A', ...more })

describe('what a promotion does, in words', () => {
  it.each([
    [{ kind: 'each', items: ['rope'], percent: 20 }, '20% off each of Rope toy'],
    [{ kind: 'each', price: 5 }, 'Each of all goods for 5.00'],
    [
      { kind: 'each', categories: ['Dog'], amount: 0.5, except: { items: ['ear', 'x'] } },
      '0.50 off each of Dog without Pig ear, x',
    ],
    [
      { kind: 'buy-get', how: 'cheapest', buy: { count: 2, items: ['ear'] }, get: { count: 1 } },
      'Take 3 of Pig ear: the cheapest of them free',
    ],
    [
      {
        kind: 'buy-get',
        how: 'same',
        buy: { count: 1, items: ['ear'] },
        get: { count: 1, percent: 50 },
      },
      'Buy 1 of Pig ear, get 1 more of the same at 50% off',
    ],
    [
      {
        kind: 'buy-get',
        how: 'mixed',
        buy: { count: 1, items: ['ear'] },
        get: { count: 2, items: ['rope'] },
      },
      'Buy 1 of Pig ear, get 2 of Rope toy free',
    ],
    [
      {
        kind: 'set',
        parts: [
          { count: 2, items: ['rope'] },
          { count: 1, items: ['ear'] },
        ],
        price: 5,
      },
      '2 of Rope toy and 1 of Pig ear together for 5.00',
    ],
    [
      {
        kind: 'quantity',
        items: ['ear'],
        steps: [
          { from: 3, percent: 10 },
          { from: 6, amount: 1 },
        ],
      },
      'Pig ear: 10% off each from 3 pieces, 1.00 off each from 6 pieces',
    ],
    [
      { kind: 'spend', categories: ['Dog'], steps: [{ from: 50, amount: 5 }] },
      'Spend on Dog: 5.00 off from 50.00',
    ],
  ])('%j', (more, words) => {
    expect(promotionWords(given(more), NAMES, FORMAT)).toBe(words)
  })

  it('says when and how often', () => {
    const one = given({
      kind: 'each',
      percent: 5,
      from: '2026-03-01',
      until: '2026-03-31',
      days: ['mon', 'fri'],
      hours: ['17:00-18:30'],
      exclusive: true,
      priority: 3,
      limit: { order: 2, customerDay: 1 },
      customers: ['petz'],
    })
    expect(whenWords(one, FORMAT)).toBe(
      'From Mar 1, 2026 until Mar 31, 2026; Mon, Fri; 17:00–18:30',
    )
    expect(placeWords(one)).toBe(
      'Stands alone, Priority 3, PETZ customers, 2 per order, 1 per customer a day',
    )
    expect(whenWords(given({ kind: 'each', percent: 5 }), FORMAT)).toBe('Always')
  })

  // A Tuesday.
  const noon = new Date(2026, 2, 10, 12).getTime()
  it.each([
    [{}, 'running', 'Running now'],
    [{ off: true }, 'off', 'Switched off'],
    [{ until: '2026-03-09' }, 'over', 'Over'],
    [{ from: '2026-03-11' }, 'later', 'From Mar 11, 2026'],
    [{ hours: ['17:00-18:30'] }, 'later', 'From 17:00'],
    [{ hours: ['09:00-11:00'] }, 'later', 'From Mar 11 09:00'],
    [{ days: ['fri'] }, 'not-now', 'Not now'],
  ])('%j is so on a Tuesday at noon', (more, state, words) => {
    const one = given({ kind: 'each', percent: 5, ...more })
    const row = { given: one, when: ruleOf(one, 2).when }
    expect(stateOf(row, noon, FORMAT)).toEqual({ state, words })
  })
})
