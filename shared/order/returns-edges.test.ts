import { describe, expect, it } from 'vitest'
import { money } from '../money'
import { receiptText } from '../receipt/layout'
import { receiptOf } from '../receipt/sale'
import { approvalsNeeded } from './decide-return'
import { mayGiveBack, owedToCard, stillToPay } from './decide-tender'
import { givenBackBy } from './given-back'
import type { Order, Payment } from './order'
import {
  authorize,
  end,
  exampleGrant,
  find,
  grant,
  match,
  revalidate,
  toTender,
} from './testing/sale'
import { Shop, termsWith } from './testing/shop'

const BY_MANAGER = { approver: 'Manager' }

/** Sells an item for cash and opens the sale for a return. */
function openedReturn(shop: Shop, sku: string): Order {
  shop.add(sku)
  shop.run({ type: 'Pay' })
  shop.run({ type: 'TakeCash', received: stillToPay(shop.order) })
  const { order } = shop
  shop.run({ type: 'NewOrder' })
  shop.run({ type: 'OpenReturn', ref: order.ref })
  return order
}

/** Takes a gift card back without a receipt, up to the payment. */
function unsold(shop: Shop, price: number): void {
  shop.run({ type: 'TakeBackUnsold', sku: 'gift', quantity: 1000, price, reason: 'other' })
  shop.run({ type: 'ApproveReturn', pin: '2468' }, BY_MANAGER)
  shop.run({ type: 'Pay' })
}

/** Changes the payment of the order on screen behind its back. */
function payWith(shop: Shop, change: Partial<Payment>): void {
  const { order } = shop
  const payment = order.payment && { ...order.payment, ...change }
  shop.state = { ...shop.state, orders: new Map([[order.id, { ...order, payment }]]) }
}

describe('goods without a receipt', () => {
  it('are given back in cash under no sale, and nothing of them belongs to a card', () => {
    const shop = new Shop()
    unsold(shop, 2500)
    expect(stillToPay(shop.order)).toBe(-2500)
    expect(owedToCard(shop.order)).toBe(0)
    expect(shop.refusal({ type: 'BeginCard', amount: 2500 })).toBe('more-than-on-card')
    const { sale } = find(shop.run({ type: 'GiveBackCash' }), 'OrderPaid')
    expect(sale).toMatchObject({ due: -2500, cashRounding: 0 })
    expect(sale.back).toMatchObject({ soldRef: null, credit: 2500, creditOfSale: 0 })
  })

  it.each([
    [2, 2, []],
    [3, -2, [5]],
    [11, 1, [10]],
    [10, 0, [10]],
  ])('at %i cents are rounded by %i to the smallest coin, which is 5', (price, rounded, given) => {
    const shop = new Shop({ terms: termsWith({ cashRounding: 5 }) })
    unsold(shop, price)
    const events = shop.run({ type: 'GiveBackCash' })
    const { sale } = find(events, 'OrderPaid')
    expect(sale.cashRounding).toBe(rounded)
    expect(sale.back?.refunds.map((one) => one.amount)).toEqual(given)
    expect(sale.due).toBe(0 - (given[0] ?? 0))
    const isRounded = events.some((event) => event.type === 'CashRounded')
    expect(isRounded).toBe(rounded !== 0)
  })

  it('need a manager for that alone, however late it is', () => {
    const shop = new Shop()
    shop.run({ type: 'TakeBackUnsold', sku: 'tea', quantity: 1000, reason: 'other' })
    const rules = { days: 0, cashierLimit: null }
    expect(approvalsNeeded(shop.order, rules, shop.at * 2)).toEqual(['no-receipt'])
    expect(approvalsNeeded(shop.order, { ...rules, cashierLimit: 300 }, shop.at)).toEqual([
      'no-receipt',
    ])
    expect(approvalsNeeded(shop.order, { ...rules, cashierLimit: 299 }, shop.at)).toEqual([
      'no-receipt',
      'return-above-limit',
    ])
  })
})

