/*
 * What the reader, the checks at a start and the look at every entry say of a file that no journal of ours
 * would leave behind.
 */
import { existsSync, rmSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { Bug } from '../../shared/assert'
import { Fault } from '../../shared/fault'
import { readAnchor, START_HASH, writeAnchor } from './anchor'
import { CHAIN_START, chainHash } from './chain'
import { checkCopy } from './copy-check'
import { checkNothingLost, checkWhole } from './check'
import { GuardedDatabase } from './database'
import { diskFault, faultIn, onDisk } from './disk-fault'
import { continueNumbers } from './facts'
import { journalFiles } from './files'
import { inspect } from './inspect'
import { numberAt } from './json'
import { MemoryJournal } from './memory-journal'
import { MIGRATIONS } from './migrations/all'
import { EVENTS } from './migrations/0001-events'
import { migrate } from './migrations/migration'
import { openJournal } from './open'
import { JournalReader, liveHash } from './reader'
import { bytesOf, entryOf, wholeOf } from './rows'
import { SqliteJournal } from './sqlite-journal'
import { readTail, TailMark } from './tail'
import { changed } from './testing/behind'
import { Folders } from './testing/folders'
import { AT, head, record, sell } from './testing/orders'
import { verifyChain } from './verify-chain'

const folders = new Folders()

afterEach(() => {
  folders.removeAll()
})

/** A closed journal of some orders, and what it says of itself. */
function closed(orders: number) {
  const of = folders.empty()
  const { journal } = openJournal(of, () => AT)
  for (let number = 1; number <= orders; number += 1) sell(journal, number)
  const { last, terminal } = journal
  const hash = journal.reader.hexAt(last)
  journal.close()
  return { folder: folders.asKilled(of), last, terminal: terminal ?? '', hash }
}

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return (error as Fault).code
  }
  return 'none'
}

describe('the reader', () => {
  it('says that the chain is broken where nothing stands before what is asked for', () => {
    const journal = openJournal(closed(2).folder, () => AT).journal
    const { reader, last } = journal
    expect(codeOf(() => reader.prove(last + 2))).toBe('journal-broken')
    expect(codeOf(() => reader.rowsAtOnce(last + 2))).toBe('journal-broken')
    expect(codeOf(() => [...reader.rows(last + 2)])).toBe('journal-broken')
    expect(codeOf(() => reader.hexAt(last + 1))).toBe('journal-broken')
    expect(reader.hexAt(0)).toBe(START_HASH)
    expect(reader.hexAt(last)).toMatch(/^[0-9a-f]{64}$/)
    journal.close()
  })

  it('begins with the first entry, wherever before it is asked to', () => {
    const journal = openJournal(closed(1).folder, () => AT).journal
    const seqs = (from: number) => [...journal.read(from)].map((entry) => entry.seq)
    expect(seqs(0)).toEqual([1, 2, 3, 4])
    expect(seqs(1)).toEqual([1, 2, 3, 4])
    expect(seqs(4)).toEqual([4])
    expect(seqs(5)).toEqual([])
    expect(journal.reader.rowsAtOnce(5)).toEqual([])
    journal.close()
  })

  it('does not believe the newest receipt where the entry before it is gone', () => {
    const folder = changed(folders, closed(2).folder, ['DELETE FROM events WHERE seq = 6'])
    const database = new GuardedDatabase(journalFiles(folder).database)
    expect(codeOf(() => new JournalReader(database).newestOfType('OrderPaid'))).toBe(
      'journal-broken',
    )
    database.close()
  })

  it('reads the list of orders under way the same, whatever their sequence', () => {
    const heads = ['a', 'b', 'c'].map(
      (stream, number) =>
        [
          stream,
          { stream, status: 'live', number, summary: Buffer.from(`"${stream}"`), entries: 1 },
        ] as const,
    )
    const told = liveHash(new Map(heads))
    expect(liveHash(new Map([...heads].reverse()))).toBe(told)
    expect(liveHash(new Map(heads.slice(1)))).not.toBe(told)
    const [first, ...rest] = heads
    const others = [
      { ...first?.[1], number: 9 },
      { ...first?.[1], summary: Buffer.from('"x"') },
    ]
    for (const other of others) {
      expect(liveHash(new Map([['a', other as never], ...rest]))).not.toBe(told)
    }
  })
})

