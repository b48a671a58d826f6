import { describe, expect, it } from 'vitest'
import { Bug } from '../assert'
import { apply } from './apply'
import { applyCustomer, type CustomerEvent } from './apply-customer'
import { applyEffect, type EffectEvent } from './apply-effects'
import { applyLine, applyToLines, type LineEvent, type OneLineEvent } from './apply-lines'
import { applyManufacturerCoupon } from './apply-manufacturer-coupons'
import { applyPayment, type PaymentEvent } from './apply-payment'
import { applyPromotion, type PromotionEvent } from './apply-promotions'
import { applyReturn, type ReturnEvent } from './apply-returns'
import type { Command } from './commands'
import type { OrderEvent } from './events'
import type { Order, ValidationPurpose } from './order'
import { end, find, grant, match, revalidate, start, WALLET } from './testing/sale'
import { Shop } from './testing/shop'
import { giveCodeUnasked, offlineRules } from './testing/unasked'

/*
 * A journal of a newer program, or a mistake of ours: a word that is on no list is never passed over, for money
 * may hang on it. The till stops, and what is on the disk stays as it is.
 */

type PaperEvent = Parameters<typeof applyManufacturerCoupon>[1]

const WORD: unknown = { type: 'SomethingNew', status: 'something-new' }

function paying(): Shop {
  const shop = new Shop()
  shop.add('bw-dog-chk-24')
  match(shop, WALLET.slice(1))
  shop.run({ type: 'Pay' })
  return shop
}

describe('an event nobody knows stops the till', () => {
  it.each<[string, (order: Order) => Order]>([
    [
      'of an order',
      (order) => apply(order, { orderId: order.id, at: 0, event: WORD as OrderEvent }),
    ],
    ['of its lines', (order) => applyLine(order, WORD as LineEvent)],
    ['of its customer', (order) => applyCustomer(order, WORD as CustomerEvent, 0)],
    ['of its promotions', (order) => applyPromotion(order, WORD as PromotionEvent, 0)],
    ['of its payment', (order) => applyPayment(order, WORD as PaymentEvent, 0)],
    ['of its coupons on paper', (order) => applyManufacturerCoupon(order, WORD as PaperEvent)],
    ['of what comes back', (order) => applyReturn(order, WORD as ReturnEvent)],
    ['of one line of many', (order) => applyToLines(order, [WORD as OneLineEvent])],
    ['of what it owes', (order) => applyEffect(order, WORD as EffectEvent, 0)],
  ])('%s', (_, fold) => {
    const { order } = paying()
    expect(() => fold(order)).toThrow(Bug)
  })
})

describe('a command nobody knows stops the till', () => {
  it('about the order on screen', () => {
    expect(() => paying().run(WORD as Command)).toThrow(Bug)
  })

  it('about an order it names', () => {
    const shop = paying()
    const command: unknown = { type: 'SomethingNew', orderId: shop.order.id }
    expect(() => shop.run(command as Command)).toThrow(Bug)
  })
})

describe('an answer that is neither yes, no nor unknown stops the till', () => {
  it('about a customer', () => {
    const shop = new Shop()
    const asked = shop.run({ type: 'SetCustomer', phone: '2065550142' })
    const { lookUpId } = find(asked, 'CustomerLookupRequested')
    answered(shop, { type: 'CustomerAnswered', lookUpId })
  })

  it('about a code', () => {
    const shop = new Shop()
    const asked = shop.run({ type: 'ApplyCode', code: 'SPRING5' })
    const { promotionId } = find(asked, 'PromotionRequested')
    answered(shop, { type: 'VerifyAnswered', promotionId })
  })

  it('about the promotions of an order', () => {
    const shop = new Shop()
    shop.add('tea')
    grant(shop)
    const { guid } = find(shop.run({ type: 'Pay' }), 'RevalidationRequested')
    answered(shop, { type: 'RevalidationAnswered', guid })
  })

  it('about its coupons', () => {
    const shop = paying()
    answered(shop, {
      type: 'AuthorizationAnswered',
      authRef: shop.order.payment?.authorization?.authRef,
    })
  })

  it('about a code that was given before anybody could be asked', () => {
    const shop = new Shop({ offline: offlineRules(1) })
    giveCodeUnasked(shop)
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 1_000 })
    end(shop, 'promotion-void', { status: 'delivered' })
    const effectId = start(shop, 'promotion-verify')
    answered(shop, {
      type: 'EffectAnswered',
      effectId,
      outcome: { status: 'verified', answer: WORD },
    })
  })

  it('about what it owes', () => {
    const shop = new Shop()
    shop.run({ type: 'OpenDrawer', orderId: shop.order.id })
    const effectId = shop.order.effects[0]?.id ?? ''
    shop.run({ type: 'StartEffect', orderId: shop.order.id, effectId })
    answered(shop, { type: 'EffectAnswered', effectId, outcome: WORD })
  })

  function answered(shop: Shop, command: object) {
    const said: unknown = { answer: WORD, orderId: shop.order.id, ...command }
    expect(() => shop.run(said as Command)).toThrow(Bug)
  }
})

it('a re-check for a button nobody knows stops the till when it is answered', () => {
  const shop = new Shop()
  shop.add('tea')
  grant(shop)
  shop.run({ type: 'Pay' })
  const { order } = shop
  const purpose = 'something-new' as ValidationPurpose
  const validation = order.validation && { ...order.validation, purpose }
  shop.state = { ...shop.state, orders: new Map([[order.id, { ...order, validation }]]) }
  expect(() => revalidate(shop)).toThrow(Bug)
})

describe('an outcome that cannot belong to what is owed stops the till', () => {
  it('coupons granted for a drawer', () => {
    const shop = new Shop()
    const { id: orderId } = shop.order
    shop.run({ type: 'OpenDrawer', orderId })
    const effectId = shop.order.effects[0]?.id ?? ''
    shop.run({ type: 'StartEffect', orderId, effectId })
    const answer = { status: 'unknown', code: 'timeout', detail: '' } as const
    const outcome = { status: 'reauthorized', answer } as const
    const said: Command = { type: 'EffectAnswered', orderId, effectId, outcome }
    expect(() => shop.run(said)).toThrow(Bug)
  })
})
