import { PNG } from 'pngjs'

/** A PNG that goes from white at its left to black at its right. */
export function gradientPng(width: number, height: number): Uint8Array {
  return pngOf(width, height, (x) => 255 - Math.floor((255 * x) / Math.max(1, width - 1)))
}

/** A PNG in shades of grey. */
export function pngOf(
  width: number,
  height: number,
  shadeAt: (x: number, y: number) => number,
): Uint8Array {
  const picture = new PNG({ width, height })
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const shade = shadeAt(x, y)
      picture.data.set([shade, shade, shade, 255], (y * width + x) * 4)
    }
  }
  return PNG.sync.write(picture)
}
