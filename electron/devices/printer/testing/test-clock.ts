import type { Clock } from '../../clock'

/** Time for tests: stands still until something is awaited, then jumps to the next thing planned. */
export class TestClock implements Clock {
  #now = 1_742_517_780_000
  #plans: { readonly at: number; readonly run: () => void }[] = []

  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): () => void {
    const plan = { at: this.#now + ms, run }
    this.#plans.push(plan)
    return () => {
      this.#plans = this.#plans.filter((other) => other !== plan)
    }
  }

  /** Lets time pass until the promise has ended. */
  async until<T>(promise: Promise<T>): Promise<T> {
    const state = { ended: false }
    const end = (): void => void (state.ended = true)
    promise.then(end, end)
    for (;;) {
      // More than enough turns for everything that can go on without time passing.
      for (let i = 0; i < 50; i++) await Promise.resolve()
      if (state.ended) return promise
      this.#jump()
    }
  }

  #jump(): void {
    const [next] = [...this.#plans].sort((a, b) => a.at - b.at)
    if (!next) throw new Error('Waits for ever: nothing is planned')
    this.#plans = this.#plans.filter((plan) => plan !== next)
    this.#now = Math.max(this.#now, next.at)
    next.run()
  }
}
