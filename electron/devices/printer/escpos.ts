/**
 * ESC/POS, the printing side. A job is text with commands between; a command starts with ESC (1B),
 * GS (1D) or FS (1C). Every command that can leave this program is made by a function below, and text
 * from outside only ever becomes bytes 20–7E and 80–FF (the codes of a QR or barcode: 20–7E).
 *
 *   1B 40              ESC @    start fresh: style, line buffer
 *   1C 2E              FS .     leave two-byte characters
 *   1B 4D n            ESC M    font 0 A, 1 B
 *   1D 57 nL nH        GS W     width of the printed area, for paper narrower than the printer
 *   1B 74 n            ESC t    code page n
 *   1B 45 n            ESC E    bold 1, not 0
 *   1D 21 n            GS !     size, width − 1 high, height − 1 low: 00 normal, 11 double
 *   1B 61 n            ESC a    0 left, 1 middle; only for codes, text is aligned by spaces
 *   0A                 LF       print the line
 *   1B 64 n            ESC d    feed n lines
 *   1B 4A n            ESC J    feed n dots, under a code
 *   1D 56 42 n         GS V     feed to the cutter, partial cut
 *   1B 70 m t1 t2      ESC p    drawer pulse
 *   1D 28 6B …         GS ( k   QR code
 *   1D 6B m n …        GS k     m 49 Code 128, 43 EAN-13
 *   1D 76 30 …         GS v 0   picture: logo, QR code, a line in letters the printer lacks
 *   1D 28 4C …         GS ( L   logo from the printer's own memory
 *   1D 28 48 …         GS ( H   process id, answered when printed
 *   1D 72 31           GS r     paper sensor, answered in order
 *   1D 61 n            GS a     report every change of status by itself
 *
 * Source: Epson ESC/POS command reference; Citizen and Bixolon manuals for the numbers they share.
 */
import { assert, unreachable } from '../../../shared/assert'
import type { ReceiptDocument, TextSize } from '../../../shared/receipt/document'
import { layoutReceipt, type ReceiptLine } from '../../../shared/receipt/layout'
import { ByteWriter } from './byte-writer'
import { byteFor, canWrite, pageFor, type CodePage } from './characters'
import { encodeBarcode, encodeLogo, encodeQr } from './escpos-codes'
import { canDraw, CHARACTER_DOTS, lineImage } from './line-image'
import type { PrinterModel } from './model'
import { BAND_BYTES_MAX, encodeRaster } from './raster'

const LF = 0x0a
const FS = 0x1c
const ESC = 0x1b
const GS = 0x1d

/** White dots above and below the letters of a line. */
const LINE_GAP_DOTS = { above: 2, below: 4 }

/** Lines between two checkpoints. */
const CHECK_LINES = 4

/** What goes around the text. */
export type EncodeOptions = {
  /** Puts the drawer pulse before the text. The till sends it as a job of its own instead. */
  readonly drawer?: boolean
  /** Feeds and cuts at the end unless the document does so itself. Default true. */
  readonly cut?: boolean
}

/**
 * The bytes of a receipt, the same for the same document and model, so that their hash can be kept.
 * It is laid out for the printer's own columns. The mark that asks for a confirmation is not part of it,
 * but every few lines there is a paper request as a checkpoint: a printer that lost the middle of a job,
 * because its power failed or its buffer ran over, answers the mark behind it all the same.
 */
export function encodeReceipt(
  document: ReceiptDocument,
  model: PrinterModel,
  options: EncodeOptions = {},
): Uint8Array {
  const lines = layoutReceipt({ ...document, columns: model.columns })
  const writer = new ByteWriter()
  const style = new StyleWriter(writer, model)
  if (options.drawer && model.drawer) writer.bytes(...encodePulse(model))
  const checked = model.confirmation !== 'none'
  lines.forEach((line, index) => {
    encodeLine(writer, style, line, model)
    if (checked && index % CHECK_LINES === CHECK_LINES - 1) writer.bytes(...encodePaperRequest())
  })
  if ((options.cut ?? true) && lines.at(-1)?.type !== 'cut') encodeCut(writer, model)
  return writer.taken()
}

/**
 * The drawer pulse alone. ESC p m t1 t2: m 0 pin 2, 1 pin 5; times in units of 2 ms.
 * Nothing for a printer without a drawer.
 */
export function encodePulse(model: PrinterModel): Uint8Array {
  if (!model.drawer) return new Uint8Array(0)
  const { pin, onMs, offMs } = model.drawer
  return Uint8Array.of(ESC, 0x70, pin, onMs / 2, offMs / 2)
}

/**
 * Asks for an answer once everything before it is printed.
 * GS ( H 06 00 30 30 d1 d2 d3 d4: the answer is 37 22 d1 d2 d3 d4 00. Epson, GS ( H, function 48.
 * @param id  "0001" to "9999", ascending
 */
export function encodeProcessIdRequest(id: string): Uint8Array {
  assert(/^[0-9]{4}$/.test(id), 'A process id is four digits')
  return Uint8Array.of(GS, 0x28, 0x48, 6, 0, 0x30, 0x30, ...digits(id))
}

