/**
 * The printer's own letters: cells of 24 by 48 points with 16 shades, made from JetBrains Mono by
 * `scripts/make-printer-font.mjs`.
 */
import { inflateRawSync } from 'node:zlib'
import asset from '../../assets/printers/font-24x48.json' with { type: 'json' }

/** Points across a letter's cell; two for each dot of the printer. */
export const CELL_WIDTH = asset.width
/** Points down a letter's cell. */
export const CELL_HEIGHT = asset.height

/** The letters of one printer in both weights. */
export type PrinterFont = {
  /** The ink of each point, 0 to 15, rows top down; a character it lacks is drawn as a box. */
  readonly cell: (character: string, bold: boolean) => Uint8Array
}

/** Unpacks the letters. */
export function printerFont(): PrinterFont {
  const indexes = new Map([...asset.characters].map((character, index) => [character, index]))
  const regular = unpacked(asset.regular)
  const bold = unpacked(asset.bold)
  const size = CELL_WIDTH * CELL_HEIGHT
  const box = boxCell()
  return {
    cell(character, isBold) {
      const index = indexes.get(character)
      if (index === undefined) return box
      return (isBold ? bold : regular).subarray(index * size, (index + 1) * size)
    },
  }
}

function unpacked(base64: string): Uint8Array {
  const bytes = inflateRawSync(Buffer.from(base64, 'base64'))
  const points = new Uint8Array(bytes.length * 2)
  bytes.forEach((byte, i) => {
    points[2 * i] = byte >> 4
    points[2 * i + 1] = byte & 15
  })
  return points
}

function boxCell(): Uint8Array {
  const cell = new Uint8Array(CELL_WIDTH * CELL_HEIGHT)
  for (let y = 10; y < 38; y++) {
    for (let x = 4; x < 20; x++) {
      const edge = y < 12 || y >= 36 || x < 6 || x >= 18
      cell[y * CELL_WIDTH + x] = edge ? 15 : 0
    }
  }
  return cell
}
