/*
 * What the writers of these rows commit: commit n is always the same one, so that whoever opens the journal
 * later can say of every row whether it is what was written, and of every commit whether it is whole.
 */
import type { Journal, JournalRecord, StreamHead } from '../../../electron/journal/port'

/** The moment of all of them. */
export const AT = 1_742_492_400_000

/** One order is so many commits; with the last one it is paid, sealed and closed. */
export const COMMITS_PER_ORDER = 20

/** The rows and heads of commit n, from 1; with the receipt it seals, or null. */
export function commitOf(n: number): {
  readonly records: readonly JournalRecord[]
  readonly heads: readonly StreamHead[]
  readonly receipt: number | null
} {
  const order = Math.ceil(n / COMMITS_PER_ORDER)
  const stream = `order-${order}`
  const of = 1 + (n % 3)
  const pays = n % COMMITS_PER_ORDER === 0
  const records = Array.from({ length: of }, (_, part) => {
    const name = 'x'.repeat((n * 37 + part * 11) % 300)
    const paid = pays && part === of - 1
    const event = paid
      ? { type: 'OrderPaid', commit: n, part, of, sale: { receiptNumber: order } }
      : { type: 'LineAdded', commit: n, part, of, name }
    return { stream, at: AT, event }
  })
  const head = { stream, status: pays ? 'done' : 'live', number: order, summary: null }
  const terminal = { stream: 'terminal', status: 'live', number: 0, summary: { lastNumber: order } }
  return { records, heads: [head, terminal], receipt: pays ? order : null }
}

/** What is in a journal that only such commits went into. */
export type Found = {
  /** Whole commits from the first on. */
  readonly commits: number
  /** The first thing that is not as it was written; null when everything is. */
  readonly trouble: string | null
}

/** Reads a whole journal, through its own checks, and compares every row with what was written. */
export function findCommits(journal: Journal): Found {
  let seq = 0
  let n = 1
  let due = commitOf(n).records.slice()
  for (const entry of journal.read()) {
    seq += 1
    if (entry.seq !== seq) return { commits: n - 1, trouble: `entry ${entry.seq} after ${seq - 1}` }
    const expected = due.shift()
    const same =
      entry.stream === expected?.stream && isSame(entry.event, expected.event) && entry.at === AT
    if (!same) return { commits: n - 1, trouble: `entry ${seq} is not what was written` }
    if (due.length > 0) continue
    n += 1
    due = commitOf(n).records.slice()
  }
  const torn = due.length < commitOf(n).records.length
  return { commits: n - 1, trouble: torn ? `commit ${n} is torn` : null }
}

function isSame(found: object, written: object): boolean {
  const text = (event: object) => JSON.stringify(Object.entries(event).sort())
  return text(found) === text(written)
}
