/**
 * How a serial scanner marks where one code ends and the next begins.
 *
 *     line     [AIM identifier] code  CR | LF | CR LF | ETX
 *     stx-etx  STX [AIM identifier] code ETX
 *
 * `line` also reads STX … ETX. `stx-etx` reads nothing else: what stands outside, apart from line ends, is
 * rejected, so that a code holding a CR is never taken for two.
 *
 * A code is UTF-8 text. The only control character in it is GS (1D), which separates the fields of GS1
 * codes; any other one, and bytes that are not UTF-8, spoil the frame. Empty frames are nothing, so that
 * CR LF ends one frame. Two codes are told apart by an end character alone, never by content.
 *
 * A frame longer than 512 bytes is thrown away up to the next end character, and so is one that took more
 * than five seconds. A frame that stays silent for 100 ms without an end is taken if it is a whole article
 * number with the right check digit, else thrown away: half a code must not become the beginning of the next
 * one. Eight and twelve digits can be the beginning of thirteen, so a scanner that is known to send ends must
 * send one behind them.
 */

import { parseAim, type Aim } from '../../../shared/barcode/aim'
import { hasValidCheckDigit } from '../../../shared/barcode/gtin'

/** Longest frame, in bytes, without its end character. */
export const SCAN_BYTES_MAX = 512

/** Silence after which an unfinished frame is taken or given up. */
export const SCAN_GAP_MS = 100

/** Longest time from the first to the last byte of one frame. */
export const SCAN_MS_MAX = 5000

/** How a scanner is set to mark its codes. */
export type Framing = 'line' | 'stx-etx'

/** What came out of the byte stream: a code, or a frame that was thrown away. */
export type Frame =
  | ({ readonly kind: 'code' } & Aim)
  | { readonly kind: 'rejected'; readonly reason: FrameFlaw; readonly bytes: number }

/** Why a frame was thrown away. `unframed`: it stood outside STX … ETX. */
export type FrameFlaw = 'too-long' | 'control-character' | 'not-utf-8' | 'unfinished' | 'unframed'

const STX = 0x02
const ETX = 0x03
const LF = 0x0a
const CR = 0x0d
const GS = 0x1d

/** Cuts a scanner's bytes into codes. It holds at most one frame, and reads no clock of its own. */
export class Framer {
  readonly #held = new Uint8Array(SCAN_BYTES_MAX)
  readonly #framing: Framing
  #length = 0
  #framed = false
  #flaw: FrameFlaw | null = null
  #beganAt = 0
  #sendsEnds = false
  #tells: 'unknown' | 'always' | 'not-always' = 'unknown'
  #torn = false

  constructor(framing: Framing = 'line') {
    this.#framing = framing
  }

  /** Whether a frame has begun and not ended: then `silence` is due SCAN_GAP_MS after the last byte. */
  get unfinished(): boolean {
    return this.#length > 0 || this.#framed
  }

  /**
   * Takes bytes as they arrive.
   * @param now  milliseconds of any steady clock
   */
  push(bytes: Uint8Array, now: number): readonly Frame[] {
    const frames: Frame[] = []
    for (const byte of bytes) {
      const frame = this.#take(byte, now)
      if (frame !== null) frames.push(frame)
    }
    return frames
  }

  /** Nothing has come for SCAN_GAP_MS: what was begun is whole by itself, or half a code. */
  silence(): readonly Frame[] {
    if (!this.unfinished) return []
    const text = this.#flaw === null && !this.#framed ? this.#text() : null
    const isWhole = text !== null && isArticleNumber(parseAim(text), this.#sendsEnds)
    const frame = this.#end(isWhole ? null : 'unfinished')
    this.#torn = !isWhole
    return frame === null ? [] : [frame]
  }

  #take(byte: number, now: number): Frame | null {
    if (byte === STX) {
      const torn = this.#length > 0 ? this.#end('unfinished') : null
      this.#framed = true
      this.#beganAt = now
      return torn
    }
    if (byte === ETX || (!this.#framed && (byte === CR || byte === LF))) {
      this.#sendsEnds = true
      return this.#end(now - this.#beganAt > SCAN_MS_MAX ? 'unfinished' : null)
    }
    if (this.#length === 0 && !this.#framed) this.#beganAt = now
    if (this.#framing === 'stx-etx' && !this.#framed) this.#flaw ??= 'unframed'
    if (isControl(byte)) this.#flaw ??= 'control-character'
    if (this.#length < SCAN_BYTES_MAX) this.#held[this.#length] = byte
    else this.#flaw = 'too-long'
    this.#length += 1
    return null
  }

  /** Ends the frame and starts afresh; null when there was nothing in it. */
  #end(flaw: FrameFlaw | null): Frame | null {
    const spoilt = this.#flaw ?? flaw
    const text = spoilt === null && this.#length > 0 ? this.#text() : null
    const bytes = this.#length
    const reason = spoilt ?? (text === null ? 'not-utf-8' : null)
    this.#length = 0
    this.#framed = false
    this.#flaw = null
    if (bytes === 0) return null
    if (reason !== null) return { kind: 'rejected', reason, bytes }
    const aim = parseAim(text ?? '')
    if (aim.code === '') return null
    return this.#isRest(aim) ? { kind: 'rejected', reason: 'unfinished', bytes } : codeOf(aim)
  }

  /** Of a scanner that always says what it read, text that says nothing is the rest of a torn code. */
  #isRest({ identifier }: Aim): boolean {
    const isRest = this.#torn && this.#tells === 'always' && identifier === null
    this.#torn = false
    if (isRest) return true
    if (identifier === null) this.#tells = 'not-always'
    else if (this.#tells === 'unknown') this.#tells = 'always'
    return false
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

function codeOf(aim: Aim): Frame {
  return { kind: 'code', ...aim }
}

function isArticleNumber({ symbology, code }: Aim, sendsEnds: boolean): boolean {
  if (!hasValidCheckDigit(code)) return false
  return code.length > 12 || symbology === 'ean-8' || !sendsEnds
}

function isControl(byte: number): boolean {
  return (byte < 0x20 && byte !== GS) || byte === 0x7f
}
