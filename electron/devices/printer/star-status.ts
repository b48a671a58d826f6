/**
 * The status a Star printer sends, by itself or when asked: seven to fifteen bytes.
 *
 *   byte 0   bits 7 and 4 clear, bit 0 set; bits 5 3 2 1 read as a number are the length ("23" is 9)
 *   byte 2   bit 1 ETB executed, 2 drawer switch closed, 3 offline, 5 cover open
 *   byte 3   bit 2 mechanical error, 3 cutter, 5 unrecoverable, 6 head hot
 *   byte 4   bit 6 the receive buffer ran over
 *   byte 5   bit 2 paper near its end, 3 paper out
 *   byte 7   bits 6 5 3 2 1 read as a number: how many ETB were reached in printing, 0 to 31 and around again
 *
 * Bits 7 and 4 are clear in every byte; a byte that has one is not part of a status, and the reader begins
 * again behind the byte it took for a head. With the cover open the paper sensor may lie, so the cover is
 * named first.
 * Source: Star Line command specification, automatic status; hardware.md 3.4.
 */
import type { PrinterStatus, PrinterTrouble } from './port'

/** One status of a Star printer. */
export type StarStatus = {
  readonly status: PrinterStatus
  /** ETBs reached in printing, 0 to 31; null in a status too short to say. */
  readonly etbCount: number | null
  /** True when an ETB has been reached since the status before. */
  readonly etbReached: boolean
  /** Bytes were lost on the way: the job is not whole. */
  readonly overrun: boolean
}

/** Paper is in byte 5; a shorter status is noise. */
const LENGTH_MIN = 6

/** Reads a stream of bytes; keeps what is not whole yet. */
export class StarStatusReader {
  #pending: number[] = []

  /** The statuses that became whole with these bytes. */
  push(bytes: Uint8Array): readonly StarStatus[] {
    const found: StarStatus[] = []
    for (const byte of bytes) {
      this.#pending.push(byte)
      const status = this.#take()
      if (status) found.push(status)
    }
    return found
  }

  /** Forgets a half status, after the connection was lost. */
  reset(): void {
    this.#pending = []
  }

  #take(): StarStatus | null {
    while (this.#pending.length > 0) {
      const [head = 0, ...rest] = this.#pending
      const length = starStatusLength(head)
      if (length !== null && rest.every(isPart)) {
        if (this.#pending.length < length) return null
        const status = decodeStarStatus(Uint8Array.from(this.#pending))
        this.#pending = []
        return status
      }
      this.#pending.shift()
    }
    return null
  }
}

/** How long the status is that begins with this byte; null when none begins so. */
export function starStatusLength(head: number): number | null {
  if ((head & 0x91) !== 0x01) return null
  const length = ((head >> 1) & 0x07) | ((head >> 2) & 0x08)
  return length < LENGTH_MIN ? null : length
}

/** Bits of a whole status in words. */
export function decodeStarStatus(bytes: Uint8Array): StarStatus {
  const [, , printer = 0, error = 0, buffer = 0, paper = 0, , counter] = bytes
  const paperOut = has(paper, 0x08)
  return {
    status: {
      condition: conditionOf(printer, error, paperOut),
      paperLow: paperOut || has(paper, 0x04),
      drawerLevel: has(printer, 0x04) ? 'high' : 'low',
    },
    etbCount: counter === undefined ? null : ((counter >> 1) & 0x07) | ((counter >> 2) & 0x18),
    etbReached: has(printer, 0x02),
    overrun: has(buffer, 0x40),
  }
}

function conditionOf(printer: number, error: number, paperOut: boolean): PrinterTrouble | 'ready' {
  if (has(printer, 0x20)) return 'cover-open'
  if (paperOut) return 'paper-out'
  if (has(error, 0x08)) return 'cutter-stuck'
  if (has(error, 0x40)) return 'too-hot'
  if (has(error, 0x24)) return 'printer-error'
  return has(printer, 0x08) ? 'offline' : 'ready'
}

function isPart(byte: number): boolean {
  return (byte & 0x90) === 0
}

function has(byte: number, mask: number): boolean {
  return (byte & mask) !== 0
}
