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
import { open } from 'node:fs/promises'
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

/**
 * Writes anchors while nobody waits, on the runtime's own threads: one at a time, the newest last, each in the
 * same steps as `writeAnchor`. It is handed an anchor when its entry is on the disk, so it is never ahead.
 */
export class AnchorWriter {
  readonly #path: string
  #next: { readonly anchor: Anchor; readonly tell: (written: boolean) => void } | null = null
  #newest: Anchor | null = null
  #working = false

  constructor(path: string) {
    this.#path = path
  }

  /** Answers whether this one is on the disk; one that a newer took the place of is not. */
  put(anchor: Anchor): Promise<boolean> {
    this.#newest = anchor
    this.#next?.tell(false)
    return new Promise((tell) => {
      this.#next = { anchor, tell }
      if (!this.#working) void this.#work()
    })
  }

  /** Writes what is not on the disk yet before it answers; what is on its way is left behind. */
  finish(): void {
    const newest = this.#newest
    if (newest !== null) this.#drop(writeAnchor(this.#path, newest))
  }

  /** An anchor was written past this one: what is on its way is older. */
  drop(): void {
    this.#drop(false)
  }

  #drop(written: boolean): void {
    this.#newest = null
    this.#next?.tell(written)
    this.#next = null
  }

  async #work(): Promise<void> {
    this.#working = true
    while (this.#next !== null) {
      const { anchor, tell } = this.#next
      this.#next = null
      const written = await this.#write(anchor).catch(() => false)
      if (this.#newest === anchor) this.#newest = null
      tell(written)
    }
    this.#working = false
  }

  async #write(anchor: Anchor): Promise<boolean> {
    const soon = `${this.#path}.soon`
    const file = await open(soon, 'w')
    try {
      await file.writeFile(textOf(anchor))
      await file.sync()
    } finally {
      await file.close()
    }
    // In one breath with the question: nothing newer can come between.
    if (this.#newest !== anchor) return false
    renameSync(soon, this.#path)
    if (process.platform === 'win32') return true
    const folder = await open(dirname(this.#path), 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
    return true
  }
}

/** The same for who cannot go on without it: what the disk says is thrown. */
export function putAnchor(path: string, anchor: Anchor): void {
  const next = `${path}.next`
  writeSynced(next, textOf(anchor))
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

function textOf(anchor: Anchor): string {
  return JSON.stringify({ ...anchor, check: checkOf(anchor) })
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
