/**
 * Text from outside, made to look like printer commands. The jobs are read back by `testing/paper-reader.ts`,
 * which shares nothing with the encoders, and every command in them must be one of the template's.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ReceiptDocument } from '../../../shared/receipt/document'
import { layoutReceipt } from '../../../shared/receipt/layout'
import { encodeReceipt } from './escpos'
import { printerModel, type PrinterModelName } from './model'
import { encodeStarReceipt } from './star'
import { readPaper, type Language, type PaperRead } from './testing/paper-reader'

const STRINGS = 20_000
const STRINGS_EACH = 10

const ATTACKS = [
  '\u001bp\u0000\u0019\u00fa',
  '\u001dV\u0000',
  '\u001b@',
  '\u001d(E\u0003\u0000\u0006\u0000\u0000',
  '\u0010\u0014\u0001\u0000\u0001',
  '\u0010\u0004\u0001',
  '\u0010\u0005\u0002',
  '\u001b\u0007\u000a\u000a\u0007',
  '\u001bd\u0003',
  '\u0007\u0017\u001a\u001c\u0018',
  '\u009b1;2H',
  '\u0090\u0091\u009d',
  '\u202e00.01\u2066',
  '\ud83d',
  '\udc00x\ud800',
  '🐈‍⬛🐾',
  '§¶•☺♥→◄⌂',
  'é→\u0080…Ç\u0099',
  'Пёс и Łódź',
  'x'.repeat(4096),
  '\u001bp00'.repeat(1024),
]

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(
      '\u001b',
      '\u001d',
      '\u0010',
      '\u0014',
      'p',
      'é',
      '\u0080',
      'a',
      'Ł',
      'Ж',
    ),
    maxLength: 20,
  }),
  fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)), maxLength: 40 }),
  fc.constantFrom(...ATTACKS),
)
const strings = fc.array(hostile, { minLength: STRINGS_EACH, maxLength: STRINGS_EACH })

/** Every command a receipt may hold, as hexadecimal without its data. */
const ESC_POS_TEMPLATE = [
  /^1b40$/,
  /^1c2e$/,
  /^1b4d01$/,
  /^1d57....$/,
  /^1b74..$/,
  /^1b450[01]$/,
  /^1d21(00|11)$/,
  /^1b610[01]$/,
  /^1b4a0[24c]$/,
  /^1b6404$/,
  /^1d564200$/,
  /^1d7231$/,
  /^1d286b0400314132(00)$/,
  /^1d286b03003143(0[3-9a-f]|10)$/,
  /^1d286b0300314531$/,
  /^1d286b..00315030$/,
  /^1d286b0300315130$/,
  /^1d6850$/,
  /^1d7702$/,
  /^1d4800$/,
  /^1d6b49..$/,
  /^1d763000..00..00$/,
]
const STAR_TEMPLATE = [
  /^1b40$/,
  /^18$/,
  /^1b1e460[01]$/,
  /^1b1d74(04|20|05|0a)$/,
  /^1b4[56]$/,
  /^1b690[01]0[01]$/,
  /^1b1d610[01]$/,
  /^1b1d79533002$/,
  /^1b1d7953320[3-8]$/,
  /^1b1d79533101$/,
  /^1b1d794431(00)..00$/,
  /^1b1d7950$/,
  /^1b6206010250$/,
  /^1b1d503[01]$/,
  /^1b6403$/,
]

