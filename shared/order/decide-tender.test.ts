import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Bug } from '../assert'
import { money } from '../money'
import { assertSale } from './apply-payment'
import type { Command } from './commands'
import { CHANGE_MAX, stillToPay } from './decide-tender'
import type { OrderEvent } from './events'
import { find, grant, revalidate, toTender } from './testing/sale'
import { Shop, termsWith } from './testing/shop'

function types(events: readonly OrderEvent[]): readonly string[] {
  return events.map((event) => event.type)
}

/** An order at the tenders that costs so much, without tax. */
function due(amount: number, cashRounding = 1): Shop {
  const shop = new Shop({ terms: termsWith({ couponService: false, cashRounding }) })
  shop.run({ type: 'AddItem', sku: 'gift', price: amount })
  shop.run({ type: 'Pay' })
  return shop
}

function cash(received: number): Command {
  return { type: 'TakeCash', received }
}

describe('cash', () => {
  it('that is enough pays the order, with change', () => {
    const shop = due(1250)
    const { sale } = find(shop.run(cash(2000)), 'OrderPaid')
    expect(sale).toMatchObject({ due: 1250, change: 750, cashRounding: 0, receiptNumber: 1 })
    expect(sale.tenders).toMatchObject([{ kind: 'cash', amount: 1250, received: 2000 }])
  })

  it('that is less is one tender of several', () => {
    const shop = due(1250)
    expect(types(shop.run(cash(1000)))).toEqual(['TenderAdded'])
    expect(stillToPay(shop.order)).toBe(250)
    const { sale } = find(shop.run(cash(300)), 'OrderPaid')
    expect(sale).toMatchObject({ due: 1250, change: 50 })
  })

  it.each([
    { amount: 1002, asked: 1000, received: 1000, rounding: -2, change: 0 },
    { amount: 1003, asked: 1005, received: 1010, rounding: 2, change: 5 },
    { amount: 1005, asked: 1005, received: 1005, rounding: 0, change: 0 },
    { amount: 1002, asked: 1000, received: 1050, rounding: -2, change: 50 },
    { amount: 2, asked: 0, received: 0, rounding: -2, change: 0 },
  ])('of $amount is rounded to $asked: $received received', (row) => {
    const { amount, asked, received, rounding, change } = row
    const shop = due(amount, 5)
    const events = shop.run(cash(received))
    const { sale } = find(events, 'OrderPaid')
    expect(sale).toMatchObject({ due: asked, cashRounding: rounding, change })
    expect(types(events).includes('CashRounded')).toBe(rounding !== 0)
  })

  it('that lies between what is due and what it rounds up to is refused', () => {
    const shop = due(1003, 5)
    expect(shop.refusal(cash(1003))).toBe('amount-too-small')
    expect(shop.refusal(cash(1004))).toBe('amount-too-small')
    expect(shop.refusal(cash(1002))).toBeNull()
  })

  it.each([
    [-1, 'amount-invalid'],
    [0.5, 'amount-invalid'],
    [Number.NaN, 'amount-invalid'],
    [0, 'amount-too-small'],
    [1250 + CHANGE_MAX + 1, 'amount-invalid'],
  ])('of %d is refused: %s', (received, code) => {
    expect(due(1250).refusal(cash(received))).toBe(code)
  })

  it('is taken with as much change as is ever given', () => {
    expect(due(1250).refusal(cash(1250 + CHANGE_MAX))).toBeNull()
  })

  it('opens the drawer once; a card alone does not', () => {
    const drawers = (events: readonly OrderEvent[]) =>
      events.filter(
        (event) => event.type === 'EffectOwed' && event.effect.request.kind === 'drawer-open',
      ).length
    const mixed = due(1250)
    mixed.run(cash(250))
    mixed.run({ type: 'BeginCard', amount: 1000 })
    expect(drawers(mixed.run({ type: 'EndCard', paid: true }))).toBe(1)
    const card = due(1250)
    card.run({ type: 'BeginCard', amount: 1250 })
    expect(drawers(card.run({ type: 'EndCard', paid: true }))).toBe(0)
  })
})

describe('a card', () => {
  it('has its intent on disk before the customer pays', () => {
    const shop = due(1250)
    expect(types(shop.run({ type: 'BeginCard', amount: 1250 }))).toEqual(['CardPaymentRequested'])
    expect(stillToPay(shop.order)).toBe(1250)
    const { sale } = find(shop.run({ type: 'EndCard', paid: true }), 'OrderPaid')
    expect(sale).toMatchObject({ due: 1250, change: 0 })
  })

  it('that was not charged leaves everything as it was', () => {
    const shop = due(1250)
    shop.run({ type: 'BeginCard', amount: 1250 })
    expect(types(shop.run({ type: 'EndCard', paid: false }))).toEqual(['CardPaymentDropped'])
    expect(shop.order.payment).toMatchObject({ card: null, tenders: [] })
  })

  it('keeps everything else waiting while it is under way', () => {
    const shop = due(1250)
    shop.run({ type: 'BeginCard', amount: 1250 })
    const { id: orderId } = shop.order
    const others: readonly Command[] = [
      cash(1250),
      { type: 'BeginCard', amount: 1 },
      { type: 'FinishOrder' },
      { type: 'UndoTender', tenderId: 'x' },
      { type: 'BackFromPayment', to: 'order' },
      { type: 'CancelOrder', orderId },
    ]
    for (const other of others) expect(shop.refusal(other)).toBe('card-under-way')
  })

  it.each([
    [0, 'amount-invalid'],
    [-1, 'amount-invalid'],
    [0.5, 'amount-invalid'],
    [1251, 'amount-above-due'],
  ])('for %d is refused: %s', (amount, code) => {
    expect(due(1250).refusal({ type: 'BeginCard', amount })).toBe(code)
  })

  it('is exact where cash would be rounded', () => {
    const shop = due(1003, 5)
    shop.run({ type: 'BeginCard', amount: 1003 })
    const { sale } = find(shop.run({ type: 'EndCard', paid: true }), 'OrderPaid')
    expect(sale).toMatchObject({ due: 1003, cashRounding: 0 })
  })
})

