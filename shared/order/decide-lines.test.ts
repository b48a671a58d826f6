import { describe, expect, it } from 'vitest'
import { money, MONEY_MAX } from '../money'
import type { Command } from './commands'
import { GROSS_MAX, LINES_MAX } from './decide-lines'
import { UNRESOLVED_MAX } from './decide-scan'
import type { OrderEvent } from './events'
import { find, grant, toTender } from './testing/sale'
import { ITEMS, Shop } from './testing/shop'
import { totalsOf } from './totals'

const UNKNOWN = { kind: 'unknown', code: '4006381333931' } as const
const SCAN: Command = { type: 'TakeScan', meaning: UNKNOWN, items: [] }

function types(events: readonly OrderEvent[]): readonly string[] {
  return events.map((event) => event.type)
}

function lineOf(shop: Shop, index = 0): string {
  return shop.order.lines[index]?.id ?? 'nobody'
}

/** An order in each state in which nothing may be changed. */
function locked(): readonly (readonly [Shop, string])[] {
  const paying = new Shop()
  toTender(paying)
  const checked = new Shop()
  checked.add('tea', 'cake')
  grant(checked)
  checked.run({ type: 'Pay' })
  return [
    [paying, 'order-not-open'],
    [checked, 'validation-under-way'],
  ]
}

describe('adding an item', () => {
  it('freezes name, price, tax rate and identifiers in a line', () => {
    const shop = new Shop()
    const { line } = find(shop.run({ type: 'AddItem', sku: 'bw-dog-chk-24' }), 'LineAdded')
    expect(line).toMatchObject({
      ref: 'L1',
      name: 'Brambleway Chicken Dry Dog Food 24 lb',
      unitPrice: 5899,
      taxRate: 80_000,
      barcodes: ['400001102312'],
      quantity: 1000,
    })
  })

  it('tells the coupon service about the order with its first line only', () => {
    const shop = new Shop()
    expect(types(shop.run({ type: 'AddItem', sku: 'tea' }))).toEqual(['LineAdded', 'EffectOwed'])
    expect(types(shop.run({ type: 'AddItem', sku: 'cake' }))).toEqual(['LineAdded'])
  })

  it('raises the line that has the item already', () => {
    const shop = new Shop()
    shop.add('tea', 'cake', 'tea')
    expect(shop.order.lines.map((line) => line.quantity)).toEqual([2000, 1000])
  })

  it.each<[string, (shop: Shop) => void]>([
    ['was taken off', (shop) => shop.run({ type: 'VoidLine', lineId: lineOf(shop) })],
    ['was sent to preparation', (shop) => shop.run({ type: 'Stay' })],
    [
      'has another price',
      (shop) => shop.run({ type: 'ChangePrice', lineId: lineOf(shop), price: 100 }),
    ],
    [
      'has a discount of its own',
      (shop) => shop.run({ type: 'AddStoreDiscount', ruleId: 'damaged', lineId: lineOf(shop) }),
    ],
  ])('makes a new line where the old one %s', (_, change) => {
    const shop = new Shop()
    shop.add('pc-litter-14')
    change(shop)
    expect(types(shop.run({ type: 'AddItem', sku: 'pc-litter-14' }))).toContain('LineAdded')
    expect(shop.order.lines.map((line) => line.ref)).toEqual(['L1', 'L2'])
  })

  it('gives each weighing and each open price a line of its own', () => {
    const shop = new Shop()
    shop.run({ type: 'AddItem', sku: 'biscuits', quantity: 1234 })
    shop.run({ type: 'AddItem', sku: 'biscuits', quantity: 500 })
    shop.run({ type: 'AddItem', sku: 'gift', price: 2500 })
    shop.run({ type: 'AddItem', sku: 'gift', price: 2500 })
    expect(shop.order.lines).toHaveLength(4)
    expect(totalsOf(shop.order).subtotal).toBe(555 + 225 + 5000)
  })

  it.each<[Command, string]>([
    [{ type: 'AddItem', sku: 'nothing' }, 'item-unknown'],
    [{ type: 'AddItem', sku: 'tea', quantity: 0 }, 'quantity-invalid'],
    [{ type: 'AddItem', sku: 'tea', quantity: -1000 }, 'quantity-invalid'],
    [{ type: 'AddItem', sku: 'tea', quantity: Number.NaN }, 'quantity-invalid'],
    [{ type: 'AddItem', sku: 'tea', quantity: 1 }, 'quantity-invalid'],
    [{ type: 'AddItem', sku: 'tea', quantity: 1500 }, 'quantity-invalid'],
    [{ type: 'AddItem', sku: 'tea', quantity: 1e9 }, 'quantity-invalid'],
    [{ type: 'AddItem', sku: 'tea', price: 1 }, 'price-not-open'],
    [{ type: 'AddItem', sku: 'gift' }, 'price-missing'],
    [{ type: 'AddItem', sku: 'gift', price: -1 }, 'price-invalid'],
    [{ type: 'AddItem', sku: 'gift', price: 0.5 }, 'price-invalid'],
    [{ type: 'AddItem', sku: 'gift', price: MONEY_MAX }, 'price-invalid'],
  ])('refuses %j: %s', (command, code) => {
    expect(new Shop().refusal(command)).toBe(code)
  })

  it('refuses while the order is locked', () => {
    for (const [shop, code] of locked()) {
      expect(shop.refusal({ type: 'AddItem', sku: 'tea' })).toBe(code)
      expect(shop.refusal(SCAN)).toBe(code)
    }
  })

  it('refuses a line beyond the limit', () => {
    const shop = new Shop()
    shop.add('tea')
    const [line] = shop.order.lines
    if (!line) throw new Error('A line was added')
    const lines = Array.from({ length: LINES_MAX }, () => ({ ...line, voided: true }))
    const full = { ...shop.order, lines }
    shop.state = { ...shop.state, orders: new Map([[full.id, full]]) }
    expect(shop.refusal({ type: 'AddItem', sku: 'cake' })).toBe('lines-at-limit')
  })
})

