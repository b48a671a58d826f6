import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Whereabouts } from './whereabouts'

let folder: string
let byId: string
const port = (name: string) => join(folder, name)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whereabouts-'))
  byId = join(folder, 'by-id')
  await mkdir(byId)
  await writeFile(port('ttyUSB0'), '')
  await symlink(port('ttyUSB0'), join(byId, 'usb-scanner-17'))
})

afterEach(() => rm(folder, { recursive: true }))

it('a device never seen is looked for where the setting says', async () => {
  expect(await new Whereabouts(port('ttyUSB0'), byId).path()).toBe(port('ttyUSB0'))
})

it('a device that comes back under another number is found by its own name', async () => {
  const whereabouts = new Whereabouts(port('ttyUSB0'), byId)
  await whereabouts.remember(port('ttyUSB0'))
  await rm(join(byId, 'usb-scanner-17'))
  expect(await whereabouts.path()).toBe(port('ttyUSB0'))
  await writeFile(port('ttyUSB1'), '')
  await symlink(port('ttyUSB1'), join(byId, 'usb-scanner-17'))
  expect(await whereabouts.path()).toBe(join(byId, 'usb-scanner-17'))
})

it('a port without an own name stays where the setting says', async () => {
  const whereabouts = new Whereabouts(port('scanner'), join(folder, 'missing'))
  await whereabouts.remember(port('scanner'))
  expect(await whereabouts.path()).toBe(port('scanner'))
})
