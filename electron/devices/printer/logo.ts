/** A shop's PNG as a picture of black dots. */
import { PNG } from 'pngjs'
import { blacken, blankBitmap, type Bitmap } from './raster'

/** A logo file is small; anything larger is a mistake. */
const PNG_BYTES_MAX = 2 * 1024 * 1024
const SIDE_DOTS_MAX = 2048
/** Three centimetres of paper for every customer are enough. */
const HEIGHT_DOTS_MAX = 240
const HEADER_BYTES = 24
/** Greys among the dots that are not white, up to which a picture is a drawing with soft edges. */
const DRAWING_GREYS_MAX = 0.25

/**
 * The logo as the printer will show it: on white, never wider than the paper, made smaller by averaging. A
 * drawing in black keeps clean edges; a picture with greys becomes a scatter of dots (Floyd–Steinberg).
 * @param dots  across the paper
 * @returns null when the file is no PNG, or larger than any logo
 */
export function logoOf(png: Uint8Array, dots: number): Bitmap | null {
  const picture = readPng(png)
  if (picture === null) return null
  const scale = Math.min(1, dots / picture.width, HEIGHT_DOTS_MAX / picture.height)
  const width = Math.max(1, Math.floor(picture.width * scale))
  const height = Math.max(1, Math.floor(picture.height * scale))
  const ink = shrunk(picture, width, height)
  return isDrawing(ink) ? cut(ink, width, height) : scattered(ink, width, height)
}

/** Darkness of each dot, 0 white to 1 black, rows top down. */
type Shades = { readonly width: number; readonly height: number; readonly ink: Float32Array }

function readPng(png: Uint8Array): Shades | null {
  const file = Buffer.from(png.buffer, png.byteOffset, png.byteLength)
  if (file.length < HEADER_BYTES || file.length > PNG_BYTES_MAX) return null
  // The size is looked at first: a small file can unpack to gigabytes.
  const sides = [file.readUInt32BE(16), file.readUInt32BE(20)]
  if (sides.some((side) => side === 0 || side > SIDE_DOTS_MAX)) return null
  try {
    const { width, height, data } = PNG.sync.read(file)
    return { width, height, ink: Float32Array.from({ length: width * height }, inkIn(data)) }
  } catch {
    return null
  }
}

/** What is see-through is paper. Weights of the colours: ITU-R BT.601. */
function inkIn(data: Buffer): (_: unknown, index: number) => number {
  return (_, index) => {
    const at = 4 * index
    const [red, green, blue] = [data[at] ?? 255, data[at + 1] ?? 255, data[at + 2] ?? 255]
    const alpha = data[at + 3] ?? 255
    const light = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
    return (1 - light) * (alpha / 255)
  }
}

/** Each dot is the average of the points it covers. */
function shrunk(picture: Shades, width: number, height: number): Float32Array {
  const out = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      out[y * width + x] = average(picture, {
        left: Math.floor((x * picture.width) / width),
        right: Math.max(1, Math.floor(((x + 1) * picture.width) / width)),
        top: Math.floor((y * picture.height) / height),
        bottom: Math.max(1, Math.floor(((y + 1) * picture.height) / height)),
      })
    }
  }
  return out
}

type Box = {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function average({ width, ink }: Shades, { left, right, top, bottom }: Box): number {
  let sum = 0
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) sum += ink[y * width + x] ?? 0
  }
  return sum / ((right - left) * (bottom - top))
}

/** True when hardly anything is neither black nor white. */
function isDrawing(ink: Float32Array): boolean {
  const inked = ink.filter((each) => each > 0.1)
  const grey = inked.filter((each) => each < 0.9)
  return grey.length <= inked.length * DRAWING_GREYS_MAX
}

function cut(ink: Float32Array, width: number, height: number): Bitmap {
  const bitmap = blankBitmap(width, height)
  ink.forEach((each, i) => {
    if (each >= 0.5) blacken(bitmap, i % width, Math.floor(i / width))
  })
  return bitmap
}

/** Floyd–Steinberg: what a dot is too dark or too light is made up by its neighbours. */
function scattered(ink: Float32Array, width: number, height: number): Bitmap {
  const bitmap = blankBitmap(width, height)
  const pass = (x: number, y: number, error: number): void => {
    if (x < 0 || x >= width || y >= height) return
    ink[y * width + x] = (ink[y * width + x] ?? 0) + error
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const wanted = ink[y * width + x] ?? 0
      const black = wanted >= 0.5
      if (black) blacken(bitmap, x, y)
      const error = wanted - (black ? 1 : 0)
      pass(x + 1, y, (error * 7) / 16)
      pass(x - 1, y + 1, (error * 3) / 16)
      pass(x, y + 1, (error * 5) / 16)
      pass(x + 1, y + 1, error / 16)
    }
  }
  return bitmap
}
