/**
 * The paper under the print head: grows downwards as lines are printed and becomes a picture when it is
 * cut. Points are 1/8 mm; a point holds its ink from 0 (white) to 15 (black).
 */
import { PNG } from 'pngjs'
import { encode } from 'uqr'
import { CELL_HEIGHT, CELL_WIDTH, type PrinterFont } from './font'

/** One character on its way to the paper. */
export type Glyph = {
  readonly character: string
  readonly bold: boolean
  /** 1 or 2 and more, as GS ! says. */
  readonly wide: number
  readonly high: number
}

/** Where a line shorter than the paper stands. */
export type PaperAlign = 'left' | 'center' | 'right'

const GLYPH_WIDTH = CELL_WIDTH / 2
const GLYPH_HEIGHT = CELL_HEIGHT / 2
/** White paper between the cutter and the print head. */
const TOP_DOTS = 24

/** One byte a point, and no search for the best filter: lines of text pack well as they are. */
const GREY = { colorType: 0, inputColorType: 0, inputHasAlpha: false, filterType: 0 } as const

/** One piece of paper. */
export class Paper {
  readonly #width: number
  readonly #font: PrinterFont | null
  #rows: Uint8Array[] = []

  /** @param font  null draws nothing: the papers are text alone, as thousands of them in a test */
  constructor(width: number, font: PrinterFont | null) {
    this.#width = width
    this.#font = font
    this.feed(TOP_DOTS)
  }

  get isBlank(): boolean {
    return this.#rows.every((row) => row.every((ink) => ink === 0))
  }

  /** Moves the paper on. */
  feed(dots: number): void {
    if (this.#font === null) return
    for (let i = 0; i < dots; i++) this.#rows.push(new Uint8Array(this.#width))
  }

  /** Prints a line of characters and moves on by the line's height. */
  line(glyphs: readonly Glyph[], align: PaperAlign, spacing: number): void {
    if (this.#font === null) return
    const high = Math.max(1, ...glyphs.map((glyph) => glyph.high))
    const height = Math.max(spacing, high * GLYPH_HEIGHT + 6)
    const top = this.#rows.length
    this.feed(height)
    const width = glyphs.reduce((sum, glyph) => sum + glyph.wide * GLYPH_WIDTH, 0)
    let x = this.#start(width, align)
    const bottom = top + high * GLYPH_HEIGHT + Math.floor((height - high * GLYPH_HEIGHT) / 2)
    for (const glyph of glyphs) {
      this.#glyph(glyph, x, bottom - glyph.high * GLYPH_HEIGHT)
      x += glyph.wide * GLYPH_WIDTH
    }
  }

  /** Prints a QR code, model 2, level M. */
  qr(data: string, moduleDots: number, align: PaperAlign): void {
    const { data: modules, size } = encode(data, { ecc: 'M', boostEcc: false, border: 0 })
    const top = this.#rows.length
    this.feed(size * moduleDots)
    const left = this.#start(size * moduleDots, align)
    modules.forEach((row, y) =>
      row.forEach((dark, x) => {
        if (dark) this.#box(left + x * moduleDots, top + y * moduleDots, moduleDots, moduleDots)
      }),
    )
  }

  /** Prints bars: widths in modules, dark first. */
  bars(widths: readonly number[], moduleDots: number, height: number, align: PaperAlign): void {
    const top = this.#rows.length
    this.feed(height)
    let x = this.#start(widths.reduce((sum, width) => sum + width, 0) * moduleDots, align)
    widths.forEach((width, i) => {
      if (i % 2 === 0) this.#box(x, top, width * moduleDots, height)
      x += width * moduleDots
    })
  }

  /** Prints a picture of one bit a point, rows padded to bytes. */
  raster(bits: Uint8Array, rowBytes: number, align: PaperAlign): void {
    const height = Math.floor(bits.length / Math.max(1, rowBytes))
    const top = this.#rows.length
    this.feed(height)
    const left = this.#start(rowBytes * 8, align)
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < rowBytes * 8; x++) {
        const byte = bits[y * rowBytes + (x >> 3)] ?? 0
        if (byte & (0x80 >> (x & 7))) this.#ink(left + x, top + y, 15)
      }
    }
  }

  /** The paper so far as a picture. */
  png(): Buffer {
    if (this.#font === null) return Buffer.alloc(0)
    const height = this.#rows.length
    const picture = new PNG({ width: this.#width, height, ...GREY })
    const shades = new Uint8Array(this.#width * height)
    this.#rows.forEach((row, y) => shades.set(row.map(shadeOf), y * this.#width))
    picture.data = Buffer.from(shades.buffer)
    return PNG.sync.write(picture, GREY)
  }

  #start(width: number, align: PaperAlign): number {
    const free = Math.max(0, this.#width - width)
    return align === 'left' ? 0 : align === 'right' ? free : Math.floor(free / 2)
  }

  /** A cell has two points a dot; one dot of a character `wide` by `high` averages the points under it. */
  #glyph({ character, bold, wide, high }: Glyph, left: number, top: number): void {
    const cell = this.#font?.cell(character, bold) ?? new Uint8Array(0)
    for (let y = 0; y < GLYPH_HEIGHT * high; y++) {
      for (let x = 0; x < GLYPH_WIDTH * wide; x++) {
        const points = { x: (x * 2) / wide, y: (y * 2) / high }
        this.#ink(left + x, top + y, average(cell, points, wide === 1 ? 2 : 1, high === 1 ? 2 : 1))
      }
    }
  }

  #box(left: number, top: number, width: number, height: number): void {
    for (let y = top; y < top + height; y++) {
      for (let x = left; x < left + width; x++) this.#ink(x, y, 15)
    }
  }

  #ink(x: number, y: number, ink: number): void {
    const row = this.#rows[y]
    if (row && x < this.#width) row[x] = Math.max(row[x] ?? 0, ink)
  }
}

/** The ink of the points under one dot. */
function average(
  cell: Uint8Array,
  { x, y }: { readonly x: number; readonly y: number },
  across: number,
  down: number,
): number {
  let sum = 0
  for (let dy = 0; dy < down; dy++) {
    for (let dx = 0; dx < across; dx++) {
      sum += cell[(Math.floor(y) + dy) * CELL_WIDTH + Math.floor(x) + dx] ?? 0
    }
  }
  return Math.round(sum / (across * down))
}

/** Ink 15 is nearly black, as thermal paper is. */
function shadeOf(ink: number): number {
  return 255 - ink * 16
}
