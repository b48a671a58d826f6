import { timingSafeEqual } from 'node:crypto'
import { ok, refuse, type Refusal, type Result } from '../../shared/result'

/** Wrong PINs in a row before the terminal stops asking. */
const TRIES_MAX = 3

/** How long it then waits. */
const LOCK_MS = 5 * 60_000

/** Answers who approves one act, by the manager's PIN. */
export class Approvals {
  readonly #pin: string | null
  readonly #now: () => number
  #wrong = 0
  #lockedUntil = 0

  /** @param pin  null where the terminal has no manager PIN: nothing can be approved then */
  constructor(pin: string | null, now: () => number) {
    this.#pin = pin
    this.#now = now
  }

  /** Whether this terminal can approve anything at all. */
  get available(): boolean {
    return this.#pin !== null
  }

  /** Checks a PIN typed for one act. Three wrong ones lock it for five minutes. */
  check(
    typed: string | undefined,
  ): Result<string | null, Refusal<'pin-wrong' | 'pin-locked' | 'approval-unavailable'>> {
    if (typed === undefined) return ok(null)
    if (this.#pin === null) return refuse('approval-unavailable')
    if (this.#now() < this.#lockedUntil) return refuse('pin-locked')
    if (same(typed, this.#pin)) {
      this.#wrong = 0
      return ok('Manager')
    }
    this.#wrong += 1
    if (this.#wrong >= TRIES_MAX) {
      this.#wrong = 0
      this.#lockedUntil = this.#now() + LOCK_MS
    }
    return refuse('pin-wrong')
  }
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
