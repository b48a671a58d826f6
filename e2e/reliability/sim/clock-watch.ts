import { ClockWatch } from '../../../electron/till/clock-watch'
import type { Till } from '../../../electron/till/till'
import type { Timers } from '../../../electron/till/timers'

/** Compares the clocks, as the terminal does. */
export type Watch = { look(): void; start(): void; stop(): void }

/** Makes the watch over the clocks of one process. */
export function clockWatch(parts: {
  readonly till: () => Till
  readonly timers: Timers
  readonly steady: () => number
  readonly passed: () => void
}): Watch {
  return new ClockWatch(parts)
}
