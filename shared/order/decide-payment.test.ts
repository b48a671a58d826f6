import { describe, expect, it } from 'vitest'
import { money } from '../money'
import { quantity } from '../quantity'
import type { CouponValue, WalletCoupon } from './answers'
import type { Command } from './commands'
import { storePromotionAmount } from './decide-payment'
import type { OrderEvent } from './events'
import { authorize, find, grant, match, revalidate, toTender, WALLET } from './testing/sale'
import { Shop } from './testing/shop'
import { totalsOf } from './totals'

const [TOY] = WALLET

function promotion(change: Partial<WalletCoupon> = {}): WalletCoupon {
  if (!TOY) throw new Error('The wallet has a store promotion')
  return { ...TOY, ...change }
}

function types(events: readonly OrderEvent[]): readonly string[] {
  return events.map((event) => event.type)
}

/** In the first step of payment, with these store promotions. */
function choosing(coupons: readonly WalletCoupon[], ...skus: readonly string[]): Shop {
  const shop = new Shop()
  shop.add(...skus)
  match(shop, coupons)
  shop.run({ type: 'Pay' })
  return shop
}

function choose(shop: Shop, index = 0, couponId = '70311'): Command {
  return { type: 'ChooseStorePromotion', couponId, lineId: shop.order.lines[index]?.id ?? '' }
}

describe('payment', () => {
  it('begins with the store promotions that count today', () => {
    expect(choosing([promotion()], 'tea').order.payment?.step).toBe('store-promotions')
  })

  it.each([
    ['is not yet valid', { startsOn: '2025-03-21' }],
    ['has expired', { expiresOn: '2025-03-19' }],
    ['has no uses left', { usesLeft: 0 }],
  ])('passes over one that %s', (_, change) => {
    expect(choosing([promotion(change)], 'tea').order.payment?.step).toBe('coupons')
  })

  it('counts both ends of the dates', () => {
    const today = { startsOn: '2025-03-20', expiresOn: '2025-03-20' }
    expect(choosing([promotion(today)], 'tea').order.payment?.step).toBe('store-promotions')
    const open = { startsOn: null, expiresOn: null }
    expect(choosing([promotion(open)], 'tea').order.payment?.step).toBe('store-promotions')
  })

  it('goes to the tenders at once without a customer', () => {
    const shop = new Shop()
    shop.add('tea')
    shop.run({ type: 'Pay' })
    expect(shop.order.payment?.step).toBe('tender')
    expect(shop.refusal({ type: 'ContinuePayment' })).toBe('step-not-reached')
  })

  it('has steps only while it lasts', () => {
    const shop = new Shop()
    shop.add('tea')
    const steps: readonly Command[] = [
      choose(shop),
      { type: 'SkipStorePromotion', couponId: '70311' },
      { type: 'ContinuePayment' },
      { type: 'BackFromPayment', to: 'order' },
    ]
    for (const step of steps) expect(shop.refusal(step)).toBe('order-not-paying')
    toTender(shop)
    for (const step of steps.slice(0, 3)) expect(shop.refusal(step)).toBe('step-not-reached')
  })
})

