import { statSync } from 'node:fs'
import { stat, statfs } from 'node:fs/promises'
import { arch, platform, release } from 'node:os'
import { basename, join } from 'node:path'
import { readAnchor } from './journal/anchor'
import { dayKeyHealth } from './journal/day-key'
import { journalFiles } from './journal/files'
import { EVENTS } from './journal/migrations/0001-events'
import type { JournalReport } from './journal/open'
import type { Journal } from './journal/port'
import { logFolder } from './log'
import { logFiles } from './log-files'
import type { KeySafe } from './secrets/key-safe'
import type { SettingsReading } from './settings'
import { owedHealth } from './support/health'
import type { SupportPorts } from './support/ports'
import type { ScreenRestarts } from './support/screen-restarts'
import { Support, type SupportFacts } from './support/support'
import type { Terminal } from './terminal'
import type { SecretsView } from '../shared/ipc/contract'
import type { JournalCheck, KeysHealth, ServiceHealthView } from '../shared/ipc/support'

/** What the support screen is made from. */
export type SupportDesk = {
  readonly ports: SupportPorts
  readonly journal: Journal
  readonly report: JournalReport
  readonly reading: SettingsReading
  readonly terminal: Terminal
  readonly screen: ScreenRestarts
  readonly dataFolder: string
  readonly settingsFile: string
  readonly version: string
  /** Of all processes of the program, in bytes. */
  readonly memoryBytes: () => number
  /** The list of packages, where this version has one. */
  readonly sbom: string
  readonly onChecked: (check: JournalCheck) => void
  /** Which secrets stand in the settings file, and which the key ring keeps for it. */
  readonly secrets: () => SecretsView
  readonly keyRing: () => KeySafe
}

/** Puts the support screen on the parts of the running terminal. */
export function openSupport(desk: SupportDesk): Support {
  const { ports, journal, report, reading, dataFolder } = desk
  const { platform: system } = process
  return new Support({
    ports,
    journal,
    dataFolder,
    journalFolder: journalFolder(dataFolder),
    now: Date.now,
    onChecked: desk.onChecked,
    facts: (checked) => factsOf(desk, checked),
    bundle: () => ({
      settings: reading.settings,
      journalFound: report.status,
      logs: logFiles(logFolder(dataFolder)),
      sbom: desk.sbom,
      system: { platform: `${system} ${platform()}`, arch: arch(), release: release() },
    }),
  })
}

/** The folder of the terminal's own keys in the data folder. */
export function keyFolder(dataFolder: string): string {
  return join(dataFolder, 'keys')
}

/** The folder of the journal in the data folder. */
export function journalFolder(dataFolder: string): string {
  return join(dataFolder, 'journal')
}

async function factsOf(desk: SupportDesk, checked: JournalCheck | null): Promise<SupportFacts> {
  const { terminal, ports, report, dataFolder } = desk
  const view = terminal.till.view()
  const at = Date.now()
  return {
    at,
    unwritable: view?.trouble != null,
    setAside: report.status === 'set-aside',
    journal: { ...(await journalFacts(desk)), checked },
    owed: owedHealth(view?.owed ?? []),
    services: servicesOf(terminal),
    devices: terminal.devices.views(),
    disk: await diskOf(dataFolder),
    clock: {
      at,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      lastJump: ports.lastClockJump?.() ?? null,
    },
    keys: keysOf(desk),
    program: programOf(desk),
  }
}

async function journalFacts({ journal, terminal, dataFolder }: SupportDesk) {
  const files = journalFiles(journalFolder(dataFolder))
  const reading = readAnchor(files.anchor)
  const anchor =
    reading.status === 'found'
      ? { receiptNumber: reading.anchor.receiptNumber, at: writtenAt(files.anchor) }
      : null
  return {
    entries: journal.last,
    lastReceipt: terminal.till.state.lastReceiptNumber,
    databaseBytes: await sizeOf(files.database),
    logBytes: await sizeOf(files.log),
    anchor,
  }
}

function keysOf({ secrets, keyRing, dataFolder }: SupportDesk): KeysHealth {
  const { clear, stored } = secrets()
  const ring = keyRing()
  const day = dayKeyHealth(keyFolder(dataFolder), ring)
  return { hasRing: ring.isReal, inSettings: clear.length, inRing: stored.length, day }
}

function programOf({ version, reading, settingsFile, memoryBytes, screen }: SupportDesk) {
  const { electron, chrome, node } = process.versions
  return {
    version,
    electron,
    chrome,
    node,
    schema: EVENTS.number,
    settingsFile: basename(settingsFile),
    settingsProblems: reading.problems.length,
    memoryBytes: memoryBytes(),
    startedAt: Math.round(Date.now() - process.uptime() * 1000),
    screenRestarts: screen.count,
  }
}

function servicesOf({ services }: Terminal): readonly ServiceHealthView[] {
  const heard = services.heard()
  return services.views().map((view) => {
    const { at, aheadMs } = view.service === 'network' ? UNHEARD : heard[view.service]
    return { ...view, heardAt: at, aheadMs }
  })
}

const UNHEARD = { at: null, aheadMs: null }

/** How much of the disk under a folder is free; null where the system does not say. */
export async function diskOf(folder: string): Promise<SupportFacts['disk']> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
  } catch {
    return null
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size
  } catch {
    return null
  }
}

function writtenAt(path: string): number | null {
  const mtime = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  return mtime === undefined ? null : Math.round(mtime)
}
