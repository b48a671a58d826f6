/*
 * How much of what is read can be trusted. Events: each row's hash over the row before it. That none of a
 * stream's events is missing: the number of entries in its head. That none of the live heads is missing or
 * changed: their common hash, kept in `meta` under the name `live`.
 */
import { createHash } from 'node:crypto'
import { Fault } from '../../shared/fault'
import { CHAIN_START, sameHash } from './chain'
import type { GuardedDatabase, Row } from './database'
import type { JournalEntry, StreamHead } from './port'
import {
  brokenAt,
  bytesOf,
  countedHeadOf,
  entryOf,
  EVENT_COLUMNS,
  HEAD_COLUMNS,
  headOf,
  textOf,
  verifiedRow,
  wholeOf,
  type CountedHead,
  type VerifiedRow,
} from './rows'

const ROWS_AT_ONCE = 500

/** Reads a journal file, checking all it reads. */
export class JournalReader {
  readonly #database: GuardedDatabase

  constructor(database: GuardedDatabase) {
    this.#database = database
  }

  /** The last entry's number and hash. */
  tail(): { readonly seq: number; readonly hash: Uint8Array } {
    const [row] = this.#database.all('SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1')
    return row
      ? { seq: wholeOf(row, 'seq'), hash: bytesOf(row, 'hash') }
      : { seq: 0, hash: CHAIN_START }
  }

  /** The hash of an entry, of the start for 0; null when there is no such entry. */
  hashAt(seq: number): Uint8Array | null {
    if (seq === 0) return CHAIN_START
    const [row] = this.#database.all('SELECT hash FROM events WHERE seq = ?', [seq])
    return row ? bytesOf(row, 'hash') : null
  }

  /** The same as 64 hexadecimal digits. @throws Fault  'journal-broken': there is no such entry */
  hexAt(seq: number): string {
    return Buffer.from(this.#hashBefore(seq + 1)).toString('hex')
  }

  /** @throws Fault  'journal-broken': nothing stands before an entry of that number */
  #hashBefore(seq: number): Uint8Array {
    const hash = this.hashAt(seq - 1)
    if (hash === null) throw brokenAt(seq - 1)
    return hash
  }

  /** Every entry from a number on. @throws Fault  'journal-broken' */
  *read(from: number): Iterable<JournalEntry> {
    for (const row of this.rows(from)) yield entryOf(row)
  }

  /** The same without decoding. @throws Fault  'journal-broken' */
  *rows(from: number): Iterable<VerifiedRow> {
    let next = Math.max(from, 1)
    for (;;) {
      const begun = this.#rowsFrom(next)
      if (begun === null) return
      let previous = begun.previous
      for (const row of begun.rows) {
        const verified = this.#next(row, next, previous)
        previous = verified.hash
        next += 1
        yield verified
      }
    }
  }

  /** The next few hundred of them; none at the end. @throws Fault  'journal-broken' */
  rowsAtOnce(from: number): readonly VerifiedRow[] {
    const begun = this.#rowsFrom(from)
    if (begun === null) return []
    let { previous } = begun
    return begun.rows.map((row, index) => {
      const verified = this.#next(row, from + index, previous)
      previous = verified.hash
      return verified
    })
  }

  /**
   * Proves the next few hundred entries without reading what they say, several times as fast: each row comes
   * as one piece, the bytes its hash vouches for (see `chain.ts`) and the hash behind them.
   * @returns the number of the last one; `from - 1` at the end
   * @throws Fault  'journal-broken'
   */
  prove(from: number): number {
    let previous = this.#hashBefore(from)
    let seq = from - 1
    for (const row of this.#database.all(PIECES, [from, ROWS_AT_ONCE])) {
      seq += 1
      if (wholeOf(row, 'seq') !== seq) throw brokenAt(seq)
      const piece = bytesOf(row, 'piece')
      const hash = piece.subarray(-HASH_BYTES)
      const said = piece.subarray(0, -HASH_BYTES)
      if (!sameHash(hash, createHash('sha256').update(previous).update(said).digest())) {
        throw brokenAt(seq)
      }
      previous = hash
    }
    return seq
  }

