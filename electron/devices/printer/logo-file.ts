import { readFileSync, statSync } from 'node:fs'
import { logoOf } from './logo'

const FILE_BYTES_MAX = 2 * 1024 * 1024

/** The PNG that a printer's settings name; null when it cannot be read or used as a logo. */
export function readLogo(path: string): Uint8Array | null {
  try {
    const file = statSync(path)
    if (!file.isFile() || file.size > FILE_BYTES_MAX) return null
    const png = readFileSync(path)
    return logoOf(png, 576) === null ? null : png
  } catch {
    return null
  }
}
