import { createHash } from 'node:crypto'
import type { SqliteJournal } from '../../../electron/journal/sqlite-journal'
import { Fault } from '../../../shared/fault'

/** What a journal says, short enough to be handed to another process. */
export type Truth = {
  readonly at: number
  readonly last: number
  readonly receiptNumber: number
  /** One SHA-256 per entry that could be read. */
  readonly entries: readonly string[]
  readonly heads: unknown
}

/** Reads all that a journal says; stops where it refuses to. */
export function truthOf(journal: SqliteJournal, at: number): Truth {
  const entries: string[] = []
  try {
    for (const entry of journal.read()) {
      entries.push(createHash('sha256').update(JSON.stringify(entry)).digest('hex'))
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
  }
  const heads = journal
    .heads(['live'])
    .map((head) => [head, journal.readStream(head.stream).length])
  return { at, last: journal.last, receiptNumber: journal.sealedReceipt, entries, heads }
}