describe('a row', () => {
  it.each([
    ['text', '1'],
    ['a fraction', 1.5],
    ['nothing', null],
  ])('with %s for a whole number is damage', (_, seq) => {
    expect(codeOf(() => wholeOf({ seq }, 'seq'))).toBe('journal-broken')
  })

  it('with anything but bytes for bytes is damage', () => {
    expect(codeOf(() => bytesOf({ hash: 'text' }, 'hash'))).toBe('journal-broken')
  })

  it.each(['5', 'null', '"text"'])('whose event is %s is damage', (text) => {
    const row = { seq: 1, id: 'i', stream: 's', type: 'T', at: AT, body: Buffer.from(text) }
    const hash = chainHash(CHAIN_START, row)
    expect(codeOf(() => entryOf({ ...row, hash }))).toBe('journal-broken')
  })

  it.each([
    [{ sale: { receiptNumber: 7 } }, 7],
    [{ sale: { receiptNumber: '7' } }, 0],
    [{ sale: { receiptNumber: 7.5 } }, 0],
    [{ sale: 7 }, 0],
    [{ sale: null }, 0],
    [undefined, 0],
  ])('of %j gives %d for its receipt number', (value, number) => {
    expect(numberAt(value, 'sale', 'receiptNumber')).toBe(number)
  })
})

describe('the look at every entry', () => {
  it('tells the first that is missing where the journal ends too early', async () => {
    const journal = openJournal(closed(2).folder, () => AT).journal
    const { reader, last } = journal
    const verdict = await verifyChain({ reader, last: last + 3 })
    expect(verdict).toEqual({ entries: last, ok: false, firstBad: last + 1 })
    journal.close()
  })

  it('hides no mistake of ours behind a damaged journal', async () => {
    const mistake = new Bug('A mistake')
    const thrower = () => {
      throw mistake
    }
    const damaged = () => {
      throw new Fault('journal-broken', 'never', 'not what was written')
    }
    for (const read of [
      { prove: thrower, rows: thrower },
      { prove: thrower, rows: () => [] },
      { prove: damaged, rows: thrower },
    ]) {
      const reader = read as unknown as JournalReader
      await expect(verifyChain({ reader, last: 3 })).rejects.toBe(mistake)
    }
  })
})

