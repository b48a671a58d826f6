import { describe, expect, it } from 'vitest'
import { money } from '../../shared/money'
import type { NearPromotion } from '../../shared/order/near-promotions'
import { makeFormat } from './format'
import { nearWords } from './why-words'

const NOW = new Date(2025, 2, 20, 16, 30).getTime()
const HOUR_MS = 3_600_000
const format = makeFormat('en-US', 'USD')

type Spend = Extract<NearPromotion['missing'], { readonly code: 'spend-missing' }>

function spend(more: Partial<Spend>): Spend {
  return { code: 'spend-missing', amount: money(420), onAll: false, categories: [], ...more }
}

function words(missing: NearPromotion['missing'], applied = false): readonly string[] {
  const { first, second } = nearWords({ missing, applied }, format, NOW)
  return [first, second]
}

describe('what is missing for a store promotion', () => {
  it.each<[NearPromotion['missing'], boolean, string]>([
    [goods(['item', 'Oat milk', 1]), false, 'Needs 1 more Oat milk.'],
    [goods(['item', 'Oat milk', 2]), true, 'Takes off more with 2 more Oat milk.'],
    [goods(['item', 'Tea', 1], ['item', 'Cake', 1]), false, 'Needs 1 more Tea and 1 more Cake.'],
    [goods(['category', 'Café', 2]), false, 'Needs 2 more from Café.'],
    [spend({ onAll: true }), false, 'Needs 4.20 more spent.'],
    [spend({}), false, 'Needs 4.20 more of the goods it is for.'],
    [spend({ categories: ['Dog', 'Cat'] }), false, 'Needs 4.20 more spent on Dog or Cat.'],
    [
      { code: 'limit-used-up', limit: 1, per: 'customer', today: true },
      true,
      'It counts once a day for a customer.',
    ],
    [{ code: 'customer-missing' }, false, 'Only for a customer with a PETZ account.'],
    [{ code: 'group-missing', groups: ['staff'] }, false, 'Only for these customers: staff.'],
    [{ code: 'limit-used-up', limit: 1, per: 'order' }, true, 'It counts once on an order.'],
    [
      { code: 'limit-used-up', limit: 3, per: 'customer' },
      false,
      'It counts at most 3 times for a customer.',
    ],
    [{ code: 'ended', day: 20250318 }, false, 'It ended on Mar 18.'],
    [{ code: 'begins', day: 20250401 }, false, 'It starts on Apr 1.'],
    [{ code: 'other-days', days: [6, 7] }, false, 'It counts on Saturday, Sunday only.'],
    [{ code: 'not-in-force', from: NOW + HOUR_MS }, false, 'It starts at 17:30.'],
    [{ code: 'not-in-force', from: NOW + 24 * HOUR_MS }, false, 'It starts on Mar 21 at 16:30.'],
    [{ code: 'not-in-force', from: NOW }, false, 'It started after these goods were scanned.'],
    [
      { code: 'not-with', ruleId: 'x', name: 'Spring' },
      false,
      'Spring saves more, and the two do not go together.',
    ],
  ])('%j', (missing, applied, first) => {
    const said = words(missing, applied)
    expect(said[0]).toBe(first)
    expect(said[1]).toMatch(/^[A-Z].+\.$/)
  })
})

function goods(
  ...needed: readonly (readonly [kind: 'item' | 'category', name: string, pieces: number])[]
): NearPromotion['missing'] {
  return {
    code: 'goods-missing',
    goods: needed.map(([kind, name, pieces]) => ({ pieces, of: { kind, name } })),
  }
}
