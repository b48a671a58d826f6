import { expect, test } from 'vitest'
import { PROMOTION } from '../../shared/promotions/schema'
import { formOf, NEW_FORM, promotionOf } from './promotion-form'

/** One of each kind, with everything it may say. */
const GIVEN: readonly unknown[] = [
  {
    id: 'a',
    name: 'A',
    kind: 'each',
    items: ['x'],
    except: { barcodes: ['400001102312'] },
    percent: 20,
  },
  { id: 'b', name: 'B', kind: 'each', categories: ['Dog'], price: 0, exclusive: true, off: true },
  {
    id: 'c',
    name: 'C',
    kind: 'buy-get',
    how: 'mixed',
    buy: { count: 2, items: ['x'] },
    get: { count: 1, percent: 50, categories: ['Cat'] },
    limit: { order: 2, customer: 5, customerDay: 1 },
  },
  {
    id: 'd',
    name: 'D',
    kind: 'set',
    parts: [{ count: 2, items: ['x'] }, { count: 1 }],
    price: 5,
    days: ['mon', 'fri'],
    hours: ['17:00-18:30', '20:00-24:00'],
    from: '2026-03-01',
    until: '2026-03-31',
  },
  {
    id: 'e',
    name: 'E',
    kind: 'quantity',
    steps: [
      { from: 3, percent: 10 },
      { from: 6, amount: 0.5 },
    ],
  },
  {
    id: 'f',
    name: 'F',
    kind: 'spend',
    group: 'vip',
    customers: ['petz'],
    steps: [{ from: 0, amount: 5 }],
    priority: 3,
  },
]

test.each(GIVEN)('%j comes out of its form as it went in', (one) => {
  const given = PROMOTION.parse(one)
  expect({ id: given.id, ...promotionOf(formOf(given, {})) }).toEqual(given)
})

test('what was not typed is left out, and what is no number stays a text', () => {
  const form = { ...NEW_FORM, name: ' Two ', value: { way: 'amount', text: 'five' } } as const
  expect(promotionOf(form)).toEqual({ name: 'Two', kind: 'each', amount: 'five' })
  const comma = { ...form, value: { way: 'amount', text: '0,50' } } as const
  expect(promotionOf(comma)).toMatchObject({ amount: 0.5 })
})

test('the free piece of buy and get has no percentage', () => {
  const form = { ...NEW_FORM, name: 'X', kind: 'buy-get' } as const
  expect(promotionOf(form)).toMatchObject({ buy: { count: 1 }, get: { count: 1 } })
})
