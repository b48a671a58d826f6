import type { Clock } from '../clock'

/** An end of waiting that a clock set forward or back does not move: it is a timer, not a time of day. */
export class Deadline {
  #isOver = false
  readonly #cancel: () => void

  /** Begins now and is over after so many milliseconds. */
  constructor(clock: Clock, ms: number) {
    this.#cancel = clock.after(ms, () => {
      this.#isOver = true
    })
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** Nobody waits for it any more. */
  cancel(): void {
    this.#cancel()
  }
}