describe('20,000 hostile strings through names, coupon titles and footers', () => {
  const models: readonly PrinterModelName[] = [
    'generic-58mm',
    'generic-80mm',
    'citizen-ct-s310',
    'epson-tm-t88iii',
    'bixolon-srp-350iii',
  ]
  test.each(models)(
    'ESC/POS, %s: no command beyond the template, not one line more',
    (name) => {
      const model = printerModel({ model: name })
      const runs = STRINGS / STRINGS_EACH / models.length
      const pages = new Map(model.codePages.map((page) => [page.number, page.encoding]))
      check(runs, (texts) => {
        const document = documentOf(texts)
        const read = readPaper(encodeReceipt(document, model), 'esc-pos', pages)
        const drawn = read.commands.filter((command) => command === '1b4a04').length
        expect(outcome(read, ESC_POS_TEMPLATE)).toEqual({
          beyond: [],
          strange: [],
          cuts: cuts(model),
        })
        expect(read.lines.length + drawn).toBe(linesOf({ ...document, columns: model.columns }))
        expect(read.lineBytes.every((line) => line.length <= model.columns)).toBe(true)
        expect(read.commands.filter((command) => command === '1b40')).toHaveLength(1)
      })
    },
    120_000,
  )

  const stars: readonly PrinterModelName[] = ['star-tsp100iv', 'star-tsp650', 'star-mc-print2']
  test.each(stars)(
    'Star, %s: no command beyond the template, not one line more',
    (name) => {
      const model = printerModel({ model: name })
      const pages = new Map(model.codePages.map((page) => [page.number, page.encoding]))
      check(Math.ceil(STRINGS / STRINGS_EACH / stars.length), (texts) => {
        const document = documentOf(texts)
        const read = readPaper(encodeStarReceipt(document, model), 'star', pages)
        expect(outcome(read, STAR_TEMPLATE)).toEqual({ beyond: [], strange: [], cuts: 1 })
        const codes = read.qrs.length + read.bars.length
        expect(read.lines.length - codes).toBe(linesOf({ ...document, columns: model.columns }))
        expect(read.lineBytes.every((line) => line.length <= model.columns)).toBe(true)
      })
    },
    240_000,
  )
})

test('the reader itself finds what it is there to find', () => {
  const find = (language: Language, ...bytes: readonly number[]) =>
    readPaper(Uint8Array.of(...bytes), language, new Map())
  expect(find('esc-pos', 0x1b, 0x70, 0, 25, 250).pulses).toBe(1)
  expect(outcome(find('esc-pos', 0x1b, 0x70, 0, 25, 250), ESC_POS_TEMPLATE).beyond).toHaveLength(1)
  expect(find('esc-pos', 0x10, 0x14, 1, 0, 1).strange).not.toEqual([])
  expect(find('star', 0x1b, 7, 10, 10, 7).pulses).toBe(1)
  expect(find('star', 0x1c).strange).not.toEqual([])
})

function check(runs: number, holds: (texts: readonly string[]) => void): void {
  fc.assert(fc.property(strings, holds), { numRuns: runs })
}

function outcome(read: PaperRead, template: readonly RegExp[]) {
  const beyond = read.commands.filter((command) => !template.some((one) => one.test(command)))
  return { beyond, strange: read.strange, cuts: read.cuts }
}

function cuts({ cutter }: { readonly cutter: boolean }): number {
  return cutter ? 1 : 0
}

function documentOf(texts: readonly string[]): ReceiptDocument {
  const [shop = '', name = '', coupon = '', code = '', bars = '', ...footer] = texts
  return {
    columns: 48,
    blocks: [
      { type: 'logo' },
      { type: 'text', text: shop, align: 'center', bold: true, size: 'double' },
      { type: 'row', left: name, right: '58.99' },
      { type: 'row', left: `PETZ: ${coupon}`, right: name, indent: 2 },
      { type: 'row', left: coupon, right: shop, bold: true, size: 'double' },
      { type: 'qr', data: code },
      { type: 'barcode', data: bars },
      { type: 'qr', data: 'pine-01-20250320-0042' },
      { type: 'barcode', data: 'R42-{7}' },
      ...footer.map((text) => ({ type: 'text', text, align: 'center' }) as const),
    ],
  }
}

function linesOf(document: ReceiptDocument): number {
  return layoutReceipt(document).filter((line) => line.type === 'text').length
}
