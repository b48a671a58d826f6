/** Time that passes, behind a port: real in the till, virtual in simulations. */
export interface Timers {
  now(): number
  /** Calls back once; answers a function that takes it back. */
  after(waitMs: number, due: () => void): () => void
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
