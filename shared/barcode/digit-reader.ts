/** Reads a row of digits from left to right; once something is missing, everything after it is empty. */
export class DigitReader {
  readonly #digits: string
  #at = 0
  #failed = false

  constructor(digits: string) {
    this.#digits = digits
    this.#failed = !/^\d*$/.test(digits)
  }

  /** Whether everything asked for was there and right. */
  get isFine(): boolean {
    return !this.#failed
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#digits.length
  }

  /** The next so many digits. */
  take(count: number): string {
    if (this.#failed || this.#at + count > this.#digits.length) return this.#fail()
    this.#at += count
    return this.#digits.slice(this.#at - count, this.#at)
  }

  /** The next digit, which must be one of these. */
  one(allowed: string): string {
    const digit = this.take(1)
    return digit !== '' && allowed.includes(digit) ? digit : this.#fail()
  }

  /**
   * Digits whose length stands before them in one digit.
   * @param allowed  what the length digit may be
   * @param less     how many digits a length digit of 0 means
   */
  sized(allowed: string, less = 0): string {
    const size = this.one(allowed)
    return size === '' ? '' : this.take(Number(size) + less)
  }

  /** Steps over this digit if it is next. */
  skips(digit: string): boolean {
    if (this.#failed || this.#digits[this.#at] !== digit) return false
    this.#at += 1
    return true
  }

  #fail(): '' {
    this.#failed = true
    return ''
  }
}
