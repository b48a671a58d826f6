/**
 * Our bytes beside those of two other encoders for the same receipts. Compared are, after reading them back:
 * the text of each line with runs of spaces as one, the data of QR codes and bars, the code page that holds each
 * text, the number of cuts, and that nothing is left half said. Styles, the way to align, how a cut is spelt and what
 * is sent before the first letter differ for good reasons and are not compared. receiptline sends QR codes as pictures
 * and an EAN-13 without its check digit, so there the size of the picture and the first twelve digits are.
 */
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import fc from 'fast-check'
import { transform } from 'receiptline'
import { describe, expect, test } from 'vitest'
import type { Block, ReceiptDocument } from '../../../shared/receipt/document'
import { LONG_RECEIPT, RECEIPT_0042, SHORT_RECEIPT } from '../../../shared/receipt/fixtures'
import { layoutReceipt } from '../../../shared/receipt/layout'
import { encodeReceipt } from './escpos'
import { printerModel, type PrinterModel } from './model'
import { readPaper, type PaperRead } from './testing/paper-reader'

const MODEL = printerModel({ model: 'epson-tm-t20' })
/** receiptline draws rules with page 1, which is Katakana on an Epson and dashes for us here. */
const PAGES = new Map([
  ...MODEL.codePages.map((p) => [p.number, p.encoding] as const),
  [1, 'cp437'],
  [2, 'cp850'],
])

const CODES: ReceiptDocument = {
  columns: 48,
  blocks: [
    { type: 'text', text: 'Codes', align: 'center' },
    { type: 'barcode', data: 'R42-7123456' },
    { type: 'barcode', data: '4006381333931', symbology: 'ean13' },
    { type: 'qr', data: 'pine-01-20250320-0042' },
  ],
}
const RECEIPTS = { short: SHORT_RECEIPT, example: RECEIPT_0042, long: LONG_RECEIPT, codes: CODES }

describe.each(Object.entries(RECEIPTS))('%s', (_, receipt) => {
  const ours = readPaper(encodeReceipt(receipt, MODEL), 'esc-pos', PAGES)

  test('@point-of-sale/receipt-printer-encoder says the same', () => {
    const theirs = readPaper(pointOfSale(receipt, MODEL), 'esc-pos', PAGES)
    expect(wordsOf(theirs)).toEqual(wordsOf(ours))
    expect(theirs.qrs).toEqual(ours.qrs)
    expect(theirs.bars).toEqual(ours.bars)
    expect([theirs.cuts, ours.cuts]).toEqual([1, 1])
    expect([theirs.strange, ours.strange]).toEqual([[], []])
  })

  test('receiptline says the same', () => {
    const theirs = readPaper(receiptLine(receipt), 'esc-pos', PAGES)
    expect(wordsOf(theirs)).toEqual(wordsOf(ours))
    expect(theirs.pictures.length).toBe(ours.qrs.length)
    expect(theirs.bars.map(withoutCheckDigit)).toEqual(ours.bars.map(withoutCheckDigit))
    expect(theirs.strange).toEqual([])
    expect(theirs.cuts).toBeGreaterThan(0)
  })

  test('the QR picture of a printer without QR codes is as large as that of receiptline', () => {
    const pictures = readPaper(encodeReceipt(receipt, { ...MODEL, qr: false }), 'esc-pos', PAGES)
    const [theirs] = readPaper(receiptLine(receipt), 'esc-pos', PAGES).pictures
    const height = pictures.pictures.reduce((sum, picture) => sum + picture.height, 0)
    expect(height).toBe(theirs?.height ?? 0)
  })
})

