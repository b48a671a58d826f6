import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ReceiptDocument } from '../../../shared/receipt/document'
import { RECEIPT_0042 } from '../../../shared/receipt/fixtures'
import { encodeReceipt } from './escpos'
import { logoOf } from './logo'
import { readLogo } from './logo-file'
import { printerModel } from './model'
import { blankBitmap, encodeRaster, isBlack } from './raster'
import { readPaper } from './testing/paper-reader'
import { gradientPng, pngOf } from './testing/pictures'

const PAGES = new Map([[0, 'cp437']])
const WITH_LOGO: ReceiptDocument = {
  ...RECEIPT_0042,
  blocks: [{ type: 'logo' }, ...RECEIPT_0042.blocks],
}

describe('a PNG as dots', () => {
  test('black is black, white and see-through are paper', () => {
    const logo = logoOf(
      pngOf(16, 4, (x) => (x < 8 ? 0 : 255)),
      576,
    )
    expect(logo).toMatchObject({ width: 16, height: 4 })
    expect([...(logo?.bits ?? [])]).toEqual([255, 0, 255, 0, 255, 0, 255, 0])
  })

  test('grey becomes as many dots as it is dark', () => {
    const logo = logoOf(
      pngOf(64, 64, () => 191),
      576,
    )
    const black = [...(logo?.bits ?? [])].reduce((sum, byte) => sum + ones(byte), 0)
    expect(black / (64 * 64)).toBeCloseTo(0.25, 1)
  })

  test('it is never wider than the paper nor higher than three centimetres', () => {
    expect(logoOf(gradientPng(1200, 100), 384)).toMatchObject({ width: 384, height: 32 })
    expect(logoOf(gradientPng(400, 960), 576)).toMatchObject({ width: 104, height: 240 })
  })

  test('what is no PNG, is broken, or claims to be huge, is no logo', () => {
    expect(logoOf(Buffer.from('GIF89a and much more than a header'), 576)).toBeNull()
    expect(logoOf(gradientPng(16, 16).subarray(0, 60), 576)).toBeNull()
    const bomb = Buffer.from(gradientPng(16, 16))
    bomb.writeUInt32BE(60_000, 16)
    expect(logoOf(bomb, 576)).toBeNull()
  })
})

test('a logo file that is away or no picture is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'logo-'))
  try {
    const file = join(folder, 'logo.png')
    expect(readLogo(file)).toBeNull()
    writeFileSync(file, 'not a picture')
    expect(readLogo(file)).toBeNull()
    writeFileSync(file, gradientPng(16, 16))
    expect(readLogo(file)).not.toBeNull()
  } finally {
    rmSync(folder, { recursive: true })
  }
})

describe('a logo on a receipt', () => {
  test('is sent in bands of at most 1,024 bytes, in the middle, before the text', () => {
    const model = printerModel({ logo: gradientPng(576, 100) })
    const read = readPaper(encodeReceipt(WITH_LOGO, model), 'esc-pos', PAGES)
    expect(read.pictures.reduce((sum, { height }) => sum + height, 0)).toBe(100)
    for (const { width, height } of read.pictures) {
      expect(width).toBe(576)
      expect((width / 8) * height).toBeLessThanOrEqual(1024)
    }
    expect(read.strange).toEqual([])
  })

  test('costs eleven bytes where the printer keeps it', () => {
    const model = printerModel({ model: 'epson-tm-t20-stored-logo', logo: gradientPng(576, 100) })
    const read = readPaper(encodeReceipt(WITH_LOGO, model), 'esc-pos', PAGES)
    expect(read.pictures).toEqual([])
    expect(read.commands).toContain('1d284c060030453030' + '0101')
  })

  test('without one, nothing is sent and no room is left', () => {
    for (const model of ['generic-80mm', 'epson-tm-t20-stored-logo'] as const) {
      const plain = printerModel({ model })
      const read = readPaper(encodeReceipt(WITH_LOGO, plain), 'esc-pos', PAGES)
      const without = readPaper(encodeReceipt(RECEIPT_0042, plain), 'esc-pos', PAGES)
      expect(read.lines).toEqual(without.lines)
      expect(read.commands.filter(isNoCheckpoint)).toEqual(without.commands.filter(isNoCheckpoint))
    }
  })

  test('its real-time commands are broken by one dot, and nothing else is changed', () => {
    const bitmap = blankBitmap(8 * 16, 1)
    bitmap.bits.set([0x10, 0x04, 0x10, 0x05, 0x10, 0x14, 0x1d, 0x72, 0x10, 0x10, 0x14, 0x20])
    const sent = [...encodeRaster(bitmap)].slice(8, 20)
    expect(sent).toEqual([0x18, 4, 0x18, 5, 0x18, 0x14, 0x1f, 0x72, 0x10, 0x18, 0x14, 0x20])
    expect(isBlack(bitmap, 3, 0)).toBe(true)
    expect(isBlack(bitmap, 4, 0)).toBe(false)
  })
})

/** Checkpoints stand after every fourth line, so one line more moves them. */
function isNoCheckpoint(command: string): boolean {
  return command !== '1d7231'
}

function ones(byte: number): number {
  return byte.toString(2).replaceAll('0', '').length
}
