/*
 * Putting a backup back where something is missing beside the journal: its anchor, its plan, the journal
 * itself; and what is said of a backup that only looks like one.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bug } from '../../shared/assert'
import { readAnchor, START_HASH, syncFolder, writeAnchor } from './anchor'
import { backUp } from './backup'
import { GuardedDatabase } from './database'
import { journalFiles } from './files'
import { MANIFEST, manifestText, readManifest } from './manifest'
import { openJournal } from './open'
import { openPatiently } from './open-patiently'
import { restore } from './restore'
import { PLAN, READY } from './restore-ready'
import type { SqliteJournal } from './sqlite-journal'
import { TailMark } from './tail'
import { faultOf, putBack } from './testing/backups'
import { bytesIn, Folders } from './testing/folders'
import { AT, sell } from './testing/orders'

const folders = new Folders()
let folder: string
let into: string
let journal: SqliteJournal

beforeEach(() => {
  folder = folders.empty()
  into = folders.empty()
  journal = openJournal(folder, () => AT).journal
  for (let number = 1; number <= 3; number += 1) sell(journal, number)
})

afterEach(() => {
  journal.close()
  folders.removeAll()
})

async function made(): Promise<string> {
  return (await backUp({ journal, folder, into, at: AT })).folder
}

/** The list of a backup, made anew after something was changed. */
function listAnew(from: string, changes: object): void {
  const { files, ...manifest } = readManifest(from)
  const digest = (name: 'journal.db' | 'anchor.json') => {
    const bytes = readFileSync(join(from, name))
    return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  }
  const now = { 'journal.db': digest('journal.db'), 'anchor.json': digest('anchor.json') }
  expect(Object.keys(files)).toEqual(Object.keys(now))
  writeFileSync(join(from, MANIFEST), manifestText({ ...manifest, files: now, ...changes }))
}

