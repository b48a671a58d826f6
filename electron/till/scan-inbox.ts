import type { HeardScan } from './scan-router'

/** Scans that are taken at once at most: what is decided between two commits stays short. */
const TOGETHER_MAX = 64

/**
 * Scans as the devices send them. The first is taken at once. Those that came while the disk kept the till
 * waiting are taken together, with one commit: on a slow disk a burst costs a few commits, not one each.
 */
export class ScanInbox {
  readonly #take: (scans: readonly HeardScan[]) => void
  readonly #soon: (due: () => void) => void
  #behind: HeardScan[] = []
  #isWaiting = false

  /** @param soon  calls back once everything that has arrived by now was handed over */
  constructor(take: (scans: readonly HeardScan[]) => void, soon: (due: () => void) => void) {
    this.#take = take
    this.#soon = soon
  }

  /** Takes one scan, at once or with those that come right behind another. */
  put(scan: HeardScan): void {
    this.#behind.push(scan)
    if (!this.#isWaiting || this.#behind.length >= TOGETHER_MAX) this.flush()
  }

  /** Takes what is here: before anything else is done at the counter, for it came first. */
  flush(): void {
    const scans = this.#behind
    if (scans.length === 0) return
    this.#behind = []
    this.#wait()
    this.#take(scans)
  }

  #wait(): void {
    if (this.#isWaiting) return
    this.#isWaiting = true
    this.#soon(() => {
      this.#isWaiting = false
      this.flush()
    })
  }
}
