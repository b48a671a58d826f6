import { uptime } from 'node:os'

/** Time that passes, behind a port: real in the till, virtual in simulations. */
export interface Timers {
  now(): number
  /** Calls back once; answers a function that takes it back. */
  after(waitMs: number, due: () => void): () => void
}

/**
 * Milliseconds since the computer was started, the time it slept included. Setting the clock does not change it.
 */
export function steadyTime(): number {
  return uptime() * 1_000
}

/** The computer's own clock. */
export const REAL_TIMERS: Timers = {
  now: () => Date.now(),
  after: (waitMs, due) => {
    const timer = setTimeout(due, Math.min(waitMs, 2 ** 31 - 1))
    return () => {
      clearTimeout(timer)
    }
  },
}