describe('a store promotion', () => {
  it('closes its line to coupons', () => {
    const shop = choosing([promotion()], 'fw-rope-m')
    shop.run(choose(shop))
    expect(totalsOf(shop.order).discounts).toMatchObject([{ amount: 190, kind: 'store-promotion' }])
  })

  it('splits the pieces it is for off a line with more', () => {
    const shop = choosing([promotion({ minPieces: 2 })], 'fw-rope-m', 'fw-rope-m', 'fw-rope-m')
    const before = totalsOf(shop.order).subtotal
    shop.run(choose(shop))
    const lines = shop.order.lines.map((line) => [line.ref, line.quantity])
    expect(lines).toEqual([
      ['L1', 1000],
      ['L2', 2000],
    ])
    expect(totalsOf(shop.order).subtotal).toBe(before)
    expect(shop.order.payment?.storePromotions).toMatchObject([{ amount: 380 }])
  })

  it('is moved to another line, and skipped', () => {
    const shop = choosing([promotion()], 'fw-rope-m', 'pc-litter-14')
    shop.run(choose(shop, 0))
    shop.run(choose(shop, 1))
    expect(shop.order.payment?.storePromotions).toMatchObject([{ amount: 250 }])
    shop.run({ type: 'SkipStorePromotion', couponId: '70311' })
    expect(shop.order.payment).toMatchObject({ storePromotions: [], skipped: ['70311'] })
  })

  it('is refused on a line that has one, is gone, or is not for it', () => {
    const other = promotion({ couponId: '70312' })
    const gtin = promotion({ couponId: '70313', gtins: ['00400001203019'] })
    const two = promotion({ couponId: '70314', minPieces: 2 })
    const shop = choosing([promotion(), other, gtin, two], 'fw-rope-m', 'tea')
    shop.run(choose(shop, 0))
    expect(shop.refusal(choose(shop, 0, '70312'))).toBe('line-has-store-promotion')
    expect(shop.refusal(choose(shop, 1, '70313'))).toBe('coupon-not-usable')
    expect(shop.refusal(choose(shop, 1, '70314'))).toBe('coupon-not-usable')
    expect(shop.refusal(choose(shop, 1, 'x'))).toBe('coupon-unknown')
    expect(shop.refusal(choose(shop, 9))).toBe('line-unknown')
  })

  it('is refused on a line that was taken off or has a discount of its own', () => {
    const shop = new Shop()
    shop.add('fw-rope-m', 'pc-litter-14')
    match(shop, [promotion()])
    const [rope, litter] = shop.order.lines.map((line) => line.id)
    shop.run({ type: 'VoidLine', lineId: rope ?? '' })
    shop.run({ type: 'AddStoreDiscount', ruleId: 'damaged', lineId: litter ?? '' })
    shop.run({ type: 'Pay' })
    expect(shop.refusal(choose(shop, 0))).toBe('line-already-voided')
    expect(shop.refusal(choose(shop, 1))).toBe('coupon-not-usable')
  })

  it('that takes nothing off is refused: it would be used up for nothing', () => {
    const unknown = promotion({ value: { kind: 'unknown' } })
    const shop = choosing([unknown], 'tea')
    expect(shop.refusal(choose(shop))).toBe('coupon-not-usable')
  })

  it('leads to a re-check of promotions before the coupons', () => {
    const shop = new Shop()
    shop.add('fw-rope-m')
    grant(shop)
    match(shop, [promotion()])
    shop.run({ type: 'Pay' })
    revalidate(shop)
    expect(types(shop.run({ type: 'ContinuePayment' }))).toContain('CouponAuthorizationRequested')
    shop.run({ type: 'BackFromPayment', to: 'order' })
    shop.run({ type: 'Pay' })
    revalidate(shop)
    shop.run(choose(shop))
    expect(types(shop.run({ type: 'ContinuePayment' }))).toEqual(['RevalidationRequested'])
  })

  it('that another order has taken is not taken again', () => {
    const shop = choosing([promotion()], 'fw-rope-m')
    shop.run(choose(shop))
    shop.run({ type: 'ContinuePayment' })
    authorize(shop, { authorizationId: null, expiresAt: null, coupons: [], rejected: [], cut: [] })
    const paid = shop.order.id
    const events = shop.run({ type: 'TakeCash', received: 1000 })
    shop.run({ type: 'NewOrder' })
    shop.add('fw-rope-m')
    match(shop, [promotion()])
    shop.run({ type: 'Pay' })
    expect(shop.refusal(choose(shop))).toBe('coupon-not-usable')
    const redeem = events.find(
      (event) =>
        event.type === 'EffectOwed' && event.effect.request.kind === 'store-promotion-redeem',
    )
    const effectId = redeem?.type === 'EffectOwed' ? redeem.effect.id : ''
    shop.at += 1000
    shop.run({ type: 'StartEffect', orderId: paid, effectId })
    const outcome = { status: 'delivered' } as const
    shop.run({ type: 'EffectAnswered', orderId: paid, effectId, outcome })
    // Redeemed after the wallet was looked at: its use is taken off this order's wallet, for good.
    expect(shop.order.customer?.coupons.map((one) => one.usesLeft)).toEqual([0])
    expect(shop.refusal(choose(shop))).toBe('coupon-unknown')
    shop.run({ type: 'BackFromPayment', to: 'order' })
    shop.at += 1000
    match(shop, [promotion()])
    shop.run({ type: 'Pay' })
    expect(shop.refusal(choose(shop))).toBeNull()
  })
})

