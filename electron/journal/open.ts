import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { Fault } from '../../shared/fault'
import { readAnchor, writeAnchor } from './anchor'
import { anchorOf, checkWhole, lastNumbers } from './check'
import { GuardedDatabase } from './database'
import { faultIn, onDisk } from './disk-fault'
import { above, continueNumbers, type NumbersContinued } from './facts'
import { journalFiles, type JournalFiles } from './files'
import { inspect } from './inspect'
import { MIGRATIONS } from './migrations/all'
import { migrate } from './migrations/migration'
import { endRestore } from './restore-ready'
import { salvagedNumbers } from './salvage'
import { endSetAside, setAside } from './set-aside'
import { SqliteJournal } from './sqlite-journal'

/** What was found when the journal was opened. */
export type JournalReport = {
  readonly status: 'fresh' | 'continued' | 'set-aside' | 'restored'
  /** For people, when not empty: where a damaged journal was put, and what was wrong with it. */
  readonly detail: string
}

/** A person's word that receipts up to this number are lost for good, and that selling goes on above it. */
export type Acceptance = { readonly missingUpTo: number }

/** An open journal with what was found on the way. */
export type OpenedJournal = { readonly journal: SqliteJournal; readonly report: JournalReport }

/**
 * Opens the journal of a data folder: header, schema, hash chain, orders under way, whose it is, anchor, tail
 * mark. A damaged journal is set aside byte for byte, reported, and a new one begun; it is never repaired.
 * @param accept  what a person has said after this was refused with 'journal-behind-anchor' or
 *                'journal-entries-lost': the journal is set aside, and numbers go on above
 * @throws Fault  'journal-in-use', 'journal-settings', 'journal-newer', 'journal-of-another-terminal',
 *                'journal-behind-anchor' (the detail names the missing receipts), 'journal-entries-lost',
 *                'journal-numbers-unknown', 'journal-full', 'journal-unwritable'; then nothing is touched
 */
export function openJournal(
  folder: string,
  now: () => number,
  accept: Acceptance | null = null,
): OpenedJournal {
  return onDisk(() => {
    mkdirSync(folder, { recursive: true })
    const files = journalFiles(folder)
    const restored = endRestore(files, now())
    const begun = endSetAside(files)
    try {
      const { journal, existed } = openWhole(files, now, restored ?? followed(begun))
      if (restored !== null) {
        restored.done()
        return { journal, report: { status: 'restored', detail: restored.told } }
      }
      if (begun !== null) return { journal, report: asideReport('The journal was damaged', begun) }
      const detail = anchorTrouble(files, existed)
      keepAnchor(files, journal)
      return { journal, report: { status: existed ? 'continued' : 'fresh', detail } }
    } catch (error) {
      const fault = faultIn(error)
      if (DAMAGED.has(fault.code)) return followDamaged(files, now, fault)
      if (accept !== null && LOST.has(fault.code)) return followLost(files, now, accept, fault)
      throw fault
    }
  })
}

/** The faults of a journal that is not what was written. */
export const DAMAGED: ReadonlySet<string> = new Set(['journal-unreadable', 'journal-broken'])

/** The faults of a journal that lacks what was saved. */
export const LOST: ReadonlySet<string> = new Set(['journal-behind-anchor', 'journal-entries-lost'])

/** Without an anchor nobody knows which receipt comes next, and one number twice is worse than none. */
function followDamaged(files: JournalFiles, now: () => number, fault: Fault): OpenedJournal {
  if (anchorOf(files) === null) {
    const detail = `${fault.message}. Its anchor file is ${readAnchor(files.anchor).status} as well`
    throw new Fault('journal-numbers-unknown', 'never', detail, { cause: fault })
  }
  const aside = setAside(files, now())
  const { journal } = openWhole(files, now, followed(aside))
  return { journal, report: asideReport(fault.message, aside) }
}

