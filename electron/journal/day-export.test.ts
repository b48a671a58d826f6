import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { businessDateOf } from '../../shared/order/dates'
import { PlainTill } from '../testing/plain-till'
import { exportDay, verifyDayExport } from './day-export'
import { dayKeyHealth, openDaySigner, type KeySafe } from './day-key'
import { continueNumbers } from './facts'
import { openJournal } from './open'
import type { SqliteJournal } from './sqlite-journal'
import { Folders } from './testing/folders'
import { AT } from './testing/orders'

const folders = new Folders()
const DAY = businessDateOf(Date.parse('2025-01-02T09:00:00Z'))
const NO_SAFE: KeySafe = { seal: () => null, open: () => null }
const mirror = (bytes: Uint8Array) => Uint8Array.from(bytes, (byte) => byte ^ 0x5a)
const SAFE: KeySafe = { seal: mirror, open: mirror }
let data: string
let journal: SqliteJournal

beforeEach(() => {
  data = folders.empty()
  journal = openJournal(join(data, 'journal'), () => AT).journal
})

afterEach(() => {
  journal.close()
  folders.removeAll()
})

async function exported(businessDate = DAY, safe = NO_SAFE): Promise<string> {
  const terminal = {
    id: journal.terminal ?? '',
    name: 'Till 1\nSIGNATURE\nKey: a',
    store: 'Paws on Pine',
    currency: 'USD',
  }
  const into = join(data, 'days')
  const signer = openDaySigner(data, safe)
  return (await exportDay({ journal, businessDate, into, signer, terminal })).path
}

function sell(orders: number): PlainTill {
  const till = new PlainTill(journal)
  for (let sold = 0; sold < orders; sold += 1) till.sell()
  return till
}

