/*
 * The whole life of a sale with any discounts: goods come back in any steps, are swapped or exchanged, coupons come
 * late, orders are held in between, money goes to the card or in cash. In the end the customer has what they paid.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { assert } from '../assert'
import { money } from '../money'
import { promotionBook } from '../promotions/book'
import { SHOP_PROMOTIONS } from '../promotions/testing/rules'
import { owedToCard, stillToPay } from './decide-tender'
import type { Order } from './order'
import { centsOff, couponScan, FAMILIES } from './testing/late'
import { grant, revalidate } from './testing/sale'
import { Shop, termsWith } from './testing/shop'

const BOOK = promotionBook(SHOP_PROMOTIONS)
const seed = Number(process.env['SEED'] ?? 20_260_310)

const item = fc.constantFrom(
  'bw-dog-chk-24',
  'bw-cat-sal-3',
  'fw-rope-m',
  'pc-litter-14',
  'tea',
  'cake',
)

/** How somebody pays or is paid: the part of it by card in percent, or a card's money in cash with a manager. */
const way = fc.record({ card: fc.nat(100), cashInstead: fc.boolean() })

const visit = fc.record({
  kind: fc.constantFrom('goods', 'goods', 'everything', 'exchange', 'swap', 'late-coupon'),
  sale: fc.nat(3),
  line: fc.nat(5),
  count: fc.integer({ min: 1, max: 4 }),
  bought: fc.array(item, { minLength: 1, maxLength: 4 }),
  coupon: fc.record({
    cents: fc.integer({ min: 1, max: 900 }),
    family: fc.constantFrom('111', '120', '140', '650', '000'),
  }),
  isHeld: fc.boolean(),
  way,
})

const story = fc.record({
  items: fc.array(item, { minLength: 1, maxLength: 9 }),
  weight: fc.option(fc.integer({ min: 1, max: 3000 })),
  discounts: fc.subarray(['damaged', 'senior']),
  code: fc.option(fc.integer({ min: 1, max: 9000 })),
  paper: fc.option(fc.integer({ min: 1, max: 900 })),
  way,
  pricesIncludeTax: fc.boolean(),
  couponsReduceTaxBase: fc.boolean(),
  cashRounding: fc.constantFrom(1, 1, 5, 10),
  hasPromotions: fc.boolean(),
  visits: fc.array(visit, { maxLength: 10 }),
})

type Of<T> = T extends fc.Arbitrary<infer Value> ? Value : never
type Story = Of<typeof story>
type Visit = Of<typeof visit>
type Way = Of<typeof way>

/** Everything that is still out, in the end. */
const THE_REST: Omit<Visit, 'way'> = {
  ...{ kind: 'everything', sale: 0, line: 0, count: 1, bought: [], isHeld: false },
  coupon: { cents: 1, family: '000' },
}

function shopOf({ pricesIncludeTax, couponsReduceTaxBase, cashRounding, ...told }: Story): Shop {
  return new Shop({
    couponRules: FAMILIES,
    terms: termsWith({ pricesIncludeTax, couponsReduceTaxBase, cashRounding }),
    returns: { days: 30, cashierLimit: null, late: { days: 7, cashierLimit: null } },
    ...(told.hasPromotions ? { storePromotions: BOOK } : {}),
  })
}

function fill(shop: Shop, { items, weight, discounts, code, paper }: Story): void {
  shop.add(...items)
  if (weight !== null) shop.run({ type: 'AddItem', sku: 'biscuits', quantity: weight })
  for (const ruleId of discounts) {
    const lineId = ruleId === 'damaged' ? (shop.order.lines[0]?.id ?? null) : null
    shop.run({ type: 'AddStoreDiscount', ruleId, lineId })
  }
  if (paper !== null) shop.run(couponScan(centsOff(paper, '000')))
  if (code !== null) grant(shop, 'CODE', { name: 'Code', amount: money(code), referenceId: 'r' })
}

