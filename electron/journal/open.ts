import { copyFileSync, existsSync, mkdirSync, openSync, readSync, closeSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Fault } from '../../shared/fault'
import { readAnchor } from './anchor'
import { CHAIN_START } from './chain'
import { GuardedDatabase } from './database'
import { EVENTS } from './migrations/0001-events'
import { migrate } from './migrations/migration'
import type { Journal } from './port'
import { SqliteJournal } from './sqlite-journal'

/** What was found when the journal was opened. */
export type JournalReport = {
  readonly status: 'fresh' | 'continued' | 'set-aside'
  /** For people: where a damaged journal was put, and what was wrong with it. */
  readonly detail: string
}

const MIGRATIONS = [EVENTS]

/**
 * Opens the journal of a data folder: header, schema, hash chain, anchor. A damaged journal is copied aside
 * byte for byte, reported, and a new one begun; it is never repaired.
 * @throws Fault  'journal-in-use', 'journal-settings', 'journal-newer', 'journal-behind-anchor'
 */
export function openJournal(
  folder: string,
  now: () => number,
): { readonly journal: Journal; readonly report: JournalReport } {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'journal.db')
  const existed = existsSync(path)
  try {
    const journal = openWhole(folder, now)
    return { journal, report: { status: existed ? 'continued' : 'fresh', detail: '' } }
  } catch (error) {
    if (!(error instanceof Fault) || !DAMAGED.has(error.code)) throw error
    const aside = setAside(folder, now())
    const journal = openWhole(folder, now)
    return { journal, report: { status: 'set-aside', detail: `${error.message}: ${aside}` } }
  }
}

const DAMAGED: ReadonlySet<string> = new Set(['journal-unreadable', 'journal-broken'])

const FILES = ['journal.db', 'journal.db-wal', 'journal.db-shm', 'anchor.json'] as const

function openWhole(folder: string, now: () => number): Journal {
  const path = join(folder, 'journal.db')
  const anchorPath = join(folder, 'anchor.json')
  checkHeader(path)
  const database = new GuardedDatabase(path)
  try {
    migrate(database, MIGRATIONS)
    const journal = new SqliteJournal(database, anchorPath, now)
    checkChain(journal)
    checkAnchor(journal, database, anchorPath)
    return journal
  } catch (error) {
    database.close()
    throw error
  }
}

/** A file that does not begin as SQLite files do is not opened at all. */
function checkHeader(path: string): void {
  if (!existsSync(path)) return
  const head = Buffer.alloc(16)
  const file = openSync(path, 'r')
  const length = readSync(file, head, 0, 16, 0)
  closeSync(file)
  if (length > 0 && head.toString('latin1') !== 'SQLite format 3\0') {
    throw new Fault('journal-unreadable', 'never', 'The journal file is not a journal')
  }
}

/** Entries verified at every start: enough for what a crash can touch, little enough to be quick. */
const VERIFIED_AT_START = 2_000

function checkChain(journal: Journal): void {
  const from = Math.max(1, journal.last - VERIFIED_AT_START + 1)
  let seen = from - 1
  for (const entry of journal.read(from)) seen = entry.seq
  if (seen !== journal.last) {
    throw new Fault('journal-broken', 'never', `The journal ends at ${seen}, not ${journal.last}`)
  }
}

/** The anchor may never be ahead of the journal: then paid orders are missing, and nothing is sold. */
function checkAnchor(journal: Journal, database: GuardedDatabase, anchorPath: string): void {
  const anchor = readAnchor(anchorPath)
  if (anchor === null) return
  const [row] = database.all('SELECT hash FROM events WHERE seq = ?', [anchor.seq])
  const hash = row?.['hash'] instanceof Uint8Array ? row['hash'] : CHAIN_START
  if (anchor.seq <= journal.last && Buffer.from(hash).toString('hex') === anchor.hash) return
  throw new Fault(
    'journal-behind-anchor',
    'never',
    `Receipt ${anchor.receiptNumber} is missing from the journal`,
  )
}

function setAside(folder: string, at: number): string {
  const aside = join(folder, `damaged-${new Date(at).toISOString().replace(/[:.]/g, '-')}`)
  mkdirSync(aside, { recursive: true })
  for (const name of FILES) {
    const path = join(folder, name)
    if (!existsSync(path)) continue
    copyFileSync(path, join(aside, name))
    rmSync(path)
  }
  return basename(aside)
}
