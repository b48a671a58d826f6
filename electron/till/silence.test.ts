import { describe, expect, it } from 'vitest'
import type { Effect, EffectKind } from '../../shared/order/effect'
import { AT_ONCE_MAX } from './effect-runner'
import { isAtTender, isPaid, sell, sellUntil } from './testing/cashier'
import type { Trouble } from './testing/fake-world'
import { Station } from './testing/station'

const SILENT: Trouble = { kind: 'silent-before' }
const MINUTE = 60_000
const HOUR = 60 * MINUTE

function silences(count: number): readonly Trouble[] {
  return Array<Trouble>(count).fill(SILENT)
}

function effects(station: Station, kind: EffectKind): readonly Effect[] {
  return [...station.till.state.orders.values()]
    .flatMap((order) => order.effects)
    .filter((one) => one.request.kind === kind)
}

/** The most calls of a name that fell into one hour. */
async function mostInAnHour(station: Station, name: string, hours: number): Promise<number> {
  const times: number[] = []
  for (let second = 0; second < hours * 3_600; second += 1) {
    const before = station.world.count(name)
    await station.timers.pass(1_000)
    for (let more = before; more < station.world.count(name); more += 1) times.push(second)
  }
  return Math.max(
    ...times.map((time) => times.filter((one) => one >= time && one < time + 3_600).length),
  )
}

describe('a provider that does not answer', () => {
  it('[K5] is asked at most eight times an hour, with a wait that differs from effect to effect', async () => {
    const station = await new Station().start()
    station.world.next('apply', ...silences(200))
    await sellUntil(station, isPaid)
    expect(await mostInAnHour(station, 'apply', 3)).toBeLessThanOrEqual(8)
  })

  it('[K5] is asked at most eight times an hour when the line comes and goes', async () => {
    const station = await new Station().start()
    station.world.next('apply', ...silences(500))
    await sellUntil(station, isPaid)
    station.journal.onCommit = () => undefined
    const flap = async () => {
      // Another call gets through each time, so the provider seems to be back.
      for (let times = 0; times < 180; times += 1) {
        station.effects.heard('promotions', { status: 'unknown', code: 'offline' })
        await station.timers.pass(20_000)
        station.effects.heard('promotions', { status: 'ok' })
      }
    }
    const before = station.world.count('apply')
    await flap()
    expect(station.world.count('apply') - before).toBeLessThanOrEqual(8)
  })

  it('[K5] is asked at most eight times an hour when the till is started again and again', async () => {
    let station = await new Station().start()
    station.world.next('apply', ...silences(500))
    await sellUntil(station, isPaid)
    for (let starts = 0; starts < 30; starts += 1) {
      station = await station.restart(undefined, 10_000)
      await station.timers.pass(20_000)
    }
    expect(station.world.count('apply')).toBeLessThanOrEqual(8)
    await station.timers.pass(HOUR)
    expect(station.world.count('apply')).toBeGreaterThan(8)
  })

  it('is heard soon when it answers again, not when the wait is over', async () => {
    const station = await new Station().start()
    station.world.next('apply', ...silences(6))
    await sellUntil(station, isPaid)
    await station.timers.pass(22 * MINUTE)
    const [apply] = effects(station, 'promotion-apply')
    expect((apply?.dueAt ?? 0) - station.timers.now()).toBeGreaterThan(5 * MINUTE)
    await station.run({ type: 'NewOrder' }, { type: 'AddItem', sku: 'tea' })
    await station.run({ type: 'ApplyCode', code: 'OTHER1' })
    await station.timers.pass(5_000)
    expect(effects(station, 'promotion-apply')).toEqual([])
  })

  it('[P7 promotion] that asks to be left alone is left alone so long, at most a minute', async () => {
    for (const [asked, kept] of [
      [20_000, 20_000],
      [HOUR, MINUTE],
    ] as const) {
      const station = await new Station().start()
      const busy = { status: 'unknown', code: 'rate-limited', detail: '', retryAfterMs: asked }
      station.world.next('apply', { kind: 'answer', answer: busy })
      await sellUntil(station, isPaid)
      await station.timers.pass(kept - 1_000)
      expect(station.world.count('apply')).toBe(1)
      const next = await station.restart(undefined, 0)
      expect(next.world.count('apply')).toBe(1)
      await next.timers.pass(1_500)
      expect(next.world.count('apply')).toBe(2)
    }
  })

  it('[P26 promotion] at a void stands before a person after five minutes; the till sells on', async () => {
    const station = await new Station().start()
    await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'ApplyCode', code: 'SPRING5' })
    station.world.next('void', { kind: 'hangs' })
    const [promotion] = station.order.promotions
    await station.run({ type: 'RemovePromotion', promotionId: promotion?.id ?? '' })
    await station.run({ type: 'Pay' }, { type: 'TakeCash', received: 500 })
    await station.timers.pass(5 * MINUTE - 1_000)
    expect(effects(station, 'promotion-void')).not.toMatchObject([{ overdue: true }])
    await station.timers.pass(1_000)
    expect(effects(station, 'promotion-void')).toMatchObject([{ status: 'sending', overdue: true }])
    expect(station.till.view()?.owed.some((row) => row.effect.overdue)).toBe(true)
    await station.run({ type: 'NewOrder' })
  })

  it('[P26 coupon] at a release stands before a person after five minutes, and is sent on by itself', async () => {
    const station = await new Station().start()
    station.world.next('release', ...silences(5))
    await sellUntil(station, isAtTender)
    await station.run({ type: 'BackFromPayment', to: 'order' })
    await station.timers.pass(5 * MINUTE)
    const [release] = effects(station, 'coupon-release')
    expect(release).toMatchObject({ status: 'waiting', overdue: true })
    await station.timers.pass(30 * MINUTE)
    expect(station.world.heldStill).toEqual([])
  })

  it('is not flooded when it is back', async () => {
    const station = await new Station().start()
    station.world.next('report', ...silences(40))
    for (let orders = 0; orders < 12; orders += 1) {
      await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'Pay' })
      await station.run({ type: 'TakeCash', received: 300 }, { type: 'NewOrder' })
    }
    let under = 0
    let most = 0
    const { timers, world } = station
    world.lag = () => {
      under += 1
      most = Math.max(most, under)
      timers.after(1_000, () => {
        under -= 1
      })
      return { there: 500, back: 500 }
    }
    await timers.pass(HOUR)
    expect(world.count('report')).toBeGreaterThan(12)
    expect(most).toBeLessThanOrEqual(AT_ONCE_MAX)
  })
})

