import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JournalCheck } from '../../shared/ipc/support'
import { parseBusinessDate, parseFailure } from '../../shared/ipc/parse'
import { MemoryJournal } from '../journal/memory-journal'
import { readSettings } from '../settings'
import { NO_SUPPORT_PORTS, type ChainCheck, type SupportPorts } from './ports'
import { ScreenRestarts } from './screen-restarts'
import { recordStop, STOPS_MAX, takeStop } from './stops'
import { Support, type SupportFacts } from './support'

const NOW = new Date(2025, 2, 20, 17).getTime()

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'support-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function factsOf(checked: JournalCheck | null): SupportFacts {
  const journal = { entries: 3, lastReceipt: 0, databaseBytes: 1, logBytes: 1, anchor: null }
  return {
    at: NOW,
    unwritable: false,
    setAside: false,
    journal: { ...journal, checked },
    owed: { count: 0, oldestAt: null, kinds: [], needsPerson: 0, unknown: 0 },
    services: [],
    devices: [],
    disk: { freeBytes: 1e9, totalBytes: 2e9 },
    clock: { at: NOW, zone: 'UTC', lastJump: null },
    keys: { hasRing: true, inSettings: 0, inRing: 0, day: null },
    program: {
      version: '0.1.0',
      electron: '25',
      chrome: '114',
      node: '18',
      schema: 1,
      settingsFile: 'settings.json',
      settingsProblems: 0,
      memoryBytes: 1,
      startedAt: NOW,
      screenRestarts: 0,
    },
  }
}

function support(ports: Partial<SupportPorts> = {}) {
  const told: JournalCheck[] = []
  const looks: number[] = []
  let at = NOW
  const made = new Support({
    ports: { ...NO_SUPPORT_PORTS, ...ports },
    journal: new MemoryJournal(),
    dataFolder: folder,
    journalFolder: join(folder, 'journal'),
    now: () => (at += 30),
    facts: (checked) => {
      looks.push(1)
      return Promise.resolve(factsOf(checked))
    },
    bundle: () => ({
      settings: readSettings(join(folder, 'none.json'), {}).settings,
      journalFound: 'fresh',
      logs: [],
      sbom: null,
      system: {},
    }),
    onChecked: (check) => told.push(check),
  })
  return { made, told, looks }
}

describe('the support screen', () => {
  it('shows no button for what this version cannot do, and does nothing when asked all the same', async () => {
    const { made } = support()
    expect((await made.health()).can).toEqual({ check: false, backUp: false, exportDay: false })
    for (const work of [made.backUp(), made.exportDay(20250320), made.checkJournal()]) {
      await expect(work).rejects.toMatchObject({ code: 'support-not-there' })
    }
  })

  it('looks once however many ask at the same moment', async () => {
    const { made, looks } = support()
    await Promise.all(Array.from({ length: 50 }, () => made.health()))
    expect(looks).toHaveLength(1)
    await made.health()
    expect(looks).toHaveLength(2)
  })

  it('tells how far a check is, and remembers how it ended', async () => {
    const verifyChain = (_journal: unknown, onProgress: (done: number) => void) => {
      for (let done = 0; done < 30; done += 1) onProgress(done)
      return Promise.resolve<ChainCheck>({ entries: 3, ok: false, firstBad: 2 })
    }
    const { made, told } = support({ verifyChain })
    const end = await made.checkJournal()
    expect(end).toMatchObject({ done: 3, ok: false, firstBad: 2 })
    expect(told[0]).toMatchObject({ done: 0, ok: null })
    // Not every step is told: one each tenth of a second is enough for a person.
    expect(told.filter((one) => one.ok === null).length).toBeLessThan(20)
    expect(told.at(-1)).toEqual(end)
    const { findings } = await made.health()
    expect(findings[0]).toEqual({ row: 'journal', state: 'act', code: 'journal-damaged' })
  })

  it('hands the backup its journal, its folders and the time, and knows it afterwards', async () => {
    const given: unknown[] = []
    const backUp: SupportPorts['backUp'] = ({ into, at, folder: from }) => {
      given.push(into, from, at > NOW)
      mkdirSync(join(into, 'b1'), { recursive: true })
      return { folder: join(into, 'b1'), lastSeq: 3, receiptNumber: 0, bytes: 9 }
    }
    const { made } = support({ backUp })
    expect((await made.health()).findings.map((one) => one.code)).toContain('backup-never')
    expect(await made.backUp()).toMatchObject({ bytes: 9 })
    expect(given).toEqual([join(folder, 'backups'), join(folder, 'journal'), true])
    expect((await made.health()).backup).toMatchObject({ folder: 'b1' })
  })

  it('exports a day once at a time, and no day that has not begun', async () => {
    let end: () => void = () => undefined
    const exportDay: SupportPorts['exportDay'] = ({ businessDate, into }) =>
      new Promise((resolve) => {
        end = () => resolve({ path: join(into, String(businessDate)), receipts: 2 })
      })
    const { made } = support({ exportDay })
    await expect(made.exportDay(20250321)).rejects.toMatchObject({ code: 'day-not-begun' })
    const first = made.exportDay(20250320)
    await expect(made.exportDay(20250319)).rejects.toMatchObject({ code: 'support-busy' })
    end()
    expect(await first).toEqual({ path: join(folder, 'exports', '20250320'), receipts: 2 })
  })

  it('answers a full disk and a missing folder with a fault, never with a mistake of ours', async () => {
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' })
    const { made } = support({ backUp: () => Promise.reject(full) })
    await expect(made.backUp()).rejects.toMatchObject({ code: 'support-disk-full' })
    writeFileSync(join(folder, 'support'), 'a file where the folder should be')
    await expect(made.bundle()).rejects.toMatchObject({ code: 'support-not-written' })
  })
})

