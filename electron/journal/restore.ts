/*
 * Puts a backup back. Only where the journal is absent, damaged or behind; only this terminal's own backup;
 * only when every receipt that may have been given out since is named by a person. What was there is set
 * aside byte for byte. This makes everything ready; opening the journal then ends it (`restore-ready.ts`).
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../../shared/fault'
import { putAnchor, syncFolder, writeSynced } from './anchor'
import { CHAIN_START, sameHash } from './chain'
import { anchorOf } from './check'
import { checkCopy, digestOf, syncFile } from './copy-check'
import { copyRows } from './database'
import { diskFault, faultIn } from './disk-fault'
import { above, laterOrder, passedOver, receiptsText, type MissingReceipts } from './facts'
import { journalFiles, type JournalFiles } from './files'
import { terminalIn } from './identity'
import { inspect } from './inspect'
import { readManifest, unreadableBackup, type BackupManifest } from './manifest'
import { MIGRATIONS } from './migrations/all'
import { DAMAGED, LOST, type Acceptance } from './open'
import { JournalReader } from './reader'
import { PLAN, READY, type RestorePlan } from './restore-ready'
import { salvagedNumbers } from './salvage'
import { endSetAside, freeName, timeName } from './set-aside'

/** What is put back where. */
export type RestoreOrder = {
  /** The folder of one backup. */
  readonly from: string
  /** The folder of the journal. */
  readonly folder: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** The last receipt that was ever given out, in a person's word; null where nobody has said so. */
  readonly accept: Acceptance | null
}

/**
 * Checks a backup from end to end and makes it ready; the next opening of the journal puts it in place.
 * @throws Fault  'backup-unreadable': it is damaged or none; 'backup-of-another-terminal';
 *                'restore-not-needed': the journal is whole and not behind; 'restore-receipts-missing': its
 *                detail names the receipts; 'restore-last-receipt-unknown': nothing here says which receipt
 *                was the last; and those of looking at the journal. Nothing is touched then
 */
export async function restore(order: RestoreOrder): Promise<RestorePlan> {
  const { from, folder, at, accept } = order
  try {
    mkdirSync(folder, { recursive: true })
    const files = journalFiles(folder)
    const manifest = await readBackup(from)
    endSetAside(files)
    const here = whatIsHere(files, from, manifest)
    const missing = missingReceipts(manifest, here, accept)
    const plan = { told: sentence(manifest, missing), missing }
    await makeReady(order, {
      manifest,
      here,
      plan,
      name: freeName(folder, `restore-${timeName(at)}`),
    })
    return plan
  } catch (error) {
    throw diskFault(error)
  }
}

/** Reads a backup from end to end. @throws Fault  'backup-unreadable' */
async function readBackup(from: string): Promise<BackupManifest> {
  const manifest = readManifest(from)
  for (const [name, stated] of Object.entries(manifest.files)) {
    const path = join(from, name)
    if (!existsSync(path)) throw unreadableBackup(`${name} is missing`)
    const { bytes, sha256 } = await digestOf(path)
    if (bytes !== stated.bytes || sha256 !== stated.sha256) {
      throw unreadableBackup(`${name} is not what was written`)
    }
  }
  try {
    await checkCopy(journalFiles(from).database, manifest)
  } catch (error) {
    const fault = faultIn(error)
    throw unreadableBackup(fault.message, fault)
  }
  return manifest
}

/** What the journal's folder still tells. */
type Here = {
  /** The last receipt that is known here; null where nothing says so. */
  readonly receiptNumber: number | null
  readonly orderNumber: number
}

/** @throws Fault  'backup-of-another-terminal', 'restore-not-needed', 'journal-newer', 'journal-in-use' */
function whatIsHere(files: JournalFiles, from: string, manifest: BackupManifest): Here {
  if (readdirSync(files.folder).some((name) => name.endsWith(READY))) {
    throw new Fault('restore-not-needed', 'never', 'A restore is under way')
  }
  const standing = standingOf(files)
  const anchor = anchorOf(files)
  const unsold = standing !== 'spoilt' && standing.receipts === 0 && !anchor?.receiptNumber
  if (unsold) return { receiptNumber: null, orderNumber: 0 }
  const own = anchor?.terminal ?? (standing === 'spoilt' ? null : standing.terminal)
  if (own !== null && own !== manifest.terminal) {
    const detail = `The backup belongs to terminal ${manifest.terminal}, this is terminal ${own}`
    throw new Fault('backup-of-another-terminal', 'never', detail)
  }
  if (standing !== 'spoilt' && !goesOnIn(journalFiles(from).database, standing)) {
    throw new Fault('restore-not-needed', 'never', 'The journal of this terminal is whole')
  }
  const told = salvagedNumbers(files)
  const orderNumber = laterOrder(told.orderNumber, anchor?.orderNumber ?? 0)
  const receiptNumber = anchor ? Math.max(told.receiptNumber, anchor.receiptNumber) : null
  return { receiptNumber, orderNumber }
}