describe('an order too dear to add up', () => {
  const dear = { price: MONEY_MAX / 10_000, sku: 'gift', type: 'AddItem' } as const

  it('is refused by quantity, by price, by a further line and by a line put back', () => {
    const shop = new Shop()
    shop.run({ ...dear, quantity: 2_500_000 })
    expect(totalsOf(shop.order).total).toBe(GROSS_MAX)
    const lineId = lineOf(shop)
    expect(shop.refusal({ type: 'SetQuantity', lineId, quantity: 99_999_000 })).toBe(
      'quantity-invalid',
    )
    expect(shop.refusal({ type: 'AddItem', sku: 'tea' })).toBe('lines-at-limit')
    shop.run({ type: 'ChangePrice', lineId, price: 0 })
    shop.add('tea')
    expect(shop.refusal({ type: 'ChangePrice', lineId, price: dear.price })).toBe('price-invalid')
    shop.run({ type: 'VoidLine', lineId })
    shop.run({ ...dear, quantity: 2_499_000 })
    expect(shop.refusal({ type: 'AddItem', sku: 'tea', quantity: 99_999_000 })).toBe(
      'lines-at-limit',
    )
  })

  it('is refused by one more piece of what is on it', () => {
    const shop = new Shop()
    shop.add('tea')
    shop.run({ ...dear, quantity: 2_499_000 })
    const left = (GROSS_MAX - totalsOf(shop.order).total) / 300
    const piece = { type: 'AddItem', sku: 'tea' } as const
    expect(shop.refusal({ ...piece, quantity: 1000 * Math.floor(left) })).toBeNull()
    expect(shop.refusal({ ...piece, quantity: 1000 * Math.floor(left) + 1000 })).toBe(
      'lines-at-limit',
    )
  })

  it('is refused when a line comes back', () => {
    const shop = new Shop()
    shop.run({ ...dear, quantity: 2_500_000 })
    const lineId = lineOf(shop)
    shop.run({ type: 'VoidLine', lineId })
    shop.add('tea')
    expect(shop.refusal({ type: 'PutBackLine', lineId })).toBe('lines-at-limit')
  })
})

