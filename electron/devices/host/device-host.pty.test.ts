import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SerialPort } from 'serialport'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openPtyPair, type PtyPair } from '../../../sandbox/pty'
import { VirtualScanner } from '../../../sandbox/scanner/virtual-scanner'
import type { SerialConnection } from '../../../shared/device-settings'
import { Fault } from '../../../shared/fault'
import { systemClock } from '../clock'
import type { Reading } from '../scanner/serial-scanner'
import type { HidPort } from '../wire/hid-port'
import type { SerialEntry } from '../wire/serial-list'
import { DeviceHost } from './device-host'
import { DeviceRoom } from './device-room'
import type { Vitals } from './health'
import type { FromHost } from './messages'
import type { HostStarter, RestartReason } from './process-keeper'

let folder: string
let scannerCable: PtyPair
let printerCable: PtyPair
let hand: VirtualScanner
let host: DeviceHost
let readings: Reading[]
let ports: SerialEntry[]
let scannerWas: unknown[]
let starts: number
let crash: () => void
let hang: () => void
let vitals: () => Vitals
let replaced: RestartReason[]

const serialAt = (path: string): SerialConnection => ({
  transport: 'serial',
  path,
  baudRate: 9600,
  dataBits: 8,
  parity: 'none',
  flowControl: 'none',
  device: null,
})

const noHid: HidPort = {
  list: () => Promise.resolve([]),
  open: () => Promise.reject(new Fault('port-not-found', 'later', 'There is none')),
}

/** A device process inside this one, which can be told to die or to hang. */
const local: HostStarter = ({ onMessage, onExit }) => {
  starts += 1
  let alive = true
  const tell = (message: FromHost) => alive && setImmediate(onMessage, message)
  const room = new DeviceRoom({
    clock: systemClock,
    post: tell,
    onStopped: () => setImmediate(onExit),
    listSerial: () => Promise.resolve(ports),
    hid: noHid,
    vitals: () => vitals(),
  })
  hang = () => {
    alive = false
  }
  crash = () => {
    alive = false
    room.receive({ type: 'stop' })
  }
  tell({ type: 'ready' })
  return { post: (message) => setImmediate(() => alive && room.receive(message)), kill: crash }
}

const allReady = () =>
  vi.waitFor(() => {
    expect(host.status.scanners.map((scanner) => scanner.status)).toEqual(['ready'])
    expect(host.status.lines.printer?.status).toBe('ready')
  }, 5000)

beforeEach(async () => {
  starts = 0
  readings = []
  replaced = []
  ports = []
  scannerWas = []
  vitals = () => ({ cpuMs: 0, memoryMb: 100 })
  folder = await mkdtemp(join(tmpdir(), 'devices-'))
  scannerCable = await openPtyPair(folder, 'scanner')
  printerCable = await openPtyPair(folder, 'printer')
  hand = new VirtualScanner(scannerCable.devicePath)
  host = new DeviceHost({
    startProcess: local,
    clock: systemClock,
    onScan: (reading) => readings.push(reading),
    onScanRejected: () => undefined,
    onStatus: (status) => scannerWas.push(status.scanners[0]?.status),
    onRestart: (reason) => replaced.push(reason),
  })
  host.configure({
    scanners: [{ ...serialAt(scannerCable.path), framing: 'line' }],
    lines: [{ name: 'printer', wire: { ...serialAt(printerCable.path), baudRate: 19_200 } }],
  })
})

afterEach(async () => {
  await host.stop()
  await hand.close()
  await scannerCable.close()
  await printerCable.close()
  await rm(folder, { recursive: true })
})