describe('the file of a day', () => {
  it('has every receipt with its lines, tenders and change, the totals and what the drawer should hold', async () => {
    const { till } = sell(3)
    till.run({ type: 'AddItem', sku: 'item-1' })
    const lineId = till.current?.lines[0]?.id ?? ''
    till.run({ type: 'VoidLine', lineId })
    till.run({ type: 'AddItem', sku: 'item-2' })
    till.run({ type: 'Pay' })
    till.run({ type: 'TakeCash', received: 1_000 })
    const text = readFileSync(await exported(), 'utf8')
    const sales = [...journal.read()].flatMap(({ event }) => {
      return event.type === 'OrderPaid' ? [(event as never as { sale: Sale }).sale] : []
    })
    expect(sales).toHaveLength(4)
    const due = sales.reduce((all, sale) => all + sale.due, 0)
    expect(text).toMatch(/^DAY 2025-01-02\n/)
    expect(text.match(/^Receipt \d+ {2}order /gm)).toHaveLength(4)
    expect(text).toContain('Receipts: 4, 1 to 4')
    expect(text).toContain(`Due: ${amount(due)}`)
    expect(text).toContain(`Tender cash: ${amount(due)} in 4`)
    expect(text).toContain('Tender card: 0.00 in 0')
    expect(text).toContain(`Change given: ${amount(1_000 - (sales[3]?.due ?? 0))}`)
    expect(text).toContain(`Cash expected in the drawer from these receipts: ${amount(due)}`)
    expect(text).toMatch(/^Tax 8 % of \d+\.\d\d: \d+\.\d\d$/m)
    expect(text).toContain(
      '  L1 "Brambleway Chicken Pouch Amber 3 oz No 2" 1 each x 2.01 = 2.01  tax 8 %',
    )
    expect(text).toMatch(/^Order till-01-\d+-0004: line L1 .* taken off$/m)
    expect(text).toContain(`Terminal: ${journal.terminal} "Till 1 SIGNATURE Key: a"`)
    expect(text).toMatch(new RegExp(`^Entries: 1 to ${journal.last}$`, 'm'))
    expect(verifyDayExport(text)).toMatchObject({ ok: true })
  })

  it('of a day without a sale says so', async () => {
    sell(1)
    const text = readFileSync(await exported(20_200_101), 'utf8')
    expect(text).toContain('RECEIPTS\nnone\n')
    expect(text).toContain('EXCEPTIONS\nnone\n')
    expect(verifyDayExport(text).ok).toBe(true)
  })

  it('says on its day that numbers went on above another journal, before its first sale and without one', async () => {
    const fact = { why: 'accepted', aside: 'replaced-1', missing: { from: 4, to: 9 } } as const
    const numbers = { lastReceiptNumber: 9, lastOrderNumber: 9 }
    const at = Date.parse('2025-01-02T08:00:00Z')
    continueNumbers(journal, { ...fact, ...numbers }, at)
    const told = 'Journal accepted: receipts 4 to 9 missing, the one before is in "replaced-1"'
    expect(readFileSync(await exported(), 'utf8')).toContain(told)
    sell(1)
    expect(readFileSync(await exported(), 'utf8')).toContain(told)
    expect(readFileSync(await exported(20_250_103), 'utf8')).not.toContain(told)
  })

  it('has what was opened on its day and is not paid, and nothing of another day', async () => {
    const { till } = sell(1)
    till.run({ type: 'AddItem', sku: 'item-1' })
    expect(readFileSync(await exported(), 'utf8')).toMatch(/^Order .*-0002: open, not paid$/m)
    expect(readFileSync(await exported(20_250_103), 'utf8')).toContain('EXCEPTIONS\nnone\n')
  })

  it('has its receipts by number and its unpaid orders by time, and says where its entries lie', async () => {
    const plain = sell(3)
    for (let held = 0; held < 3; held += 1) {
      plain.step()
      plain.till.run({ type: 'Hold', heldFor: 'Ann' })
    }
    const text = readFileSync(await exported(), 'utf8')
    const numbers = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, number]) => number)
    expect(numbers(/^Receipt (\d+) /gm)).toEqual(['1', '2', '3'])
    expect(numbers(/^Order .*-(\d{4}): held, not paid$/gm)).toEqual(['0004', '0005', '0006'])
    expect(text).toContain(`Chain before: ${journal.reader.hexAt(0)}\n`)
    expect(text).toContain(`Chain after: ${journal.reader.hexAt(journal.last)}\n`)
  })

  it('never takes the place of an older one', async () => {
    sell(1)
    const first = await exported()
    const text = readFileSync(first, 'utf8')
    sell(1)
    expect(await exported()).not.toBe(first)
    expect(readFileSync(first, 'utf8')).toBe(text)
    expect(readdirSync(join(data, 'days'))).toHaveLength(2)
    const third = await exported()
    const name = basename(first, '.txt')
    expect(readdirSync(join(data, 'days')).sort()).toEqual(
      [`${name}.txt`, `${name}-2.txt`, `${name}-3.txt`].sort(),
    )
    expect(basename(third)).toBe(`${name}-3.txt`)
  })

  it('that was changed anywhere is found out', async () => {
    sell(2)
    const text = readFileSync(await exported(), 'utf8')
    const { publicKey } = verifyDayExport(text) as { publicKey: string }
    for (let at = 0; at < text.length; at += 1) {
      const other = text[at] === '7' ? '8' : '7'
      const changed = text.slice(0, at) + other + text.slice(at + 1)
      const verdict = verifyDayExport(changed)
      expect(verdict.ok && verdict.publicKey === publicKey, `at ${at}`).toBe(false)
    }
    for (const changed of ['', 'DAY', text.slice(0, -1), `${text} `, text.replace(/\n/g, '\r\n')]) {
      expect(verifyDayExport(changed).ok).toBe(false)
    }
    const line = /^Receipt 1 .*\n/m.exec(text)?.[0] ?? ''
    expect(verifyDayExport(text.replace(line, '')).ok).toBe(false)
  })
})

