/*
 * A disk that is full, to the byte, at any point of a sale, and one that can only be read when the till starts.
 * Nothing is half written, no new order begins, money is taken whole or not at all, and once there is room the
 * same sale goes on: nothing that was answered is lost, no receipt number is left out.
 */
import { expect, it } from 'vitest'
import { openJournal } from '../../electron/journal/open'
import type { SqliteJournal } from '../../electron/journal/sqlite-journal'
import { Folders } from '../../electron/journal/testing/folders'
import { PlainTill } from '../../electron/testing/plain-till'
import { Fault } from '../../shared/fault'
import { Dice } from './journal/chance'
import { noSmallDisk, SmallDisk } from './journal/small-disk'
import { amount, ROW_MS, rowSeed, runRow, skipRow, type RowName } from './rows'

const ROW: RowName = { row: 'T-17', part: 'disk-full' }
const reason = noSmallDisk()
if (reason !== null) skipRow(ROW, reason)

/** What one point came to. */
type Point = { refused: number; afterwards: number; readOnly: number }

it.skipIf(reason !== null)(
  'T-17 a full or read-only disk loses nothing and writes nothing by halves',
  async () => {
    const seed = rowSeed()
    await runRow(ROW, seed, () => {
      const points = amount({ short: 50, gate: 500 })
      const sums: Point = { refused: 0, afterwards: 0, readOnly: 0 }
      for (let number = 0; number < points; number += 1) {
        const point = play(new Dice(seed * 1_000_003 + number), number % 5 === 4)
        sums.refused += point.refused
        sums.afterwards += point.afterwards
        sums.readOnly += point.readOnly
      }
      expect(sums.refused).toBeGreaterThan(points)
      return {
        points,
        'steps refused on the full disk': sums.refused,
        'orders sold once there was room': sums.afterwards,
        'starts on a read-only disk refused': sums.readOnly,
        'answered entries lost': 0,
      }
    })
  },
  ROW_MS,
)

function play(dice: Dice, readOnly: boolean): Point {
  const disk = new SmallDisk(2)
  const folders = new Folders()
  try {
    const folder = `${disk.folder}/journal`
    const { journal } = openJournal(folder, () => Date.now())
    const till = new PlainTill(journal)
    for (let steps = dice.below(24); steps > 0; steps -= 1) expect(till.step()).toBe(true)
    disk.fill(dice.below(12) * 4_096)
    const refused = sellWhileFull(till, journal)
    disk.free()
    if (dice.below(2) === 0) journal.checkpoint()
    for (let sold = 0; sold < 3; sold += 1) till.sell()
    expectWhole(journal)
    expectSameElsewhere(journal, folders.asKilled(folder))
    journal.close()
    return { refused, afterwards: 3, readOnly: readOnly ? startReadOnly(folders, folder) : 0 }
  } finally {
    disk.remove()
    folders.removeAll()
  }
}

/** Tries every step again and again until the disk takes nothing any more, and then some more. */
function sellWhileFull(till: PlainTill, journal: SqliteJournal): number {
  let refused = 0
  for (let tries = 0; refused < 4 && tries < 3_000; tries += 1) {
    const before = till.till.state
    const { last } = journal
    if (till.step()) {
      // Not full yet, or room in what SQLite had already.
      refused = 0
      continue
    }
    refused += 1
    expect(till.till.state).toBe(before)
    expect(journal.last).toBe(last)
    expect(till.till.view()?.trouble).toBe('full')
    const order = till.till.current
    expect(order?.sale === null || order?.status === 'closed').toBe(true)
  }
  expect(refused).toBe(4)
  expectWhole(journal)
  return refused
}

function expectWhole(journal: SqliteJournal): void {
  const entries = [...journal.read()]
  expect(entries).toHaveLength(journal.last)
  const receipts = entries.flatMap(({ event }) => {
    if (event.type !== 'OrderPaid') return []
    const { sale } = event as unknown as { sale: { receiptNumber: number; due: number } }
    return [sale.receiptNumber]
  })
  expect(receipts).toEqual(receipts.map((_, index) => index + 1))
}

/** What a start after a power cut here would find. */
function expectSameElsewhere(journal: SqliteJournal, copy: string): void {
  const again = openJournal(copy, () => Date.now())
  expect(again.report.status).toBe('continued')
  expect([...again.journal.read()]).toEqual([...journal.read()])
  again.journal.close()
}

/** A start on a disk that can only be read is refused plainly and touches nothing; then it goes on. */
function startReadOnly(folders: Folders, from: string): number {
  const disk = new SmallDisk(4)
  try {
    const folder = `${disk.folder}/journal`
    folders.copyTo(from, folder)
    disk.remount('ro')
    expect(() => openJournal(folder, () => Date.now())).toThrow(Fault)
    disk.remount('rw')
    const { journal, report } = openJournal(folder, () => Date.now())
    expect(report).toEqual({ status: 'continued', detail: '' })
    new PlainTill(journal).sell()
    expectWhole(journal)
    journal.close()
    return 1
  } finally {
    disk.remove()
  }
}
