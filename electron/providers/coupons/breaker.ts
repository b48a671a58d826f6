/** Failures in a row that open the breaker. */
export const BREAKER_FAILURES = 5

/** How long nothing is sent once it is open. */
export const BREAKER_REST_MS = 60_000

/**
 * Spares the queue the wait for a service that is down: after some failures in a row nothing is sent for a
 * while, then one call goes through as a probe and decides.
 */
export class Breaker {
  #failures = 0
  #openUntil: number | null = null
  #probing = false
  readonly #now: () => number
  readonly #restMs: number

  constructor(now: () => number, restMs: number = BREAKER_REST_MS) {
    this.#now = now
    this.#restMs = restMs
  }

  /** Whether a call may leave now. A yes must be followed by `succeeded` or `failed`. */
  enter(): boolean {
    if (this.#openUntil === null) return true
    if (this.#probing || this.#now() < this.#openUntil) return false
    this.#probing = true
    return true
  }

  /** The service answered, whatever it said. */
  succeeded(): void {
    this.#failures = 0
    this.#openUntil = null
    this.#probing = false
  }

  /** No answer, or none that makes sense. */
  failed(): void {
    this.#failures += 1
    this.#probing = false
    if (this.#failures >= BREAKER_FAILURES) this.#openUntil = this.#now() + this.#restMs
  }
}
