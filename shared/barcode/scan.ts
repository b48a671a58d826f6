import { refuse, ok, type Refusal, type Result } from '../result'
import { hasCheckDigit, isGs1, type Symbology } from './aim'
import { gtinCandidates, hasValidCheckDigit } from './gtin'

/** One reading of a barcode, from whichever scanner; its number is unique while the terminal runs. */
export type Scan = {
  readonly number: number
  /** The data alone, without AIM identifier and end character. */
  readonly code: string
  /** The kind of symbol; null when the scanner does not say. */
  readonly symbology: Symbology | null
  /** A serial scanner, a scanner that types like a keyboard, or the sandbox's scan tray in the window. */
  readonly source: 'serial' | 'keyboard' | 'tray'
  /** Milliseconds since 1970. */
  readonly at: number
}

/** What a shop decides about its barcodes; made by `scanRules`. */
export type ScanRules = { readonly promotion: RegExp | null; readonly promotionPrefix: string }

/** What a scan turned out to be. */
export type Classified =
  | {
      readonly kind: 'product'
      /** Look it up as it is after the candidates: a SKU, or a number of the shop's own. */
      readonly code: string
      /** Article numbers of 14 digits to look up, most likely first. */
      readonly candidates: readonly string[]
      /** It has the length of a GTIN and a wrong check digit, and the scanner did not say what it read. */
      readonly doubtful: boolean
    }
  | { readonly kind: 'promotion'; readonly code: string }
  | { readonly kind: 'receipt'; readonly orderRef: string }
  | { readonly kind: 'misread'; readonly code: string }
  | { readonly kind: 'unknown'; readonly code: string }

/**
 * Makes the rules from the setting `promotions.barcodePattern`, a regular expression.
 *
 * What goes to the promotions provider is the scanned text without the beginning that marks it, if the
 * pattern is only such a beginning: with `^PROMO-` the scan `PROMO-SPRING5` is the code `SPRING5`. A
 * pattern that says more sends the whole text, or what its group named `code` holds:
 * `^(?:PROMO|OFFER)-(?<code>\w+)$`.
 */
export function scanRules(
  promotionPattern: string | null,
): Result<ScanRules, Refusal<'barcode-pattern-wrong'>> {
  if (promotionPattern === null) return ok({ promotion: null, promotionPrefix: '' })
  try {
    const promotion = new RegExp(promotionPattern)
    return ok({ promotion, promotionPrefix: literalPrefix(promotionPattern) })
  } catch {
    return refuse('barcode-pattern-wrong')
  }
}

/**
 * Says what a scan is, from its content and the kind of symbol.
 * EAN and UPC symbols are checked by their check digit even though the scanner did so too: a wrong one is
 * a misread, never another article. All other text is offered for product look-up; the caller, who has
 * the catalog, decides when it is nothing.
 */
export function classify(scan: Pick<Scan, 'code' | 'symbology'>, rules: ScanRules): Classified {
  const code = scan.code.trim()
  if (code === '' || scan.symbology === 'ean-add-on' || scan.symbology === 'scanner-message') {
    return { kind: 'unknown', code }
  }
  const candidates = articleNumbers(code, scan.symbology)
  if (hasCheckDigit(scan.symbology) && candidates.length === 0) return { kind: 'misread', code }
  const promotion = promotionCode(code, rules)
  if (promotion !== null) return { kind: 'promotion', code: promotion }
  if (isOrderRef(code)) return { kind: 'receipt', orderRef: code }
  const doubtful = candidates.length === 0 && scan.symbology === null && GTIN_SHAPE.test(code)
  return { kind: 'product', code, candidates, doubtful }
}

const GTIN_SHAPE = /^(?:\d{8}|\d{12,14})$/

function articleNumbers(code: string, symbology: Symbology | null): readonly string[] {
  switch (symbology) {
    case 'ean-8':
      return hasValidCheckDigit(code) ? gtinCandidates(code).slice(0, 1) : []
    case 'ean-upc':
      // An EAN-8 would have said so: eight digits are a UPC-E first.
      return [...gtinCandidates(code)].reverse()
    case 'ean-with-add-on':
      return gtinCandidates(withoutAddOn(code))
    case 'qr':
    case 'data-matrix':
      return gtinCandidates(gtinInLink(code) ?? code)
    case null:
      return gtinCandidates(/^01(\d{14})$/.exec(code)?.[1] ?? code)
    default:
      return gtinCandidates(isGs1(symbology) ? (/^01(\d{14})/.exec(code)?.[1] ?? '') : code)
  }
}

/** Two or five digits follow the number of a magazine or a book; the number itself has 8, 12 or 13. */
function withoutAddOn(code: string): string {
  return /^(\d{8}|\d{12,13})(?:\d{2}|\d{5})$/.exec(code)?.[1] ?? code
}

/** GS1 Digital Link: a web address with `/01/` and the number in its path, whatever the host. */
function gtinInLink(code: string): string | null {
  return /^https?:\/\/[^?#]*\/01\/(\d{8}|\d{12,14})(?:[/?#]|$)/i.exec(code)?.[1] ?? null
}

/** Null when the text is no promotion barcode, or nothing follows the beginning that marks one. */
function promotionCode(code: string, rules: ScanRules): string | null {
  const match = rules.promotion?.exec(code)
  if (match === null || match === undefined) return null
  const sent = match.groups?.['code'] ?? code.slice(rules.promotionPrefix.length)
  return sent === '' ? null : sent
}

/** The plain text a pattern such as `^PROMO-` asks for at the beginning; empty when it says more. */
function literalPrefix(pattern: string): string {
  const literal = /^\^((?:[\w :;,#%@&=/!~'"<>-]|\\[^\w])+)$/.exec(pattern)?.[1] ?? ''
  return literal.replace(/\\(.)/g, '$1')
}

/** Our own reference on receipts: register, day, number, as in `pine-01-20250320-0042`. */
function isOrderRef(code: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*-\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-\d{4,}$/i.test(
    code,
  )
}