describe('a tender', () => {
  it('is taken at the tender step of a payment, and nowhere else', () => {
    const tenders: readonly Command[] = [
      cash(1),
      { type: 'BeginCard', amount: 1 },
      { type: 'FinishOrder' },
    ]
    const open = new Shop()
    open.add('tea')
    for (const tender of tenders) expect(open.refusal(tender)).toBe('order-not-paying')
    expect(open.refusal({ type: 'EndCard', paid: true })).toBe('order-not-paying')
    expect(open.refusal({ type: 'UndoTender', tenderId: 'x' })).toBe('order-not-paying')
    const early = new Shop()
    toTender(early)
    early.run({ type: 'BackFromPayment', to: 'coupons' })
    for (const tender of tenders) expect(early.refusal(tender)).toBe('step-not-reached')
  })

  it('before the last one can be undone', () => {
    const shop = due(1250)
    const { tender } = find(shop.run(cash(1000)), 'TenderAdded')
    expect(shop.refusal({ type: 'UndoTender', tenderId: 'x' })).toBe('tender-unknown')
    expect(shop.refusal({ type: 'EndCard', paid: true })).toBe('card-not-under-way')
    shop.run({ type: 'UndoTender', tenderId: tender.id })
    expect(stillToPay(shop.order)).toBe(1250)
    expect(shop.refusal({ type: 'BackFromPayment', to: 'order' })).toBeNull()
  })

  it('after the last one finds the order paid', () => {
    const shop = due(1250)
    shop.run(cash(1250))
    for (const late of [cash(1), { type: 'FinishOrder' }] satisfies Command[]) {
      expect(shop.refusal(late)).toBe('order-not-paying')
    }
    expect(stillToPay(shop.order)).toBe(0)
  })
})

describe('an order with nothing to pay', () => {
  it('is finished without a tender', () => {
    const shop = new Shop({ terms: termsWith({ couponService: false }) })
    shop.add('tea')
    grant(shop)
    shop.run({ type: 'Pay' })
    revalidate(shop)
    expect(shop.refusal(cash(0))).toBe('nothing-to-pay')
    expect(shop.refusal({ type: 'BeginCard', amount: 1 })).toBe('nothing-to-pay')
    const { sale } = find(shop.run({ type: 'FinishOrder' }), 'OrderPaid')
    expect(sale).toMatchObject({ due: 0, change: 0, tenders: [], saved: 300 })
  })

  it('is not one that still owes money', () => {
    expect(due(1).refusal({ type: 'FinishOrder' })).toBe('amount-still-due')
  })
})

describe('a paid order', () => {
  it('balances, however it was paid and rounded', () => {
    const part = fc.record({ card: fc.boolean(), share: fc.integer({ min: 1, max: 120 }) })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50_000 }),
        fc.constantFrom(1, 5, 10),
        fc.array(part, { minLength: 1, maxLength: 5 }),
        (amount, coin, parts) => {
          const shop = due(amount, coin)
          for (const { card, share } of parts) {
            const given = Math.ceil((stillToPay(shop.order) * share) / 100)
            const pay: Command = card ? { type: 'BeginCard', amount: given } : cash(given)
            if (shop.refusal(pay) !== null) continue
            shop.run(pay)
            if (card) shop.run({ type: 'EndCard', paid: true })
          }
          if (stillToPay(shop.order) > 0) shop.run(cash(amount + coin))
          const { sale } = shop.order
          if (!sale) throw new Error('The order is paid')
          const received = sale.tenders.reduce((all, one) => all + one.received, 0)
          expect(received - sale.change).toBe(sale.due)
          expect(sale.change).toBeGreaterThanOrEqual(0)
          expect(Math.abs(sale.cashRounding) * 2).toBeLessThanOrEqual(coin === 1 ? 0 : coin)
          expect(sale.due).toBe(amount + sale.cashRounding)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('is checked again when it is read back', () => {
    const shop = due(1250)
    const { sale } = find(shop.run(cash(2000)), 'OrderPaid')
    const wrong = [
      { ...sale, due: money(1251) },
      { ...sale, change: money(751) },
      { ...sale, tenders: [] },
      { ...sale, cashRounding: money(1) },
    ]
    for (const each of wrong) expect(() => assertSale(shop.order, each)).toThrow(Bug)
  })

  it('numbers receipts one after the other', () => {
    const shop = new Shop()
    for (const number of [1, 2, 3]) {
      shop.add('tea')
      shop.run({ type: 'Pay' })
      expect(find(shop.run(cash(300)), 'OrderPaid').sale.receiptNumber).toBe(number)
    }
    expect(shop.order.number).toBe(3)
  })

  it('owes nothing where nothing is set up, and is closed at once', () => {
    const terms = termsWith({ couponService: false })
    const shop = new Shop({ terms, printer: false, drawer: false })
    shop.add('tea')
    shop.run({ type: 'Pay' })
    expect(types(shop.run(cash(300)))).toEqual(['TenderAdded', 'OrderPaid', 'OrderClosed'])
  })
})
