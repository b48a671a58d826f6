import { bench, describe } from 'vitest'
import { money } from '../money'
import { pieces } from '../quantity'
import type { Basket, BasketLine } from './basket'
import { promotionBook } from './book'
import { evaluate } from './evaluate'
import type { Eligible, ItemDeal, StorePromotionRule } from './store-promotion'

const LINES = 50
const AT = Date.UTC(2026, 2, 2, 17, 30)
const CATEGORIES = ['Dog', 'Cat', 'Bird', 'Fish', 'Treats', 'Toys', 'Care', 'Beds']

const rules = Array.from({ length: 100 }, (_, index) => rule(index))
const lines = Array.from({ length: LINES }, (_, index) => line(index))
const order: Basket = basket(lines)
const shorter: Basket = basket(lines.slice(0, -1))
const crowded: Basket = basket(
  Array.from({ length: 500 }, (_, index) => ({ ...line(index), sku: `sku-${index}` })),
)

const warm = promotionBook(rules, 'UTC')
const alternating = promotionBook(rules, 'UTC')
const threeForTwo = promotionBook(
  [{ ...heading(1), class: 'item', ...buyGet({ categories: ['Dog', 'Cat'] }) }],
  'UTC',
)

describe('store promotions', () => {
  bench('50 lines under 100 promotions, one more scan', () => {
    alternating.solved.clear()
    evaluate(shorter, alternating)
    evaluate(order, alternating)
  })
  bench('50 lines under 100 promotions, solved before', () => {
    evaluate(order, warm)
  })
  bench('50 lines under 100 promotions, nothing solved before', () => {
    warm.solved.clear()
    evaluate(order, warm)
  })
  bench('50 lines under one buy 2 get 1 over two categories, nothing solved before', () => {
    threeForTwo.solved.clear()
    evaluate(order, threeForTwo)
  })
  bench('500 lines under 100 promotions, nothing solved before', () => {
    warm.solved.clear()
    evaluate(crowded, warm)
  })
})

function basket(of: readonly BasketLine[]): Basket {
  return { lines: of, now: AT, customer: null }
}

function line(index: number): BasketLine {
  return {
    lineId: `line-${index}`,
    sku: `sku-${index % 40}`,
    barcodes: [`400000000${1000 + (index % 40)}`],
    category: CATEGORIES[index % CATEGORIES.length] ?? 'Dog',
    unitPrice: money(399 + (index % 40) * 37),
    quantity: pieces((index % 3) + 1),
    counted: true,
    scans: [{ at: AT, pieces: (index % 3) + 1 }],
  }
}

/** A shop's mix: some on whole categories, most on a few items. */
function rule(index: number): StorePromotionRule {
  const category = CATEGORIES[index % CATEGORIES.length] ?? 'Dog'
  const skus = [0, 1, 2].map((more) => `sku-${(index + more * 8) % 40}`)
  const head = heading(index)
  if (index % 10 === 0) {
    return {
      ...head,
      class: 'order',
      kind: 'order',
      eligible: eligible({}),
      group: 'order',
      steps: [
        {
          from: money(2000 + index * 50),
          value: { kind: 'percent', ratePpm: 20_000 + index * 500 },
        },
      ],
    }
  }
  const deals: readonly ItemDeal[] = [
    { kind: 'each', eligible: eligible({ skus }), value: { kind: 'percent', ratePpm: 100_000 } },
    {
      kind: 'each',
      eligible: eligible({ categories: [category] }),
      value: { kind: 'amount', amount: money(15) },
    },
    {
      kind: 'each',
      eligible: eligible({ skus }),
      value: { kind: 'price', price: money(350 + index) },
    },
    { ...buyGet({ skus }), how: 'same', buyCount: 1, ratePpm: 500_000 },
    buyGet({ skus }),
    {
      kind: 'bundle',
      parts: skus.slice(0, 2).map((sku) => ({ eligible: eligible({ skus: [sku] }), count: 1 })),
      value: { kind: 'price', price: money(1200) },
    },
    {
      kind: 'tiers',
      eligible: eligible({ skus }),
      tiers: [
        { from: 3, value: { kind: 'percent', ratePpm: 120_000 } },
        { from: 6, value: { kind: 'percent', ratePpm: 180_000 } },
      ],
    },
  ]
  const deal = deals[index % deals.length]
  return { ...head, class: 'item', ...(deal ?? buyGet({ skus })) }
}

function buyGet(names: Partial<Eligible>): Extract<ItemDeal, { kind: 'buy-get' }> {
  const own = eligible(names)
  return {
    kind: 'buy-get',
    how: 'cheapest',
    buy: own,
    buyCount: 2,
    get: own,
    getCount: 1,
    ratePpm: 1_000_000,
  }
}

function heading(index: number) {
  return {
    id: `rule-${String(index).padStart(3, '0')}`,
    name: `Promotion ${index}`,
    exclusive: false,
    priority: index % 3,
    when: {
      from: null,
      until: null,
      days: [],
      hours: index % 9 === 0 ? [{ from: 960, until: 1140 }] : [],
    },
    groups: [],
    limitPerOrder: index % 4 === 0 ? 2 : null,
    limitPerCustomer: null,
  }
}

function eligible(names: Partial<Eligible>): Eligible {
  const none = { skus: [], barcodes: [], categories: [] }
  return { ...none, excluding: none, ...names }
}
