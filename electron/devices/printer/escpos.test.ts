import { describe, expect, test } from 'vitest'
import { parseEscPos, type PrinterOrder } from '../../../sandbox/printer/parser'
import type { ReceiptDocument } from '../../../shared/receipt/document'
import { RECEIPT_0042 } from '../../../shared/receipt/fixtures'
import { layoutReceipt } from '../../../shared/receipt/layout'
import {
  checkpointsIn,
  encodeProcessIdRequest,
  encodePulse,
  encodeReceipt,
  encodeRecovery,
} from './escpos'
import { printerModel } from './model'

const MODEL = printerModel()

describe('a receipt in ESC/POS', () => {
  test('starts fresh, leaves two-byte characters and chooses a code page', () => {
    expect(hex(encodeReceipt(RECEIPT_0042, MODEL)).slice(0, 20)).toBe('1b401c2e1b74001b4501')
  })

  test('ends with four lines of paper and a partial cut', () => {
    expect(hex(encodeReceipt(RECEIPT_0042, MODEL)).slice(-14)).toBe('1b64041d564200')
  })

  test('without a cutter it feeds and does not cut', () => {
    expect(namesOf(encodeReceipt(RECEIPT_0042, printerModel({ cutter: false })))).not.toContain(
      'GS V',
    )
  })

  test('a document that cuts at its end is cut once', () => {
    const document: ReceiptDocument = {
      ...RECEIPT_0042,
      blocks: [...RECEIPT_0042.blocks, { type: 'cut' }],
    }
    expect(encodeReceipt(document, MODEL)).toEqual(encodeReceipt(RECEIPT_0042, MODEL))
  })

  test('has one byte a character and a line feed a line', () => {
    const read = linesOf(parseEscPos(encodeReceipt(RECEIPT_0042, MODEL)))
    const laid = layoutReceipt(RECEIPT_0042).flatMap((l) => (l.type === 'text' ? [l.text] : []))
    expect(read).toEqual(laid)
  })

  test('is laid out for the columns of the printer that prints it', () => {
    const narrow = linesOf(parseEscPos(encodeReceipt(RECEIPT_0042, printerModel({ columns: 32 }))))
    expect(Math.max(...narrow.map((line) => line.length))).toBe(32)
  })

  test('the same receipt gives the same bytes', () => {
    expect(encodeReceipt(RECEIPT_0042, MODEL)).toEqual(encodeReceipt(RECEIPT_0042, MODEL))
  })

  test('has a checkpoint every four lines, and none for a printer that cannot answer', () => {
    const lines = layoutReceipt(RECEIPT_0042).length
    expect(checkpointsIn(encodeReceipt(RECEIPT_0042, MODEL))).toBe(Math.floor(lines / 4))
    const oneWay = { ...MODEL, confirmation: 'none' } as const
    expect(checkpointsIn(encodeReceipt(RECEIPT_0042, oneWay))).toBe(0)
  })

  test('the QR code is model 2, level M, 25 modules of 8 dots: 25 mm', () => {
    const codes = parseEscPos(encodeReceipt(RECEIPT_0042, MODEL)).flatMap((order) =>
      order.type === 'command' && order.name === 'GS (' ? [hex(order.bytes)] : [],
    )
    expect(codes).toEqual([
      '1d286b0400314132' + '00',
      '1d286b0300314308',
      '1d286b0300314531',
      '1d286b1800315030' + hex(Buffer.from('pine-01-20250320-0042')),
      '1d286b0300315130',
    ])
  })
})

describe('characters', () => {
  test('each line uses a code page that has all its letters', () => {
    expect(hex(textBytes('Crème brûlée'))).toBe('43728a6d65206272966c8265')
    expect(hex(textBytes('5 €'))).toBe('3520d5')
    expect(hex(textBytes('Škoda'))).toBe('8a6b6f6461')
    expect(hex(textBytes('Привет'))).toBe('8fe0a8a2a5e2')
  })

  test('a letter no page has is written plain, and a sign without a plain form as ?', () => {
    const model = printerModel({ columns: 32 })
    expect(Buffer.from(textBytes('Łódź ∰', model)).toString('latin1')).toBe('L\xa2dz ?')
  })
})

describe('single commands', () => {
  test('the drawer pulse is 50 ms on, 500 ms off, on pin 2', () => {
    expect(hex(encodePulse(MODEL))).toBe('1b700019fa')
    expect(encodePulse(printerModel({ drawer: false }))).toHaveLength(0)
  })

  test('a receipt pulses the drawer before its text, and only when asked', () => {
    expect(namesOf(encodeReceipt(RECEIPT_0042, MODEL))).not.toContain('ESC p')
    const orders = parseEscPos(encodeReceipt(RECEIPT_0042, MODEL, { drawer: true }))
    const pulse = orders.findIndex((o) => o.type === 'command' && o.name === 'ESC p')
    expect(pulse).toBeGreaterThan(0)
    expect(pulse).toBeLessThan(orders.findIndex((o) => o.type === 'character'))
  })

  test('a process id request carries its four digits', () => {
    expect(hex(encodeProcessIdRequest('0042'))).toBe('1d28480600303030303432')
  })

  test('the recovery ends any half command and clears the line', () => {
    const half = Uint8Array.of(0x1d, 0x28, 0x6b, 200, 0, 0x31, 0x50)
    const orders = parseEscPos(Uint8Array.from([...half, ...encodeRecovery()]))
    expect(orders.at(-1)).toMatchObject({ type: 'command', name: 'ESC @' })
    expect(orders.filter((order) => order.type === 'character')).toEqual([])
  })
})

test('the parser reads the same whole and byte by byte, and text around a Code 128 stays text', () => {
  const document: ReceiptDocument = {
    columns: 48,
    blocks: [
      { type: 'text', text: 'before' },
      { type: 'barcode', data: 'R{42}-7' },
      { type: 'text', text: 'after' },
    ],
  }
  const orders = parseEscPos(encodeReceipt(document, MODEL))
  expect(linesOf(orders)).toEqual(['before', 'after'])
  const barcode = orders.find((o) => o.type === 'command' && o.name === 'GS k')
  expect(barcode && 'bytes' in barcode && hex(barcode.bytes)).toBe('1d6b490a7b42527b7b34327d2d37')
})

function hex(bytes: Iterable<number>): string {
  return Buffer.from([...bytes]).toString('hex')
}

function namesOf(bytes: Uint8Array): readonly string[] {
  return parseEscPos(bytes).flatMap((order) => (order.type === 'command' ? [order.name] : []))
}

/** The printed lines, with the bytes of ASCII as characters. */
function linesOf(orders: readonly PrinterOrder[]): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const order of orders) {
    if (order.type === 'character') line += String.fromCharCode(order.byte)
    if (order.type !== 'line-feed') continue
    lines.push(line)
    line = ''
  }
  return lines
}

function textBytes(text: string, model = MODEL): readonly number[] {
  const document: ReceiptDocument = { columns: model.columns, blocks: [{ type: 'text', text }] }
  return parseEscPos(encodeReceipt(document, model)).flatMap((order) =>
    order.type === 'character' ? [order.byte] : [],
  )
}
