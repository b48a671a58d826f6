import { describe, expect, it } from 'vitest'
import { promotionBook } from '../promotions/book'
import { eligible } from '../promotions/testing/arbitrary'
import { heading } from '../promotions/testing/rules'
import type { StorePromotionRule } from '../promotions/store-promotion'
import { isSameCustomer, usesOfPaid, withUses } from './promotion-uses'
import { promotionsOf } from './store-rules'
import { find } from './testing/sale'
import { Shop } from './testing/shop'

const DAY_MS = 86_400_000

/** 1.00 off each rope toy, so often for a customer. */
function offRope(limits: Partial<StorePromotionRule>): StorePromotionRule {
  return {
    ...heading('rope-1', 'Rope toy 1.00 off'),
    limitPerCustomer: null,
    class: 'item',
    kind: 'each',
    eligible: eligible({ skus: ['fw-rope-m'] }),
    value: { kind: 'amount', amount: 100 as never },
    ...limits,
  } as StorePromotionRule
}

function shopWith(limits: Partial<StorePromotionRule>): Shop {
  return new Shop({ storePromotions: promotionBook([offRope(limits)]) })
}

function customer(shop: Shop, consumerId: string): void {
  const { id: orderId } = shop.order
  const { lookUpId } = find(
    shop.run({ type: 'SetCustomer', phone: '2065550142' }),
    'CustomerLookupRequested',
  )
  const answer = { status: 'ok', value: { consumerId, coupons: [] } } as const
  shop.run({ type: 'CustomerAnswered', orderId, lookUpId, answer })
}

function pay(shop: Shop): string {
  const { ref } = shop.order
  shop.run({ type: 'Pay' })
  if (shop.order.payment?.step === 'coupons') shop.run({ type: 'ContinueWithoutCoupons' })
  shop.run({ type: 'TakeCash', received: 90_000 })
  shop.run({ type: 'NewOrder' })
  return ref
}

/** Sells so many rope toys to a customer; answers what came off, and the sale. */
function sell(shop: Shop, consumerId: string | null, pieces = 1): { off: number; ref: string } {
  shop.add(...Array.from({ length: pieces }, () => 'fw-rope-m'))
  if (consumerId !== null) customer(shop, consumerId)
  return { off: saved(shop), ref: pay(shop) }
}

function saved(shop: Shop): number {
  return (shop.order.storePromotions ?? []).reduce((all, one) => all + one.amount, 0)
}

function near(shop: Shop, limits: Partial<StorePromotionRule>): unknown {
  return promotionsOf(shop.order, promotionBook([offRope(limits)]), shop.at, shop.state).near[0]
    ?.missing
}

describe('a promotion so often for one customer', () => {
  it('counts the pieces of earlier sales, of that customer alone', () => {
    const shop = shopWith({ limitPerCustomer: 3 })
    expect(sell(shop, 'anna', 2).off).toBe(200)
    expect(sell(shop, 'bert', 2).off).toBe(200)
    expect(sell(shop, 'anna', 2).off).toBe(100)
    expect(sell(shop, 'anna', 2).off).toBe(0)
  })

  it('is not for a customer nobody knows, and says so', () => {
    const limits = { limitPerCustomer: 1 }
    const shop = shopWith(limits)
    shop.add('fw-rope-m')
    expect(saved(shop)).toBe(0)
    expect(near(shop, limits)).toEqual({ code: 'customer-missing' })
    customer(shop, 'anna')
    expect(saved(shop)).toBe(100)
    shop.run({ type: 'RemoveCustomer' })
    expect(saved(shop)).toBe(0)
  })

  it('goes by who it is when another customer takes the place of the first', () => {
    const shop = shopWith({ limitPerCustomer: 1 })
    sell(shop, 'anna')
    shop.add('fw-rope-m')
    customer(shop, 'anna')
    expect(saved(shop)).toBe(0)
    customer(shop, 'bert')
    expect(saved(shop)).toBe(100)
  })

  it('of a day comes again on the next', () => {
    const limits = { limitPerCustomerDay: 1 }
    const shop = shopWith(limits)
    expect(sell(shop, 'anna').off).toBe(100)
    shop.add('fw-rope-m')
    customer(shop, 'anna')
    expect(near(shop, limits)).toEqual({
      code: 'limit-used-up',
      limit: 1,
      per: 'customer',
      today: true,
    })
    shop.at += DAY_MS
    shop.add('fw-rope-m')
    expect(saved(shop)).toBe(100)
  })

  it('counts an order that is held beside, until it is given up', () => {
    const shop = shopWith({ limitPerCustomer: 1 })
    shop.add('fw-rope-m')
    customer(shop, 'anna')
    const held = shop.order.id
    shop.run({ type: 'Hold', heldFor: '' })
    shop.add('fw-rope-m')
    customer(shop, 'anna')
    expect(saved(shop)).toBe(0)
    shop.run({ type: 'CancelOrder', orderId: held })
    shop.add('tea')
    expect(saved(shop)).toBe(100)
  })

  it('is given back with the last piece it took money off, once', () => {
    const shop = shopWith({ limitPerCustomer: 2 })
    const { ref } = sell(shop, 'anna', 2)
    const bringOne = (): void => {
      shop.run({ type: 'OpenReturn', ref })
      const lineId = shop.order.back?.sold?.lines[0]?.lineId ?? ''
      shop.run({ type: 'TakeBack', lineId, quantity: 1000, reason: 'other' })
      shop.run({ type: 'Pay' })
      shop.run({ type: 'GiveBackCash' })
      shop.run({ type: 'NewOrder' })
    }
    bringOne()
    shop.add('fw-rope-m')
    customer(shop, 'anna')
    expect(saved(shop)).toBe(0)
    shop.run({ type: 'VoidLine', lineId: shop.order.lines[0]?.id ?? '' })
    shop.run({ type: 'RemoveCustomer' })
    bringOne()
    expect(sell(shop, 'anna', 3).off).toBe(200)
  })

  it('is told of an order that has the most a customer may have', () => {
    const limits = { limitPerCustomer: 1 }
    const shop = shopWith(limits)
    shop.add('fw-rope-m', 'fw-rope-m')
    customer(shop, 'anna')
    expect(saved(shop)).toBe(100)
    expect(near(shop, limits)).toEqual({ code: 'limit-used-up', limit: 1, per: 'customer' })
  })

  it('writes nothing of customers where no promotion asks for it', () => {
    const shop = shopWith({})
    sell(shop, 'anna')
    expect(shop.state.promotionUses.size).toBe(0)
  })

  it('is not for a customer of a group without an account: nobody knows what they had', () => {
    const limits = { limitPerCustomer: 1, groups: ['staff'] }
    const shop = shopWith(limits)
    shop.add('fw-rope-m')
    shop.run({ type: 'SetCustomer', phone: '2065550142' }, { groupsOf: () => ['staff'] })
    expect(saved(shop)).toBe(0)
    expect(near(shop, limits)).toEqual({ code: 'customer-missing' })
  })
})

