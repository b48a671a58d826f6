import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readAnchor } from './anchor'
import { backUp } from './backup'
import { journalFiles } from './files'
import { readManifest } from './manifest'
import { openJournal } from './open'
import { restore } from './restore'
import { READY } from './restore-ready'
import type { SqliteJournal } from './sqlite-journal'
import { faultOf, putBack } from './testing/backups'
import { bytesIn, Folders } from './testing/folders'
import { AT, head, record, sell } from './testing/orders'

const folders = new Folders()
let folder: string
let into: string
let journal: SqliteJournal

beforeEach(() => {
  folder = folders.empty()
  into = folders.empty()
  journal = openJournal(folder, () => AT).journal
})

afterEach(() => {
  journal.close()
  folders.removeAll()
})

function sellAll(from: number, to: number, into = journal): void {
  for (let number = from; number <= to; number += 1) sell(into, number)
}

async function made(at = AT): Promise<string> {
  const { folder: name } = await backUp({ journal, folder, into, at })
  return name
}

function told(opened: SqliteJournal): readonly object[] {
  return [...opened.read()].map(({ seq, stream, at, event }) => ({ seq, stream, at, event }))
}

describe('a backup', () => {
  it('is whole, says what it is, and never touches an older one', async () => {
    sellAll(1, 30)
    journal.append(
      [record('order-31', 'OrderOpened', { number: 31 })],
      [head('order-31', 'live', 31)],
    )
    const first = await made()
    const before = bytesIn(first)
    const second = await made()
    expect(second).not.toBe(first)
    expect(bytesIn(first)).toEqual(before)
    expect(readdirSync(first).sort()).toEqual(['anchor.json', 'backup.json', 'journal.db'])
    expect(readManifest(first)).toMatchObject({
      terminal: journal.terminal,
      lastSeq: 121,
      receiptNumber: 30,
      orderNumber: 31,
      at: AT,
    })
    const copy = openJournal(folders.asKilled(first), () => AT)
    expect(copy.report).toEqual({ status: 'continued', detail: '' })
    expect(told(copy.journal)).toEqual(told(journal))
    expect(copy.journal.heads(['live', 'done'])).toEqual(journal.heads(['live', 'done']))
    copy.journal.close()
  })

  it('has what there was when it began, whatever is sold meanwhile', async () => {
    sellAll(1, 10)
    const lines = Array.from({ length: 3_000 }, (_, line) =>
      record('order-11', 'LineAdded', { line }),
    )
    journal.append(lines, [head('order-11', 'live', 11)])
    const { last } = journal
    const before = told(journal)
    const heads = journal.heads(['live'])
    const making = made()
    for (let number = 12; number <= 31; number += 1) {
      sell(journal, number)
      await new Promise<void>((resolve) => {
        setImmediate(resolve)
      })
    }
    const copy = openJournal(folders.asKilled(await making), () => AT)
    expect(copy.journal.last).toBe(last)
    expect(told(copy.journal)).toEqual(before)
    expect(copy.journal.heads(['live'])).toEqual(heads)
    expect(copy.journal.heads(['done'])).toHaveLength(10)
    copy.journal.close()
  })

  it('that cannot be made leaves nothing, and the till sells on', async () => {
    sellAll(1, 2)
    const file = join(into, 'a-file')
    writeFileSync(file, '')
    const fault = await faultOf(() => backUp({ journal, folder, into: join(file, 'x'), at: AT }))
    expect(fault.code).toBe('backup-failed')
    sell(journal, 3)
    expect(journal.last).toBe(12)
  })

  it('of a damaged journal is not made', async () => {
    sellAll(1, 2)
    const copy = folders.asKilled(folder)
    const opened = openJournal(copy, () => AT)
    opened.journal.append([], [head('order-9', 'live', 9)])
    const broken = { reader: opened.journal.reader, last: 99, terminal: opened.journal.terminal }
    const fault = await faultOf(() => backUp({ journal: broken, folder: copy, into, at: AT }))
    expect(fault.code).toBe('backup-failed')
    expect(readdirSync(into)).toEqual([])
    opened.journal.close()
  })
})

