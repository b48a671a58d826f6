import { describe, expect, test } from 'vitest'
import type { Block } from '../../../shared/receipt/document'
import { encodeReceipt } from './escpos'
import { canDraw, lineImage } from './line-image'
import { printerModel, type PrinterModel } from './model'
import { isBlack } from './raster'
import { readPaper } from './testing/paper-reader'

const MODEL = printerModel()
const NARROW = printerModel({ columns: 32 })
const OLD = printerModel({ model: 'epson-tm-t88iii' })

describe('codes', () => {
  test('a printer that makes no QR codes gets a picture of 25 mm', () => {
    const read = readOf([{ type: 'qr', data: 'pine-01-20250320-0042' }], OLD)
    expect(read.qrs).toEqual([])
    const height = read.pictures.reduce((sum, picture) => sum + picture.height, 0)
    expect(height / OLD.dotsPerMm).toBeCloseTo(25, 0)
    expect(read.pictures[0]?.width).toBe(Math.ceil(height / 8) * 8)
  })

  test('an EAN-13 is thirteen digits, three dots a module', () => {
    const read = readOf([{ type: 'barcode', data: '4006381333931', symbology: 'ean13' }])
    expect(read.bars).toEqual(['ean13 4006381333931'])
    expect(read.commands).toEqual(expect.arrayContaining(['1d7703', '1d6b430d']))
  })

  test('an EAN-13 with a wrong check digit is left out', () => {
    expect(readOf([{ type: 'barcode', data: '4006381333932', symbology: 'ean13' }]).bars).toEqual(
      [],
    )
  })

  test('bars too wide for the paper are left out', () => {
    const block: Block = { type: 'barcode', data: 'pine-01-0042-17' }
    expect(readOf([block]).bars).toEqual(['code128 pine-01-0042-17'])
    expect(readOf([block], NARROW).bars).toEqual([])
  })
})

describe('a line in letters the printer lacks', () => {
  const line = (text: string): Block => ({ type: 'text', text })

  test('is printed as a picture as high as a line', () => {
    const read = readOf([line('Корм для котів 2 кг'), line('next')], NARROW)
    expect(read.pictures.reduce((sum, { height }) => sum + height, 0)).toBe(24)
    expect(read.pictures[0]?.width).toBe(Math.ceil((19 * 12) / 8) * 8)
    expect(read.commands).toEqual(expect.arrayContaining(['1b4a02', '1b4a04']))
    expect(read.lines).toEqual(['next', '', '', '', ''].slice(0, read.lines.length))
  })

  test('stays text where a code page has the letters', () => {
    expect(readOf([line('Привет')]).lines).toContain('Привет')
  })

  test('stays text, with question marks, where nobody has them', () => {
    expect(readOf([line('∰ Łódź')], NARROW).lines[0]).toBe('? Lódz')
    expect(canDraw('∰')).toBe(false)
  })

  test('a drawn letter is black where it should be, in every size and font', () => {
    for (const font of ['A', 'B'] as const) {
      for (const size of ['normal', 'double'] as const) {
        const bitmap = lineImage('Ш ', { bold: false, size, font })
        const dots = Array.from({ length: bitmap.height * bitmap.width }, (_, i) =>
          isBlack(bitmap, i % bitmap.width, Math.floor(i / bitmap.width)),
        )
        const share = dots.filter(Boolean).length / dots.length
        expect(share).toBeGreaterThan(0.08)
        expect(share).toBeLessThan(0.4)
      }
    }
  })
})

function readOf(blocks: readonly Block[], model: PrinterModel = MODEL) {
  const pages = new Map(model.codePages.map((page) => [page.number, page.encoding]))
  return readPaper(encodeReceipt({ columns: 48, blocks }, model), 'esc-pos', pages)
}
