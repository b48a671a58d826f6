import { under } from '../lists'
import type { ForceTimes } from './store-promotion'

/** A moment on the store's own clock. */
export type StoreTime = {
  /** yyyymmdd */
  readonly date: number
  /** 1 Monday to 7 Sunday. */
  readonly day: number
  /** yyyymmdd of the day before, and its weekday. */
  readonly dateBefore: number
  readonly dayBefore: number
  /** Minutes since midnight. */
  readonly minute: number
}

const MINUTE_MS = 60_000
const DAY_MINUTES = 1440
const DAY_MS = DAY_MINUTES * MINUTE_MS

/** Whether promotions with these times count for a piece scanned at that moment. */
export function isInForce(when: ForceTimes, time: StoreTime): boolean {
  const today = isDay(when, time.date, time.day)
  if (when.hours.length === 0) return today
  return when.hours.some(({ from, until }) => {
    if (from < until) return today && time.minute >= from && time.minute < until
    if (today && time.minute >= from) return true
    return time.minute < until && isDay(when, time.dateBefore, time.dayBefore)
  })
}

/**
 * The first moment from now on at which promotions with these times are in force, to the minute; null when
 * that is not before the end of tomorrow.
 */
export function inForceFrom(when: ForceTimes, now: number, clock: StoreClock): number | null {
  const start = Math.floor(now / MINUTE_MS) * MINUTE_MS
  const starts = new Set([0, ...when.hours.flatMap(({ from, until }) => [from, until])])
  for (let ahead = 0; ahead <= 1; ahead += 1) {
    const time = clock(start + ahead * DAY_MS)
    const midnight = start + ahead * DAY_MS - time.minute * MINUTE_MS
    for (const minute of [...starts].sort((a, b) => a - b)) {
      const at = atMinute(midnight, minute, clock)
      if (at >= start && isInForce(when, clock(at))) return at
    }
  }
  return null
}

/** Reads the store's clock at a moment. */
export type StoreClock = (at: number) => StoreTime

/** The store's clock: of a time zone, or of the terminal itself. Keeps the minutes it was asked for lately. */
export function storeClock(timeZone: string | null): StoreClock {
  return remembered(timeZone === null ? ownTime : timeOf(timeZone))
}

const MINUTES_KEPT = 2000

function remembered(clock: StoreClock): StoreClock {
  const times = new Map<number, StoreTime>()
  return (at) => {
    const minute = Math.floor(at / MINUTE_MS)
    const known = times.get(minute)
    if (known) return known
    if (times.size >= MINUTES_KEPT) times.clear()
    const time = clock(minute * MINUTE_MS)
    times.set(minute, time)
    return time
  }
}

/** Where a clock was put forward or back since midnight, the distance from midnight is another. */
function atMinute(midnight: number, minute: number, clock: StoreClock): number {
  const at = midnight + minute * MINUTE_MS
  const off = minute - clock(at).minute
  // Within half a day either way: a minute before midnight is no day off.
  return at + (((off + DAY_MINUTES * 1.5) % DAY_MINUTES) - DAY_MINUTES / 2) * MINUTE_MS
}

function isDay(when: ForceTimes, date: number, day: number): boolean {
  if (when.from !== null && date < when.from) return false
  if (when.until !== null && date > when.until) return false
  return when.days.length === 0 || when.days.includes(day)
}

function ownTime(at: number): StoreTime {
  const day = new Date(at)
  return storeTime(
    { year: day.getFullYear(), month: day.getMonth() + 1, day: day.getDate() },
    day.getHours() * 60 + day.getMinutes(),
  )
}

function timeOf(timeZone: string): StoreClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  return (at) => {
    const parts = new Map(format.formatToParts(at).map((part) => [part.type, Number(part.value)]))
    const part = (name: Intl.DateTimeFormatPartTypes): number => under(parts, name)
    return storeTime(
      { year: part('year'), month: part('month'), day: part('day') },
      part('hour') * 60 + part('minute'),
    )
  }
}

type PlainDay = { readonly year: number; readonly month: number; readonly day: number }

function storeTime(plain: PlainDay, minute: number): StoreTime {
  const noon = Date.UTC(plain.year, plain.month - 1, plain.day, 12)
  const before = new Date(noon - DAY_MS)
  const weekday = new Date(noon).getUTCDay()
  return {
    date: plain.year * 10_000 + plain.month * 100 + plain.day,
    day: weekday === 0 ? 7 : weekday,
    dateBefore:
      before.getUTCFullYear() * 10_000 + (before.getUTCMonth() + 1) * 100 + before.getUTCDate(),
    dayBefore: before.getUTCDay() === 0 ? 7 : before.getUTCDay(),
    minute,
  }
}
