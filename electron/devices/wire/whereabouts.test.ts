import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SerialEntry } from './serial-list'
import { Whereabouts } from './whereabouts'

let folder: string
let byId: string
let listed: SerialEntry[]
const port = (name: string) => join(folder, name)

beforeEach(async () => {
  listed = []
  folder = await mkdtemp(join(tmpdir(), 'whereabouts-'))
  byId = join(folder, 'by-id')
  await mkdir(byId)
  await writeFile(port('ttyUSB0'), '')
  await symlink(port('ttyUSB0'), join(byId, 'usb-scanner-17'))
})

afterEach(() => rm(folder, { recursive: true }))

describe('a device the setting does not name', () => {
  const whereaboutsOf = (path: string, names = byId) =>
    new Whereabouts({ path, device: null }, { byId: names })

  it('is looked for where the setting says until it was seen', async () => {
    expect(await whereaboutsOf(port('ttyUSB0')).path()).toBe(port('ttyUSB0'))
  })

  it('that comes back under another number is found by its own name', async () => {
    const whereabouts = whereaboutsOf(port('ttyUSB0'))
    await whereabouts.remember(port('ttyUSB0'))
    await rm(join(byId, 'usb-scanner-17'))
    expect(await whereabouts.path()).toBe(port('ttyUSB0'))
    await writeFile(port('ttyUSB1'), '')
    await symlink(port('ttyUSB1'), join(byId, 'usb-scanner-17'))
    expect(await whereabouts.path()).toBe(join(byId, 'usb-scanner-17'))
  })

  it('and that has no own name stays where the setting says', async () => {
    const whereabouts = whereaboutsOf(port('scanner'), join(folder, 'missing'))
    await whereabouts.remember(port('scanner'))
    expect(await whereabouts.path()).toBe(port('scanner'))
  })
})

describe('a device the setting names', () => {
  const PRINTER = { vendorId: '04b8', productId: '0202', serialNumber: null }
  const plugIn = async (name: string, serialNumber: string | null, vendorId = '04b8') => {
    await writeFile(port(name), '')
    const rest = { manufacturer: null, product: null }
    listed.push({ path: port(name), vendorId, productId: '0202', serialNumber, ...rest })
  }
  const whereaboutsOf = (path: string, device = PRINTER as typeof PRINTER | NumberedDevice) =>
    new Whereabouts({ path, device }, { byId, list: () => Promise.resolve(listed) })

  it('is found wherever its cable goes', async () => {
    const whereabouts = whereaboutsOf('')
    await plugIn('ttyUSB3', null)
    expect(await whereabouts.path()).toBe(port('ttyUSB3'))
    listed = []
    await plugIn('ttyUSB7', null)
    expect(await whereabouts.path()).toBe(port('ttyUSB7'))
  })

  it('is known by its number among others of its kind', async () => {
    await plugIn('ttyUSB1', 'A1')
    await plugIn('ttyUSB2', 'B2')
    const whereabouts = whereaboutsOf(port('ttyUSB1'), { ...PRINTER, serialNumber: 'B2' })
    expect(await whereabouts.path()).toBe(port('ttyUSB2'))
  })

  it('that is away is missing', async () => {
    await expect(whereaboutsOf(port('ttyUSB9')).path()).rejects.toMatchObject({
      code: 'port-not-found',
    })
    await expect(whereaboutsOf('').path()).rejects.toMatchObject({ code: 'port-not-found' })
  })

  it('is not taken for another one that sits in its place', async () => {
    await plugIn('ttyUSB1', null, '0c2e')
    await expect(whereaboutsOf(port('ttyUSB1')).path()).rejects.toMatchObject({
      code: 'wrong-device',
    })
  })

  it('is not taken for a port that says nothing of itself', async () => {
    await expect(whereaboutsOf(port('ttyUSB0')).path()).rejects.toMatchObject({
      code: 'wrong-device',
    })
  })

  it('and another just like it are told apart by where they are', async () => {
    await plugIn('ttyUSB1', null)
    await plugIn('ttyUSB2', null)
    expect(await whereaboutsOf(port('ttyUSB2')).path()).toBe(port('ttyUSB2'))
  })

  it('gives way to the other one when somebody has the first', async () => {
    await plugIn('ttyUSB1', null)
    await plugIn('ttyUSB2', null)
    const whereabouts = whereaboutsOf('')
    whereabouts.avoid(port('ttyUSB1'))
    expect(await whereabouts.path()).toBe(port('ttyUSB2'))
    whereabouts.avoid(port('ttyUSB2'))
    expect(await whereabouts.path()).toBe(port('ttyUSB1'))
  })
})

type NumberedDevice = { vendorId: string; productId: string; serialNumber: string }