/** GS r 31: one byte, the paper sensor, in order with the print data; nothing while offline. */
export function encodePaperRequest(): Uint8Array {
  return Uint8Array.of(GS, 0x72, 0x31)
}

/** How many paper requests, and so answers, a job holds: 1D occurs in it only where a command begins. */
export function checkpointsIn(job: Uint8Array): number {
  let count = 0
  for (let i = 0; i + 2 < job.length; i++) {
    if (job[i] === GS && job[i + 1] === 0x72 && job[i + 2] === 0x31) count += 1
  }
  return count
}

/** DLE EOT n: one byte at once, even when offline. n = 1 printer, 2 offline, 3 errors, 4 paper. */
export function encodeStatusRequest(n: 1 | 2 | 3 | 4): Uint8Array {
  return Uint8Array.of(0x10, 0x04, n)
}

/** GS a FF: four bytes now and at every change of drawer, connection, error and paper. */
export function encodeStatusReports(): Uint8Array {
  return Uint8Array.of(GS, 0x61, 0xff)
}

/**
 * Ends whatever an interrupted job left half said. A printer that still waits for the data of a command
 * takes the NULs for it (they mean nothing elsewhere); ESC @ then drops the half line.
 */
export function encodeRecovery(): Uint8Array {
  const bytes = new Uint8Array(COMMAND_BYTES_MAX + 2)
  bytes.set([ESC, 0x40], COMMAND_BYTES_MAX)
  return bytes
}

/** Longer than the longest command with data that leaves this program: a band of a picture. */
const COMMAND_BYTES_MAX = BAND_BYTES_MAX + 16

function digits(id: string): readonly number[] {
  return [...id].map((digit) => digit.charCodeAt(0))
}

function encodeLine(
  writer: ByteWriter,
  style: StyleWriter,
  line: ReceiptLine,
  model: PrinterModel,
): void {
  switch (line.type) {
    case 'text':
      return encodeText(writer, style, line, model)
    case 'qr':
      return encodeQr(writer, line.data, model)
    case 'barcode':
      return encodeBarcode(writer, line, model)
    case 'logo':
      return encodeLogo(writer, model)
    case 'cut':
      return encodeCut(writer, model)
    default:
      unreachable(line)
  }
}

type TextLine = Extract<ReceiptLine, { type: 'text' }>

/** A line as characters; as a picture where the printer has not all of them and our own letters have. */
function encodeText(
  writer: ByteWriter,
  style: StyleWriter,
  { text, bold, size }: TextLine,
  model: PrinterModel,
): void {
  const page = style.choose(text)
  if (model.raster && !canWrite(text, page) && canDraw(text)) {
    writer.bytes(ESC, 0x4a, LINE_GAP_DOTS.above)
    writer.append(encodeRaster(lineImage(text, { bold, size, font: model.font })))
    return writer.bytes(ESC, 0x4a, LINE_GAP_DOTS.below)
  }
  style.set(page, bold, size)
  writer.text(text, page.byteOf, (code) => byteFor(code, page))
  writer.byte(LF)
}

/** Four lines of paper, then GS V 42 00: feed to the cutter and leave one point uncut. */
function encodeCut(writer: ByteWriter, model: PrinterModel): void {
  writer.bytes(ESC, 0x64, 4)
  if (model.cutter) writer.bytes(GS, 0x56, 0x42, 0)
}

/** Writes a style or a code page only where it changes. */
class StyleWriter {
  readonly #writer: ByteWriter
  readonly #pages: readonly CodePage[]
  #page: CodePage
  #bold = false
  #size: TextSize = 'normal'

  constructor(writer: ByteWriter, model: PrinterModel) {
    const [first] = model.codePages
    assert(first !== undefined, 'A printer has at least one code page')
    this.#writer = writer
    this.#pages = model.codePages
    this.#page = first
    writer.bytes(ESC, 0x40, FS, 0x2e)
    if (model.font === 'B') writer.bytes(ESC, 0x4d, 1)
    const character = CHARACTER_DOTS[model.font].width
    const width = model.columns * character
    // Codes are centred by the printer, and must stand in the middle of the same paper as the text.
    if (width + character <= model.dots) writer.bytes(GS, 0x57, width & 0xff, width >> 8)
    writer.bytes(ESC, 0x74, first.number)
  }

  /** The code page that is best for a line. */
  choose(text: string): CodePage {
    return pageFor(text, this.#page, this.#pages)
  }

  /** Sets what a line needs. */
  set(page: CodePage, bold: boolean, size: TextSize): void {
    if (page !== this.#page) this.#writer.bytes(ESC, 0x74, page.number)
    if (bold !== this.#bold) this.#writer.bytes(ESC, 0x45, bold ? 1 : 0)
    if (size !== this.#size) this.#writer.bytes(GS, 0x21, size === 'double' ? 0x11 : 0)
    this.#page = page
    this.#bold = bold
    this.#size = size
  }
}