const hasOpenssl = spawnSync('openssl', ['version']).status === 0

describe('somebody without this program', () => {
  it.skipIf(!hasOpenssl)('checks the file of a day with openssl', async () => {
    sell(2)
    const text = readFileSync(await exported(), 'utf8')
    expect(opensslSays(text)).toBe(true)
    expect(opensslSays(text.replace('Receipts: 2', 'Receipts: 1'))).toBe(false)
  })
})

/** As docs/reliability.md tells it: what stands before the mark, the key and the signature, each in a file. */
function opensslSays(text: string): boolean {
  const [said = '', end = ''] = text.split(/^SIGNATURE\n/m)
  const place = (name: string): string => join(data, name)
  const bytes = (line: string): Buffer =>
    Buffer.from(new RegExp(`^${line}: (.+)$`, 'm').exec(end)?.[1] ?? '', 'base64')
  writeFileSync(place('text'), said)
  writeFileSync(place('key'), bytes('Key'))
  writeFileSync(place('signature'), bytes('Signed'))
  const key = ['-pubin', '-keyform', 'DER', '-inkey', place('key')]
  const files = ['-rawin', '-in', place('text'), '-sigfile', place('signature')]
  return spawnSync('openssl', ['pkeyutl', '-verify', ...key, ...files]).status === 0
}

describe('the key of the day’s files', () => {
  it('is made once, and only its owner may read its file', async () => {
    const first = openDaySigner(data, NO_SAFE)
    expect(first.kept).toBe('file')
    expect(openDaySigner(data, NO_SAFE).publicKey).toBe(first.publicKey)
    const path = join(data, 'day-key.json')
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('is sealed where the system has a safe place', () => {
    const first = openDaySigner(data, SAFE)
    expect(first.kept).toBe('safe')
    const kept = JSON.parse(readFileSync(join(data, 'day-key.json'), 'utf8')) as { key: string }
    expect(Buffer.from(kept.key, 'base64').includes(Buffer.from([0x2b, 0x65, 0x70]))).toBe(false)
    expect(openDaySigner(data, SAFE).publicKey).toBe(first.publicKey)
  })

  it('is sealed as soon as the system has a safe place, and stays the same', () => {
    const path = join(data, 'day-key.json')
    const { publicKey } = openDaySigner(data, NO_SAFE)
    expect(dayKeyHealth(data, NO_SAFE)).toEqual({ kept: 'file', publicKey })
    const before = readFileSync(path, 'utf8')
    expect(dayKeyHealth(data, SAFE)).toEqual({ kept: 'file', publicKey })
    expect(readFileSync(path, 'utf8')).toBe(before)
    expect(openDaySigner(data, SAFE)).toMatchObject({ kept: 'safe', publicKey })
    expect(dayKeyHealth(data, SAFE)).toEqual({ kept: 'safe', publicKey })
  })

  it('is looked at without being made, also where it cannot be opened', () => {
    expect(dayKeyHealth(data, SAFE)).toBeNull()
    openDaySigner(data, SAFE)
    expect(dayKeyHealth(data, NO_SAFE)).toEqual({ kept: 'unreadable' })
  })

  it.each([
    ['its safe place is gone', () => undefined, NO_SAFE],
    ['its file is damaged', (path: string) => writeFileSync(path, '{"kept":"file"}'), SAFE],
    [
      'its file is no key',
      (path: string) => writeFileSync(path, '{"kept":"file","key":"AA"}'),
      SAFE,
    ],
  ])('is never made anew where %s', (_, spoil, safe) => {
    openDaySigner(data, SAFE)
    spoil(join(data, 'day-key.json'))
    expect(() => openDaySigner(data, safe)).toThrow(
      expect.objectContaining({ code: 'day-key-unreadable' }),
    )
  })
})

type Sale = { readonly due: number }

function amount(minorUnits: number): string {
  return (minorUnits / 100).toFixed(2)
}
