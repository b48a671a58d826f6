import { describe, expect, it } from 'vitest'
import { Fault } from '../../shared/fault'
import { hasEnded } from '../../shared/order/till-state'
import { isAtTender, isPaid, nextStep, sell, sellUntil } from './testing/cashier'
import { Station } from './testing/station'

/** A disk that answers every commit with a fault from now on. Answers how it is mended. */
function breakDisk(station: Station, code: string): () => void {
  const { journal } = station
  const append = journal.append.bind(journal)
  journal.append = () => {
    throw new Fault(code, 'later', 'The disk said no')
  }
  return () => {
    journal.append = append
  }
}

async function atTender(): Promise<Station> {
  const station = await new Station().start()
  await sellUntil(station, isAtTender)
  return station
}

/** Takes the money, in one breath: nothing of what is owed has gone out yet. */
function pay(station: Station): void {
  for (let steps = 0; steps < 9 && !isPaid(station.order); steps += 1) {
    const step = nextStep(station.order)
    if (step) station.till.run(step)
  }
  expect(isPaid(station.order)).toBe(true)
}

describe('a disk that is full', () => {
  it('[C9] at the intent keeps every effect at home until there is room, and then each is done once', async () => {
    const station = await atTender()
    pay(station)
    const mend = breakDisk(station, 'journal-full')
    await station.timers.pass(5_000)
    for (const name of ['capture', 'apply', 'redeem', 'print', 'pulse']) {
      expect(station.world.count(name), name).toBe(0)
    }
    mend()
    await station.timers.pass(120_000)
    await sell(station)
    expect(station.order.effects.every(hasEnded)).toBe(true)
    for (const name of ['capture', 'apply', 'redeem', 'print', 'pulse']) {
      expect(station.world.count(name), name).toBe(1)
    }
  })

  it('[C10] at the result is asked again after a new start, under the same key, with one effect', async () => {
    const station = await atTender()
    const { journal } = station
    const append = journal.append.bind(journal)
    // The intent is saved; what the world answers is not.
    journal.append = (records, heads) => {
      if (records.some((one) => one.event.type === 'CouponsCaptured')) {
        throw new Fault('journal-full', 'later', 'no space')
      }
      return append(records, heads)
    }
    pay(station)
    await station.timers.pass(1_000)
    expect(station.world.count('capture')).toBe(1)
    const next = await station.restart()
    await next.timers.pass(60_000)
    await sell(next)
    expect(new Set(next.world.keys('capture')).size).toBe(1)
    const captured = [...next.world.holds.values()].filter((one) => one.status === 'captured')
    expect(captured).toHaveLength(1)
    expect(next.order.effects.every(hasEnded)).toBe(true)
  })
})

describe.each([
  ['[C11] a disk that has become read-only', 'journal-unwritable', 'unwritable'],
  ['[C12] a disk that fails to write', 'journal-unwritable', 'unwritable'],
  ['[C9] a full disk', 'journal-full', 'full'],
] as const)('%s', (_, code, trouble) => {
  it('stops before the money: nothing is taken, printed or opened, and the screen says so', async () => {
    const station = await atTender()
    const before = station.till.state
    const calls = station.world.calls.length
    const mend = breakDisk(station, code)
    const step = nextStep(station.order)
    if (step === null) throw new Error('There is nothing to pay')
    expect(station.till.run(step)).toMatchObject({ ok: false, error: { kind: 'fault', code } })
    expect(station.till.state).toBe(before)
    expect(station.world.calls).toHaveLength(calls)
    expect(station.till.view()).toMatchObject({ trouble })
    mend()
    await sellUntil(station, isPaid)
    expect(station.order.sale).toMatchObject({ receiptNumber: 1 })
    expect(station.till.view()).toMatchObject({ trouble: null })
  })
})

describe('a disk that failed in the middle of a commit', () => {
  it('[C13] stops the till with a sentence of its own, whatever the disk says afterwards', async () => {
    const station = await atTender()
    breakDisk(station, 'journal-doubtful')
    const step = nextStep(station.order)
    if (step === null) throw new Error('There is nothing to pay')
    const error = { kind: 'fault', code: 'journal-doubtful' }
    expect(station.till.run(step)).toMatchObject({ ok: false, error })
    expect(station.till.view()).toMatchObject({ trouble: 'doubtful' })
    breakDisk(station, 'journal-full')
    station.till.run(step)
    expect(station.till.view()).toMatchObject({ trouble: 'doubtful' })
    expect(station.world.count('print')).toBe(0)
  })
})
