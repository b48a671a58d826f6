import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readSync } from 'node:fs'
import { Fault } from '../../shared/fault'
import { copyRows, type GuardedDatabase } from './database'
import { terminalIn } from './identity'
import { JournalReader } from './reader'
import { inSlices } from './slices'

/** Entries looked at between two looks at the clock. */
const ENTRIES_AT_ONCE = 500

const PIECE = 1 << 20

/** What a copy must say of itself. */
export type Stated = { readonly terminal: string; readonly lastSeq: number; readonly hash: string }

/**
 * Checks a closed copy of a journal from the first entry to the last, its orders under way and whose it is,
 * in slices, and writes nothing beside it.
 * @throws Fault  'journal-broken', 'journal-unreadable': it is not a whole copy of that journal
 */
export async function checkCopy(path: string, stated: Stated): Promise<void> {
  withRows(path, HEADS, (copy) => {
    new JournalReader(copy).liveHeads()
    if (terminalIn(copy) !== stated.terminal) throw notThat('it is of another terminal')
  })
  let seen = 0
  await inSlices(() => {
    const wanted = Math.min(seen + ENTRIES_AT_ONCE, stated.lastSeq)
    const hash = withRows(path, entries(seen, wanted), (copy) => {
      const reader = new JournalReader(copy)
      for (const row of reader.rows(seen + 1)) seen = row.seq
      return reader.tail().hash
    })
    if (seen !== wanted) throw notThat(`it ends at entry ${seen}`)
    const isLast = seen === stated.lastSeq
    if (isLast && Buffer.from(hash).toString('hex') !== stated.hash) {
      throw notThat('its last entry is another')
    }
    return !isLast
  })
}

/** The SHA-256 of a file and its length, read in slices. */
export async function digestOf(
  path: string,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256')
  const piece = Buffer.alloc(PIECE)
  const file = openSync(path, 'r')
  let bytes = 0
  try {
    await inSlices(() => {
      const read = readSync(file, piece, 0, PIECE, bytes)
      hash.update(piece.subarray(0, read))
      bytes += read
      return read > 0
    })
  } finally {
    closeSync(file)
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** Makes sure that a file's bytes are on the disk. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function withRows<T>(
  path: string,
  statements: readonly string[],
  work: (copy: GuardedDatabase) => T,
): T {
  const copy = copyRows(path, statements, { closed: true })
  try {
    return work(copy)
  } finally {
    copy.close()
  }
}

const HEADS = [
  `CREATE TABLE kept.heads AS SELECT * FROM main.heads WHERE status = 'live'`,
  'CREATE TABLE kept.meta AS SELECT name, value FROM main.meta',
]

/** The entries after one up to another, and the one before them for its hash. */
function entries(after: number, upTo: number): readonly string[] {
  return [
    'CREATE TABLE kept.events (seq INTEGER PRIMARY KEY, id, stream, type, at, body, hash)',
    `INSERT INTO kept.events SELECT seq, id, stream, type, at, body, hash FROM main.events
     WHERE seq BETWEEN ${after} AND ${upTo}`,
  ]
}

function notThat(what: string): Fault {
  return new Fault('journal-unreadable', 'never', `The copy of the journal is not whole: ${what}`)
}
