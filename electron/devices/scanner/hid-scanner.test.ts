import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startHidBus, type VirtualHidBus } from '../../../sandbox/hid/bus'
import {
  HID_SCANNERS,
  scanReports,
  VirtualHidScanner,
} from '../../../sandbox/hid/virtual-hid-scanner'
import { systemClock } from '../clock'
import { hidBusPort } from '../wire/hid-bus'
import type { HidPort } from '../wire/hid-port'
import { BAD_REPORTS_MAX, HidScanner, type HidScannerSettings } from './hid-scanner'
import { RING_REPORTS_MAX } from './report-ring'
import type { Reading, ScannerStatus } from './serial-scanner'

const { honeywell, newland, unknown } = HID_SCANNERS
const CODE = '4006381333931'
const LONG = `https://id.example.com/01/0${CODE}/10/LOT-42?${'x'.repeat(100)}`

let bus: VirtualHidBus
let port: HidPort
let hand: VirtualHidScanner
let scanners: HidScanner[]
let readings: Reading[]
let statuses: ScannerStatus[]
let rejected: string[]

beforeEach(async () => {
  scanners = []
  readings = []
  statuses = []
  rejected = []
  bus = await startHidBus()
  port = hidBusPort(bus.address)
  hand = new VirtualHidScanner(bus)
})

afterEach(async () => {
  await Promise.all(scanners.map((scanner) => scanner.stop()))
  await bus.close()
})

function start(settings: HidScannerSettings = { device: null }): HidScanner {
  const scanner = new HidScanner(port, settings, systemClock, {
    onScan: (reading) => readings.push(reading),
    onStatus: (status) => statuses.push(status),
    onRejected: (reason) => rejected.push(reason),
  })
  scanners.push(scanner)
  scanner.start()
  return scanner
}

function until(scanner: HidScanner, status: ScannerStatus['status'], ms = 5000): Promise<void> {
  return vi.waitFor(() => expect(scanner.status.status).toBe(status), ms)
}

const codes = () => readings.map((reading) => reading.code)

describe('a scanner whose layout is known', () => {
  it('is found among its other entries, and codes of one and three reports are read', async () => {
    hand.plug(honeywell, 'honeywell')
    const scanner = start()
    await until(scanner, 'ready')
    expect(scanReports(LONG, ']Q1', 'honeywell')).toHaveLength(3)
    hand.scan(CODE, ']E0')
    hand.scan(LONG, ']Q1')
    await vi.waitFor(() => expect(codes()).toEqual([CODE, LONG]))
    expect(readings[0]).toMatchObject({ symbology: 'ean-upc', source: 'hid' })
    expect(readings[1]).toMatchObject({ symbology: 'qr' })
    expect(scanner.status.hid).toEqual({
      code: null,
      device: 'Sandbox 1900 (0c2e:0b6a)',
      raw: [],
    })
  })

  it('40 codes as fast as they come are 40 scans in order', async () => {
    hand.plug(newland, 'newland')
    await until(start(), 'ready')
    const sent = Array.from({ length: 40 }, (_, number) => `SKU-${number}`)
    for (const code of sent) hand.scan(code, ']C0')
    await vi.waitFor(() => expect(codes()).toEqual(sent))
    expect(rejected).toEqual([])
  })

  it('messages and add-ons are no scans', async () => {
    hand.plug(honeywell, 'honeywell')
    await until(start(), 'ready')
    hand.scan('REVINF', ']Z6')
    hand.scan('05', ']E1')
    hand.scan(CODE, ']E0')
    await vi.waitFor(() => expect(codes()).toEqual([CODE]))
    expect(rejected).toEqual([])
  })

  it('half a code is refused aloud, and the rest of it that comes late is no code', async () => {
    hand.plug(honeywell, 'honeywell')
    await until(start(), 'ready')
    const [first] = scanReports(LONG, ']Q1', 'honeywell')
    if (first === undefined) throw new Error('three reports')
    hand.raw(first)
    await vi.waitFor(() => expect(rejected).toEqual(['unfinished']), 2000)
    hand.scan(CODE, ']E0')
    await vi.waitFor(() => expect(rejected).toEqual(['unfinished', 'unfinished']))
    hand.scan(CODE, ']E0')
    await vi.waitFor(() => expect(codes()).toEqual([CODE]))
  })

  it('a Honeywell is told to send here, and sounds when asked', async () => {
    hand.plug(honeywell, 'honeywell')
    const scanner = start()
    await until(scanner, 'ready')
    await vi.waitFor(() => expect(hand.heard).toEqual(['feature fe01']))
    expect(await scanner.beep('good')).toBe(true)
    expect(await scanner.beep('error')).toBe(true)
    expect(hand.heard.slice(1)).toEqual(['output 0440', 'output 0420'])
  })

  it('a Newland is told nothing: the same report would mean something else', async () => {
    hand.plug(newland, 'newland')
    const scanner = start()
    await until(scanner, 'ready')
    expect(await scanner.beep('good')).toBe(false)
    hand.scan(CODE, ']E0')
    await vi.waitFor(() => expect(codes()).toEqual([CODE]))
    expect(hand.heard).toEqual([])
  })

  it('that sends what does not fit its layout says so, with the reports', async () => {
    hand.plug(honeywell, 'honeywell')
    const scanner = start()
    await until(scanner, 'ready')
    const wrong = Uint8Array.of(2, 0xff, ...new Uint8Array(62))
    for (let count = 0; count < BAD_REPORTS_MAX; count += 1) hand.raw(wrong)
    await vi.waitFor(() => expect(scanner.status.hid?.code).toBe('unknown-layout'))
    expect(scanner.status.hid?.raw).toHaveLength(BAD_REPORTS_MAX)
    expect(rejected).toEqual(['malformed-report'])
    await vi.waitFor(() => expect(statuses.at(-1)?.hid?.code).toBe('unknown-layout'), 2000)
    hand.scan(CODE, ']E0')
    await vi.waitFor(() => expect(scanner.status.hid?.code).toBe(null))
  })
})

