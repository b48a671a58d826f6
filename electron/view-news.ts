import type { Timers } from './till/timers'
import { changeOf } from '../shared/ipc/change'
import type { ViewChange } from '../shared/ipc/contract'
import type { TillView } from '../shared/order/till-view'

/** No screen shows more than one view in this time. */
export const FRAME_MS = 16

/**
 * Tells the window of each newest view, as what has changed since the one told before: a scan onto an order
 * of 500 lines is one line of news. The first change is told at once; while more come faster than a screen
 * can show them, one is told each frame.
 */
export class ViewNews {
  readonly #push: (news: ViewChange) => void
  readonly #timers: Timers
  #told: TillView | null = null
  #newest: TillView | null = null
  #isWaiting = false

  constructor(push: (news: ViewChange) => void, timers: Timers) {
    this.#push = push
    this.#timers = timers
  }

  /** Takes the newest view. */
  tell(view: TillView): void {
    this.#newest = view
    if (this.#isWaiting) return
    this.flush()
    this.#wait()
  }

  /** Tells what has not been told yet. */
  flush(): void {
    const view = this.#newest
    if (view === null || view === this.#told) return
    const from = this.#told?.revision ?? null
    const change = changeOf(this.#told, view)
    this.#told = view
    if (change !== null) this.#push({ revision: view.revision, from, change })
  }

  #wait(): void {
    this.#isWaiting = true
    this.#timers.after(FRAME_MS, () => {
      this.#isWaiting = false
      if (this.#newest === this.#told) return
      this.flush()
      this.#wait()
    })
  }
}
