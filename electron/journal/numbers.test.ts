import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '../../shared/fault'
import { sellMany } from '../testing/many-orders'
import { readAnchor, writeAnchor } from './anchor'
import { GuardedDatabase } from './database'
import { laterOrder } from './facts'
import { journalFiles } from './files'
import { EVENTS } from './migrations/0001-events'
import { migrate } from './migrations/migration'
import { openJournal } from './open'
import { asideIn, bytesIn, Folders } from './testing/folders'
import { AT, record, sell } from './testing/orders'

const folders = new Folders()
let data: string
let folder: string

beforeEach(() => {
  data = folders.empty()
  folder = join(data, 'journal')
})

afterEach(() => {
  folders.removeAll()
})

/** The next process finds what the last one left: a closed file stays locked in the process that had it. */
function next(): void {
  data = folders.asKilled(data)
  folder = join(data, 'journal')
}

/** Sells with a till of its own life. */
function sales(orders: number): void {
  next()
  sellMany(data, orders)
  next()
}

/** Receipt and order numbers in the order they were given out. */
function given(from = folder): { receipts: readonly number[]; orders: readonly number[] } {
  const { journal } = openJournal(folders.asKilled(from), () => AT)
  const entries = [...journal.read()]
  journal.close()
  const numbers = (type: string) =>
    entries.filter(({ event }) => event.type === type).map(({ event }) => event as never)
  return {
    receipts: numbers('OrderPaid').map((event: { sale: { receiptNumber: number } }) => {
      return event.sale.receiptNumber
    }),
    orders: numbers('OrderOpened').map((event: { number: number }) => event.number),
  }
}

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return (error as Fault).code
  }
  return 'none'
}

/** Damages the entries of the file and leaves everything else readable or not, as it comes. */
function damage(): void {
  const database = new GuardedDatabase(journalFiles(folder).database)
  database.prepareForWriting()
  database.run(`UPDATE events SET at = at + 1 WHERE seq = (SELECT max(seq) - 5 FROM events)`)
  database.close()
  next()
}

describe('after a damaged journal was set aside', () => {
  it('receipt numbers and order numbers go on above', () => {
    sales(3)
    const before = given()
    expect(before).toMatchObject({ receipts: [1, 2, 3], orders: [1, 2, 3, 4] })
    damage()
    sales(2)
    const after = given()
    expect(after.receipts).toEqual([4, 5])
    expect(after.orders[0]).toBe(4 + 100 + 1)
    expect(bytesIn(asideIn(folder))).toHaveProperty('journal.db')
  })

  it('numbers go on above a receipt whose anchor was never written', () => {
    sales(2)
    const { anchor } = journalFiles(folder)
    const old = readFileSync(anchor)
    sales(1)
    writeFileSync(anchor, old)
    damage()
    sales(1)
    expect(given().receipts).toEqual([4])
  })

  it('nothing is sold when nobody knows which number comes next', () => {
    sales(2)
    damage()
    writeFileSync(journalFiles(folder).anchor, '{')
    const before = bytesIn(folder)
    expect(codeOf(() => openJournal(folder, () => AT))).toBe('journal-numbers-unknown')
    expect(bytesIn(folder)).toEqual(before)
  })
})

describe('an incomplete journal', () => {
  it('is given up only by somebody who names the last receipt, and the gap is written down', () => {
    sales(2)
    const old = folders.empty()
    cpSync(folder, old, { recursive: true })
    sales(3)
    const files = journalFiles(folder)
    writeFileSync(files.database, readFileSync(journalFiles(old).database))
    expect(codeOf(() => openJournal(folder, () => AT))).toBe('journal-behind-anchor')
    const refused = () => openJournal(folder, () => AT, { missingUpTo: 4 })
    expect(codeOf(refused)).toBe('journal-behind-anchor')
    const { journal } = openJournal(folder, () => AT, { missingUpTo: 5 })
    expect([...journal.read()].map((entry) => entry.event)).toMatchObject([
      { type: 'NumbersContinued', why: 'accepted', missing: { from: 3, to: 5 } },
    ])
    journal.close()
    sales(1)
    expect(given().receipts).toEqual([6])
  })

  it('whose anchor is of before it knew order numbers goes on above the receipts that are missing', () => {
    sales(2)
    const old = folders.empty()
    cpSync(folder, old, { recursive: true })
    sales(3)
    const files = journalFiles(folder)
    writeFileSync(files.database, readFileSync(journalFiles(old).database))
    const found = readAnchor(files.anchor)
    if (found.status !== 'found') throw new Error('No anchor')
    const { seq, hash, receiptNumber } = found.anchor
    writeAnchor(files.anchor, { seq, hash, receiptNumber })
    openJournal(folder, () => AT, { missingUpTo: 9 }).journal.close()
    sales(1)
    expect(given().receipts).toEqual([10])
  })

  it('order numbers go on above every receipt of the gap: no order is called as one before it', () => {
    sales(2)
    const old = folders.empty()
    cpSync(folder, old, { recursive: true })
    sales(120)
    const before = given().orders.at(-1) ?? 0
    writeFileSync(journalFiles(folder).database, readFileSync(journalFiles(old).database))
    next()
    // A person knows of 300 more than the anchor.
    openJournal(folder, () => AT, { missingUpTo: 122 + 300 }).journal.close()
    sales(1)
    expect(given().orders[0]).toBeGreaterThan(before + 300)
  })
})

