import { hasValidCheckDigit } from '../../shared/barcode/gtin'
import type { CatalogItem } from '../../shared/catalog'
import { money, MONEY_MAX } from '../../shared/money'

/** The columns every catalog file has. */
export const COLUMNS = ['sku', 'name', 'price', 'tax_rate', 'barcodes', 'category'] as const

/** What a row came to: an item, with what is odd about it, or the reason why it is left out. */
export type RowReading =
  | { readonly item: CatalogItem; readonly warnings: readonly string[] }
  | { readonly item: null; readonly reason: string }

const NAME_MAX = 120
const CATEGORY_MAX = 40
const CODE_MAX = 64
const CODES_MAX = 50

/** So that a full line of it still is an amount of money. */
const PRICE_MAX = MONEY_MAX / 10_000

/**
 * Reads one row.
 * @param columns   the header, in small letters
 * @param exponent  minor digits of the currency
 */
export function readRow(
  columns: readonly string[],
  values: readonly string[],
  exponent: number,
): RowReading {
  const surplus = values.slice(columns.length).some((value) => value !== '')
  if (surplus) {
    const counts = `${values.length} values, the header names ${columns.length}`
    return without(`has ${counts}; a value with a comma goes in "quotes"`)
  }
  const value = (name: string) => values[columns.lastIndexOf(name)] ?? ''
  const price = readPrice(value('price'), exponent)
  const taxRate = readPercent(value('tax_rate'))
  const unit = readUnit(value('unit'))
  const barcodes = value('barcodes')
    .split(/\s+/)
    .filter((code) => code !== '')
  const reason =
    wrongText(value('sku'), value('name'), value('category')) ??
    wrongFigure(price, taxRate, unit, exponent) ??
    wrongCodes(barcodes)
  if (reason !== null) return without(reason)
  const item: CatalogItem = {
    sku: value('sku'),
    name: value('name'),
    price: isYes(value('open_price')) ? null : (price ?? null),
    taxRate: taxRate ?? 0,
    barcodes,
    category: value('category'),
    unit: unit ?? 'each',
    quick: isYes(value('quick')),
  }
  return { item, warnings: warningsOf(item) }
}

function without(reason: string): RowReading {
  return { item: null, reason }
}

function wrongText(sku: string, name: string, category: string): string | null {
  if (!/^[\w.:-]{1,64}$/.test(sku))
    return 'sku must be 1 to 64 letters, digits, ".", "_", "-" or ":"'
  if (name === '' || name.length > NAME_MAX) return `name must be 1 to ${NAME_MAX} characters`
  if (/\p{Cc}/u.test(name + category)) return 'name and category must be one line without tabs'
  if (category.length > CATEGORY_MAX) return `category must be at most ${CATEGORY_MAX} characters`
  return null
}

function wrongFigure(
  price: CatalogItem['price'] | undefined,
  taxRate: number | null,
  unit: CatalogItem['unit'] | null,
  exponent: number,
): string | null {
  if (price === undefined) {
    const example = exponent === 0 ? '499' : `4.${'9'.repeat(exponent)}`
    return `price must be an amount such as ${example}, or empty for an open price`
  }
  if (taxRate === null) return 'tax_rate must be a percentage from 0 to 100, such as 8 or 10.25'
  if (unit === null) return 'unit must be each, lb or kg'
  return null
}

function wrongCodes(codes: readonly string[]): string | null {
  const fits = codes.length <= CODES_MAX && codes.every((code) => /^[!-~]{1,64}$/.test(code))
  return fits ? null : `barcodes must be at most ${CODES_MAX} codes of 1 to ${CODE_MAX} characters`
}

function warningsOf({ name, barcodes }: CatalogItem): readonly string[] {
  const wrong = barcodes.filter((code) => looksLikeGtin(code) && !hasValidCheckDigit(code))
  const warnings = wrong.map((code) => `barcode ${code} has a wrong check digit; kept as it is`)
  if (name.includes('\uFFFD')) warnings.push('name is not UTF-8; save the file as "CSV UTF-8"')
  return warnings
}

function looksLikeGtin(code: string): boolean {
  return /^(?:\d{8}|\d{12,14})$/.test(code)
}

function isYes(text: string): boolean {
  return text.toLowerCase() === 'yes'
}

function readUnit(text: string): CatalogItem['unit'] | null {
  const unit = text.toLowerCase()
  if (unit === '') return 'each'
  return unit === 'each' || unit === 'lb' || unit === 'kg' ? unit : null
}

/** Null for an open price; undefined when it is no price at all. */
function readPrice(text: string, exponent: number): CatalogItem['price'] | undefined {
  if (text === '') return null
  if (!/^\d{1,9}(?:\.\d+)?$/.test(text)) return undefined
  const [whole = '0', part = ''] = text.split('.')
  const digits = part.replace(/0+$/, '')
  if (digits.length > exponent) return undefined
  const minorUnits = Number(whole + digits.padEnd(exponent, '0'))
  return minorUnits <= PRICE_MAX ? money(minorUnits) : undefined
}

/** Parts per million; null when it is no percentage. */
function readPercent(text: string): number | null {
  if (!/^\d{1,3}(?:\.\d{1,4})?$/.test(text)) return null
  const [whole = '0', part = ''] = text.split('.')
  const ppm = Number(whole) * 10_000 + Number(part.padEnd(4, '0'))
  return ppm <= 1_000_000 ? ppm : null
}
