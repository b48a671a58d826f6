import type { Clock } from '../clock'

/** One conversation with a printer after the other, and a look at it now and then while nobody talks. */
export class Turns {
  readonly #clock: Clock
  readonly #idleMs: number
  readonly #look: () => Promise<unknown>
  #queue: Promise<unknown> = Promise.resolve()
  #stopLooking: () => void = () => undefined
  #closed = false

  /** @param look  the conversation of an idle printer; never rejects */
  constructor(clock: Clock, idleMs: number, look: () => Promise<unknown>) {
    this.#clock = clock
    this.#idleMs = idleMs
    this.#look = look
    this.#lookLater()
  }

  /** Talks when those before have ended. */
  take<T>(talk: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(talk)
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  /** Looks no more. */
  close(): void {
    this.#closed = true
    this.#stopLooking()
  }

  #lookLater(): void {
    this.#stopLooking = this.#clock.after(this.#idleMs, () => {
      void this.take(this.#look).then(() => {
        if (!this.#closed) this.#lookLater()
      })
    })
  }
}
