import type { Devices } from './devices/devices'
import type { Catalog } from './catalog/catalog'
import type { JournalReport } from './journal/open'
import type { Services } from './services'
import type { SettingsReading } from './settings'
import type { SecretsView, TerminalView } from '../shared/ipc/contract'
import type { Notice } from '../shared/ipc/support'
import type { Settings } from '../shared/settings'

/** Describes the terminal to its window: what is configured and what is wrong. Secrets are left out. */
export function describeTerminal(parts: {
  readonly version: string
  readonly sandbox: boolean
  readonly locked: boolean
  readonly dataFolder: string
  readonly reading: SettingsReading
  readonly services: Services
  readonly devices: Devices
  readonly catalog: Catalog
  readonly report: JournalReport
  readonly notice: Notice | null
  readonly diskNearlyFull: boolean
  readonly secrets: SecretsView
}): TerminalView {
  const { version, sandbox, locked, dataFolder, reading } = parts
  const { services, devices, catalog, report } = parts
  return {
    version,
    sandbox,
    locked,
    dataFolder,
    notice: parts.notice,
    diskNearlyFull: parts.diskNearlyFull,
    settings: withoutSecrets(reading.settings),
    problems: [...reading.problems, ...services.problems, ...devices.problems],
    catalog: catalog.report,
    secrets: parts.secrets,
    categories: catalog.categories(),
    journal:
      report.status === 'set-aside' || report.status === 'restored'
        ? { code: `journal-${report.status}`, detail: report.detail }
        : null,
  }
}

const HIDDEN = '…'

/** The window learns that a secret is set, never what it is. */
function withoutSecrets(settings: Settings): Settings {
  const { terminal, promotions, coupons, manufacturerCoupons } = settings
  return {
    ...settings,
    terminal: { ...terminal, managerPin: terminal.managerPin === null ? null : HIDDEN },
    promotions: promotions === null ? null : { ...promotions, apiKey: HIDDEN },
    coupons: coupons === null ? null : { ...coupons, accountKey: HIDDEN },
    // Long lists that the window has no use for.
    manufacturerCoupons: { ...manufacturerCoupons, families: {}, upcValues: {} },
  }
}
