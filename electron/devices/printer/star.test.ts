import { describe, expect, test } from 'vitest'
import type { ReceiptDocument } from '../../../shared/receipt/document'
import { RECEIPT_0042 } from '../../../shared/receipt/fixtures'
import { layoutReceipt } from '../../../shared/receipt/layout'
import { printerModel } from './model'
import { receiptBytes } from './receipt-bytes'
import {
  encodeStarEtb,
  encodeStarPulse,
  encodeStarReceipt,
  encodeStarReset,
  encodeStarStatusRequest,
} from './star'
import { gradientPng } from './testing/pictures'
import { readPaper } from './testing/paper-reader'

const MODEL = printerModel({ model: 'star-tsp100iv' })
const PAGES = new Map(MODEL.codePages.map((page) => [page.number, page.encoding]))

/** Signs the layout has already replaced. */
const LAID_OUT_PLAINLY = '№‚„…ˆ‹Œ‘’“”•–—™›œ'

describe('a receipt for Star', () => {
  test.each(['star-line', 'star-prnt'] as const)('%s has the lines of the layout', (language) => {
    const model = printerModel({ model: 'star-tsp650', language })
    expect(model.language).toBe(language)
    const read = readPaper(receiptBytes(RECEIPT_0042, model), 'star', PAGES)
    const laid = layoutReceipt(RECEIPT_0042).flatMap((l) => (l.type === 'text' ? [l.text] : []))
    const lines = [...read.lines]
    // The package ends a code with a line feed of its own.
    lines.splice(laid.indexOf('             pine-01-20250320-0042'), 1)
    expect(lines).toEqual(laid)
    expect(read).toMatchObject({ qrs: ['pine-01-20250320-0042'], cuts: 1, pulses: 0, strange: [] })
  })

  test('starts fresh with a font and a code page of ours, and ends with a partial cut', () => {
    const bytes = hex(encodeStarReceipt(RECEIPT_0042, MODEL))
    expect(bytes.slice(0, 28)).toBe('1b40181b1e4600' + '1b45' + '1b1d7404' + '20')
    expect(bytes.slice(-6)).toBe('1b6403')
  })

  test('font B holds 64 columns', () => {
    const model = printerModel({ model: 'star-tsp100iv', font: 'B' })
    const read = readPaper(encodeStarReceipt(RECEIPT_0042, model), 'star', PAGES)
    expect(read.commands).toContain('1b1e4601')
    expect(Math.max(...read.lineBytes.map((line) => line.length))).toBe(64)
  })

  test('each line is in a code page that has its letters', () => {
    const read = readTexts('Crème 5 €', 'Čeština', 'Привет', 'plain')
    expect(read.lines).toEqual(['Crème 5 €', 'Čeština', 'Привет', 'plain'])
    expect(read.pages).toEqual([4, 5, 10])
  })

  test.each(MODEL.codePages.map((page) => [page.encoding, page] as const))(
    '%s: every character is its own byte, and never one below 20',
    (_, page) => {
      const model = { ...MODEL, codePages: [page] }
      for (let byte = 0x80; byte <= 0xff; byte++) {
        const code = page.byteOf.indexOf(byte)
        if (code < 0) continue
        const blocks = [{ type: 'text', text: String.fromCharCode(code) } as const]
        const bytes = encodeStarReceipt({ columns: 48, blocks }, model)
        const read = readPaper(bytes, 'star', PAGES)
        expect(read.strange).toEqual([])
        const [sent] = read.lineBytes[0] ?? []
        if (sent !== byte) expect(LAID_OUT_PLAINLY + '§¶').toContain(String.fromCharCode(code))
      }
    },
  )

  test('letters of no page become plain ones, and signs a question mark', () => {
    expect(readTexts('Łódź Ω 猫').lines).toEqual(['Łódź ? ?'])
  })

  test('bars and codes carry what they were given', () => {
    const document: ReceiptDocument = {
      columns: 48,
      blocks: [
        { type: 'barcode', data: 'R{42}-7' },
        { type: 'barcode', data: '4006381333931', symbology: 'ean13' },
      ],
    }
    const read = readPaper(encodeStarReceipt(document, MODEL), 'star', PAGES)
    expect(read).toMatchObject({ bars: ['code128 R{42}-7', 'ean13 4006381333931'], strange: [] })
  })

  test('a logo goes out as columns of dots, none of which is a command', () => {
    const model = printerModel({ model: 'star-tsp100iv', logo: gradientPng(300, 100) })
    const document: ReceiptDocument = { columns: 48, blocks: [{ type: 'logo' }] }
    const read = readPaper(encodeStarReceipt(document, model), 'star', PAGES)
    expect(read.pictures).toEqual(Array.from({ length: 5 }, () => ({ width: 304, height: 24 })))
    expect(read.strange).toEqual([])
  })
})

describe('commands alone', () => {
  test('the pulse is 50 ms on and 500 ms off, drawer 1 or 2', () => {
    expect(hex(encodeStarPulse(MODEL))).toBe('1b07053207')
    const second = { ...MODEL, drawer: { pin: 1, onMs: 50, offMs: 500 } } as const
    expect(hex(encodeStarPulse(second))).toBe('1b0705321a')
    expect(encodeStarPulse(printerModel({ model: 'star-tsp650', drawer: false }))).toHaveLength(0)
  })

  test('ETB, its counter and the status request', () => {
    expect(hex(encodeStarEtb())).toBe('17')
    expect(hex(encodeStarReset())).toBe('1b1e4500')
    expect(hex(encodeStarStatusRequest())).toBe('1b0601')
  })

  test('a receipt pulses the drawer before its text, and only when asked', () => {
    const asked = encodeStarReceipt(RECEIPT_0042, MODEL, { drawer: true })
    expect(hex(asked).startsWith('1b07053207')).toBe(true)
  })
})

function readTexts(...texts: readonly string[]) {
  const blocks = texts.map((text) => ({ type: 'text', text }) as const)
  return readPaper(encodeStarReceipt({ columns: 48, blocks }, MODEL), 'star', PAGES)
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
