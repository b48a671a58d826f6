import { describe, expect, it } from 'vitest'
import { money } from '../money'
import type { Order } from '../order/order'
import { authorize, grant, match, revalidate, toTender, WALLET } from '../order/testing/sale'
import { Shop, termsWith } from '../order/testing/shop'
import type { NearPromotion } from '../order/near-promotions'
import { viewOf } from '../order/view-of'
import { assert } from '../assert'
import {
  customerView,
  DISCOUNTS_MAX,
  LINES_MAX,
  touchedLine,
  type CustomerScene,
  type CustomerView,
} from './customer-view'

const shopWords = { store: 'Paws on Pine', locale: 'en-US', currency: 'USD' }

/** What the customer of a till sees, following it as the terminal does. */
class Customer {
  readonly shop: Shop
  #before: Order | null = null
  #touched: string | null = null

  constructor(shop = new Shop()) {
    this.shop = shop
  }

  view(): CustomerView {
    const view = viewOf(this.shop.state, 1, this.shop.context(), null)
    assert(view !== null, 'A till has an order')
    this.#touched = touchedLine(this.#before, view.order, this.#touched)
    this.#before = view.order
    return customerView(view, shopWords, this.#touched)
  }

  scene(): CustomerScene {
    return this.view().scene
  }

  /** Puts items on, the customer looking on. */
  add(...skus: readonly string[]): void {
    for (const sku of skus) {
      this.shop.add(sku)
      this.view()
    }
  }

  order(): Extract<CustomerScene, { readonly status: 'order' | 'payment' }> {
    const scene = this.scene()
    assert(scene.status === 'order' || scene.status === 'payment', `It is ${scene.status}`)
    return scene
  }
}

const names = (customer: Customer) => customer.order().lines.map((line) => line.name)

describe('what the customer sees', () => {
  it('is a welcome before the first item', () => {
    expect(new Customer().view()).toEqual({ shop: shopWords, scene: { status: 'welcome' } })
  })

  it('is the order with the newest line last', () => {
    const customer = new Customer()
    customer.add('tea', 'cake')
    expect(customer.scene()).toMatchObject({
      status: 'order',
      lines: [
        { name: 'Tea', price: 300 },
        { name: 'Cake', price: 425 },
      ],
      earlier: 0,
      pieces: 2000,
      subtotal: 725,
      tax: 44,
      saved: 0,
      total: 769,
    })
  })

  it('puts a line whose quantity was raised last, wherever it is on the order', () => {
    const customer = new Customer()
    customer.add('tea', 'cake', 'tea')
    expect(names(customer)).toEqual(['Cake', 'Tea'])
    customer.add('fw-rope-m')
    expect(names(customer)).toEqual(['Tea', 'Cake', 'Fetchwell Rope Toy M'])
  })

  it('leaves a line out that was taken off, and says so by the total', () => {
    const customer = new Customer()
    customer.add('tea', 'cake')
    const [, cake] = customer.shop.order.lines
    customer.shop.run({ type: 'VoidLine', lineId: cake?.id ?? '' })
    expect(customer.order()).toMatchObject({ lines: [{ name: 'Tea' }], total: 300 })
  })

  it('is a welcome again when the only line was taken off', () => {
    const customer = new Customer()
    customer.add('tea')
    customer.shop.run({ type: 'VoidLine', lineId: customer.shop.order.lines[0]?.id ?? '' })
    expect(customer.scene()).toEqual({ status: 'welcome' })
  })

  it('shows a discount of one line under it and one of the order by itself', () => {
    const customer = new Customer()
    customer.add('tea', 'pc-litter-14')
    const [, litter] = customer.shop.order.lines
    customer.shop.run({ type: 'AddStoreDiscount', ruleId: 'damaged', lineId: litter?.id ?? '' })
    customer.shop.run({ type: 'AddStoreDiscount', ruleId: 'senior', lineId: null })
    grant(customer.shop)
    expect(customer.order()).toMatchObject({
      lines: [
        { name: 'Tea', discounts: [] },
        { discounts: [{ name: 'Damaged pack 15%', amount: 187 }] },
      ],
      discounts: [
        { name: 'Damaged pack 15%', amount: 187 },
        { name: 'Senior 10%' },
        { name: 'Spring $5 off', amount: 500 },
      ],
      otherDiscounts: 0,
    })
  })

  it('goes on being the order until there is something to pay', () => {
    const customer = new Customer()
    customer.add('bw-dog-chk-24')
    grant(customer.shop)
    match(customer.shop)
    customer.shop.run({ type: 'Pay' })
    expect(customer.scene().status).toBe('order')
    revalidate(customer.shop)
    expect(customer.scene().status).toBe('order')
  })

  it('says what is still to pay, then thanks, with what was saved', () => {
    const customer = new Customer()
    toTender(customer.shop)
    expect(customer.scene()).toMatchObject({
      status: 'payment',
      tendered: 0,
      stillToPay: 8334,
      total: 8334,
      saved: 1566,
    })
    tender(customer, 2000)
    expect(customer.scene()).toMatchObject({ tendered: 2000, stillToPay: 6334, total: 8334 })
    tender(customer, 8000)
    expect(customer.scene()).toEqual({
      status: 'thanks',
      total: 8334,
      tendered: 10_000,
      change: 1666,
      saved: 1566,
      savings: [
        { name: '20% off one toy', amount: 190 },
        { name: 'Spring $5 off', amount: 500 },
        { name: '$5.00 off Brambleway Dry 24 lb', amount: 500 },
        { name: 'Buy 6 pouches, 1 free', amount: 189 },
      ],
      otherSavings: 187,
    })
    customer.shop.run({ type: 'NewOrder' })
    expect(customer.scene()).toEqual({ status: 'welcome' })
  })

  it('is a welcome while the order is held', () => {
    const customer = new Customer()
    customer.add('tea')
    customer.shop.run({ type: 'Hold', heldFor: 'Red jacket' })
    expect(customer.scene()).toEqual({ status: 'welcome' })
  })

  it('shows no tax where prices include it', () => {
    const customer = new Customer(new Shop({ terms: termsWith({ pricesIncludeTax: true }) }))
    customer.add('cake')
    expect(customer.order()).toMatchObject({ tax: null, total: 425 })
  })
})

describe('what the customer does not see', () => {
  it('is anything of the till: codes, phone, cashier, what waits for the cashier', () => {
    const customer = new Customer()
    toTender(customer.shop)
    const text = JSON.stringify(customer.view())
    const { customer: wallet, cashier, ref, promotions } = customer.shop.order
    const secrets = [wallet?.phoneMasked, wallet?.consumerId, cashier, ref, promotions[0]?.code]
    for (const secret of secrets) {
      expect(secret).toBeTruthy()
      expect(text).not.toContain(secret)
    }
    for (const { couponId } of WALLET) expect(text).not.toContain(couponId)
    expect(text).not.toMatch(/notes|effects|phone|unresolved|barcode/i)
  })

  it('is more than the last lines, however long the order is', () => {
    const customer = new Customer()
    for (let count = 0; count < 40; count++) {
      customer.shop.run({ type: 'AddItem', sku: 'gift', price: money(100 + count) })
    }
    const order = customer.order()
    expect(order.lines).toHaveLength(LINES_MAX)
    expect(order.earlier).toBe(40 - LINES_MAX)
    expect(order.lines.at(-1)).toMatchObject({ price: 139 })
    expect(JSON.stringify(order).length).toBeLessThan(3000)
  })

  it('is more names of discounts than a display has room for; the others are one sum', () => {
    const rules = Array.from({ length: 7 }, (_, index) => ({
      id: `rule-${index}`,
      name: `Rule ${index}`,
      scope: 'order' as const,
      value: { kind: 'amount' as const, amount: money(index === 6 ? 50 : 10 + index) },
      approval: false,
    }))
    const customer = new Customer(new Shop({ rules }))
    customer.add('bw-dog-chk-24')
    for (const { id } of rules) {
      customer.shop.run({ type: 'AddStoreDiscount', ruleId: id, lineId: null })
    }
    const { discounts, otherDiscounts, saved } = customer.order()
    expect(discounts.map((one) => one.name)).toEqual(['Rule 3', 'Rule 4', 'Rule 5', 'Rule 6'])
    expect(discounts).toHaveLength(DISCOUNTS_MAX)
    expect(otherDiscounts).toBe(10 + 11 + 12)
    expect(saved).toBe(50 + 10 + 11 + 12 + 13 + 14 + 15)
  })

  it('is a name of any length', () => {
    const item = { ...tea(), name: 'x'.repeat(5000) }
    const customer = new Customer(new Shop({ item: () => item }))
    customer.add('tea')
    expect(names(customer)[0]?.length).toBeLessThanOrEqual(80)
  })
})

describe('the coupons of a wallet', () => {
  it('stand under the line they are for, by their title', () => {
    const customer = new Customer()
    customer.add('bw-dog-chk-24')
    match(customer.shop)
    customer.shop.run({ type: 'Pay' })
    customer.shop.run({ type: 'SkipStorePromotion', couponId: '70311' })
    customer.shop.run({ type: 'ContinuePayment' })
    authorize(customer.shop, {
      authorizationId: 'A-1',
      expiresAt: customer.shop.at + 900_000,
      rejected: [],
      cut: [],
      coupons: [
        {
          couponId: '70455',
          title: '$5.00 off Brambleway Dry 24 lb',
          amount: money(500),
          uses: 1,
          lines: [{ lineRef: 'L1', amount: money(500), quantity: 1000 as never }],
        },
      ],
    })
    expect(customer.order()).toMatchObject({
      lines: [{ discounts: [{ name: '$5.00 off Brambleway Dry 24 lb', amount: 500 }] }],
      discounts: [{ name: '$5.00 off Brambleway Dry 24 lb', amount: 500 }],
      saved: 500,
    })
  })
})

describe('what would save more', () => {
  const near = (over: Partial<NearPromotion>): NearPromotion => ({
    ruleId: 'r',
    name: 'Rule',
    applied: false,
    missing: { code: 'spend-missing', amount: money(420), onAll: true, categories: [] },
    saves: money(500),
    ...over,
  })
  const one = (name: string, pieces = 1) => ({ pieces, of: { kind: 'item', name } }) as const
  const goods = (...all: readonly ReturnType<typeof one>[]) =>
    ({ code: 'goods-missing', goods: all }) as const
  const hints = (...all: readonly NearPromotion[]) => {
    const customer = new Customer()
    customer.add('tea')
    const view = viewOf(customer.shop.state, 1, customer.shop.context(), null)
    assert(view !== null, 'A till has an order')
    const { scene } = customerView(view, shopWords, null, all)
    return scene.status === 'order' ? scene.hints : null
  }

  it('is told by goods and money, the first ones only', () => {
    expect(
      hints(
        near({}),
        near({ missing: goods(one('Tea', 2)), saves: money(150) }),
        near({ missing: goods(one('Cake')) }),
      ),
    ).toEqual([
      { kind: 'spend', amount: 420, saves: 500 },
      { kind: 'goods', pieces: 2, name: 'Tea', saves: 150 },
    ])
  })

  it('is never a reason that is nobody else’s business, nor a promise without an amount', () => {
    expect(
      hints(
        near({ missing: { code: 'customer-missing' } }),
        near({ missing: { code: 'group-missing', groups: ['staff'] } }),
        near({ missing: { code: 'limit-used-up', limit: 1, per: 'customer' } }),
        near({
          missing: { code: 'spend-missing', amount: money(420), onAll: false, categories: [] },
        }),
        near({ missing: goods(one('Tea')), saves: null }),
        near({ missing: goods(one('Tea'), one('Cake')) }),
      ),
    ).toBeUndefined()
  })
})

describe('goods that come back', () => {
  it('stand with what was paid for them, and the customer reads what comes back', () => {
    const customer = new Customer()
    customer.add('fw-rope-m')
    customer.shop.run({ type: 'Pay' })
    tender(customer, 1026)
    const { ref, lines } = customer.shop.order
    customer.shop.run({ type: 'NewOrder' })
    customer.shop.run({ type: 'OpenReturn', ref })
    expect(customer.scene()).toEqual({ status: 'welcome' })
    const lineId = lines[0]?.id ?? ''
    customer.shop.run({ type: 'TakeBack', lineId, quantity: 1000, reason: 'faulty' })
    expect(customer.order()).toMatchObject({
      lines: [{ name: 'Fetchwell Rope Toy M', price: -1026 }],
      earlier: 0,
      returned: 1026,
      total: -1026,
    })
    customer.add('tea')
    expect(names(customer)).toEqual(['Fetchwell Rope Toy M', 'Tea'])
    customer.shop.run({ type: 'VoidLine', lineId: customer.shop.order.lines[0]?.id ?? '' })
    customer.shop.run({ type: 'Pay' })
    expect(customer.order()).toMatchObject({ status: 'payment', stillToPay: -1026 })
    customer.shop.run({ type: 'GiveBackCash' })
    expect(customer.scene()).toMatchObject({ status: 'thanks', total: -1026, givenBack: 1026 })
  })
})

function tender(customer: Customer, received: number): void {
  customer.shop.run({ type: 'TakeCash', received: money(received) })
}

function tea() {
  const item = new Shop().context().item('tea')
  assert(item !== null, 'The shop sells tea')
  return item
}