describe('the device process', () => {
  it('tells scans, writes jobs and carries questions to the printer and back', async () => {
    await allReady()
    const printer = await playPrinter(printerCable.devicePath)
    await hand.scan('96385074', { aim: ']E4' })
    await vi.waitFor(() => expect(readings).toMatchObject([{ code: '96385074', source: 'serial' }]))
    const job = Buffer.alloc(5000, 0x41)
    expect(await host.line('printer').write('job-1', job)).toEqual({
      outcome: 'sent',
      bytesWritten: 5000,
    })
    const answer = await host.line('printer').ask({
      bytes: Uint8Array.of(0x10, 0x04, 0x01),
      until: (received) => received.includes(0x12),
      timeoutMs: 2000,
    })
    expect(answer).toMatchObject({ outcome: 'answered', received: Uint8Array.of(0x12) })
    expect(printer.received().length).toBe(5003)
    await printer.close()
  })

  it('that dies is started again within two seconds, and scans go on', async () => {
    await allReady()
    crash()
    await vi.waitFor(() => expect(host.status.lines.printer?.status).toBe('failed'), 1000)
    expect(await host.line('printer').write('job-1', Uint8Array.of(0x41))).toMatchObject({
      outcome: 'not-sent',
    })
    await vi.waitFor(() => expect(starts).toBe(2), 2000)
    await allReady()
    expect(replaced).toEqual(['died'])
    await hand.scan('96385074')
    await vi.waitFor(() => expect(readings.length).toBe(1))
  })

  it('that hangs is replaced, and what it was given is unknown', async () => {
    await allReady()
    hang()
    const written = host.line('printer').write('job-1', Uint8Array.of(0x41))
    expect(await written).toMatchObject({ outcome: 'unknown', code: 'wire-error' })
    await vi.waitFor(() => expect(replaced).toEqual(['hung']), 6000)
    await allReady()
  }, 15_000)

  it('that turns in an endless loop is replaced', async () => {
    await allReady()
    let cpuMs = 0
    vitals = () => ({ cpuMs: starts === 1 ? (cpuMs += 800) : cpuMs, memoryMb: 100 })
    await vi.waitFor(() => expect(replaced).toEqual(['busy']), 8000)
    await allReady()
  }, 15_000)

  it('closes everything while the computer sleeps, and opens it when it wakes', async () => {
    await allReady()
    host.sleep()
    await vi.waitFor(() => expect(host.status.lines.printer?.status).toBe('closed'))
    const other = new SerialPort({ path: printerCable.path, baudRate: 9600, autoOpen: false })
    await new Promise<void>((resolve, reject) =>
      other.open((error) => (error ? reject(error) : resolve())),
    )
    await new Promise<void>((resolve) => other.close(() => resolve()))
    crash()
    await vi.waitFor(() => expect(starts).toBe(2), 2000)
    expect(host.status.lines.printer?.status).not.toBe('ready')
    host.wake()
    await allReady()
  })

  it('opens the scanners anew without touching a printer that prints', async () => {
    await allReady()
    const before = host.status.lines.printer?.since
    const written = host.line('printer').write('job-1', new Uint8Array(20_000))
    scannerWas = []
    host.reopen()
    await vi.waitFor(() => expect(scannerWas).toContain('closed'))
    const printer = await playPrinter(printerCable.devicePath)
    expect(await written).toMatchObject({ outcome: 'sent' })
    await allReady()
    expect(host.status.lines.printer?.since).toBe(before)
    await printer.close()
  })

  it('finds the ports of the computer, also when several ask', async () => {
    await allReady()
    const rest = { serialNumber: null, manufacturer: 'SEIKO EPSON', product: 'TM-T20II' }
    ports = [{ path: '/dev/ttyUSB0', vendorId: '04b8', productId: '0e15', ...rest }]
    const [one, other] = await Promise.all([host.ports(), host.ports()])
    expect(one).toMatchObject([{ kind: 'serial', path: '/dev/ttyUSB0', whatItIs: 'printer' }])
    expect(other).toEqual(one)
  })

  it('that dies in the middle of a job leaves the job unknown', async () => {
    await allReady()
    const written = host.line('printer').write('job-1', Uint8Array.of(0x41))
    await new Promise((resolve) => setImmediate(resolve))
    crash()
    expect(await written).toMatchObject({ outcome: 'unknown', code: 'wire-error' })
  })

  it('gives up a printer that is not in the new setup', async () => {
    await allReady()
    host.configure({ scanners: [], lines: [] })
    expect(host.status).toEqual({ scanners: [], lines: {} })
    expect(await host.line('printer').write('job-1', Uint8Array.of(0x41))).toMatchObject({
      outcome: 'not-sent',
    })
  })
})

it('without devices on wires no process is started', async () => {
  starts = 0
  const idle = new DeviceHost({
    startProcess: local,
    clock: systemClock,
    onScan: () => undefined,
    onScanRejected: () => undefined,
    onStatus: () => undefined,
    onRestart: () => undefined,
  })
  idle.configure({ scanners: [], lines: [] })
  expect(starts).toBe(0)
  await idle.stop()
})

/** Plays a printer that answers the first status question. */
async function playPrinter(path: string) {
  const port = new SerialPort({ path, baudRate: 19_200, autoOpen: false })
  const chunks: Buffer[] = []
  await new Promise<void>((resolve, reject) =>
    port.open((error) => (error ? reject(error) : resolve())),
  )
  const received = () => Buffer.concat(chunks)
  port.on('data', (bytes: Buffer) => {
    chunks.push(bytes)
    if (
      received()
        .subarray(-3)
        .equals(Buffer.of(0x10, 0x04, 0x01))
    )
      port.write(Buffer.of(0x12))
  })
  const close = () => new Promise<void>((resolve) => port.close(() => resolve()))
  return { received, close }
}
