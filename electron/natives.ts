/*
 * Whether the native files beside the program are the ones that were released. It finds a damaged disk, a
 * half-made update and a file that was exchanged; it is no wall against somebody who may write into the
 * program's folder, for he could exchange this check as well: that is what the ownership of the folder is for.
 * Reading and hashing happen on other threads while the runtime is getting ready.
 */
import { webcrypto } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NATIVE_SUMS } from './native-sums'

/** Native files by their path below node_modules, each with its SHA-256 in hexadecimal. */
export type NativeSums = Readonly<Record<string, string>>

/** What this system must have; null where nothing was released for it. */
export function nativeSums(platform: string, arch: string): NativeSums | null {
  const system = `${platform}-${arch}`
  return Object.hasOwn(NATIVE_SUMS, system) ? (NATIVE_SUMS[system] ?? null) : null
}

/**
 * Answers the native files that are missing or are not what they must be.
 * @param folder  the program's own, with `node_modules` in it
 */
export async function alteredNatives(folder: string, sums: NativeSums): Promise<readonly string[]> {
  const checked = await Promise.all(
    Object.entries(sums).map(async ([path, sum]) => {
      const found = await sumOf(join(folder, 'node_modules', path))
      return found === sum ? null : path
    }),
  )
  return checked.flatMap((path) => path ?? [])
}

async function sumOf(file: string): Promise<string | null> {
  try {
    const digest = await webcrypto.subtle.digest('SHA-256', await readFile(file))
    return Buffer.from(digest).toString('hex')
  } catch {
    return null
  }
}
