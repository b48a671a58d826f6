import { describe, expect, it } from 'vitest'
import { clockBehind } from './decide-time'
import type { EffectKind } from './effect'
import type { OrderHappening } from './events'
import { effect, end, match, paid, start, toTender, WALLET } from './testing/sale'
import { Shop } from './testing/shop'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** An attempt that nobody answered. */
function silence(shop: Shop, kind: EffectKind, code = 'timeout'): void {
  const outcome = { status: 'unknown', code } as const
  end(shop, kind, outcome)
}

function happenedSince(shop: Shop, count: number): readonly OrderHappening[] {
  return shop.happened.slice(count)
}

describe('a clock that is set while the till runs', () => {
  it.each([
    [-HOUR, 'back'],
    [HOUR, 'forward'],
  ])('by %d is told once, on the order on screen', (byMs, direction) => {
    const shop = new Shop()
    shop.add('tea')
    shop.run({ type: 'Hold', heldFor: 'later' })
    const count = shop.happened.length
    shop.run({ type: 'ClockJumped', byMs })
    const jumps = happenedSince(shop, count).filter(({ event }) => event.type === 'ClockJumped')
    expect(jumps.map(({ orderId }) => orderId)).toEqual([...shop.state.orders.keys()])
    expect(shop.order.notes).toMatchObject([
      { code: 'clock-jumped', tone: 'warning', values: { direction, minutes: '60' } },
    ])
    shop.run({ type: 'ClockJumped', byMs })
    expect(shop.order.notes).toHaveLength(1)
  })

  it.each([-HOUR, HOUR])('by %d leaves what is owed to a provider as long to wait', (byMs) => {
    const shop = paid()
    silence(shop, 'promotion-apply')
    const before = effect(shop, 'promotion-apply')
    shop.run({ type: 'ClockJumped', byMs })
    const after = effect(shop, 'promotion-apply')
    expect(after.dueAt - before.dueAt).toBe(byMs)
    expect(after.waitsUntil - before.waitsUntil).toBe(byMs)
    expect(after.tries).toEqual(before.tries?.map((at) => at + byMs))
    expect(after.overdueAt).toBe(before.createdAt + 5 * MINUTE + byMs)
  })

  it('never makes paper younger, nor what has ended any different', () => {
    const shop = paid()
    end(shop, 'drawer-open', { status: 'delivered' })
    const drawer = effect(shop, 'drawer-open')
    const { dueAt } = effect(shop, 'receipt-print')
    shop.run({ type: 'ClockJumped', byMs: HOUR })
    expect(effect(shop, 'receipt-print').dueAt).toBe(dueAt)
    shop.run({ type: 'ClockJumped', byMs: -HOUR })
    expect(effect(shop, 'receipt-print').dueAt).toBe(dueAt - HOUR)
    expect(effect(shop, 'drawer-open')).toEqual(drawer)
  })

  it('never makes a hold live longer', () => {
    const shop = new Shop()
    toTender(shop)
    const endOf = () => shop.order.payment?.authorization?.expiresAt
    const before = endOf() ?? 0
    shop.run({ type: 'ClockJumped', byMs: HOUR })
    expect(endOf()).toBe(before)
    shop.run({ type: 'ClockJumped', byMs: -HOUR })
    expect(endOf()).toBe(before - HOUR)
  })

  it('leaves a question for coupons as it is: nothing is held yet', () => {
    const shop = new Shop()
    shop.add('bw-dog-chk-24')
    match(shop, WALLET.slice(1))
    shop.run({ type: 'Pay' })
    const { payment } = shop.order
    shop.run({ type: 'ClockJumped', byMs: -HOUR })
    expect(shop.order.payment).toEqual(payment)
  })

  it('never lets a capture begin later than the hold allows', () => {
    const shop = paid()
    const before = effect(shop, 'coupon-capture').goodUntil ?? 0
    shop.run({ type: 'ClockJumped', byMs: HOUR })
    expect(effect(shop, 'coupon-capture').goodUntil).toBe(before)
    shop.run({ type: 'ClockJumped', byMs: -HOUR })
    expect(effect(shop, 'coupon-capture').goodUntil).toBe(before - HOUR)
  })

  it('is told on the next order too, until the cashier has read it', () => {
    const shop = paid()
    shop.run({ type: 'ClockJumped', byMs: HOUR })
    shop.run({ type: 'NewOrder' })
    expect(shop.order.notes).toMatchObject([{ code: 'clock-jumped' }])
  })
})

