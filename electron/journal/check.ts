import { Fault } from '../../shared/fault'
import { TERMINAL_STREAM } from '../../shared/order/till-state'
import { readAnchor, type Anchor } from './anchor'
import type { GuardedDatabase } from './database'
import { receiptsText, type LastNumbers } from './facts'
import type { JournalFiles } from './files'
import { terminalIn } from './identity'
import { numberAt } from './json'
import { JournalReader } from './reader'
import { entryOf } from './rows'
import { readTail } from './tail'

/** Entries checked at every start: enough for what a crash can touch, little enough to be quick. */
export const VERIFIED_AT_START = 1_000

/**
 * Checks the newest entries, the orders under way, whose journal it is, the anchor and the tail mark.
 * @throws Fault  'journal-broken', 'journal-of-another-terminal', 'journal-behind-anchor',
 *                'journal-entries-lost'
 */
export function checkWhole(database: GuardedDatabase, files: JournalFiles): void {
  const reader = new JournalReader(database)
  const { seq: last } = reader.tail()
  let seen = Math.max(0, last - VERIFIED_AT_START)
  for (const row of reader.rows(seen + 1)) seen = row.seq
  if (seen !== last) throw unreadable(`It ends at entry ${seen}, not ${last}`)
  for (const stream of reader.liveHeads().keys()) reader.streamRows(stream)
  const anchor = anchorOf(files)
  checkTerminal(terminalIn(database), anchor)
  checkAnchor(reader, anchor)
  checkTail(reader, last, files)
}

/**
 * Without a journal, or with an empty one, neither anchor nor tail mark may tell of entries.
 * @throws Fault  'journal-behind-anchor', 'journal-entries-lost'
 */
export function checkNothingLost(files: JournalFiles): void {
  const anchor = anchorOf(files)
  if (anchor !== null && anchor.seq > 0) throw behind(anchor, 0)
  const tail = readTail(files.tail)
  if (tail !== null && tail.seq > 0) throw entriesLost(1, tail.seq)
}

function checkTerminal(terminal: string | null, anchor: Anchor | null): void {
  if (terminal === null) throw unreadable('It does not say whose it is')
  const own = anchor?.terminal
  if (own === undefined || own === terminal) return
  const detail = `The journal belongs to terminal ${terminal}, this is terminal ${own}`
  throw new Fault('journal-of-another-terminal', 'never', detail)
}

/** The anchor may never be ahead of the journal: then paid orders are missing, and nothing is sold. */
function checkAnchor(reader: JournalReader, anchor: Anchor | null): void {
  if (anchor === null) return
  const hash = reader.hashAt(anchor.seq)
  if (hash !== null && Buffer.from(hash).toString('hex') === anchor.hash) return
  throw behind(anchor, lastNumbers(reader).receiptNumber)
}

/** Nor may the tail mark: then something is missing that no receipt has sealed yet. */
function checkTail(reader: JournalReader, last: number, files: JournalFiles): void {
  const tail = readTail(files.tail)
  if (tail === null) return
  const hash = reader.hashAt(tail.seq)
  if (hash !== null && Buffer.from(hash).toString('hex') === tail.hash) return
  throw entriesLost(Math.min(last + 1, tail.seq), tail.seq)
}

/** Which receipts are missing: those after the last one that is there. */
function behind({ seq, receiptNumber }: Anchor, last: number): Fault {
  const text =
    last < receiptNumber
      ? `${receiptsText({ from: last + 1, to: receiptNumber })} from the journal`
      : `Entry ${seq} of the journal is not the one that receipt ${receiptNumber} sealed`
  return new Fault('journal-behind-anchor', 'never', text)
}

function entriesLost(from: number, to: number): Fault {
  const detail = `Entries ${from} to ${to} were saved and are not in the journal any more`
  return new Fault('journal-entries-lost', 'never', detail)
}

/** The last numbers that the entries of a journal know of. */
export function lastNumbers(reader: JournalReader): LastNumbers {
  const found = { receiptNumber: 0, orderNumber: 0 }
  for (const row of reader.newestOfType('OrderPaid')) {
    found.receiptNumber = numberAt(entryOf(row).event, 'sale', 'receiptNumber')
  }
  for (const row of reader.newestOfType('OrderOpened')) {
    found.orderNumber = numberAt(entryOf(row).event, 'number')
  }
  const facts = reader.streamRows(TERMINAL_STREAM).map((row) => entryOf(row).event)
  const receipts = facts.map((fact) => numberAt(fact, 'lastReceiptNumber'))
  const { receiptNumber, orderNumber } = found
  return {
    receiptNumber: Math.max(receiptNumber, ...receipts),
    orderNumber: orderNumber > 0 ? orderNumber : numberAt(facts.at(-1), 'lastOrderNumber'),
  }
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
