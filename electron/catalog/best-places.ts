import { lowerBound } from './lower-bound'

/** A rank and a place in one number, so that comparing is one step. */
const PLACES = 2 ** 32

/** The best of many places, at most so many: low rank first, then low place. */
export class BestPlaces {
  readonly #most: number
  readonly #keys: number[] = []

  constructor(most: number) {
    this.#most = most
  }

  /** Takes a place if it is among the best so far. Every place is offered once. */
  offer(rank: number, place: number): void {
    const key = rank * PLACES + place
    const worst = this.#keys[this.#keys.length - 1]
    if (this.#keys.length >= this.#most && (worst === undefined || key > worst)) return
    const at = lowerBound(this.#keys.length, (index) => (this.#keys[index] ?? 0) < key)
    this.#keys.splice(at, 0, key)
    if (this.#keys.length > this.#most) this.#keys.pop()
  }

  /** The best, in order. */
  places(): readonly number[] {
    return this.#keys.map((key) => key % PLACES)
  }
}
