/**
 * The printing side of Star Line and StarPRNT, from the same lines of the same document as ESC/POS. Text,
 * sizes, codes and pictures are written by the package for Star's printers; the commands around them are
 * ours. The code page is chosen here for each line, never by the package, and text is made of that page's
 * characters before the package sees it, so that no byte of it can be a command. The package writes some
 * signs as the bytes 01 to 1F and 7F that old code pages drew them with (§ is 15, ¶ is 14), so those signs are
 * taken out of the pages first.
 *
 *   1B 40 18             start fresh, drop the line buffer
 *   1B 1E 46 n           font 0 A, 1 B
 *   1B 1D 74 n           code page n
 *   1B 45 · 1B 46        bold on, off
 *   1B 69 h w            size: height and width, 0 or 1
 *   1B 1D 61 n           0 left, 1 middle
 *   1B 1D 79 …           QR code     1B 62 … 1E   bars
 *   1B 58 nL nH …        picture, 24 rows of dots, three bytes a column     1B 30 · 1B 7A 01   line spacing
 *   1B 1D 50 n           print what is kept back, StarPRNT
 *   1B 64 03             feed to the cutter, partial cut
 *   1B 07 n1 n2 · 07     pulse: on and off in units of 10 ms, then drawer 1; 1A is drawer 2
 *   17                   ETB: raises a counter once it is reached in printing
 *   1B 1E 45 00          that counter back to 0
 *   1B 06 01             asks for the status once; not while it comes by itself
 *
 * Source: Star Line and StarPRNT command specifications; hardware.md 3.4.
 */
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import { assert, unreachable } from '../../../shared/assert'
import type { ReceiptDocument } from '../../../shared/receipt/document'
import { layoutReceipt, type ReceiptLine } from '../../../shared/receipt/layout'
import { joined } from './byte-writer'
import { pageFor, writableIn, type CodePage } from './characters'
import type { EncodeOptions } from './escpos'
import { barModules } from './escpos-codes'
import type { PrinterModel } from './model'
import { qrModules } from './qr-modules'
import { isBlack, type Bitmap } from './raster'

const ESC = 0x1b
const LF = 0x0a

/** Dots of a Star printer with paper of 80 mm; less is 58 mm. */
const WIDE_DOTS = 576
const QR_MM = 25
const BAR_HEIGHT_DOTS = 80
/** The middle one of Star's three widths of a module. */
const BAR_DOTS = 2

/**
 * The bytes of a receipt for a Star printer. The ETB that asks for a confirmation is not part of it, and
 * there are no checkpoints: Star counts nothing before it.
 */
export function encodeStarReceipt(
  document: ReceiptDocument,
  model: PrinterModel,
  options: EncodeOptions = {},
): Uint8Array {
  const lines = layoutReceipt({ ...document, columns: model.columns })
  const body = new StarBody(model)
  for (const line of lines) body.add(line)
  const cut = (options.cut ?? true) && lines.at(-1)?.type !== 'cut'
  const pulse = options.drawer ? encodeStarPulse(model) : new Uint8Array(0)
  return joined(pulse, body.taken(), cut ? starCut(model) : new Uint8Array(0))
}

/**
 * The drawer pulse alone: ESC BEL n1 n2, then BEL for drawer 1 or SUB for drawer 2.
 * Nothing for a printer without a drawer.
 */
export function encodeStarPulse(model: PrinterModel): Uint8Array {
  if (!model.drawer) return new Uint8Array(0)
  const { pin, onMs, offMs } = model.drawer
  const units = [onMs, offMs].map((ms) => Math.min(127, Math.max(1, Math.round(ms / 10))))
  return Uint8Array.of(ESC, 0x07, ...units, pin === 0 ? 0x07 : 0x1a)
}

/** ETB: the counter in the next status is one higher once everything before it is printed. */
export function encodeStarEtb(): Uint8Array {
  return Uint8Array.of(0x17)
}

/** ESC RS E 00: the ETB counter back to 0. */
export function encodeStarReset(): Uint8Array {
  return Uint8Array.of(ESC, 0x1e, 0x45, 0)
}

/** ESC ACK 01: one status now. Not to be mixed with status that comes by itself. */
export function encodeStarStatusRequest(): Uint8Array {
  return Uint8Array.of(ESC, 0x06, 0x01)
}

/** Feeds to the cutter and leaves one point uncut; without a cutter, four lines of paper. */
function starCut(model: PrinterModel): Uint8Array {
  return model.cutter ? Uint8Array.of(ESC, 0x64, 3) : Uint8Array.of(LF, LF, LF, LF)
}

type PackagePage = Parameters<ReceiptPrinterEncoder['codepage']>[0]

/** Names of code pages in the package, by those of iconv-lite. */
const PACKAGE_PAGES: ReadonlyMap<string, PackagePage> = new Map([
  ['cp437', 'cp437'],
  ['cp852', 'cp852'],
  ['cp858', 'cp858'],
  ['cp866', 'cp866'],
  ['windows-1252', 'windows1252'],
])

/** Everything of a receipt but its cut, line by line. */
class StarBody {
  readonly #model: PrinterModel
  readonly #pages: readonly CodePage[]
  readonly #parts: Uint8Array[] = []
  #encoder: ReceiptPrinterEncoder
  #page: CodePage

