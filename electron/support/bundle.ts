/*
 * The support file: `support-<time>.tar.gz` in `<data>/support/`, of which the newest five are kept. It holds
 *
 *   about.json     versions of the program and the system, settings as allowed.ts lets them through
 *   health.json    what the Health screen shows
 *   journal.json   counts, chain, and the kinds of the last 200 entries; no entry's body
 *   sbom.json      the list of packages, where this version has one
 *   log/…          the newest log lines, as allowed.ts lets them through
 */
import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { HealthView, SupportFile } from '../../shared/ipc/support'
import type { Settings } from '../../shared/settings'
import type { Journal } from '../journal/port'
import { allowedHealth, allowedLogLine, allowedSettings } from './allowed'
import { tar, type TarFile } from './tar'

/** What a support file is made of. */
export type BundleParts = {
  readonly health: HealthView
  readonly settings: Settings
  readonly journal: Journal
  /** How the journal was found at the start, a word. */
  readonly journalFound: string
  /** Files of the log, newest first. */
  readonly logs: readonly string[]
  /** The list of packages; null where there is none. */
  readonly sbom: string | null
  /** Words about the system: platform, architecture, release. */
  readonly system: Readonly<Record<string, string>>
  readonly folder: string
  readonly at: number
}

/** How many support files are kept. */
export const BUNDLES_MAX = 5
/** How many of the newest entries are named by their kind. */
export const KINDS_MAX = 200
/** How much of the log goes into a file, before it is packed. */
const LOG_BYTES_MAX = 5 * 1024 * 1024
/** Lines looked at in one go; between them the till has its turn. */
const LINES_AT_ONCE = 500
const NAME = /^support-[\dTZ-]+\.tar\.gz$/

/** Writes a support file and throws away all but the newest five. */
export async function writeBundle(parts: BundleParts): Promise<SupportFile> {
  const { folder, at } = parts
  const packed = await promisify(gzip)(tar(await filesOf(parts), at))
  await mkdir(folder, { recursive: true })
  const path = join(folder, `support-${new Date(at).toISOString().replace(/[:.]/g, '-')}.tar.gz`)
  const unfinished = join(folder, `.${randomUUID()}`)
  try {
    await writeSynced(unfinished, packed)
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  await removeOldest(folder)
  return { path, bytes: packed.byteLength }
}

async function filesOf(parts: BundleParts): Promise<readonly TarFile[]> {
  const { health, settings, system } = parts
  const about = {
    at: new Date(parts.at).toISOString(),
    system,
    ...record(allowedSettings(settings)),
  }
  const sbom = parts.sbom === null ? null : await readFile(parts.sbom).catch(() => null)
  return [
    { name: 'about.json', bytes: jsonOf(about) },
    { name: 'health.json', bytes: jsonOf(allowedHealth(health)) },
    { name: 'journal.json', bytes: jsonOf(journalFacts(parts)) },
    ...(sbom === null ? [] : [{ name: 'sbom.json', bytes: sbom }]),
    ...(await logsOf(parts.logs)),
  ]
}

/** Of an entry only its number, its time and its kind. */
function journalFacts({ journal, journalFound, health }: BundleParts): unknown {
  const first = Math.max(1, journal.last - KINDS_MAX + 1)
  const facts = { last: journal.last, found: journalFound, ...health.journal }
  try {
    const kinds = [...journal.read(first)].map(({ seq, at, event }) => [seq, at, event.type])
    return { ...facts, kinds }
  } catch (error) {
    // A journal that cannot be read is what the support must hear of; the file is written all the same.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    return { ...facts, kinds: [], trouble: /^[a-z-]+$/.test(code) ? code : 'unreadable' }
  }
}

async function logsOf(paths: readonly string[]): Promise<readonly TarFile[]> {
  const files: TarFile[] = []
  let left = LOG_BYTES_MAX
  for (const path of paths) {
    if (left <= 0) break
    const text = await readFile(path, 'utf8').catch(() => '')
    const part = text.slice(-left)
    left -= part.length
    files.push({ name: `log/${basename(path)}`, bytes: Buffer.from(await allowedLines(part)) })
  }
  return files
}

async function allowedLines(text: string): Promise<string> {
  const lines = text.split('\n').filter((line) => line !== '')
  const kept: string[] = []
  for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
    for (const line of lines.slice(from, from + LINES_AT_ONCE)) {
      const allowed = allowedLogLine(line)
      if (allowed !== null) kept.push(`${allowed}\n`)
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
  return kept.join('')
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The time in a name is written so that names are in the order of time. */
async function removeOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name)).sort()
  for (const name of names.slice(0, -BUNDLES_MAX)) await rm(join(folder, name), { force: true })
}

function jsonOf(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`)
}

function record(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}