describe('a restore', () => {
  it('brings back a journal that is gone, once the lost receipts are named', async () => {
    sellAll(1, 5)
    const backup = await made()
    sellAll(6, 8)
    const gone = folders.asKilled(folder)
    for (const file of [journalFiles(gone).database, journalFiles(gone).log]) rmSync(file)
    const before = bytesIn(gone)
    const refused = await faultOf(() => putBack(backup, gone))
    expect(refused.code).toBe('restore-receipts-missing')
    expect(refused.message).toBe('Receipts 6 to 8 are missing from the backup')
    expect((await faultOf(() => putBack(backup, gone, 7))).code).toBe('restore-receipts-missing')
    expect(bytesIn(gone)).toEqual(before)
    const { journal: again, report } = await putBack(backup, gone, 8)
    expect(report.status).toBe('restored')
    expect(report.detail).toContain('Receipts 6 to 8 are missing for good')
    expect(again.last).toBe(21)
    expect([...again.read(21)].map((entry) => entry.event)).toMatchObject([
      {
        type: 'NumbersContinued',
        why: 'restored',
        lastReceiptNumber: 8,
        missing: { from: 6, to: 8 },
      },
    ])
    expect(again.sealedReceipt).toBe(8)
    sell(again, 9)
    again.close()
    const after = openJournal(folders.asKilled(gone), () => AT)
    expect(after.report).toEqual({ status: 'continued', detail: '' })
    after.journal.close()
  })

  it('sets a damaged journal aside byte for byte', async () => {
    sellAll(1, 5)
    const backup = await made()
    const spoilt = folders.asKilled(folder)
    writeFileSync(journalFiles(spoilt).database, 'not a journal at all')
    const before = bytesIn(spoilt)
    const { journal: again } = await putBack(backup, spoilt)
    const aside = readdirSync(spoilt).find((name) => name.startsWith('replaced-')) ?? ''
    expect(bytesIn(join(spoilt, aside))).toEqual(before)
    expect(again.last).toBe(21)
    expect(readAnchor(journalFiles(spoilt).anchor)).toMatchObject({ anchor: { receiptNumber: 5 } })
    again.close()
  })

  it('brings one that is behind up to date', async () => {
    sellAll(1, 2)
    const old = folders.asKilled(folder)
    sellAll(3, 5)
    const backup = await made()
    const { journal: again } = await putBack(backup, old)
    expect(told(again).slice(0, 20)).toEqual(told(journal))
    again.close()
  })

  it('on a new computer asks for the last receipt, and takes the terminal’s name', async () => {
    sellAll(1, 5)
    const backup = await made()
    const fresh = folders.empty()
    expect((await faultOf(() => putBack(backup, fresh))).code).toBe('restore-last-receipt-unknown')
    expect((await faultOf(() => putBack(backup, fresh, 4))).code).toBe('restore-receipts-missing')
    const begun = folders.empty()
    openJournal(begun, () => AT).journal.close()
    const { journal: again } = await putBack(backup, folders.asKilled(begun), 5)
    expect(again.terminal).toBe(journal.terminal)
    expect(again.sealedReceipt).toBe(5)
    again.close()
  })

  it('goes on above the order of every receipt that is lost', async () => {
    sellAll(1, 5)
    const backup = await made()
    const { journal: again } = await putBack(backup, folders.empty(), 405)
    expect([...again.read(21)].map((entry) => entry.event)).toMatchObject([
      { lastReceiptNumber: 405, lastOrderNumber: 405 + 100 },
    ])
    again.close()
  })

  it.each([
    ['a file is missing', (path: string) => rmSync(join(path, 'journal.db'))],
    ['there is no list', (path: string) => rmSync(join(path, 'backup.json'))],
    ['a byte is another', (path: string) => flip(join(path, 'journal.db'), 5_000)],
    ['its anchor is another', (path: string) => flip(join(path, 'anchor.json'), 8)],
    [
      'its list was edited',
      (path: string) => edit(join(path, 'backup.json'), '"lastSeq": 20', '"lastSeq": 19'),
    ],
    ['its list is cut', (path: string) => writeFileSync(join(path, 'backup.json'), '{"format":1')],
  ])('is refused where %s', async (_, spoil) => {
    sellAll(1, 5)
    const backup = await made()
    spoil(backup)
    const gone = folders.asKilled(folder)
    rmSync(journalFiles(gone).database)
    const before = bytesIn(gone)
    expect((await faultOf(() => putBack(backup, gone, 99))).code).toBe('backup-unreadable')
    expect(bytesIn(gone)).toEqual(before)
  })

  it('of another terminal is refused', async () => {
    sellAll(1, 2)
    const backup = await made()
    const other = folders.empty()
    const { journal: others } = openJournal(other, () => AT)
    sellAll(1, 1, others)
    others.close()
    const copy = folders.asKilled(other)
    writeFileSync(journalFiles(copy).database, 'damaged')
    const before = bytesIn(copy)
    expect((await faultOf(() => putBack(backup, copy, 9))).code).toBe('backup-of-another-terminal')
    expect(bytesIn(copy)).toEqual(before)
  })

  it('over a journal that is whole is refused', async () => {
    sellAll(1, 2)
    const backup = await made()
    sellAll(3, 3)
    const copy = folders.asKilled(folder)
    expect((await faultOf(() => putBack(backup, copy, 9))).code).toBe('restore-not-needed')
    const follower = folders.asKilled(folder)
    writeFileSync(journalFiles(follower).database, 'damaged')
    const { journal: next } = openJournal(follower, () => AT)
    sellAll(4, 4, next)
    next.close()
    const later = folders.asKilled(follower)
    expect((await faultOf(() => putBack(backup, later, 9))).code).toBe('restore-not-needed')
  })

  it('ends the same wherever the process dies on the way', async () => {
    sellAll(1, 5)
    const backup = await made()
    const spoilt = folders.asKilled(folder)
    writeFileSync(journalFiles(spoilt).database, 'not a journal at all')
    await restore({ from: backup, folder: spoilt, at: AT, accept: null })
    const ready = readdirSync(spoilt).find((name) => name.endsWith(READY)) ?? ''
    const steps: ((at: string) => void)[] = [
      () => undefined,
      (at) => {
        const { database } = journalFiles(at)
        rmSync(database)
      },
      (at) => {
        cpSync(join(at, ready, 'journal.db'), journalFiles(at).database)
        rmSync(join(at, ready, 'journal.db'))
        for (const file of [journalFiles(at).log, journalFiles(at).tail])
          rmSync(file, { force: true })
      },
      (at) => {
        cpSync(join(at, ready, 'journal.db'), journalFiles(at).database)
        rmSync(join(at, ready, 'journal.db'))
        for (const file of [journalFiles(at).log, journalFiles(at).tail])
          rmSync(file, { force: true })
        cpSync(join(at, ready, 'anchor.json'), journalFiles(at).anchor)
        rmSync(join(at, ready, 'anchor.json'))
      },
    ]
    for (const step of steps) {
      const cut = folders.asKilled(spoilt)
      step(cut)
      const { journal: again, report } = openJournal(cut, () => AT)
      expect(report.status).toBe('restored')
      expect(again.last).toBe(21)
      expect(again.sealedReceipt).toBe(5)
      expect(existsSync(join(cut, ready))).toBe(false)
      again.close()
    }
  })
})

function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(from)
  writeFileSync(path, text.replace(from, to))
}
