import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Fault } from '../../shared/fault'
import { GuardedDatabase } from './database'
import { journalFiles } from './files'
import { openJournal } from './open'
import type { JournalEntry, StreamHead } from './port'
import { changed as changedBehind } from './testing/behind'
import { asideIn, bytesIn, Folders } from './testing/folders'
import { AT, head, record, sell } from './testing/orders'

const source = new Folders()
const folders = new Folders()
let whole: string
let last: number
let heads: readonly StreamHead[]
let underWay: readonly JournalEntry[]

/** Closed orders, one under way, all of it folded back into the file. */
beforeAll(() => {
  whole = source.empty()
  const { journal } = openJournal(whole, () => AT)
  for (let number = 1; number <= 40; number += 1) sell(journal, number)
  for (let line = 1; line <= 20; line += 1) {
    const long = record('order-41', 'LineAdded', { line, name: 'x'.repeat(300) })
    journal.append([long], [head('order-41', 'live', 41)])
  }
  last = journal.last
  heads = journal.heads(['live'])
  underWay = journal.readStream('order-41')
  journal.close()
})

afterAll(() => {
  source.removeAll()
})

afterEach(() => {
  folders.removeAll()
})

/** A copy of the whole journal in which something was changed behind its back. */
function changed(...statements: readonly string[]): string {
  return changedBehind(folders, folders.asKilled(whole), statements)
}

function expectSetAside(folder: string): void {
  const before = bytesIn(folder)
  const opened = openJournal(folder, () => AT)
  expect(opened.report.status).toBe('set-aside')
  expect(bytesIn(asideIn(folder))).toEqual(before)
  expect([...opened.journal.read()].map((entry) => entry.event)).toMatchObject([
    { type: 'NumbersContinued', why: 'damaged', lastReceiptNumber: 40 },
  ])
  sell(opened.journal, 41)
  opened.journal.close()
}

describe('[C14] the hash chain catches', () => {
  it.each([
    ['a changed body', `UPDATE events SET body = CAST('{"type":"Else"}' AS BLOB) WHERE seq = 100`],
    [
      'a changed byte of a body',
      `UPDATE events SET body = CAST(body || ' ' AS BLOB) WHERE seq = 100`,
    ],
    ['a changed time', 'UPDATE events SET at = at + 1 WHERE seq = 100'],
    ['a changed type', `UPDATE events SET type = 'OrderPaid' WHERE seq = 100`],
    ['a changed order', `UPDATE events SET stream = 'order-1' WHERE seq = 100`],
    ['a changed id', `UPDATE events SET id = 'x' WHERE seq = 100`],
    ['a changed hash', 'UPDATE events SET hash = zeroblob(32) WHERE seq = 100'],
    ['a removed row', 'DELETE FROM events WHERE seq = 100'],
    ['a text that is not UTF-8', `UPDATE events SET type = CAST(x'FF80' AS TEXT) WHERE seq = 100`],
    ['a last row that is gone from an order under way', 'DELETE FROM events WHERE seq = 180'],
  ])('%s', (_, sql) => {
    expectSetAside(changed(sql))
  })

  it('swapped rows', () => {
    expectSetAside(
      changed(
        'UPDATE events SET seq = -1 WHERE seq = 100',
        'UPDATE events SET seq = 100 WHERE seq = 101',
        'UPDATE events SET seq = 101 WHERE seq = -1',
      ),
    )
  })

  it('a row that was put in', () => {
    expectSetAside(
      changed(
        `INSERT INTO events SELECT 181, id, stream, type, at, body, hash FROM events WHERE seq = 180`,
      ),
    )
  })
})

describe('the orders under way are checked for', () => {
  it.each([
    ['one that is missing', `DELETE FROM heads WHERE stream = 'order-41'`],
    ['one that was ended', `UPDATE heads SET status = 'done' WHERE stream = 'order-41'`],
    ['one too many', `UPDATE heads SET status = 'live' WHERE stream = 'order-7'`],
    ['another number', `UPDATE heads SET number = 42 WHERE stream = 'order-41'`],
    ['another summary', `UPDATE heads SET summary = x'31' WHERE stream = 'terminal'`],
    ['a wrong count', `UPDATE heads SET entries = 19 WHERE stream = 'order-41'`],
    ['a list that is gone', `DELETE FROM meta WHERE name = 'live'`],
  ])('%s', (_, sql) => {
    expectSetAside(changed(sql))
  })
})