/** Goes through the payment to its end, whichever way the money goes; answers the sealed order. */
function settle(shop: Shop, { card, cashInstead }: Way): Order {
  for (const { id: scanId } of shop.order.unresolved) {
    shop.run({ type: 'RemoveUnresolvedScan', scanId })
  }
  shop.run({ type: 'Pay' })
  while (shop.order.payment?.step !== 'tender') {
    if (shop.order.validation !== null) revalidate(shop)
    else shop.run({ type: 'ContinuePayment' })
  }
  const due = stillToPay(shop.order)
  const byCard = due > 0 ? Math.floor((due * card) / 100) : cashInstead ? 0 : owedToCard(shop.order)
  if (byCard > 0) {
    shop.run({ type: 'BeginCard', amount: byCard })
    shop.run({ type: 'EndCard', paid: true })
  }
  if (shop.order.sale === null) inCash(shop)
  const { order } = shop
  shop.run({ type: 'NewOrder' })
  return order
}

function inCash(shop: Shop): void {
  const due = stillToPay(shop.order)
  const coin = shop.order.terms.cashRounding
  if (due === 0) shop.run({ type: 'FinishOrder' })
  else if (due > 0) shop.run({ type: 'TakeCash', received: Math.ceil(due / coin) * coin })
  else shop.run({ type: 'GiveBackCash', pin: '2468' }, { approver: 'Manager' })
}

/** Says what one visit brings; false where there is nothing to settle. */
function bring(shop: Shop, sale: Order, { kind, line: at, count, bought, coupon }: Visit): boolean {
  shop.run({ type: 'OpenReturn', ref: sale.ref })
  const lines = shop.order.back?.sold?.lines ?? []
  const line = lines[at % lines.length]
  assert(line !== undefined, 'A sale has lines')
  const left = line.quantity - line.cameBack
  const quantity = line.unit === 'each' ? Math.min(left, count * 1000) : left
  if (kind === 'late-coupon') shop.run(couponScan(centsOff(coupon.cents, coupon.family)))
  else if (kind === 'everything') shop.run({ type: 'TakeBackAll', reason: 'other' })
  else if (quantity > 0) {
    const swap = kind === 'swap'
    shop.run({ type: 'TakeBack', lineId: line.lineId, quantity, reason: 'other', swap })
  }
  const { back } = shop.order
  const hasBack = (back?.goods.length ?? 0) + (back?.late?.length ?? 0) > 0
  if (hasBack && kind === 'exchange') shop.add(...bought)
  if (!hasBack) {
    shop.run({ type: 'DropReturn' })
    return false
  }
  for (const goods of back?.goods ?? []) expect(goods.refund).toBeGreaterThanOrEqual(0)
  return true
}

function hold(shop: Shop): void {
  const { id: orderId } = shop.order
  shop.run({ type: 'Hold', heldFor: 'looks for the rest' })
  shop.run({ type: 'ResumeOrder', orderId })
}

function codesBackOf(order: Order): number {
  return order.effects.flatMap(({ request }) =>
    request.kind === 'promotion-void' ? request.promotions : [],
  ).length
}

/** Plays a sale and everything after it until all goods are back; answers every paid order. */
function live(told: Story): readonly Order[] {
  const shop = shopOf(told)
  fill(shop, told)
  const orders = [settle(shop, told.way)]
  const visits = [...told.visits]
  for (let turn = 0; turn < 60; turn += 1) {
    const sales = orders.filter(({ ref }) => shop.refusal({ type: 'OpenReturn', ref }) === null)
    const { sale: which, ...next } = visits.shift() ?? { ...THE_REST, way: told.way }
    const sale = sales[which % sales.length]
    if (sale === undefined) return orders
    if (!bring(shop, sale, { ...next, sale: which })) continue
    if (next.isHeld) hold(shop)
    orders.push(settle(shop, next.way))
  }
  throw new Error('Goods never end')
}

it('whatever comes back, and however, the customer ends with what they paid, and a code is free once', () => {
  let returns = 0
  fc.assert(
    fc.property(story, (told) => {
      const orders = live(told)
      const sales = orders.filter((one) => (one.sale?.totals.lines.length ?? 0) > 0)
      returns += orders.length - sales.length
      const left = orders.reduce((all, one) => all + (one.sale?.due ?? 0), 0)
      // What a card paid to the cent and got back in coins is off by half a coin at most, for each sale.
      const coins = told.cashRounding === 1 ? 0 : (told.cashRounding / 2) * sales.length
      expect(Math.abs(left)).toBeLessThanOrEqual(coins)
      const codes = orders.reduce((all, one) => all + codesBackOf(one), 0)
      expect(codes).toBe(told.code === null ? 0 : 1)
    }),
    { numRuns: 400, seed },
  )
  expect(returns).toBeGreaterThan(400)
}, 120_000)
