import { mkdirSync } from 'node:fs'
import { Fault } from '../../shared/fault'
import { readAnchor } from './anchor'
import { checkWhole } from './check'
import { GuardedDatabase } from './database'
import { journalFiles, type JournalFiles } from './files'
import { inspect } from './inspect'
import { EVENTS } from './migrations/0001-events'
import { migrate } from './migrations/migration'
import type { Journal } from './port'
import { endSetAside, setAside } from './set-aside'
import { SqliteJournal } from './sqlite-journal'

/** What was found when the journal was opened. */
export type JournalReport = {
  readonly status: 'fresh' | 'continued' | 'set-aside'
  /** For people, when not empty: where a damaged journal was put, and what was wrong with it. */
  readonly detail: string
}

const MIGRATIONS = [EVENTS]

/**
 * Opens the journal of a data folder: header, schema, hash chain, orders under way, anchor. A damaged
 * journal is set aside byte for byte, reported, and a new one begun; it is never repaired.
 * @throws Fault  'journal-in-use', 'journal-settings', 'journal-newer', 'journal-behind-anchor' (the detail
 *                names the missing receipts), 'journal-full', 'journal-unwritable'; then nothing is touched
 */
export function openJournal(
  folder: string,
  now: () => number,
): { readonly journal: Journal; readonly report: JournalReport } {
  return onDisk(() => {
    mkdirSync(folder, { recursive: true })
    const files = journalFiles(folder)
    const begun = endSetAside(files)
    try {
      const { journal, existed } = openWhole(files, now)
      if (begun !== null) return { journal, report: asideReport('The journal was damaged', begun) }
      const detail = anchorTrouble(files)
      return { journal, report: { status: existed ? 'continued' : 'fresh', detail } }
    } catch (error) {
      if (!(error instanceof Fault) || !DAMAGED.has(error.code)) throw error
      const aside = setAside(files, now())
      const { journal } = openWhole(files, now)
      return { journal, report: asideReport(error.message, aside) }
    }
  })
}

const DAMAGED: ReadonlySet<string> = new Set(['journal-unreadable', 'journal-broken'])

/** What could not be looked at before it was open is checked then. */
function openWhole(
  files: JournalFiles,
  now: () => number,
): { readonly journal: Journal; readonly existed: boolean } {
  const found = inspect(files, MIGRATIONS)
  const database = new GuardedDatabase(files.database)
  try {
    database.prepareForWriting()
    migrate(database, MIGRATIONS)
    if (found === 'older' || found === 'unfinished') checkWhole(database, files)
    const journal = new SqliteJournal({ database, anchorPath: files.anchor, now })
    return { journal, existed: found === 'whole' || found === 'older' }
  } catch (error) {
    database.close()
    throw error
  }
}

/** What the file system says no to is a fault like any other. */
function onDisk<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error
    const full = 'code' in error && error.code === 'ENOSPC'
    const code = full ? 'journal-full' : 'journal-unwritable'
    throw new Fault(code, 'later', error.message, { cause: error })
  }
}

function asideReport(what: string, folder: string): JournalReport {
  return { status: 'set-aside', detail: `${what}: ${folder}` }
}

function anchorTrouble({ anchor }: JournalFiles): string {
  return readAnchor(anchor).status === 'damaged'
    ? 'The anchor file is damaged; the next paid order writes it anew'
    : ''
}
