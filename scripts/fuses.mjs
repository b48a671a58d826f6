/*
 * Switches off, in a packed program, what only development needs. Electron's binary carries a row of fuses
 * behind a fixed mark of 32 letters: one byte for the version of the row (1), one for its length, then one
 * letter a fuse: 0 off, 1 on, r removed. electron-builder calls this after packing and before signing.
 * Every fuse of the binary must be decided here: a new one stops the release until somebody decided, and so
 * does one that is missing, but for the old runtime of the tests.
 * Source: electronjs.org, Electron Fuses
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from './process.mjs'

const MARK = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1')
const REMOVED = 'r'
/** Electron from this one on has every fuse below. */
const ALL_FUSES_SINCE = 41

/** In the order of the row. Older binaries have a shorter one. */
const FUSES = [
  { name: 'RunAsNode', on: false },
  { name: 'EnableCookieEncryption', on: true },
  { name: 'EnableNodeOptionsEnvironmentVariable', on: false },
  { name: 'EnableNodeCliInspectArguments', on: false },
  { name: 'EnableEmbeddedAsarIntegrityValidation', on: true },
  { name: 'OnlyLoadAppFromAsar', on: true },
  // Decided: one snapshot for all processes. We make none of our own, so there is none to be exchanged.
  { name: 'LoadBrowserProcessSpecificV8Snapshot', on: false },
  { name: 'GrantFileProtocolExtraPrivileges', on: false },
  { name: 'WasmTrapHandlers', on: true },
]

/** The hook of electron-builder. */
export default async function afterPack({ appOutDir, packager, electronPlatformName }) {
  const version = Number.parseInt(packager.info.framework.version, 10)
  const file = binaryOf(appOutDir, packager, electronPlatformName)
  await flipFuses(file, version >= ALL_FUSES_SINCE ? FUSES.length : 0)
}

/**
 * Sets every fuse of a binary; both of a universal one.
 * @param {string} file
 * @param {number} required  how many fuses there must be
 */
export async function flipFuses(file, required = 0) {
  const bytes = await readFile(file)
  const places = fusePlaces(bytes)
  if (places.some(({ length }) => length < required))
    throw new Problem(
      'This Electron lacks fuses that scripts/fuses.mjs counts on: decide without them before releasing.',
    )
  for (const { first, length } of places)
    FUSES.slice(0, length).forEach(({ on }, number) => {
      const removed = bytes[first + number] === REMOVED.charCodeAt(0)
      if (!removed) bytes.write(on ? '1' : '0', first + number, 'latin1')
    })
  await writeFile(file, bytes)
}

/** Reads the fuses of a binary: their state by name. */
export async function readFuses(file) {
  const bytes = await readFile(file)
  const [{ first, length }] = fusePlaces(bytes)
  const letters = bytes.toString('latin1', first, first + length)
  return Object.fromEntries(
    FUSES.slice(0, length).map(({ name }, number) => [name, letters[number]]),
  )
}

function fusePlaces(bytes) {
  const places = []
  for (let at = bytes.indexOf(MARK); at >= 0; at = bytes.indexOf(MARK, at + MARK.length)) {
    const [version, length] = bytes.subarray(at + MARK.length)
    if (version !== 1 || length === undefined || length > FUSES.length)
      throw new Problem(
        'This Electron has fuses that scripts/fuses.mjs does not know: decide them there before releasing.',
      )
    places.push({ first: at + MARK.length + 2, length })
  }
  if (places.length === 0) throw new Problem('There are no fuses in this program: is it Electron?')
  return places
}

function binaryOf(folder, packager, platform) {
  const name = packager.appInfo.productFilename
  if (platform === 'darwin') {
    const framework = join('Electron Framework.framework', 'Electron Framework')
    return join(folder, `${name}.app`, 'Contents', 'Frameworks', framework)
  }
  return join(folder, platform === 'win32' ? `${name}.exe` : packager.executableName)
}
