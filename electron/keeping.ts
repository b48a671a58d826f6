/*
 * What this terminal keeps, opened before there is a window: its settings, their secrets, its journal. And
 * whether the program is still the one that was released.
 */
import { safeStorage } from 'electron'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Arguments } from './arguments'
import type { Acceptance, OpenedJournal } from './journal/open'
import { openPatiently } from './journal/open-patiently'
import { restore } from './journal/restore'
import type { Log } from './log'
import { alteredNatives, nativeSums } from './natives'
import { moveSecrets, secretsIn } from './secrets/clear-secrets'
import { systemKeySafe, type KeySafe } from './secrets/key-safe'
import { openSecrets } from './secrets/secret-file'
import { readSettings, type SettingsReading } from './settings'
import { journalFolder } from './support-desk'
import { Fault } from '../shared/fault'
import type { SecretsMove, SecretsView } from '../shared/ipc/contract'

/** What was found in the data folder. */
export type Kept = OpenedJournal & { readonly reading: SettingsReading }

/** Opens and looks after what a terminal keeps in its data folder. */
export class Keeping {
  readonly settingsFile: string
  readonly #asked: Arguments
  readonly #dataFolder: string
  readonly #log: Log

  constructor(asked: Arguments, dataFolder: string, log: Log) {
    this.#asked = asked
    this.#dataFolder = dataFolder
    this.#log = log
    this.settingsFile = asked.settings ?? join(dataFolder, 'settings.json')
  }

  /**
   * Opens what needs no window, while the runtime is still getting ready.
   * @throws Fault  whatever keeps the journal from being opened, or a backup from being put back
   */
  async open(): Promise<Kept> {
    const reading = readSettings(this.settingsFile, process.env)
    this.#hide(reading)
    return { ...(await this.#openJournal()), reading }
  }

  /** The same with the secrets in the key ring's care; the ring opens only once the runtime is ready. */
  withKeyRing(kept: Kept): Kept {
    if (this.secrets().stored.length === 0) return kept
    const sealed = openSecrets(this.#secretsFile, keyRing())
    const reading = readSettings(this.settingsFile, { ...sealed, ...process.env })
    this.#hide(reading)
    return { ...kept, reading }
  }

  /** Which secrets stand in the settings file, and which it leaves to the key ring. */
  secrets(): SecretsView {
    return secretsIn(this.settingsFile)
  }

  /** Moves the secrets of the settings file into the key ring's care. */
  keepSecrets(): SecretsMove {
    const move = moveSecrets(this.settingsFile, this.#secretsFile, keyRing())
    this.#log.info({ move }, 'The keys of the settings were to be kept in the key ring')
    return move
  }

  /** Before the journal is opened, where somebody asked for it, a backup is put back. */
  async #openJournal(): Promise<OpenedJournal> {
    const folder = journalFolder(this.#dataFolder)
    const { restore: from, acceptMissingUpTo } = this.#asked
    const accept = acceptMissingUpTo === null ? null : { missingUpTo: acceptMissingUpTo }
    if (from !== null) await this.#putBack(from, folder, accept)
    return openPatiently(
      { folder, now: () => Date.now(), accept },
      { clock: () => performance.now(), wait: (ms) => sleep(ms) },
    )
  }

  /** A backup that is not needed (any more) is no reason not to sell: the program may have been started again. */
  async #putBack(from: string, folder: string, accept: Acceptance | null): Promise<void> {
    try {
      const { told } = await restore({ from, folder, at: Date.now(), accept })
      this.#log.warn({ told }, 'A backup is put back')
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'restore-not-needed') throw error
      this.#log.warn({ detail: error.message }, 'The backup was not needed')
    }
  }

  #hide({ settings: { promotions, coupons, terminal } }: SettingsReading): void {
    if (promotions) this.#log.hide(promotions.apiKey)
    if (coupons) this.#log.hide(coupons.accountKey)
    if (terminal.managerPin !== null) this.#log.hide(terminal.managerPin)
  }

  get #secretsFile(): string {
    return join(this.#dataFolder, 'secrets.json')
  }
}

/** The computer's own place for keys. */
export function keyRing(): KeySafe {
  return systemKeySafe(safeStorage, process.platform)
}

/**
 * Looks at the native files beside the program.
 * @param folder  the program's own
 * @throws Fault  'program-altered': one of them is not the one that was released
 */
export async function refuseAltered(folder: string, isPackaged: boolean): Promise<void> {
  const sums = nativeSums(process.platform, process.arch)
  // Signing for macOS changes the files; there the signature is what the system checks.
  if (sums === null || (process.platform === 'darwin' && isPackaged)) return
  const altered = await alteredNatives(folder, sums)
  if (altered.length > 0) {
    throw new Fault('program-altered', 'never', `Not as it was released: ${altered.join(', ')}`)
  }
}
