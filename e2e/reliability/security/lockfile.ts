import { readFileSync } from 'node:fs'

/** One package of the lockfile. */
export type LockedPackage = {
  readonly path: string
  readonly name: string
  readonly version: string
  readonly resolved: string | null
  readonly integrity: string | null
  readonly hasScripts: boolean
  /** Installed for a shop, not for our tools alone. */
  readonly isShipped: boolean
}

type Lock = {
  readonly lockfileVersion: number
  readonly packages: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** The lockfile as it is. */
export function readLock(): Lock {
  const lock: Lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  return lock
}

/** Every package of the lockfile. */
export function lockedPackages(lock: Lock): readonly LockedPackage[] {
  return Object.entries(lock.packages).flatMap(([path, one]) => {
    if (path === '') return []
    const folder = 'node_modules/'
    return {
      path,
      name: path.slice(path.lastIndexOf(folder) + folder.length),
      version: String(one['version']),
      resolved: typeof one['resolved'] === 'string' ? one['resolved'] : null,
      integrity: typeof one['integrity'] === 'string' ? one['integrity'] : null,
      hasScripts: one['hasInstallScript'] === true,
      isShipped: one['dev'] !== true && one['devOptional'] !== true,
    }
  })
}