describe('a backup', () => {
  it('of a journal without its anchor has the last receipt all the same', async () => {
    rmSync(journalFiles(folder).anchor)
    expect(readManifest(await made())).toMatchObject({ receiptNumber: 3, orderNumber: 3 })
  })

  it('knows a receipt that only the anchor tells of', async () => {
    const { anchor } = journalFiles(folder)
    const reading = readAnchor(anchor)
    if (reading.status !== 'found') throw new Error('There is no anchor')
    writeAnchor(anchor, { ...reading.anchor, receiptNumber: 9 })
    expect(readManifest(await made())).toMatchObject({ receiptNumber: 9 })
  })

  it('is not made where its anchor cannot be written, and nothing is left of it', async () => {
    const making = made()
    const part = readdirSync(into).find((name) => name.endsWith('.part')) ?? ''
    mkdirSync(join(into, part, 'anchor.json.next'), { recursive: true })
    const fault = await faultOf(() => making)
    expect(fault.code).toBe('backup-failed')
    expect(readdirSync(into)).toEqual([])
  })

  it('hides no mistake of ours behind a disk', async () => {
    const nobodys = { reader: journal.reader, last: journal.last, terminal: null }
    await expect(backUp({ journal: nobodys, folder, into, at: AT })).rejects.toThrow(Bug)
    expect(readdirSync(into)).toEqual([])
  })

  it.each([
    ['is nothing', 'null'],
    ['names no files', '{"format":1}'],
    ['is text', '"backup"'],
    ['is of another form', '{"format":2,"files":{}}'],
  ])('whose list %s is refused', async (_, list) => {
    const backup = await made()
    writeFileSync(join(backup, MANIFEST), list)
    expect(() => readManifest(backup)).toThrow('backup.json is not a list of a backup')
  })

  it.each(['format', 'terminal', 'hash', 'at', 'lastSeq', 'receiptNumber', 'orderNumber', 'files'])(
    'whose list lacks %s is refused',
    async (name) => {
      const backup = await made()
      const path = join(backup, MANIFEST)
      const list = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
      for (const wrong of [undefined, true]) {
        writeFileSync(path, JSON.stringify({ ...list, [name]: wrong }))
        expect(() => readManifest(backup)).toThrow('backup.json is not a list of a backup')
      }
    },
  )

  it.each([
    [{ 'journal.db': { bytes: 1, sha256: 'a' } }],
    [{ 'anchor.json': { bytes: 1, sha256: 'a' } }],
    [{ 'journal.db': { bytes: 1.5, sha256: 'a' }, 'anchor.json': { bytes: 1, sha256: 'a' } }],
    [{ 'journal.db': { bytes: 1 }, 'anchor.json': { bytes: 1, sha256: 'a' } }],
    [{ 'journal.db': { bytes: 1, sha256: 7 }, 'anchor.json': { bytes: 1, sha256: 'a' } }],
    [{ 'journal.db': { sha256: 'a' }, 'anchor.json': { bytes: 1, sha256: 'a' } }],
    [{ 'journal.db': null, 'anchor.json': 'text' }],
    [null],
    [7],
  ])('whose files are %j is refused', async (files) => {
    const backup = await made()
    const path = join(backup, MANIFEST)
    const list = JSON.parse(readFileSync(path, 'utf8')) as object
    writeFileSync(path, JSON.stringify({ ...list, files }))
    expect(() => readManifest(backup)).toThrow('backup.json is not a list of a backup')
  })

  it.each([
    ['another terminal', { terminal: '00000000-0000-7000-8000-000000000000' }],
    ['another last entry', { hash: START_HASH }],
    ['fewer entries', { lastSeq: 11 }],
  ])('whose list and files fit, but whose journal is of %s, is refused', async (_, changes) => {
    const backup = await made()
    listAnew(backup, changes)
    const gone = folders.asKilled(folder)
    rmSync(journalFiles(gone).database)
    const before = bytesIn(gone)
    expect((await faultOf(() => putBack(backup, gone, 9))).code).toBe('backup-unreadable')
    expect(bytesIn(gone)).toEqual(before)
  })

  it('that changes while it is copied is refused, and nothing is left of it', async () => {
    const backup = await made()
    const gone = folders.asKilled(folder)
    rmSync(journalFiles(gone).database)
    const before = readdirSync(gone)
    let looks = 0
    const order = {
      ...{ folder: gone, at: AT, accept: null },
      get from() {
        looks += 1
        if (looks === 2) writeFileSync(join(backup, 'journal.db'), 'another')
        return backup
      },
    }
    const fault = await faultOf(() => restore(order))
    expect(fault).toMatchObject({ code: 'backup-unreadable' })
    expect(fault.message).toContain('It changed while it was copied')
    expect(readdirSync(gone)).toEqual(before)
  })
})

