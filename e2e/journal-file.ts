/*
 * The terminal's journal as a stranger reads it: the SQLite file itself, after the terminal has closed it. Text is
 * read as bytes, as the package asks for.
 */
import Database from 'libsql'
import { join } from 'node:path'
import type { Sale } from '../shared/order/sale'

/** The sales in the journal of a terminal that is closed, oldest first. */
export function salesOnDisk(data: string): readonly Sale[] {
  const database = new Database(join(data, 'journal', 'journal.db'), { readonly: true })
  try {
    const rows: unknown[] = database
      .prepare(`SELECT body FROM events WHERE type = 'OrderPaid' ORDER BY seq`)
      .all()
    return rows.map(saleOf)
  } finally {
    database.close()
  }
}

/** The events of each type in the journal, counted. */
export function eventsOnDisk(data: string): Readonly<Record<string, number>> {
  const database = new Database(join(data, 'journal', 'journal.db'), { readonly: true })
  try {
    const rows = database
      .prepare('SELECT CAST(type AS BLOB) AS type, count(*) AS times FROM events GROUP BY type')
      .all() as { type: Uint8Array; times: number }[]
    return Object.fromEntries(rows.map((row) => [Buffer.from(row.type).toString(), row.times]))
  } finally {
    database.close()
  }
}

function saleOf(row: unknown): Sale {
  const { body } = row as { body: Uint8Array }
  const event = JSON.parse(Buffer.from(body).toString('utf8')) as { sale: Sale }
  return event.sale
}
