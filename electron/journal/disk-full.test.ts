import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Fault } from '../../shared/fault'
import { GuardedDatabase } from './database'
import { journalFiles } from './files'
import { EVENTS } from './migrations/0001-events'
import { migrate } from './migrations/migration'
import { openJournal } from './open'
import type { Journal } from './port'
import { SqliteJournal } from './sqlite-journal'
import { Folders } from './testing/folders'
import { AT, head, record, sell } from './testing/orders'

const folders = new Folders()
let folder: string

beforeEach(() => {
  folder = folders.empty()
})

afterEach(() => {
  folders.removeAll()
})

/** One commit of three entries and a head. */
function commit(journal: Journal, number: number): void {
  const entry = record('order-1', 'LineAdded', { number, name: 'x'.repeat(2_000) })
  journal.append([entry, entry, entry], [head('order-1', 'live', 1, { number })])
}

function untilFull(journal: Journal): Fault {
  for (let tries = 0; tries < 10_000; tries += 1) {
    try {
      commit(journal, journal.last / 3 + 1)
    } catch (error) {
      if (error instanceof Fault) return error
      throw error
    }
  }
  throw new Error('The disk never was full')
}

function expectWhole(journal: Journal): void {
  const entries = [...journal.read()]
  expect(entries).toHaveLength(journal.last)
  expect(journal.last % 3).toBe(0)
  expect(journal.readStream('order-1')).toHaveLength(journal.last)
  expect(journal.heads(['live'])).toEqual([
    head('order-1', 'live', 1, { number: journal.last / 3 }),
  ])
}

describe('a file that may not grow', () => {
  it('takes nothing of a commit that does not fit, and goes on when it may grow again', () => {
    const database = new GuardedDatabase(journalFiles(folder).database)
    database.prepareForWriting()
    migrate(database, [EVENTS])
    database.all('PRAGMA max_page_count = 60')
    const anchorPath = journalFiles(folder).anchor
    const journal = new SqliteJournal({ database, anchorPath, now: () => AT })
    const fault = untilFull(journal)
    expect(fault).toMatchObject({ code: 'journal-full', retry: 'later' })
    expectWhole(journal)
    expect(() => commit(journal, 0)).toThrow(Fault)
    database.all('PRAGMA max_page_count = 1000')
    commit(journal, journal.last / 3 + 1)
    expectWhole(journal)
    const { journal: again, report } = openJournal(folders.asKilled(folder), () => AT)
    expect(report.status).toBe('continued')
    expectWhole(again)
    again.close()
    journal.close()
  })
})

/** A disk of its own, of 1 MB; only root on Linux can make one. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0 && mounts()

function mounts(): boolean {
  const probe = folders.empty()
  try {
    mount(probe)
    unmount(probe)
    return true
  } catch {
    return false
  } finally {
    folders.removeAll()
  }
}

function mount(path: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path], { stdio: 'ignore' })
}

function unmount(path: string): void {
  execFileSync('umount', ['-l', path], { stdio: 'ignore' })
}

describe.skipIf(!canMount)('a disk that is full', () => {
  let ballast: string

  beforeEach(() => {
    mount(folder)
    ballast = join(folder, 'ballast')
    writeFileSync(ballast, Buffer.alloc(300_000))
  })

  afterEach(() => {
    unmount(folder)
  })

  it('takes nothing of a commit that does not fit, and goes on when there is room', () => {
    const { journal } = openJournal(folder, () => AT)
    for (let round = 1; round <= 3; round += 1) {
      expect(untilFull(journal)).toMatchObject({ code: 'journal-full' })
      expectWhole(journal)
      if (round === 1) rmSync(ballast)
      else journal.checkpoint()
      expectWhole(journal)
    }
    journal.close()
  })

  it('keeps what was answered when the process dies there', () => {
    const { journal } = openJournal(folder, () => AT)
    untilFull(journal)
    const { journal: again, report } = openJournal(folders.asKilled(folder), () => AT)
    expect(report.status).toBe('continued')
    expect(again.last).toBe(journal.last)
    expectWhole(again)
    again.close()
    journal.close()
  })

  it('leaves the old anchor, and says so', () => {
    const { journal } = openJournal(folder, () => AT)
    sell(journal, 1)
    untilFull(journal)
    fillUp()
    expect(journal.seal(2)).toBe(false)
    expect(journal.checkpoint()).toBe(false)
    rmSync(ballast)
    rmSync(join(folder, 'crumbs'))
    expect(journal.seal(2)).toBe(true)
    expect(journal.checkpoint()).toBe(true)
    journal.close()
  })

  it('is no place for a new journal', () => {
    fillUp()
    const open = () => openJournal(join(folder, 'new'), () => AT)
    expect(open).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/full|unwritable/) }),
    )
  })

  /** Fills the disk to its last byte. */
  function fillUp(): void {
    for (const size of [65_536, 4_096, 512, 1]) {
      for (;;) {
        try {
          writeFileSync(join(folder, 'crumbs'), Buffer.alloc(size), { flag: 'a' })
        } catch {
          break
        }
      }
    }
  }
})
