import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SerialPort } from 'serialport'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openPtyPair, type PtyPair } from '../../../sandbox/pty'
import { VirtualScanner } from '../../../sandbox/scanner/virtual-scanner'
import { systemClock } from '../clock'
import type { Reading } from '../scanner/serial-scanner'
import { DeviceHost, type HostStarter } from './device-host'
import { DeviceRoom } from './device-room'
import type { FromHost } from './messages'

let folder: string
let scannerCable: PtyPair
let printerCable: PtyPair
let hand: VirtualScanner
let host: DeviceHost
let readings: Reading[]
let starts: number
let crash: () => void

/** A device process inside this one, which can be told to die. */
const local: HostStarter = ({ onMessage, onExit }) => {
  starts += 1
  let alive = true
  const tell = (message: FromHost) => alive && setImmediate(onMessage, message)
  const room = new DeviceRoom(systemClock, tell, () => setImmediate(onExit))
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
    expect(host.status.printer?.status).toBe('ready')
  }, 5000)

beforeEach(async () => {
  starts = 0
  readings = []
  folder = await mkdtemp(join(tmpdir(), 'devices-'))
  scannerCable = await openPtyPair(folder, 'scanner')
  printerCable = await openPtyPair(folder, 'printer')
  hand = new VirtualScanner(scannerCable.devicePath)
  host = new DeviceHost({
    startProcess: local,
    clock: systemClock,
    onScan: (reading) => readings.push(reading),
    onScanRejected: () => undefined,
    onStatus: () => undefined,
  })
  host.configure({
    scanners: [{ transport: 'serial', path: scannerCable.path }],
    printer: { transport: 'serial', path: printerCable.path, baudRate: 19_200 },
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
    expect(await host.printer.write('job-1', job)).toEqual({ outcome: 'sent', bytesWritten: 5000 })
    const answer = await host.printer.ask({
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
    await vi.waitFor(() => expect(host.status.printer?.status).toBe('failed'), 1000)
    expect(await host.printer.write('job-1', Uint8Array.of(0x41))).toMatchObject({
      outcome: 'not-sent',
    })
    await vi.waitFor(() => expect(starts).toBe(2), 2000)
    await allReady()
    await hand.scan('96385074')
    await vi.waitFor(() => expect(readings.length).toBe(1))
  })

  it('that dies in the middle of a job leaves the job unknown', async () => {
    await allReady()
    const written = host.printer.write('job-1', Uint8Array.of(0x41))
    await new Promise((resolve) => setImmediate(resolve))
    crash()
    expect(await written).toMatchObject({ outcome: 'unknown', code: 'wire-error' })
  })

  it('gives up a printer that is not in the new setup', async () => {
    await allReady()
    host.configure({ scanners: [], printer: null })
    expect(host.status).toEqual({ scanners: [], printer: null })
    expect(await host.printer.write('job-1', Uint8Array.of(0x41))).toMatchObject({
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
  })
  idle.configure({ scanners: [], printer: null })
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
