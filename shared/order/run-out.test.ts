import { describe, expect, it } from 'vitest'
import { money } from '../money'
import { pieces } from '../quantity'
import type { Command } from './commands'
import type { AuthorizationGrant } from './answers'
import type { OrderEvent } from './events'
import { stillToPay } from './decide-tender'
import { authorize, exampleGrant, find, match, WALLET } from './testing/sale'
import { Shop } from './testing/shop'

/** A minute before the end that the service names; past it the hold is not trusted. */
const LATE = new Date(2025, 2, 20, 17, 55, 40).getTime()

/** An order at the tenders with coupons on it. */
function atTender(grant: AuthorizationGrant = exampleGrant()): Shop {
  const shop = new Shop()
  shop.add('bw-dog-chk-24', ...Array<string>(6).fill('bw-cat-sal-3'))
  match(shop, WALLET.slice(1))
  shop.run({ type: 'Pay' })
  authorize(shop, grant)
  shop.run({ type: 'ContinuePayment' })
  return shop
}

/** Coupons that leave nothing to pay. */
function forNothing(): Shop {
  const shop = new Shop()
  shop.add('tea')
  match(shop, WALLET.slice(1))
  shop.run({ type: 'Pay' })
  const line = { lineRef: 'L1', amount: money(300), quantity: pieces(1) }
  const coupon = { couponId: '70455', title: 'Tea', amount: money(300), uses: 1, lines: [line] }
  authorize(shop, { ...exampleGrant(), coupons: [coupon] })
  shop.run({ type: 'ContinuePayment' })
  return shop
}

function types(events: readonly OrderEvent[]): readonly string[] {
  return events.map((event) => event.type)
}

/** Begins the capture of a paid order's coupons. */
function capture(shop: Shop): readonly OrderEvent[] {
  const owed = shop.order.effects.find((one) => one.request.kind === 'coupon-capture')
  return shop.run({ type: 'StartEffect', orderId: shop.order.id, effectId: owed?.id ?? '' })
}

describe('coupons that ran out before money was taken', () => {
  it.each<[Command['type'], Command, () => Shop]>([
    ['TakeCash', { type: 'TakeCash', received: 10_000 }, atTender],
    ['BeginCard', { type: 'BeginCard', amount: 100 }, atTender],
    ['FinishOrder', { type: 'FinishOrder' }, forNothing],
  ])('are asked for again by %s, which takes nothing', (_, command, order) => {
    const shop = order()
    shop.at = LATE
    const events = shop.run(command)
    expect(types(events)).toEqual([
      'PaymentStepReached',
      'CouponAuthorizationRequested',
      'NoteAdded',
    ])
    expect(shop.order).toMatchObject({
      status: 'paying',
      payment: { step: 'coupons', tenders: [], card: null, authorization: { status: 'asking' } },
      notes: [{ code: 'coupons-run-out', tone: 'warning' }],
    })
  })

  it('are asked for as they were chosen: what was left out stays out', () => {
    const shop = atTender()
    shop.run({ type: 'BackFromPayment', to: 'coupons' })
    shop.run({ type: 'LeaveOutCoupon', couponId: '70460' })
    authorize(shop, { ...exampleGrant(), coupons: exampleGrant().coupons.slice(0, 1) })
    shop.run({ type: 'ContinuePayment' })
    shop.at = LATE
    const events = shop.run({ type: 'TakeCash', received: 10_000 })
    expect(find(events, 'CouponAuthorizationRequested').couponIds).toEqual(['70455'])
  })

  it('stand once some money was taken: what the customer was told to pay does not change', () => {
    const shop = atTender()
    const due = stillToPay(shop.order)
    shop.run({ type: 'TakeCash', received: 100 })
    shop.at = LATE
    expect(
      find(shop.run({ type: 'TakeCash', received: due }), 'OrderPaid').sale.totals.coupons,
    ).toBe(689)
  })
})

describe('a hold whose end the service does not name', () => {
  it('never runs out here, and is captured whenever', () => {
    const shop = atTender({ ...exampleGrant(), expiresAt: null })
    shop.at += 3 * 86_400_000
    find(shop.run({ type: 'TakeCash', received: 10_000 }), 'OrderPaid')
    shop.at += 86_400_000
    expect(types(capture(shop))).toEqual(['EffectStarted'])
  })
})

describe('a hold that ran out after the money, before its first capture', () => {
  it('is asked for again instead of captured', () => {
    const shop = atTender()
    shop.run({ type: 'TakeCash', received: 10_000 })
    shop.at = LATE
    const events = capture(shop)
    expect(find(events, 'EffectOwed').effect.request).toMatchObject({
      kind: 'coupon-reauthorize',
      reauthorize: { couponIds: ['70455', '70460'] },
    })
    expect(find(events, 'EffectClosed').note).toBe('authorization-expired')
  })

  it('is captured by its own key where an earlier capture may have been heard', () => {
    const shop = atTender()
    shop.run({ type: 'TakeCash', received: 10_000 })
    const { effectId } = find(capture(shop), 'EffectStarted')
    const silence = { status: 'unknown', code: 'timeout' } as const
    shop.run({ type: 'EffectAnswered', orderId: shop.order.id, effectId, outcome: silence })
    shop.at = LATE
    expect(types(capture(shop))).toEqual(['EffectStarted'])
  })
})
