import type { Clock } from '../clock'

/** Waits for something the printer says, each with its end. */
export class Waits {
  readonly #clock: Clock
  readonly #looks = new Set<() => void>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Something was heard: every wait looks again. */
  look(): void {
    for (const look of [...this.#looks]) look()
  }

  /** True as soon as the test holds, false when the time has passed. */
  until(test: () => boolean, ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (result: boolean): void => {
        this.#looks.delete(look)
        cancel()
        resolve(result)
      }
      const look = (): void => {
        if (test()) end(true)
      }
      const cancel = this.#clock.after(Math.max(0, ms), () => end(test()))
      this.#looks.add(look)
      look()
    })
  }
}
