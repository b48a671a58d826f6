/**
 * Lays a receipt document out as lines of exact characters. Pure: the same document gives the same
 * lines on the paper, in the window, in the text for screen readers and in the tests.
 *
 * A text line holds its leading spaces and no trailing ones, and never needs more columns than the
 * document has; a double character counts two. Rules (screens.md 6.12): amounts end in the last column;
 * names keep the last ten columns free, wrap by word to a second line, and end in "..." where even that
 * is too short. The amount stands beside the first line of its name. Text of two lines that does not
 * fit beside its amount (double size on narrow paper) gives the amount a line of its own. On paper narrower
 * than 40 columns, names give up eight columns instead of ten, none where they have no amount, and may take
 * three lines. Text in the middle is broken into lines of about the same length.
 */
import { unreachable } from '../assert'
import type {
  BarcodeBlock,
  BarcodeSymbology,
  Block,
  FlagBlock,
  ReceiptDocument,
  RowBlock,
  TextAlign,
  TextBlock,
  TextSize,
} from './document'
import { isEan13 } from './ean13'
import { isPlain, printable } from './printable'
import { wrap, wrapEvenly } from './wrap'

/** One line of the paper, or what stands there instead of characters. */
export type ReceiptLine =
  | {
      readonly type: 'text'
      readonly text: string
      readonly bold: boolean
      readonly size: TextSize
    }
  | { readonly type: 'qr'; readonly data: string }
  | { readonly type: 'barcode'; readonly data: string; readonly symbology: BarcodeSymbology }
  | { readonly type: 'logo' }
  | { readonly type: 'cut' }

/** Columns at the right that a name never enters, and lines it may take before it ends in "...". */
const WIDE = { amountColumns: 10, bareColumns: 10, nameLinesMax: 2 }
const NARROW = { amountColumns: 8, bareColumns: 0, nameLinesMax: 3 }
/** Columns below which paper is narrow. */
const WIDE_COLUMNS_MIN = 40
/** Lines one block of running text may take, so that hostile text cannot eat the roll. */
const TEXT_LINES_MAX = 12
const QR_BYTES_MAX = 200
const BARCODE_BYTES_MAX = 20

/** The lines of a receipt from top to end. */
export function layoutReceipt(document: ReceiptDocument): readonly ReceiptLine[] {
  const lines: ReceiptLine[] = []
  for (const block of document.blocks) layoutBlock(lines, block, document.columns)
  return lines
}

/** The receipt as plain text, for screen readers, e-mail and tests. */
export function receiptText(document: ReceiptDocument): string {
  return layoutReceipt(document)
    .filter((line) => line.type !== 'logo')
    .map(textOf)
    .join('\n')
}

/** Columns a line of this size can hold. */
export function columnsOf(size: TextSize, columns: number): number {
  return size === 'double' ? Math.floor(columns / 2) : columns
}

function layoutBlock(lines: ReceiptLine[], block: Block, columns: number): void {
  switch (block.type) {
    case 'text':
      return layoutText(lines, block, columns)
    case 'row':
      return layoutRow(lines, block, columns)
    case 'rule':
      return push(lines, '-'.repeat(columns), {})
    case 'blank':
      return push(lines, '', {})
    case 'qr':
      if (isCode(block.data, QR_BYTES_MAX)) lines.push({ type: 'qr', data: block.data })
      return
    case 'barcode':
      return layoutBarcode(lines, block)
    case 'logo':
      lines.push({ type: 'logo' })
      return
    case 'cut':
      lines.push({ type: 'cut' })
      return
    case 'flag':
      return layoutFlag(lines, block, columns)
    default:
      unreachable(block)
  }
}

function layoutText(lines: ReceiptLine[], block: TextBlock, columns: number): void {
  const width = columnsOf(block.size ?? 'normal', columns)
  const wrapped = block.align === 'center' ? wrapEvenly : wrap
  const parts = wrapped(printable(block.text), width, TEXT_LINES_MAX)
  for (const part of parts) push(lines, aligned(part, block.align ?? 'left', width), block)
}

function layoutRow(lines: ReceiptLine[], block: RowBlock, columns: number): void {
  const double = block.size === 'double'
  const width = columnsOf(block.size ?? 'normal', columns)
  const right = printable(block.right).trim()
  const left = printable(block.left).trim()
  const indent = ' '.repeat(Math.min(Math.max(0, block.indent ?? 0), 8))
  const rules = columns < WIDE_COLUMNS_MIN ? NARROW : WIDE
  const free = right === '' ? rules.bareColumns : rules.amountColumns
  const kept = Math.max(double ? 0 : free, right === '' ? 0 : right.length + 1)
  const beside = width - kept - indent.length

  if (beside < Math.min(left.length, rules.amountColumns)) {
    for (const part of wrap(left, width - indent.length, rules.nameLinesMax)) {
      push(lines, indent + part, block)
    }
    for (const part of wrap(right, width, TEXT_LINES_MAX)) {
      push(lines, aligned(part, 'right', width), block)
    }
    return
  }
  const [first = '', ...rest] = wrap(left, beside, rules.nameLinesMax)
  const start = indent + first
  push(lines, start + ' '.repeat(width - start.length - right.length) + right, block)
  for (const part of rest) push(lines, indent + part, block)
}

function layoutBarcode(lines: ReceiptLine[], { data, symbology = 'code128' }: BarcodeBlock): void {
  const fits = symbology === 'ean13' ? isEan13(data) : isCode(data, BARCODE_BYTES_MAX)
  if (fits) lines.push({ type: 'barcode', data, symbology })
}

function layoutFlag(lines: ReceiptLine[], flag: FlagBlock, columns: number): void {
  const sentences: string[] = []
  if (flag.training) sentences.push('*** TRAINING, NOT A SALE ***')
  if (flag.copy !== undefined) {
    sentences.push(`*** COPY ${flag.copy}, printed ${flag.printedAt} ***`)
  }
  for (const text of sentences) {
    layoutText(lines, { type: 'text', text, align: 'center', bold: true }, columns)
  }
}

function aligned(text: string, align: TextAlign, width: number): string {
  const free = Math.max(0, width - text.length)
  if (align === 'left') return text
  return ' '.repeat(align === 'right' ? free : Math.floor(free / 2)) + text
}

function push(
  lines: ReceiptLine[],
  text: string,
  style: { readonly bold?: boolean; readonly size?: TextSize },
): void {
  lines.push({
    type: 'text',
    text: text.trimEnd(),
    bold: style.bold ?? false,
    size: style.size ?? 'normal',
  })
}

/** A code must come out exactly as given; one that cannot is left out rather than changed. */
function isCode(data: string, bytesMax: number): boolean {
  return data.length > 0 && data.length <= bytesMax && isPlain(data)
}

function textOf(line: ReceiptLine): string {
  switch (line.type) {
    case 'text':
      return line.text
    case 'qr':
      return `[QR code: ${line.data}]`
    case 'barcode':
      return `[Barcode: ${line.data}]`
    case 'logo':
    case 'cut':
      return ''
    default:
      return unreachable(line)
  }
}
