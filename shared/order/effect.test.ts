import { describe, expect, it } from 'vitest'
import { backOff, providerOf, type EffectKind } from './effect'
import { toTender } from './testing/sale'
import { Shop } from './testing/shop'

describe('after silence', () => {
  const minute = 60_000
  const quarter = 15 * minute

  it.each<[EffectKind, readonly (number | null)[]]>([
    ['promotion-apply', [5_000, 15_000, minute, 5 * minute, quarter, quarter]],
    ['promotion-void', [5_000, 15_000, minute, 5 * minute, quarter, quarter]],
    ['coupon-capture', [5_000, 15_000, minute, 5 * minute, quarter, 60 * minute]],
    ['coupon-release', [5_000, 15_000, minute, 5 * minute, quarter, 60 * minute]],
    ['order-message', [5_000, 15_000, minute, 5 * minute, quarter, 60 * minute]],
    ['receipt-print', [null]],
    ['drawer-open', [null]],
  ])('%s waits %j', (kind, waits) => {
    expect(waits.map((_, index) => backOff(kind, index + 1))).toEqual(waits)
  })

  it.each([
    ['promotion-apply', 72],
    ['coupon-capture', 24],
  ] as const)('%s gives up after about %d hours', (kind, hours) => {
    let waited = 0
    let attempts = 1
    for (let wait = backOff(kind, 1); wait !== null; wait = backOff(kind, attempts)) {
      waited += wait
      attempts += 1
    }
    expect(waited / 3_600_000).toBeGreaterThanOrEqual(hours - 0.2)
    expect(waited / 3_600_000).toBeLessThan(hours + 1)
  })
})

it.each([
  ['promotion-apply', 291, 15],
  ['coupon-capture', 5, 15],
  ['coupon-capture', 6, 60],
  ['coupon-capture', 29, 60],
] as const)('%s is tried again after attempt %d, %d minutes later', (kind, attempts, minutes) => {
  expect(backOff(kind, attempts)).toBe(minutes * 60_000)
})

it.each([
  ['promotion-apply', 292],
  ['coupon-capture', 30],
] as const)('%s is given up after attempt %d', (kind, attempts) => {
  expect(backOff(kind, attempts)).toBeNull()
})

it('nothing is asked more than eight times within an hour', () => {
  const shop = new Shop()
  toTender(shop)
  shop.run({ type: 'TakeCash', received: 10_000 })
  const { id: orderId } = shop.order
  const capture = () => shop.order.effects.find((one) => one.request.kind === 'coupon-capture')
  const effectId = capture()?.id ?? ''
  const begun = shop.at
  const started: number[] = []
  for (; shop.at < begun + 90 * 60_000; shop.at += 60_000) {
    if (shop.refusal({ type: 'StartEffect', orderId, effectId }) !== null) continue
    if (shop.run({ type: 'StartEffect', orderId, effectId }).length === 0) continue
    started.push(shop.at - begun)
    const outcome = { status: 'unknown', code: 'offline', message: null, retryAfterMs: 1 } as const
    shop.run({ type: 'EffectAnswered', orderId, effectId, outcome })
  }
  expect(started.filter((at) => at < 60 * 60_000).length).toBeLessThanOrEqual(8)
})

it('paper and the drawer are owed to no provider', () => {
  const shop = new Shop()
  toTender(shop)
  shop.run({ type: 'TakeCash', received: 10_000 })
  const owed = shop.order.effects.map((effect) => [effect.request.kind, providerOf(effect)])
  expect(Object.fromEntries(owed)).toEqual({
    'order-message': 'coupons',
    'drawer-open': null,
    'receipt-print': null,
    'coupon-capture': 'coupons',
    'store-promotion-redeem': 'coupons',
    'promotion-apply': 'promotions',
  })
})
