/*
 * Lists that grow outside the JavaScript heap: a catalog of a million items must not become work for the
 * garbage collector. They grow by a block at a time, so that nothing is ever copied to make room, which would
 * take twice the memory and keep the till waiting.
 */

/** Numbers in one block. */
const BLOCK = 2 ** 15

/** A list of numbers that grows. */
export class GrowingList<A extends Uint32Array | Float64Array> {
  readonly #make: (length: number) => A
  #blocks: A[] = []
  #last: A
  #length = 0

  /** @param make  an array of so many zeros */
  constructor(make: (length: number) => A) {
    this.#make = make
    this.#last = make(0)
  }

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    const at = this.#length % BLOCK
    if (at === 0) {
      this.#last = this.#make(BLOCK)
      this.#blocks.push(this.#last)
    }
    this.#last[at] = value
    this.#length += 1
  }

  at(index: number): number {
    return this.#blocks[Math.floor(index / BLOCK)]?.[index % BLOCK] ?? 0
  }

  /** Gives all its room back. */
  clear(): void {
    this.#blocks = []
    this.#last = this.#make(0)
    this.#length = 0
  }
}

/** Bytes in one block. A position is the number of a block and the place in it: up to 4 GB in 32 bits. */
const BYTES = 2 ** 20

/** Records of bytes behind one another, none of them over the end of a block. */
export class GrowingBytes {
  #blocks: Buffer[] = []
  #used = BYTES

  /** Takes a record. Answers its position. */
  push(record: Uint8Array): number {
    if (record.length > BYTES) throw new RangeError(`A record of ${record.length} bytes`)
    if (this.#used + record.length > BYTES) {
      this.#blocks.push(Buffer.allocUnsafeSlow(BYTES))
      this.#used = 0
    }
    const last = this.#blocks.length - 1
    const at = this.#used
    this.#blocks[last]?.set(record, at)
    this.#used += record.length
    return last * BYTES + at
  }

  /** The block of a position. */
  block(position: number): Buffer {
    return this.#blocks[Math.floor(position / BYTES)] ?? NOTHING
  }

  /** Gives all its room back. */
  clear(): void {
    this.#blocks = []
    this.#used = BYTES
  }
}

/** The place of a position in its block. */
export function placeIn(position: number): number {
  return position % BYTES
}

const NOTHING = Buffer.alloc(0)
