import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Fault } from '../../shared/fault'
import { readAnchor } from './anchor'
import { GuardedDatabase } from './database'
import { journalFiles } from './files'
import { inspect } from './inspect'
import { migrate } from './migrations/migration'
import { MIGRATIONS } from './migrations/all'
import { openJournal } from './open'
import type { Journal } from './port'
import { asideIn, bytesIn, Folders } from './testing/folders'
import { AT, head, record, sell } from './testing/orders'

const folders = new Folders()
let folder: string
let journal: Journal

beforeEach(() => {
  folder = folders.empty()
  journal = openJournal(folder, () => AT).journal
})

afterEach(() => {
  journal.close()
  folders.removeAll()
})

/** Opens the journal as a process that died would have left it. */
function reopen(from = folders.asKilled(folder)) {
  return { ...openJournal(from, () => AT), folder: from }
}

function faultOf(work: () => unknown): Fault {
  try {
    work()
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('No fault')
}

describe('a journal that is whole', () => {
  it('is fresh in a folder that is not there yet', () => {
    const { report } = openJournal(join(folder, 'not', 'there'), () => AT)
    expect(report).toEqual({ status: 'fresh', detail: '' })
  })

  it('goes on where a killed process stopped', () => {
    sell(journal, 1)
    journal.append([record('order-2', 'OrderOpened')], [head('order-2', 'live', 2)])
    const again = reopen()
    expect(again.report).toEqual({ status: 'continued', detail: '' })
    expect(again.journal.last).toBe(5)
    expect(again.journal.heads(['live']).map((each) => each.stream)).toEqual([
      'terminal',
      'order-2',
    ])
    expect(again.journal.append([record('order-2', 'LineAdded')], [])).toBe(6)
    expect([...again.journal.read()]).toHaveLength(6)
  })

  it('goes on after its log was folded back', () => {
    sell(journal, 1)
    journal.checkpoint()
    const copy = folders.asKilled(folder)
    rmSync(journalFiles(copy).log)
    expect(reopen(copy).journal.last).toBe(4)
  })

  it('knows the last sealed receipt number', () => {
    expect(journal.sealedReceipt).toBe(0)
    sell(journal, 41)
    expect(reopen().journal.sealedReceipt).toBe(41)
  })

  it('is not changed by the look at it', () => {
    sell(journal, 1)
    const copy = folders.asKilled(folder)
    const before = bytesIn(copy)
    expect(inspect(journalFiles(copy), MIGRATIONS)).toBe('whole')
    expect(bytesIn(copy)).toEqual(before)
  })

  it('says so when its anchor is damaged, and sells on', () => {
    sell(journal, 1)
    const copy = folders.asKilled(folder)
    writeFileSync(journalFiles(copy).anchor, '{"seq":3')
    const again = reopen(copy)
    expect(again.report.status).toBe('continued')
    expect(again.report.detail).toContain('anchor file is damaged')
    sell(again.journal, 2)
    expect(readAnchor(journalFiles(copy).anchor).status).toBe('found')
  })
})

describe('a second opener', () => {
  it('[C22] is turned away, and the first goes on', () => {
    sell(journal, 1)
    expect(faultOf(() => openJournal(folder, () => AT)).code).toBe('journal-in-use')
    sell(journal, 2)
    expect(journal.last).toBe(8)
  })
})

describe('a journal behind its anchor', () => {
  it('[C18] that was put back from long ago names the receipts that are missing, nothing is touched', () => {
    for (const number of [1, 2]) sell(journal, number)
    const old = folders.asKilled(folder)
    for (const number of [3, 4, 5]) sell(journal, number)
    const { anchor } = journalFiles(folder)
    writeFileSync(journalFiles(old).anchor, readFileSync(anchor))
    const before = bytesIn(old)
    const fault = faultOf(() => openJournal(old, () => AT))
    expect(fault.code).toBe('journal-behind-anchor')
    expect(fault.message).toBe('Receipts 3 to 5 are missing from the journal')
    expect(bytesIn(old)).toEqual(before)
  })

  it('[C16] is one whose log was removed: the missing receipts are named', () => {
    sell(journal, 1)
    const young = folders.asKilled(folder)
    rmSync(journalFiles(young).log)
    expect(faultOf(() => openJournal(young, () => AT)).message).toContain('Receipt 1 is missing')
    journal.checkpoint()
    for (const number of [2, 3]) sell(journal, number)
    const copy = folders.asKilled(folder)
    rmSync(journalFiles(copy).log)
    const before = bytesIn(copy)
    const { code, message } = faultOf(() => openJournal(copy, () => AT))
    expect(code).toBe('journal-behind-anchor')
    expect(message).toBe('Receipts 2 to 3 are missing from the journal')
    // Looking at a journal without a log may leave an empty one.
    const empty = { 'journal.db-wal': '' }
    expect({ ...empty, ...bytesIn(copy) }).toEqual({ ...empty, ...before })
  })

  it('is one whose closing was cut short as well: it is checked once it is open', () => {
    sell(journal, 1)
    const old = folders.asKilled(folder)
    for (const number of [2, 3]) sell(journal, number)
    const { anchor, undo } = journalFiles(old)
    writeFileSync(anchor, readFileSync(journalFiles(folder).anchor))
    writeFileSync(undo, '')
    expect(inspect(journalFiles(old), MIGRATIONS)).toBe('unfinished')
    const { code, message } = faultOf(() => openJournal(old, () => AT))
    expect(code).toBe('journal-behind-anchor')
    expect(message).toBe('Receipts 2 to 3 are missing from the journal')
  })

  it('[C17] is one that was removed: the missing receipts are named', () => {
    sell(journal, 7)
    journal.checkpoint()
    const copy = folders.asKilled(folder)
    rmSync(journalFiles(copy).database)
    rmSync(journalFiles(copy).log)
    const before = bytesIn(copy)
    const fault = faultOf(() => openJournal(copy, () => AT))
    expect(fault.code).toBe('journal-behind-anchor')
    expect(fault.message).toBe('Receipts 1 to 7 are missing from the journal')
    expect(bytesIn(copy)).toEqual(before)
  })

  it('[C19] is that of another till: it says whose, and nothing is touched', () => {
    sell(journal, 1)
    const other = folders.empty()
    const { journal: others } = openJournal(other, () => AT)
    for (const number of [1, 2, 3]) sell(others, number)
    others.checkpoint()
    const copy = folders.asKilled(folder)
    for (const file of ['database', 'log'] as const) {
      writeFileSync(journalFiles(copy)[file], readFileSync(journalFiles(other)[file]))
    }
    const before = bytesIn(copy)
    const fault = faultOf(() => openJournal(copy, () => AT))
    expect(fault.code).toBe('journal-of-another-terminal')
    expect(fault.message).toMatch(/^The journal belongs to terminal [\w-]{36}, this is terminal /)
    expect(bytesIn(copy)).toEqual(before)
  })

  it('is not one that has gone on since', () => {
    sell(journal, 1)
    sell(journal, 2)
    journal.append([record('order-3', 'OrderOpened')], [])
    expect(reopen().report.status).toBe('continued')
  })
})

describe('the schema', () => {
  it('[C20] of a newer version stops the start, and not a byte changes', () => {
    sell(journal, 1)
    const newer = folders.asKilled(folder)
    const database = new GuardedDatabase(journalFiles(newer).database)
    database.prepareForWriting()
    const more = { number: 3, statements: ['CREATE TABLE more (a TEXT) STRICT'] }
    migrate(database, [...MIGRATIONS, more])
    const copy = folders.asKilled(newer)
    const before = bytesIn(copy)
    const fault = faultOf(() => openJournal(copy, () => AT))
    expect(fault.code).toBe('journal-newer')
    expect(fault.message).toBe('The journal has schema 3, this version knows 2')
    expect(bytesIn(copy)).toEqual(before)
    database.close()
  })

  it('[C21] is old or new wherever a migration is cut short, and the entries are all there', () => {
    sell(journal, 1)
    const copy = folders.asKilled(folder)
    const cuts: string[] = []
    class Watched extends GuardedDatabase {
      override run(...statement: Parameters<GuardedDatabase['run']>): void {
        super.run(...statement)
        cuts.push(folders.asKilled(copy))
      }
    }
    const database = new Watched(journalFiles(copy).database)
    database.prepareForWriting()
    const more = { number: 3, statements: ['CREATE TABLE a (a TEXT)', 'CREATE TABLE b (b TEXT)'] }
    migrate(database, [...MIGRATIONS, more])
    database.close()
    const found = cuts.map((cut) => inspect(journalFiles(cut), [...MIGRATIONS, more]))
    expect(found).toEqual(['older', 'older', 'older', 'older', 'older', 'whole'])
    for (const cut of cuts.slice(0, -1)) expect(reopen(cut).journal.last).toBe(4)
  })

  it('stays as it was when a step of a migration fails', () => {
    const database = new GuardedDatabase(journalFiles(folders.asKilled(folder)).database)
    database.prepareForWriting()
    const wrong = { number: 3, statements: ['CREATE TABLE a (a TEXT)', 'CREATE TABLE a (a TEXT)'] }
    expect(() => {
      migrate(database, [...MIGRATIONS, wrong])
    }).toThrow(Fault)
    expect(database.all('PRAGMA user_version')).toEqual([{ user_version: 2 }])
    expect(database.all(`SELECT name FROM sqlite_schema WHERE name = 'a'`)).toEqual([])
    database.close()
  })

  it('is made anew where its making was cut short', () => {
    const begun = folders.empty()
    const database = new GuardedDatabase(journalFiles(begun).database)
    database.prepareForWriting()
    const again = reopen(folders.asKilled(begun))
    expect(again.report).toEqual({ status: 'fresh', detail: '' })
    sell(again.journal, 1)
    database.close()
    const empty = folders.empty()
    writeFileSync(journalFiles(empty).database, '')
    expect(reopen(empty).report.status).toBe('fresh')
  })
})

describe('setting aside', () => {
  it('keeps every byte, says where, and begins a new journal with the next receipt number', () => {
    sell(journal, 41)
    const copy = folders.asKilled(folder)
    writeFileSync(journalFiles(copy).database, 'not a journal at all')
    const before = bytesIn(copy)
    const again = reopen(copy)
    expect(again.report.status).toBe('set-aside')
    expect(again.report.detail).toContain('damaged-2025-03-20T17-40-00-000Z')
    expect(bytesIn(asideIn(copy))).toEqual(before)
    expect([...again.journal.read()].map((entry) => entry.event)).toMatchObject([
      { type: 'NumbersContinued', lastReceiptNumber: 41, aside: expect.stringMatching(/^damaged/) },
    ])
    expect(again.journal.sealedReceipt).toBe(41)
    sell(again.journal, 42)
    const third = reopen(folders.asKilled(copy))
    expect(third.report).toEqual({ status: 'continued', detail: '' })
    expect(third.journal.sealedReceipt).toBe(42)
  })

  it('keeps the receipt number although nothing was sold before the next start', () => {
    sell(journal, 41)
    const copy = folders.asKilled(folder)
    writeFileSync(journalFiles(copy).database, 'not a journal at all')
    reopen(copy)
    expect(reopen(folders.asKilled(copy)).journal.sealedReceipt).toBe(41)
  })

  it('goes on where a killed process stopped moving', () => {
    sell(journal, 41)
    const copy = folders.asKilled(folder)
    const { database, log, anchor } = journalFiles(copy)
    writeFileSync(database, 'not a journal at all')
    const before = bytesIn(copy)
    const moving = join(copy, 'damaged-2025-03-20.moving')
    mkdirSync(moving)
    writeFileSync(join(moving, 'journal.db'), readFileSync(database))
    rmSync(database)
    const again = reopen(copy)
    expect(again.report.status).toBe('set-aside')
    expect(bytesIn(join(copy, 'damaged-2025-03-20'))).toEqual(before)
    expect(again.journal.sealedReceipt).toBe(41)
    expect(existsSync(moving)).toBe(false)
    expect(existsSync(log) && existsSync(anchor)).toBe(true)
  })

  it('finds a name of its own for each damaged journal', () => {
    for (const content of ['first', 'second']) {
      const copy = folders.asKilled(folder)
      writeFileSync(journalFiles(copy).database, content)
      reopen(copy)
      writeFileSync(journalFiles(copy).database, 'again')
    }
    const copy = folders.asKilled(folder)
    mkdirSync(join(copy, 'damaged-2025-03-20T17-40-00-000Z'))
    writeFileSync(journalFiles(copy).database, 'not a journal')
    expect(reopen(copy).report.detail).toContain('damaged-2025-03-20T17-40-00-000Z-2')
  })

  it('takes a log whose journal is gone for a damaged one', () => {
    const copy = folders.asKilled(folder)
    rmSync(journalFiles(copy).database)
    rmSync(journalFiles(copy).tail, { force: true })
    const before = bytesIn(copy)
    expect(reopen(copy).report.status).toBe('set-aside')
    expect(bytesIn(asideIn(copy))).toEqual(before)
  })
})
