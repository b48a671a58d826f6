/** Collects the bytes of one job; grows by doubling. */
export class ByteWriter {
  #buffer = new Uint8Array(2048)
  #length = 0

  byte(value: number): void {
    if (this.#length === this.#buffer.length) this.#grow()
    this.#buffer[this.#length] = value
    this.#length += 1
  }

  bytes(...values: readonly number[]): void {
    for (const value of values) this.byte(value)
  }

  /** Bytes made elsewhere, as they are. */
  append(bytes: Uint8Array): void {
    while (this.#buffer.length - this.#length < bytes.length) this.#grow()
    this.#buffer.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** One byte for each UTF-16 code of a text, from a table; where it holds 0, from `otherwise`. */
  text(text: string, byteOf: Uint8Array, otherwise: (code: number) => number): void {
    while (this.#buffer.length - this.#length < text.length) this.#grow()
    const buffer = this.#buffer
    let at = this.#length
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      buffer[at] = byteOf[code] || otherwise(code)
      at += 1
    }
    this.#length = at
  }

  /** Everything written so far, as its own array. */
  taken(): Uint8Array {
    return this.#buffer.slice(0, this.#length)
  }

  #grow(): void {
    const larger = new Uint8Array(this.#buffer.length * 2)
    larger.set(this.#buffer)
    this.#buffer = larger
  }
}

/** Several pieces of a job as one. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
