/**
 * What an ESC/POS printer says, told apart in one stream of bytes. The bits of the first byte decide:
 *
 *   11, 13              XON, XOFF: left over from flow control, dropped
 *   (b & 93) = 12       answer to DLE EOT, one byte
 *   (b & 93) = 10       automatic status, four bytes; the next three have bits 7 and 4 clear
 *   35 37 3B 3D 5F      a block, up to and including the next 00
 *   00 03 0C 0F         answer to GS r 1: the paper sensors
 *   anything else       noise: told as such, because whoever counts answers cannot trust them then
 *
 * Sources: Epson DLE EOT, GS a, GS r, GS ( H; tried in `answers.test.ts` with answers in any order,
 * whole and in pieces.
 */

/** What DLE EOT 1 to 4 and automatic status both have. */
export type FourBytes = readonly [number, number, number, number]

/** One answer of the printer. */
export type PrinterAnswer =
  | { readonly type: 'real-time'; readonly byte: number }
  | { readonly type: 'status'; readonly bytes: FourBytes }
  | { readonly type: 'paper'; readonly byte: number }
  | { readonly type: 'process-id'; readonly id: string }
  | { readonly type: 'block'; readonly bytes: readonly number[] }
  | { readonly type: 'noise' }

/** A block longer than this is noise that looked like one. */
const BLOCK_BYTES_MAX = 80

/** Takes bytes as they come and gives whole answers. */
export class AnswerReader {
  #pending: number[] = []

  push(bytes: Uint8Array): readonly PrinterAnswer[] {
    const answers: PrinterAnswer[] = []
    for (const byte of bytes) this.#take(byte, answers)
    return answers
  }

  #take(byte: number, answers: PrinterAnswer[]): void {
    const [first] = this.#pending
    if (first === undefined) return this.#begin(byte, answers)
    if (isStatusHead(first)) {
      if ((byte & 0x90) !== 0) {
        // Not the rest of a status: the byte before was noise, this one begins anew.
        this.#pending = []
        answers.push(NOISE)
        return this.#begin(byte, answers)
      }
      this.#pending.push(byte)
      const [a, b, c, d] = this.#pending
      if (a === undefined || b === undefined || c === undefined || d === undefined) return
      answers.push({ type: 'status', bytes: [a, b, c, d] })
      this.#pending = []
      return
    }
    this.#pending.push(byte)
    if (byte === 0) {
      answers.push(blockAnswer(this.#pending))
      this.#pending = []
    } else if (this.#pending.length > BLOCK_BYTES_MAX) {
      this.#pending = []
      answers.push(NOISE)
    }
  }

  #begin(byte: number, answers: PrinterAnswer[]): void {
    if (byte === 0x11 || byte === 0x13) return
    if ((byte & 0x93) === 0x12) answers.push({ type: 'real-time', byte })
    else if (isStatusHead(byte) || BLOCK_HEADS.has(byte)) this.#pending.push(byte)
    else if (PAPER_ANSWERS.has(byte)) answers.push({ type: 'paper', byte })
    else answers.push(NOISE)
  }
}

const NOISE: PrinterAnswer = { type: 'noise' }

/** Reads bytes that are all there. */
export function readAnswers(bytes: Uint8Array): readonly PrinterAnswer[] {
  return new AnswerReader().push(bytes)
}

/** The last four real-time answers, in the order of their questions; null while some are missing. */
export function realTimeOf(received: Uint8Array): FourBytes | null {
  const bytes = readAnswers(received).flatMap((a) => (a.type === 'real-time' ? [a.byte] : []))
  const [a, b, c, d] = bytes.slice(-4)
  return a === undefined || b === undefined || c === undefined || d === undefined
    ? null
    : [a, b, c, d]
}

const BLOCK_HEADS: ReadonlySet<number> = new Set([0x35, 0x37, 0x3b, 0x3d, 0x5f])
const PAPER_ANSWERS: ReadonlySet<number> = new Set([0x00, 0x03, 0x0c, 0x0f])

function isStatusHead(byte: number): boolean {
  return (byte & 0x93) === 0x10
}

/** 5F text 00: what a printer says about itself. */
export function infoOf(bytes: readonly number[]): string | null {
  if (bytes[0] !== 0x5f) return null
  const text = bytes.slice(1, -1).filter((byte) => byte >= 0x20 && byte <= 0x7e)
  return String.fromCharCode(...text).trim()
}

/** 37 22 d1 d2 d3 d4 00 carries a process id; other blocks are kept as they are. */
function blockAnswer(bytes: readonly number[]): PrinterAnswer {
  if (bytes.length === 7 && bytes[0] === 0x37 && bytes[1] === 0x22) {
    return { type: 'process-id', id: String.fromCharCode(...bytes.slice(2, 6)) }
  }
  return { type: 'block', bytes }
}