describe('a stop by a mistake of the program', () => {
  it('is told once, with nothing lost only where the journal has come as far', () => {
    expect(takeStop(folder, 10, true)).toBeNull()
    recordStop(folder, { at: NOW, last: 10 })
    expect(takeStop(folder, 10, true)).toEqual({ code: 'program-restarted' })
    expect(takeStop(folder, 10, true)).toBeNull()
    recordStop(folder, { at: NOW, last: 11 })
    expect(takeStop(folder, 10, true)).toEqual({ code: 'program-restarted-check' })
    recordStop(folder, { at: NOW, last: 10 })
    expect(takeStop(folder, 10, false)).toEqual({ code: 'program-restarted-check' })
  })

  it('starts the program again, but not for ever', () => {
    const stop = (minute: number) => recordStop(folder, { at: NOW + minute * 60_000, last: 0 })
    for (let n = 1; n < STOPS_MAX; n += 1) {
      expect(stop(n)).toBe(true)
      takeStop(folder, 0, true)
    }
    expect(stop(STOPS_MAX)).toBe(false)
    expect(stop(60)).toBe(true)
  })

  it('is as if never written where its file is damaged or cannot be written', () => {
    writeFileSync(join(folder, 'stops.json'), '[{"at":"x"},null,7')
    expect(takeStop(folder, 0, true)).toBeNull()
    writeFileSync(join(folder, 'stops.json'), '[{"at":"x"},null,7]')
    expect(takeStop(folder, 0, true)).toBeNull()
    const file = join(folder, 'a file')
    writeFileSync(file, '')
    expect(recordStop(file, { at: NOW, last: 0 })).toBe(true)
  })
})

describe('the screen that was started again', () => {
  it('is told until it is read, and a notice of the program itself stays before it', () => {
    let changes = 0
    const made = new ScreenRestarts(
      null,
      () => NOW,
      () => (changes += 1),
    )
    made.restarted()
    expect(made.notice).toEqual({ code: 'screen-restarted', at: NOW })
    made.noted()
    made.noted()
    expect([made.notice, made.count, changes]).toEqual([null, 1, 2])
    const notice = { code: 'program-restarted', at: 1 } as const
    const after = new ScreenRestarts(
      notice,
      () => NOW,
      () => undefined,
    )
    after.restarted()
    expect(after.notice).toBe(notice)
  })

  it('counts the failures of ten minutes', () => {
    let at = NOW
    const made = new ScreenRestarts(
      null,
      () => at,
      () => undefined,
    )
    expect([made.failed(), made.failed()]).toEqual([1, 2])
    at += 11 * 60_000
    expect(made.failed()).toBe(1)
  })
})

describe('the parsers of the support calls', () => {
  it.each([20250320, 20240229, 20001231, 99991231])('%d is a day', (day) => {
    expect(parseBusinessDate(day)).toEqual({ ok: true, value: day })
  })

  it.each([0, -20250320, 20250229, 20251301, 20250100, 20250132, 2025032, 20250320.5, '20250320'])(
    '%s is none',
    (day) => {
      expect(parseBusinessDate(day).ok).toBe(false)
    },
  )

  it('a failure of the screen is a bounded text', () => {
    expect(parseFailure('x'.repeat(4000)).ok).toBe(true)
    expect(parseFailure('x'.repeat(4001)).ok).toBe(false)
    expect(parseFailure({ toString: () => 'x' }).ok).toBe(false)
  })
})