describe('letters and code pages', () => {
  const LETTERS = 'éèüöñçÅÄßÉ€°½«»ŠšČčŘřŽžĄąŁłПриветЖёqA1 '.split('')

  test('of 300 made-up names every one reads the same in both, from pages that have its letters', () => {
    const name = fc.array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(name, (letters) => {
        const text = letters.join('').trim()
        const receipt: ReceiptDocument = { columns: 48, blocks: [{ type: 'text', text }] }
        const ours = readPaper(
          encodeReceipt(receipt, { ...MODEL, raster: false }),
          'esc-pos',
          PAGES,
        )
        const theirs = readPaper(automatic(text), 'esc-pos', PAGES)
        const one = MODEL.codePages.some(({ byteOf }) =>
          letters.every((l) => byteOf[l.charCodeAt(0)]),
        )
        // One page for a line: where none has all its letters, ours writes some of them plain.
        if (one) expect(wordsOf(ours)).toEqual(wordsOf(theirs))
        expect(ours.lineBytes[0]?.length ?? 0).toBe(text.length)
      }),
      { numRuns: 300 },
    )
  })
})

function wordsOf({ lines }: PaperRead): readonly string[] {
  return lines
    .map((line) =>
      line
        .trim()
        .replace(/\s+/g, ' ')
        .replace(/^[-─ò]+$/, '-'),
    )
    .filter((line) => line !== '')
}

function withoutCheckDigit(bars: string): string {
  return bars.replace(/^(ean13 \d{12})\d$/, '$1')
}

/** The receipt as the package wants it: a call for each block, in the columns of the layout. */
function pointOfSale(receipt: ReceiptDocument, model: PrinterModel): Uint8Array {
  const encoder = new ReceiptPrinterEncoder({ language: 'esc-pos', columns: 48, newline: '\n' })
  encoder.initialize().codepage('cp437')
  for (const line of layoutReceipt({ ...receipt, columns: model.columns })) {
    if (line.type === 'text') {
      const times = line.size === 'double' ? 2 : 1
      encoder.bold(line.bold).size(times, times).codepage('auto').line(line.text)
      encoder.size(1, 1).bold(false)
    } else if (line.type === 'qr') {
      encoder
        .align('center')
        .qrcode(line.data, { model: 2, size: 8, errorlevel: 'm' })
        .align('left')
    } else if (line.type === 'barcode') {
      const options = { height: 80, width: 2, text: false }
      encoder.align('center').barcode(line.data, line.symbology, options).align('left')
    }
  }
  return encoder.newline(4).cut('partial').encode()
}

function automatic(text: string): Uint8Array {
  const candidates = ['cp437', 'cp858', 'windows1252', 'cp852', 'cp866'] as const
  return new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns: 48,
    newline: '\n',
    codepageCandidates: [...candidates],
  })
    .initialize()
    .codepage('auto')
    .line(text)
    .encode()
}

/** The receipt in the language of receiptline: bars at the ends of a row, carets for size. */
function receiptLine(receipt: ReceiptDocument): Uint8Array {
  const markup = receipt.blocks.map(markupOf).join('\n')
  const bytes = transform(markup, {
    cpl: 48,
    encoding: 'cp437',
    command: 'escpos',
    cutting: true,
    spacing: false,
  })
  return Buffer.from(bytes, 'latin1')
}

function markupOf(block: Block): string {
  switch (block.type) {
    case 'text':
    case 'row':
      return layoutReceipt({ columns: 48, blocks: [block] })
        .flatMap((line) => (line.type === 'text' ? [markedUp(line.text, line.size)] : []))
        .join('\n')
    case 'rule':
      return '---'
    case 'qr':
      return `{code:${block.data}; option:qrcode,8,M}`
    case 'barcode':
      return block.symbology === 'ean13'
        ? `{code:${block.data}; option:ean,3,80}`
        : `{code:${block.data}; option:code128,2,80}`
    default:
      return ''
  }
}

/** A name and its amount are two columns of receiptline; everything else is one. */
function markedUp(text: string, size: 'normal' | 'double'): string {
  const large = size === 'double' ? '^^^' : ''
  const [, left, right] = /^(\s*\S.*?)\s{2,}(\S+(?: +\S+)*)$/.exec(text) ?? []
  if (left === undefined || right === undefined) return `{w:*}\n|${large}${escaped(text)} |`
  const width = right.length * (size === 'double' ? 2 : 1)
  return `{w:*,${width}}\n|${large}${escaped(left)} | ${large}${escaped(right)}|`
}

function escaped(text: string): string {
  return text.trim().replace(/[\\|{}~_"`^]/g, (sign) => `\\${sign}`)
}