describe('a scan', () => {
  it('of one product with a price becomes a line', () => {
    const shop = new Shop()
    const meaning = { kind: 'product', code: 'tea', candidates: [], doubtful: false } as const
    expect(types(shop.run({ type: 'TakeScan', meaning, items: ITEMS.slice(0, 1) }))).toContain(
      'LineAdded',
    )
  })

  it.each([
    ['nothing', 0],
    ['two products', 2],
  ])('of %s waits for a person and blocks Pay', (_, count) => {
    const shop = new Shop()
    shop.add('tea')
    shop.run({ type: 'TakeScan', meaning: UNKNOWN, items: ITEMS.slice(0, count) })
    expect(shop.order.unresolved).toMatchObject([{ code: '4006381333931', misread: false }])
    expect(shop.refusal({ type: 'Pay' })).toBe('scans-unresolved')
    expect(shop.refusal({ type: 'Send' })).toBe('scans-unresolved')
    expect(shop.refusal({ type: 'Hold', heldFor: '' })).toBeNull()
  })

  it('of an open-price product waits for its price', () => {
    const shop = new Shop()
    const gift = ITEMS.filter((item) => item.sku === 'gift')
    shop.run({ type: 'TakeScan', meaning: UNKNOWN, items: gift })
    const scanId = shop.order.unresolved[0]?.id ?? ''
    expect(shop.refusal({ type: 'ResolveScan', scanId, sku: 'gift' })).toBe('price-missing')
    const events = shop.run({ type: 'ResolveScan', scanId, sku: 'gift', price: 2500 })
    expect(types(events)).toEqual(['UnresolvedScanRemoved', 'LineAdded', 'EffectOwed'])
    expect(shop.order.unresolved).toEqual([])
  })

  it('that was misread leaves with the next good one', () => {
    const shop = new Shop()
    const meaning = { kind: 'misread', code: '400' } as const
    shop.run({ type: 'TakeScan', meaning, items: [] })
    shop.run(SCAN)
    shop.add('tea')
    expect(shop.order.unresolved).toMatchObject([{ misread: false }])
  })

  it('of a promotion is verified', () => {
    const shop = new Shop()
    const meaning = { kind: 'promotion', code: 'SPRING5' } as const
    expect(types(shop.run({ type: 'TakeScan', meaning, items: [] }))).toEqual([
      'PromotionRequested',
    ])
  })

  it('that nobody knows is taken off on purpose', () => {
    const shop = new Shop()
    shop.run(SCAN)
    const scanId = shop.order.unresolved[0]?.id ?? ''
    shop.run({ type: 'RemoveUnresolvedScan', scanId })
    expect(shop.refusal({ type: 'RemoveUnresolvedScan', scanId })).toBe('scan-unknown')
    expect(shop.refusal({ type: 'ResolveScan', scanId, sku: 'tea' })).toBe('scan-unknown')
  })

  it('is refused when too many wait', () => {
    const shop = new Shop()
    for (let count = 0; count < UNRESOLVED_MAX; count += 1) shop.run(SCAN)
    expect(shop.refusal(SCAN)).toBe('lines-at-limit')
  })

  it('cannot be taken off while the order is locked', () => {
    const [paying] = locked()
    const remove = { type: 'RemoveUnresolvedScan', scanId: 'x' } as const
    expect(paying?.[0].refusal(remove)).toBe('order-not-open')
  })
})

describe('changing a line', () => {
  const changes = (lineId: string): readonly Command[] => [
    { type: 'SetQuantity', lineId, quantity: 2000 },
    { type: 'ChangePrice', lineId, price: 1 },
    { type: 'VoidLine', lineId },
    { type: 'PutBackLine', lineId },
    { type: 'AddStoreDiscount', ruleId: 'damaged', lineId },
  ]

  it('is refused while the order is locked', () => {
    for (const [shop, code] of locked()) {
      for (const change of changes(lineOf(shop))) expect(shop.refusal(change)).toBe(code)
      const remove = { type: 'RemoveStoreDiscount', discountId: 'x' } as const
      expect(shop.refusal(remove)).toBe(code)
    }
  })

  it('is refused for a line nobody knows', () => {
    for (const change of changes('nobody')) {
      expect(new Shop().refusal(change)).toBe('line-unknown')
    }
  })

  it('is refused for a line that was taken off, until it is put back', () => {
    const shop = new Shop()
    shop.add('tea', 'cake')
    const lineId = lineOf(shop)
    expect(shop.refusal({ type: 'PutBackLine', lineId })).toBe('line-not-voided')
    shop.run({ type: 'VoidLine', lineId })
    for (const change of changes(lineId)) {
      const expected = change.type === 'PutBackLine' ? null : 'line-already-voided'
      expect(shop.refusal(change)).toBe(expected)
    }
    shop.run({ type: 'PutBackLine', lineId })
    expect(totalsOf(shop.order).subtotal).toBe(725)
  })

  it.each([0, -1000, 1500, 1, 100_000_000, Number.NaN])('refuses a quantity of %d', (quantity) => {
    const shop = new Shop()
    shop.add('tea')
    expect(shop.refusal({ type: 'SetQuantity', lineId: lineOf(shop), quantity })).toBe(
      'quantity-invalid',
    )
  })

  it('takes as much as the terminal can show, and not a thousandth more', () => {
    const shop = new Shop()
    shop.run({ type: 'AddItem', sku: 'biscuits', quantity: 1000 })
    const lineId = lineOf(shop)
    shop.run({ type: 'ChangePrice', lineId, price: 1 })
    shop.run({ type: 'SetQuantity', lineId, quantity: 99_999_000 })
    expect(totalsOf(shop.order).subtotal).toBe(99_999)
    const more = { type: 'SetQuantity', lineId, quantity: 99_999_001 } as const
    expect(shop.refusal(more)).toBe('quantity-invalid')
  })

  it('takes a price up to a million, and not a cent more', () => {
    const shop = new Shop()
    shop.add('tea')
    const lineId = lineOf(shop)
    shop.run({ type: 'ChangePrice', lineId, price: 1_000_000 })
    expect(totalsOf(shop.order).subtotal).toBe(1_000_000)
    expect(shop.refusal({ type: 'ChangePrice', lineId, price: 1_000_001 })).toBe('price-invalid')
  })

  it('takes parts of what is weighed', () => {
    const shop = new Shop()
    shop.run({ type: 'AddItem', sku: 'biscuits', quantity: 1000 })
    shop.run({ type: 'SetQuantity', lineId: lineOf(shop), quantity: 1234 })
    expect(totalsOf(shop.order).subtotal).toBe(555)
  })

  it.each([-1, 0.5, MONEY_MAX])('refuses a price of %d', (price) => {
    const shop = new Shop()
    shop.add('tea')
    expect(shop.refusal({ type: 'ChangePrice', lineId: lineOf(shop), price })).toBe('price-invalid')
  })

  it('gives every code back with the last line, with one request', () => {
    const shop = new Shop()
    shop.add('tea')
    grant(shop)
    grant(shop, 'MORE', { name: 'More', amount: money(1), referenceId: null })
    const events = shop.run({ type: 'VoidLine', lineId: lineOf(shop) })
    expect(types(events)).toEqual([
      'LineVoided',
      'PromotionRemoved',
      'PromotionRemoved',
      'EffectOwed',
    ])
    expect(shop.order.promotions).toEqual([])
  })

  it('gives a code back whose answer has not come yet, with the last line', () => {
    const shop = new Shop()
    shop.add('tea')
    shop.run({ type: 'ApplyCode', code: 'SPRING5' })
    const events = shop.run({ type: 'VoidLine', lineId: lineOf(shop) })
    const { request } = find(events, 'EffectOwed').effect
    expect(request).toMatchObject({ kind: 'promotion-void', lost: [{ code: 'SPRING5' }] })
  })
})

