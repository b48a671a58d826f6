/*
 * Opens many damaged journals in a process of its own, because the SQLite package can end a process:
 *
 *   node damage-child.cjs <whole> <truth> <work> <seed> <from> <to>
 *
 * Each mutant is told before it is opened and after: `<number> begins` and `<number> <verdict>`. A verdict that
 * begins with `BAD` breaks the row.
 */
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { openJournal } from '../../../electron/journal/open'
import type { SqliteJournal } from '../../../electron/journal/sqlite-journal'
import { bytesIn } from '../../../electron/journal/testing/folders'
import { Fault } from '../../../shared/fault'
import { Dice } from './chance'
import { mutationOf } from './mutants'
import { truthOf, type Truth } from './truth'

const [, , whole = '', truthPath = '', work = '', seed = '', from = '', to = ''] = process.argv
const truth: Truth = JSON.parse(readFileSync(truthPath, 'utf8'))
const files = {
  'journal.db': readFileSync(join(whole, 'journal.db')),
  'journal.db-wal': readFileSync(join(whole, 'journal.db-wal')),
}
const STOPPED = /^journal-(behind-anchor|entries-lost)$/

for (let number = Number(from); number < Number(to); number += 1) {
  writeSync(1, `${number} begins\n`)
  writeSync(1, `${number} ${verdictOf(number)}\n`)
  if (number % 25 === 0) global.gc?.()
}

function verdictOf(number: number): string {
  const mutation = mutationOf(files, new Dice(Number(seed) * 1_000_003 + number))
  const folder = join(work, `mutant-${number}`)
  mkdirSync(folder)
  cpSync(whole, folder, { recursive: true })
  writeFileSync(join(folder, mutation.file), mutation.bytes)
  const what = `${mutation.how}, ${mutation.file}`
  try {
    return `${opened(folder)} (${what})`
  } catch (error) {
    return `BAD ${error instanceof Error ? `${error.name} ${error.message}` : String(error)} (${what})`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function opened(folder: string): string {
  const before = bytesIn(folder)
  try {
    const { journal, report } = openJournal(folder, () => truth.at)
    const verdict =
      report.status === 'set-aside' ? setAside(folder, before, journal) : goesOn(journal)
    journal.close()
    return verdict
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    if (!STOPPED.test(error.code)) return `BAD refused with ${error.code}: ${error.message}`
    return same(before, bytesIn(folder)) ? 'stopped' : 'BAD stopped, and bytes have changed'
  }
}

function setAside(folder: string, before: Bytes, journal: SqliteJournal): string {
  const name = readdirSync(folder).find((one) => one.startsWith('damaged-')) ?? ''
  if (!same(before, bytesIn(join(folder, name)))) return 'BAD set aside, and bytes have changed'
  if (journal.sealedReceipt < truth.receiptNumber) return 'BAD numbers would come twice'
  return 'set-aside'
}

/** Everything that is told is true; what cannot be told any more is refused, not made up. */
function goesOn(journal: SqliteJournal): string {
  if (journal.last !== truth.last) return `BAD ends at ${journal.last} and says nothing`
  const told = truthOf(journal, truth.at)
  if (JSON.stringify(told.heads) !== JSON.stringify(truth.heads))
    return 'BAD other orders under way'
  const isTrue = told.entries.every((entry, index) => entry === truth.entries[index])
  if (!isTrue) return 'BAD another content'
  if (told.entries.length < truth.entries.length) return 'found-when-read'
  return 'whole'
}

type Bytes = Readonly<Record<string, string>>

function same(before: Bytes, after: Bytes): boolean {
  return Object.entries(before).every(([name, bytes]) => after[name] === bytes)
}
