import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** How far the journal had come at the last paid order, kept in a file of its own. */
export type Anchor = { readonly seq: number; readonly hash: string; readonly receiptNumber: number }

/** Writes the anchor so that after a power cut either the old or the new one is there, whole. */
export function writeAnchor(path: string, anchor: Anchor): void {
  const next = `${path}.next`
  const file = openSync(next, 'w')
  try {
    writeSync(file, JSON.stringify(anchor))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(next, path)
  syncFolder(dirname(path))
}

/** Reads the anchor; null when there is none or it cannot be read. */
export function readAnchor(path: string): Anchor | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isAnchor(value) ? value : null
  } catch {
    return null
  }
}

function isAnchor(value: unknown): value is Anchor {
  if (typeof value !== 'object' || value === null) return false
  return (
    'seq' in value &&
    Number.isSafeInteger(value.seq) &&
    'hash' in value &&
    typeof value.hash === 'string' &&
    'receiptNumber' in value &&
    Number.isSafeInteger(value.receiptNumber)
  )
}

/** Windows cannot open a folder for this, and does not need it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
