/** Time for devices, handed in so that a test can turn it by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs something once after a wait; call the answer to take it back. */
  after(ms: number, run: () => void): () => void
}

/** The real time. A pending wait does not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
