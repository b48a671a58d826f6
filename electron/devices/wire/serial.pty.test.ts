import { mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openPtyPair, type PtyPair } from '../../../sandbox/pty'
import { systemClock } from '../clock'
import { serialWire, type SerialSettings } from './serial'
import type { SerialEntry } from './serial-list'
import type { Wire } from './wire'

let folder: string
let cable: PtyPair
let wires: Wire[]

beforeEach(async () => {
  wires = []
  folder = await mkdtemp(join(tmpdir(), 'serial-'))
  cable = await openPtyPair(folder, 'port')
})

afterEach(async () => {
  await Promise.all(wires.map((wire) => wire.close()))
  await cable.close()
  await rm(folder, { recursive: true })
})

function wireTo(path: string, more: Partial<SerialSettings> = {}, listed: SerialEntry[] = []) {
  const received: number[] = []
  const lost: string[] = []
  const wire = serialWire({ path, ...more }, systemClock, {
    list: () => Promise.resolve(listed),
  })({
    onBytes: (bytes) => received.push(...bytes),
    onClosed: (failure) => lost.push(failure),
  })
  wires.push(wire)
  return { wire, received, lost }
}

it('all 256 byte values pass both ways, in order', async () => {
  const near = wireTo(cable.path)
  const far = wireTo(cable.devicePath)
  await near.wire.open()
  await far.wire.open()
  const bytes = Uint8Array.from({ length: 256 }, (_, n) => n)
  await near.wire.write(bytes)
  await far.wire.write(bytes.slice().reverse())
  await vi.waitFor(() => expect(far.received).toEqual([...bytes]))
  await vi.waitFor(() => expect(near.received).toEqual([...bytes].reverse()))
})

it.each([
  ['a missing port', () => join(folder, 'nothing'), 'port-not-found'],
  ['a folder', () => folder, 'wrong-setting'],
])('%s is told as such', async (_, path, code) => {
  const { wire } = wireTo(path())
  await expect(wire.open()).rejects.toMatchObject({ code })
  expect(wire.status).toBe('failed')
})

it('a port that is open elsewhere is busy', async () => {
  await wireTo(cable.path).wire.open()
  await expect(wireTo(cable.path).wire.open()).rejects.toMatchObject({ code: 'port-busy' })
})

it('bytes for a port that is not open are refused, and never come out later', async () => {
  const { wire } = wireTo(cable.path)
  await expect(wire.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'not-open' })
  const far = wireTo(cable.devicePath)
  await far.wire.open()
  await wire.open()
  await wire.write(Uint8Array.of(2))
  await vi.waitFor(() => expect(far.received).toEqual([2]))
})

it('a wire is opened once', async () => {
  const { wire } = wireTo(cable.path)
  await wire.open()
  await wire.close()
  await wire.close()
  await expect(wire.open()).rejects.toThrow()
})

it('a cable pulled out is noticed, once', async () => {
  const { wire, lost } = wireTo(cable.path)
  await wire.open()
  await cable.close()
  await vi.waitFor(() => expect(lost.length).toBe(1), 5000)
  expect(wire.status).toBe('failed')
  await expect(wire.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'not-open' })
})

it('a path that leads to another device is a loss, even if the old one says nothing', async () => {
  const { wire, lost } = wireTo(cable.path)
  await wire.open()
  const other = await openPtyPair(folder, 'other')
  await rm(cable.path)
  await symlink(await realpath(other.path), cable.path)
  const noticed = vi.waitFor(() => expect(lost).toEqual(['cable-out']), 3000)
  await noticed.finally(() => other.close())
})

it('closing with bytes still held back by the device is neither a loss nor an error', async () => {
  const { wire, lost } = wireTo(cable.path)
  await wire.open()
  const written = wire.write(new Uint8Array(300_000))
  const ended = expect(written).rejects.toMatchObject({ code: 'write-lost' })
  await new Promise((resolve) => setImmediate(resolve))
  await wire.close()
  await ended
  expect(lost).toEqual([])
})

it('closing while opening leaves the port free', async () => {
  const { wire } = wireTo(cable.path)
  const opening = expect(wire.open()).rejects.toMatchObject({ code: 'not-open' })
  await wire.close()
  await opening
  await wireTo(cable.path).wire.open()
})

it('a device that says stop is waited for, and what it says of that is not heard', async () => {
  const far = wireTo(cable.devicePath)
  const near = wireTo(cable.path, { flowControl: 'xon-xoff' })
  await far.wire.open()
  await near.wire.open()
  await far.wire.write(Uint8Array.of(XOFF))
  await new Promise((resolve) => setTimeout(resolve, 100))
  let isWritten = false
  const written = near.wire.write(Uint8Array.of(1, 2, 3)).then(() => (isWritten = true))
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect([isWritten, far.received]).toEqual([false, []])
  await far.wire.write(Uint8Array.of(XON))
  await written
  await vi.waitFor(() => expect(far.received).toEqual([1, 2, 3]))
  expect(near.received).toEqual([])
})

describe('a port the setting names by its device', () => {
  const PRINTER = { vendorId: '04b8', productId: '0e15', serialNumber: 'P1' }
  const entry = (path: string, serialNumber = 'P1'): SerialEntry => ({
    ...{ path, vendorId: '04b8', productId: '0e15', serialNumber },
    ...{ manufacturer: null, product: null },
  })

  it('is opened where the device is, not where it was', async () => {
    const other = await openPtyPair(folder, 'other')
    const listed = [entry(other.path), entry(cable.path, 'P2')]
    const { wire } = wireTo(cable.path, { device: PRINTER }, listed)
    await wire.open()
    const far = wireTo(other.devicePath)
    await far.wire.open()
    await wire.write(Uint8Array.of(7))
    await vi.waitFor(() => expect(far.received).toEqual([7]))
    await Promise.all([wire.close(), far.wire.close()])
    await other.close()
  })

  it('is not opened while another device is in its place', async () => {
    const { wire } = wireTo(cable.path, { device: PRINTER }, [entry(cable.path, 'P2')])
    await expect(wire.open()).rejects.toMatchObject({ code: 'wrong-device' })
    expect(wire.status).toBe('failed')
    await wireTo(cable.path).wire.open()
  })
})

const XON = 0x11
const XOFF = 0x13
