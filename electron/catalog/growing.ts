/**
 * A list of numbers that grows, kept outside the JavaScript heap: a catalog of a million items must not
 * become work for the garbage collector.
 */
export class GrowingList<A extends Uint32Array | Float64Array> {
  readonly #make: (length: number) => A
  #numbers: A
  #length = 0

  /** @param make  an array of so many zeros */
  constructor(make: (length: number) => A) {
    this.#make = make
    this.#numbers = make(1024)
  }

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    if (this.#length === this.#numbers.length) this.#grow(this.#length * 2)
    this.#numbers[this.#length] = value
    this.#length += 1
  }

  at(index: number): number {
    return this.#numbers[index] ?? 0
  }

  /** Gives unused room back; call it when the last number is in. */
  trim(): A {
    if (this.#length < this.#numbers.length) this.#grow(this.#length)
    return this.#numbers
  }

  #grow(length: number): void {
    const larger = this.#make(length)
    larger.set(this.#numbers.subarray(0, Math.min(length, this.#length)))
    this.#numbers = larger
  }
}
