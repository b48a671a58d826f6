import type { Notice } from '../../shared/ipc/support'

/** Failures of the screen are counted over this long. */
const FAILURES_WITHIN_MS = 10 * 60_000

/** Remembers what the cashier must be told of starts and restarts that nobody asked for. */
export class ScreenRestarts {
  readonly #now: () => number
  readonly #changed: () => void
  #notice: Notice | null
  #restarts = 0
  #failures: readonly number[] = []

  /**
   * @param notice   of the start itself; null when it was an ordinary one
   * @param changed  the notice is another one
   */
  constructor(notice: Notice | null, now: () => number, changed: () => void) {
    this.#notice = notice
    this.#now = now
    this.#changed = changed
  }

  /** What the cashier has not read yet. */
  get notice(): Notice | null {
    return this.#notice
  }

  /** How often the screen was started again since the start of the program. */
  get count(): number {
    return this.#restarts
  }

  /** The page died or hung and is loaded again. A notice of the program itself says more and stays. */
  restarted(): void {
    this.#restarts += 1
    if (this.#notice === null || this.#notice.code === 'screen-restarted') {
      this.#notice = { code: 'screen-restarted', at: this.#now() }
    }
    this.#changed()
  }

  /** The page could not draw itself; answers how often that was so lately. */
  failed(): number {
    const now = this.#now()
    this.#failures = [...this.#failures.filter((at) => now - at < FAILURES_WITHIN_MS), now]
    this.restarted()
    return this.#failures.length
  }

  /** The cashier has read it. */
  noted(): void {
    if (this.#notice === null) return
    this.#notice = null
    this.#changed()
  }
}
