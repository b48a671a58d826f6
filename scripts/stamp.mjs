import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ROOT } from './paths.mjs'

/** Names the state of files and folders of the checkout by name, size and time of each file. */
export function stampOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) note(hash, path)
  return hash.digest('hex')
}

/** True if `file` holds this stamp. */
export function stampMatches(file, stamp) {
  try {
    return readFileSync(file, 'utf8') === stamp
  } catch {
    return false
  }
}

/** Keeps a stamp; done last, so that an interrupted work is done again. */
export async function keepStamp(file, stamp) {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, stamp)
}

function note(hash, path) {
  const full = join(ROOT, path)
  const stats = statSync(full, { throwIfNoEntry: false })
  if (!stats) return
  if (!stats.isDirectory()) return hash.update(`${path} ${stats.size} ${stats.mtimeMs}\n`)
  for (const name of readdirSync(full).sort())
    if (name !== 'node_modules') note(hash, join(path, name))
}
