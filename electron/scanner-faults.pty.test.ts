import { mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openPtyPair, type PtyPair } from '../sandbox/pty'
import { DRESSES, VirtualScanner } from '../sandbox/scanner/virtual-scanner'
import { checkDigit } from '../shared/barcode/gtin'
import type { Place, ScanReport } from '../shared/ipc/contract'
import { QUEUE_MAX, ScanRouter } from './till/scan-router'
import { isAtTender, sellUntil } from './till/testing/cashier'
import { partsAt } from './till/testing/scan-desk'
import { Station } from './till/testing/station'
import { systemClock } from './devices/clock'
import { serialWire } from './devices/wire/serial'
import { KeyboardScanner } from './devices/scanner/keyboard-scanner'
import { scanCounter } from './devices/scanner/scan-counter'
import { SerialScanner, type ScannerStatus } from './devices/scanner/serial-scanner'

/*
 * Faults B1 to B16 of scanners, from a real serial port to the order: what arrives on the cable goes through
 * the driver and the router to a till.
 */
const PRODUCT = '400001203019'
const OTHER = '400001102459'
const UNKNOWN = '4006381333931'

let folder: string
let cable: PtyPair
let hand: VirtualScanner
let scanner: SerialScanner
let station: Station
let router: ScanRouter
let isReady: boolean
const reports: ScanReport[] = []
const statuses: ScannerStatus[] = []
const count = scanCounter()

const results = () => reports.map((report) => report.result)
const ready = () => vi.waitFor(() => expect(scanner.status.status).toBe('ready'), 5000)
const told = (number: number, withinMs = 5000) =>
  vi.waitFor(() => expect(reports).toHaveLength(number), withinMs)
const quantities = () => station.order.lines.map((line) => line.quantity / 1000)

/** The next code is read: nothing before it stuck. */
async function expectNextIsRead(): Promise<void> {
  const before = reports.length
  await hand.scan(OTHER)
  await told(before + 1)
  expect(reports.at(-1)).toMatchObject({ code: OTHER, outcome: 'good' })
}

async function plugIn(name = 'scanner'): Promise<void> {
  cable = await openPtyPair(folder, name)
  hand = new VirtualScanner(cable.devicePath)
}

async function pullOut(): Promise<void> {
  await hand.close()
  await cable.close()
}

function connect(path: string, byId?: string): void {
  const places = byId === undefined ? {} : { byId }
  scanner = new SerialScanner(serialWire({ path }, systemClock, places), systemClock, {
    onScan: (reading) => router.take({ ...count(reading), leaked: '' }),
    onStatus: (status) => statuses.push(status),
    onRejected: () => {
      const noise = { code: '', symbology: null, source: 'serial', at: Date.now() } as const
      router.reject({ ...count(noise), leaked: '' })
    },
  })
  scanner.start()
}

beforeEach(async () => {
  reports.length = 0
  statuses.length = 0
  isReady = true
  folder = await mkdtemp(join(tmpdir(), 'faults-'))
  station = await new Station().start()
  router = new ScanRouter({
    ...partsAt(station),
    isReady: () => isReady,
    now: Date.now,
    report: (report) => reports.push(report),
  })
  await plugIn()
  connect(cable.path)
  await ready()
})

afterEach(async () => {
  await scanner.stop()
  await pullOut()
  await rm(folder, { recursive: true })
})

it.each(Object.entries(DRESSES))('a scanner set to %s is read', async (_, dress) => {
  await hand.scan(UNKNOWN, dress)
  await told(1)
  expect(reports[0]).toMatchObject({ code: UNKNOWN, result: 'unresolved' })
})

it('[B1] unplugged in the middle of a code: the half is dropped', async () => {
  // In one piece with a whole code, so that the half has certainly arrived.
  await hand.raw(Buffer.from(`${OTHER}\r40000120`))
  await told(1)
  await pullOut()
  await vi.waitFor(() => expect(scanner.status.status).not.toBe('ready'), 3000)
  await plugIn()
  await ready()
  await expectNextIsRead()
  // If the cable came out late, the half was told before as a code that broke off; never as a code.
  const codes = reports.map((report) => report.code).filter((code) => code !== '')
  expect(codes).toEqual([OTHER, OTHER])
})

it('[B2] plugged in again under another path: found within three seconds', async () => {
  await scanner.stop()
  const byId = join(folder, 'by-id')
  const name = join(byId, 'usb-Scanner_0042')
  await mkdir(byId)
  await symlink(cable.path, name)
  connect(cable.path, byId)
  await ready()
  await hand.scan(OTHER)
  await told(1)
  await pullOut()
  await vi.waitFor(() => expect(scanner.status.status).toBe('failed'), 3000)
  // Away for long enough that the waits between the attempts have grown.
  await new Promise((resolve) => setTimeout(resolve, 2500))
  await plugIn('other')
  await symlink(cable.path, `${name}.new`)
  const pluggedAt = Date.now()
  await rename(`${name}.new`, name)
  await ready()
  expect(Date.now() - pluggedAt).toBeLessThan(3000)
  await expectNextIsRead()
  expect(scanner.status.wasReady).toBe(true)
})