describe('a store discount', () => {
  it.each<[Command, string]>([
    [{ type: 'AddStoreDiscount', ruleId: 'nothing', lineId: null }, 'discount-unknown'],
    [{ type: 'AddStoreDiscount', ruleId: 'damaged', lineId: null }, 'discount-needs-line'],
    [{ type: 'AddStoreDiscount', ruleId: 'staff', lineId: null }, 'approval-needed'],
    [{ type: 'RemoveStoreDiscount', discountId: 'x' }, 'discount-unknown'],
  ])('refuses %j: %s', (command, code) => {
    const shop = new Shop()
    shop.add('tea')
    expect(shop.refusal(command)).toBe(code)
  })

  it('of one cent is taken, and so is a cent of each of two lines', () => {
    const cents = (amount: number, scope: 'line' | 'order') => [
      {
        ...{ id: 'cents', name: 'Cents off', scope, approval: false },
        value: { kind: 'amount', amount: money(amount) } as const,
      },
    ]
    const one = new Shop({ rules: cents(1, 'line') })
    one.add('tea')
    one.run({ type: 'AddStoreDiscount', ruleId: 'cents', lineId: lineOf(one) })
    expect(totalsOf(one.order).discount).toBe(1)
    const two = new Shop({ rules: cents(2, 'order') })
    two.run({ type: 'AddItem', sku: 'tea' })
    two.run({ type: 'AddItem', sku: 'biscuits', quantity: 667 })
    two.run({ type: 'AddStoreDiscount', ruleId: 'cents', lineId: null })
    expect(totalsOf(two.order).lines.map((line) => line.net)).toEqual([299, 299])
  })

  it('is put on once', () => {
    const shop = new Shop()
    shop.add('tea')
    const lineId = lineOf(shop)
    for (const ruleId of ['damaged', 'senior']) {
      const add = { type: 'AddStoreDiscount', ruleId, lineId } as const
      shop.run(add)
      expect(shop.refusal(add)).toBe('discount-already-on')
    }
  })

  it('needs a manager where the rule says so, and keeps the name', () => {
    const shop = new Shop()
    shop.add('tea')
    const add = { type: 'AddStoreDiscount', ruleId: 'staff', lineId: null } as const
    expect(shop.refusal(add, { approvals: false })).toBe('approval-unavailable')
    const { discount } = find(shop.run(add, { approver: 'Manager' }), 'StoreDiscountAdded')
    expect(discount).toMatchObject({ approvedBy: 'Manager', lineId: null })
    const why = { ...add, reason: 'Regular, call (206) 555-0142' }
    const said = find(new Shop().run(why, { approver: 'Manager' }), 'StoreDiscountAdded')
    expect(said.reason).toBe('Regular, call •••-0142')
    shop.run({ type: 'RemoveStoreDiscount', discountId: discount.id })
    expect(totalsOf(shop.order).discount).toBe(0)
  })
})
