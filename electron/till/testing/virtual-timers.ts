import type { Timers } from '../timers'

type Due = { readonly at: number; readonly call: () => void }

/** Time that stands still until it is told to pass. */
export class VirtualTimers implements Timers {
  #now: number
  #waiting: Due[] = []

  constructor(now: number) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  after(waitMs: number, due: () => void): () => void {
    const entry = { at: this.#now + Math.max(0, waitMs), call: due }
    this.#waiting.push(entry)
    return () => {
      this.#waiting = this.#waiting.filter((one) => one !== entry)
    }
  }

  /** Lets everything end that needs no time. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 60; turn += 1) await Promise.resolve()
  }

  /** Lets so much time pass, calling back what comes due, in its order. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms
    await this.settle()
    for (;;) {
      const next = this.#next(end)
      if (!next) break
      this.#waiting = this.#waiting.filter((one) => one !== next)
      this.#now = Math.max(this.#now, next.at)
      next.call()
      await this.settle()
    }
    this.#now = end
  }

  /** How many callbacks wait. */
  get waiting(): number {
    return this.#waiting.length
  }

  #next(end: number): Due | undefined {
    return this.#waiting
      .filter((one) => one.at <= end)
      .reduce<Due | undefined>(
        (first, one) => (!first || one.at < first.at ? one : first),
        undefined,
      )
  }
}