describe('a clock that stands before the journal at a start', () => {
  it('is a jump back: nobody knows how long the till was off, so no hold is trusted', () => {
    const shop = new Shop()
    toTender(shop)
    shop.run({ type: 'TakeCash', received: 100 })
    const { payment } = shop.order
    shop.at -= HOUR
    shop.run({ type: 'Recover' })
    const { grantedAt, expiresAt } = shop.order.payment?.authorization ?? {}
    expect(grantedAt).toBe((payment?.authorization?.grantedAt ?? 0) - HOUR)
    expect(expiresAt).toBe(grantedAt)
    expect(shop.order.notes).toMatchObject([
      { code: 'clock-jumped', values: { direction: 'back', minutes: '60' } },
    ])
  })

  it('is believed when it is two minutes behind, and no more', () => {
    const shop = new Shop()
    shop.add('tea')
    const latest = shop.order.changedAt
    expect(clockBehind(shop.state, latest - 2 * MINUTE)).toBe(0)
    expect(clockBehind(shop.state, latest - 2 * MINUTE - 1)).toBe(2 * MINUTE + 1)
  })

  it('lets no capture begin under a hold that may have run out', () => {
    const shop = paid()
    shop.at -= HOUR
    shop.run({ type: 'Recover' })
    expect(effect(shop, 'coupon-capture').goodUntil).toBe(0)
    const { effectId, orderId } = {
      effectId: effect(shop, 'coupon-capture').id,
      orderId: shop.order.id,
    }
    shop.run({ type: 'StartEffect', orderId, effectId })
    expect(effect(shop, 'coupon-reauthorize').status).toBe('waiting')
  })
})

describe('what has had no end for five minutes', () => {
  it('is put before a person, and is sent again all the same', () => {
    const shop = paid()
    expect(shop.run({ type: 'MarkOverdue' })).toEqual([])
    silence(shop, 'promotion-apply')
    shop.at += 5 * MINUTE
    shop.run({ type: 'MarkOverdue' })
    expect(effect(shop, 'promotion-apply')).toMatchObject({ overdue: true, status: 'waiting' })
    expect(effect(shop, 'coupon-capture')).toMatchObject({ overdue: true, status: 'waiting' })
    expect(start(shop, 'promotion-apply')).toBe(effect(shop, 'promotion-apply').id)
    expect(shop.run({ type: 'MarkOverdue' })).toEqual([])
  })

  it('is not paper or the drawer: the cashier sees those on the counter', () => {
    const shop = paid()
    shop.at += 5 * MINUTE
    shop.run({ type: 'MarkOverdue' })
    expect(effect(shop, 'receipt-print')).not.toHaveProperty('overdue')
    expect(effect(shop, 'drawer-open')).not.toHaveProperty('overdue')
  })

  it('counts from the moment that the clock leaves it, where the clock was set', () => {
    const shop = paid()
    shop.at += HOUR
    shop.run({ type: 'ClockJumped', byMs: HOUR })
    expect(shop.run({ type: 'MarkOverdue' })).toEqual([])
    shop.at += 5 * MINUTE
    shop.run({ type: 'MarkOverdue' })
    expect(effect(shop, 'coupon-capture').overdue).toBe(true)
  })
})

describe('a provider that answers again', () => {
  it('is sent what failed for want of it soon, not when its wait is over', () => {
    const shop = paid()
    for (const pause of [0, 10_000, 30_000, 2 * MINUTE]) {
      shop.at += pause
      silence(shop, 'promotion-apply')
    }
    const before = effect(shop, 'promotion-apply')
    shop.run({ type: 'ProviderReturned', provider: 'promotions' })
    const after = effect(shop, 'promotion-apply')
    expect(before.dueAt - shop.at).toBeGreaterThan(3 * MINUTE)
    expect(after.dueAt - shop.at).toBeLessThanOrEqual(3_000)
    expect(after.code).toBe('timeout')
    expect(effect(shop, 'coupon-capture').dueAt).toBeLessThanOrEqual(shop.at)
  })

  it('is not sent what waits for the other one, nor what is due as soon', () => {
    const shop = paid()
    silence(shop, 'coupon-capture')
    const { dueAt } = effect(shop, 'coupon-capture')
    shop.run({ type: 'ProviderReturned', provider: 'promotions' })
    shop.at = dueAt
    shop.run({ type: 'ProviderReturned', provider: 'coupons' })
    expect(effect(shop, 'coupon-capture').dueAt).toBe(dueAt)
  })

  it('that asked to be left alone is left alone for that long', () => {
    const shop = paid()
    const { id: orderId } = shop.order
    const effectId = start(shop, 'promotion-apply')
    const outcome = { status: 'unknown', code: 'rate-limited', retryAfterMs: 50_000 } as const
    shop.run({ type: 'EffectAnswered', orderId, effectId, outcome })
    const { dueAt } = effect(shop, 'promotion-apply')
    expect(dueAt).toBe(shop.at + 50_000)
    shop.run({ type: 'ProviderReturned', provider: 'promotions' })
    expect(effect(shop, 'promotion-apply').dueAt).toBe(dueAt)
  })
})