describe('a disk that is full', () => {
  it('[C9] at the intent of an effect keeps it from being sent', async () => {
    const station = await new Station().start()
    await sellUntil(station, isAtTender)
    station.till.run({ type: 'TakeCash', received: 10_000 })
    station.journal.isFull = true
    const before = station.world.calls.length
    await station.timers.pass(MINUTE)
    expect(station.world.calls.length).toBe(before)
    expect(station.till.view()?.trouble).toBe('full')
    station.journal.isFull = false
    await sell(station)
    expect(station.order.status).toBe('closed')
  })

  it('[C10] at the result of an effect has it learned anew after the next start, under its key', async () => {
    const station = await new Station().start()
    await sellUntil(station, isAtTender)
    station.till.run({ type: 'TakeCash', received: 10_000 })
    station.world.onMoment = (name, moment) => {
      if (name === 'capture' && moment === 'done') station.journal.isFull = true
    }
    await station.timers.pass(10_000)
    expect(effects(station, 'coupon-capture')).toMatchObject([{ status: 'sending' }])
    station.world.onMoment = () => undefined
    const next = await station.restart()
    await sell(next)
    expect(new Set(next.world.keys('capture')).size).toBe(1)
    expect(next.world.count('capture')).toBe(2)
    const captured = [...next.world.holds.values()].filter((hold) => hold.status === 'captured')
    expect(captured).toHaveLength(1)
    expect(next.order.status).toBe('closed')
  })
})
