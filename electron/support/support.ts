import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '../../shared/fault'
import { businessDateOf } from '../../shared/order/dates'
import type {
  BackupMade,
  DayExported,
  HealthView,
  JournalCheck,
  SupportFile,
} from '../../shared/ipc/support'
import type { Journal } from '../journal/port'
import { writeBundle, type BundleParts } from './bundle'
import { healthOf, type HealthFacts } from './health'
import type { SupportPorts } from './ports'
import { Single } from './single'

/** What the support screen stands on. */
export type SupportParts = {
  readonly ports: SupportPorts
  readonly journal: Journal
  /** The folder of everything the terminal keeps. */
  readonly dataFolder: string
  /** The folder of the journal in it. */
  readonly journalFolder: string
  readonly now: () => number
  /** Everything that is looked at, but what this file looks at itself. */
  readonly facts: (checked: JournalCheck | null) => Promise<SupportFacts>
  readonly bundle: () => Pick<BundleParts, 'settings' | 'journalFound' | 'logs' | 'sbom' | 'system'>
  /** How far a check of the journal is. */
  readonly onChecked: (check: JournalCheck) => void
}

/** The facts that come from the parts of the terminal. */
export type SupportFacts = Omit<HealthFacts, 'backup' | 'can'>

/** How often the progress of a check is told at most. */
const TELL_MS = 100

/** Answers the questions of the Health screen and of the crash screen. Each is done once at a time. */
export class Support {
  readonly #parts: SupportParts
  readonly #health = new Single<HealthView>()
  readonly #check = new Single<JournalCheck>()
  readonly #bundle = new Single<SupportFile>()
  readonly #backUp = new Single<BackupMade>()
  readonly #export = new Single<DayExported>()
  #checked: JournalCheck | null = null

  constructor(parts: SupportParts) {
    this.#parts = parts
  }

  /** How everything is now. */
  health(): Promise<HealthView> {
    return this.#health.run('', async () => {
      const { ports, facts } = this.#parts
      const can = {
        check: ports.verifyChain !== null,
        backUp: ports.backUp !== null,
        exportDay: ports.exportDay !== null,
      }
      const [known, backup] = await Promise.all([facts(this.#checked), this.#lastBackup()])
      return healthOf({ ...known, backup, can })
    })
  }

  /** Checks every entry of the journal. @throws Fault  'support-not-there' */
  checkJournal(): Promise<JournalCheck> {
    return this.#check.run('', async () => {
      const { ports, journal, now, onChecked } = this.#parts
      const verify = there(ports.verifyChain)
      const of = journal.last
      let toldAt = now()
      const tell = (check: JournalCheck): JournalCheck => {
        this.#checked = check
        onChecked(check)
        return check
      }
      tell({ at: now(), done: 0, of, ok: null, firstBad: null })
      const { entries, ok, firstBad } = await verify(journal, (done) => {
        if (now() - toldAt < TELL_MS) return
        toldAt = now()
        tell({ at: now(), done, of, ok: null, firstBad: null })
      })
      return tell({ at: now(), done: entries, of: Math.max(of, entries), ok, firstBad })
    })
  }

  /** Writes one file for the support. @throws Fault  'support-not-written' */
  bundle(): Promise<SupportFile> {
    return this.#bundle.run('', async () => {
      const { journal, dataFolder, now, bundle } = this.#parts
      const health = await this.health()
      const folder = supportFolder(dataFolder)
      return written(() => writeBundle({ ...bundle(), health, journal, folder, at: now() }))
    })
  }

  /** Makes a backup of the journal. @throws Fault  'support-not-there', 'support-not-written' */
  backUp(): Promise<BackupMade> {
    return this.#backUp.run('', async () => {
      const { ports, journal, journalFolder, dataFolder, now } = this.#parts
      const make = there(ports.backUp)
      const into = backupFolder(dataFolder)
      return written(() => make({ journal, folder: journalFolder, into, at: now() }))
    })
  }

  /** Writes a day out for the books. @throws Fault  'support-not-there', 'support-not-written', 'day-not-begun' */
  exportDay(businessDate: number): Promise<DayExported> {
    return this.#export.run(String(businessDate), async () => {
      const { ports, journal, dataFolder, now } = this.#parts
      const make = there(ports.exportDay)
      if (businessDate > businessDateOf(now())) throw new Fault('day-not-begun', 'never', '')
      const into = join(dataFolder, 'exports')
      return written(() => make({ journal, businessDate, into }))
    })
  }

  /** The newest folder of the backups; null when there is none. */
  async #lastBackup(): Promise<HealthView['backup']> {
    const into = backupFolder(this.#parts.dataFolder)
    const names = await readdir(into).catch(() => [])
    const found = await Promise.all(
      names.map(async (folder) => {
        const at = await stat(join(into, folder)).then(
          (facts) => (facts.isDirectory() ? Math.round(facts.mtimeMs) : null),
          () => null,
        )
        return at === null ? [] : [{ at, folder }]
      }),
    )
    return found.flat().sort((a, b) => b.at - a.at)[0] ?? null
  }
}

/** Where support files go. */
export function supportFolder(dataFolder: string): string {
  return join(dataFolder, 'support')
}

function backupFolder(dataFolder: string): string {
  return join(dataFolder, 'backups')
}

function there<Port>(port: Port | null): Port {
  if (port === null) throw new Fault('support-not-there', 'never', '')
  return port
}

/** What the file system says no to is a fault, not a mistake of ours. */
async function written<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Fault || !(error instanceof Error) || !('syscall' in error)) throw error
    const full = 'code' in error && error.code === 'ENOSPC'
    const code = full ? 'support-disk-full' : 'support-not-written'
    throw new Fault(code, 'later', error.message, { cause: error })
  }
}
