/*
 * The anchor: a second file that says whose journal this is and how far it had come at the last paid order.
 * One line of JSON:
 *
 *   {"seq":412,"hash":"<64 hex digits>","receiptNumber":37,"orderNumber":52,
 *    "terminal":"<UUID>","check":"<64 hex digits>"}
 *
 * `check` is the SHA-256 of "seq|hash|receiptNumber|orderNumber|terminal", so that a damaged anchor is not taken
 * for a lost sale. Anchors of versions before the terminal had an id lack the last two, in the check as well.
 * Sequence number 0 stands for the beginning of a journal, also of one that follows another: the receipt and
 * order numbers go on from there.
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
import { CHAIN_START } from './chain'

/** How far the journal had come at the last paid order, kept in a file of its own. */
export type Anchor = {
  readonly seq: number
  readonly hash: string
  readonly receiptNumber: number
  /** The last order number given out then; absent in anchors of old. */
  readonly orderNumber?: number
  /** The terminal's id, a UUID; absent in anchors of old. */
  readonly terminal?: string
}

/** What became of reading an anchor. */
export type AnchorReading =
  { readonly status: 'found'; readonly anchor: Anchor } | { readonly status: 'absent' | 'damaged' }

/** The hash of an anchor that stands at the beginning of a journal. */
export const START_HASH = Buffer.from(CHAIN_START).toString('hex')

/**
 * Writes the anchor so that after a power cut either the old or the new one is there, whole. Answers false
 * when the disk would not have it; then the old one is.
 */
export function writeAnchor(path: string, anchor: Anchor): boolean {
  try {
    putAnchor(path, anchor)
    return true
  } catch {
    return false
  }
}

/** The same for who cannot go on without it: what the disk says is thrown. */
export function putAnchor(path: string, anchor: Anchor): void {
  const next = `${path}.next`
  writeSynced(next, JSON.stringify({ ...anchor, check: checkOf(anchor) }))
  renameSync(next, path)
  syncFolder(dirname(path))
}

/** Reads the anchor. */
export function readAnchor(path: string): AnchorReading {
  if (!existsSync(path)) return { status: 'absent' }
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (!isAnchor(value)) return { status: 'damaged' }
    const { check, ...anchor } = value
    return check === checkOf(anchor) ? { status: 'found', anchor } : { status: 'damaged' }
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

/** Writes a file that is on the disk when this returns. */
export function writeSynced(path: string, text: string, mode = 0o666): void {
  const file = openSync(path, 'w', mode)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function checkOf({ seq, hash, receiptNumber, orderNumber, terminal }: Anchor): string {
  const known = terminal === undefined ? [] : [orderNumber, terminal]
  return createHash('sha256')
    .update([seq, hash, receiptNumber, ...known].join('|'))
    .digest('hex')
}

const FIELDS = new Set(['seq', 'hash', 'receiptNumber', 'orderNumber', 'terminal', 'check'])

function isAnchor(value: unknown): value is Anchor & { readonly check: unknown } {
  if (typeof value !== 'object' || value === null || !('check' in value)) return false
  const isNew = 'terminal' in value || 'orderNumber' in value
  return (
    Object.keys(value).every((name) => FIELDS.has(name)) &&
    'seq' in value &&
    Number.isSafeInteger(value.seq) &&
    'hash' in value &&
    typeof value.hash === 'string' &&
    'receiptNumber' in value &&
    Number.isSafeInteger(value.receiptNumber) &&
    (!isNew ||
      ('terminal' in value &&
        typeof value.terminal === 'string' &&
        'orderNumber' in value &&
        Number.isSafeInteger(value.orderNumber)))
  )
}
