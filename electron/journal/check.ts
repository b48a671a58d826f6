import { Fault } from '../../shared/fault'
import { readAnchor, type Anchor } from './anchor'
import type { GuardedDatabase } from './database'
import type { JournalFiles } from './files'
import { JournalReader } from './reader'
import { entryOf } from './rows'

/** Entries checked at every start: enough for what a crash can touch, little enough to be quick. */
export const VERIFIED_AT_START = 1_000

/**
 * Checks the newest entries, the orders under way and the anchor.
 * @throws Fault  'journal-broken', 'journal-behind-anchor'
 */
export function checkWhole(database: GuardedDatabase, files: JournalFiles): void {
  const reader = new JournalReader(database)
  const { seq: last } = reader.tail()
  let seen = Math.max(0, last - VERIFIED_AT_START)
  for (const row of reader.rows(seen + 1)) seen = row.seq
  if (seen !== last) throw unreadable(`It ends at entry ${seen}, not ${last}`)
  for (const stream of reader.liveHeads().keys()) reader.streamRows(stream)
  checkAnchor(reader, anchorOf(files))
}

/**
 * Without a journal, or with an empty one, the anchor may not tell of entries.
 * @throws Fault  'journal-behind-anchor'
 */
export function checkNothingLost(files: JournalFiles): void {
  const anchor = anchorOf(files)
  if (anchor !== null && anchor.seq > 0) throw behind(anchor, 0)
}

/** The anchor may never be ahead of the journal: then paid orders are missing, and nothing is sold. */
function checkAnchor(reader: JournalReader, anchor: Anchor | null): void {
  if (anchor === null) return
  const hash = reader.hashAt(anchor.seq)
  if (hash !== null && Buffer.from(hash).toString('hex') === anchor.hash) return
  throw behind(anchor, lastReceipt(reader))
}

/** Which receipts are missing: those after the last one that is there. */
function behind({ receiptNumber }: Anchor, last: number): Fault {
  const first = last + 1
  const missing =
    last > 0 && first < receiptNumber
      ? `Receipts ${first} to ${receiptNumber} are missing`
      : `Receipt ${receiptNumber} is missing`
  return new Fault('journal-behind-anchor', 'never', `${missing} from the journal`)
}

function lastReceipt(reader: JournalReader): number {
  for (const row of reader.newestOfType('OrderPaid')) {
    const { event } = entryOf(row)
    const sale: unknown = 'sale' in event ? event.sale : null
    if (typeof sale !== 'object' || sale === null || !('receiptNumber' in sale)) return 0
    return typeof sale.receiptNumber === 'number' ? sale.receiptNumber : 0
  }
  return 0
}

/** The fault of a file that is not what was written. */
export function unreadable(detail: string): Fault {
  return new Fault('journal-unreadable', 'never', `The journal file is damaged. ${detail}`)
}

/** A damaged anchor proves nothing; whoever opens the journal reports it. */
export function anchorOf({ anchor }: JournalFiles): Anchor | null {
  const reading = readAnchor(anchor)
  return reading.status === 'found' ? reading.anchor : null
}