describe('money', () => {
  it('is given back in the payment and nowhere else', () => {
    const shop = new Shop()
    openedReturn(shop, 'tea')
    shop.run({ type: 'TakeBackAll', reason: 'faulty' })
    expect(shop.refusal({ type: 'GiveBackCash' })).toBe('order-not-paying')
    shop.run({ type: 'Pay' })
    expect(shop.refusal({ type: 'GiveBackCash' })).toBeNull()
  })

  it('is given back where goods came back and none was taken, and never for what was paid too much', () => {
    const shop = new Shop()
    openedReturn(shop, 'tea')
    const due = money(-300)
    shop.run({ type: 'TakeBackAll', reason: 'faulty' })
    expect(mayGiveBack(shop.order, due)).toBe(false)
    shop.run({ type: 'Pay' })
    expect(mayGiveBack(shop.order, due)).toBe(true)
    expect(mayGiveBack(shop.order, money(0))).toBe(false)
    const id = 'tender-1'
    const tender = { id, kind: 'cash', amount: money(100), received: money(100), at: 1 } as const
    payWith(shop, { tenders: [tender] })
    expect(stillToPay(shop.order)).toBe(-400)
    expect(mayGiveBack(shop.order, stillToPay(shop.order))).toBe(false)
    expect(shop.refusal({ type: 'GiveBackCash' })).toBe('order-has-tenders')
    expect(shop.refusal({ type: 'BeginCard', amount: 100 })).toBe('order-has-tenders')
    const plain = new Shop()
    plain.add('tea')
    plain.run({ type: 'Pay' })
    expect(mayGiveBack(plain.order, money(-1))).toBe(false)
  })

  it('of a sale whose prices include tax is its price, with the tax in it', () => {
    const shop = new Shop({ terms: termsWith({ pricesIncludeTax: true }) })
    openedReturn(shop, 'cake')
    shop.run({ type: 'TakeBackAll', reason: 'faulty' })
    // 10.25 % in 4.25 are 0.395, which is 0.40
    expect(shop.order.back?.goods[0]).toMatchObject({ gross: 425, tax: 40, refund: 425 })
    shop.run({ type: 'Pay' })
    expect(find(shop.run({ type: 'GiveBackCash' }), 'OrderPaid').sale.due).toBe(-425)
  })
})

describe('a code of the sale', () => {
  it('that was kept goes back all the same when the cashier changes their mind', () => {
    const shop = new Shop()
    toTender(shop)
    shop.run({ type: 'TakeCash', received: 10_000 })
    const { ref } = shop.order
    shop.run({ type: 'NewOrder' })
    shop.run({ type: 'OpenReturn', ref })
    shop.run({ type: 'TakeBackAll', reason: 'other' })
    const promotionId = shop.order.back?.sold?.promotions[0]?.id ?? ''
    shop.run({ type: 'ChooseCodeBack', promotionId, back: false })
    shop.run({ type: 'ChooseCodeBack', promotionId, back: false })
    expect(shop.order.back?.keptCodes).toEqual([promotionId])
    shop.run({ type: 'ChooseCodeBack', promotionId, back: true })
    expect(shop.order.back?.keptCodes).toEqual([])
    shop.run({ type: 'Pay' })
    const { sale } = find(shop.run({ type: 'GiveBackCash' }), 'OrderPaid')
    expect(sale.back?.codesBack.map((one) => one.id)).toEqual([promotionId])
  })
})

describe('what took nothing off and was used up all the same', () => {
  it('is a code on goods that another code had paid for: free again with the whole sale, not before', () => {
    const shop = new Shop()
    shop.add('tea', 'tea')
    grant(shop, 'FIRST', { name: 'First', amount: money(600), referenceId: 'rsv-1' })
    grant(shop, 'SECOND', { name: 'Second', amount: money(100), referenceId: 'rsv-2' })
    shop.run({ type: 'Pay' })
    revalidate(shop)
    while (shop.order.payment?.step !== 'tender') shop.run({ type: 'ContinuePayment' })
    const redeemed = find(shop.run({ type: 'FinishOrder' }), 'OrderPaid').sale.totals.discounts
    expect(redeemed.map((one) => one.amount)).toEqual([600, 0])
    const { order: sale } = shop
    shop.run({ type: 'NewOrder' })
    const codes = [1, 2].map(() => {
      shop.run({ type: 'OpenReturn', ref: sale.ref })
      const lineId = sale.lines[0]?.id ?? ''
      shop.run({ type: 'TakeBack', lineId, quantity: 1000, reason: 'other' })
      shop.run({ type: 'Pay' })
      const { back } = find(shop.run({ type: 'FinishOrder' }), 'OrderPaid').sale
      shop.run({ type: 'NewOrder' })
      return back?.codesBack.map((one) => one.code)
    })
    expect(codes).toEqual([[], ['FIRST', 'SECOND']])
  })

  it('is a coupon of the wallet: it was captured, and is given back once', () => {
    const shop = new Shop()
    shop.add('bw-dog-chk-24', 'tea')
    grant(shop, 'ALL', { name: 'All', amount: money(10_000), referenceId: 'rsv-1' })
    match(shop)
    shop.run({ type: 'Pay' })
    revalidate(shop)
    shop.run({ type: 'ContinuePayment' })
    if (shop.order.validation !== null) revalidate(shop)
    const all = exampleGrant()
    authorize(shop, { ...all, coupons: all.coupons.slice(0, 1) })
    shop.run({ type: 'ContinuePayment' })
    shop.run({ type: 'FinishOrder' })
    const { order: sale } = shop
    expect(sale.effects.map((one) => one.request.kind)).toContain('coupon-capture')
    shop.run({ type: 'NewOrder' })
    const told = sale.lines.map((line) => {
      shop.run({ type: 'OpenReturn', ref: sale.ref })
      shop.run({ type: 'TakeBack', lineId: line.id, quantity: 1000, reason: 'other' })
      shop.run({ type: 'Pay' })
      const events = shop.run({ type: 'FinishOrder' })
      shop.run({ type: 'NewOrder' })
      return events.flatMap((one) => {
        if (one.type !== 'EffectOwed') return []
        const { request } = one.effect
        return request.kind === 'coupon-return' ? [[request.couponId, request.amount]] : []
      })
    })
    expect(told).toEqual([[], [['70455', 0]]])
  })
})