describe('the schema is checked for', () => {
  it.each([
    ['another number in the header', ['PRAGMA user_version = 3']],
    ['no number in the header', ['PRAGMA user_version = 0']],
    ['a missing table', ['DROP TABLE heads']],
    ['no table that is ours', ['DROP TABLE meta', 'DROP TABLE heads', 'DROP TABLE events']],
  ])('%s', (_, statements) => {
    expectSetAside(changed(...statements))
  })
})

describe('an old entry that was damaged', () => {
  it('[C14] is found when it is read', () => {
    const folder = folders.empty()
    const { journal: long } = openJournal(folder, () => AT)
    const many = Array.from({ length: 1_500 }, (_, line) =>
      record('order-1', 'LineAdded', { line }),
    )
    long.append(many, [head('order-1', 'done', 1)])
    const database = new GuardedDatabase(journalFiles(folders.asKilled(folder)).database)
    database.close()
    const copy = withRow(folders.asKilled(folder), 'UPDATE events SET at = 1 WHERE seq = 5')
    const opened = openJournal(copy, () => AT)
    expect(opened.report.status).toBe('continued')
    expect(() => [...opened.journal.read()]).toThrow('The journal is damaged at entry 5')
    expect(() => opened.journal.readStream('order-1')).toThrow(Fault)
    opened.journal.close()
    long.close()
  })
})

function withRow(folder: string, sql: string): string {
  const database = new GuardedDatabase(journalFiles(folder).database)
  database.prepareForWriting()
  database.run(sql)
  const copy = folders.asKilled(folder)
  database.close()
  return copy
}

describe('whatever of the file is damaged', () => {
  const PAGE = 4096

  /** Every page overwritten in turn: each is found, or not needed for going on. */
  it.each(['zeros', 'noise', 'another page'])('%s in a page never crash', (how) => {
    const bytes = readFileSync(journalFiles(whole).database)
    for (let at = 0; at < bytes.length; at += PAGE) {
      const damaged = Buffer.from(bytes)
      const other = (at + 3 * PAGE) % bytes.length
      if (how === 'zeros') damaged.fill(0, at, at + PAGE)
      if (how === 'noise') for (let i = at; i < at + PAGE; i += 7) damaged[i] = (i * 31) & 0xff
      if (how === 'another page') bytes.copy(damaged, at, other, other + PAGE)
      expectNoLie(damaged)
    }
  })

  it('a bit of its header never crashes', () => {
    const bytes = readFileSync(journalFiles(whole).database)
    for (let bit = 0; bit < 100 * 8; bit += 11) {
      const damaged = Buffer.from(bytes)
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expectNoLie(damaged)
    }
  })

  it('a cut end never crashes', () => {
    const bytes = readFileSync(journalFiles(whole).database)
    for (let length = 0; length < bytes.length; length += 5_000) {
      expectNoLie(bytes.subarray(0, length))
    }
  })

  /** Set aside untouched, refused, or all that is told is true. */
  function expectNoLie(damaged: Uint8Array): void {
    const folder = folders.asKilled(whole)
    writeFileSync(journalFiles(folder).database, damaged)
    const before = bytesIn(folder)
    try {
      const opened = openJournal(folder, () => AT)
      if (opened.report.status === 'set-aside') {
        expect(bytesIn(asideIn(folder))).toEqual(before)
      } else {
        expect(opened.journal.last).toBe(last)
        expect(opened.journal.heads(['live'])).toEqual(heads)
        expect(opened.journal.readStream('order-41')).toEqual(underWay)
      }
      opened.journal.close()
    } catch (error) {
      expect(error).toBeInstanceOf(Fault)
      expect(error).toMatchObject({ code: expect.stringMatching(/behind-anchor|entries-lost/) })
      expect(bytesIn(folder)).toEqual(before)
    }
    folders.removeAll()
  }
})
