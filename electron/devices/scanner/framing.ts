/**
 * How a serial scanner marks where one code ends and the next begins.
 *
 *     [AIM identifier] code  CR | LF | CR LF | ETX
 *     STX [AIM identifier] code ETX
 *
 * A code is UTF-8 text. The only control character in it is GS (1D), which separates the fields of GS1
 * codes; any other one, and bytes that are not UTF-8, spoil the frame. Empty frames are nothing, so that
 * CR LF ends one frame. Two codes are told apart by an end character alone, never by content.
 *
 * A frame longer than 512 bytes is thrown away up to the next end character. One that stays silent for
 * 250 ms without an end is thrown away too: half a code must not become the beginning of the next one.
 * Only a scanner that has never sent an end character gets a complete GTIN accepted by silence.
 */

import { parseAim, type Aim } from '../../../shared/barcode/aim'
import { hasValidCheckDigit } from '../../../shared/barcode/gtin'

/** Longest frame, in bytes, without its end character. */
export const SCAN_BYTES_MAX = 512

/** Silence after which an unfinished frame is given up. */
export const SCAN_GAP_MS = 250

/** What came out of the byte stream: a code, or a frame that was thrown away. */
export type Frame =
  | ({ readonly kind: 'code' } & Aim)
  | { readonly kind: 'rejected'; readonly reason: FrameFlaw; readonly bytes: number }

/** Why a frame was thrown away. */
export type FrameFlaw = 'too-long' | 'control-character' | 'not-utf-8' | 'unfinished'

const STX = 0x02
const ETX = 0x03
const LF = 0x0a
const CR = 0x0d
const GS = 0x1d

/** Cuts a scanner's bytes into codes. It holds at most one frame, and reads no clock of its own. */
export class Framer {
  readonly #held = new Uint8Array(SCAN_BYTES_MAX)
  #length = 0
  #framed = false
  #flaw: FrameFlaw | null = null
  #sendsEnds = false
  #lastAt = 0

  /** Whether a frame has begun and not ended: then `flush` is due after SCAN_GAP_MS. */
  get unfinished(): boolean {
    return this.#length > 0 || this.#framed
  }

  /**
   * Takes bytes as they arrive.
   * @param now  milliseconds of any steady clock
   */
  push(bytes: Uint8Array, now: number): readonly Frame[] {
    const frames = [...this.flush(now)]
    this.#lastAt = now
    for (const byte of bytes) {
      const frame = this.#take(byte)
      if (frame !== null) frames.push(frame)
    }
    return frames
  }

  /** Gives up a frame that has been silent for SCAN_GAP_MS; before that it does nothing. */
  flush(now: number): readonly Frame[] {
    if (!this.unfinished || now - this.#lastAt < SCAN_GAP_MS) return []
    const frame = this.#silenced()
    return frame === null ? [] : [frame]
  }

  #take(byte: number): Frame | null {
    if (byte === STX) {
      const torn = this.#length > 0 ? this.#end('unfinished') : null
      this.#framed = true
      return torn
    }
    if (byte === ETX || (!this.#framed && (byte === CR || byte === LF))) {
      this.#sendsEnds = true
      return this.#end(null)
    }
    if (isControl(byte)) this.#flaw ??= 'control-character'
    if (this.#length < SCAN_BYTES_MAX) this.#held[this.#length] = byte
    else this.#flaw = 'too-long'
    this.#length += 1
    return null
  }

  #silenced(): Frame | null {
    const text = this.#flaw === null && !this.#framed && !this.#sendsEnds ? this.#text() : null
    if (text !== null && hasValidCheckDigit(parseAim(text).code)) return this.#end(null)
    return this.#end('unfinished')
  }

  /** Ends the frame and starts afresh; null when there was nothing in it. */
  #end(flaw: FrameFlaw | null): Frame | null {
    const text = this.#text()
    const bytes = this.#length
    const reason = this.#flaw ?? flaw ?? (text === null ? 'not-utf-8' : null)
    this.#length = 0
    this.#framed = false
    this.#flaw = null
    if (bytes === 0) return null
    if (reason !== null) return { kind: 'rejected', reason, bytes }
    const aim = parseAim(text ?? '')
    return aim.code === '' ? null : { kind: 'code', ...aim }
  }

  /** Null when the held bytes are not UTF-8, or hold one of its own control characters (U+0080–9F). */
  #text(): string | null {
    try {
      const held = this.#held.subarray(0, Math.min(this.#length, SCAN_BYTES_MAX))
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(held)
      return /[\u0080-\u009f]/.test(text) ? null : text
    } catch {
      return null
    }
  }
}

function isControl(byte: number): boolean {
  return (byte < 0x20 && byte !== GS) || byte === 0x7f
}