describe('a promotion for a group of the shop’s own', () => {
  const groupsOf = (digits: string) => (digits === '2065550142' ? ['staff'] : [])

  it('comes with the number, whatever the coupon service says, and goes with another one', () => {
    const shop = new Shop({
      storePromotions: promotionBook([offRope({ groups: ['staff'] })]),
      groupsOf,
    })
    shop.add('fw-rope-m')
    expect(saved(shop)).toBe(0)
    const asked = shop.run({ type: 'SetCustomer', phone: '206 555 0142' })
    expect(saved(shop)).toBe(100)
    const { lookUpId } = find(asked, 'CustomerLookupRequested')
    const answer = { status: 'ok', value: null } as const
    shop.run({ type: 'CustomerAnswered', orderId: shop.order.id, lookUpId, answer })
    expect(saved(shop)).toBe(100)
    shop.run({ type: 'SetCustomer', phone: '206 555 0199' })
    expect(saved(shop)).toBe(0)
    expect(JSON.stringify(shop.happened)).not.toContain('5550142')
  })
})

it.each([' ', ',', ';', '?', '|', ''])('two groups are not one with %j in its name', (mark) => {
  const shop = new Shop()
  customer(shop, 'anna')
  const { order } = shop
  const of = (...groups: readonly string[]) => ({
    ...order,
    customer: order.customer && { ...order.customer, groups },
  })
  expect(isSameCustomer(of('staff', 'club'), of('staff', 'club'))).toBe(true)
  expect(isSameCustomer(of('staff', 'club'), of(`staff${mark}club`))).toBe(false)
})

it('an order that is not paid has used nothing up, and what is known stays as it is', () => {
  const shop = shopWith({ limitPerCustomer: 3 })
  sell(shop, 'anna')
  shop.add('fw-rope-m')
  customer(shop, 'anna')
  expect(saved(shop)).toBe(100)
  expect(usesOfPaid(shop.order)).toEqual([])
  const { promotionUses } = shop.state
  expect(withUses(promotionUses, [])).toBe(promotionUses)
})

it('what stands on another customer’s order under way is not counted', () => {
  const shop = shopWith({ limitPerCustomer: 2 })
  shop.add('fw-rope-m', 'fw-rope-m')
  customer(shop, 'bert')
  expect(saved(shop)).toBe(200)
  shop.run({ type: 'Hold', heldFor: 'Bert' })
  shop.add('fw-rope-m', 'fw-rope-m')
  customer(shop, 'anna')
  expect(saved(shop)).toBe(200)
})

it('of two a day the second comes with the next sale, and no third', () => {
  const shop = shopWith({ limitPerCustomerDay: 2 })
  expect(sell(shop, 'anna').off).toBe(100)
  expect(sell(shop, 'anna').off).toBe(100)
  expect(sell(shop, 'anna').off).toBe(0)
})