describe('a code that a return gives back', () => {
  it('is not given back beside it, neither while the return is open nor after it', () => {
    const shop = new Shop()
    toTender(shop)
    shop.run({ type: 'TakeCash', received: 10_000 })
    const { order: sale } = shop
    end(shop, 'promotion-apply', { status: 'delivered' })
    const promotionId = sale.promotions[0]?.id ?? ''
    const giveBack = { type: 'GivePromotionBack', orderId: sale.id, promotionId } as const
    expect(shop.refusal(giveBack)).toBeNull()
    shop.run({ type: 'NewOrder' })
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    shop.run({ type: 'TakeBackAll', reason: 'other' })
    expect(shop.refusal(giveBack)).toBe('sale-on-another-order')
    shop.run({ type: 'Pay' })
    shop.run({ type: 'GiveBackCash' })
    expect(shop.refusal(giveBack)).toBe('promotion-not-redeemed')
    const voids = shop.happened.filter(
      ({ event }) => event.type === 'EffectOwed' && event.effect.request.kind === 'promotion-void',
    )
    expect(voids).toHaveLength(1)
  })
})

describe('the slip of a return', () => {
  it.each([
    [11, ['Coupon given back: $5.00 off Brambleway Dry 24']],
    [12, []],
  ])('after %i days names the coupons that can still be used: %j', (days, named) => {
    const shop = new Shop()
    toTender(shop)
    shop.run({ type: 'TakeCash', received: 10_000 })
    const { order: sale } = shop
    shop.run({ type: 'NewOrder' })
    // Its last day is 2025-03-31, and the sale was on the 20th.
    shop.at += days * 24 * 3_600_000
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    const lineId = sale.lines[0]?.id ?? ''
    shop.run({ type: 'TakeBack', lineId, quantity: 1000, reason: 'other' })
    shop.run({ type: 'Pay' })
    shop.run({ type: 'GiveBackCash' })
    const rows = receiptText(receiptOf(shop.order, shop.context().shop)).split('\n')
    const given = rows.map((row) => row.trim()).filter((row) => row.startsWith('Coupon given'))
    expect(given).toEqual(named)
    const told = shop.order.effects.filter((one) => one.request.kind === 'coupon-return')
    expect(told).toHaveLength(1)
  })
})

it('goods that were weighed come back whole, also where they weigh whole pounds', () => {
  const shop = new Shop()
  shop.run({ type: 'AddItem', sku: 'biscuits', quantity: 2000 })
  shop.run({ type: 'Pay' })
  shop.run({ type: 'TakeCash', received: stillToPay(shop.order) })
  const { ref } = shop.order
  shop.run({ type: 'NewOrder' })
  shop.run({ type: 'OpenReturn', ref })
  const lineId = shop.order.back?.sold?.lines[0]?.lineId ?? ''
  const some = { type: 'TakeBack', lineId, reason: 'other' } as const
  expect(shop.refusal({ ...some, quantity: 1000 })).toBe('comes-back-whole')
  expect(shop.refusal({ ...some, quantity: 2000 })).toBeNull()
})

it('each code of a sale waits for the goods it took money off', () => {
  const shop = new Shop()
  shop.add('tea', 'cake')
  for (const code of ['SPRING5', 'SUMMER5']) {
    grant(shop, code, { name: code, amount: money(100), referenceId: code })
  }
  shop.run({ type: 'Pay' })
  revalidate(shop)
  shop.run({ type: 'TakeCash', received: stillToPay(shop.order) })
  end(shop, 'promotion-apply', { status: 'delivered' })
  const { ref } = shop.order
  shop.run({ type: 'NewOrder' })
  shop.run({ type: 'OpenReturn', ref })
  const lineId = shop.order.back?.sold?.lines[0]?.lineId ?? ''
  shop.run({ type: 'TakeBack', lineId, quantity: 1000, reason: 'other' })
  const { codes, waiting } = givenBackBy(shop.order.back)
  expect(codes).toEqual([])
  expect(waiting.map((one) => one.name)).toEqual(['SPRING5', 'SUMMER5'])
})
