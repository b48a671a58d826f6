import type { HeldRow } from '../../shared/order/till-view'
import { enHeld } from './en-trays'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How long ago an order was held, in words. */
export function ageOf(heldAt: number, now: number): string {
  const age = Math.max(0, now - heldAt)
  if (age < HOUR_MS) return enHeld.minutesAgo(Math.floor(age / MINUTE_MS))
  if (age >= DAY_MS) return enHeld.daysAgo(Math.floor(age / DAY_MS))
  return enHeld.hoursAgo(Math.floor(age / HOUR_MS), Math.floor((age % HOUR_MS) / MINUTE_MS))
}

/** The held orders a search finds: by number, note, cashier, last digits of the phone, or a line's name. */
export function findHeld(rows: readonly HeldRow[], text: string): readonly HeldRow[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return rows
  return rows.filter((row) =>
    [
      String(row.number).padStart(4, '0'),
      row.ref,
      row.heldFor,
      row.cashier,
      row.phoneMasked ?? '',
      ...row.lines.map((line) => line.name),
    ].some((part) => part.toLowerCase().includes(wanted)),
  )
}
