import { assert } from '../../shared/assert'
import { Fault } from '../../shared/fault'
import { writeAnchor } from './anchor'
import { CHAIN_START, chainHash, sameHash } from './chain'
import type { GuardedDatabase, Row } from './database'
import type { Journal, JournalEntry, JournalRecord, StreamHead } from './port'
import { uuidv7 } from './uuid'

const ROWS_AT_ONCE = 500

/** The journal on disk. */
export class SqliteJournal implements Journal {
  readonly #database: GuardedDatabase
  readonly #anchorPath: string
  readonly #now: () => number
  #last: number
  #hash: Uint8Array

  /** @param database  open, migrated, and verified as far as the caller wants it */
  constructor(database: GuardedDatabase, anchorPath: string, now: () => number) {
    this.#database = database
    this.#anchorPath = anchorPath
    this.#now = now
    const [row] = database.all('SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1')
    this.#last = row ? numberOf(row, 'seq') : 0
    this.#hash = row ? bytesOf(row, 'hash') : CHAIN_START
  }

  get last(): number {
    return this.#last
  }

  append(records: readonly JournalRecord[], heads: readonly StreamHead[]): number {
    let seq = this.#last
    let hash = this.#hash
    this.#database.transaction(() => {
      for (const record of records) {
        seq += 1
        hash = this.#insert(seq, hash, record)
      }
      for (const head of heads) this.#putHead(head)
    })
    this.#last = seq
    this.#hash = hash
    return seq
  }

  *read(from = 1): Iterable<JournalEntry> {
    let previous = this.#hashBefore(from)
    for (let next = from; ; ) {
      const rows = this.#database.all(
        'SELECT * FROM events WHERE seq >= ? ORDER BY seq LIMIT ?',
        [next, ROWS_AT_ONCE],
      )
      if (rows.length === 0) return
      for (const row of rows) {
        if (numberOf(row, 'seq') !== next) throw brokenAt(next)
        previous = verified(row, previous)
        yield entryOf(row)
        next += 1
      }
    }
  }

  readStream(stream: string): readonly JournalEntry[] {
    const rows = this.#database.all(
      `SELECT events.*, before.hash AS previous FROM events
       LEFT JOIN events AS before ON before.seq = events.seq - 1
       WHERE events.stream = ? ORDER BY events.seq`,
      [stream],
    )
    return rows.map((row) => {
      verified(row, row['previous'] === null ? CHAIN_START : bytesOf(row, 'previous'))
      return entryOf(row)
    })
  }

  heads(statuses: readonly string[]): readonly StreamHead[] {
    return statuses.flatMap((status) =>
      this.#database
        .all('SELECT * FROM heads WHERE status = ? ORDER BY number', [status])
        .map(headOf),
    )
  }

  seal(receiptNumber: number): void {
    const hash = Buffer.from(this.#hash).toString('hex')
    writeAnchor(this.#anchorPath, { seq: this.#last, hash, receiptNumber })
  }

  checkpoint(): void {
    this.#database.all('PRAGMA wal_checkpoint(TRUNCATE)')
  }

  close(): void {
    this.#database.close()
  }

  #insert(seq: number, previous: Uint8Array, record: JournalRecord): Uint8Array {
    const { stream, at, event } = record
    const row = { seq, id: uuidv7(this.#now()), stream, type: event.type, at, body: encode(event) }
    const hash = chainHash(previous, row)
    this.#database.run(
      'INSERT INTO events (seq, id, stream, type, at, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [row.seq, row.id, row.stream, row.type, row.at, row.body, hash],
    )
    return hash
  }

  #putHead({ stream, status, number, summary }: StreamHead): void {
    this.#database.run(
      `INSERT INTO heads (stream, status, number, summary) VALUES (?, ?, ?, ?)
       ON CONFLICT (stream) DO UPDATE SET status = excluded.status, number = excluded.number,
         summary = excluded.summary`,
      [stream, status, number, encode(summary)],
    )
  }

  #hashBefore(seq: number): Uint8Array {
    if (seq <= 1) return CHAIN_START
    const [row] = this.#database.all('SELECT hash FROM events WHERE seq = ?', [seq - 1])
    if (!row) throw brokenAt(seq - 1)
    return bytesOf(row, 'hash')
  }
}

function encode(value: unknown): Uint8Array {
  const text = JSON.stringify(value)
  assert(typeof text === 'string', 'The journal holds JSON values')
  return Buffer.from(text, 'utf8')
}

/** The hash is checked before the body is decoded. Answers the hash of the row. */
function verified(row: Row, previous: Uint8Array): Uint8Array {
  const seq = numberOf(row, 'seq')
  const hash = bytesOf(row, 'hash')
  const stated = {
    seq,
    id: textOf(row, 'id'),
    stream: textOf(row, 'stream'),
    type: textOf(row, 'type'),
    at: numberOf(row, 'at'),
    body: bytesOf(row, 'body'),
  }
  if (!sameHash(hash, chainHash(previous, stated))) throw brokenAt(seq)
  return hash
}

function brokenAt(seq: number): Fault {
  return new Fault('journal-broken', 'never', `The journal is damaged at entry ${seq}`)
}

function entryOf(row: Row): JournalEntry {
  const event: unknown = JSON.parse(Buffer.from(bytesOf(row, 'body')).toString('utf8'))
  assert(
    typeof event === 'object' && event !== null && 'type' in event && typeof event.type === 'string',
    'An event has a type',
  )
  const { type } = event
  return {
    seq: numberOf(row, 'seq'),
    id: textOf(row, 'id'),
    stream: textOf(row, 'stream'),
    at: numberOf(row, 'at'),
    event: { ...event, type },
  }
}

function headOf(row: Row): StreamHead {
  const summary: unknown = JSON.parse(Buffer.from(bytesOf(row, 'summary')).toString('utf8'))
  const stream = textOf(row, 'stream')
  return { stream, status: textOf(row, 'status'), number: numberOf(row, 'number'), summary }
}

function numberOf(row: Row, name: string): number {
  const value = row[name]
  assert(typeof value === 'number', `${name} is a number`)
  return value
}

function textOf(row: Row, name: string): string {
  const value = row[name]
  assert(typeof value === 'string', `${name} is a text`)
  return value
}

function bytesOf(row: Row, name: string): Uint8Array {
  const value = row[name]
  assert(value instanceof Uint8Array, `${name} is bytes`)
  return value
}
