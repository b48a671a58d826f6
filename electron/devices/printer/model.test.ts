import { describe, expect, test } from 'vitest'
import type { ReceiptDocument } from '../../../shared/receipt/document'
import { encodeReceipt } from './escpos'
import {
  PRINTER_MODEL_NAMES,
  printerModel,
  printerModelName,
  type PrinterChoice,
  type PrinterModelName,
} from './model'
import { receiptBytes } from './receipt-bytes'
import { TEST_PAGE } from './test-page'
import { readPaper, type PaperRead } from './testing/paper-reader'

const MIXED: ReceiptDocument = {
  columns: 48,
  blocks: [
    { type: 'text', text: 'é', align: 'center' },
    { type: 'row', left: 'name', right: '1.00' },
    { type: 'rule' },
    { type: 'qr', data: 'pine-01' },
  ],
}

/** Numbers of code pages that hardware.md 3.1 states. */
const STATED: Readonly<Record<string, readonly (readonly [number, string])[]>> = {
  'epson-tm-t88iii': [
    [0, 'cp437'],
    [16, 'windows-1252'],
    [17, 'cp866'],
    [18, 'cp852'],
    [19, 'cp858'],
  ],
  'citizen-ct-s310': [
    [2, 'cp858'],
    [6, 'cp852'],
  ],
  'bixolon-srp-350iii': [
    [28, 'windows-1251'],
    [29, 'cp737'],
  ],
  'xprinter-80mm': [
    [23, 'windows-1251'],
    [24, 'cp737'],
  ],
}

describe('every model file', () => {
  test.each(PRINTER_MODEL_NAMES)('%s can be read and fits its paper', (name) => {
    const model = printerModel({ model: nameOf(name) })
    expect(model.columns * 12).toBeLessThanOrEqual(model.dots)
    expect(model.dots / model.dotsPerMm).toBeGreaterThan(45)
    const encodings = model.codePages.map(({ encoding }) => encoding)
    expect(encodings).toContain('cp858')
    expect(new Set(encodings).size).toBe(encodings.length)
  })

  test.each(PRINTER_MODEL_NAMES)('%s prints the whole test page', (name) => {
    const model = printerModel({ model: nameOf(name) })
    const pages = new Map(model.codePages.map((page) => [page.number, page.encoding]))
    const language = model.language === 'esc-pos' ? 'esc-pos' : 'star'
    const read = readPaper(receiptBytes(TEST_PAGE, model), language, pages)
    expect(read.strange).toEqual([])
    expect(read.bars).toEqual(['code128 TEST-0042', 'ean13 4006381333931'])
    expect(read.qrs.length + read.pictures.length).toBeGreaterThan(0)
    expect(read.lines.join()).toMatch(/jalapeño +accents/)
    expect(read.lines.join()).toContain('€')
  })

  test.each(Object.entries(STATED))('%s has the code pages of its maker', (name, pages) => {
    const model = printerModel({ model: nameOf(name) })
    const known = new Map(model.codePages.map(({ number, encoding }) => [number, encoding]))
    for (const [number, encoding] of pages) expect(known.get(number)).toBe(encoding)
  })

  test('only Epson from the TM-T88IV answers process ids, and only Star counts ETBs', () => {
    for (const name of PRINTER_MODEL_NAMES) {
      const { confirmation } = printerModel({ model: nameOf(name) })
      const named = /^epson-tm-(t20|t88)(-stored-logo)?$/.test(name)
      expect(confirmation === 'process-id').toBe(named)
      expect(confirmation === 'etb').toBe(name.startsWith('star-'))
    }
  })
})

describe('without a model, the narrowest paper that fits', () => {
  test.each<[PrinterChoice, string]>([
    [{}, '80 mm receipt printer'],
    [{ columns: 32 }, '58 mm receipt printer'],
    [{ columns: 42 }, '80 mm receipt printer, 180 dpi'],
    [{ columns: 42, font: 'B' }, '58 mm receipt printer'],
    [{ columns: 35 }, '80 mm receipt printer, 180 dpi'],
    [{ columns: 56, font: 'B' }, '80 mm receipt printer, 180 dpi'],
    [{ columns: 64, font: 'B' }, '80 mm receipt printer'],
    [{ language: 'star-line' }, 'Star TSP650, TSP700, TSP800'],
    [{ language: 'star-prnt', columns: 32 }, 'Star mC-Print2, mPOP (58 mm)'],
  ])('%o', (choice, name) => {
    expect(printerModel(choice).name).toBe(name)
  })
})

describe('columns and fonts', () => {
  const cases: [PrinterChoice, number][] = []
  for (let columns = 30; columns <= 48; columns++) cases.push([{ columns }, columns])
  for (let columns = 30; columns <= 64; columns++) cases.push([{ columns, font: 'B' }, columns])

  test.each(cases)('%o fills its lines and no more', (choice, columns) => {
    const model = printerModel(choice)
    const read = readOf(choice)
    expect(Math.max(...read.lineBytes.map((line) => line.length))).toBe(columns)
    expect(columns * (choice.font === 'B' ? 9 : 12)).toBeLessThanOrEqual(model.dots)
  })

  test('columns that the paper has no room for are cut to those it has', () => {
    expect(printerModel({ model: 'epson-tm-t88', columns: 48 }).columns).toBe(42)
    expect(printerModel({ model: 'generic-58mm', columns: 64, font: 'B' }).columns).toBe(42)
  })

  test('font B is chosen once, and font A needs no command', () => {
    const b = readOf({ model: 'epson-tm-t20', font: 'B', columns: 64 })
    expect(b.commands.filter((command) => command.startsWith('1b4d'))).toEqual(['1b4d01'])
    expect(readOf({}).commands.some((command) => command.startsWith('1b4d'))).toBe(false)
  })

  test('on paper narrower than the printer, codes stand in the middle of the paper', () => {
    const narrow = readOf({ model: 'generic-80mm', columns: 30 })
    expect(narrow.commands).toContain('1d57' + '6801')
    const whole = readOf({ model: 'epson-tm-t88', columns: 42 })
    expect(whole.commands.some((command) => command.startsWith('1d57'))).toBe(false)
  })

  test('the language of a named model is its own, but Star printers can be switched', () => {
    const epson = printerModel({ model: 'epson-tm-t20', language: 'star-line' })
    expect(epson.language).toBe('esc-pos')
    const star = printerModel({ model: 'star-tsp650', language: 'esc-pos' })
    expect(star.language).toBe('star-line')
    const switched = printerModel({ model: 'star-tsp650', language: 'star-prnt' })
    expect(switched.language).toBe('star-prnt')
  })
})

function nameOf(name: string): PrinterModelName {
  const known = printerModelName(name)
  if (known === null) throw new Error(`No model ${name}`)
  return known
}

function readOf(choice: PrinterChoice): PaperRead {
  const model = printerModel(choice)
  const pages = new Map(model.codePages.map((page) => [page.number, page.encoding]))
  return readPaper(encodeReceipt(MIXED, model), 'esc-pos', pages)
}
