import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { flipFuses, readFuses } from './fuses.mjs'

const MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fuses-'))
  file = join(folder, 'electron')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

/** A program with one row of fuses, all as Electron ships them. */
async function program(...rows: readonly string[]): Promise<void> {
  const parts = rows.flatMap((row) => [
    Buffer.from('code'),
    Buffer.from(MARK),
    Buffer.from([1, row.length]),
    Buffer.from(row),
  ])
  await writeFile(file, Buffer.concat([...parts, Buffer.from('more code')]))
}

describe('the fuses of a packed terminal', () => {
  it('[E19] are off for everything that could make it run other code', async () => {
    await program('101101011')
    await flipFuses(file)
    expect(await readFuses(file)).toEqual({
      RunAsNode: '0',
      EnableCookieEncryption: '1',
      EnableNodeOptionsEnvironmentVariable: '0',
      EnableNodeCliInspectArguments: '0',
      EnableEmbeddedAsarIntegrityValidation: '1',
      OnlyLoadAppFromAsar: '1',
      LoadBrowserProcessSpecificV8Snapshot: '0',
      GrantFileProtocolExtraPrivileges: '0',
      WasmTrapHandlers: '1',
    })
  })

  it('[E19] are set in both halves of a universal program, and nothing else is touched', async () => {
    await program('1011010', '1011010')
    await flipFuses(file)
    const row = `code${MARK}\x01\x070100110`
    expect(await readFile(file, 'latin1')).toBe(`${row}${row}more code`)
  })

  it('stay as they are where Electron removed one', async () => {
    await program('r011010')
    await flipFuses(file)
    expect((await readFuses(file))['RunAsNode']).toBe('r')
  })

  it('[E19] stop the release when one is missing that must be there', async () => {
    await program('10110101')
    await expect(flipFuses(file, 9)).rejects.toThrow('lacks fuses')
    await flipFuses(file)
  })

  it('[E19] stop the release when one is unknown', async () => {
    await program('1011010110')
    await expect(flipFuses(file)).rejects.toThrow('decide them')
  })

  it('stop the release when there are none', async () => {
    await writeFile(file, 'not electron')
    await expect(flipFuses(file)).rejects.toThrow('no fuses')
  })
})
