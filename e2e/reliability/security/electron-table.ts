/** One row of Electron's security checklist, and the tests that assert it. */
export type ElectronRow = {
  readonly row: number
  /** The official item. */
  readonly item: string
  /** Files with at least one test whose title begins with the row's tag, `[E5]`. */
  readonly tests: readonly string[]
  /** Why it cannot be asserted on a machine like this one; null where it is. */
  readonly skipped: ((machine: Machine) => string | null) | null
}

/** What decides whether a row can run. */
export type Machine = { readonly platform: string; readonly isRoot: boolean }

const SOURCE = 'e2e/security-source.spec.ts'
const PAGES = 'e2e/security-pages.spec.ts'
const WINDOW = 'e2e/security.spec.ts'
const GUARD = 'electron/security.test.ts'

/** All 27 rows of Electron's security checklist. */
export const ELECTRON_TABLE: readonly ElectronRow[] = [
  row(1, 'Only secure content', [SOURCE, 'e2e/reliability/security/tls.test.ts']),
  row(2, 'No Node integration', [WINDOW, SOURCE]),
  row(3, 'Context isolation', [WINDOW, SOURCE]),
  row(4, 'Sandbox', [SOURCE], ({ isRoot }) =>
    isRoot
      ? 'Chromium does not start for root with its sandbox; only the source was looked at'
      : null,
  ),
  row(5, 'Permissions', [PAGES, GUARD]),
  row(6, 'webSecurity', [SOURCE]),
  row(7, 'Content security policy', [PAGES]),
  row(8, 'allowRunningInsecureContent', [SOURCE]),
  row(9, 'experimentalFeatures', [SOURCE]),
  row(10, 'enableBlinkFeatures and switches', [SOURCE]),
  row(11, 'Webview allowpopups', [SOURCE]),
  row(12, 'Webview options', [PAGES, GUARD]),
  row(13, 'Navigation', [PAGES]),
  row(14, 'New windows', [PAGES]),
  row(15, 'openExternal', [SOURCE]),
  row(16, 'Current version', ['e2e/reliability/t-29-supply-chain.test.ts']),
  row(17, 'IPC sender', [WINDOW, SOURCE]),
  row(18, 'No file://', [PAGES, SOURCE]),
  row(19, 'Fuses', ['scripts/fuses.test.ts', 'scripts/package-order.test.ts']),
  row(20, 'No raw Electron API', [WINDOW]),
  row(21, 'Third-party wallet page', ['e2e/security-wallet.spec.ts', SOURCE]),
  row(22, 'safeStorage', ['e2e/security-secrets.spec.ts', 'electron/settings-secrets.test.ts']),
  row(23, 'Single instance', [WINDOW]),
  row(24, 'asar integrity', [], ({ platform }) =>
    platform === 'linux'
      ? 'Electron checks its archive on macOS and Windows only; on Linux the ownership of the folder does'
      : 'needs a signed package',
  ),
  row(25, 'Update signing', ['e2e/reliability/t-29-supply-chain.test.ts']),
  row(26, 'DevTools, crash, gone', [WINDOW, SOURCE]),
  row(27, 'Power events', ['e2e/security-power.spec.ts']),
]

function row(
  number: number,
  item: string,
  tests: readonly string[],
  skipped: ElectronRow['skipped'] = null,
): ElectronRow {
  return { row: number, item, tests, skipped }
}