/** Somebody has named the last receipt: the incomplete journal is set aside and the gap written down. */
function followLost(
  files: JournalFiles,
  now: () => number,
  { missingUpTo }: Acceptance,
  fault: Fault,
): OpenedJournal {
  const anchor = anchorOf(files)
  if (anchor === null || missingUpTo < anchor.receiptNumber) throw fault
  const have = salvagedNumbers(files).receiptNumber
  const missing = have < missingUpTo ? { from: have + 1, to: missingUpTo } : null
  const aside = setAside(files, now(), 'replaced')
  const begun = anchorOf(files)
  if (begun?.orderNumber !== undefined) {
    // Each receipt that nobody has any more had an order of its own.
    const receiptNumber = Math.max(have, missingUpTo)
    const orderNumber = above(begun.orderNumber, receiptNumber - begun.receiptNumber)
    writeAnchor(files.anchor, { ...begun, receiptNumber, orderNumber })
  }
  const { journal } = openWhole(files, now, { why: 'accepted', missing, aside })
  return { journal, report: asideReport(`${fault.message}. Accepted by a person`, aside) }
}

/** What a journal comes after, where it does not go on by itself. */
type After = Pick<NumbersContinued, 'why' | 'aside' | 'missing'>

const FOLLOWS = { why: 'damaged', missing: null } as const

function followed(aside: string | null): After | null {
  return aside === null ? null : { ...FOLLOWS, aside }
}

/** What could not be looked at before it was open is checked then. */
function openWhole(
  files: JournalFiles,
  now: () => number,
  after: After | null,
): { readonly journal: SqliteJournal; readonly existed: boolean } {
  const found = inspect(files, MIGRATIONS)
  const database = new GuardedDatabase(files.database)
  try {
    database.prepareForWriting()
    const anchor = anchorOf(files)
    migrate(database, MIGRATIONS, { terminal: anchor?.terminal ?? randomUUID() })
    if (found === 'older' || found === 'unfinished') checkWhole(database, files)
    const { anchor: anchorPath, tail: tailPath } = files
    const journal = new SqliteJournal({ database, anchorPath, tailPath, now })
    const lastReceiptNumber = anchor?.receiptNumber ?? 0
    const lastOrderNumber = anchor?.orderNumber ?? 0
    if (after !== null || (journal.last === 0 && lastReceiptNumber + lastOrderNumber > 0)) {
      const { why, aside, missing } = after ?? { ...FOLLOWS, aside: null }
      const fact = { why, aside, missing, lastReceiptNumber, lastOrderNumber }
      continueNumbers(journal, fact, now())
    }
    return { journal, existed: found === 'whole' || found === 'older' }
  } catch (error) {
    database.close()
    throw error
  }
}

/** An anchor that is missing, or does not say whose it is, is written anew from the journal. */
function keepAnchor(files: JournalFiles, journal: SqliteJournal): void {
  const reading = readAnchor(files.anchor)
  const { terminal } = journal
  if (terminal === null || reading.status === 'damaged') return
  if (reading.status === 'found') {
    if (reading.anchor.terminal !== undefined) return
    writeAnchor(files.anchor, { ...reading.anchor, orderNumber: 0, terminal })
    return
  }
  const { seq, hash } = journal.reader.tail()
  const numbers = lastNumbers(journal.reader)
  const anchor = { seq, hash: Buffer.from(hash).toString('hex'), terminal, ...numbers }
  writeAnchor(files.anchor, anchor)
}

function asideReport(what: string, folder: string): JournalReport {
  return { status: 'set-aside', detail: `${what}: ${folder}` }
}

function anchorTrouble({ anchor }: JournalFiles, existed: boolean): string {
  const { status } = readAnchor(anchor)
  if (status === 'damaged') {
    return 'The anchor file is damaged; the next paid order writes it anew'
  }
  return existed && status === 'absent'
    ? 'The anchor file was missing; it was written anew from the journal'
    : ''
}
