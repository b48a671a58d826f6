/*
 * The catalog file: comma-separated values with a header, UTF-8.
 *
 *   sku,name,price,tax_rate,barcodes,category[,unit][,quick][,open_price]
 *
 * The columns may stand in any order, and others beside them are left alone. Barcodes are separated by
 * spaces; the price is in currency units and empty (or open_price yes) for an item sold at an open price;
 * the tax rate is in percent; unit is each, lb or kg; quick is yes for an item with a quick key.
 * A row that does not fit is named by its line and left out; the rest is loaded.
 */
import { createReadStream } from 'node:fs'
import type { CatalogReport } from '../../shared/catalog'
import { Fault } from '../../shared/fault'
import { CatalogBuilder, type CatalogIndex } from './catalog-index'
import { CsvRows, type CsvRow } from './csv-rows'
import { COLUMNS, readRow } from './read-row'
import { breath, breathing } from './slices'

/** A catalog file, read. */
export type CatalogReading = {
  readonly index: CatalogIndex
  readonly report: CatalogReport
}

/** Bytes read at once. */
const PIECE_BYTES = 64 * 1024

/** Characters between two breaths: a millisecond of work, and little that lives longer. */
const PART_CHARACTERS = 4 * 1024

/** Problems kept by name; what comes after is counted in one more. */
const PROBLEMS_MAX = 200

/**
 * Reads a catalog file without keeping the till waiting.
 * @param exponent  minor digits of the currency
 * @param progress  rows read so far
 * @throws Fault    'catalog-unreadable', 'catalog-columns-missing'
 */
export async function readCatalog(
  file: string,
  exponent: number,
  progress: (rows: number) => void,
): Promise<CatalogReading> {
  const reading = new Reading(exponent)
  const rows = new CsvRows()
  for await (const piece of pieces(file)) {
    reading.take(rows.take(piece))
    progress(reading.rows)
    await breath()
  }
  reading.take(rows.end())
  progress(reading.rows)
  return reading.finish()
}

async function* pieces(file: string): AsyncGenerator<string> {
  const stream = createReadStream(file, { encoding: 'utf8', highWaterMark: PIECE_BYTES })
  try {
    for await (const piece of stream) {
      const text = String(piece)
      for (let from = 0; from < text.length; from += PART_CHARACTERS) {
        yield text.slice(from, from + PART_CHARACTERS)
      }
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const detail = `The catalog file cannot be read: ${why}`
    throw new Fault('catalog-unreadable', 'later', detail, { cause: error })
  }
}

/** A file half read. */
class Reading {
  readonly #exponent: number
  readonly #builder = new CatalogBuilder()
  readonly #skipped = new Problems()
  readonly #warnings = new Problems()
  #columns: readonly string[] | null = null
  #loaded = 0
  #rows = 0

  constructor(exponent: number) {
    this.#exponent = exponent
  }

  get rows(): number {
    return this.#rows
  }

  take(rows: readonly CsvRow[]): void {
    for (const row of rows) {
      if (this.#columns === null) this.#columns = checkedHeader(row.values ?? [])
      else this.#takeRow(row, this.#columns)
    }
  }

  async finish(): Promise<CatalogReading> {
    if (this.#columns === null) checkedHeader([])
    const index = await breathing(this.#builder.finish())
    const report = {
      loaded: this.#loaded,
      skipped: this.#skipped.list(),
      warnings: this.#warnings.list(),
    }
    return { index, report }
  }

  #takeRow({ line, values }: CsvRow, columns: readonly string[]): void {
    this.#rows += 1
    if (values === null) {
      this.#skipped.add(line, 'has a quote that does not close')
      return
    }
    const read = readRow(columns, values, this.#exponent)
    if (read.item === null) this.#skipped.add(line, read.reason)
    else if (!this.#builder.add(read.item))
      this.#skipped.add(line, `sku ${read.item.sku} is there twice`)
    else {
      this.#loaded += 1
      for (const reason of read.warnings) this.#warnings.add(line, reason)
    }
  }
}

function checkedHeader(header: readonly string[]): readonly string[] {
  const names = header.map((name) => name.toLowerCase())
  const missing = COLUMNS.filter((name) => !names.includes(name))
  if (missing.length === 0) return names
  const detail = `The catalog file has no column ${missing.join(', ')}`
  throw new Fault('catalog-columns-missing', 'later', detail)
}

type Problem = { readonly line: number; readonly reason: string }

/** The first problems by name, the rest by number. */
class Problems {
  readonly #kept: Problem[] = []
  #more = 0
  #moreFrom = 0

  add(line: number, reason: string): void {
    if (this.#kept.length < PROBLEMS_MAX) {
      this.#kept.push({ line, reason })
      return
    }
    if (this.#more === 0) this.#moreFrom = line
    this.#more += 1
  }

  list(): readonly Problem[] {
    if (this.#more === 0) return this.#kept
    return [...this.#kept, { line: this.#moreFrom, reason: `and ${this.#more} more from here on` }]
  }
}
