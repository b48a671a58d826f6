/*
 * What a backup is: a folder `journal-<time>` with
 *
 *   journal.db     the whole journal, closed, without a log
 *   anchor.json    the anchor that belongs to it
 *   backup.json    this list: whose it is, how far it goes, and the SHA-256 of each file
 *
 * `check` of the list is the SHA-256 of everything before it as JSON.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../../shared/fault'

/** The list's name in the folder. */
export const MANIFEST = 'backup.json'

/** A file of a backup. */
export type FileDigest = { readonly bytes: number; readonly sha256: string }

/** The list of a backup. */
export type BackupManifest = {
  readonly format: 1
  readonly terminal: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly lastSeq: number
  readonly hash: string
  readonly receiptNumber: number
  readonly orderNumber: number
  readonly files: { readonly 'journal.db': FileDigest; readonly 'anchor.json': FileDigest }
}

/** The list as it stands in the folder. */
export function manifestText(manifest: BackupManifest): string {
  return `${JSON.stringify({ ...manifest, check: checkOf(manifest) }, null, 2)}\n`
}

/** Reads the list. @throws Fault  'backup-unreadable': there is none, or it is not what was written */
export function readManifest(folder: string): BackupManifest {
  const path = join(folder, MANIFEST)
  if (!existsSync(path)) throw unreadableBackup(`There is no ${MANIFEST} in ${folder}`)
  let read: unknown
  try {
    read = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw unreadableBackup(`${MANIFEST} cannot be read`, error)
  }
  if (!isManifest(read)) throw unreadableBackup(`${MANIFEST} is not a list of a backup`)
  const { check, ...manifest } = read
  if (check !== checkOf(manifest)) throw unreadableBackup(`${MANIFEST} is not what was written`)
  return manifest
}

const COUNTS = ['at', 'lastSeq', 'receiptNumber', 'orderNumber'] as const

function isManifest(value: unknown): value is BackupManifest & { readonly check: unknown } {
  if (typeof value !== 'object' || value === null || !('files' in value)) return false
  const fields = new Map<string, unknown>(Object.entries(value))
  const { files } = value
  return (
    fields.get('format') === 1 &&
    typeof fields.get('terminal') === 'string' &&
    typeof fields.get('hash') === 'string' &&
    COUNTS.every((name) => Number.isSafeInteger(fields.get(name))) &&
    typeof files === 'object' &&
    files !== null &&
    'journal.db' in files &&
    'anchor.json' in files &&
    Object.values(files).every(isDigest)
  )
}

function isDigest(value: unknown): value is FileDigest {
  return (
    typeof value === 'object' &&
    value !== null &&
    'bytes' in value &&
    Number.isSafeInteger(value.bytes) &&
    'sha256' in value &&
    typeof value.sha256 === 'string'
  )
}

/** The fault of a folder that is no backup, or not a whole one. */
export function unreadableBackup(detail: string, cause?: unknown): Fault {
  return new Fault('backup-unreadable', 'never', detail, { cause })
}

function checkOf(manifest: BackupManifest): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex')
}