describe('[B3] without an end character', () => {
  it.each([PRODUCT, '0400001203019'])('%s is taken after 100 ms of silence', async (code) => {
    const at = Date.now()
    await hand.raw(Buffer.from(code))
    await told(1)
    expect(Date.now() - at).toBeGreaterThanOrEqual(100)
    expect(results()).toEqual(['line-added'])
  })

  it.each(['SKU-000123', '400001203018', '40000120301'])('%s is dropped aloud', async (code) => {
    await hand.raw(Buffer.from(code))
    await told(1)
    expect(reports).toMatchObject([{ outcome: 'attention', result: 'misread', code: '' }])
    expect(station.order.lines).toEqual([])
    await expectNextIsRead()
  })
})

describe('[B4] two codes glued together', () => {
  it('are two where an end stands between them', async () => {
    await hand.raw(Buffer.from(`${PRODUCT}\r${OTHER}\r`))
    await told(2)
    expect(results()).toEqual(['line-added', 'line-added'])
  })

  it('are one unknown code where none does, never two lines', async () => {
    await hand.raw(Buffer.from(`${PRODUCT}${OTHER}\r`))
    await told(1)
    expect(reports).toMatchObject([{ code: `${PRODUCT}${OTHER}`, result: 'unresolved' }])
    expect(station.order.lines).toEqual([])
  })
})

it('[B5] one code over five seconds: what is stale is dropped', async () => {
  await hand.drip(UNKNOWN, 390)
  expect(reports.every(({ result }) => result === 'misread')).toBe(true)
  expect(station.order).toMatchObject({ lines: [], unresolved: [] })
  await expectNextIsRead()
})

it('[B5] half a code never joins the one that comes four seconds later', async () => {
  await hand.half(UNKNOWN)
  await new Promise((resolve) => setTimeout(resolve, 4000))
  expect(results()).toEqual(['misread'])
  await expectNextIsRead()
})

it.each([
  ['[B6]', 4096],
  ['[B7]', 65_536],
])('%s %i bytes without an end are rejected, and the next code is read', async (_, bytes) => {
  await hand.raw(Buffer.alloc(bytes, 0x37))
  await hand.scan('')
  await told(1)
  expect(reports).toMatchObject([{ outcome: 'attention', result: 'misread', code: '' }])
  await expectNextIsRead()
})

it('[B8] a control character within a code rejects it', async () => {
  const framing = [0x02, 0x03, 0x0a, 0x0d, 0x1d]
  const controls = Array.from({ length: 0x20 }, (_, code) => code)
    .concat(0x7f)
    .filter((code) => !framing.includes(code))
  // A good code between them keeps them from counting as a garbled line.
  for (const control of controls) {
    const before = reports.length
    await hand.raw(Buffer.from(`400001${String.fromCharCode(control)}203019\r`))
    await told(before + 1)
    expect(reports.at(-1), `control ${control}`).toMatchObject({ result: 'misread', code: '' })
    await hand.scan(`A${control}`)
    await told(before + 2)
  }
  expect(station.order.lines).toEqual([])
})

it('[B9] the separator of GS1 fields is kept', async () => {
  await hand.scan('0100400001203019' + '10LOT\x1d21SERIAL', { aim: ']C1' })
  await told(1)
  expect(reports).toMatchObject([
    { code: '010040000120301910LOT\x1d21SERIAL', symbology: 'gs1-128', result: 'line-added' },
  ])
})

it.each([
  ['Latin-1', Buffer.from('K\xe4se\r', 'latin1')],
  ['half a letter', Buffer.from([0x41, 0xc3, 0x0d])],
  ['an overlong slash', Buffer.from([0x41, 0xc0, 0xaf, 0x0d])],
  ['a surrogate', Buffer.from([0x41, 0xed, 0xa0, 0x80, 0x0d])],
])('[B10] %s is no UTF-8 and rejects the code', async (_, bytes) => {
  await hand.raw(bytes)
  await told(1)
  expect(reports).toMatchObject([{ outcome: 'attention', result: 'misread', code: '' }])
  await expectNextIsRead()
})

describe('[B11] a scanner that types into an amount', () => {
  it.each([
    ['by its speed', null, '400'],
    ['by its prefix key', 'F13', ''],
  ])('is told %s: its letters are named and its Enter never comes', (_, prefixKey, leaked) => {
    let page = '12'
    const typist = new KeyboardScanner({
      prefixKey,
      clock: systemClock,
      type: (text) => (page += text),
      onScan: (reading, letters) => router.take({ ...count(reading), leaked: letters }),
      onRejected: () => undefined,
    })
    const off = { isAutoRepeat: false, shift: false, control: false, alt: false, meta: false }
    const press = (code: string, key: string): void => {
      if (!typist.take({ type: 'keyDown', code, key, ...off })) page += key
    }
    if (prefixKey !== null) press(prefixKey, prefixKey)
    for (const digit of PRODUCT) press(`Digit${digit}`, digit)
    press('Enter', 'Enter')
    expect(page).toBe(`12${leaked}`)
    expect(reports).toMatchObject([{ result: 'line-added', leaked }])
  })
})

