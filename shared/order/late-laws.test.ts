import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sum } from '../money'
import type { Order } from './order'
import { centsOff, couponScan, FAMILIES, payCash } from './testing/late'
import { Shop, termsWith } from './testing/shop'

const GOODS: readonly (readonly [sku: string, family: string])[] = [
  ['bw-dog-chk-24', '111'],
  ['bw-cat-sal-3', '120'],
  ['fw-rope-m', '140'],
  ['pc-litter-14', '650'],
]

/** One visit after the sale: some pieces come back, or a forgotten coupon is brought. */
type Visit =
  | { readonly kind: 'goods'; readonly line: number; readonly count: number }
  | { readonly kind: 'coupon'; readonly cents: number; readonly family: string }

const visit: fc.Arbitrary<Visit> = fc.oneof(
  fc.record({
    kind: fc.constant('goods' as const),
    line: fc.integer({ min: 0, max: 3 }),
    count: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({
    kind: fc.constant('coupon' as const),
    cents: fc.integer({ min: 1, max: 2_000 }),
    family: fc.constantFrom('111', '120', '140', '650', '000'),
  }),
)

const story = fc.record({
  counts: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 }),
  discounts: fc.subarray(['damaged', 'senior']),
  coupon: fc.boolean(),
  visits: fc.array(visit, { maxLength: 8 }),
  pricesIncludeTax: fc.boolean(),
  couponsReduceTaxBase: fc.boolean(),
  cashRounding: fc.constantFrom(1, 5),
})

type Story = typeof story extends fc.Arbitrary<infer T> ? T : never

function sell(shop: Shop, { counts, discounts, coupon }: Story): Order | null {
  counts.forEach((count, at) => shop.add(...Array<string>(count).fill(GOODS[at]?.[0] ?? '')))
  const [line] = shop.order.lines
  if (!line) return null
  if (discounts.includes('damaged')) {
    shop.run({ type: 'AddStoreDiscount', ruleId: 'damaged', lineId: line.id })
  }
  if (discounts.includes('senior')) {
    shop.run({ type: 'AddStoreDiscount', ruleId: 'senior', lineId: null })
  }
  if (coupon) shop.run(couponScan(centsOff(120, '000')))
  return payCash(shop)
}

/** Plays one visit; answers what was given back. */
function play(shop: Shop, sale: Order, one: Visit): number {
  const opening = { type: 'OpenReturn', ref: sale.ref } as const
  if (shop.refusal(opening) === 'sale-came-back') return 0
  shop.run(opening)
  if (one.kind === 'coupon') shop.run(couponScan(centsOff(one.cents, one.family)))
  else {
    const lineId = sale.lines[one.line]?.id ?? ''
    const quantity = one.count * 1000
    const command = { type: 'TakeBack', lineId, quantity, reason: 'other' } as const
    if (shop.refusal(command) === null) shop.run(command)
  }
  const { back } = shop.order
  for (const goods of back?.goods ?? []) expect(goods.refund).toBeGreaterThanOrEqual(0)
  for (const late of back?.late ?? []) expect(late.amount).toBeGreaterThan(0)
  if ((back?.goods ?? []).length + (back?.late ?? []).length === 0) {
    shop.run({ type: 'DropReturn' })
    return 0
  }
  return payOut(shop)
}

/** What all goods that came back and all late coupons counted for, before any coin. */
function worthOf({ happened }: Shop): number {
  const backs = happened.flatMap(({ event }) =>
    event.type === 'OrderPaid' && event.sale.back ? [event.sale.back] : [],
  )
  return sum([
    ...backs.flatMap((back) => back.goods.map((one) => one.refund)),
    ...backs.flatMap((back) => (back.late ?? []).map((one) => one.late.refund)),
  ])
}

function payOut(shop: Shop): number {
  shop.run({ type: 'ApproveReturn', pin: '2468' }, { approver: 'Manager' })
  shop.run({ type: 'Pay' })
  const given = shop.refusal({ type: 'GiveBackCash' })
  shop.run({ type: given === null ? 'GiveBackCash' : 'FinishOrder' })
  const due = shop.order.sale?.due ?? 0
  expect(due).toBeLessThanOrEqual(0)
  shop.run({ type: 'NewOrder' })
  return -due
}

describe('forgotten coupons and goods that come back, in any sequence', () => {
  it('come to what was paid when all of it is back, and never to more on the way', () => {
    fc.assert(
      fc.property(story, (one) => {
        const { pricesIncludeTax, couponsReduceTaxBase, cashRounding } = one
        const terms = termsWith({ pricesIncludeTax, couponsReduceTaxBase, cashRounding })
        const shop = new Shop({ couponRules: FAMILIES, terms })
        const sale = sell(shop, one)
        if (!sale?.sale) return
        let given = 0
        for (const each of one.visits) {
          given += play(shop, sale, each)
          expect(given).toBeLessThanOrEqual(sale.sale.due)
        }
        const opening = { type: 'OpenReturn', ref: sale.ref } as const
        if (shop.refusal(opening) === null) {
          shop.run(opening)
          shop.run({ type: 'TakeBackAll', reason: 'other' })
          given += payOut(shop)
        }
        expect(given).toBe(sale.sale.due)
        expect(worthOf(shop)).toBe(sale.sale.totals.total)
      }),
      { numRuns: 200 },
    )
  }, 120_000)
})
