import type { Timers } from '../../../electron/till/timers'

type Due = { readonly at: number; readonly order: number; call: (() => void) | null }

/**
 * Time of a simulated shop. Three clocks tell it: the running time of the terminal, which stands still while
 * the computer sleeps; the true time, which the providers go by; and the clock on the wall of the terminal,
 * which somebody may set wrong.
 */
export class SimClock {
  #running = 0
  #slept = 0
  #wrongBy = 0
  #count = 0
  #heap: Due[] = []
  readonly #start: number
  /** Callbacks that wait and were not taken back. */
  waiting = 0

  constructor(start: number) {
    this.#start = start
  }

  /** Milliseconds since 1970 as it really is. */
  get truth(): number {
    return this.#start + this.#running + this.#slept
  }

  /** Milliseconds since 1970 as the terminal believes. */
  get wall(): number {
    return this.truth + this.#wrongBy
  }

  /** Milliseconds of running time. */
  get running(): number {
    return this.#running
  }

  /** Milliseconds since the start of the shop. */
  get passed(): number {
    return this.#running + this.#slept
  }

  /** Somebody sets the terminal's clock. */
  set(wrongBy: number): void {
    this.#wrongBy = wrongBy
  }

  /** How far the terminal's clock is off. */
  get wrongBy(): number {
    return this.#wrongBy
  }

  /** The computer sleeps: the world goes on, its own timers do not. */
  sleep(ms: number): void {
    this.#slept += ms
  }

  /** Calls back after so much running time; answers a function that takes it back. */
  after(waitMs: number, call: () => void): () => void {
    const due: Due = { at: this.#running + Math.max(0, waitMs), order: this.#count, call }
    this.#count += 1
    this.waiting += 1
    this.#push(due)
    return () => {
      if (due.call === null) return
      due.call = null
      this.waiting -= 1
    }
  }

  /** Goes to the next callback and makes it; false when there is none, or none before the end. */
  step(end = Number.POSITIVE_INFINITY): boolean {
    for (;;) {
      const next = this.#heap[0]
      if (next === undefined || next.at > end) return false
      this.#pop()
      if (next.call === null) continue
      this.#running = Math.max(this.#running, next.at)
      const { call } = next
      next.call = null
      this.waiting -= 1
      call()
      return true
    }
  }

  /** The timers of one process: nothing calls back into a process that has ended. */
  timers(isAlive: () => boolean): Timers {
    return {
      now: () => this.wall,
      after: (waitMs, due) =>
        this.after(Math.max(1, waitMs), () => {
          if (isAlive()) due()
        }),
    }
  }

  #push(due: Due): void {
    const heap = this.#heap
    let at = heap.length
    heap.push(due)
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = heap[parent]
      if (above === undefined || !isBefore(due, above)) break
      heap[at] = above
      at = parent
    }
    heap[at] = due
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    let at = 0
    for (;;) {
      const left = heap[2 * at + 1]
      const right = heap[2 * at + 2]
      const child = right !== undefined && left !== undefined && isBefore(right, left) ? 2 : 1
      const below = child === 2 ? right : left
      if (below === undefined || isBefore(last, below)) break
      heap[at] = below
      at = 2 * at + child
    }
    heap[at] = last
  }
}

function isBefore(a: Due, b: Due): boolean {
  return a.at === b.at ? a.order < b.order : a.at < b.at
}