describe('what a store promotion is worth', () => {
  const shop = new Shop()
  shop.add('fw-rope-m', 'fw-rope-m')
  shop.run({ type: 'AddItem', sku: 'biscuits', quantity: 1500 })
  const [rope, biscuits] = shop.order.lines

  it.each<[CouponValue, number, number, number]>([
    [{ kind: 'amount', amount: money(300) }, 1, 1900, 300],
    [{ kind: 'amount', amount: money(3000) }, 1, 1900, 950],
    [{ kind: 'amount', amount: money(3000) }, 2, 1900, 1900],
    [{ kind: 'amount', amount: money(300) }, 1, 120, 120],
    [{ kind: 'percent', ratePpm: 200_000, most: null }, 1, 1900, 190],
    [{ kind: 'percent', ratePpm: 200_000, most: money(100) }, 2, 1900, 100],
    [{ kind: 'percent', ratePpm: 1_000_000, most: null }, 2, 1900, 1900],
    [{ kind: 'free-item', pieces: 1 }, 2, 1900, 950],
    [{ kind: 'free-item', pieces: 5 }, 2, 1900, 1900],
    [{ kind: 'free-item', pieces: 0 }, 2, 1900, 950],
    [{ kind: 'unknown' }, 1, 1900, 0],
  ])('%j for %d pieces with %d left is %d', (value, minPieces, left, expected) => {
    if (!rope) throw new Error('There is a line')
    expect(storePromotionAmount(promotion({ value, minPieces }), rope, money(left))).toBe(expected)
  })

  it('on something weighed is a part of all of it', () => {
    if (!biscuits) throw new Error('There is a line')
    expect(biscuits.quantity).toBe(quantity(1500))
    expect(storePromotionAmount(promotion(), biscuits, money(675))).toBe(135)
  })
})

describe('going back', () => {
  it('from the tenders shows the coupons again, then opens the order', () => {
    const shop = new Shop()
    toTender(shop)
    shop.run({ type: 'BackFromPayment', to: 'coupons' })
    expect(shop.order.payment?.step).toBe('coupons')
    shop.run({ type: 'BackFromPayment', to: 'order' })
    expect(shop.order).toMatchObject({ status: 'open', payment: null })
  })

  it('is refused once money was taken, or may have been', () => {
    const shop = new Shop()
    toTender(shop)
    const back = { type: 'BackFromPayment', to: 'order' } as const
    shop.run({ type: 'BeginCard', amount: 100 })
    expect(shop.refusal(back)).toBe('card-under-way')
    shop.run({ type: 'EndCard', paid: true })
    expect(shop.refusal(back)).toBe('order-has-tenders')
    expect(shop.refusal({ type: 'CheckCouponsAgain' })).toBe('order-has-tenders')
  })

  it('forgets store promotions; split lines stay split and cost the same', () => {
    const shop = choosing([promotion()], 'fw-rope-m', 'fw-rope-m')
    const { total } = totalsOf(shop.order)
    shop.run(choose(shop))
    shop.run({ type: 'BackFromPayment', to: 'order' })
    expect(totalsOf(shop.order)).toMatchObject({ total, discount: 0 })
    expect(find(shop.run({ type: 'Pay' }), 'PaymentStarted')).toBeDefined()
  })
})