/** A journal that can be read, or one that is damaged, behind its anchor or another terminal's. */
type Standing =
  | 'spoilt'
  | {
      readonly terminal: string | null
      readonly last: number
      readonly hash: Uint8Array
      readonly receipts: number
    }

function standingOf(files: JournalFiles): Standing {
  try {
    const found = inspect(files, MIGRATIONS)
    if (found !== 'whole' && found !== 'older')
      return { terminal: null, last: 0, hash: CHAIN_START, receipts: 0 }
  } catch (error) {
    if (!SPOILT.has(faultIn(error).code)) throw error
    return 'spoilt'
  }
  const copy = copyRows(files.database, [
    'CREATE TABLE kept.events AS SELECT * FROM main.events ORDER BY seq DESC LIMIT 1',
    `CREATE TABLE kept.meta AS SELECT name, value FROM main.meta`,
  ])
  try {
    const { receiptNumber: receipts } = salvagedNumbers(files)
    const { seq: last, hash } = new JournalReader(copy).tail()
    return { terminal: terminalIn(copy), last, hash, receipts }
  } finally {
    copy.close()
  }
}

/** Whether a journal is the beginning of what the backup has: then it is behind. */
function goesOnIn(
  backup: string,
  { last, hash }: { readonly last: number; readonly hash: Uint8Array },
): boolean {
  const newer = copyRows(
    backup,
    [`CREATE TABLE kept.events AS SELECT seq, hash FROM main.events WHERE seq >= ${last} LIMIT 2`],
    { closed: true },
  )
  try {
    const reader = new JournalReader(newer)
    const same = reader.hashAt(last)
    return reader.tail().seq > last && same !== null && sameHash(same, hash)
  } finally {
    newer.close()
  }
}

const SPOILT: ReadonlySet<string> = new Set([...DAMAGED, ...LOST, 'journal-of-another-terminal'])

/** Receipts that are in neither: a person has to have named the last of them. */
function missingReceipts(
  { receiptNumber: have }: BackupManifest,
  { receiptNumber: known }: Here,
  accept: Acceptance | null,
): MissingReceipts | null {
  const given = accept?.missingUpTo ?? null
  if (known === null && given === null) {
    const detail = `The backup ends with receipt ${have}, and nothing here says which one was the last`
    throw new Fault('restore-last-receipt-unknown', 'never', detail)
  }
  const last = Math.max(have, known ?? 0)
  if ((given ?? have) < last) {
    const detail = `${receiptsText({ from: have + 1, to: last })} from the backup`
    throw new Fault('restore-receipts-missing', 'never', detail)
  }
  const to = Math.max(last, given ?? 0)
  return to > have ? { from: have + 1, to } : null
}

async function makeReady(
  { from, folder }: RestoreOrder,
  ready: {
    readonly manifest: BackupManifest
    readonly here: Here
    readonly plan: RestorePlan
    readonly name: string
  },
): Promise<void> {
  const { manifest, here, plan, name } = ready
  const part = join(folder, `${name}.part`)
  mkdirSync(part)
  try {
    const files = journalFiles(part)
    copyFileSync(journalFiles(from).database, files.database)
    syncFile(files.database)
    const { sha256 } = await digestOf(files.database)
    if (sha256 !== manifest.files['journal.db'].sha256) {
      throw unreadableBackup('It changed while it was copied')
    }
    const { lastSeq: seq, hash, terminal } = manifest
    const receiptNumber = plan.missing?.to ?? manifest.receiptNumber
    const orderNumber = orderNumberAbove(receiptNumber, manifest, here)
    putAnchor(files.anchor, { seq, hash, receiptNumber, orderNumber, terminal })
    writeSynced(join(part, PLAN), JSON.stringify(plan))
    syncFolder(part)
    renameSync(part, join(folder, `${name}${READY}`))
    syncFolder(folder)
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    throw error
  }
}

/** Above every order that can have been given out: each receipt that is in neither had one of its own. */
function orderNumberAbove(lastReceipt: number, backup: BackupManifest, here: Here): number {
  const sinceBackup = lastReceipt - backup.receiptNumber
  const sinceHere = here.receiptNumber === null ? 0 : lastReceipt - here.receiptNumber
  const known = here.orderNumber === 0 ? 0 : above(here.orderNumber, sinceHere)
  return passedOver(laterOrder(known, above(backup.orderNumber, sinceBackup)))
}

function sentence(
  { at, lastSeq, receiptNumber }: BackupManifest,
  missing: MissingReceipts | null,
): string {
  const made = new Date(at).toISOString()
  const gap = missing === null ? 'No receipt is missing' : `${receiptsText(missing)} for good`
  return `The backup of ${made} was put back, up to entry ${lastSeq} and receipt ${receiptNumber}. ${gap}`
}
