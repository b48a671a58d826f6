import { Fault } from '../../shared/fault'
import { chainHash, sameHash } from './chain'
import type { Row } from './database'
import { readJson } from './json'
import type { JournalEntry, StreamHead } from './port'

/** The columns of an event, its texts as bytes: text that is not UTF-8 must not reach the package. */
export const EVENT_COLUMNS = `events.seq, CAST(events.id AS BLOB) AS id,
  CAST(events.stream AS BLOB) AS stream, CAST(events.type AS BLOB) AS type, events.at, events.body,
  events.hash`

/** The columns of a head, in the same way. */
export const HEAD_COLUMNS = `CAST(stream AS BLOB) AS stream, CAST(status AS BLOB) AS status, number,
  CAST(summary AS BLOB) AS summary, entries`

/** An event as it stands on the disk, its hash checked, its body not yet decoded. */
export type VerifiedRow = {
  readonly seq: number
  readonly id: string
  readonly stream: string
  readonly type: string
  readonly at: number
  readonly body: Uint8Array
  readonly hash: Uint8Array
}

/** A head with the number of events its stream has. */
export type CountedHead = {
  readonly stream: string
  readonly status: string
  readonly number: number
  readonly summary: Uint8Array
  readonly entries: number
}

/**
 * Reads a row and checks its hash, given the hash before it.
 * @throws Fault  'journal-broken'
 */
export function verifiedRow(row: Row, previous: Uint8Array): VerifiedRow {
  const read = {
    seq: wholeOf(row, 'seq'),
    id: textOf(row, 'id'),
    stream: textOf(row, 'stream'),
    type: textOf(row, 'type'),
    at: wholeOf(row, 'at'),
    body: bytesOf(row, 'body'),
    hash: bytesOf(row, 'hash'),
  }
  if (!sameHash(read.hash, chainHash(previous, read))) throw brokenAt(read.seq)
  return read
}

/** Decodes the event of a verified row. */
export function entryOf({ seq, id, stream, at, type, body }: VerifiedRow): JournalEntry {
  const event = readJson(body)
  if (typeof event !== 'object' || event === null) throw brokenAt(seq)
  return { seq, id, stream, at, event: { ...event, type } }
}

/** Reads a head. @throws Fault  'journal-broken' */
export function countedHeadOf(row: Row): CountedHead {
  return {
    stream: textOf(row, 'stream'),
    status: textOf(row, 'status'),
    number: wholeOf(row, 'number'),
    summary: bytesOf(row, 'summary'),
    entries: wholeOf(row, 'entries'),
  }
}

/** Decodes a head's summary. */
export function headOf({ stream, status, number, summary }: CountedHead): StreamHead {
  return { stream, status, number, summary: readJson(summary) }
}

/** A whole number of a row. @throws Fault  'journal-broken' */
export function wholeOf(row: Row, name: string): number {
  const value = row[name]
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw brokenField(name)
  return value
}

/** Bytes of a row. @throws Fault  'journal-broken' */
export function bytesOf(row: Row, name: string): Uint8Array {
  const value = row[name]
  if (!(value instanceof Uint8Array)) throw brokenField(name)
  return value
}

/** Text of a row, read as bytes. @throws Fault  'journal-broken' */
export function textOf(row: Row, name: string): string {
  const { buffer, byteOffset, byteLength } = bytesOf(row, name)
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8')
}

/** The fault of a chain that does not hold at an entry. */
export function brokenAt(seq: number): Fault {
  return new Fault('journal-broken', 'never', `The journal is damaged at entry ${seq}`)
}

function brokenField(name: string): Fault {
  return new Fault('journal-broken', 'never', `The journal is damaged: ${name} does not fit`)
}