  #rowsFrom(from: number): { readonly rows: readonly Row[]; readonly previous: Uint8Array } | null {
    const previous = this.#hashBefore(from)
    const rows = this.#database.all(
      `SELECT ${EVENT_COLUMNS} FROM events WHERE seq >= ? ORDER BY seq LIMIT ?`,
      [from, ROWS_AT_ONCE],
    )
    return rows.length === 0 ? null : { rows, previous }
  }

  #next(row: Row, seq: number, previous: Uint8Array): VerifiedRow {
    if (wholeOf(row, 'seq') !== seq) throw brokenAt(seq)
    return verifiedRow(row, previous)
  }

  /** The entries of one stream; as many as its head says. @throws Fault  'journal-broken' */
  readStream(stream: string): readonly JournalEntry[] {
    return this.streamRows(stream).map(entryOf)
  }

  /** The same without decoding. @throws Fault  'journal-broken' */
  streamRows(stream: string): readonly VerifiedRow[] {
    const rows = this.#database.all(
      `SELECT ${EVENT_COLUMNS}, before.hash AS previous FROM events
       LEFT JOIN events AS before ON before.seq = events.seq - 1
       WHERE events.stream = ? ORDER BY events.seq`,
      [stream],
    )
    const verified = rows.map((row) =>
      verifiedRow(row, row['previous'] === null ? CHAIN_START : bytesOf(row, 'previous')),
    )
    const stated = this.head(stream)?.entries ?? verified.length
    if (stated !== verified.length || verified.some((row) => row.stream !== stream)) {
      throw new Fault('journal-broken', 'never', `Entries of stream ${stream} are missing`)
    }
    return verified
  }

  /** The newest entry of a type, if there is one. @throws Fault  'journal-broken' */
  newestOfType(type: string): readonly VerifiedRow[] {
    const rows = this.#database.all(
      `SELECT ${EVENT_COLUMNS} FROM events WHERE type = ? ORDER BY seq DESC LIMIT 1`,
      [type],
    )
    return rows.map((row) => verifiedRow(row, this.#hashBefore(wholeOf(row, 'seq'))))
  }

  /** The head of a stream; null when it has none. */
  head(stream: string): CountedHead | null {
    const [row] = this.#database.all(`SELECT ${HEAD_COLUMNS} FROM heads WHERE stream = ?`, [stream])
    return row ? countedHeadOf(row) : null
  }

  /** Heads of the given statuses, by number. */
  heads(statuses: readonly string[]): readonly StreamHead[] {
    return statuses.flatMap((status) => this.#headsOf(status)).map(headOf)
  }

  /** Heads of every status with this number, by stream. */
  numbered(number: number): readonly StreamHead[] {
    return this.#database
      .all(`SELECT ${HEAD_COLUMNS} FROM heads WHERE number = ? ORDER BY stream`, [number])
      .map(countedHeadOf)
      .map(headOf)
  }

  /** The next few hundred heads of any status after a stream, by stream; none at the end. */
  headsAfter(stream: string): readonly CountedHead[] {
    return this.#database
      .all(
        `SELECT ${HEAD_COLUMNS} FROM heads WHERE heads.stream > ? ORDER BY heads.stream LIMIT ?`,
        [stream, ROWS_AT_ONCE],
      )
      .map(countedHeadOf)
  }

  /** The live heads by stream, none missing. @throws Fault  'journal-broken' */
  liveHeads(): ReadonlyMap<string, CountedHead> {
    const heads = new Map(this.#headsOf(LIVE).map((head) => [head.stream, head]))
    const [row] = this.#database.all(`SELECT ${META_VALUE} FROM meta WHERE name = ?`, [LIVE])
    const stated = row ? textOf(row, 'value') : liveHash(new Map())
    if (stated === liveHash(heads)) return heads
    throw new Fault('journal-broken', 'never', 'The list of orders under way is damaged')
  }

  #headsOf(status: string): readonly CountedHead[] {
    return this.#database
      .all(`SELECT ${HEAD_COLUMNS} FROM heads WHERE status = ? ORDER BY number, stream`, [status])
      .map(countedHeadOf)
  }
}

/** The status of a stream that a start reads, and the name of the live heads' common hash. */
export const LIVE = 'live'

const HASH_BYTES = 32

const PIECES = `SELECT seq, CAST(seq || char(10) || id || char(10) || stream || char(10) || type ||
  char(10) || at || char(10) || body || hash AS BLOB) AS piece
  FROM events WHERE seq >= ? ORDER BY seq LIMIT ?`

const META_VALUE = 'CAST(value AS BLOB) AS value'

/** The common hash of the live heads, whatever their order. 64 hexadecimal digits. */
export function liveHash(heads: ReadonlyMap<string, CountedHead>): string {
  const hash = createHash('sha256')
  const sorted = [...heads.values()].sort((a, b) => (a.stream < b.stream ? -1 : 1))
  for (const { stream, number, summary } of sorted) {
    hash.update(`${stream}\n${number}\n${summary.length}\n`).update(summary)
  }
  return hash.digest('hex')
}
