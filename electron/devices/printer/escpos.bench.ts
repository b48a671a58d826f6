/*
 * The receipt of the running example as bytes, beside the encoders that npm offers. Those are no dependency:
 * they are measured when the folder that BENCH_ENCODERS names has them in its node_modules.
 */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { bench, describe } from 'vitest'
import type { Block } from '../../../shared/receipt/document'
import { RECEIPT_0042 } from '../../../shared/receipt/fixtures'
import { encodeReceipt } from './escpos'
import { printerModel } from './model'

const COLUMNS = 48
const model = printerModel({ columns: COLUMNS })

for (const round of [1, 2, 3]) {
  describe(`receipt to bytes, round ${round}`, () => {
    bench('ours', () => {
      encodeReceipt(RECEIPT_0042, model)
    })
    for (const { name, encode } of others()) bench(name, encode)
  })
}

type Other = { readonly name: string; readonly encode: () => void }

/** Packages that are not there cannot be typed; all of them are fluent. */
type Fluent = Readonly<Record<Call, (...values: readonly unknown[]) => Fluent>>
type Call =
  | 'initialize'
  | 'codepage'
  | 'align'
  | 'bold'
  | 'size'
  | 'line'
  | 'table'
  | 'rule'
  | 'newline'
  | 'qrcode'
  | 'cut'
  | 'encode'
  | 'clear'
  | 'alignCenter'
  | 'alignLeft'
  | 'setTextDoubleHeight'
  | 'setTextNormal'
  | 'println'
  | 'leftRight'
  | 'drawLine'
  | 'newLine'
  | 'printQR'
  | 'partialCut'
  | 'getBuffer'
type Packaged = Readonly<Record<string, unknown>>

function others(): readonly Other[] {
  const folder = process.env['BENCH_ENCODERS'] ?? ''
  if (!existsSync(join(folder, 'node_modules'))) return []
  const require = createRequire(join(folder, 'anything.cjs'))
  const makers: Readonly<Record<string, (packaged: Packaged) => () => void>> = {
    '@point-of-sale/receipt-printer-encoder': pointOfSale,
    'node-thermal-printer': thermalPrinter,
    receiptline: receiptLine,
  }
  return Object.entries(makers).flatMap(([name, make]) => {
    if (!existsSync(join(folder, 'node_modules', name))) return []
    const packaged: Packaged = require(name)
    return [{ name, encode: make(packaged) }]
  })
}

function made(maker: unknown, settings: object): Fluent {
  return Reflect.construct(maker as new () => Fluent, [settings]) as Fluent
}

function pointOfSale(packaged: Packaged): () => void {
  const maker = packaged['default'] ?? packaged
  const amounts = [
    { width: COLUMNS - 12, align: 'left' },
    { width: 12, align: 'right' },
  ]
  return () => {
    const encoder = made(maker, { language: 'esc-pos', columns: COLUMNS })
    encoder.initialize().codepage('cp437')
    for (const block of RECEIPT_0042.blocks) {
      if (block.type === 'text') {
        encoder.align(block.align ?? 'left').bold(block.bold ?? false)
        encoder.size(sizeOf(block), sizeOf(block)).line(block.text)
        encoder.size(1, 1).bold(false).align('left')
      } else if (block.type === 'row') {
        encoder.bold(block.bold ?? false)
        encoder.table(amounts, [[indented(block), block.right]]).bold(false)
      } else if (block.type === 'rule') encoder.rule()
      else if (block.type === 'blank') encoder.newline()
      else if (block.type === 'qr') encoder.align('center').qrcode(block.data).align('left')
    }
    encoder.newline(4).cut('partial').encode()
  }
}

function thermalPrinter(packaged: Packaged): () => void {
  const settings = { type: 'epson', interface: 'tcp://127.0.0.1:9', width: COLUMNS }
  const printer = made(packaged['ThermalPrinter'], settings)
  return () => {
    printer.clear()
    for (const block of RECEIPT_0042.blocks) {
      if (block.type === 'text') {
        if (block.align === 'center') printer.alignCenter()
        printer.bold(block.bold ?? false)
        if (sizeOf(block) === 2) printer.setTextDoubleHeight()
        printer.println(block.text)
        printer.setTextNormal()
        printer.bold(false)
        printer.alignLeft()
      } else if (block.type === 'row') {
        printer.bold(block.bold ?? false)
        printer.leftRight(indented(block), block.right)
        printer.bold(false)
      } else if (block.type === 'rule') printer.drawLine()
      else if (block.type === 'blank') printer.newLine()
      else if (block.type === 'qr') printer.printQR(block.data)
    }
    printer.partialCut()
    printer.getBuffer()
  }
}

function receiptLine(packaged: Packaged): () => void {
  const transform = packaged['transform'] as (text: string, printer: object) => string
  const printer = { cpl: COLUMNS, encoding: 'cp437', command: 'escpos', cutting: true }
  return () => {
    transform(RECEIPT_0042.blocks.map(markup).join('\n'), printer)
  }
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
      return `{code:${block.data}; option:qrcode,5,M}`
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
