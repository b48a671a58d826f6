import { statSync, truncateSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { Fault } from '../../shared/fault'
import { GuardedDatabase } from './database'
import { journalFiles } from './files'
import { MIGRATIONS } from './migrations/all'
import { migrate } from './migrations/migration'
import { guarded } from './sqlite-faults'
import { SqliteJournal } from './sqlite-journal'
import { Folders } from './testing/folders'
import { openJournal } from './open'
import { bytesIn } from './testing/folders'
import { AT, record, sell } from './testing/orders'

const folders = new Folders()

afterEach(() => {
  folders.removeAll()
})

/** A disk that fails at the next commit with SQLite's number for it. */
class FailingDatabase extends GuardedDatabase {
  failWith: number | null = null

  /** What writing down how far the log was folded ends in. */
  failFolded: (() => never) | null = null

  override run(...statement: Parameters<GuardedDatabase['run']>): void {
    if (this.failFolded !== null && statement[1]?.[0] === 'folded') this.failFolded()
    const number = this.failWith
    if (statement[0] === 'COMMIT' && number !== null) {
      guarded(() => {
        throw Object.assign(new Error('disk I/O error'), { rawCode: number })
      })
    }
    super.run(...statement)
  }

  /** While set, whatever is asked of the disk ends with it. */
  failAllWith: number | null = null

  override all(...statement: Parameters<GuardedDatabase['all']>) {
    const number = this.failAllWith
    if (number === null) return super.all(...statement)
    return guarded(() => {
      throw Object.assign(new Error('disk I/O error'), { rawCode: number })
    })
  }
}

function open(): { database: FailingDatabase; journal: SqliteJournal; folder: string } {
  const folder = folders.empty()
  const files = journalFiles(folder)
  const database = new FailingDatabase(files.database)
  database.prepareForWriting()
  migrate(database, MIGRATIONS)
  const { anchor: anchorPath, tail: tailPath } = files
  const journal = new SqliteJournal({ database, anchorPath, tailPath, now: () => AT })
  return { database, journal, folder }
}

const WRITE_FAILED = 10 | (3 << 8)
const SYNC_FAILED = 10 | (4 << 8)
const FULL = 13
const READ_ONLY = 8

it.each([
  ['[C12] a failed write', WRITE_FAILED, 'journal-unwritable'],
  ['[C9] a full disk', FULL, 'journal-full'],
  ['[C11] a disk that may only be read', READ_ONLY, 'journal-unwritable'],
])('%s: the same commit can be tried again', (_, number, code) => {
  const { database, journal } = open()
  journal.append([record('a', 'One')], [])
  database.failWith = number
  expect(() => journal.append([record('a', 'Two')], [])).toThrow(
    expect.objectContaining({ code, retry: 'later' }),
  )
  expect(journal.last).toBe(1)
  database.failWith = null
  expect(journal.append([record('a', 'Two')], [])).toBe(2)
  expect(journal.readStream('a')).toHaveLength(2)
  journal.close()
})

it('[C13] after a failed fsync nothing is taken any more: it is never tried again as if nothing had happened', () => {
  const { database, journal } = open()
  database.failWith = SYNC_FAILED
  const doubtful = expect.objectContaining({ code: 'journal-doubtful', retry: 'never' }) as Fault
  expect(() => journal.append([record('a', 'One')], [])).toThrow(doubtful)
  database.failWith = null
  expect(() => journal.append([record('a', 'One')], [])).toThrow(doubtful)
  expect(journal.last).toBe(0)
  expect(journal.seal(1)).toBe(false)
  expect(journal.checkpoint()).toBe(false)
  journal.close()
})

it('[C13] a fold whose fsync failed is a doubt as well', () => {
  const { database, journal } = open()
  sell(journal, 1)
  database.failAllWith = SYNC_FAILED
  expect(journal.checkpoint()).toBe(false)
  database.failAllWith = null
  expect(() => journal.append([record('a', 'One')], [])).toThrow('in the middle of a commit')
})

it('[C13] leaves its files as they are when it is closed in doubt, and the next start compares', () => {
  const { database, journal, folder } = open()
  sell(journal, 1)
  database.failWith = SYNC_FAILED
  expect(() => journal.append([record('a', 'One')], [])).toThrow(Fault)
  const before = bytesIn(folder)
  journal.close()
  expect(bytesIn(folder)).toEqual(before)
  const kept = openJournal(folders.asKilled(folder), () => AT)
  expect(kept.report).toEqual({ status: 'continued', detail: '' })
  expect(kept.journal.last).toBe(4)
  kept.journal.close()
  const lossy = folders.asKilled(folder)
  truncateSync(journalFiles(lossy).log, statSync(journalFiles(lossy).log).size - 4_000)
  expect(() => openJournal(lossy, () => AT)).toThrow(/Entries \d to 4 were saved/)
})

it('no anchor is begun after a doubt: the one before it stays', async () => {
  const { database, journal, folder } = open()
  sell(journal, 1)
  const before = bytesIn(folder)['anchor.json']
  expect(before).toBeDefined()
  database.failWith = SYNC_FAILED
  expect(() => journal.append([record('a', 'Two')], [])).toThrow(Fault)
  expect(await journal.sealSoon(2)).toBe(false)
  expect(bytesIn(folder)['anchor.json']).toBe(before)
})

it('a log whose new beginning cannot be written stays as it is, and what is no fault of a disk is told', () => {
  const { database, journal } = open()
  sell(journal, 1)
  const { last } = journal
  expect(journal.checkpoint()).toBe(true)
  database.failFolded = () =>
    guarded(() => {
      throw Object.assign(new Error('disk I/O error'), { rawCode: FULL })
    })
  expect(journal.checkpoint()).toBe(false)
  database.failFolded = () => {
    throw new RangeError('a mistake of ours')
  }
  expect(() => journal.checkpoint()).toThrow('a mistake of ours')
  database.failFolded = null
  expect(journal.checkpoint()).toBe(true)
  expect(journal.append([record('a', 'Two')], [])).toBe(last + 1)
})