it('the later of two order numbers is found across the end of the counter', () => {
  expect(laterOrder(0, 7)).toBe(7)
  expect(laterOrder(120, 7)).toBe(120)
  expect(laterOrder(7, 120)).toBe(120)
  expect(laterOrder(9998, 3)).toBe(3)
  expect(laterOrder(3, 9998)).toBe(3)
})

describe('the tail mark', () => {
  it('tells of entries that no receipt has sealed and that are lost', () => {
    const { journal } = openJournal(folder, () => AT)
    sell(journal, 1)
    journal.checkpoint()
    const old = folders.asKilled(folder)
    journal.append([record('order-2', 'OrderOpened')], [])
    journal.append([record('order-2', 'LineAdded')], [])
    const copy = folders.asKilled(folder)
    writeFileSync(journalFiles(copy).log, readFileSync(journalFiles(old).log))
    journal.close()
    const before = bytesIn(copy)
    expect(() => openJournal(copy, () => AT)).toThrow(
      'Entries 5 to 6 were saved and are not in the journal any more',
    )
    expect(bytesIn(copy)).toEqual(before)
  })

  it('that is torn, behind or missing says nothing', () => {
    const { journal } = openJournal(folder, () => AT)
    sell(journal, 1)
    const { tail } = journalFiles(folder)
    const early = readFileSync(tail)
    sell(journal, 2)
    journal.close()
    for (const bytes of [early, early.subarray(0, 40), Buffer.alloc(147), null]) {
      if (bytes === null) rmSync(tail)
      else writeFileSync(tail, bytes)
      const again = openJournal(folders.asKilled(folder), () => AT)
      expect(again.report).toEqual({ status: 'continued', detail: '' })
      again.journal.close()
    }
  })
})

describe('whose journal it is', () => {
  it('is said at the first start, by journal and anchor, and stays', () => {
    const first = openJournal(folder, () => AT)
    const { terminal } = first.journal
    expect(terminal).toMatch(/^[0-9a-f-]{36}$/)
    expect(readAnchor(journalFiles(folder).anchor)).toMatchObject({ anchor: { seq: 0, terminal } })
    first.journal.close()
    next()
    const second = openJournal(folder, () => AT)
    expect(second.journal.terminal).toBe(terminal)
    second.journal.close()
  })

  it('is said by a journal of before at its next start, and its old anchor is read', () => {
    const of = folders.empty()
    const { journal } = openJournal(of, () => AT)
    sell(journal, 1)
    journal.close()
    const before = folders.asKilled(of)
    const { database: path, anchor } = journalFiles(before)
    const database = new GuardedDatabase(path)
    database.prepareForWriting()
    database.run(`DELETE FROM meta WHERE name = 'terminal'`)
    database.run(`UPDATE meta SET value = '1' WHERE name = 'schema'`)
    database.run('PRAGMA user_version = 1')
    database.close()
    const reading = readAnchor(anchor)
    if (reading.status !== 'found') throw new Error('There is no anchor')
    const { seq, hash, receiptNumber } = reading.anchor
    writeAnchor(anchor, { seq, hash, receiptNumber })
    const after = folders.asKilled(before)
    const again = openJournal(after, () => AT)
    expect(again.report).toEqual({ status: 'continued', detail: '' })
    const { terminal } = again.journal
    expect(readAnchor(journalFiles(after).anchor)).toMatchObject({
      anchor: { seq, receiptNumber: 1, terminal },
    })
    again.journal.close()
  })

  it('is kept when a damaged journal is followed by another', () => {
    sales(1)
    const { journal } = openJournal(folder, () => AT)
    const { terminal } = journal
    journal.close()
    next()
    damage()
    const after = openJournal(folder, () => AT)
    expect(after.report.status).toBe('set-aside')
    expect(after.journal.terminal).toBe(terminal)
    after.journal.close()
  })

  it('is never read from a damaged word', () => {
    openJournal(folder, () => AT).journal.close()
    next()
    const database = new GuardedDatabase(journalFiles(folder).database)
    database.prepareForWriting()
    database.run(`UPDATE meta SET value = replace(value, '-', '_') WHERE name = 'terminal'`)
    database.close()
    next()
    expect(openJournal(folder, () => AT).report.status).toBe('set-aside')
  })

  it('is old or new wherever its making is cut short', () => {
    const cuts: string[] = []
    const path = folders.empty()
    class Watched extends GuardedDatabase {
      override run(...statement: Parameters<GuardedDatabase['run']>): void {
        super.run(...statement)
        cuts.push(folders.asKilled(path))
      }
    }
    const database = new Watched(journalFiles(path).database)
    database.prepareForWriting()
    migrate(database, [EVENTS])
    database.close()
    for (const cut of cuts) {
      const { journal, report } = openJournal(cut, () => AT)
      expect(report.status).toMatch(/fresh|continued/)
      expect(journal.terminal).not.toBeNull()
      journal.close()
    }
  })
})
