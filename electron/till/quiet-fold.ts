import type { Journal } from '../journal/port'
import type { Timers } from './timers'

/** So long nothing was written: nobody stands at the counter with a scanner in hand. */
export const QUIET_MS = 1_500

/**
 * Folds the journal's log back after an order has closed, once the counter is quiet: on a slow disk it takes
 * as long as four commits, and the next customer's first scan would wait for it. Where it is never quiet,
 * SQLite folds by itself when the log has a thousand pages.
 */
export class QuietFold {
  readonly #journal: Pick<Journal, 'checkpoint'>
  readonly #timers: Timers
  #isDue = false
  #cancel: () => void = () => undefined

  constructor(journal: Pick<Journal, 'checkpoint'>, timers: Timers) {
    this.#journal = journal
    this.#timers = timers
  }

  /** An order was closed. */
  orderClosed(): void {
    this.#isDue = true
    this.written()
  }

  /** Something was written: it is not quiet. */
  written(): void {
    if (!this.#isDue) return
    this.#cancel()
    this.#cancel = this.#timers.after(QUIET_MS, () => {
      this.#isDue = false
      this.#journal.checkpoint()
    })
  }

  /** Folds no more: the journal is about to be closed. */
  stop(): void {
    this.#cancel()
    this.#isDue = false
  }
}
