/*
 * The catalog file: comma-separated values with a header, UTF-8.
 *
 *   sku,name,price,tax_rate,barcodes,category[,unit][,quick]
 *
 * Barcodes are separated by spaces; the price is in currency units and empty for an item sold at an open
 * price; the tax rate is in percent; unit is each, lb or kg; quick is yes for an item with a quick key.
 * A row that does not fit is named by its line and left out; the rest is loaded.
 */
import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'
import { hasValidCheckDigit } from '../../shared/barcode/gtin'
import type { CatalogItem, CatalogReport } from '../../shared/catalog'
import { Fault } from '../../shared/fault'
import { money, MONEY_MAX } from '../../shared/money'

/** A catalog file, read. */
export type CatalogReading = {
  readonly items: readonly CatalogItem[]
  readonly report: CatalogReport
}

const COLUMNS = ['sku', 'name', 'price', 'tax_rate', 'barcodes', 'category'] as const

/** Rows between two breaths, so that the till answers while a long file is read. */
const ROWS_AT_ONCE = 2_000

/** Problems kept by name; the rest is only counted in the last of them. */
const PROBLEMS_MAX = 500

/**
 * Reads a catalog file.
 * @param exponent  minor digits of the currency
 * @param progress  rows read so far
 * @throws Fault    'catalog-unreadable', 'catalog-columns-missing'
 */
export async function readCatalog(
  file: string,
  exponent: number,
  progress: (rows: number) => void,
): Promise<CatalogReading> {
  const items: CatalogItem[] = []
  const skipped: { line: number; reason: string }[] = []
  const warnings: { line: number; reason: string }[] = []
  const known = new Set<string>()
  const rows = createReadStream(file).pipe(
    parse({ columns: checkedHeader, bom: true, info: true, skip_empty_lines: true, trim: true, relax_column_count: true }),
  )
  try {
    for await (const record of rows) {
      const { record: row, info } = record as { record: Row; info: { lines: number } }
      const read = readRow(row, exponent, known)
      if (typeof read === 'string') keep(skipped, info.lines, read)
      else {
        items.push(read.item)
        known.add(read.item.sku)
        for (const reason of read.warnings) keep(warnings, info.lines, reason)
      }
      if (items.length % ROWS_AT_ONCE === 0) {
        progress(items.length)
        await new Promise(setImmediate)
      }
    }
  } catch (error) {
    if (error instanceof Fault) throw error
    const detail = error instanceof Error ? error.message : ''
    throw new Fault('catalog-unreadable', 'later', detail, { cause: error })
  }
  return { items, report: { loaded: items.length, skipped, warnings } }
}

type Row = Readonly<Record<string, string | undefined>>

function checkedHeader(header: readonly string[]): string[] {
  const names = header.map((name) => name.trim().toLowerCase())
  const missing = COLUMNS.filter((name) => !names.includes(name))
  if (missing.length > 0) {
    const detail = `The catalog file has no column ${missing.join(', ')}`
    throw new Fault('catalog-columns-missing', 'later', detail)
  }
  return names
}

function keep(list: { line: number; reason: string }[], line: number, reason: string): void {
  if (list.length < PROBLEMS_MAX) list.push({ line, reason })
}

function readRow(
  row: Row,
  exponent: number,
  known: ReadonlySet<string>,
): string | { readonly item: CatalogItem; readonly warnings: readonly string[] } {
  const sku = row['sku'] ?? ''
  const name = row['name'] ?? ''
  if (!/^[\w.:-]{1,64}$/.test(sku)) return 'sku must be 1 to 64 letters, digits, ".", "_", "-" or ":"'
  if (known.has(sku)) return `sku ${sku} is there twice`
  if (name === '' || name.length > 120) return 'name must be 1 to 120 characters'
  const price = readPrice(row['price'] ?? '', exponent)
  if (price === undefined) return 'price must be an amount such as 4.99, or empty for an open price'
  const taxRate = readPercent(row['tax_rate'] ?? '')
  if (taxRate === null) return 'tax_rate must be a percentage from 0 to 100, such as 8 or 10.25'
  const unit = row['unit'] === undefined || row['unit'] === '' ? 'each' : row['unit']
  if (unit !== 'each' && unit !== 'lb' && unit !== 'kg') return 'unit must be each, lb or kg'
  const barcodes = (row['barcodes'] ?? '').split(/\s+/).filter((code) => code !== '')
  const wrong = barcodes.filter((code) => looksLikeGtin(code) && !hasValidCheckDigit(code))
  const category = row['category'] ?? ''
  const quick = (row['quick'] ?? '').toLowerCase() === 'yes'
  return {
    item: { sku, name, price, taxRate, barcodes, category, unit, quick },
    warnings: wrong.map((code) => `barcode ${code} has a wrong check digit`),
  }
}

function looksLikeGtin(code: string): boolean {
  return /^(\d{8}|\d{12,14})$/.test(code)
}

/** Null for an open price; undefined when it is no price at all. */
function readPrice(text: string, exponent: number): CatalogItem['price'] | undefined {
  if (text === '') return null
  if (!/^\d{1,9}(\.\d+)?$/.test(text)) return undefined
  const [whole = '0', part = ''] = text.split('.')
  if (part.length > exponent) return undefined
  const minor = Number(whole + part.padEnd(exponent, '0'))
  return minor <= MONEY_MAX / 10_000 ? money(minor) : undefined
}

function readPercent(text: string): number | null {
  if (!/^\d{1,3}(\.\d{1,4})?$/.test(text)) return null
  const [whole = '0', part = ''] = text.split('.')
  const ppm = Number(whole) * 10_000 + Number(part.padEnd(4, '0'))
  return ppm <= 1_000_000 ? ppm : null
}
