import type { BarcodeSettings, VariableMeasureRule } from '../device-settings'
import { ok, refuse, type Refusal, type Result } from '../result'
import { isGs1, type Symbology } from './aim'
import { contentOf, type Content } from './article'
import { carriedByMeasure, type Carried } from './carried'
import { codeBehind, codePattern, type CodePattern } from './code-pattern'
import type { PaperCoupon } from './paper-coupon'
import { decodeVariableMeasure } from './variable-measure'

/** One reading of a barcode, from whichever scanner; its number is unique while the terminal runs. */
export type Scan = {
  readonly number: number
  /** The data alone, without AIM identifier and end character. */
  readonly code: string
  /** The kind of symbol; null when the scanner does not say. */
  readonly symbology: Symbology | null
  /** A serial or HID scanner, one that types like a keyboard, or the sandbox's scan tray in the window. */
  readonly source: 'serial' | 'hid' | 'keyboard' | 'tray'
  /** Milliseconds since 1970. */
  readonly at: number
}

/** What a shop decides about its barcodes; made by `scanRules`. */
export type ScanRules = {
  readonly promotion: CodePattern | null
  readonly customer: CodePattern | null
  readonly badge: CodePattern | null
  readonly variableMeasure: readonly VariableMeasureRule[]
}

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
      /** Weight, price, count, dates, lot: what the code says of this one piece, if it says anything. */
      readonly carried?: Carried
    }
  /** The code as the promotions provider knows it. */
  | { readonly kind: 'promotion'; readonly code: string }
  | { readonly kind: 'manufacturer-coupon'; readonly code: string; readonly coupon: PaperCoupon }
  | { readonly kind: 'receipt'; readonly orderRef: string }
  /** What stands on the card behind the beginning that marks it; often a phone number. */
  | { readonly kind: 'customer'; readonly code: string }
  | { readonly kind: 'badge'; readonly code: string }
  /** Wrong check digit, wrong GS1 data, characters no barcode has, or too long. */
  | { readonly kind: 'misread'; readonly code: string }
  /** The scanner speaks of itself: its version, an answer to a command. Never goods. */
  | { readonly kind: 'scanner-message'; readonly code: string }
  | { readonly kind: 'unknown'; readonly code: string }

/** The rules of a shop that has decided nothing. */
export const NO_SCAN_RULES: ScanRules = {
  promotion: null,
  customer: null,
  badge: null,
  variableMeasure: [],
}

/** More than the largest symbol can hold: a QR code of digits. */
export const SCAN_CHARACTERS_MAX = 7_089

/** Characters of a misread that are kept and shown. */
const MISREAD_MAX = 80

/** What the shop decides when it has decided nothing. */
const NO_DECISIONS: Pick<BarcodeSettings, 'customerPattern' | 'badgePattern' | 'variableMeasure'> =
  { customerPattern: null, badgePattern: null, variableMeasure: [] }

/**
 * Makes the rules from the setting `promotions.barcodePattern`, a regular expression, and the section
 * `barcodes`.
 *
 * What goes to the promotions provider is the scanned text without the beginning that marks it, if the
 * pattern is only such a beginning: with `^PROMO-` the scan `PROMO-SPRING5` is the code `SPRING5`. A
 * pattern that says more sends the whole text, or what its group named `code` holds:
 * `^(?:PROMO|OFFER)-(?<code>\w+)$`. Customer cards and badges are told in the same way.
 */
export function scanRules(
  promotionPattern: string | null,
  barcodes: typeof NO_DECISIONS = NO_DECISIONS,
): Result<ScanRules, Refusal<'barcode-pattern-wrong'>> {
  const patternOf = (source: string | null) => (source === null ? null : codePattern(source))
  try {
    return ok({
      promotion: patternOf(promotionPattern),
      customer: patternOf(barcodes.customerPattern),
      badge: patternOf(barcodes.badgePattern),
      variableMeasure: barcodes.variableMeasure,
    })
  } catch {
    return refuse('barcode-pattern-wrong')
  }
}

/**
 * Says what a scan is, from its content and the kind of symbol.
 * EAN and UPC symbols are checked by their check digit and GS1 messages by every element, even though the
 * scanner did so too: a wrong one is a misread, never another article. The shop's own patterns come before
 * everything the world has agreed on. All other text is offered for product look-up; the caller, who has the
 * catalog, decides when it is nothing.
 */
export function classify(scan: Pick<Scan, 'code' | 'symbology'>, rules: ScanRules): Classified {
  const code = scan.code.trim()
  const { symbology } = scan
  if (symbology === 'scanner-message') return { kind: 'scanner-message', code: legible(code) }
  if (isGarbled(code)) return { kind: 'misread', code: legible(code) }
  if (code === '' && isGs1(symbology)) return { kind: 'misread', code }
  if (code === '' || symbology === 'ean-add-on') return { kind: 'unknown', code }
  const content = contentOf(code, symbology)
  if (content === 'wrong') return { kind: 'misread', code: legible(code) }
  return classifiedByShop(code, rules) ?? classifiedByContent(code, content, { symbology, rules })
}

/** The shop's own codes, and our own receipts. */
function classifiedByShop(code: string, rules: ScanRules): Classified | null {
  const promotion = codeBehind(code, rules.promotion)
  if (promotion !== null) return { kind: 'promotion', code: promotion }
  const customer = codeBehind(code, rules.customer)
  if (customer !== null) return { kind: 'customer', code: customer }
  const badge = codeBehind(code, rules.badge)
  if (badge !== null) return { kind: 'badge', code: badge }
  return isOrderRef(code) ? { kind: 'receipt', orderRef: code } : null
}

function classifiedByContent(
  code: string,
  { candidates, carried, coupon }: Content,
  by: { readonly symbology: Symbology | null; readonly rules: ScanRules },
): Classified {
  if (coupon) return { kind: 'manufacturer-coupon', code, coupon }
  const measure = MEASURED.includes(by.symbology)
    ? decodeVariableMeasure(code, by.rules.variableMeasure)
    : null
  if (measure === 'wrong') return { kind: 'misread', code }
  if (measure) {
    const { itemGtin } = measure
    const all = carriedByMeasure(measure)
    return { kind: 'product', code, candidates: [itemGtin], doubtful: false, carried: all }
  }
  const doubtful = candidates.length === 0 && by.symbology === null && GTIN_SHAPE.test(code)
  const plain = Object.keys(carried).length === 0
  return { kind: 'product', code, candidates, doubtful, ...(plain ? {} : { carried }) }
}

const GTIN_SHAPE = /^(?:\d{8}|\d{12,14})$/

/** Codes of restricted circulation are EAN-13 or UPC-A; a scanner that says nothing may have read one. */
const MEASURED: readonly (Symbology | null)[] = ['ean-upc', null]

/** Control characters, half characters and those that stand for bytes that were no text; GS is data. */
function isGarbled(code: string): boolean {
  return code.length > SCAN_CHARACTERS_MAX || NOT_TEXT.test(code)
}

const NOT_TEXT = /(?!\x1d)[\p{Cc}\p{Cs}\ufffd]/u

/** What of a misread can be shown. */
function legible(code: string): string {
  return code.slice(0, MISREAD_MAX).replace(/[\p{Cc}\p{Cs}]/gu, '\ufffd')
}

/** Our own reference on receipts: register, day, number, as in `pine-01-20250320-0042`. */
function isOrderRef(code: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*-\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-\d{4,}$/i.test(
    code,
  )
}
