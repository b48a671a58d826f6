import { describe, expect, it } from 'vitest'
import { money } from '../money'
import { pieces } from '../quantity'
import { receiptText } from '../receipt/layout'
import { receiptOf } from '../receipt/sale'
import type { OrderEvent } from './events'
import type { EffectRequest } from './effect'
import type { Order } from './order'
import { find, match, toTender } from './testing/sale'
import { Shop } from './testing/shop'
import { stillToPay } from './decide-tender'

/** Sells the running example for cash; answers the paid order. */
function soldExample(shop: Shop): Order {
  toTender(shop)
  shop.run({ type: 'TakeCash', received: 10_000 })
  return afterwards(shop)
}

/** Sells plain items for cash; answers the paid order. */
function sold(shop: Shop, ...skus: readonly string[]): Order {
  shop.add(...skus)
  shop.run({ type: 'Pay' })
  shop.run({ type: 'TakeCash', received: stillToPay(shop.order) })
  return afterwards(shop)
}

function afterwards(shop: Shop): Order {
  const { order } = shop
  shop.run({ type: 'NewOrder' })
  return order
}

function lineId(order: Order, ref: string): string {
  return order.lines.find((line) => line.ref === ref)?.id ?? ''
}

function open(shop: Shop, order: Order): void {
  shop.run({ type: 'OpenReturn', ref: order.ref })
}

function takeBack(shop: Shop, order: Order, ref: string, count: number): void {
  const quantity = pieces(count)
  shop.run({ type: 'TakeBack', lineId: lineId(order, ref), quantity, reason: 'changed-mind' })
}

/** Gives everything back in cash; answers the amount and what the world is told. */
function giveBack(shop: Shop): {
  readonly amount: number
  readonly owed: readonly EffectRequest[]
} {
  shop.run({ type: 'Pay' })
  const events = shop.run({ type: 'GiveBackCash' })
  const { refund } = find(events, 'RefundGiven')
  return { amount: refund.amount, owed: owedOf(events) }
}

function owedOf(events: readonly OrderEvent[]): readonly EffectRequest[] {
  return events.flatMap((event) => (event.type === 'EffectOwed' ? [event.effect.request] : []))
}

function kinds(owed: readonly EffectRequest[]): readonly string[] {
  return owed.map((one) => one.kind)
}

describe('a return from a discounted sale', () => {
  it('gives back what was paid for the line: its price less its shares, with its tax', () => {
    const shop = new Shop()
    const sale = soldExample(shop)
    open(shop, sale)
    takeBack(shop, sale, 'L1', 1)
    // 58.99 − 3.33 of Spring $5 off − 5.00 with PETZ + 4.45 tax
    expect(shop.order.back?.goods[0]).toMatchObject({ gross: 5899, tax: 445, refund: 5511 })
    const { amount, owed } = giveBack(shop)
    expect(amount).toBe(5511)
    expect(kinds(owed)).toEqual(['drawer-open', 'receipt-print', 'coupon-return'])
    expect(owed).toContainEqual(
      expect.objectContaining({
        kind: 'coupon-return',
        couponId: '70455',
        consumerId: '880412',
        orderRef: sale.ref,
        amount: 500,
        uses: 1,
        lineRefs: ['L1'],
      }),
    )
    expect(shop.order.sale?.due).toBe(-5511)
  })

  it('gives a coupon over six pouches back with the last of them, and its share with each', () => {
    const shop = new Shop()
    const sale = soldExample(shop)
    open(shop, sale)
    takeBack(shop, sale, 'L2', 2)
    // each 1.89 − 0.11 of Spring $5 off − 0.32 with PETZ, and 0.16 of the tax of 0.86
    const first = giveBack(shop)
    expect(kinds(first.owed)).not.toContain('coupon-return')
    shop.run({ type: 'NewOrder' })
    open(shop, sale)
    takeBack(shop, sale, 'L2', 4)
    const second = giveBack(shop)
    expect(second.owed).toContainEqual(
      expect.objectContaining({ kind: 'coupon-return', couponId: '70460', amount: 189 }),
    )
    const line = sale.sale?.totals.lines.find((one) => one.lineId === lineId(sale, 'L2'))
    expect(first.amount + second.amount).toBe(
      (line?.net ?? 0) - (line?.coupons ?? 0) + (line?.tax ?? 0),
    )
  })

  it('gives the code and every coupon back with the last goods, and says that the sale came back', () => {
    const shop = new Shop()
    const sale = soldExample(shop)
    open(shop, sale)
    shop.run({ type: 'TakeBackAll', reason: 'changed-mind' })
    const { amount, owed } = giveBack(shop)
    expect(amount).toBe(sale.sale?.due)
    expect(kinds(owed)).toEqual([
      'drawer-open',
      'receipt-print',
      'coupon-return',
      'coupon-return',
      'coupon-return',
      'promotion-void',
      'order-message',
    ])
    expect(owed.at(-1)).toMatchObject({ status: 'returned', order: { orderRef: sale.ref } })
  })

  it('keeps a code where the cashier says so', () => {
    const shop = new Shop()
    const sale = soldExample(shop)
    open(shop, sale)
    shop.run({ type: 'TakeBackAll', reason: 'changed-mind' })
    const [promotion] = sale.promotions
    shop.run({ type: 'ChooseCodeBack', promotionId: promotion?.id ?? '', back: false })
    expect(kinds(giveBack(shop).owed)).not.toContain('promotion-void')
  })

  it('prints a slip that says what came back', () => {
    const shop = new Shop()
    const sale = soldExample(shop)
    open(shop, sale)
    takeBack(shop, sale, 'L1', 1)
    giveBack(shop)
    expect(receiptText(receiptOf(shop.order, shop.context().shop))).toMatchSnapshot()
  })
})