describe('the check at a start', () => {
  it('takes a file for damaged whose table ends before its last entry', () => {
    const folder = folders.empty()
    const tail = { seq: 3, hash: new Uint8Array(32) }
    const database = {
      all: (sql: string) => (sql.includes('DESC') ? [tail] : []),
    } as unknown as GuardedDatabase
    expect(() => {
      checkWhole(database, journalFiles(folder))
    }).toThrow(/ends at entry 0, not 3/)
  })

  it('takes a journal for damaged that does not say whose it is', () => {
    const { folder } = closed(1)
    const before = changed(folders, folder, [`DELETE FROM meta WHERE name = 'terminal'`])
    const { report, journal } = openJournal(before, () => AT)
    expect(report).toMatchObject({ status: 'set-aside' })
    expect(report.detail).toContain('It does not say whose it is')
    journal.close()
  })

  it('stops where the anchor sealed another entry than the one that is there', () => {
    const { folder, last, terminal } = closed(2)
    const { anchor } = journalFiles(folder)
    writeAnchor(anchor, {
      ...{ seq: last - 1, hash: 'ab'.repeat(32), receiptNumber: 2 },
      ...{ orderNumber: 2, terminal },
    })
    expect(() => openJournal(folder, () => AT)).toThrow(
      `Entry ${last - 1} of the journal is not the one that receipt 2 sealed`,
    )
  })

  it('stops where the tail mark tells of entries and there is no journal', () => {
    const files = journalFiles(folders.empty())
    const mark = new TailMark(files.tail)
    mark.put(0, CHAIN_START)
    checkNothingLost(files)
    mark.put(4, new Uint8Array(32))
    mark.sync()
    mark.close()
    expect(() => openJournal(files.folder, () => AT)).toThrow(/Entries 1 to 4 were saved/)
  })

  it('keeps the index of a log that another program is using', () => {
    const files = journalFiles(closed(1).folder)
    new TailMark(files.logIndex).close()
    expect(inspect(files, MIGRATIONS)).toBe('whole')
    expect(existsSync(files.logIndex)).toBe(true)
    rmSync(files.logIndex)
    expect(inspect(files, MIGRATIONS)).toBe('whole')
    expect(existsSync(files.logIndex)).toBe(false)
  })

  it('leaves a journal to SQLite whose making was cut short', () => {
    const files = journalFiles(closed(1).folder)
    openJournal(folders.asKilled(files.folder), () => AT).journal.close()
    expect(inspect(files, MIGRATIONS)).toBe('whole')
    new TailMark(files.undo).close()
    expect(inspect(files, MIGRATIONS)).toBe('unfinished')
  })

  it('takes a journal for damaged whose index by order lacks entries', () => {
    const of = folders.empty()
    const { journal } = openJournal(of, () => AT)
    sell(journal, 1)
    journal.append([record('b', 'OrderOpened', { number: 2 })], [head('b', 'live', 2)])
    journal.close()
    const swapped = changed(folders, folders.asKilled(of), [
      'CREATE INDEX other ON events (stream) WHERE seq < 5',
      'PRAGMA writable_schema = 1',
      `UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'other')
       WHERE name = 'events_by_stream'`,
      `DELETE FROM sqlite_schema WHERE name = 'other'`,
    ])
    expect(() => inspect(journalFiles(swapped), MIGRATIONS)).toThrow(/Its index is damaged/)
  })
})

describe('a copy', () => {
  it('is that of the journal it is said to be, or none', async () => {
    const { folder, last, terminal, hash } = closed(2)
    const path = journalFiles(folder).database
    await checkCopy(path, { terminal, lastSeq: last, hash })
    const wrong = [
      [{ terminal: 'another', lastSeq: last, hash }, /of another terminal/],
      [{ terminal, lastSeq: last, hash: START_HASH }, /last entry is another/],
      [{ terminal, lastSeq: last + 1, hash }, /ends at entry/],
    ] as const
    for (const [stated, why] of wrong) {
      await expect(checkCopy(path, stated)).rejects.toThrow(why)
    }
  })
})

describe('the tail mark', () => {
  it('that the disk will not have is no reason to stop', () => {
    const folder = folders.empty()
    const mark = new TailMark(folder)
    mark.put(1, CHAIN_START)
    mark.sync()
    mark.close()
    expect(readTail(folder)).toBeNull()
  })
})

