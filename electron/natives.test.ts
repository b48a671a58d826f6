import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { alteredNatives, nativeSums } from './natives'

const BYTES = Buffer.from('native code')
const SUMS = { 'some/index.node': createHash('sha256').update(BYTES).digest('hex') }
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'natives-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function put(bytes: Uint8Array): Promise<void> {
  const file = join(folder, 'node_modules', 'some', 'index.node')
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, bytes)
}

describe('the native files of the program', () => {
  it('are fine when they are what was released', async () => {
    await put(BYTES)
    expect(await alteredNatives(folder, SUMS)).toEqual([])
  })

  it('are altered when one bit is another', async () => {
    const other = Buffer.from(BYTES)
    other[3] = (other[3] ?? 0) ^ 1
    await put(other)
    expect(await alteredNatives(folder, SUMS)).toEqual(['some/index.node'])
  })

  it('are altered when one is cut short or missing', async () => {
    expect(await alteredNatives(folder, SUMS)).toEqual(['some/index.node'])
    await put(BYTES.subarray(1))
    expect(await alteredNatives(folder, SUMS)).toEqual(['some/index.node'])
  })

  it('are three for every system we release for, and none for another', () => {
    for (const [platform, arch] of [
      ['linux', 'x64'],
      ['linux', 'arm64'],
      ['darwin', 'x64'],
      ['darwin', 'arm64'],
      ['win32', 'x64'],
    ] as const) {
      const sums = Object.entries(nativeSums(platform, arch) ?? {})
      expect(sums).toHaveLength(3)
      for (const [, sum] of sums) expect(sum).toMatch(/^[0-9a-f]{64}$/)
    }
    expect(nativeSums('sunos', 'sparc')).toBeNull()
    expect(nativeSums('__proto__', '')).toBeNull()
  })
})
