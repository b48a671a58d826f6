/*
 * Numbers and texts as bytes, for the rows of items. A number is written seven bits a byte, the low ones
 * first, the eighth bit set in all but the last. A code of up to 15 digits is one byte with the count of its
 * digits and then its number, low byte first, in as many bytes as so many nines need; any other code, 16 more than the
 * number of its bytes and then these.
 */

const SEVEN = 128

/** Bytes for a number of so many digits. */
const DIGIT_BYTES = [0, 1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5, 6, 6, 7]

/** Most digits a code is kept as a number with. */
const DIGITS_MAX = 15

/** Writes a row, byte by byte, again and again into the same memory. */
export class RowWriter {
  #bytes = Buffer.alloc(16 * 1024)
  #used = 0

  /** Begins the next row. */
  begin(): void {
    this.#used = 0
  }

  /** The row that was written; good until the next one is begun. */
  get row(): Uint8Array {
    return this.#bytes.subarray(0, this.#used)
  }

  number(value: number): void {
    this.#room(10)
    let rest = value
    while (rest >= SEVEN) {
      this.#bytes[this.#used] = (rest % SEVEN) + SEVEN
      this.#used += 1
      rest = Math.floor(rest / SEVEN)
    }
    this.#bytes[this.#used] = rest
    this.#used += 1
  }

  /** @param more  is added to the count of bytes before the text */
  text(text: string, more = 0): void {
    this.number(Buffer.byteLength(text) + more)
    this.#room(text.length * 3)
    this.#used += this.#bytes.write(text, this.#used)
  }

  code(code: string): void {
    if (!/^\d{1,15}$/.test(code)) {
      this.text(code, DIGITS_MAX + 1)
      return
    }
    this.number(code.length)
    this.#room(8)
    let rest = Number(code)
    for (let left = DIGIT_BYTES[code.length] ?? 0; left > 0; left -= 1) {
      this.#bytes[this.#used] = rest % 256
      this.#used += 1
      rest = Math.floor(rest / 256)
    }
  }

  #room(bytes: number): void {
    if (this.#used + bytes <= this.#bytes.length) return
    const larger = Buffer.alloc((this.#used + bytes) * 2)
    this.#bytes.copy(larger, 0, 0, this.#used)
    this.#bytes = larger
  }
}

/** Reads a row in the order in which it was written. */
export class RowReader {
  readonly #bytes: Buffer
  #at: number

  constructor(bytes: Buffer, from: number) {
    this.#bytes = bytes
    this.#at = from
  }

  number(): number {
    let value = 0
    for (let scale = 1; ; scale *= SEVEN) {
      const byte = this.#bytes[this.#at] ?? 0
      this.#at += 1
      if (byte < SEVEN) return value + byte * scale
      value += (byte - SEVEN) * scale
    }
  }

  text(): string {
    return this.#text(this.number())
  }

  skipText(): void {
    const length = this.number()
    this.#at += length
  }

  code(): string {
    const head = this.number()
    if (head > DIGITS_MAX) return this.#text(head - DIGITS_MAX - 1)
    const bytes = DIGIT_BYTES[head] ?? 0
    let value = 0
    for (let at = bytes - 1; at >= 0; at -= 1) {
      value = value * 256 + (this.#bytes[this.#at + at] ?? 0)
    }
    this.#at += bytes
    return String(value).padStart(head, '0')
  }

  skipCode(): void {
    const head = this.number()
    this.#at += head > DIGITS_MAX ? head - DIGITS_MAX - 1 : (DIGIT_BYTES[head] ?? 0)
  }

  #text(length: number): string {
    const from = this.#at
    this.#at += length
    return this.#bytes.toString('utf8', from, this.#at)
  }
}