describe('a scanner that comes and goes', () => {
  it('is found again within three seconds, at another place', async () => {
    hand.plug(honeywell, 'honeywell')
    const scanner = start({ device: honeywell })
    await until(scanner, 'ready')
    const [first] = scanReports(LONG, ']Q1', 'honeywell')
    if (first !== undefined) hand.raw(first)
    hand.unplug()
    await until(scanner, 'failed')
    expect(scanner.status).toMatchObject({ failure: 'cable-out', wasReady: true })
    // Long enough away that it is looked for at the slowest pace.
    await vi.waitFor(() => expect(waitOf(scanner.status)).toBeGreaterThan(1500), 10_000)
    hand.plug({ ...honeywell, path: '/dev/hidraw7' }, 'honeywell')
    await until(scanner, 'ready', 3000)
    hand.scan(CODE, ']E0')
    await vi.waitFor(() => expect(codes()).toEqual([CODE]))
  })

  it('another one is not taken for it', async () => {
    hand.plug({ ...honeywell, serialNumber: 'ANOTHER' }, 'honeywell')
    const scanner = start({ device: honeywell })
    await vi.waitFor(() => expect(scanner.status.failure).toBe('port-not-found'))
    hand.plug(honeywell, 'honeywell')
    await until(scanner, 'ready')
  })

  it('that may not be opened says why', async () => {
    hand.plug({ ...honeywell, openError: 'Permission denied' }, 'honeywell')
    const scanner = start()
    await vi.waitFor(() => expect(scanner.status.failure).toBe('no-rights'))
  })

  it('is closed when the terminal closes', async () => {
    hand.plug(honeywell, 'honeywell')
    const scanner = start()
    await until(scanner, 'ready')
    expect(hand.isOpen).toBe(true)
    await scanner.stop()
    expect(hand.isOpen).toBe(false)
    expect(scanner.status.status).toBe('closed')
  })
})

describe('two scanners', () => {
  it('are each read once', async () => {
    const second = new VirtualHidScanner(bus)
    hand.plug(honeywell, 'honeywell')
    second.plug({ ...newland, path: '/dev/hidraw3' }, 'newland')
    await Promise.all([until(start(), 'ready'), until(start(), 'ready')])
    hand.scan('FIRST', ']C0')
    second.scan('SECOND', ']C0')
    await vi.waitFor(() => expect(codes().sort()).toEqual(['FIRST', 'SECOND']))
    expect([hand.isOpen, second.isOpen]).toEqual([true, true])
  })

  it('one that can be read goes before one that cannot', async () => {
    const second = new VirtualHidScanner(bus)
    hand.plug(unknown, 'unknown')
    second.plug({ ...newland, path: '/dev/hidraw3' }, 'newland')
    const scanner = start()
    await until(scanner, 'ready')
    expect([hand.isOpen, second.isOpen]).toEqual([false, true])
  })
})

describe('a scanner that cannot be read', () => {
  it('is not guessed at: it is refused aloud and its last reports are kept', async () => {
    hand.plug(unknown, 'unknown')
    const scanner = start()
    await until(scanner, 'ready')
    expect(scanner.status.hid?.code).toBe('unknown-layout')
    for (let count = 0; count < 100; count += 1) hand.scan(`CODE-${count}`, ']C0')
    await vi.waitFor(() => expect(scanner.status.hid?.raw).toHaveLength(RING_REPORTS_MAX))
    const newest = Buffer.from('CODE-99').toString('hex')
    await vi.waitFor(() => expect(scanner.status.hid?.raw.at(-1)).toContain(newest))
    expect(readings).toEqual([])
    expect(rejected).toEqual(['unknown-layout'])
    // A hundred reports are not a hundred statuses.
    await vi.waitFor(() => expect(statuses.at(-1)?.hid?.raw).toHaveLength(32), 2000)
    expect(statuses.length).toBeLessThan(6)
  })

  it('one that was never switched over types: that is said', async () => {
    hand.plug({ ...honeywell, productId: '0b61', mode: 'keyboard' }, 'honeywell')
    const scanner = start({ device: honeywell })
    await vi.waitFor(() => expect(scanner.status.hid?.code).toBe('wrong-mode'))
    expect(scanner.status).toMatchObject({ status: 'failed', failure: 'port-not-found' })
    hand.plug(honeywell, 'honeywell')
    await until(scanner, 'ready')
    expect(scanner.status.hid?.code).toBe(null)
  })

  it('an ordinary keyboard is no scanner in the wrong mode', async () => {
    hand.plug({ vendorId: '046d', productId: 'c31c', mode: 'keyboard' }, 'unknown')
    const scanner = start()
    await vi.waitFor(() => expect(scanner.status.failure).toBe('port-not-found'))
    expect(scanner.status.hid?.code).toBe(null)
  })
})

function waitOf({ retryAt }: ScannerStatus): number {
  return retryAt === null ? 0 : retryAt - Date.now()
}
