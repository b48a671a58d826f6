import { describe, expect, it } from 'vitest'
import { Bug } from '../assert'
import { ZERO } from '../money'
import { apply } from './apply'
import { decide } from './decide'
import type { OrderEvent } from './events'
import { exampleGrant, match, toTender, WALLET } from './testing/sale'
import { Shop } from './testing/shop'
import { EMPTY_TILL } from './till-state'

function folded(shop: Shop, event: OrderEvent) {
  const { order } = shop
  return apply(order, { orderId: order.id, at: order.changedAt, event })
}

describe('a journal that cannot be is not read', () => {
  it('an event of an order that was never opened', () => {
    const event = { type: 'OrderHeld', heldFor: '' } as const
    expect(() => apply(null, { orderId: 'nobody', at: 0, event })).toThrow(Bug)
  })

  it('money on an order that is not being paid', () => {
    const tender = { id: 'T', kind: 'cash', amount: ZERO, received: ZERO, at: 0 } as const
    expect(() => folded(new Shop(), { type: 'TenderAdded', tender })).toThrow(Bug)
  })
})

describe('what is over already changes nothing when it is read', () => {
  const shop = new Shop()
  toTender(shop)
  const authRef = 'an earlier question'

  it.each<OrderEvent>([
    { type: 'CouponsAuthorized', authRef, grant: { ...exampleGrant(), coupons: [] } },
    { type: 'CouponAuthorizationFailed', authRef, status: 'no-answer', code: 'timeout' },
    { type: 'CouponsLetGo', authRef },
    { type: 'CustomerMatched', lookUpId: 'an earlier number', consumerId: '1', coupons: [] },
    { type: 'RevalidationUnanswered', guid: 'given up', stuck: 'no-answer', offline: false },
  ])('$type', (event) => {
    expect(folded(shop, event)).toEqual(shop.order)
  })

  it('coupons that are not on the order any more', () => {
    const order = folded(shop, { type: 'CouponsLetGo', authRef: held(shop) })
    const again = { orderId: order.id, at: order.changedAt } as const
    const grant = exampleGrant()
    const late: readonly OrderEvent[] = [
      { type: 'CouponsAuthorized', authRef: held(shop), grant },
      { type: 'CouponAuthorizationFailed', authRef: held(shop), status: 'unusable', code: 'x' },
      { type: 'CouponsLetGo', authRef: held(shop) },
    ]
    for (const event of late) expect(apply(order, { ...again, event })).toEqual(order)
  })

  it('a coupon used elsewhere, where the customer was taken off', () => {
    const empty = new Shop()
    expect(folded(empty, { type: 'CouponUsedElsewhere', couponId: '70311' })).toEqual(empty.order)
  })
})

describe('a use of a coupon in an old journal, which does not say whose it was', () => {
  const used = { type: 'CouponUsedElsewhere', couponId: '70311' } as const

  it('is taken off a wallet that is known', () => {
    const shop = new Shop()
    match(shop, WALLET.slice(0, 1))
    expect(folded(shop, used).customer?.coupons).toMatchObject([{ usesLeft: 0 }])
  })

  it('is not kept for a wallet that is being looked up', () => {
    const shop = new Shop()
    shop.run({ type: 'SetCustomer', phone: '2065550142' })
    expect(folded(shop, used)).toEqual(shop.order)
  })
})

describe('a till that has no order on its screen', () => {
  it('opens one with the first scan, item or button for a new order', () => {
    const shop = new Shop()
    const decided = decide(EMPTY_TILL, { type: 'AddItem', sku: 'tea' }, shop.context())
    expect(decided.ok && decided.value.map(({ event }) => event.type)).toMatchObject([
      'OrderOpened',
      'LineAdded',
      'EffectOwed',
    ])
  })

  it('opens the next one at its start where the last is done with and gone', () => {
    const shop = new Shop()
    const gone = { ...shop.state, orders: new Map() }
    const decided = decide(gone, { type: 'Recover' }, shop.context())
    expect(decided.ok && decided.value.map(({ event }) => event.type)).toEqual(['OrderOpened'])
  })

  it('does nothing else', () => {
    const decided = decide(EMPTY_TILL, { type: 'Pay' }, new Shop().context())
    expect(decided).toMatchObject({ ok: false, error: { code: 'order-unknown' } })
  })
})

function held(shop: Shop): string {
  return shop.order.payment?.authorization?.authRef ?? ''
}
