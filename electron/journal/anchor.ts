/*
 * The anchor: a second file that says how far the journal had come at the last paid order. One line of JSON:
 *
 *   {"seq":412,"hash":"<64 hex digits>","receiptNumber":37,"check":"<64 hex digits>"}
 *
 * `check` is the SHA-256 of "seq|hash|receiptNumber", so that a damaged anchor is not taken for a lost sale.
 * Sequence number 0 stands for the beginning of a journal that follows a damaged one: the receipt numbers
 * go on from there.
 */
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** How far the journal had come at the last paid order, kept in a file of its own. */
export type Anchor = { readonly seq: number; readonly hash: string; readonly receiptNumber: number }

/** What became of reading an anchor. */
export type AnchorReading =
  { readonly status: 'found'; readonly anchor: Anchor } | { readonly status: 'absent' | 'damaged' }

/**
 * Writes the anchor so that after a power cut either the old or the new one is there, whole. Answers false
 * when the disk would not have it; then the old one is.
 */
export function writeAnchor(path: string, anchor: Anchor): boolean {
  try {
    const next = `${path}.next`
    writeSynced(next, JSON.stringify({ ...anchor, check: checkOf(anchor) }))
    renameSync(next, path)
    syncFolder(dirname(path))
    return true
  } catch {
    return false
  }
}

/** Reads the anchor. */
export function readAnchor(path: string): AnchorReading {
  if (!existsSync(path)) return { status: 'absent' }
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (!isAnchor(value) || value.check !== checkOf(value)) return { status: 'damaged' }
    const { seq, hash, receiptNumber } = value
    return { status: 'found', anchor: { seq, hash, receiptNumber } }
  } catch {
    return { status: 'damaged' }
  }
}

/** Makes sure that the names in a folder are on the disk. Windows cannot, and does not need it. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function writeSynced(path: string, text: string): void {
  const file = openSync(path, 'w')
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function checkOf({ seq, hash, receiptNumber }: Anchor): string {
  return createHash('sha256').update(`${seq}|${hash}|${receiptNumber}`).digest('hex')
}

function isAnchor(value: unknown): value is Anchor & { readonly check: unknown } {
  if (typeof value !== 'object' || value === null || !('check' in value)) return false
  return (
    'seq' in value &&
    Number.isSafeInteger(value.seq) &&
    'hash' in value &&
    typeof value.hash === 'string' &&
    'receiptNumber' in value &&
    Number.isSafeInteger(value.receiptNumber)
  )
}
