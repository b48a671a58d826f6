import type { Carried } from '../barcode/carried'
import { gs1Date } from '../barcode/gs1-date'
import { businessDateOf } from './dates'

/** Which day of a piece has passed; the day itself is still a good one. */
export type PastDay = 'past-use-by' | 'past-best-before'

/**
 * Says which day written in the code of a piece has passed, the worse one first; null when none has.
 * @param at  milliseconds since 1970
 */
export function pastDayOf(carried: Carried, at: number): PastDay | null {
  const { useBy, bestBefore } = carried
  if (useBy !== undefined && hasPassed(useBy, at)) return 'past-use-by'
  return bestBefore !== undefined && hasPassed(bestBefore, at) ? 'past-best-before' : null
}

/** YYMMDD ends with its day, YYMMDDhhmm with its minute. */
function hasPassed(digits: string, at: number): boolean {
  const now = new Date(at)
  const day = gs1Date(digits, now.getFullYear())
  const today = businessDateOf(at)
  if (day === null || day !== today) return day !== null && day < today
  const clock = now.getHours() * 100 + now.getMinutes()
  return digits.length === 10 && Number(digits.slice(6)) < clock
}
