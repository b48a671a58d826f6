/**
 * A line of text as a picture, for letters the printer has in no code page. The letters are those of
 * `assets/printers/font-24x48.json`: cells of 24 by 48 points with 16 shades, two points a byte, the cells in
 * the order of `characters`. They cover Latin, Cyrillic and a little Greek; no other script.
 */
import { inflateRawSync } from 'node:zlib'
import asset from '../../../assets/printers/font-24x48.json'
import type { TextSize } from '../../../shared/receipt/document'
import { blankBitmap, type Bitmap } from './raster'

/** How a line is set. */
export type LineStyle = {
  readonly bold: boolean
  readonly size: TextSize
  readonly font: 'A' | 'B'
}

/** Dots of one character. Epson: font A 12 × 24, font B 9 × 17. */
export const CHARACTER_DOTS = {
  A: { width: 12, height: 24 },
  B: { width: 9, height: 17 },
} as const

/** Ink of a dot, of 15, from which it is printed. */
const INK_MIN = 7

/** True when our letters have every character of the text. */
export function canDraw(text: string): boolean {
  for (const character of text) if (indexOf(character) === undefined) return false
  return true
}

/** The line as black dots; characters without a letter stay white. */
export function lineImage(text: string, style: LineStyle): Bitmap {
  const { width, height } = sizeOf(style)
  const bitmap = blankBitmap(text.length * width, height)
  ;[...text].forEach((character, column) => {
    const index = indexOf(character)
    if (index !== undefined) place(letter(index, style), bitmap, column * width)
  })
  return bitmap
}

/** A letter as it is printed: a row of dots each, the leftmost of them at bit 23. */
type Letter = Uint32Array

/** Letters that were drawn before; there are never more than the characters we have, once for each style. */
const DRAWN = new Map<string, Letter>()

function letter(index: number, style: LineStyle): Letter {
  const key = `${index} ${style.font} ${style.size} ${style.bold ? 'bold' : 'regular'}`
  const known = DRAWN.get(key)
  if (known) return known
  const { width, height } = sizeOf(style)
  const cells = style.bold ? LETTERS.bold() : LETTERS.regular()
  const drawn = new Uint32Array(height)
  for (let y = 0; y < height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      if (inkAt(cells, index, { x, y, width, height }) >= INK_MIN) row |= 0x800000 >> x
    }
    drawn[y] = row
  }
  DRAWN.set(key, drawn)
  return drawn
}

function sizeOf({ size, font }: LineStyle): { readonly width: number; readonly height: number } {
  const times = size === 'double' ? 2 : 1
  const { width, height } = CHARACTER_DOTS[font]
  return { width: width * times, height: height * times }
}

/** Blackens the dots of a letter whose left edge is at `left`. */
function place(drawn: Letter, { width, bits }: Bitmap, left: number): void {
  const rowBytes = width / 8
  drawn.forEach((row, y) => {
    const dots = (row << 8) >>> (left & 7)
    const at = y * rowBytes + (left >> 3)
    for (let byte = 0; byte < 4; byte++) {
      const eight = (dots >>> (24 - 8 * byte)) & 0xff
      if (eight !== 0) bits[at + byte] = (bits[at + byte] ?? 0) | eight
    }
  })
}

type Dot = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The ink of the points that one dot covers, on average. */
function inkAt(cells: Uint8Array, index: number, { x, y, width, height }: Dot): number {
  const left = Math.floor((x * asset.width) / width)
  const right = Math.max(left + 1, Math.floor(((x + 1) * asset.width) / width))
  const top = Math.floor((y * asset.height) / height)
  const bottom = Math.max(top + 1, Math.floor(((y + 1) * asset.height) / height))
  let sum = 0
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const point = (index * asset.height + row) * asset.width + column
      const pair = cells[point >> 1] ?? 0
      sum += point % 2 === 0 ? pair >> 4 : pair & 15
    }
  }
  return sum / ((right - left) * (bottom - top))
}

/** Where a character's cell is; a few letters look the same as one we have. */
function indexOf(character: string): number | undefined {
  return INDEXES.get(ALIKE.get(character) ?? character)
}

const ALIKE: ReadonlyMap<string, string> = new Map(
  Object.entries({ і: 'i', І: 'I', ј: 'j', Ј: 'J', ѕ: 's', Ѕ: 'S' }),
)

const INDEXES: ReadonlyMap<string, number> = new Map(
  [...asset.characters].map((character, index) => [character, index]),
)

/** Unpacked when the first line needs them, which on most tills is never. */
const LETTERS = { regular: onDemand(asset.regular), bold: onDemand(asset.bold) }

function onDemand(packed: string): () => Uint8Array {
  let cells: Uint8Array | null = null
  return () => (cells ??= inflateRawSync(Buffer.from(packed, 'base64')))
}
