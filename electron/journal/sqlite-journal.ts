import { assert } from '../../shared/assert'
import { Fault } from '../../shared/fault'
import { TERMINAL_STREAM } from '../../shared/order/till-state'
import { AnchorWriter, readAnchor, writeAnchor, type Anchor } from './anchor'
import { chainHash, sameHash } from './chain'
import type { GuardedDatabase } from './database'
import { faultIn } from './disk-fault'
import { terminalIn } from './identity'
import { jsonBytes } from './json'
import type { Journal, JournalEntry, JournalRecord, StreamHead } from './port'
import { JournalReader, LIVE, liveHash } from './reader'
import type { CountedHead } from './rows'
import { TailMark } from './tail'
import { uuidv7 } from './uuid'

/** What a journal on disk is made of. */
export type SqliteJournalParts = {
  /** Open for writing, migrated, and looked at as far as the caller wants. */
  readonly database: GuardedDatabase
  readonly anchorPath: string
  /** Where the tail mark is kept; without one a lost tail is found out only as far as the anchor goes. */
  readonly tailPath?: string
  readonly now: () => number
}

/** The journal on disk. */
export class SqliteJournal implements Journal {
  readonly #parts: SqliteJournalParts
  readonly #database: GuardedDatabase
  /** Reads the entries, checking all it reads. */
  readonly reader: JournalReader
  readonly sealedReceipt: number
  /** The id of the terminal whose journal it is; null in one of a schema before there were ids. */
  readonly terminal: string | null
  readonly #mark: TailMark | null
  readonly #anchors: AnchorWriter
  #last: number
  #hash: Uint8Array
  #live: ReadonlyMap<string, CountedHead>
  #doubt: Fault | null = null

  /** @throws Fault  'journal-broken' */
  constructor(parts: SqliteJournalParts) {
    this.#parts = parts
    this.#database = parts.database
    this.reader = new JournalReader(parts.database)
    this.terminal = terminalIn(parts.database)
    const { seq, hash } = this.reader.tail()
    this.#last = seq
    this.#hash = hash
    this.#live = this.reader.liveHeads()
    const anchor = readAnchor(parts.anchorPath)
    this.sealedReceipt = anchor.status === 'found' ? anchor.anchor.receiptNumber : 0
    this.#mark = parts.tailPath === undefined ? null : new TailMark(parts.tailPath)
    this.#mark?.put(seq, hash)
    this.#anchors = new AnchorWriter(parts.anchorPath)
  }

  get last(): number {
    return this.#last
  }

