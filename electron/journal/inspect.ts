/*
 * The look at a journal before it is opened for writing. What must be known is copied into memory by a
 * connection that only reads, so that not one byte of a damaged, newer or incomplete journal changes:
 * closing it for writing would fold the log into the file. Looked at is what the start relies on: header,
 * schema, the newest entries, the orders under way with all their entries, and the anchor. Older entries
 * are checked whenever they are read.
 */
import { closeSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs'
import type { Anchor } from './anchor'
import { anchorOf, checkNothingLost, checkWhole, unreadable, VERIFIED_AT_START } from './check'
import { copyRows, type GuardedDatabase } from './database'
import type { JournalFiles } from './files'
import { schemaState, type Migration } from './migrations/migration'
import { readTail, type Tail } from './tail'

/**
 * How a journal was found; one that is not whole throws. `unfinished`: its making or its closing was cut
 * short, which SQLite mends on opening. `older`: of an older schema. Both are checked once they are open.
 */
export type Found = 'absent' | 'unfinished' | 'older' | 'whole'

/**
 * Looks at a journal without changing it.
 * @throws Fault  'journal-unreadable' or 'journal-broken' when it is damaged; 'journal-behind-anchor' when
 *                paid orders are missing; 'journal-newer'; 'journal-in-use'
 */
export function inspect(files: JournalFiles, migrations: readonly Migration[]): Found {
  if (isAbsent(files)) {
    checkNothingLost(files)
    if (existsSync(files.log)) throw unreadable('Its log is there, the journal is not')
    return 'absent'
  }
  if (existsSync(files.undo)) return 'unfinished'
  checkHeader(files.database)
  const indexed = existsSync(files.logIndex)
  try {
    if (isEmpty(files)) {
      checkNothingLost(files)
      return 'unfinished'
    }
    const numbers = withCopy(files, SCHEMA_COPY, schemaNumbers)
    if (schemaState(numbers, migrations) === 'older') return 'older'
    withCopy(files, entryCopy([anchorOf(files), readTail(files.tail)]), (copy) => {
      checkWhole(copy, files)
      checkListed(copy)
    })
    return 'whole'
  } finally {
    if (!indexed) rmSync(files.logIndex, { force: true })
  }
}

function isAbsent({ database }: JournalFiles): boolean {
  return !existsSync(database) || statSync(database).size === 0
}

/**
 * The first bytes of a journal: "SQLite format 3", NUL; at 18 and 19 a 2 each, for the write-ahead log; at 56
 * a 1 in four bytes, for UTF-8. Otherwise SQLite would take the file for another kind, or for one it must
 * not write. A journal that was closed before its first entry may still have a 1 and zeros there.
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
  const log = head[18] === 2 && head[19] === 2
  const utf8 = head.readUInt32BE(56) <= 1
  if (!ours || !log || !utf8) throw unreadable('Its header is not that of a journal')
}

/** The index by which an order is read lists the same entries as the orders under way have. */
function checkListed(copy: GuardedDatabase): void {
  const wrong =
    copy.all(`SELECT seq FROM (SELECT stream, seq FROM listed EXCEPT SELECT stream, seq FROM events)
    UNION ALL SELECT seq FROM (SELECT stream, seq FROM events
    WHERE stream IN (SELECT stream FROM heads) EXCEPT SELECT stream, seq FROM listed)`)
  if (wrong.length > 0) throw unreadable('Its index is damaged')
}

function withCopy<T>(
  files: JournalFiles,
  statements: readonly string[],
  work: (copy: GuardedDatabase) => T,
): T {
  const copy = copyRows(files.database, statements)
  try {
    return work(copy)
  } finally {
    copy.close()
  }
}

const HEADER_COPY =
  'CREATE TABLE kept.header AS SELECT user_version AS number FROM pragma_user_version'

const SCHEMA_COPY = [
  HEADER_COPY,
  `CREATE TABLE kept.stated AS SELECT CAST(value AS INTEGER) AS number FROM main.meta
   WHERE name = 'schema'`,
]

function isEmpty(files: JournalFiles): boolean {
  const tables = 'CREATE TABLE kept.tables AS SELECT name FROM main.sqlite_schema'
  return withCopy(files, [HEADER_COPY, tables], (copy) => {
    const [header] = copy.all('SELECT number FROM header')
    return header?.['number'] === 0 && copy.all('SELECT 1 FROM tables').length === 0
  })
}

function schemaNumbers(copy: GuardedDatabase): {
  readonly header: number
  readonly stated: number
} {
  const numberIn = (table: string) => Number(copy.all(`SELECT number FROM ${table}`)[0]?.['number'])
  return { header: numberIn('header'), stated: numberIn('stated') }
}

const EVENT = 'seq, id, stream, type, at, body, hash'
const HEAD = 'stream, status, number, summary, entries'

/**
 * The newest entries, those of the live streams, those that anchor and tail mark name, the newest receipt and
 * order, and the entry before each of them.
 */
function entryCopy(marks: readonly (Anchor | Tail | null)[]): readonly string[] {
  const take = (which: string) =>
    `INSERT OR IGNORE INTO kept.events SELECT ${EVENT} FROM main.events ${which}`
  return [
    'CREATE TABLE kept.events (seq INTEGER PRIMARY KEY, id, stream, type, at, body, hash)',
    'CREATE INDEX kept.events_by_stream ON events (stream)',
    `CREATE TABLE kept.heads AS SELECT ${HEAD} FROM main.heads WHERE status = 'live'`,
    'CREATE TABLE kept.meta AS SELECT name, value FROM main.meta',
    `CREATE TABLE kept.listed AS SELECT stream, seq FROM main.events INDEXED BY events_by_stream
     WHERE stream IN (SELECT stream FROM kept.heads)`,
    take(`ORDER BY seq DESC LIMIT ${VERIFIED_AT_START + 1}`),
    take('WHERE stream IN (SELECT stream FROM kept.heads)'),
    ...marks.map((mark) => take(`WHERE seq = ${mark?.seq ?? 0}`)),
    take(`WHERE type = 'OrderPaid' ORDER BY seq DESC LIMIT 1`),
    take(`WHERE type = 'OrderOpened' ORDER BY seq DESC LIMIT 1`),
    take('WHERE seq IN (SELECT seq - 1 FROM kept.events)'),
  ]
}
