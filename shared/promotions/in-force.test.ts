import { describe, expect, it } from 'vitest'
import { inForceFrom, isInForce, storeClock } from './in-force'
import type { ForceTimes } from './store-promotion'

const ALWAYS: ForceTimes = { from: null, until: null, days: [], hours: [] }
const BERLIN = storeClock('Europe/Berlin')
const HOUR = 60

/** A moment in Berlin: there summer time begins on 29 March 2026 and ends on 25 October. */
function at(text: string): number {
  return Date.parse(text)
}

function holds(when: Partial<ForceTimes>, text: string): boolean {
  return isInForce({ ...ALWAYS, ...when }, BERLIN(at(text)))
}

describe('a promotion is in force', () => {
  it('from its first day to its last, both included', () => {
    const when = { from: 20260302, until: 20260304 }
    expect(holds(when, '2026-03-01T23:59:59+01:00')).toBe(false)
    expect(holds(when, '2026-03-02T00:00:00+01:00')).toBe(true)
    expect(holds(when, '2026-03-04T23:59:59+01:00')).toBe(true)
    expect(holds(when, '2026-03-05T00:00:00+01:00')).toBe(false)
    expect(holds({ from: 20260302 }, '2030-01-01T12:00:00+01:00')).toBe(true)
    expect(holds({ until: 20260302 }, '2020-01-01T12:00:00+01:00')).toBe(true)
  })

  it('on its days, in its hours, the last minute not included', () => {
    const when = { days: [1], hours: [{ from: 17 * HOUR, until: 18 * HOUR }] }
    expect(holds(when, '2026-03-02T16:59:00+01:00')).toBe(false)
    expect(holds(when, '2026-03-02T17:00:00+01:00')).toBe(true)
    expect(holds(when, '2026-03-02T17:59:59+01:00')).toBe(true)
    expect(holds(when, '2026-03-02T18:00:00+01:00')).toBe(false)
    expect(holds(when, '2026-03-03T17:30:00+01:00')).toBe(false)
  })

  it('past midnight as on the day it began on', () => {
    const when = { days: [6], hours: [{ from: 22 * HOUR, until: 2 * HOUR }] }
    expect(holds(when, '2026-03-07T21:59:00+01:00')).toBe(false)
    expect(holds(when, '2026-03-07T22:00:00+01:00')).toBe(true)
    expect(holds(when, '2026-03-08T01:59:00+01:00')).toBe(true)
    expect(holds(when, '2026-03-08T02:00:00+01:00')).toBe(false)
    expect(holds(when, '2026-03-08T22:30:00+01:00')).toBe(false)
    expect(holds(when, '2026-03-07T01:30:00+01:00')).toBe(false)
  })
})

describe('the next moment of a promotion', () => {
  const from = (when: Partial<ForceTimes>, now: string) =>
    inForceFrom({ ...ALWAYS, ...when }, at(now), BERLIN)

  it('is its next hour, today or tomorrow, and no later one', () => {
    const hours = [{ from: 17 * HOUR, until: 18 * HOUR }]
    expect(from({ hours }, '2026-03-02T09:00:30+01:00')).toBe(at('2026-03-02T17:00:00+01:00'))
    expect(from({ hours }, '2026-03-02T18:00:00+01:00')).toBe(at('2026-03-03T17:00:00+01:00'))
    expect(from({ hours, days: [4] }, '2026-03-02T18:00:00+01:00')).toBeNull()
    expect(from({ until: 20260301 }, '2026-03-02T18:00:00+01:00')).toBeNull()
  })

  it('is right on the eve of the day that has an hour less or more', () => {
    const sunday = { days: [7] }
    expect(from(sunday, '2026-03-28T18:00:00+01:00')).toBe(at('2026-03-29T00:00:00+01:00'))
    expect(from(sunday, '2026-10-24T18:00:00+02:00')).toBe(at('2026-10-25T00:00:00+02:00'))
  })

  it('is right on that day itself, on either side of the missing hour', () => {
    const hours = [{ from: 12 * HOUR, until: 13 * HOUR }]
    expect(from({ hours }, '2026-03-29T00:30:00+01:00')).toBe(at('2026-03-29T12:00:00+02:00'))
    expect(from({ hours }, '2026-10-25T00:30:00+02:00')).toBe(at('2026-10-25T12:00:00+01:00'))
    expect(from({ hours }, '2026-10-25T13:30:00+01:00')).toBe(at('2026-10-26T12:00:00+01:00'))
  })
})

it('the store’s clock keeps the minutes of a day and says the same of them again', () => {
  const first = BERLIN(at('2026-03-02T09:00:00+01:00'))
  expect(BERLIN(at('2026-03-02T09:00:59+01:00'))).toBe(first)
  BERLIN(at('2026-03-02T10:00:00+01:00'))
  expect(BERLIN(at('2026-03-02T09:00:00+01:00'))).toBe(first)
  for (let minute = 0; minute < 2100; minute += 1)
    BERLIN(at('2026-04-01T00:00:00Z') + minute * 60_000)
  const again = BERLIN(at('2026-03-02T09:00:00+01:00'))
  expect(again).not.toBe(first)
  expect(again).toEqual(first)
  expect(again).toEqual({
    ...{ date: 20260302, day: 1, dateBefore: 20260301, dayBefore: 7, minute: 9 * HOUR },
  })
})
