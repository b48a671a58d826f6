/**
 * Pictures of one bit a dot, and their way to the printer.
 *
 *   1D 76 30 00 xL xH yL yH …  GS v 0: x bytes a row, y rows, then the rows; the top bit of a byte is its
 *                              leftmost dot, 1 is black. Understood by nearly every printer.
 *
 * A picture goes out in bands of at most 1,024 bytes, because a printer that lost its connection in a
 * command waits for the rest of it, and the next job must first end that wait.
 *
 * Real-time commands are recognised inside image data too: 10 04 asks for status, 10 05 clears the buffer,
 * 10 14 fires the drawer. Where a picture happens to hold one, one dot beside it is blackened. The same is
 * done for 1D 72, so that whoever counts checkpoints in a job never counts one in a picture.
 * Source: Epson ESC/POS command reference, GS v 0; hardware.md 3.3.
 */
import { assert } from '../../../shared/assert'
import { ByteWriter } from './byte-writer'

/** A picture of one bit a dot. */
export type Bitmap = {
  /** Dots across, a multiple of 8. */
  readonly width: number
  readonly height: number
  /** Rows from the top, `width / 8` bytes each. */
  readonly bits: Uint8Array
}

/** The longest command this program sends: a band of a picture with its head. */
export const BAND_BYTES_MAX = 1024

/** An empty picture at least so wide. */
export function blankBitmap(width: number, height: number): Bitmap {
  const whole = Math.ceil(width / 8) * 8
  return { width: whole, height, bits: new Uint8Array((whole / 8) * height) }
}

/** Blackens one dot; outside the picture nothing happens. */
export function blacken({ width, height, bits }: Bitmap, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return
  const at = y * (width / 8) + (x >> 3)
  bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7))
}

/** True where a dot is black. */
export function isBlack({ width, bits }: Bitmap, x: number, y: number): boolean {
  return ((bits[y * (width / 8) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0
}

/** The picture as GS v 0 commands, without alignment. */
export function encodeRaster({ width, height, bits }: Bitmap): Uint8Array {
  const rowBytes = width / 8
  assert(rowBytes > 0 && rowBytes <= 255, 'A picture is 8 to 2,040 dots wide')
  const rows = Math.max(1, Math.floor(BAND_BYTES_MAX / rowBytes))
  const writer = new ByteWriter()
  for (let top = 0; top < height; top += rows) {
    const band = bits.slice(top * rowBytes, Math.min(height, top + rows) * rowBytes)
    const count = band.length / rowBytes
    writer.bytes(0x1d, 0x76, 0x30, 0, rowBytes, 0, count & 0xff, count >> 8)
    writer.append(withoutCommands(band))
  }
  return writer.taken()
}

/** Changes the band so that it holds no real-time command. */
function withoutCommands(band: Uint8Array): Uint8Array {
  for (let i = 0; i + 1 < band.length; i++) {
    const [first, second] = [band[i], band[i + 1]]
    if (first === 0x10 && (second === 0x04 || second === 0x05 || second === 0x14)) band[i] = 0x18
    if (first === 0x1d && second === 0x72) band[i] = 0x1f
  }
  return band
}
