import fc from 'fast-check'
import { money } from '../../money'
import { pieces, quantity } from '../../quantity'
import type { Basket, BasketLine } from '../basket'
import type {
  Eligible,
  ItemDeal,
  PieceValue,
  PromotionHeading,
  StorePromotionRule,
} from '../store-promotion'

/** Two moments on a Monday in UTC: before and within the happy hour of the generated rules. */
export const EARLY = Date.UTC(2026, 2, 2, 9, 0)
export const HAPPY = Date.UTC(2026, 2, 2, 17, 30)

const PRICES = [1, 7, 99, 100, 250, 333, 499, 500]
const GOODS = ['dog-1', 'dog-2', 'dog-3', 'cat-1', 'cat-2', 'cat-3']

/** Goods of a category, or of some items in it; promotions of a generated order stay within one category. */
export function eligible(names: Partial<Eligible> = {}): Eligible {
  const none = { skus: [], barcodes: [], categories: [] }
  return { ...none, excluding: none, ...names }
}

const within = fc
  .record({
    category: fc.constantFrom('dog', 'cat'),
    some: fc.option(fc.constantFrom('1', '2', '3'), { nil: null }),
    without: fc.option(fc.constantFrom('1', '2'), { nil: null }),
  })
  .map(({ category, some, without }) => {
    const excluding = {
      skus: without === null ? [] : [`${category}-${without}`],
      barcodes: [],
      categories: [],
    }
    return some === null
      ? eligible({ categories: [category], excluding })
      : eligible({ skus: [`${category}-${some}`] })
  })

const percent = fc
  .constantFrom(100_000, 333_333, 500_000, 1_000_000)
  .map((ratePpm) => ({ kind: 'percent' as const, ratePpm }))
const pieceValue: fc.Arbitrary<PieceValue> = fc.oneof(
  percent,
  fc.constantFrom(1, 50, 300).map((amount) => ({ kind: 'amount' as const, amount: money(amount) })),
  fc.constantFrom(0, 80, 200).map((price) => ({ kind: 'price' as const, price: money(price) })),
)

const sameCategory = fc
  .tuple(within, within)
  .map(([a, b]) => [a, categoryOf(a) === categoryOf(b) ? b : a] as const)

function categoryOf(one: Eligible): string {
  return one.categories[0] ?? one.skus[0]?.slice(0, 3) ?? ''
}

const deal: fc.Arbitrary<ItemDeal> = fc.oneof(
  fc.record({ kind: fc.constant('each' as const), eligible: within, value: pieceValue }),
  fc
    .record({
      how: fc.constantFrom('cheapest' as const, 'same' as const, 'mixed' as const),
      of: sameCategory,
      buyCount: fc.constantFrom(1, 2),
      getCount: fc.constantFrom(1, 2),
      ratePpm: fc.constantFrom(500_000, 1_000_000),
    })
    .map(({ of: [buy, get], ...rest }) => ({ kind: 'buy-get' as const, buy, get, ...rest })),
  fc
    .record({
      of: sameCategory,
      counts: fc.tuple(fc.constantFrom(1, 2), fc.constantFrom(0, 1)),
      value: fc.oneof(
        percent,
        fc
          .constantFrom(50, 150, 400)
          .map((price) => ({ kind: 'price' as const, price: money(price) })),
      ),
    })
    .map(({ of, counts, value }) => ({
      kind: 'bundle' as const,
      parts: of
        .map((one, at) => ({ eligible: one, count: counts[at] ?? 1 }))
        .filter((part) => part.count > 0),
      value,
    })),
  fc
    .record({ eligible: within, first: pieceValue, second: pieceValue })
    .map(({ eligible: one, first, second }) => ({
      kind: 'tiers' as const,
      eligible: one,
      tiers: [
        { from: 2, value: first },
        { from: 4, value: second },
      ],
    })),
)

