/*
 * The second half of putting a backup back. What comes in is complete in a folder `<name>.ready` before the
 * journal that is there moves aside; from then on a start that finds the folder goes on where the last one was
 * stopped, so that whatever dies on the way, one of the two journals is there, whole.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { syncFolder } from './anchor'
import { journalFiles, type JournalFiles } from './files'
import { endSetAside, setAside } from './set-aside'

/** How the folder's name ends once it is complete. */
export const READY = '.ready'

/** What is told about the restore, kept in the folder until it is done. */
export const TOLD = 'told.txt'

/** Ends a restore that has become ready. Answers what is to be told; null when nothing was. */
export function endRestore(files: JournalFiles, at: number): string | null {
  if (!existsSync(files.folder)) return null
  const name = readdirSync(files.folder).find((one) => one.endsWith(READY))
  if (name === undefined) return null
  const ready = join(files.folder, name)
  const words = join(ready, TOLD)
  const told = existsSync(words) ? readFileSync(words, 'utf8') : 'A backup was put back'
  const incoming = journalFiles(ready)
  if (existsSync(incoming.database)) {
    endSetAside(files)
    if (isThere(files)) setAside(files, at, 'replaced')
    renameSync(incoming.database, files.database)
  }
  if (existsSync(incoming.anchor)) renameSync(incoming.anchor, files.anchor)
  syncFolder(files.folder)
  rmSync(ready, { recursive: true })
  return told
}

function isThere(files: JournalFiles): boolean {
  return [files.database, files.log, files.tail].some((file) => existsSync(file))
}
