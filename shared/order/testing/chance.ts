/** Chance that can be repeated: the same seed gives the same course. */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** A whole number from 0 to one less than the limit. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }

  /** True once in so many times. */
  once(inTimes: number): boolean {
    return this.below(inTimes) === 0
  }

  /** One of several; the given stand-in when there is none. */
  among<T>(choices: readonly T[], none: T): T {
    return choices[this.below(Math.max(1, choices.length))] ?? none
  }
}

/** The seeds to run: the one in SEED, as many as SEEDS says, or so many; always the same ones. */
export function seeds(count: number): readonly number[] {
  const asked = Number(process.env['SEED'] ?? 0)
  const length = Number(process.env['SEEDS'] ?? count)
  return asked > 0 ? [asked] : Array.from({ length }, (_, index) => 7919 * (index + 1))
}
