import { money } from '../../money'
import type { Eligible, StorePromotionRule } from '../store-promotion'
import { eligible } from './arbitrary'

const ALWAYS = { from: null, until: null, days: [], hours: [] }

/** What every rule of the tests has unless it says otherwise. */
export function heading(id: string, name: string) {
  return {
    id,
    name,
    exclusive: false,
    priority: 0,
    when: ALWAYS,
    groups: [],
    limitPerOrder: null,
    limitPerCustomer: null,
  }
}

/** Goods that cost so many cents together: so many pieces of each. */
export function bundleOf(
  [id, name]: readonly [string, string],
  cents: number,
  parts: readonly (readonly [Partial<Eligible>, number])[],
): StorePromotionRule {
  return {
    ...heading(id, name),
    class: 'item',
    kind: 'bundle',
    parts: parts.map(([goods, count]) => ({ eligible: eligible(goods), count })),
    value: { kind: 'price', price: money(cents) },
  }
}

/** The second piece of an item at half its price. */
export function pairOf(sku: string): StorePromotionRule {
  return {
    ...heading(`pair-${sku}`, `Second ${sku}`),
    class: 'item',
    kind: 'buy-get',
    how: 'same',
    buy: eligible({ skus: [sku] }),
    buyCount: 1,
    get: eligible({ skus: [sku] }),
    getCount: 1,
    ratePpm: 500_000,
  }
}

/** Promotions for the goods of the running example. */
export const SHOP_PROMOTIONS: readonly StorePromotionRule[] = [
  {
    ...heading('rope-half', 'Second rope toy half price'),
    class: 'item',
    kind: 'buy-get',
    how: 'same',
    buy: eligible({ skus: ['fw-rope-m'] }),
    buyCount: 1,
    get: eligible({ skus: ['fw-rope-m'] }),
    getCount: 1,
    ratePpm: 500_000,
  },
  bundleOf(['tea-time', 'Tea and cake 6.00'], 600, [
    [{ skus: ['tea'] }, 1],
    [{ skus: ['cake'] }, 1],
  ]),
  {
    ...heading('pouches', 'Pouches from 6'),
    class: 'item',
    kind: 'tiers',
    eligible: eligible({ skus: ['bw-cat-sal-3'] }),
    tiers: [{ from: 6, value: { kind: 'percent', ratePpm: 150_000 } }],
  },
  {
    ...heading('bulk', 'Bulk goods 10%'),
    class: 'item',
    kind: 'each',
    eligible: eligible({ skus: ['biscuits'] }),
    value: { kind: 'percent', ratePpm: 100_000 },
  },
  {
    ...heading('spend', '5.00 off from 50.00'),
    class: 'order',
    kind: 'order',
    eligible: eligible(),
    group: 'order',
    steps: [{ from: money(5000), value: { kind: 'amount', amount: money(500) } }],
  },
]
