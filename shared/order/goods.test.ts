import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from './commands'
import { decide } from './decide'
import { goodsOf, linesOfItem } from './goods'
import type { Line, Order } from './order'
import { SPRING5 } from './testing/sale'
import { ITEMS, RULES, Shop, termsWith } from './testing/shop'
import { taxedTotalsOf, totalsOf } from './totals'
import { evolve } from './till-state'

/** Something a cashier does with the lines of an order; the numbers choose which, and how much. */
type Act = { readonly kind: Kind; readonly which: number; readonly much: number }

const KINDS = [
  'add',
  'add-new',
  'amount',
  'price',
  'void',
  'put-back',
  'discount',
  'no-discount',
  'code',
  'send',
  'hold',
  'resume',
] as const
type Kind = (typeof KINDS)[number]

const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.record({
    kind: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom<Kind>('add', 'add-new', 'amount', 'void') },
      { weight: 2, arbitrary: fc.constantFrom(...KINDS) },
    ),
    which: fc.nat(40),
    much: fc.integer({ min: 1, max: 9 }),
  }),
  { minLength: 5, maxLength: 50 },
)

const terms = fc
  .record({ pricesIncludeTax: fc.boolean(), couponsReduceTaxBase: fc.boolean() })
  .map(termsWith)

function commandOf({ kind, which, much }: Act, shop: Shop): Command {
  const { order } = shop
  const lineId = among(order.lines, which)?.id ?? 'nobody'
  switch (kind) {
    case 'add':
      return itemOf(which, much)
    case 'add-new':
      return { type: 'AddItem', sku: 'gift', price: much * 37 + which }
    case 'amount':
      return { type: 'SetQuantity', lineId, quantity: much * 1000 }
    case 'price':
      return { type: 'ChangePrice', lineId, price: much * which }
    case 'void':
      return { type: 'VoidLine', lineId }
    case 'put-back':
      return { type: 'PutBackLine', lineId }
    case 'discount':
      return { type: 'AddStoreDiscount', ruleId: among(RULES, which)?.id ?? '', lineId }
    case 'no-discount':
      return {
        type: 'RemoveStoreDiscount',
        discountId: among(order.storeDiscounts, which)?.id ?? '',
      }
    case 'code':
      return { type: 'ApplyCode', code: `CODE${which}` }
    case 'send':
      return { type: 'Stay' }
    case 'hold':
      return { type: 'Hold', heldFor: '' }
    case 'resume':
      return { type: 'ResumeOrder', orderId: among([...shop.state.orders.keys()], which) ?? '' }
  }
}

function itemOf(which: number, much: number): Command {
  const item = among(ITEMS, which)
  const sku = item?.sku ?? ''
  if (item?.price === null) return { type: 'AddItem', sku, price: much * 100 }
  return item?.unit === 'lb'
    ? { type: 'AddItem', sku, quantity: much * 123 }
    : { type: 'AddItem', sku }
}

function among<T>(list: readonly T[], which: number): T | undefined {
  return list[which % Math.max(1, list.length)]
}

/** Runs a command if it is taken; a code is granted at once. */
function play(shop: Shop, command: Command): void {
  const decided = decide(shop.state, command, shop.context({ approver: 'Manager' }))
  if (!decided.ok) return
  shop.state = decided.value.reduce(evolve, shop.state)
  for (const { orderId, event } of decided.value) {
    if (event.type !== 'PromotionRequested') continue
    const { promotionId } = event
    const answer = { status: 'ok', value: SPRING5 } as const
    play(shop, { type: 'VerifyAnswered', orderId, promotionId, answer })
  }
}

function byId(a: Line, b: Line): number {
  return a.id < b.id ? -1 : 1
}

describe('money that is brought up to date', () => {
  it('is what it comes to when it is worked out from nothing, whatever was done to the lines', () => {
    fc.assert(
      fc.property(acts, terms, (course, rules) => {
        const shop = new Shop({ terms: rules })
        for (const act of course) {
          play(shop, commandOf(act, shop))
          for (const order of shop.state.orders.values()) {
            // A copy has no object in common with what was worked out before.
            const fresh: Order = structuredClone(order)
            expect(taxedTotalsOf(order)).toEqual(taxedTotalsOf(fresh))
            expect(goodsOf(order.lines, order.terms)).toEqual(goodsOf(fresh.lines, fresh.terms))
          }
        }
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('is worked out once for the same order, and once more when a discount changes', () => {
    const shop = new Shop()
    shop.add('tea', 'cake')
    const first = totalsOf(shop.order)
    const otherwise: Order = { ...shop.order, cashier: 'Somebody else' }
    expect(totalsOf(otherwise)).toBe(first)
    shop.run({ type: 'AddStoreDiscount', ruleId: 'senior', lineId: null })
    const second = totalsOf(shop.order)
    expect(second.discount).toBe(73)
    expect(totalsOf(shop.order)).toBe(second)
  })

  it('leaves what one line costs the very same object while another line changes', () => {
    const shop = new Shop()
    shop.add('tea', 'cake', 'bw-cat-sal-3')
    const [tea, , pouch] = totalsOf(shop.order).lines
    shop.add('cake', 'fw-rope-m')
    shop.run({ type: 'VoidLine', lineId: shop.order.lines[1]?.id ?? '' })
    const [first, second, rope] = totalsOf(shop.order).lines
    expect(first).toBe(tea)
    expect(second).toBe(pouch)
    shop.run({ type: 'AddStoreDiscount', ruleId: 'damaged', lineId: rope?.lineId ?? '' })
    expect(totalsOf(shop.order).lines[0]).toBe(tea)
    expect(totalsOf(shop.order).lines[2]?.net).toBe(807)
  })
})

describe('the lines of an item', () => {
  it('are the ones on the order, whatever was done to them', () => {
    fc.assert(
      fc.property(acts, (course) => {
        const shop = new Shop()
        for (const act of course) {
          play(shop, commandOf(act, shop))
          for (const order of shop.state.orders.values()) {
            for (const { sku } of ITEMS) {
              const there = order.lines.filter((line) => line.sku === sku && !line.voided)
              expect([...linesOfItem(sku, order)].sort(byId)).toEqual(there.sort(byId))
            }
          }
        }
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('get one more on the upper of two lines that a discount had kept apart', () => {
    const shop = new Shop()
    const upper = () => shop.order.lines[0]?.id ?? ''
    shop.add('tea')
    shop.run({ type: 'AddStoreDiscount', ruleId: 'damaged', lineId: upper() })
    shop.add('tea')
    const discountId = shop.order.storeDiscounts[0]?.id ?? ''
    shop.run({ type: 'RemoveStoreDiscount', discountId })
    // The upper one is changed last.
    shop.run({ type: 'SetQuantity', lineId: upper(), quantity: 5000 })
    const [changed] = shop.run({ type: 'AddItem', sku: 'tea' })
    expect(changed).toMatchObject({ lineId: upper(), quantity: 6000 })
  })
})
