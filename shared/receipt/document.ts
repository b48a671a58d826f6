/**
 * The receipt as a document, before any device: what is said, in which order, and how strongly.
 *
 * A document is a list of blocks, read from the top of the paper to its end. `layout.ts` turns it into
 * lines of exact characters; the printer, the paper in the window, the text for screen readers and the
 * tests all use those lines, so there is one truth about what a receipt looks like.
 *
 * Amounts, dates and phone numbers arrive as finished text ("58.99", "Mar 20, 2025  17:43",
 * "(206) ***-0142"); nothing here formats or rounds. Names may be any text from outside.
 * Source: screens.md 6.12.
 */

/**
 * Characters of the ordinary size in one line, 30 to 64: 48 on 80 mm at 203 dpi, 42 at 180 dpi, 32 on 58 mm
 * in font A; 64, 56 and 42 in the smaller font B.
 */
export type ReceiptColumns = number

/** A double character is twice as wide and twice as high, and counts two columns. */
export type TextSize = 'normal' | 'double'

/** Where text shorter than the line stands. */
export type TextAlign = 'left' | 'center' | 'right'

/** Running text; wraps by word over the whole width. */
export type TextBlock = {
  readonly type: 'text'
  readonly text: string
  /** Default `left`. */
  readonly align?: TextAlign
  readonly bold?: boolean
  readonly size?: TextSize
}

/** A name on the left, an amount on the right; the name wraps by word, the amount stays whole. */
export type RowBlock = {
  readonly type: 'row'
  readonly left: string
  /** Empty when the amount follows in a row of its own (a quantity other than 1). */
  readonly right: string
  readonly bold?: boolean
  readonly size?: TextSize
  /** Columns before the name; 2 for a discount under its line. */
  readonly indent?: number
}

/** A line across the paper. */
export type RuleBlock = { readonly type: 'rule' }

/** An empty line. */
export type BlankBlock = { readonly type: 'blank' }

/** A QR code in the middle, about 25 mm: 1 to 200 printable ASCII characters, else it is left out. */
export type QrBlock = { readonly type: 'qr'; readonly data: string }

/**
 * Bars in the middle: a Code 128 of 1 to 20 printable ASCII characters, or an EAN-13 of thirteen digits with
 * a right check digit. Data that is neither is left out rather than changed.
 */
export type BarcodeBlock = {
  readonly type: 'barcode'
  readonly data: string
  /** Default `code128`. */
  readonly symbology?: BarcodeSymbology
}

/** Kinds of bars a receipt can hold. */
export type BarcodeSymbology = 'code128' | 'ean13'

/** The shop's picture, where it has one; nothing and no room where it has none. */
export type LogoBlock = { readonly type: 'logo' }

/** The end of this paper: feed and partial cut. */
export type CutBlock = { readonly type: 'cut' }

/** Marks paper that is not the original: a copy with its number, or training. */
export type FlagBlock = {
  readonly type: 'flag'
  /** 1 for the first paper after the original. */
  readonly copy?: number
  readonly training?: boolean
  /** The time of day as shown, "17:52". */
  readonly printedAt: string
}

/** One piece of a receipt. */
export type Block =
  | TextBlock
  | RowBlock
  | RuleBlock
  | BlankBlock
  | QrBlock
  | BarcodeBlock
  | LogoBlock
  | CutBlock
  | FlagBlock

/** A whole receipt, slip or report, ready to be laid out. */
export type ReceiptDocument = {
  readonly columns: ReceiptColumns
  readonly blocks: readonly Block[]
}

/**
 * The same receipt marked as a copy on its first line, so no two papers can pass as the original.
 * @param copy       1 or more
 * @param printedAt  the time of day as shown
 */
export function asCopy(
  document: ReceiptDocument,
  copy: number,
  printedAt: string,
): ReceiptDocument {
  return { ...document, blocks: [{ type: 'flag', copy, printedAt }, ...document.blocks] }
}
