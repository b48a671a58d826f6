/*
 * The hash chain: each row carries SHA-256 over the hash before it and everything the row says. The fields
 * are joined by a line feed, which none of them but the body can contain, and the body comes last:
 *
 *   previous hash (32 bytes) | seq | LF | id | LF | stream | LF | type | LF | at | LF | body
 *
 * A row that was changed, left out, put in or moved breaks the chain from there on.
 */
import { createHash } from 'node:crypto'

/** What stands before the first row. */
export const CHAIN_START = new Uint8Array(32)

/** The fields of a row that its hash vouches for. */
export type Chained = {
  readonly seq: number
  readonly id: string
  readonly stream: string
  readonly type: string
  readonly at: number
  readonly body: Uint8Array
}

/** The hash of a row, given the hash before it. 32 bytes. */
export function chainHash(previous: Uint8Array, row: Chained): Uint8Array {
  const head = `${row.seq}\n${row.id}\n${row.stream}\n${row.type}\n${row.at}\n`
  return createHash('sha256').update(previous).update(head).update(row.body).digest()
}

/** Whether two hashes are the same. */
export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}
