import { mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openPtyPair, type PtyPair } from '../../../sandbox/pty'
import { systemClock } from '../clock'
import { serialWire } from './serial'
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

function wireTo(path: string) {
  const received: number[] = []
  const lost: string[] = []
  const wire = serialWire(
    { path },
    systemClock,
  )({
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