describe('the journal', () => {
  it('of before terminals had ids seals without one', () => {
    const files = journalFiles(folders.empty())
    const database = new GuardedDatabase(files.database)
    database.prepareForWriting()
    migrate(database, [EVENTS], { terminal: 'unused' })
    const journal = new SqliteJournal({ database, anchorPath: files.anchor, now: () => AT })
    sell(journal, 1)
    expect(journal.terminal).toBeNull()
    journal.close()
    const again = openJournal(folders.asKilled(files.folder), () => AT)
    expect(again.report).toEqual({ status: 'continued', detail: '' })
    expect(again.journal.sealedReceipt).toBe(1)
    again.journal.close()
  })

  it('seals before the terminal has given out an order number', () => {
    const folder = folders.empty()
    const { journal } = openJournal(folder, () => AT)
    journal.append([record('a', 'OrderPaid', { sale: { receiptNumber: 1 } })], [])
    expect(journal.seal(1)).toBe(true)
    expect(readAnchor(journalFiles(folder).anchor)).toMatchObject({
      anchor: { seq: 1, receiptNumber: 1, orderNumber: 0 },
    })
    journal.close()
  })

  it('takes a head that says what it said before', () => {
    const { journal } = openJournal(folders.empty(), () => AT)
    journal.append([record('a', 'One')], [head('a', 'live', 1, 'x')])
    journal.append([], [head('a', 'live', 1, 'x')])
    expect(journal.heads(['live'])).toEqual([head('a', 'live', 1, 'x')])
    expect(journal.readStream('a')).toHaveLength(1)
    journal.close()
    journal.close()
  })

  it('is closed once, however often it is asked', () => {
    const database = new GuardedDatabase(journalFiles(folders.empty()).database)
    database.close()
    database.close()
    expect(database.isOpen).toBe(false)
  })

  it('asks a Mac for more than its fsync', () => {
    const { platform } = process
    const database = new GuardedDatabase(journalFiles(folders.empty()).database)
    Object.defineProperty(process, 'platform', { value: 'darwin' })
    try {
      database.prepareForWriting()
    } finally {
      Object.defineProperty(process, 'platform', { value: platform })
    }
    expect(database.all('PRAGMA fullfsync')).toEqual([{ fullfsync: 1 }])
    expect(database.all('PRAGMA checkpoint_fullfsync')).toEqual([{ checkpoint_fullfsync: 1 }])
    database.close()
  })
})

describe('a fact of the journal', () => {
  const FACT = {
    why: 'damaged',
    aside: 'damaged-1',
    missing: null,
    lastReceiptNumber: 7,
    lastOrderNumber: 9,
  } as const

  function currentAfter(summary: unknown): unknown {
    const journal = new MemoryJournal()
    journal.append([], [head('terminal', 'live', 1, summary)])
    continueNumbers(journal, FACT, AT)
    expect(journal.heads(['live'])).toMatchObject([
      { number: 9, summary: { lastNumber: 9, lastReceiptNumber: 7 } },
    ])
    const [told] = journal.heads(['live'])
    return (told?.summary as { currentId: unknown }).currentId
  }

  it('leaves the order on screen where it is', () => {
    expect(currentAfter({ currentId: 'order-1' })).toBe('order-1')
    expect(currentAfter({ currentId: null })).toBeNull()
    expect(currentAfter({ lastNumber: 1 })).toBeNull()
    expect(currentAfter(null)).toBeNull()
    expect(currentAfter('text')).toBeNull()
    expect(() => currentAfter({ currentId: 5 })).toThrow(Bug)
  })
})

describe('what the disk says', () => {
  const full = Object.assign(new Error('no space'), { syscall: 'write', code: 'ENOSPC' })
  const broken = Object.assign(new Error('i/o'), { syscall: 'write', code: 'EIO' })

  it('is a fault that tells a full disk from another', () => {
    expect(diskFault(full)).toMatchObject({ code: 'journal-full', cause: full })
    expect(diskFault(broken)).toMatchObject({ code: 'journal-unwritable', message: 'i/o' })
    const thrower = () => {
      throw full
    }
    expect(codeOf(() => onDisk(thrower))).toBe('journal-full')
  })

  it('is nothing else: a mistake of ours goes on as it is', () => {
    const mistake = new Bug('A mistake')
    expect(diskFault(mistake)).toBe(mistake)
    expect(diskFault('words')).toBe('words')
    expect(() => faultIn(mistake)).toThrow(mistake)
    const fault = diskFault(full)
    expect(faultIn(fault)).toBe(fault)
  })
})
