import type { Timers } from '../timers'

type Due = { readonly at: number; readonly call: () => void }

/**
 * Time that stands still until it is told to pass. Three times in one, as in a computer: the clock on the wall,
 * which anybody may set; the time that has passed; and the time of timers, which stands while the computer
 * sleeps.
 */
export class VirtualTimers implements Timers {
  /** The time of timers. */
  #now = 0
  #slept = 0
  #wall: number
  #waiting: Due[] = []

  constructor(now: number) {
    this.#wall = now
  }

  now(): number {
    return this.#now + this.#wall
  }

  /** Milliseconds that have passed, sleep included; nobody can set it. */
  steady(): number {
    return this.#now + this.#slept
  }

  /** Somebody sets the clock. */
  jump(byMs: number): void {
    this.#wall += byMs
  }

  /** The computer sleeps: time passes, and no timer notices. */
  sleep(ms: number): void {
    this.#slept += ms
    this.#wall += ms
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