describe('an exchange', () => {
  it('sets the goods that come back against the new ones, and the customer pays the rest', () => {
    const shop = new Shop()
    const sale = sold(shop, 'fw-rope-m')
    open(shop, sale)
    takeBack(shop, sale, 'L1', 1)
    shop.add('pc-litter-14')
    // 12.49 + 8 % − (9.50 + 8 %) = 13.49 − 10.26
    expect(stillToPay(shop.order)).toBe(323)
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 500 })
    expect(shop.order.sale).toMatchObject({ due: 323, change: 177, back: { credit: 1026 } })
    expect(receiptText(receiptOf(shop.order, shop.context().shop))).toMatchSnapshot()
  })

  it('needs no money where both are worth the same', () => {
    const shop = new Shop()
    const sale = sold(shop, 'fw-rope-m')
    open(shop, sale)
    takeBack(shop, sale, 'L1', 1)
    shop.add('fw-rope-m')
    shop.run({ type: 'Pay' })
    shop.run({ type: 'FinishOrder' })
    expect(shop.order.sale).toMatchObject({ due: 0, tenders: [], back: { refunds: [] } })
  })
})

describe('the money goes where it came from', () => {
  it('goes to the card first, and never more than was paid with it', () => {
    const shop = new Shop()
    shop.add('fw-rope-m', 'pc-litter-14')
    shop.run({ type: 'Pay' })
    shop.run({ type: 'BeginCard', amount: 1000 })
    shop.run({ type: 'EndCard', paid: true })
    shop.run({ type: 'TakeCash', received: stillToPay(shop.order) })
    const sale = afterwards(shop)
    open(shop, sale)
    shop.run({ type: 'TakeBackAll', reason: 'faulty' })
    shop.run({ type: 'Pay' })
    expect(shop.refusal({ type: 'GiveBackCash' })).toBe('refund-to-card-first')
    expect(shop.refusal({ type: 'BeginCard', amount: 1001 })).toBe('more-than-on-card')
    shop.run({ type: 'BeginCard', amount: 1000 })
    shop.run({ type: 'EndCard', paid: true })
    shop.run({ type: 'GiveBackCash' })
    expect(shop.order.sale?.back?.refunds).toMatchObject([
      { kind: 'card', amount: 1000 },
      { kind: 'cash', amount: 1375 },
    ])
  })

  it('keeps who gave a card’s money back in cash, and why; for other cash nobody had to say yes', () => {
    const byManager = (reason?: string) => {
      const shop = new Shop()
      shop.add('fw-rope-m')
      shop.run({ type: 'Pay' })
      shop.run({ type: 'BeginCard', amount: 1026 })
      shop.run({ type: 'EndCard', paid: true })
      const sale = afterwards(shop)
      open(shop, sale)
      takeBack(shop, sale, 'L1', 1)
      shop.run({ type: 'Pay' })
      const command = { type: 'GiveBackCash', pin: '2468', ...(reason ? { reason } : {}) } as const
      return find(shop.run(command, { approver: 'Manager' }), 'RefundGiven').refund
    }
    expect(byManager('Card is gone, (206) 555-0142')).toMatchObject({
      amount: 1026,
      insteadOfCard: { by: 'Manager', reason: 'Card is gone, •••-0142' },
    })
    expect(byManager().insteadOfCard).toEqual({ by: 'Manager', reason: null })
    const shop = new Shop()
    const sale = sold(shop, 'fw-rope-m')
    open(shop, sale)
    takeBack(shop, sale, 'L1', 1)
    giveBack(shop)
    expect(shop.order.sale?.back?.refunds[0]).not.toHaveProperty('insteadOfCard')
  })

  it('comes to what was paid, to the coin, over any number of returns of a rounded sale', () => {
    const shop = new Shop({ terms: { ...new Shop().context().terms, cashRounding: 5 } })
    shop.add('bw-cat-sal-3')
    const [line] = shop.order.lines
    shop.run({ type: 'SetQuantity', lineId: line?.id ?? '', quantity: pieces(7) })
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 5000 })
    const sale = afterwards(shop)
    const amounts = [2, 3, 2].map((count) => {
      open(shop, sale)
      takeBack(shop, sale, 'L1', count)
      const { amount } = giveBack(shop)
      shop.run({ type: 'NewOrder' })
      return amount
    })
    expect(amounts.every((amount) => amount % 5 === 0)).toBe(true)
    expect(amounts.reduce((a, b) => a + b)).toBe(sale.sale?.due)
  })
})

