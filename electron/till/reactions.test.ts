import { describe, expect, it } from 'vitest'
import { Reactions } from './reactions'
import { isAtTender, isPaid, sellUntil } from './testing/cashier'
import type { Trouble } from './testing/fake-world'
import { Station } from './testing/station'
import { VirtualTimers } from './testing/virtual-timers'

const SILENT: Trouble = { kind: 'silent-before' }
const LATE: Trouble = { kind: 'silent-after' }
const MINUTE = 60_000

async function atTender(lifeMs: number | null): Promise<Station> {
  const station = await new Station().start()
  station.world.expiresAt = () => (lifeMs === null ? null : station.timers.now() + lifeMs)
  await sellUntil(station, isAtTender)
  return station
}

describe('a code', () => {
  it('is asked for under its own GUID, on the order without it', async () => {
    const station = await new Station().start()
    await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'ApplyCode', code: 'SPRING5' })
    const [promotion] = station.order.promotions
    expect(promotion?.status).toBe('pending')
    expect(station.world.keys('verify')).toEqual([promotion?.id])
  })

  it('nobody answered for is given back, and free for another try', async () => {
    const station = await new Station().start()
    station.world.next('verify', LATE)
    await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'ApplyCode', code: 'SPRING5' })
    expect(station.order.promotions).toEqual([])
    expect([...station.world.codes.values()]).toEqual(['free'])
    await station.run({ type: 'ApplyCode', code: 'SPRING5' })
    expect(station.order.promotions).toMatchObject([{ status: 'pending' }])
    expect(new Set(station.world.keys('verify')).size).toBe(2)
  })

  it('that is taken off is given back once, until somebody hears it', async () => {
    const station = await new Station().start()
    await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'ApplyCode', code: 'SPRING5' })
    station.world.next('void', SILENT, LATE)
    const promotionId = station.order.promotions[0]?.id ?? ''
    await station.run({ type: 'RemovePromotion', promotionId })
    await station.timers.pass(MINUTE)
    expect(station.world.count('void')).toBe(3)
    expect(new Set(station.world.keys('void')).size).toBe(1)
    expect([...station.world.codes.values()]).toEqual(['free'])
  })
})

describe('a re-check', () => {
  it('that is tried again has a new GUID', async () => {
    const station = await new Station().start()
    await station.run({ type: 'AddItem', sku: 'cake' }, { type: 'ApplyCode', code: 'SPRING5' })
    station.world.next('revalidate', SILENT)
    await station.run({ type: 'Pay' }, { type: 'RetryValidation' })
    expect(station.order.status).toBe('paying')
    expect(new Set(station.world.keys('revalidate')).size).toBe(2)
  })
})

