import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SerialPort } from 'serialport'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openPtyPair, type PtyPair } from '../../sandbox/pty'
import { systemClock } from './clock'
import { Device } from './device'
import { fileWire } from './wire/file'
import { serialWire } from './wire/serial'
import type { SerialEntry } from './wire/serial-list'
import type { WireMaker } from './wire/wire'

const PRINTER = { vendorId: '04b8', productId: '0e15', serialNumber: 'P1' }

let folder: string
let listed: SerialEntry[]
let cables: PtyPair[]
const list = () => Promise.resolve(listed)

beforeEach(async () => {
  listed = []
  cables = []
  folder = await mkdtemp(join(tmpdir(), 'device-'))
})

afterEach(async () => {
  await Promise.all(cables.map((cable) => cable.close()))
  await rm(folder, { recursive: true })
})

async function plugIn(name: string): Promise<PtyPair> {
  const cable = await openPtyPair(folder, name)
  cables.push(cable)
  listed.push({ path: cable.path, ...PRINTER, manufacturer: null, product: null })
  return cable
}

const MAKERS: readonly (readonly [string, (path: string) => WireMaker])[] = [
  ['named by its setting', () => serialWire({ path: '', device: PRINTER }, systemClock, { list })],
  ['learned from its first opening', (path) => serialWire({ path }, systemClock, { list })],
  ['that is a device file', (path) => fileWire({ path }, systemClock, { list })],
]

it.each(MAKERS)('a device %s is found within three seconds under another path', async (_, make) => {
  const cable = await plugIn('first')
  const heard: number[] = []
  const device = new Device({
    makeWire: make(cable.path),
    clock: systemClock,
    onStatus: () => undefined,
  })
  device.watch((bytes) => heard.push(...bytes))
  const become = (status: string) =>
    vi.waitFor(() => expect(device.status.status).toBe(status), 3000)
  device.start()
  await become('ready')
  listed = []
  await cable.close()
  await become('failed')
  const elsewhere = await plugIn('elsewhere')
  await become('ready')
  const far = new SerialPort({ path: elsewhere.devicePath, baudRate: 9600, autoOpen: false })
  await new Promise<void>((resolve, reject) =>
    far.open((error) => (error ? reject(error) : resolve())),
  )
  far.write(Buffer.of(9))
  await vi.waitFor(() => expect(heard).toEqual([9]))
  await device.stop()
  await new Promise<void>((resolve) => far.close(() => resolve()))
})