  append(records: readonly JournalRecord[], heads: readonly StreamHead[]): number {
    if (this.#doubt) throw this.#doubt
    let seq = this.#last
    let hash = this.#hash
    let live = this.#live
    try {
      this.#database.transaction(() => {
        for (const record of records) {
          seq += 1
          hash = this.#insert(seq, hash, record)
        }
        live = this.#putHeads(records, heads)
      })
    } catch (error) {
      this.#noteDoubt(error)
      throw error
    }
    this.#last = seq
    this.#hash = hash
    this.#mark?.put(seq, hash)
    this.#live = live
    return seq
  }

  read(from = 1): Iterable<JournalEntry> {
    return this.reader.read(from)
  }

  readStream(stream: string): readonly JournalEntry[] {
    return this.reader.readStream(stream)
  }

  heads(statuses: readonly string[]): readonly StreamHead[] {
    return this.reader.heads(statuses)
  }

  numbered(number: number): readonly StreamHead[] {
    return this.reader.numbered(number)
  }

  seal(receiptNumber: number): boolean {
    if (this.#doubt) return false
    this.#anchors.drop()
    return writeAnchor(this.#parts.anchorPath, this.#anchorAt(receiptNumber))
  }

  sealSoon(receiptNumber: number): Promise<boolean> {
    if (this.#doubt) return Promise.resolve(false)
    return this.#anchors.put(this.#anchorAt(receiptNumber))
  }

  /**
   * The log begins again in the same bytes: writing over them costs an fsync about half of what growing the
   * file anew costs. Its new head needs an fsync of its own, with the first commit that follows: that is one
   * made here, and not the next scan.
   */
  checkpoint(): boolean {
    return this.#fold('RESTART') && this.#beginLog()
  }

  /**
   * After a doubt the file is let go of as a process that died would leave it: closing it would fold the log,
   * which is one more fsync that looks as if nothing had happened.
   */
  close(): void {
    if (!this.#database.isOpen) return
    if (this.#doubt) {
      this.#database.abandon()
    } else {
      this.#anchors.finish()
      this.#fold('TRUNCATE')
      this.#database.close()
    }
    this.#mark?.close()
  }

  #anchorAt(receiptNumber: number): Anchor {
    const hash = Buffer.from(this.#hash).toString('hex')
    const anchor = { seq: this.#last, hash, receiptNumber }
    if (this.terminal === null) return anchor
    const orderNumber = this.#live.get(TERMINAL_STREAM)?.number ?? 0
    return { ...anchor, orderNumber, terminal: this.terminal }
  }

  /** What nobody knows cannot be known by asking again: from here on nothing is taken. */
  #noteDoubt(error: unknown): void {
    if (!(error instanceof Fault) || error.code !== 'journal-doubtful') return
    this.#doubt = error
    this.#mark?.sync()
  }

  #fold(how: 'RESTART' | 'TRUNCATE'): boolean {
    if (this.#doubt) return false
    try {
      const [row] = this.#database.all(`PRAGMA wal_checkpoint(${how})`)
      return row?.['busy'] === 0
    } catch (error) {
      this.#noteDoubt(faultIn(error))
      return false
    }
  }

  #beginLog(): boolean {
    try {
      this.#database.run(PUT_META, [FOLDED, String(this.#last)])
      return true
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      this.#noteDoubt(error)
      return false
    }
  }

  #insert(seq: number, previous: Uint8Array, record: JournalRecord): Uint8Array {
    const { stream, at, event } = record
    assert(Number.isSafeInteger(at), `A time is whole milliseconds, not ${at}`)
    const id = uuidv7(this.#parts.now())
    const row = { seq, id, stream, type: event.type, at, body: jsonBytes(event) }
    const hash = chainHash(previous, row)
    this.#database.run(
      'INSERT INTO events (seq, id, stream, type, at, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [row.seq, row.id, row.stream, row.type, row.at, row.body, hash],
    )
    return hash
  }

  /** Writes the heads that changed and counts the entries of each stream. Answers the live heads. */
  #putHeads(
    records: readonly JournalRecord[],
    heads: readonly StreamHead[],
  ): ReadonlyMap<string, CountedHead> {
    const given = new Map(heads.map((head) => [head.stream, head]))
    const live = new Map(this.#live)
    let changed = false
    for (const stream of new Set([...given.keys(), ...records.map((record) => record.stream)])) {
      const old = live.get(stream) ?? this.reader.head(stream)
      const fresh = records.filter((record) => record.stream === stream).length
      const head = this.#headNow(stream, old, given.get(stream), fresh)
      if (head === null) continue
      if (head.status === LIVE) live.set(stream, head)
      else live.delete(stream)
      changed = this.#putHead(old, head) || changed
    }
    if (changed) this.#database.run(PUT_META, [LIVE, liveHash(live)])
    return live
  }

  #headNow(
    stream: string,
    old: CountedHead | null,
    given: StreamHead | undefined,
    fresh: number,
  ): CountedHead | null {
    if (!old) return given ? { ...counted(given), entries: this.#countOf(stream) } : null
    return { ...old, ...(given ? counted(given) : {}), entries: old.entries + fresh }
  }

  #countOf(stream: string): number {
    const [row] = this.#database.all('SELECT count(*) AS n FROM events WHERE stream = ?', [stream])
    return Number(row?.['n'])
  }

  /**
   * Answers whether more than the count has changed. Where it has not, the index of the heads is not
   * touched: fewer pages, a quicker commit.
   */
  #putHead(old: CountedHead | null, head: CountedHead): boolean {
    const { stream, status, number, summary, entries } = head
    const same = old?.status === status && old.number === number && sameHash(old.summary, summary)
    if (!same) this.#database.run(PUT_HEAD, [stream, status, number, summary, entries])
    else if (old.entries !== entries) this.#database.run(COUNT_HEAD, [entries, stream])
    return !same
  }
}

/** The last entry when the log was folded. Nobody reads it: SQLite writes nothing where nothing changes. */
const FOLDED = 'folded'

const PUT_HEAD = `INSERT INTO heads (stream, status, number, summary, entries)
  VALUES (?, ?, ?, ?, ?) ON CONFLICT (stream) DO UPDATE SET status = excluded.status,
  number = excluded.number, summary = excluded.summary, entries = excluded.entries`

const COUNT_HEAD = 'UPDATE heads SET entries = ? WHERE stream = ?'

const PUT_META = `INSERT INTO meta (name, value) VALUES (?, ?)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value`

function counted({ stream, status, number, summary }: StreamHead): Omit<CountedHead, 'entries'> {
  assert(Number.isSafeInteger(number), `A head's number is whole, not ${number}`)
  return { stream, status, number, summary: jsonBytes(summary) }
}
