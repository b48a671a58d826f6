/** Carries out what a printer is told: letters, codes, feeding and cutting, on one paper after the other. */
import iconv from 'iconv-lite'
import { code128Bars } from '../../shared/receipt/code128'
import { ean13Bars } from '../../shared/receipt/ean13'
import type { PrinterFont } from './font'
import { Paper, type Glyph, type PaperAlign } from './paper'
import type { PrinterOrder } from './parser'

/** A piece of paper as it falls off the cutter. */
export type PressedPaper = {
  readonly png: Buffer
  /** Its characters, line by line; codes as "[QR code: …]" and "[Barcode: …]". */
  readonly text: string
  /** How often the drawer was told to open since the paper before it. */
  readonly drawerPulses: number
}

type Style = {
  readonly bold: boolean
  readonly wide: number
  readonly high: number
  readonly align: PaperAlign
  readonly spacing: number
  readonly encoding: string
}

const FRESH: Style = {
  bold: false,
  wide: 1,
  high: 1,
  align: 'left',
  spacing: 30,
  encoding: 'cp437',
}

/** The part of a printer that touches paper. */
export class Press {
  /** Pulses since the last paper. */
  drawerPulses = 0
  /** Orders nobody knows, for tests that expect none. */
  readonly unknown: (readonly number[])[] = []
  readonly #font: PrinterFont | null
  readonly #width: number
  readonly #onPaper: (paper: PressedPaper) => void
  #paper: Paper
  #text: string[] = []
  #line: Glyph[] = []
  #style = FRESH
  #qr = { dots: 3, data: '' }
  #bars = { dots: 3, height: 162 }

  constructor(width: number, font: PrinterFont | null, onPaper: (paper: PressedPaper) => void) {
    this.#width = width
    this.#font = font
    this.#onPaper = onPaper
    this.#paper = new Paper(width, font)
  }

  /** Back to the settings of a printer just switched on; what is on the paper stays there. */
  reset(): void {
    this.#style = FRESH
    this.#line = []
    this.#qr = { dots: 3, data: '' }
    this.#bars = { dots: 3, height: 162 }
  }

  /** Takes one order; answers `line` when it moved the paper by a line. */
  take(order: PrinterOrder): 'line' | 'done' {
    switch (order.type) {
      case 'character':
        this.#character(order.byte)
        return 'done'
      case 'line-feed':
        this.#endLine()
        return 'line'
      case 'control':
        return 'done'
      case 'unknown':
        this.unknown.push(order.bytes)
        return 'done'
      case 'command':
        return this.#command(order.name, order.bytes)
    }
  }

  /** Tears or cuts the paper off. */
  cut(): void {
    if (this.#line.length > 0) this.#endLine()
    if (this.#text.length === 0 && this.#paper.isBlank) return
    const text = this.#text.join('\n')
    const { drawerPulses } = this
    const png = this.#paper.png()
    this.#paper = new Paper(this.#width, this.#font)
    this.#text = []
    this.drawerPulses = 0
    this.#onPaper({ png, text, drawerPulses })
  }

  #command(name: string, bytes: readonly number[]): 'line' | 'done' {
    const n = bytes[2] ?? 0
    switch (name) {
      case 'ESC @':
        this.reset()
        return 'done'
      case 'ESC d':
        for (let i = 0; i < n; i++) this.#paper.feed(this.#style.spacing)
        return 'line'
      case 'ESC J':
        this.#paper.feed(n)
        return 'done'
      case 'GS V':
        this.cut()
        return 'line'
      case 'GS (':
        if (bytes[2] === 0x6b) this.#qrCommand(bytes)
        return 'done'
      case 'GS k':
        this.#barcode(bytes)
        return 'line'
      case 'GS v':
        this.#paper.raster(
          Uint8Array.from(bytes.slice(8)),
          (bytes[4] ?? 0) | ((bytes[5] ?? 0) << 8),
          this.#style.align,
        )
        return 'line'
      default:
        this.#setStyle(name, n)
        return 'done'
    }
  }

  #setStyle(name: string, n: number): void {
    const change = styleChange(name, n)
    if (change) this.#style = { ...this.#style, ...change }
    if (name === 'GS h') this.#bars = { ...this.#bars, height: n }
    if (name === 'GS w') this.#bars = { ...this.#bars, dots: n }
  }

  #character(byte: number): void {
    const character = iconv.decode(Buffer.from([byte]), this.#style.encoding)
    const { bold, wide, high } = this.#style
    const used = this.#line.reduce((sum, glyph) => sum + glyph.wide, 0)
    if ((used + wide) * 12 > this.#width) this.#endLine()
    this.#line.push({ character, bold, wide, high })
  }

  #endLine(): void {
    this.#paper.line(this.#line, this.#style.align, this.#style.spacing)
    this.#text.push(
      this.#line
        .map((glyph) => glyph.character)
        .join('')
        .trimEnd(),
    )
    this.#line = []
  }

  /** GS ( k pL pH 31 fn: 43 dots a module, 50 store, 51 print. */
  #qrCommand(bytes: readonly number[]): void {
    const fn = bytes[6]
    if (fn === 0x43) this.#qr = { ...this.#qr, dots: bytes[7] ?? 3 }
    if (fn === 0x50) {
      this.#qr = { ...this.#qr, data: String.fromCharCode(...bytes.slice(8)) }
    }
    if (fn !== 0x51 || this.#qr.data === '') return
    this.#paper.qr(this.#qr.data, this.#qr.dots, this.#style.align)
    this.#text.push(`[QR code: ${this.#qr.data}]`)
  }

  #barcode(bytes: readonly number[]): void {
    const m = bytes[2]
    if (m !== 0x43 && m !== 0x49) return
    const said = String.fromCharCode(...bytes.slice(4))
    const text = m === 0x43 ? said : said.replace(/^\{B/, '').replaceAll('{{', '{')
    const bars = m === 0x43 ? ean13Bars(text) : code128Bars(text)
    this.#paper.bars(bars, this.#bars.dots, this.#bars.height, this.#style.align)
    this.#text.push(`[Barcode: ${text}]`)
  }
}

function styleChange(name: string, n: number): Partial<Style> | undefined {
  switch (name) {
    case 'ESC E':
    case 'ESC G':
      return { bold: (n & 1) === 1 }
    case 'ESC t':
      return { encoding: ENCODINGS.get(n) ?? 'cp437' }
    case 'ESC a':
      return { align: (['left', 'center', 'right'] as const)[n % 0x30] ?? 'left' }
    case 'ESC 2':
      return { spacing: FRESH.spacing }
    case 'ESC 3':
      return { spacing: n }
    case 'GS !':
      return { wide: (n >> 4) + 1, high: (n & 7) + 1 }
    default:
      return undefined
  }
}

/** The numbers most makers share. */
const ENCODINGS: ReadonlyMap<number, string> = new Map([
  [0, 'cp437'],
  [2, 'cp850'],
  [16, 'windows-1252'],
  [17, 'cp866'],
  [18, 'cp852'],
  [19, 'cp858'],
])