describe('a restore', () => {
  it('that loses no receipt says so', async () => {
    const backup = await made()
    const gone = folders.asKilled(folder)
    rmSync(journalFiles(gone).database)
    const { journal: again, report } = await putBack(backup, gone)
    expect(report.detail).toMatch(/up to entry 12 and receipt 3. No receipt is missing$/)
    const [told] = [...again.read(again.last)]
    expect(told?.event).toMatchObject({ why: 'restored', missing: null, lastReceiptNumber: 3 })
    again.close()
  })

  it('is refused while another is under way', async () => {
    const backup = await made()
    const gone = folders.asKilled(folder)
    rmSync(journalFiles(gone).database)
    const order = { from: backup, folder: gone, at: AT, accept: null }
    await restore(order)
    const fault = await faultOf(() => restore(order))
    expect(fault).toMatchObject({ code: 'restore-not-needed', message: 'A restore is under way' })
  })

  it('over a damaged journal without an anchor asks for the last receipt', async () => {
    const backup = await made()
    const spoilt = folders.asKilled(folder)
    const files = journalFiles(spoilt)
    writeFileSync(files.database, 'not a journal at all')
    rmSync(files.anchor)
    expect((await faultOf(() => putBack(backup, spoilt))).code).toBe('restore-last-receipt-unknown')
    const { journal: again } = await putBack(backup, spoilt, 5)
    expect(again.sealedReceipt).toBe(5)
    const [, told] = [...again.read(again.last - 1)]
    expect(told?.event).toMatchObject({ why: 'restored', missing: { from: 4, to: 5 } })
    const aside = readdirSync(spoilt).find((name) => name.startsWith('replaced-')) ?? ''
    expect(existsSync(join(spoilt, aside, 'journal.db'))).toBe(true)
    expect(existsSync(join(spoilt, aside, 'anchor.json'))).toBe(false)
    again.close()
  })

  it('over a journal that is behind and has no anchor knows whose it is', async () => {
    const old = folders.asKilled(folder)
    rmSync(journalFiles(old).anchor)
    rmSync(journalFiles(old).tail)
    sell(journal, 4)
    const backup = await made()
    const { journal: again } = await putBack(backup, old, 4)
    expect(again.last).toBe(17)
    again.close()
    const foreign = folders.empty()
    const other = openJournal(foreign, () => AT).journal
    sell(other, 1)
    other.close()
    const there = folders.asKilled(foreign)
    rmSync(journalFiles(there).anchor)
    const fault = await faultOf(() => putBack(backup, there, 9))
    expect(fault.code).toBe('backup-of-another-terminal')
  })

  it('goes on above an anchor of before terminals had ids', async () => {
    const backup = await made()
    const gone = folders.asKilled(folder)
    const { anchor, database } = journalFiles(gone)
    rmSync(database)
    const reading = readAnchor(anchor)
    if (reading.status !== 'found') throw new Error('There is no anchor')
    const { seq, hash, receiptNumber } = reading.anchor
    writeAnchor(anchor, { seq, hash, receiptNumber })
    const { journal: again } = await putBack(backup, gone)
    expect(again.sealedReceipt).toBe(3)
    expect(again.terminal).toBe(journal.terminal)
    again.close()
  })

  it('is not tried over a journal that a newer version has written', async () => {
    const backup = await made()
    const newer = folders.asKilled(folder)
    const database = new GuardedDatabase(journalFiles(newer).database)
    database.prepareForWriting()
    database.run(`UPDATE meta SET value = '99' WHERE name = 'schema'`)
    database.run('PRAGMA user_version = 99')
    database.close()
    const there = folders.asKilled(newer)
    const before = bytesIn(there)
    expect((await faultOf(() => putBack(backup, there, 9))).code).toBe('journal-newer')
    expect(bytesIn(there)).toEqual(before)
  })

  it.each([
    ['gone', () => undefined],
    ['another form', '{"missing":null}'],
    ['not text', '{"told":7,"missing":null}'],
    ['nothing', 'null'],
  ])('ends although its plan is %s', async (_, plan) => {
    const backup = await made()
    const fresh = folders.empty()
    await restore({ from: backup, folder: fresh, at: AT, accept: { missingUpTo: 3 } })
    const ready = readdirSync(fresh).find((name) => name.endsWith(READY)) ?? ''
    rmSync(join(fresh, ready, PLAN))
    if (typeof plan === 'string') writeFileSync(join(fresh, ready, PLAN), plan)
    const { journal: again, report } = openJournal(fresh, () => AT)
    expect(report).toEqual({ status: 'restored', detail: 'A backup was put back' })
    expect(again.sealedReceipt).toBe(3)
    again.close()
  })
})

