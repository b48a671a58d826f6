/*
 * Lists that grow outside the JavaScript heap: a catalog of a million items must not become work for the
 * garbage collector. They grow by a block at a time, so that nothing is ever copied to make room, which would
 * take twice the memory and keep the till waiting.
 */

/** Numbers in the first block of a list: enough for a small shop. */
const FIRST = 2 ** 15

/**
 * Numbers in each block after it. So large a block (32 MB and more) comes from the operating system by itself: what is
 * not written yet is no memory, and when the block goes, its memory goes back at once and whole.
 */
const BLOCK = 2 ** 23

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
    const at = this.#length < FIRST ? this.#length : (this.#length - FIRST) % BLOCK
    if (at === 0) {
      this.#last = this.#make(this.#length === 0 ? FIRST : BLOCK)
      this.#blocks.push(this.#last)
    }
    this.#last[at] = value
    this.#length += 1
  }

  at(index: number): number {
    if (index < FIRST) return this.#blocks[0]?.[index] ?? 0
    const after = index - FIRST
    return this.#blocks[1 + Math.floor(after / BLOCK)]?.[after % BLOCK] ?? 0
  }

  /** The numbers, in no more room than they need. */
  whole(): A {
    const whole = this.#make(this.#length)
    this.#blocks.forEach((block, nth) => {
      const from = nth === 0 ? 0 : FIRST + (nth - 1) * BLOCK
      whole.set(block.subarray(0, this.#length - from), from)
    })
    return whole
  }

  /** Gives all its room back. */
  clear(): void {
    this.#blocks = []
    this.#last = this.#make(0)
    this.#length = 0
  }
}

/** Room for numbers that are needed for a while, all of which goes back at once. */
export class PassingRoom {
  #block = new Uint32Array(0)
  #used = 0

  /** So many zeros. */
  take(length: number): Uint32Array {
    if (this.#used + length > this.#block.length) {
      // A little work is not worth a block of its own.
      if (length <= FIRST && this.#block.length < BLOCK) return new Uint32Array(length)
      this.#block = new Uint32Array(Math.max(length, BLOCK))
      this.#used = 0
    }
    this.#used += length
    return this.#block.subarray(this.#used - length, this.#used)
  }

  /** Gives the room back; what was taken is not used any more. */
  clear(): void {
    this.#block = new Uint32Array(0)
    this.#used = 0
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
