/**
 * What stands in the middle of a receipt and is no text: QR codes, bars, the logo. Everything is centred by
 * the printer (ESC a 1), followed by a little white paper (ESC J) and back to the left (ESC a 0).
 *
 *   1D 28 6B …                    GS ( k   QR code, made by the printer
 *   1D 68 h · 1D 77 w · 1D 48 0   GS h, GS w, GS H: bars h dots high, w dots a module, no text under them
 *   1D 6B 49 n 7B 42 …            GS k     Code 128 in set B; "{" is said twice
 *   1D 6B 43 0D …                 GS k     EAN-13, thirteen digits
 *   1D 76 30 …                    GS v 0   a picture
 *   1D 28 4C 06 00 30 45 k1 k2 1 1   GS ( L   the picture the printer keeps under a key, once as high and wide
 *
 * Source: Epson ESC/POS command reference; hardware.md 3.1.
 */
import { encode } from 'uqr'
import { assert } from '../../../shared/assert'
import { code128Bars } from '../../../shared/receipt/code128'
import { ean13Bars } from '../../../shared/receipt/ean13'
import type { ReceiptLine } from '../../../shared/receipt/layout'
import type { ByteWriter } from './byte-writer'
import type { PrinterModel } from './model'
import { qrModules } from './qr-modules'
import { blacken, blankBitmap, encodeRaster, type Bitmap } from './raster'

const ESC = 0x1b
const GS = 0x1d

/** White paper underneath: a QR code wants three or four of its modules, bars and a logo only some air. */
const QR_GAP_DOTS = 24
const GAP_DOTS = 12
const QR_MM = 25
const BAR_HEIGHT_DOTS = 80
/** Dots a module of the bars: 2 is the least a printer can, 3 scans from further away. */
const BAR_DOTS = { code128: 2, ean13: 3 } as const
/** White modules that a scanner needs at both ends of the bars. */
const QUIET_MODULES = 10

/** A QR code about 25 mm wide: model 2, error level M. */
export function encodeQr(writer: ByteWriter, data: string, model: PrinterModel): void {
  const modules = qrModules(data.length)
  if (modules === null || (!model.qr && !model.raster)) return
  const dots = Math.min(16, Math.max(3, Math.round((QR_MM * model.dotsPerMm) / modules)))
  centered(writer, () => {
    if (model.qr) encodeOwnQr(writer, data, dots)
    else writer.append(encodeRaster(qrBitmap(data, dots)))
    writer.bytes(ESC, 0x4a, QR_GAP_DOTS - GAP_DOTS)
  })
}

/** Bars; those too wide for the paper are left out, because a printer prints nothing or half of them. */
export function encodeBarcode(writer: ByteWriter, line: BarcodeLine, model: PrinterModel): void {
  const { data, symbology } = line
  const dots = BAR_DOTS[symbology]
  if (barModules(line) * dots > model.dots) return
  const said = symbology === 'ean13' ? data : `{B${data.replaceAll('{', '{{')}`
  centered(writer, () => {
    writer.bytes(GS, 0x68, BAR_HEIGHT_DOTS, GS, 0x77, dots, GS, 0x48, 0)
    writer.bytes(GS, 0x6b, symbology === 'ean13' ? 0x43 : 0x49, said.length)
    ascii(writer, said)
  })
}

/** How many modules wide bars are, with the white at both ends. */
export function barModules({ data, symbology }: BarcodeLine): number {
  const bars = symbology === 'ean13' ? ean13Bars(data) : code128Bars(data)
  return bars.reduce((sum, width) => sum + width, 2 * QUIET_MODULES)
}

type BarcodeLine = Extract<ReceiptLine, { type: 'barcode' }>

/** The shop's logo: from the printer's memory where the model has a key for it, else dot by dot. */
export function encodeLogo(writer: ByteWriter, model: PrinterModel): void {
  const { logo, storedLogo } = model
  if (logo === null || (storedLogo === null && !model.raster)) return
  centered(writer, () => {
    if (storedLogo) writer.bytes(GS, 0x28, 0x4c, 6, 0, 0x30, 0x45, ...storedLogo, 1, 1)
    else writer.append(encodedLogo(logo))
  })
}

/** The bytes of each logo, made once. */
const LOGOS = new WeakMap<Bitmap, Uint8Array>()

function encodedLogo(logo: Bitmap): Uint8Array {
  const known = LOGOS.get(logo)
  if (known) return known
  const bytes = encodeRaster(logo)
  LOGOS.set(logo, bytes)
  return bytes
}

function centered(writer: ByteWriter, encodePart: () => void): void {
  writer.bytes(ESC, 0x61, 1)
  encodePart()
  writer.bytes(ESC, 0x4a, GAP_DOTS, ESC, 0x61, 0)
}

/** GS ( k pL pH 31 fn …, fn 41 model, 43 dots a module, 45 level, 50 store, 51 print. */
function encodeOwnQr(writer: ByteWriter, data: string, dots: number): void {
  const length = data.length + 3
  writer.bytes(GS, 0x28, 0x6b, 4, 0, 0x31, 0x41, 0x32, 0)
  writer.bytes(GS, 0x28, 0x6b, 3, 0, 0x31, 0x43, dots)
  writer.bytes(GS, 0x28, 0x6b, 3, 0, 0x31, 0x45, 0x31)
  writer.bytes(GS, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, 0x50, 0x30)
  ascii(writer, data)
  writer.bytes(GS, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30)
}

function qrBitmap(data: string, dots: number): Bitmap {
  const { data: modules, size } = encode(data, { ecc: 'M', boostEcc: false, border: 0 })
  const bitmap = blankBitmap(size * dots, size * dots)
  for (let y = 0; y < size * dots; y++) {
    for (let x = 0; x < size * dots; x++) {
      if (modules[Math.floor(y / dots)]?.[Math.floor(x / dots)]) blacken(bitmap, x, y)
    }
  }
  return bitmap
}

/** The layout lets only printable ASCII into a code; a byte of another kind is a mistake of ours. */
function ascii(writer: ByteWriter, text: string): void {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    assert(code >= 0x20 && code <= 0x7e, 'A code holds printable ASCII only')
    writer.byte(code)
  }
}
