import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { journalFiles } from './files'
import { openJournal } from './open'
import type { SqliteJournal } from './sqlite-journal'
import { bytesIn, Folders } from './testing/folders'
import { AT, head, record, sell } from './testing/orders'

const PAGE = 4096
const SECTOR = 512
const folders = new Folders()
let folder: string
let journal: SqliteJournal

beforeEach(() => {
  folder = folders.empty()
  journal = openJournal(folder, () => AT).journal
})

afterEach(() => {
  journal.close()
  folders.removeAll()
})

function whatIsTold(from: string): readonly string[] {
  const opened = openJournal(from, () => AT)
  expect(opened.report).toEqual({ status: 'continued', detail: '' })
  const entries = [...opened.journal.read()].map((entry) => JSON.stringify(entry))
  opened.journal.close()
  return entries
}

describe('a power cut', () => {
  /** A commit nobody was told of, cut off or torn at every sector: what was answered is all there. */
  it('[C7] that tears the log at any sector after the last answer loses no paid order', () => {
    sell(journal, 1)
    sell(journal, 2)
    const { log } = journalFiles(folder)
    const answered = folders.asKilled(folder)
    const whole = readFileSync(log)
    const before = [...journal.read()].map((entry) => JSON.stringify(entry))
    const big = record('order-3', 'LineAdded', { name: 'x'.repeat(9_000) })
    journal.append([big], [head('order-3', 'live', 3)])
    const after = readFileSync(log)
    expect(after.length).toBeGreaterThan(whole.length + PAGE)
    for (let cut = whole.length; cut < after.length; cut += SECTOR) {
      const torn = Buffer.from(after)
      torn.fill(0, cut)
      for (const bytes of [after.subarray(0, cut), torn]) {
        const copy = folders.asKilled(answered)
        writeFileSync(journalFiles(copy).log, bytes)
        expect(whatIsTold(copy)).toEqual(before)
      }
    }
  })

  /** Folding writes pages of the log into the file, in any order; the log is there until all are. */
  it('[C8] or a kill inside the folding of the log changes nothing', () => {
    for (const number of [1, 2, 3]) sell(journal, number)
    const before = folders.asKilled(folder)
    const entries = [...journal.read()].map((entry) => JSON.stringify(entry))
    expect(journal.checkpoint()).toBe(true)
    const folded = readFileSync(journalFiles(folder).database)
    const unfolded = readFileSync(journalFiles(before).database)
    for (let page = 0; page * PAGE < folded.length; page += 1) {
      const cut = folders.asKilled(before)
      const halfway = Buffer.alloc(Math.max(unfolded.length, (page + 1) * PAGE))
      unfolded.copy(halfway)
      folded.copy(halfway, 0, 0, page * PAGE + SECTOR)
      writeFileSync(journalFiles(cut).database, halfway)
      expect(whatIsTold(cut)).toEqual(entries)
    }
  })

  it('[C15] a log whose tail is damaged stops the till, which names the missing receipts', () => {
    for (const number of [1, 2, 3]) sell(journal, number)
    const { log } = journalFiles(folder)
    const bytes = readFileSync(log)
    for (const at of [bytes.length - 100, bytes.length - 3 * PAGE, bytes.length - 8 * PAGE]) {
      const copy = folders.asKilled(folder)
      const damaged = Buffer.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ 4
      writeFileSync(journalFiles(copy).log, damaged)
      const before = bytesIn(copy)
      expect(() => openJournal(copy, () => AT)).toThrow(
        /^(Receipts? .* missing from the journal|Entries \d+ to 12 were saved)/,
      )
      expect(bytesIn(copy)).toEqual(before)
    }
  })
})
