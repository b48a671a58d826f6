import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openPtyPair, type PtyPair } from '../../../sandbox/pty'
import { VirtualScanner } from '../../../sandbox/scanner/virtual-scanner'
import { systemClock } from '../clock'
import { serialWire } from '../wire/serial'
import { SerialScanner, type Reading, type ScannerStatus } from './serial-scanner'

let folder: string
let cable: PtyPair
let scanner: SerialScanner
let hand: VirtualScanner
let readings: Reading[]
let statuses: ScannerStatus[]
let rejected: string[]

const ready = () => vi.waitFor(() => expect(scanner.status.status).toBe('ready'), 5000)

beforeEach(async () => {
  readings = []
  statuses = []
  rejected = []
  folder = await mkdtemp(join(tmpdir(), 'scanner-'))
  cable = await openPtyPair(folder, 'scanner')
  hand = new VirtualScanner(cable.devicePath)
  scanner = new SerialScanner(serialWire({ path: cable.path }, systemClock), systemClock, {
    onScan: (reading) => readings.push(reading),
    onStatus: (status) => statuses.push(status),
    onRejected: (reason) => rejected.push(reason),
  })
  scanner.start()
})

afterEach(async () => {
  await scanner.stop()
  await hand.close()
  await cable.close()
  await rm(folder, { recursive: true })
})

describe('over a real pseudo-terminal', () => {
  it('500 codes sent at full speed arrive as 500 scans in order', async () => {
    await ready()
    const sent = Array.from({ length: 500 }, (_, n) => `SKU-${String(n).padStart(6, '0')}`)
    await hand.burst(sent, { aim: ']C0' })
    await vi.waitFor(() => expect(readings.length).toBe(500), 5000)
    expect(readings.map((reading) => reading.code)).toEqual(sent)
    expect(readings.every((reading) => reading.symbology === 'code-128')).toBe(true)
    expect(rejected).toEqual([])
  })

  it('64 kB of nonsense is one rejected frame and the next code is read', async () => {
    await ready()
    await hand.raw(Buffer.alloc(65_536, 0x37))
    await hand.scan('')
    await hand.scan('4006381333931', { aim: ']E0', suffix: '\r\n' })
    await vi.waitFor(() => expect(readings.length).toBe(1), 5000)
    expect(readings[0]).toMatchObject({ code: '4006381333931', symbology: 'ean-upc' })
    expect(rejected).toEqual(['too-long'])
  })

  it('a scanner that was unplugged and plugged in again scans again by itself', async () => {
    await ready()
    await hand.raw(Buffer.from('40063'))
    await hand.close()
    await cable.close()
    await vi.waitFor(() => expect(scanner.status.status).toBe('failed'), 5000)
    expect(scanner.status).toMatchObject({ wasReady: true })
    cable = await openPtyPair(folder, 'scanner')
    hand = new VirtualScanner(cable.devicePath)
    await ready()
    await hand.scan('96385074')
    await vi.waitFor(() => expect(readings.map((reading) => reading.code)).toEqual(['96385074']))
  })

  it('twenty unreadable frames in a row say so, and one good scan takes it back', async () => {
    await ready()
    await hand.raw(Buffer.from('\x80\x1b~\r'.repeat(20), 'latin1'))
    await vi.waitFor(() => expect(scanner.status.garbled).toBe(true))
    await hand.scan('96385074')
    await vi.waitFor(() => expect(scanner.status.garbled).toBe(false))
    expect(statuses.map((status) => status.garbled).slice(-2)).toEqual([true, false])
  })
})
