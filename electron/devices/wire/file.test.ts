import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '../clock'
import { fileWire } from './file'

let folder: string
const listeners = { onBytes: () => undefined, onClosed: () => undefined }
const wireTo = (path: string) => fileWire({ path }, systemClock)(listeners)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'file-wire-'))
})

afterEach(() => rm(folder, { recursive: true }))

it('writes reach the device file one behind the other', async () => {
  const path = join(folder, 'lp0')
  await writeFile(path, '')
  const wire = wireTo(path)
  await wire.open()
  await wire.write(Uint8Array.of(1, 2))
  await wire.write(Uint8Array.of(3))
  await wire.close()
  expect([...(await readFile(path))]).toEqual([1, 2, 3])
  await expect(wire.write(Uint8Array.of(4))).rejects.toMatchObject({ code: 'not-open' })
})

it('a missing device is told as such and no file is made in its place', async () => {
  const path = join(folder, 'lp0')
  await expect(wireTo(path).open()).rejects.toMatchObject({ code: 'port-not-found' })
  expect(existsSync(path)).toBe(false)
})

it('a folder is no device', async () => {
  await expect(wireTo(folder).open()).rejects.toMatchObject({ code: 'wrong-setting' })
})
