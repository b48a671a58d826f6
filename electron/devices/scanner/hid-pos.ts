/**
 * How a HID POS scanner (usage page 8C, usage 02) sends a barcode: in reports of fixed length, each with up
 * to 56 bytes of it, the last one without the bit that says "more follow". Where things stand differs by maker:
 *
 *     offset   Honeywell, Hand Held Products        Newland
 *     0        02, the number of the report         02
 *     1        data bytes in this report            data bytes in this report
 *     2        AIM identifier, 3 bytes              data, the AIM identifier first where it is switched on
 *     5        data                                 …
 *     61       the maker's letter for the symbol
 *     63       bit 0: more reports follow           bit 0: more reports follow
 *
 * The whole table, by vendor and product, is `assets/scanners/`. A barcode has its length in the reports, so
 * any byte may be in it, control characters too. Two-dimensional symbols hold UTF-8, all others Latin-1; a
 * text that is not UTF-8, or whose symbol nobody names, is what its bytes allow.
 *
 * A message about the scanner itself, such as the answer to a menu command, comes the same way: some report of
 * it has `]Z…`, or its maker's letter says so. It is never a scan.
 *
 * Source: Hand Held Products, USB Interfaces; Newland, HID POS; USB-IF, HID Point of Sale Usage Tables 1.02.
 */

import { parseAim, symbologyOf, type Aim, type Symbology } from '../../../shared/barcode/aim'
import type { HidLayout } from './hid-layouts'

/** The longest barcode there is: a QR code of digits alone. */
export const HID_CODE_BYTES_MAX = 7089

/** How long the next report of a barcode may take. */
export const HID_CONTINUE_MS = 500

/** What came out of the reports: a code, a text about the scanner, or something that was thrown away. */
export type HidFrame =
  | ({ readonly kind: 'code' } & Aim)
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'rejected'; readonly reason: HidFlaw; readonly bytes: number }

/** Why reports were thrown away. `unfinished`: no further report came. */
export type HidFlaw = 'too-long' | 'unfinished' | 'malformed-report' | 'unknown-layout'

/** What the decoder is told beside the layout. */
export type HidPosOptions = {
  /** The scanner ends each code with CR, LF or both, which is not part of it. */
  readonly suffix?: boolean
}

const CR = 0x0d
const LF = 0x0a

/** Puts the reports of one scanner together to codes. It holds one code at most, and reads no clock. */
export class HidPosDecoder {
  readonly #layout: HidLayout
  readonly #suffix: boolean
  readonly #held = new Uint8Array(HID_CODE_BYTES_MAX)
  #length = 0
  #reports = 0
  #aim: string | null = null
  #isMessage = false
  /** A code was given up before its end: what still comes of it is no code of its own. */
  #torn = false

  constructor(layout: HidLayout, { suffix = false }: HidPosOptions = {}) {
    this.#layout = layout
    this.#suffix = suffix
  }

  /** Whether a code has begun and not ended: then `giveUp` is due HID_CONTINUE_MS after the last report. */
  get unfinished(): boolean {
    return this.#reports > 0
  }

  /** Takes one report as it arrived, its number first. Null while a code is not whole, or nothing was sent. */
  push(report: Uint8Array): HidFrame | null {
    const { id, bytes, count, dataBytesMax, continues } = this.#layout.report
    if (report[0] !== id) return null
    const dataBytes = report[count] ?? 0
    if (report.length < bytes || dataBytes > dataBytesMax) {
      this.#torn = this.unfinished
      return this.#reject('malformed-report')
    }
    const more = ((report[continues.offset] ?? 0) & (1 << continues.bit)) !== 0
    if (this.#torn) {
      this.#torn = more
      return this.#reject('unfinished')
    }
    if (this.#reports === 0) this.#aim = this.#aimOf(report)
    this.#reports += 1
    this.#isMessage ||= this.#isOfMessage(report)
    this.#hold(report, dataBytes)
    return more ? null : this.#end()
  }

  /** The next report of a code is late: half a code must not become the beginning of the next one. */
  giveUp(): HidFrame | null {
    if (!this.unfinished) return null
    this.#torn = true
    return this.#reject('unfinished')
  }

  /** Nothing more came of a code that was given up: the next report begins a new one. */
  forgetTorn(): void {
    this.#torn = false
  }

  /** What is too long is counted and not kept. */
  #hold(report: Uint8Array, dataBytes: number): void {
    const { data } = this.#layout.report
    if (this.#length + dataBytes <= HID_CODE_BYTES_MAX) {
      this.#held.set(report.subarray(data, data + dataBytes), this.#length)
    }
    this.#length += dataBytes
  }

