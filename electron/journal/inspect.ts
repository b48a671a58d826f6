/*
 * The look at a journal before it is opened for writing. It is opened for reading only, so that not one byte
 * of a damaged, newer or incomplete journal changes: SQLite would fold the log into the file on closing it.
 * Looked at is what the start relies on: the header, the schema, the newest entries, the orders under way
 * with all their entries, and the anchor. Older entries are checked whenever they are read.
 */
import { closeSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs'
import { Fault } from '../../shared/fault'
import { readAnchor, type Anchor } from './anchor'
import { GuardedDatabase } from './database'
import type { JournalFiles } from './files'
import { schemaState, type Migration } from './migrations/migration'
import { JournalReader } from './reader'
import { entryOf } from './rows'

/** How a journal was found; one that is not whole throws. */
export type Found = 'absent' | 'unfinished' | 'older' | 'whole'

/** Entries checked at every start: enough for what a crash can touch, little enough to be quick. */
export const VERIFIED_AT_START = 2_000

/**
 * Looks at a journal without changing it.
 * @throws Fault  'journal-unreadable' or 'journal-broken' when it is damaged; 'journal-behind-anchor' when
 *                paid orders are missing; 'journal-newer'; 'journal-in-use'
 */
export function inspect(files: JournalFiles, migrations: readonly Migration[]): Found {
  if (isAbsent(files)) {
    if (existsSync(files.log)) throw unreadable('Its log is there, the journal is not')
    const anchor = anchorOf(files)
    if (anchor !== null && anchor.seq > 0) throw behind(anchor, 0)
    return 'absent'
  }
  if (existsSync(files.undo)) return 'unfinished'
  checkHeader(files.database)
  const indexed = existsSync(files.logIndex)
  const database = new GuardedDatabase(files.database, 'read')
  try {
    const state = schemaState(database, migrations)
    if (state === 'empty' && anchorOf(files) === null) return 'unfinished'
    if (state === 'empty') throw unreadable('It is empty')
    if (state === 'older') return 'older'
    checkEntries(new JournalReader(database))
    checkAnchor(new JournalReader(database), anchorOf(files))
    return 'whole'
  } finally {
    database.close()
    if (!indexed) rmSync(files.logIndex, { force: true })
  }
}

function isAbsent({ database }: JournalFiles): boolean {
  return !existsSync(database) || statSync(database).size === 0
}

/** A damaged anchor proves nothing; whoever opens the journal reports it. */
function anchorOf({ anchor }: JournalFiles): Anchor | null {
  const reading = readAnchor(anchor)
  return reading.status === 'found' ? reading.anchor : null
}

/**
 * The first bytes of a journal: "SQLite format 3", NUL; at 18 and 19 a 2 each, for the write-ahead log; at 59
 * a 1, for UTF-8. Otherwise SQLite would take the file for another kind, or for one it must not write.
 * Source: sqlite.org/fileformat2.html, 1.3.
 */
function checkHeader(path: string): void {
  const head = Buffer.alloc(60)
  const file = openSync(path, 'r')
  try {
    readSync(file, head, 0, head.length, 0)
  } finally {
    closeSync(file)
  }
  const ours = head.toString('latin1', 0, 16) === 'SQLite format 3\0'
  if (!ours || head[18] !== 2 || head[19] !== 2) throw unreadable('Its header is damaged')
  if (head.readUInt32BE(56) !== 1) throw unreadable('Its header is damaged')
}

function checkEntries(reader: JournalReader): void {
  const { seq: last } = reader.tail()
  let seen = Math.max(0, last - VERIFIED_AT_START)
  for (const row of reader.rows(seen + 1)) seen = row.seq
  if (seen !== last) throw unreadable(`It ends at entry ${seen}, not ${last}`)
  for (const stream of reader.liveHeads().keys()) reader.streamRows(stream)
}

/** The anchor may never be ahead of the journal: then paid orders are missing, and nothing is sold. */
function checkAnchor(reader: JournalReader, anchor: Anchor | null): void {
  if (anchor === null) return
  const hash = reader.hashAt(anchor.seq)
  if (hash !== null && Buffer.from(hash).toString('hex') === anchor.hash) return
  throw behind(anchor, lastReceipt(reader))
}

/** Which receipts are missing: those after the last one that is there. */
function behind({ receiptNumber }: Anchor, last: number): Fault {
  const first = last + 1
  const missing =
    last > 0 && first < receiptNumber
      ? `Receipts ${first} to ${receiptNumber} are missing`
      : `Receipt ${receiptNumber} is missing`
  return new Fault('journal-behind-anchor', 'never', `${missing} from the journal`)
}

function lastReceipt(reader: JournalReader): number {
  for (const row of reader.newestOfType('OrderPaid')) {
    const { event } = entryOf(row)
    const sale: unknown = 'sale' in event ? event.sale : null
    if (typeof sale !== 'object' || sale === null || !('receiptNumber' in sale)) return 0
    return typeof sale.receiptNumber === 'number' ? sale.receiptNumber : 0
  }
  return 0
}

function unreadable(detail: string): Fault {
  return new Fault('journal-unreadable', 'never', `The journal file is damaged. ${detail}`)
}
