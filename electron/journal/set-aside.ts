/*
 * A damaged journal is moved, byte for byte, into a folder `damaged-<time>` beside it. While it is moved the
 * folder's name ends in `.moving`; a start that finds such a folder goes on where the last one was stopped.
 * The new journal gets an anchor with the last receipt number, so that no number comes twice.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readAnchor, syncFolder, writeAnchor } from './anchor'
import { CHAIN_START } from './chain'
import type { JournalFiles } from './files'

const MOVING = '.moving'

/**
 * Moves a damaged journal aside.
 * @param at  milliseconds since 1970, for the folder's name
 * @returns   the name of the folder it is in now
 */
export function setAside(files: JournalFiles, at: number): string {
  const time = new Date(at).toISOString().replace(/[:.]/g, '-')
  const folder = join(files.folder, freeName(files.folder, `damaged-${time}`))
  mkdirSync(`${folder}${MOVING}`)
  return move(files, folder)
}

/** Ends what a killed process began. Answers the name of the folder; null when nothing was begun. */
export function endSetAside(files: JournalFiles): string | null {
  if (!existsSync(files.folder)) return null
  const begun = readdirSync(files.folder).find((name) => name.endsWith(MOVING))
  return begun === undefined
    ? null
    : move(files, join(files.folder, begun.slice(0, -MOVING.length)))
}

function move(files: JournalFiles, folder: string): string {
  const into = `${folder}${MOVING}`
  const keptAnchor = join(into, basename(files.anchor))
  if (existsSync(files.anchor) && !existsSync(keptAnchor)) copyFileSync(files.anchor, keptAnchor)
  for (const file of [files.database, files.log, files.logIndex, files.undo]) {
    if (existsSync(file)) renameSync(file, join(into, basename(file)))
  }
  const anchor = readAnchor(files.anchor)
  if (anchor.status === 'found') {
    const { receiptNumber } = anchor.anchor
    writeAnchor(files.anchor, { seq: 0, hash: START_HASH, receiptNumber })
  }
  renameSync(into, folder)
  syncFolder(files.folder)
  return basename(folder)
}

const START_HASH = Buffer.from(CHAIN_START).toString('hex')

function freeName(folder: string, wanted: string): string {
  const taken = new Set(readdirSync(folder).map((name) => name.replace(MOVING, '')))
  let name = wanted
  for (let n = 2; taken.has(name); n += 1) name = `${wanted}-${n}`
  return name
}
