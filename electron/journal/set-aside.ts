/*
 * A journal that nobody trades on is moved, byte for byte, into a folder `damaged-<time>` or `replaced-<time>`
 * beside it. While it is moved the folder's name ends in `.moving`; a start that finds such a folder goes on
 * where the last one was stopped. What follows gets an anchor with the last receipt and order number, so that
 * no number comes twice.
 */
import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import { START_HASH, syncFolder, writeAnchor } from './anchor'
import { anchorOf } from './check'
import { laterOrder, passedOver } from './facts'
import { journalFiles, type JournalFiles } from './files'
import { salvagedNumbers } from './salvage'

const MOVING = '.moving'

/**
 * Moves a journal aside.
 * @param at  milliseconds since 1970, for the folder's name
 * @returns   the name of the folder it is in now
 */
export function setAside(
  files: JournalFiles,
  at: number,
  why: 'damaged' | 'replaced' = 'damaged',
): string {
  const folder = join(files.folder, freeName(files.folder, `${why}-${timeName(at)}`))
  mkdirSync(`${folder}${MOVING}`)
  return move(files, folder)
}

/** Ends what a killed process began in the journal's folder. Answers the name of the folder; null when nothing was begun. */
export function endSetAside(files: JournalFiles): string | null {
  const begun = readdirSync(files.folder).find((name) => name.endsWith(MOVING))
  return begun === undefined
    ? null
    : move(files, join(files.folder, begun.slice(0, -MOVING.length)))
}

function move(files: JournalFiles, folder: string): string {
  const into = `${folder}${MOVING}`
  const keptAnchor = join(into, basename(files.anchor))
  if (existsSync(files.anchor) && !existsSync(keptAnchor)) copyFileSync(files.anchor, keptAnchor)
  for (const file of [files.database, files.log, files.logIndex, files.undo, files.tail]) {
    if (existsSync(file)) renameSync(file, join(into, basename(file)))
  }
  beginAnew(files, journalFiles(into))
  renameSync(into, folder)
  syncFolder(files.folder)
  return basename(folder)
}

/** The anchor of the next journal: above what the old anchor says, and what the old journal still tells. */
function beginAnew(files: JournalFiles, old: JournalFiles): void {
  const anchor = anchorOf(files)
  if (anchor === null) return
  const told = salvagedNumbers(old)
  const receiptNumber = Math.max(anchor.receiptNumber, told.receiptNumber)
  const orderNumber = passedOver(laterOrder(told.orderNumber, anchor.orderNumber ?? 0))
  const terminal = anchor.terminal ?? randomUUID()
  writeAnchor(files.anchor, { seq: 0, hash: START_HASH, receiptNumber, orderNumber, terminal })
}

/** A time as a part of a name, on every system. */
export function timeName(at: number): string {
  return new Date(at).toISOString().replace(/[:.]/g, '-')
}

/** The wanted name, or one after it that nobody has taken. */
export function freeName(folder: string, wanted: string): string {
  const taken = new Set(readdirSync(folder).map((name) => name.replace(/\.\w+$/, '')))
  let name = wanted
  for (let n = 2; taken.has(name); n += 1) name = `${wanted}-${n}`
  return name
}
