import { enHealth } from './en-health'
import type { Format } from './format'

/** A size on a disk: 812 KB, 4.2 MB, 118 GB. Units of a thousand. */
export function sizeText(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0
  return `${value.toFixed(digits)} ${units[unit] ?? ''}`
}

/** A span of time in its largest unit: 40 s, 3 min, 5 h, 2 days. */
export function spanText(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000)
  if (seconds < 120) return enHealth.seconds(String(seconds))
  if (seconds < 7200) return enHealth.minutes(String(Math.round(seconds / 60)))
  if (seconds < 172_800) return enHealth.hours(String(Math.round(seconds / 3600)))
  return enHealth.days(String(Math.round(seconds / 86_400)))
}

/** How far the check of the journal is: 41%. */
export function progressText(check: { readonly done: number; readonly of: number }): string {
  const share = check.of === 0 ? 100 : Math.floor((check.done / check.of) * 100)
  return `${Math.min(share, 100)}%`
}

/** The time, with the day where it was another one. */
export function whenText(at: number | null, now: number, format: Format): string {
  if (at === null) return enHealth.never
  const isToday = format.plainToday(at) === format.plainToday(now)
  return isToday ? format.time(at) : enHealth.dayAndTime(format.day(at), format.time(at))
}