const heading = fc.record({
  exclusive: fc.constantFrom(false, false, false, false, true),
  priority: fc.constantFrom(0, 0, 5),
  when: fc.constantFrom(
    { from: null, until: null, days: [], hours: [] },
    { from: null, until: null, days: [], hours: [] },
    { from: null, until: null, days: [1], hours: [{ from: 17 * 60, until: 18 * 60 }] },
  ),
  groups: fc.constantFrom([], [], [], ['member']),
  limitPerOrder: fc.constantFrom(null, null, 1, 2),
  limitPerCustomer: fc.constantFrom(null, null, null, 2),
})

const orderRule = fc.record({
  class: fc.constant('order' as const),
  kind: fc.constant('order' as const),
  eligible: fc.oneof(
    fc.constant(eligible()),
    fc.constantFrom('dog', 'cat').map((one) => eligible({ categories: [one] })),
  ),
  group: fc.constantFrom('order', 'order', 'coupon'),
  steps: fc.constantFrom(
    [{ from: money(0), value: { kind: 'percent' as const, ratePpm: 100_000 } }],
    [{ from: money(300), value: { kind: 'amount' as const, amount: money(120) } }],
    [
      { from: money(200), value: { kind: 'percent' as const, ratePpm: 55_555 } },
      { from: money(600), value: { kind: 'amount' as const, amount: money(200) } },
    ],
  ),
})

/** Some rules, item promotions and order promotions. */
export const rulesOf = (
  items: number,
  orders: number,
): fc.Arbitrary<readonly StorePromotionRule[]> =>
  fc
    .record({
      items: fc.array(fc.tuple(heading, deal), { maxLength: items }),
      orders: fc.array(fc.tuple(heading, orderRule), { maxLength: orders }),
    })
    .map((made) => [
      ...made.items.map(([head, one], at): StorePromotionRule => ({
        ...named(head, `item-${at}`),
        class: 'item',
        ...one,
      })),
      ...made.orders.map(([head, one], at): StorePromotionRule => ({
        ...named(head, `order-${at}`),
        ...one,
      })),
    ])

function named(head: Omit<PromotionHeading, 'id' | 'name'>, id: string): PromotionHeading {
  return { ...head, id, name: `Promotion ${id}` }
}

/** One line, before it has its place. */
export type Drawn = {
  readonly sku: string
  readonly price: number
  readonly pieces: number
  readonly weight: number | null
  readonly at: number
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  sku: fc.constantFrom(...GOODS),
  price: fc.constantFrom(...PRICES),
  pieces: fc.constantFrom(1, 1, 1, 2, 3),
  weight: fc.constantFrom(null, null, null, null, 1230),
  at: fc.constantFrom(EARLY, HAPPY),
})

/** Lines with at most so many pieces of one category. */
export const linesOf = (most: number): fc.Arbitrary<readonly Drawn[]> =>
  fc.array(drawn, { maxLength: most * 2 }).map((lines) => {
    const seen = new Map<string, number>()
    return lines.filter(({ sku, pieces: count, weight }) => {
      const category = sku.slice(0, 3)
      const all = (seen.get(category) ?? 0) + (weight === null ? count : 1)
      if (all > most) return false
      seen.set(category, all)
      return true
    })
  })

/** Whether the customer is known. */
export const customers = fc.constantFrom<Basket['customer']>(
  null,
  { groups: ['member'], uses: {} },
  { groups: [], uses: { 'item-0': 1 } },
)

/** Makes an order of drawn lines. */
export function basketOf(lines: readonly Drawn[], customer: Basket['customer'] = null): Basket {
  return { lines: lines.map(lineOf), now: HAPPY, customer }
}

/** A line under the number of its place. */
export function lineOf(one: Drawn, at: number): BasketLine {
  return {
    lineId: `line-${at}`,
    sku: one.sku,
    barcodes: [],
    category: one.sku.slice(0, 3),
    unitPrice: money(one.price),
    quantity: one.weight === null ? pieces(one.pieces) : quantity(one.weight),
    counted: one.weight === null,
    scans: [{ at: one.at, pieces: one.weight === null ? one.pieces : 1 }],
  }
}