describe('a start', () => {
  const LEFT = { seq: 0, hash: START_HASH, receiptNumber: 5, orderNumber: 7, terminal: 'till-7' }

  it('with nothing but an anchor goes on above its numbers', () => {
    const files = journalFiles(folders.empty())
    writeAnchor(files.anchor, LEFT)
    const { journal: next } = openJournal(files.folder, () => AT)
    const [told] = [...next.read()]
    expect(told?.event).toMatchObject({
      ...{ type: 'NumbersContinued', why: 'damaged', aside: null, missing: null },
      ...{ lastReceiptNumber: 5, lastOrderNumber: 7 },
    })
    expect(next.terminal).toBe('till-7')
    next.close()
  })

  it.each([
    [1, 0],
    [0, 1],
  ])('goes on above receipt %d and order %d', (receiptNumber, orderNumber) => {
    const files = journalFiles(folders.empty())
    writeAnchor(files.anchor, { ...LEFT, receiptNumber, orderNumber })
    const { journal: next } = openJournal(files.folder, () => AT)
    expect(next.last).toBe(1)
    next.close()
  })

  it('with an anchor of no receipt and no order says nothing of it', () => {
    const files = journalFiles(folders.empty())
    writeAnchor(files.anchor, { ...LEFT, receiptNumber: 0, orderNumber: 0 })
    const { journal: next, report } = openJournal(files.folder, () => AT)
    expect(report).toEqual({ status: 'fresh', detail: '' })
    expect(next.last).toBe(0)
    next.close()
  })

  it('hides no mistake of ours behind a damaged journal', () => {
    const files = journalFiles(folders.empty())
    writeAnchor(files.anchor, LEFT)
    expect(() => openJournal(files.folder, () => 0.5)).toThrow(Bug)
    expect(readdirSync(files.folder).some((name) => name.startsWith('damaged'))).toBe(false)
  })

  it('that a person has let go on names no receipt as missing where none is', () => {
    const old = folders.asKilled(folder)
    const mark = new TailMark(journalFiles(old).tail)
    mark.put(journal.last + 2, new Uint8Array(32))
    mark.close()
    expect(() => openJournal(old, () => AT)).toThrow(/Entries 13 to 14 were saved/)
    const { journal: next, report } = openJournal(old, () => AT, { missingUpTo: 3 })
    expect(report.status).toBe('set-aside')
    expect(report.detail).toContain('Accepted by a person')
    const [told] = [...next.read()]
    expect(told?.event).toMatchObject({ why: 'accepted', missing: null, lastReceiptNumber: 3 })
    next.close()
  })

  it('after damage makes a terminal of one that had no id, its numbers going on', () => {
    const spoilt = folders.asKilled(folder)
    const files = journalFiles(spoilt)
    writeFileSync(files.database, 'not a journal at all')
    writeAnchor(files.anchor, { seq: 3, hash: START_HASH, receiptNumber: 3 })
    const { journal: next } = openJournal(spoilt, () => AT)
    expect(next.terminal).toMatch(/^[0-9a-f-]{36}$/)
    expect(next.sealedReceipt).toBe(3)
    const [told] = [...next.read()]
    expect(told?.event).toMatchObject({ lastReceiptNumber: 3, lastOrderNumber: 103 })
    next.close()
  })

  it('after damage goes on above the order number of the anchor where the file tells none', () => {
    const files = journalFiles(folders.empty())
    writeFileSync(files.database, 'not a journal at all')
    writeAnchor(files.anchor, LEFT)
    const { journal: next } = openJournal(files.folder, () => AT)
    const [told] = [...next.read()]
    expect(told?.event).toMatchObject({ lastReceiptNumber: 5, lastOrderNumber: 107 })
    next.close()
    const old = journalFiles(folders.empty())
    writeFileSync(old.database, 'not a journal at all')
    writeAnchor(old.anchor, { seq: 3, hash: START_HASH, receiptNumber: 5 })
    const { journal: other } = openJournal(old.folder, () => AT)
    const [begun] = [...other.read()]
    expect(begun?.event).toMatchObject({ lastReceiptNumber: 5, lastOrderNumber: 0 })
    other.close()
  })

  it('waits for nothing that waiting does not mend', async () => {
    const files = journalFiles(folders.empty())
    writeAnchor(files.anchor, { ...LEFT, seq: 9 })
    const waits: number[] = []
    const wait = (ms: number) => {
      waits.push(ms)
      return Promise.resolve()
    }
    const asked = { folder: files.folder, now: () => AT, accept: null }
    const opening = openPatiently(asked, { clock: () => 0, wait })
    await expect(opening).rejects.toMatchObject({ code: 'journal-behind-anchor' })
    expect(waits).toEqual([])
  })
})

it('a folder is not synchronised on Windows, where it cannot be', () => {
  const { platform } = process
  const absent = join(folders.empty(), 'absent')
  expect(() => syncFolder(absent)).toThrow(/ENOENT/)
  Object.defineProperty(process, 'platform', { value: 'win32' })
  try {
    syncFolder(absent)
  } finally {
    Object.defineProperty(process, 'platform', { value: platform })
  }
})
