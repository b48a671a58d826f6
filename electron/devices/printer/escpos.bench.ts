/*
 * Receipts as bytes, beside the encoders that npm offers, in one run: 48 columns, the logo in the printer's
 * own memory. Each name ends in the bytes its receipt has. Ours has checkpoints and a document to lay out besides;
 * theirs begin with the text they are given.
 */
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import { transform, type Printer } from 'receiptline'
import { bench, describe } from 'vitest'
import type { Block, ReceiptDocument } from '../../../shared/receipt/document'
import { LONG_RECEIPT, SHORT_RECEIPT } from '../../../shared/receipt/fixtures'
import { encodeReceipt } from './escpos'
import { printerModel } from './model'
import { pngOf } from './testing/pictures'

const COLUMNS = 48
const LOGO = pngOf(384, 128, (x, y) => (((x >> 3) + (y >> 3)) % 2 === 0 ? 0 : 255))
const MODEL = printerModel({ model: 'epson-tm-t20-stored-logo', columns: COLUMNS, logo: LOGO })
const RECEIPTS = { short: SHORT_RECEIPT, long: LONG_RECEIPT }

for (const round of [1, 2, 3]) {
  for (const [length, receipt] of Object.entries(RECEIPTS)) {
    describe(`${length} receipt, round ${round}`, () => {
      const encoders = {
        ours: () => encodeReceipt(receipt, MODEL),
        '@point-of-sale/receipt-printer-encoder': () => pointOfSale(receipt),
        receiptline: () => receiptLine(receipt),
      }
      for (const [name, encode] of Object.entries(encoders)) {
        bench(`${name}, ${encode().length} bytes`, () => {
          encode()
        })
      }
    })
  }
}

const AMOUNTS = [
  { width: COLUMNS - 12, align: 'left' },
  { width: 12, align: 'right' },
] as const

/** GS ( L: the logo the printer keeps; the package has no command for it. */
const STORED_LOGO = [0x1d, 0x28, 0x4c, 6, 0, 0x30, 0x45, 0x30, 0x30, 1, 1]

function pointOfSale(receipt: ReceiptDocument): Uint8Array {
  const encoder = new ReceiptPrinterEncoder({ language: 'esc-pos', columns: COLUMNS })
  encoder.initialize().codepage('cp437')
  for (const block of receipt.blocks) {
    if (block.type === 'text') {
      encoder.align(block.align ?? 'left').bold(block.bold ?? false)
      encoder.size(sizeOf(block), sizeOf(block)).line(block.text)
      encoder.size(1, 1).bold(false).align('left')
    } else if (block.type === 'row') {
      encoder.bold(block.bold ?? false)
      encoder.table([...AMOUNTS], [[indented(block), block.right]]).bold(false)
    } else if (block.type === 'rule') encoder.rule()
    else if (block.type === 'blank') encoder.newline()
    else if (block.type === 'logo') encoder.raw(STORED_LOGO)
    else if (block.type === 'qr') encoder.align('center').qrcode(block.data).align('left')
  }
  return encoder.newline(4).cut('partial').encode()
}

const RECEIPTLINE: Printer = {
  cpl: COLUMNS,
  encoding: 'cp437',
  command: 'escpos',
  cutting: true,
}

/** It has no logo in the printer's memory: this receipt is without. It answers text, a character a byte. */
function receiptLine(receipt: ReceiptDocument): string {
  return transform(receipt.blocks.map(markup).join('\n'), RECEIPTLINE)
}

/** A block in the language of receiptline: bars at the ends of a row, carets for size. */
function markup(block: Block): string {
  switch (block.type) {
    case 'text':
      return sizeOf(block) === 2 ? `^^^"${block.text}"` : block.text
    case 'row':
      return `|${indented(block)} | ${block.right}|`
    case 'rule':
      return '---'
    case 'qr':
      return `{code:${block.data}; option:qrcode,8,M}`
    default:
      return ''
  }
}

function sizeOf(block: { readonly size?: string }): number {
  return block.size === 'double' ? 2 : 1
}

function indented(block: { readonly left: string; readonly indent?: number }): string {
  return ' '.repeat(block.indent ?? 0) + block.left
}
