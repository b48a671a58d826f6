import { existsSync } from 'node:fs'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openPtyPair } from './pty'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pty-'))
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

it('both ends are there when it answers, and gone when it is closed', async () => {
  const cable = await openPtyPair(join(folder, 'new'), 'scanner')
  expect([existsSync(cable.path), existsSync(cable.devicePath)]).toEqual([true, true])
  await cable.close()
  expect([existsSync(cable.path), existsSync(cable.devicePath)]).toEqual([false, false])
})

it('without socat it says what to install', async () => {
  await symlink('/bin/sh', join(folder, 'sh'))
  vi.stubEnv('PATH', folder)
  await expect(openPtyPair(folder, 'scanner')).rejects.toThrow('apt-get install socat')
})
