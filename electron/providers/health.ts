/**
 * How a provider is doing, for the status bar. `not-answering`: the last call brought no usable answer;
 * `misconfigured`: it answers, but refuses our key or address; `unused`: nothing was asked yet.
 */
export type ServiceHealth = {
  readonly state: 'ready' | 'not-answering' | 'misconfigured' | 'unused'
  /** Since when it is in this state; milliseconds since 1970. */
  readonly since: number
  /** How long the newest answer took; null before the first one. */
  readonly lastAnswerMs: number | null
  /** What is wrong, as the answer's code; null while ready or unused. */
  readonly code: string | null
}

/** Keeps one provider's health and tells a listener when its state or its code changes. */
export class HealthMeter {
  #current: ServiceHealth
  readonly #now: () => number
  readonly #onChange: (health: ServiceHealth) => void

  /** @param onChange  hears changes of state or code, not every answer */
  constructor(now: () => number, onChange: (health: ServiceHealth) => void = () => {}) {
    this.#now = now
    this.#onChange = onChange
    this.#current = { state: 'unused', since: now(), lastAnswerMs: null, code: null }
  }

  get current(): ServiceHealth {
    return this.#current
  }

  /** The provider answered, yes or no, after this many milliseconds. */
  answered(ms: number): void {
    this.#become('ready', null, ms)
  }

  /** No usable answer came: down, too slow, or talking nonsense. */
  failed(code: string): void {
    this.#become('not-answering', code, this.#current.lastAnswerMs)
  }

  /** It answered, but a manager must put the set-up right first. */
  misconfigured(code: string): void {
    this.#become('misconfigured', code, this.#current.lastAnswerMs)
  }

  #become(state: ServiceHealth['state'], code: string | null, lastAnswerMs: number | null): void {
    const before = this.#current
    const same = before.state === state && before.code === code
    const since = before.state === state ? before.since : this.#now()
    this.#current = { state, since, lastAnswerMs, code }
    if (!same) this.#onChange(this.#current)
  }
}
