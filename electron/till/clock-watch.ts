import { CLOCK_JUMP_MS } from '../../shared/order/decide-time'
import type { Till } from './till'
import type { Timers } from './timers'

/** How often the clocks are compared while nothing happens. */
export const LOOK_EVERY_MS = 10_000

/** Jumps told in one look. */
const LOOKS_MAX = 3

/**
 * Compares the computer's clock with the time that has passed. A clock that was set is told to the till before
 * it decides anything by it; a computer that slept has slept, its time has passed.
 */
export class ClockWatch {
  readonly #till: () => Till
  readonly #timers: Timers
  readonly #steady: () => number
  readonly #passed: () => void
  #last: { readonly wall: number; readonly steady: number } | null = null
  #cancel: () => void = () => undefined
  #telling = false
  #lastJump: { readonly at: number; readonly ms: number } | null = null

  /**
   * @param parts.steady  milliseconds that only ever grow, sleep included
   * @param parts.passed  hears when time went by without timers, as while the computer slept
   */
  constructor(parts: {
    readonly till: () => Till
    readonly timers: Timers
    readonly steady: () => number
    readonly passed: () => void
  }) {
    this.#till = parts.till
    this.#timers = parts.timers
    this.#steady = parts.steady
    this.#passed = parts.passed
  }

  /** Looks now and from now on. */
  start(): void {
    this.#cancel()
    this.look()
    this.#cancel = this.#timers.after(LOOK_EVERY_MS, () => {
      this.#passed()
      this.start()
    })
  }

  /** Compares the clocks; a jump that cannot be written down yet is told at the next look. */
  look(): void {
    if (this.#telling) return
    this.#telling = true
    // Writing takes time as well: the clock may have been set back meanwhile.
    for (let times = 0; times < LOOKS_MAX && this.#tell(); times += 1);
    this.#telling = false
  }

  /** The newest jump since the start: when it was, by the clock as set, and how far it went. */
  get lastJump(): { readonly at: number; readonly ms: number } | null {
    return this.#lastJump
  }

  /** Whether a jump was told. */
  #tell(): boolean {
    const now = { wall: this.#timers.now(), steady: this.#steady() }
    const last = (this.#last ??= now)
    const byMs = Math.round(now.wall - last.wall - (now.steady - last.steady))
    if (Math.abs(byMs) <= CLOCK_JUMP_MS) return false
    if (!this.#till().run({ type: 'ClockJumped', byMs }).ok) return false
    this.#last = now
    this.#lastJump = { at: now.wall, ms: byMs }
    return true
  }

  /** Looks no more. */
  stop(): void {
    this.#cancel()
  }
}
