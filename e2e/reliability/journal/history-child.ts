/*
 * Makes and opens long journals in processes of their own:
 *
 *   node history-child.cjs build <folder> <orders>   sells so many orders and dies without closing anything
 *   node history-child.cjs open <folder>             starts on it and tells what that took, as JSON
 *
 * The orders are the till's own; only the commits are joined, two hundred orders to one, so that it takes minutes.
 */
import { writeSync } from 'node:fs'
import { openJournal } from '../../../electron/journal/open'
import type { Journal, JournalRecord, StreamHead } from '../../../electron/journal/port'
import type { SqliteJournal } from '../../../electron/journal/sqlite-journal'
import { verifyChain } from '../../../electron/journal/verify-chain'
import { PlainTill } from '../../../electron/testing/plain-till'

const ORDERS_AT_ONCE = 200
const [, , what, folder = '', orders = ''] = process.argv
if (what === 'build') build(Number(orders))
else void open()

function build(count: number): void {
  const { journal } = openJournal(folder, () => Date.now())
  const joined = joining(journal)
  const till = new PlainTill(joined.journal)
  for (let sold = 0; sold < count - 20; sold += 1) {
    till.sell()
    if (sold % ORDERS_AT_ONCE === 0) joined.flush()
  }
  joined.flush()
  journal.checkpoint()
  // The last ones are as a shop sells them: commit by commit, in the log when the process dies.
  joined.joinNoMore()
  for (let sold = 0; sold < 20; sold += 1) till.sell()
  process.kill(process.pid, 'SIGKILL')
}

/** A journal that keeps commits back and writes many as one. */
function joining(disk: SqliteJournal) {
  let records: JournalRecord[] = []
  let heads = new Map<string, StreamHead>()
  let direct = false
  let receipt = 0
  const flush = () => {
    if (records.length === 0) return
    disk.append(records, [...heads.values()])
    if (receipt > 0) disk.seal(receipt)
    records = []
    heads = new Map()
  }
  const seal = (number: number) => {
    receipt = number
    return direct ? disk.seal(number) : true
  }
  const journal: Journal = {
    append: (more, moved) => {
      if (direct) return disk.append(more, moved)
      records.push(...more)
      for (const head of moved) heads.set(head.stream, head)
      return disk.last + records.length
    },
    read: (from) => disk.read(from),
    readStream: (stream) => disk.readStream(stream),
    heads: (statuses) => disk.heads(statuses),
    numbered: (number) => disk.numbered(number),
    get last() {
      return disk.last + records.length
    },
    sealedReceipt: disk.sealedReceipt,
    seal: (number) => seal(number),
    sealSoon: (number) => Promise.resolve(seal(number)),
    checkpoint: () => true,
    close: () => disk.close(),
  }
  const joinNoMore = () => {
    flush()
    direct = true
  }
  return { journal, flush, joinNoMore }
}

async function open(): Promise<void> {
  const began = performance.now()
  const { journal, report } = openJournal(folder, () => Date.now())
  const till = new PlainTill(journal)
  const readyMs = performance.now() - began
  const from = performance.now()
  const used = process.cpuUsage()
  let longest = 0
  let last = from
  const timer = setInterval(() => undefined, 1_000)
  const verdict = await verifyChain(journal, () => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  })
  clearInterval(timer)
  const seconds = (performance.now() - from) / 1_000
  const { user, system } = process.cpuUsage(used)
  const cpuSeconds = (user + system) / 1e6
  const { status } = report
  const receipts = till.till.state.lastReceiptNumber
  const took = { readyMs, seconds, cpuSeconds, longestStepMs: longest }
  writeSync(1, `${JSON.stringify({ ...took, verdict, status, receipts })}\n`)
  journal.close()
}
