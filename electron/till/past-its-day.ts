import type { Carried } from '../../shared/barcode/carried'
import { gs1Date } from '../../shared/barcode/gs1-date'
import { businessDateOf } from '../../shared/order/dates'

type Days = Pick<Carried, 'useBy' | 'bestBefore'>

/** Whether the code of a piece says that it must not be sold any more. The day itself is still a good one. */
export function isPastUseBy({ useBy }: Days, now: number): boolean {
  if (useBy === undefined) return false
  const day = dayOf(useBy, now)
  const today = businessDateOf(now)
  if (day === null || day !== today) return day !== null && day < today
  const { hours, minutes } = clockOf(now)
  const end = /^\d{6}(\d{2})(\d{2})?/.exec(useBy)
  return end?.[1] !== undefined && Number(end[1]) * 60 + Number(end[2] ?? 0) < hours * 60 + minutes
}

/** Whether a piece is past any of its days: one that must not be sold, or only is not at its best. */
export function isStale(days: Days, now: number): boolean {
  if (isPastUseBy(days, now)) return true
  const best = days.bestBefore === undefined ? null : dayOf(days.bestBefore, now)
  return best !== null && best < businessDateOf(now)
}

function dayOf(digits: string, now: number): number | null {
  return gs1Date(digits, new Date(now).getFullYear())
}

function clockOf(now: number): { readonly hours: number; readonly minutes: number } {
  const time = new Date(now)
  return { hours: time.getHours(), minutes: time.getMinutes() }
}