describe('a hold', () => {
  it('is asked for again two minutes before its end, three times at most', async () => {
    const station = await atTender(15 * MINUTE)
    expect(station.world.count('authorize')).toBe(1)
    await station.timers.pass(13 * MINUTE - 1)
    expect(station.world.count('authorize')).toBe(1)
    for (const times of [2, 3, 4]) {
      await station.timers.pass(times === 2 ? 1 : 13 * MINUTE)
      expect(station.world.count('authorize')).toBe(times)
      expect(station.order.payment?.step).toBe('tender')
    }
    await station.timers.pass(60 * MINUTE)
    expect(station.world.count('authorize')).toBe(4)
    expect(new Set(station.world.keys('authorize')).size).toBe(4)
  })

  it('that lives shortly is asked for again after half its life', async () => {
    const station = await atTender(90_000)
    await station.timers.pass(44_000)
    expect(station.world.count('authorize')).toBe(1)
    await station.timers.pass(2_000)
    expect(station.world.count('authorize')).toBe(2)
  })

  it.each([null, 59_999])('that lives %j ms is not asked for again', async (lifeMs) => {
    const station = await atTender(lifeMs)
    await station.timers.pass(60 * MINUTE)
    expect(station.world.count('authorize')).toBe(1)
  })

  it('is not asked for again once the order is paid or open', async () => {
    const paid = await atTender(15 * MINUTE)
    await sellUntil(paid, isPaid)
    await paid.timers.pass(60 * MINUTE)
    expect(paid.world.count('authorize')).toBe(1)
    const back = await atTender(15 * MINUTE)
    await back.run({ type: 'BackFromPayment', to: 'order' })
    await back.timers.pass(60 * MINUTE)
    expect(back.world.count('authorize')).toBe(1)
    expect(back.world.count('release')).toBe(1)
  })

  it('is not asked for again while its coupons are being looked at', async () => {
    const station = await new Station().start()
    station.world.expiresAt = () => station.timers.now() + 15 * MINUTE
    await sellUntil(station, (order) => order.payment?.authorization?.status === 'authorized')
    expect(station.order.payment?.step).toBe('coupons')
    await station.timers.pass(14 * MINUTE)
    expect(station.world.count('authorize')).toBe(1)
  })

  it('that lives for days leaves no timer behind once it is used or given back', async () => {
    const day = 24 * 60 * MINUTE
    const paid = await atTender(day)
    const ticking = paid.timers.waiting
    await sellUntil(paid, isPaid)
    await paid.timers.pass(MINUTE)
    expect(paid.timers.waiting).toBe(ticking - 1)
    const back = await atTender(day)
    await back.run({ type: 'BackFromPayment', to: 'order' })
    await back.timers.pass(MINUTE)
    expect(back.timers.waiting).toBe(ticking - 1)
  })

  it('whose renewal is under way when the order is paid is not left behind', async () => {
    const station = await atTender(null)
    station.till.run({ type: 'RenewAuthorization', orderId: station.order.id })
    // The money comes before the answer: the service has replaced the hold meanwhile.
    station.till.run({ type: 'TakeCash', received: 10_000 })
    await station.timers.pass(10 * MINUTE)
    expect(station.world.heldStill).toEqual([])
    const captured = [...station.world.holds.values()].filter((one) => one.status === 'captured')
    expect(captured).toHaveLength(1)
    expect(station.order.status).toBe('closed')
  })

  it('whose renewal is under way when payment is left is let go', async () => {
    const station = await atTender(null)
    station.till.run({ type: 'RenewAuthorization', orderId: station.order.id })
    station.till.run({ type: 'BackFromPayment', to: 'order' })
    await station.timers.pass(MINUTE)
    expect(station.world.heldStill).toEqual([])
  })

  it('nobody answered for is let go by its key', async () => {
    const station = await new Station().start()
    station.world.next('authorize', LATE)
    await sellUntil(station, isAtTender)
    await station.timers.pass(MINUTE)
    expect(station.world.heldStill).toEqual([])
    expect(station.order.payment?.step).toBe('tender')
  })
})

describe('a provider that is gone from the settings', () => {
  it('answers as silence, so that nothing waits for ever', async () => {
    const station = await new Station().start()
    await sellUntil(station, isAtTender)
    await station.run({ type: 'BackFromPayment', to: 'order' })
    station.journal.isAlive = false
    const next = new Station({ lasting: station })
    const timers = new VirtualTimers(station.timers.now())
    const { till } = next
    const outside = { promotions: null, coupons: null }
    const reactions = new Reactions({ till: () => till, outside, effects: next.effects, timers })
    await next.start()
    const { id: orderId } = next.order
    const asked = {
      type: 'RevalidationRequested',
      guid: 'g',
      purpose: 'pay',
      heldFor: null,
    } as const
    expect(next.till.run({ type: 'Pay' }).ok).toBe(true)
    const { validation } = next.order
    reactions.react([{ orderId, at: 0, event: { ...asked, guid: validation?.guid ?? '' } }], null)
    await timers.settle()
    expect(next.order.validation?.status ?? 'gone').not.toBe('checking')
  })
})
