import { afterEach, expect, it } from 'vitest'
import type { Fault } from '../../shared/fault'
import { GuardedDatabase } from './database'
import { journalFiles } from './files'
import { EVENTS } from './migrations/0001-events'
import { migrate } from './migrations/migration'
import { guarded } from './sqlite-faults'
import { SqliteJournal } from './sqlite-journal'
import { Folders } from './testing/folders'
import { AT, record } from './testing/orders'

const folders = new Folders()

afterEach(() => {
  folders.removeAll()
})

/** A disk that fails at the next commit with SQLite's number for it. */
class FailingDatabase extends GuardedDatabase {
  failWith: number | null = null

  override run(...statement: Parameters<GuardedDatabase['run']>): void {
    const number = this.failWith
    if (statement[0] === 'COMMIT' && number !== null) {
      guarded(() => {
        throw Object.assign(new Error('disk I/O error'), { rawCode: number })
      })
    }
    super.run(...statement)
  }
}

function open(): { database: FailingDatabase; journal: SqliteJournal } {
  const files = journalFiles(folders.empty())
  const database = new FailingDatabase(files.database)
  database.prepareForWriting()
  migrate(database, [EVENTS])
  const journal = new SqliteJournal({ database, anchorPath: files.anchor, now: () => AT })
  return { database, journal }
}

const WRITE_FAILED = 10 | (3 << 8)
const SYNC_FAILED = 10 | (4 << 8)
const FULL = 13
const READ_ONLY = 8

it.each([
  ['a failed write', WRITE_FAILED, 'journal-unwritable'],
  ['a full disk', FULL, 'journal-full'],
  ['a disk that may only be read', READ_ONLY, 'journal-unwritable'],
])('after %s the same commit can be tried again', (_, number, code) => {
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

it('after a failed fsync nothing is taken any more: it is never tried again as if nothing had happened', () => {
  const { database, journal } = open()
  database.failWith = SYNC_FAILED
  const doubtful = expect.objectContaining({ code: 'journal-doubtful', retry: 'never' }) as Fault
  expect(() => journal.append([record('a', 'One')], [])).toThrow(doubtful)
  database.failWith = null
  expect(() => journal.append([record('a', 'One')], [])).toThrow(doubtful)
  expect(journal.last).toBe(0)
  journal.close()
})
