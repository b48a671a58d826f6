/*
 * A backup is made while the till sells. What the journal says at its begin is copied: the entries up to the
 * last one there is, and the orders under way as they stand; both never change afterwards. The rows go
 * through memory in slices, checked against the chain on the way, into a file of its own, so that a full or
 * a vanishing disk at the other end is no concern of the journal. The folder gets its name when everything
 * in it is on the disk and was read back.
 */
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { assert } from '../../shared/assert'
import { Fault } from '../../shared/fault'
import { putAnchor, syncFolder, writeSynced } from './anchor'
import { anchorOf, lastNumbers } from './check'
import { checkCopy, digestOf, syncFile } from './copy-check'
import { FilledFile } from './database'
import { diskFault, faultIn } from './disk-fault'
import { journalFiles } from './files'
import { putTerminal } from './identity'
import { MANIFEST, manifestText, type BackupManifest } from './manifest'
import { MIGRATIONS, SCHEMA } from './migrations/all'
import { LIVE, liveHash, type JournalReader } from './reader'
import type { CountedHead, VerifiedRow } from './rows'
import { freeName, timeName } from './set-aside'
import { inSlices } from './slices'

/** What a backup is made from. */
export type BackupOrder = {
  readonly journal: {
    readonly reader: JournalReader
    readonly last: number
    readonly terminal: string | null
  }
  /** The folder of the journal. */
  readonly folder: string
  /** Where the backup's own folder is made. */
  readonly into: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/**
 * Makes a whole, checked copy of the journal in a new folder; an older backup is never touched.
 * @throws Fault  'backup-failed': the copy could not be made or did not read back; nothing is left of it
 */
export async function backUp(
  order: BackupOrder,
): Promise<{ readonly folder: string; readonly manifest: BackupManifest }> {
  const { into, at } = order
  try {
    mkdirSync(into, { recursive: true })
    const name = freeName(into, `journal-${timeName(at)}`)
    const part = join(into, `${name}.part`)
    mkdirSync(part)
    try {
      const manifest = await fillFolder(order, part)
      renameSync(part, join(into, name))
      syncFolder(into)
      return { folder: join(into, name), manifest }
    } catch (error) {
      rmSync(part, { recursive: true, force: true })
      throw error
    }
  } catch (error) {
    const cause = faultIn(diskFault(error))
    throw new Fault('backup-failed', 'later', cause.message, { cause })
  }
}

async function fillFolder(
  { journal, folder, at }: BackupOrder,
  part: string,
): Promise<BackupManifest> {
  const { reader, last: lastSeq, terminal } = journal
  assert(terminal !== null, 'A journal says whose it is')
  const hash = reader.hexAt(lastSeq)
  const anchor = anchorOf(journalFiles(folder))
  const told = lastNumbers(reader)
  const receiptNumber = Math.max(told.receiptNumber, anchor?.receiptNumber ?? 0)
  const numbers = { receiptNumber, orderNumber: told.orderNumber }
  const files = journalFiles(part)
  await copyJournal(reader, { lastSeq, terminal }, files.database)
  syncFile(files.database)
  putAnchor(files.anchor, { seq: lastSeq, hash, terminal, ...numbers })
  await checkCopy(files.database, { terminal, lastSeq, hash })
  const manifest: BackupManifest = {
    ...{ format: 1, terminal, at, lastSeq, hash, ...numbers },
    files: {
      'journal.db': await digestOf(files.database),
      'anchor.json': await digestOf(files.anchor),
    },
  }
  writeSynced(join(part, MANIFEST), manifestText(manifest))
  syncFolder(part)
  return manifest
}

/** Copies entries up to a number, with the orders under way as they stand at this moment. */
async function copyJournal(
  reader: JournalReader,
  { lastSeq, terminal }: { readonly lastSeq: number; readonly terminal: string },
  path: string,
): Promise<void> {
  const live = reader.liveHeads()
  const file = new FilledFile(
    path,
    MIGRATIONS.flatMap((step) => step.statements),
  )
  try {
    for (const head of live.values()) putHead(file, head)
    file.rows.run(PUT_META, [LIVE, liveHash(live)])
    file.rows.run(PUT_META, ['schema', String(SCHEMA)])
    putTerminal(file.rows, terminal)
    file.fill('heads')
    file.fill('meta')
    let seq = 0
    await inSlices(() => {
      const rows = reader.rowsAtOnce(seq + 1).filter((row) => row.seq <= lastSeq)
      for (const row of rows) putRow(file, row)
      file.fill('events')
      seq += rows.length
      return rows.length > 0 && seq < lastSeq
    })
    await copyDoneHeads(reader, live, file)
    file.exec(`PRAGMA user_version = ${SCHEMA}`)
  } finally {
    file.close()
  }
}

/** Orders that are done with never change; those that began later have no entry in the copy. */
async function copyDoneHeads(
  reader: JournalReader,
  live: ReadonlyMap<string, CountedHead>,
  file: FilledFile,
): Promise<void> {
  let after = ''
  await inSlices(() => {
    const heads = reader.headsAfter(after)
    for (const head of heads) {
      if (head.status !== LIVE && !live.has(head.stream)) putHead(file, head)
    }
    file.fill('heads', 'EXISTS (SELECT 1 FROM main.events WHERE events.stream = heads.stream)')
    after = heads.at(-1)?.stream ?? ''
    return heads.length > 0
  })
}

function putRow(file: FilledFile, row: VerifiedRow): void {
  file.rows.run(
    'INSERT INTO events (seq, id, stream, type, at, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
    [row.seq, row.id, row.stream, row.type, row.at, row.body, row.hash],
  )
}

function putHead(file: FilledFile, head: CountedHead): void {
  file.rows.run(
    'INSERT INTO heads (stream, status, number, summary, entries) VALUES (?, ?, ?, ?, ?)',
    [head.stream, head.status, head.number, head.summary, head.entries],
  )
}

const PUT_META = 'INSERT INTO meta (name, value) VALUES (?, ?)'
