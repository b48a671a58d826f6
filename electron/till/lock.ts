import { refuse, ok, type Refusal, type Result } from '../../shared/result'
import type { Approvals } from './approvals'

/** Why a terminal stays as it is. */
export type LockRefusal = Refusal<
  'pin-wrong' | 'pin-locked' | 'approval-unavailable' | 'lock-unavailable'
>

/** The parts of the lock. */
export type LockParts = {
  readonly approvals: Approvals
  /** Whether a scanned code is a staff badge of this shop. */
  readonly isBadge: (code: string) => boolean
  /** Whether the shop has badges at all. */
  readonly hasBadges: boolean
  readonly onChange: () => void
}

/**
 * Keeps everybody but staff from the terminal while nobody stands at it. Orders stay as they are; what is
 * owed goes on; no command and no scan changes anything. It ends with a badge or the manager's PIN.
 */
export class TerminalLock {
  readonly #parts: LockParts
  #locked = false

  constructor(parts: LockParts) {
    this.#parts = parts
  }

  get locked(): boolean {
    return this.#locked
  }

  /** Locks; refused where nothing could open it again. */
  lock(): Result<null, LockRefusal> {
    const { approvals, hasBadges } = this.#parts
    if (!approvals.available && !hasBadges) return refuse('lock-unavailable')
    this.#become(true)
    return ok(null)
  }

  /** Opens with the manager's PIN. */
  unlock(pin: string): Result<null, LockRefusal> {
    const checked = this.#parts.approvals.check(pin)
    if (!checked.ok) return checked
    this.#become(false)
    return ok(null)
  }

  /** Opens with a scanned badge; false for any other code. */
  scan(code: string): boolean {
    if (!this.#locked || !this.#parts.isBadge(code)) return false
    this.#become(false)
    return true
  }

  #become(locked: boolean): void {
    if (locked === this.#locked) return
    this.#locked = locked
    this.#parts.onChange()
  }
}
