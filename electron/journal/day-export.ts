/*
 * The file of a day: the text of `day-text.ts`, then
 *
 *   SIGNATURE
 *   Key: <Ed25519 public key, SPKI, base64>
 *   Signed: <Ed25519 signature over every byte before the word SIGNATURE, base64>
 *
 * Who knows the terminal's key finds out every change of the text; who does not compares the key first.
 */
import { createPublicKey, verify } from 'node:crypto'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { syncFolder, writeSynced } from './anchor'
import { collectDay } from './day-collect'
import type { DaySigner } from './day-key'
import { dayName, dayText, type DayTerminal } from './day-text'
import { diskFault } from './disk-fault'
import type { JournalReader } from './reader'

/** What a day is written from. */
export type DayOrder = {
  readonly journal: { readonly reader: JournalReader; readonly last: number }
  /** yyyymmdd */
  readonly businessDate: number
  /** The folder of the file; an older file of the day stays. */
  readonly into: string
  readonly signer: DaySigner
  readonly terminal: DayTerminal
}

/**
 * Writes the file of a day; answers its path and how many receipts are in it.
 * @throws Fault  'journal-broken': an entry is not what was written; 'journal-full', 'journal-unwritable'
 */
export async function exportDay(
  order: DayOrder,
): Promise<{ readonly path: string; readonly receipts: number }> {
  const { journal, businessDate, into, signer, terminal } = order
  const day = await collectDay(journal, businessDate)
  const text = dayText(day, terminal)
  try {
    mkdirSync(into, { recursive: true })
    const path = freePath(into, `day-${dayName(businessDate)}-${terminal.id.slice(0, 8)}`)
    writeSynced(`${path}.part`, signed(text, signer))
    renameSync(`${path}.part`, path)
    syncFolder(into)
    return { path, receipts: day.sold.length }
  } catch (error) {
    throw diskFault(error)
  }
}

/** What became of checking the file of a day. */
export type DayVerdict =
  | { readonly ok: true; readonly publicKey: string }
  | { readonly ok: false; readonly why: 'not-a-day' | 'changed' }

/** Checks the signature of a day's text against the key in it. */
export function verifyDayExport(text: string): DayVerdict {
  const at = text.lastIndexOf(`\n${MARK}`)
  const end = at < 0 ? null : END.exec(text.slice(at + 1))
  if (!text.startsWith('DAY ') || end === null) return { ok: false, why: 'not-a-day' }
  const [, publicKey = '', signature = ''] = end
  try {
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    })
    const said = Buffer.from(text.slice(0, at + 1), 'utf8')
    const proof = Buffer.from(signature, 'base64')
    const isSame = proof.toString('base64') === signature && key.asymmetricKeyType === 'ed25519'
    return isSame && verify(null, said, key, proof)
      ? { ok: true, publicKey }
      : { ok: false, why: 'changed' }
  } catch {
    return { ok: false, why: 'changed' }
  }
}

const MARK = 'SIGNATURE\n'
const END = /^SIGNATURE\nKey: ([A-Za-z0-9+/=]+)\nSigned: ([A-Za-z0-9+/=]+)\n$/

function signed(text: string, { publicKey, sign }: DaySigner): string {
  return `${text}${MARK}Key: ${publicKey}\nSigned: ${sign(Buffer.from(text, 'utf8'))}\n`
}

function freePath(folder: string, name: string): string {
  let path = join(folder, `${name}.txt`)
  for (let n = 2; existsSync(path); n += 1) path = join(folder, `${name}-${n}.txt`)
  return path
}