describe('[B12] the same code twice', () => {
  it('within 30 ms is one line, and the report says so', async () => {
    await hand.burst([PRODUCT, PRODUCT])
    await told(2)
    expect(results()).toEqual(['line-added', 'duplicate'])
    expect(quantities()).toEqual([1])
  })

  it('a tenth of a second apart is two pieces', async () => {
    await hand.scan(PRODUCT)
    await told(1)
    await new Promise((resolve) => setTimeout(resolve, 100))
    await hand.scan(PRODUCT)
    await told(2)
    expect(quantities()).toEqual([2])
  })
})

describe('[B13] a flood', () => {
  it('while scans must wait leaves 64 waiting and refuses the newest aloud', async () => {
    isReady = false
    const codes = Array.from({ length: 500 }, (_, n) => ean13(n))
    await hand.burst(codes)
    await told(500)
    const refused = reports.filter((report) => report.result === 'too-many')
    expect(results().slice(0, QUEUE_MAX)).toEqual(Array<string>(QUEUE_MAX).fill('queued'))
    expect(refused).toHaveLength(500 - QUEUE_MAX)
    expect(refused.every((report) => report.outcome === 'refused')).toBe(true)
    isReady = true
    router.resume()
    expect(station.order.unresolved).toHaveLength(QUEUE_MAX)
  })

  it('of one code that stays in front of the glass is hardly more than one piece, and nothing stalls', async () => {
    let longest = 0
    let lastAt = performance.now()
    const pulse = setInterval(() => {
      longest = Math.max(longest, performance.now() - lastAt)
      lastAt = performance.now()
    }, 5)
    await hand.flood(PRODUCT, 10_000)
    await told(10_000, 15_000)
    clearInterval(pulse)
    // The cable itself may stand still for more than 30 ms on a busy machine.
    expect(results().filter((result) => result !== 'duplicate').length).toBeLessThan(20)
    expect(station.order.lines).toHaveLength(1)
    expect(longest).toBeLessThan(1000)
  })
})

describe('[B14] a scan where none is used', () => {
  it.each<[Place, ScanReport['result']]>([
    ['payment', 'payment-begun'],
    ['dialog', 'not-used-here'],
    ['approval', 'not-used-here'],
    ['locked', 'not-used-here'],
  ])('in %s changes nothing and is refused aloud', async (place, result) => {
    if (place === 'payment') await sellUntil(station, isAtTender)
    router.setPlace(place)
    const before = station.disk.last
    await hand.burst([PRODUCT, UNKNOWN, 'PROMO-SPRING5'])
    await told(3)
    expect(station.disk.last).toBe(before)
    expect(reports.map((report) => [report.outcome, report.result])).toEqual(
      Array(3).fill(['refused', result]),
    )
  })
})

describe('[B15] hostile text in a code', () => {
  it.each([
    `'; DROP TABLE events;--`,
    `" OR 1=1 --`,
    `<img src=x onerror=alert(1)>`,
    `<script>alert(1)</script>`,
    `javascript:alert(1)`,
    '${7*7}{{7*7}}',
    '__proto__',
    '../../etc/passwd%00',
  ])('%s is literal text', async (code) => {
    await hand.scan(code)
    await told(1)
    expect(reports).toMatchObject([{ code, result: 'unresolved' }])
    expect(station.order.unresolved).toMatchObject([{ code }])
    expect(station.order.lines).toEqual([])
  })

  it('with a printer’s or a screen’s command in it is rejected', async () => {
    await hand.raw(Buffer.from('\x1bp\x00\x19\xfa\r', 'latin1'))
    await told(1)
    expect(reports).toMatchObject([{ result: 'misread', code: '' }])
    expect(station.order.unresolved).toEqual([])
  })
})

it('[B16] noise at a wrong speed says to check the scanner after twenty bad frames', async () => {
  for (let frame = 1; frame <= 20; frame += 1) {
    expect(scanner.status.garbled).toBe(false)
    await hand.noise(12, frame)
    await hand.scan('')
    await told(frame)
  }
  await vi.waitFor(() => expect(scanner.status.garbled).toBe(true))
  expect(statuses.at(-1)).toMatchObject({ status: 'ready', garbled: true })
  await hand.noise(4000)
  await hand.scan('')
  await hand.scan(OTHER)
  await vi.waitFor(() => expect(scanner.status.garbled).toBe(false))
  // Once it is said, noise is not told one by one any more.
  expect(reports).toHaveLength(21)
  expect(reports.at(-1)).toMatchObject({ code: OTHER, outcome: 'good' })
})

function ean13(number: number): string {
  const digits = `29${String(number).padStart(10, '0')}`
  return `${digits}${checkDigit(digits)}`
}