  #end(): HidFrame | null {
    if (this.#length > HID_CODE_BYTES_MAX) return this.#reject('too-long')
    const bytes = this.#held.subarray(0, this.#lengthWithoutSuffix())
    const [aim, isMessage] = [this.#aim, this.#isMessage]
    this.#forget()
    if (isMessage) return { kind: 'message', text: latin1(bytes) }
    const read = aim === null ? withAimInData(bytes) : withAim(aim, bytes)
    if (read.symbology === 'scanner-message') return { kind: 'message', text: read.code }
    return read.code === '' ? null : { kind: 'code', ...read }
  }

  #lengthWithoutSuffix(): number {
    if (!this.#suffix) return this.#length
    const last = this.#held[this.#length - 1]
    if (last === LF && this.#held[this.#length - 2] === CR) return Math.max(0, this.#length - 2)
    return last === CR || last === LF ? this.#length - 1 : this.#length
  }

  /** The identifier itself, else what the maker's letter stands for. */
  #aimOf(report: Uint8Array): string | null {
    const { aim, symbology } = this.#layout.report
    const sent = aim === null ? null : parseAim(latin1(report.subarray(aim, aim + 3))).identifier
    const letter = symbology === null ? undefined : report[symbology]
    return sent ?? (letter === undefined ? null : (this.#layout.symbologies.get(letter) ?? null))
  }

  #isOfMessage(report: Uint8Array): boolean {
    const { report: places, messageSymbology } = this.#layout
    if (places.symbology !== null && report[places.symbology] === messageSymbology) return true
    if (places.aim === null) return false
    return symbologyOf(latin1(report.subarray(places.aim, places.aim + 3))) === 'scanner-message'
  }

  #reject(reason: HidFlaw): HidFrame {
    const bytes = this.#length
    this.#forget()
    return { kind: 'rejected', reason, bytes }
  }

  #forget(): void {
    this.#length = 0
    this.#reports = 0
    this.#aim = null
    this.#isMessage = false
  }
}

function withAim(identifier: string, bytes: Uint8Array): Aim {
  const symbology = symbologyOf(identifier)
  return { identifier, symbology, code: textOf(bytes, symbology) }
}

function withAimInData(bytes: Uint8Array): Aim {
  const { identifier } = parseAim(latin1(bytes.subarray(0, 3)))
  if (identifier !== null) return withAim(identifier, bytes.subarray(identifier.length))
  return { identifier: null, symbology: null, code: textOf(bytes, null) }
}

/** Two-dimensional symbols, and those whose kind nobody names. */
const MAY_BE_UTF8: readonly (Symbology | null)[] = [
  'qr',
  'gs1-qr',
  'data-matrix',
  'gs1-data-matrix',
  'pdf417',
  'aztec',
  'dotcode',
  'gs1-dotcode',
  'other',
  null,
]

function textOf(bytes: Uint8Array, symbology: Symbology | null): string {
  if (!MAY_BE_UTF8.includes(symbology)) return latin1(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return latin1(bytes)
  }
}

/** Byte by byte: what is called Latin-1 elsewhere is often Windows-1252. */
function latin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}