  constructor(model: PrinterModel) {
    this.#pages = model.codePages.map(safePage)
    const [first] = this.#pages
    assert(first !== undefined, 'A printer has at least one code page')
    this.#model = model
    this.#page = first
    this.#encoder = packageFor(model).initialize().font(model.font).codepage(pageName(first))
  }

  add(line: ReceiptLine): void {
    switch (line.type) {
      case 'text':
        return this.#text(line)
      case 'qr':
        return this.#qr(line.data)
      case 'barcode':
        return this.#barcode(line)
      case 'logo':
        return this.#logo()
      case 'cut':
        return this.#cut()
      default:
        unreachable(line)
    }
  }

  taken(): Uint8Array {
    return joined(...this.#parts, this.#encoder.encode())
  }

  #text({ text, bold, size }: Extract<ReceiptLine, { type: 'text' }>): void {
    const page = pageFor(text, this.#page, this.#pages)
    if (page !== this.#page) this.#encoder.codepage(pageName(page))
    this.#page = page
    const times = size === 'double' ? 2 : 1
    this.#encoder.bold(bold).size(times, times)
    this.#encoder.line(writableIn(text, page)).size(1, 1).bold(false)
  }

  #qr(data: string): void {
    const modules = qrModules(data.length)
    if (!this.#model.qr || modules === null) return
    const dots = Math.round((QR_MM * this.#model.dotsPerMm) / modules)
    const size = Math.min(8, Math.max(3, dots))
    this.#encoder.align('center').qrcode(data, { model: 2, size, errorlevel: 'm' }).align('left')
  }

  /** Bars too wide for the paper are left out. */
  #barcode(line: Extract<ReceiptLine, { type: 'barcode' }>): void {
    if (barModules(line) * BAR_DOTS > this.#model.dots) return
    const options = { height: BAR_HEIGHT_DOTS, width: BAR_DOTS, text: false }
    this.#encoder.align('center').barcode(line.data, line.symbology, options).align('left')
  }

  #logo(): void {
    const { logo } = this.#model
    if (logo === null) return
    const { width, height } = logo
    this.#encoder.align('center').image(pictureOf(logo), { width, height: whole24(height) })
    this.#encoder.align('left')
  }

  /** A paper that ends here; what follows begins a new one. */
  #cut(): void {
    this.#parts.push(this.#encoder.encode(), starCut(this.#model))
    this.#encoder = packageFor(this.#model).font(this.#model.font).codepage(pageName(this.#page))
  }
}

/** Signs that old code pages drew for the bytes 01 to 1F and 7F. IBM code page 437. */
const LOW_SIGNS = '☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼⌂'

/** Each code page without those signs, made once. */
const SAFE_PAGES = new WeakMap<CodePage, CodePage>()

function safePage(page: CodePage): CodePage {
  const known = SAFE_PAGES.get(page)
  if (known) return known
  const byteOf = page.byteOf.slice()
  for (const sign of LOW_SIGNS) byteOf[sign.charCodeAt(0)] = 0
  const safe = { ...page, byteOf }
  SAFE_PAGES.set(page, safe)
  return safe
}

/** The package for the printer, with our numbers of code pages and no choice of its own. */
function packageFor({ language, dots, codePages }: PrinterModel): ReceiptPrinterEncoder {
  return new ReceiptPrinterEncoder({
    language,
    printerModel: dots < WIDE_DOTS ? 'star-mc-print2' : 'star-tsp100iv',
    codepageMapping: Object.fromEntries(codePages.map((page) => [pageName(page), page.number])),
    newline: '\n',
    feedBeforeCut: 0,
    errors: 'strict',
  })
}

function pageName(page: CodePage): PackagePage {
  const name = PACKAGE_PAGES.get(page.encoding)
  assert(name !== undefined, 'The package knows every code page of a Star printer')
  return name
}

function whole24(rows: number): number {
  return Math.ceil(rows / 24) * 24
}

/**
 * The logo as the package takes pictures: four bytes a dot. It is sent as columns of 24 dots in three bytes;
 * a byte that Star knows as a command on its own (status, drawer, ETB, ESC) gets one more black dot, so that
 * a printer that lost its place never finds a command in a picture.
 */
function pictureOf(logo: Bitmap): {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
} {
  const { width } = logo
  const height = whole24(logo.height)
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let top = 0; top < height; top += 8) {
    for (let x = 0; x < width; x++) {
      const column = columnAt(logo, x, top)
      for (let y = 0; y < 8; y++) {
        if ((column & (0x80 >> y)) === 0) continue
        data.fill(0, ((top + y) * width + x) * 4, ((top + y) * width + x) * 4 + 3)
      }
    }
  }
  return { width, height, data }
}

function columnAt(logo: Bitmap, x: number, top: number): number {
  let column = 0
  for (let y = 0; y < 8; y++) {
    if (top + y < logo.height && isBlack(logo, x, top + y)) column |= 0x80 >> y
  }
  return STAR_COMMANDS.has(column) ? column | 0x40 : column
}

/** EOT, ENQ, ACK, BEL, ETB, EM, SUB, ESC, FS. */
const STAR_COMMANDS: ReadonlySet<number> = new Set([
  0x04, 0x05, 0x06, 0x07, 0x17, 0x19, 0x1a, 0x1b, 0x1c,
])
