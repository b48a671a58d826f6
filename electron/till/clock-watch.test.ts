import { describe, expect, it } from 'vitest'
import { isAtTender, isPaid, sell, sellUntil } from './testing/cashier'
import type { Trouble } from './testing/fake-world'
import { Station } from './testing/station'
import { happeningOf } from './record'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const SILENT: Trouble = { kind: 'silent-before' }

function jumps(station: Station): readonly number[] {
  return [...station.disk.read()]
    .map((entry) => happeningOf(entry).event)
    .flatMap((event) => (event.type === 'ClockJumped' ? [event.byMs] : []))
}

/** An order at the tenders whose hold lives a quarter of an hour by the service's own time. */
async function atTender(): Promise<Station> {
  const station = await new Station().start()
  const { world, timers } = station
  world.steady = () => timers.steady()
  world.holdMs = 15 * MINUTE
  world.expiresAt = () => timers.now() + 15 * MINUTE
  await sellUntil(station, isAtTender)
  return station
}

describe('a clock that is set', () => {
  it('[K1] back by an hour in an order leaves the sale in its sequence and what waits in its time', async () => {
    const station = await new Station().start()
    station.world.next('apply', SILENT, SILENT)
    station.clocks.start()
    await sellUntil(station, isPaid)
    station.timers.jump(-HOUR)
    await station.timers.pass(30_000)
    station.clocks.stop()
    expect(jumps(station)).toEqual([-HOUR])
    expect(station.world.count('apply')).toBe(3)
    expect(station.order.status).toBe('closed')
    const read = [...station.disk.read()]
    expect(read.map((entry) => entry.seq)).toEqual(read.map((_, index) => index + 1))
    expect(read.some((entry, index) => entry.at < (read[index - 1]?.at ?? 0))).toBe(true)
  })

  it('[K1] back is told to the cashier on the order, and once', async () => {
    const station = await new Station().start()
    await station.run({ type: 'AddItem', sku: 'tea' })
    station.timers.jump(-HOUR)
    await station.run({ type: 'AddItem', sku: 'tea' })
    station.timers.jump(-HOUR)
    await station.run({ type: 'AddItem', sku: 'tea' })
    expect(jumps(station)).toEqual([-HOUR, -HOUR])
    expect(station.order.notes).toMatchObject([
      { code: 'clock-jumped', values: { direction: 'back', minutes: '60' } },
    ])
  })

  it('[K1] back does not make a hold live longer', async () => {
    const station = await atTender()
    station.timers.jump(-HOUR)
    station.timers.sleep(16 * MINUTE)
    await station.run({ type: 'TakeCash', received: 10_000 })
    expect(station.order.payment?.tenders).toEqual([])
    expect(station.order.notes.map((note) => note.code)).toContain('coupons-run-out')
    expect(station.world.count('authorize')).toBe(2)
    await sell(station)
    expect(station.world.keys('capture')).toEqual(['A-2'])
  })

  it('[K2] forward by a year lets nothing run out at once but the hold, and floods nobody', async () => {
    const station = await new Station().start()
    station.world.next('apply', ...Array<Trouble>(9).fill(SILENT))
    station.clocks.start()
    await sellUntil(station, isPaid)
    await station.timers.pass(30_000)
    const before = station.world.count('apply')
    station.timers.jump(365 * DAY)
    await station.timers.pass(12_000)
    station.clocks.stop()
    expect(station.world.count('apply')).toBe(before)
    expect(station.order.notes.map((note) => note.code)).toContain('clock-jumped')
    expect(station.order.effects.every((effect) => effect.overdue !== true)).toBe(true)
  })

  it('[K2] and back again leaves receipts in their order', async () => {
    const station = await new Station().start()
    await sell(station)
    for (const byMs of [365 * DAY, -365 * DAY]) {
      station.timers.jump(byMs)
      await station.run({ type: 'NewOrder' }, { type: 'AddItem', sku: 'tea' }, { type: 'Pay' })
      await station.run({ type: 'TakeCash', received: 300 })
    }
    const paid = [...station.disk.read()].map((entry) => happeningOf(entry).event)
    const numbers = paid.flatMap((event) =>
      event.type === 'OrderPaid' ? [event.sale.receiptNumber] : [],
    )
    expect(numbers).toEqual([1, 2, 3])
  })

  it('[K3] summer time is no jump, and two minutes are none', async () => {
    const station = await new Station({ now: new Date(2025, 2, 9, 1, 59, 58).getTime() }).start()
    await station.run({ type: 'AddItem', sku: 'tea' })
    await station.timers.pass(5_000)
    station.timers.jump(2 * MINUTE)
    await station.run({ type: 'AddItem', sku: 'tea' })
    expect(jumps(station)).toEqual([])
  })

  it('while the till was off is found at the start, and told', async () => {
    const station = await new Station().start()
    await station.run({ type: 'AddItem', sku: 'tea' })
    const next = await station.restart(undefined, -HOUR)
    expect(jumps(next)).toEqual([-HOUR])
    expect(next.order.notes.map((note) => note.code)).toContain('clock-jumped')
    const third = await next.restart()
    expect(jumps(third)).toEqual([-HOUR])
  })

  it('is told at the next look when the disk would not have it', async () => {
    const station = await new Station().start()
    station.timers.jump(HOUR)
    station.journal.isFull = true
    station.clocks.look()
    expect(jumps(station)).toEqual([])
    station.journal.isFull = false
    station.clocks.start()
    expect(jumps(station)).toEqual([HOUR])
    station.clocks.stop()
  })
})

describe('a computer that sleeps', () => {
  it('[K4] in any step of a sale goes on as after a crash', async () => {
    for (let commit = 2; commit < 40; commit += 1) {
      const station = await new Station().start()
      const { world, timers, journal } = station
      world.steady = () => timers.steady()
      world.holdMs = 15 * MINUTE
      world.expiresAt = () => timers.now() + 15 * MINUTE
      journal.onCommit = () => {
        if (journal.commits === commit) timers.sleep(8 * HOUR)
      }
      await sell(station)
      await timers.pass(MINUTE)
      expect(station.order.sale?.due).toBe(8334)
      expect(station.order.status).toBe('closed')
      expect(world.pulses).toBeLessThanOrEqual(1)
      expect([...world.holds.values()].filter((hold) => hold.status === 'captured')).toHaveLength(1)
      expect(jumps(station)).toEqual([])
    }
  })

  it('[K4] sends what fell due meanwhile when it wakes, without waiting for a timer', async () => {
    const station = await new Station().start()
    station.clocks.start()
    station.world.next('apply', SILENT, SILENT, SILENT, SILENT, SILENT)
    await sellUntil(station, isPaid)
    await station.timers.pass(7 * MINUTE)
    const before = station.world.count('apply')
    station.timers.sleep(DAY)
    await station.timers.pass(10_000)
    expect(station.world.count('apply')).toBe(before + 1)
    station.clocks.stop()
  })
})