describe('what a return refuses', () => {
  it('takes nothing back twice', () => {
    const shop = new Shop()
    const sale = sold(shop, 'fw-rope-m', 'tea')
    open(shop, sale)
    takeBack(shop, sale, 'L1', 1)
    giveBack(shop)
    shop.run({ type: 'NewOrder' })
    open(shop, sale)
    const again = { lineId: lineId(sale, 'L1'), quantity: pieces(1), reason: 'faulty' } as const
    expect(shop.refusal({ type: 'TakeBack', ...again })).toBe('more-than-sold')
    takeBack(shop, sale, 'L2', 1)
    giveBack(shop)
    shop.run({ type: 'NewOrder' })
    expect(shop.refusal({ type: 'OpenReturn', ref: sale.ref })).toBe('sale-came-back')
  })

  it('opens a sale on one order at a time', () => {
    const shop = new Shop()
    const sale = sold(shop, 'fw-rope-m')
    open(shop, sale)
    takeBack(shop, sale, 'L1', 1)
    shop.run({ type: 'Hold', heldFor: 'looking for the card' })
    expect(shop.refusal({ type: 'OpenReturn', ref: sale.ref })).toBe('sale-on-another-order')
    expect(shop.refusal({ type: 'OpenReturn', ref: 'pine-01-20250320-9999' })).toBe('sale-unknown')
  })

  it('asks a manager after the days of the shop, above its limit, and without a receipt', () => {
    const shop = new Shop({ returns: { days: 30, cashierLimit: 1000 } })
    const sale = sold(shop, 'fw-rope-m')
    open(shop, sale)
    takeBack(shop, sale, 'L1', 1)
    expect(shop.refusal({ type: 'Pay' })).toBe('return-needs-manager')
    shop.run({ type: 'ApproveReturn', pin: '2468' }, { approver: 'Manager' })
    expect(shop.refusal({ type: 'Pay' })).toBeNull()
    shop.run({ type: 'TakeBackUnsold', sku: 'tea', quantity: 1000, reason: 'other' })
    expect(shop.refusal({ type: 'Pay' })).toBe('return-needs-manager')
  })

  it('voids a sale of today whole, as cancelled, and only today', () => {
    const shop = new Shop()
    const sale = sold(shop, 'fw-rope-m')
    const tomorrow = { at: shop.at + 24 * 3_600_000 }
    expect(shop.refusal({ type: 'VoidSale', ref: sale.ref }, tomorrow)).toBe('sale-of-another-day')
    shop.run({ type: 'VoidSale', ref: sale.ref })
    shop.run({ type: 'ApproveReturn', pin: '2468' }, { approver: 'Manager' })
    const { amount, owed } = giveBack(shop)
    expect(amount).toBe(1026)
    expect(owed.at(-1)).toMatchObject({ kind: 'order-message', status: 'cancelled' })
  })

  it('uses the customer of the sale, not the one at the counter', () => {
    const shop = new Shop()
    const sale = soldExample(shop)
    match(shop, [])
    open(shop, sale)
    takeBack(shop, sale, 'L1', 1)
    const { owed } = giveBack(shop)
    expect(owed.find((one) => one.kind === 'coupon-return')).toMatchObject({
      consumerId: '880412',
    })
    expect(shop.order.sale?.back?.credit).toBe(money(5511))
  })
})
