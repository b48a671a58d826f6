/*
 * The second half of putting a backup back. What comes in is complete in a folder `<name>.ready` before the
 * journal that is there moves aside; from then on a start that finds the folder goes on where the last one was
 * stopped, so that whatever dies on the way, one of the two journals is there, whole.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { syncFolder } from './anchor'
import type { MissingReceipts, NumbersContinued } from './facts'
import { journalFiles, type JournalFiles } from './files'
import { numberAt } from './json'
import { endSetAside, setAside } from './set-aside'

/** How the folder's name ends once it is complete. */
export const READY = '.ready'

/** What is kept in the folder about the restore until it is done. */
export const PLAN = 'restore.json'

/** What people and the journal are told about a restore. */
export type RestorePlan = {
  readonly told: string
  readonly missing: MissingReceipts | null
}

/** A restore whose journal is in place; `done` once the journal says so itself. */
export type EndedRestore = Pick<NumbersContinued, 'why' | 'aside' | 'missing'> & {
  readonly told: string
  readonly done: () => void
}

/** Ends a restore that has become ready; null when there was none. The journal's folder is there. */
export function endRestore(files: JournalFiles, at: number): EndedRestore | null {
  const name = readdirSync(files.folder).find((one) => one.endsWith(READY))
  if (name === undefined) return null
  const ready = join(files.folder, name)
  const { told, missing } = readPlan(join(ready, PLAN))
  const incoming = journalFiles(ready)
  let aside: string | null = null
  if (existsSync(incoming.database)) {
    aside = endSetAside(files)
    if (isThere(files)) aside = setAside(files, at, 'replaced')
    renameSync(incoming.database, files.database)
  }
  if (existsSync(incoming.anchor)) renameSync(incoming.anchor, files.anchor)
  syncFolder(files.folder)
  const done = () => {
    rmSync(ready, { recursive: true })
  }
  return { why: 'restored', aside, missing, told, done }
}

/** The plan is written before the folder is ready, so it is there; what it says is only told. */
function readPlan(path: string): RestorePlan {
  const read: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  const [from, to] = [numberAt(read, 'missing', 'from'), numberAt(read, 'missing', 'to')]
  const isTold = typeof read === 'object' && read !== null && 'told' in read
  const told = isTold && typeof read.told === 'string' ? read.told : 'A backup was put back'
  return { told, missing: to > 0 ? { from, to } : null }
}

function isThere(files: JournalFiles): boolean {
  return [files.database, files.log, files.tail].some((file) => existsSync(file))
}
