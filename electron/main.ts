import {
  app,
  BrowserWindow,
  dialog,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  type Rectangle,
} from 'electron'
import { join } from 'node:path'
import { parseArguments, type Arguments } from './arguments'
import { Catalog } from './catalog/catalog'
import { CUSTOMER_PARTITION, CustomerWindow } from './customer-window'
import { utilityHost } from './devices/host/utility-process'
import { handleCalls, handleSecrets, handleWalletPage } from './handle-calls'
import { openIpc, type Ipc } from './ipc'
import { openJournal, type JournalReport } from './journal/open'
import { openLog, type Log } from './log'
import { alteredNatives, nativeSums } from './natives'
import { isCustomers } from './origin'
import { registerScheme, servePages } from './protocol'
import { moveSecrets, secretsIn } from './secrets/clear-secrets'
import { systemKeySafe, type KeySafe } from './secrets/key-safe'
import { openSecrets } from './secrets/secret-file'
import { secureApp } from './security'
import { readSettings, type SettingsReading } from './settings'
import { Terminal } from './terminal'
import { describeTerminal } from './terminal-view'
import { REAL_TIMERS } from './till/timers'
import { WALLET_PARTITION, WalletPage } from './wallet-page'
import { makeEmbeddedView } from './wallet-view'
import { createWindow } from './window'
import { Fault } from '../shared/fault'
import type { SecretsMove } from '../shared/ipc/contract'
import { currencyExponent } from '../shared/receipt/format'

/*
 * The composition root: each part is built once, wired, started, and stopped in reverse. The main process is
 * the only authority; the window shows what it is told and may be loaded again at any moment.
 */
const given = parseArguments(process.argv, process.cwd())
if (given.data !== null) app.setPath('userData', given.data)
const dataFolder = app.getPath('userData')
const log = openLog(dataFolder)
const SECRETS_FILE = join(dataFolder, 'secrets.json')

const letOut = secureApp(app, process.getuid?.() === 0, (what, address) => {
  log.warn({ what, address }, 'Denied')
})
registerScheme(protocol)

// Electron's own warnings quote the address of a page that failed, and that of a wallet is a secret.
process.removeAllListeners('warning')
process.on('warning', ({ name, message }) => {
  log.warn({ name, detail: name === 'electron' ? '' : message }, 'The runtime warned')
})
process.on('uncaughtException', stopOnBug)
process.on('unhandledRejection', stopOnBug)

if (app.requestSingleInstanceLock()) void begin(given)
else app.exit(0)

async function begin(asked: Arguments): Promise<void> {
  try {
    const natives = refuseAltered()
    // Whatever else goes wrong first is told first.
    natives.catch(() => undefined)
    const kept = openKept(asked)
    await app.whenReady()
    await natives
    await open(asked, withKeyRing(asked, kept))
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    await app.whenReady()
    refuseToStart(error)
  }
}

/** @throws Fault  a native file is not the one that was released */
async function refuseAltered(): Promise<void> {
  const sums = nativeSums(process.platform, process.arch)
  // Signing for macOS changes the files; there the signature is what the system checks.
  if (sums === null || (process.platform === 'darwin' && app.isPackaged)) return
  const altered = await alteredNatives(join(__dirname, '..', '..'), sums)
  if (altered.length > 0) {
    throw new Fault('program-altered', 'never', `Not as it was released: ${altered.join(', ')}`)
  }
}

/** What this terminal keeps. */
type Kept = ReturnType<typeof openJournal> & { readonly reading: SettingsReading }

/** Opens what needs no window, while the runtime is still getting ready. */
function openKept(asked: Arguments): Kept {
  const reading = readSettings(settingsFile(asked), process.env)
  hideSecrets(log, reading.settings)
  const opened = openJournal(join(dataFolder, 'journal'), () => Date.now())
  logStart(opened.report)
  // Serving pages needs this class, and the platform takes tens of milliseconds to load it.
  new Response()
  return { ...opened, reading }
}

function settingsFile(asked: Arguments): string {
  return asked.settings ?? join(dataFolder, 'settings.json')
}

/** What this terminal keeps in the key ring's care; the ring opens only once the runtime is ready. */
function withKeyRing(asked: Arguments, kept: Kept): Kept {
  const file = settingsFile(asked)
  if (secretsIn(file).stored.length === 0) return kept
  const reading = readSettings(file, { ...openSecrets(SECRETS_FILE, keyRing()), ...process.env })
  hideSecrets(log, reading.settings)
  return { ...kept, reading }
}

function moveKeys(asked: Arguments, tell: () => void): SecretsMove {
  const move = moveSecrets(settingsFile(asked), SECRETS_FILE, keyRing())
  log.info({ move }, 'The keys of the settings were to be kept in the key ring')
  tell()
  return move
}

function keyRing(): KeySafe {
  return systemKeySafe(safeStorage, process.platform)
}

async function open(asked: Arguments, { journal, report, reading }: Kept): Promise<void> {
  servePages(protocol, join(__dirname, '..', 'renderer'))
  // The page's own process takes its time to start; everything else is made meanwhile.
  const keys: { take: Terminal['takeKey'] } = { take: () => false }
  const { window, shown } = openWindow(reading.settings.terminal.displayScale, keys)
  const customer = reading.settings.display.window ? customerWindow(window, keys) : null
  const catalog = new Catalog()
  let isCatalogRead = false
  const ipc = openBridge()
  const terminal = new Terminal({
    settings: reading.settings,
    journal,
    catalog,
    isCatalogRead: () => isCatalogRead,
    log,
    startDevices: utilityHost(join(__dirname, 'devices.cjs')),
    push: (name, news) => {
      ipc.push(name, news)
    },
    onLockChanged: () => {
      ipc.push('terminal:changed', describe())
    },
    showCustomer: (view) => customer?.show(view),
    onCounter: (place, consumerId) => {
      wallet.follow(place, consumerId)
    },
    type: (text) => {
      if (!window.isDestroyed()) void window.webContents.insertText(text)
    },
  })
  keys.take = (input) => terminal.takeKey(input)
  const wallet = walletPage(ipc, terminal, window)
  const describe = () =>
    describeTerminal({
      version: app.getVersion(),
      sandbox: asked.sandbox,
      locked: terminal.lock.locked,
      dataFolder,
      reading,
      services: terminal.services,
      devices: terminal.devices,
      catalog,
      report,
      secrets: secretsIn(settingsFile(asked)),
    })
  handleCalls(ipc, terminal, catalog, describe)
  handleSecrets(ipc, terminal, () =>
    moveKeys(asked, () => ipc.push('terminal:changed', describe())),
  )
  terminal.start()
  followSleep(terminal)
  stopInOrder(terminal)
  showAgain(window)
  // A long catalog is read once the screen is there; scans wait for it.
  await shown
  await loadCatalog(catalog, reading.settings)
  isCatalogRead = true
  terminal.resumeScans()
  ipc.push('terminal:changed', describe())
  customer?.open()
}

function openBridge(): Ipc {
  return openIpc({
    onRefused: (name, reason) => {
      log.warn({ name, reason }, 'A call was turned away')
    },
    onBug: (_name, error) => {
      stopOnBug(error)
    },
  })
}

/** The coupon service's own page beside the order; it ends with the page that it stands in. */
function walletPage(ipc: Ipc, terminal: Terminal, till: BrowserWindow): WalletPage {
  const wallet = new WalletPage({
    address: () => terminal.walletPage(),
    tell: (view) => {
      ipc.push('wallet:changed', view)
    },
    make: (preferences) => makeEmbeddedView(till, preferences),
    session: () => session.fromPartition(WALLET_PARTITION),
    letOut,
    room: () => till.getContentBounds(),
    timers: REAL_TIMERS,
    onKey: (input) => {
      terminal.takeKey(input)
    },
    onFocus: () => till.webContents.focus(),
  })
  const hide = (): void => wallet.hide()
  till.webContents.on('dom-ready', hide)
  till.webContents.on('render-process-gone', hide)
  till.on('close', hide)
  handleWalletPage(ipc, terminal, (asked) => {
    if (asked.act === 'hide') wallet.hide()
    else wallet.show(scaled(asked, till.webContents.getZoomFactor()))
  })
  return wallet
}

/** Layout pixels of the page as pixels of the window. */
function scaled({ x, y, width, height }: Rectangle, by: number): Rectangle {
  const [left, top] = [Math.round(x * by), Math.round(y * by)]
  return { x: left, y: top, width: Math.round(width * by), height: Math.round(height * by) }
}

/** Whoever starts the terminal a second time wants to see it. */
function showAgain(window: BrowserWindow): void {
  app.on('second-instance', () => {
    if (!window.isDestroyed()) window.show()
  })
}

/** The window turned to the customer: its own session, its own origin, and nothing that answers it. */
function customerWindow(
  till: BrowserWindow,
  keys: { readonly take: Terminal['takeKey'] },
): CustomerWindow {
  const pages = session.fromPartition(CUSTOMER_PARTITION)
  servePages(pages.protocol, join(__dirname, '..', 'display'), isCustomers)
  const customer = new CustomerWindow({
    make: (options) => new BrowserWindow(options),
    preload: join(__dirname, 'customer-preload.cjs'),
    packaged: app.isPackaged,
    secondScreen: () => {
      const own = screen.getDisplayMatching(till.getBounds()).id
      return screen.getAllDisplays().find((one) => one.id !== own)?.bounds ?? null
    },
    timers: REAL_TIMERS,
    onKey: (input) => {
      keys.take(input)
    },
    onLost: (reason) => {
      log.warn({ reason }, "The customer's window is opened again")
    },
  })
  screen.on('display-added', () => customer.place())
  screen.on('display-removed', () => customer.place())
  till.once('closed', () => {
    customer.close()
  })
  return customer
}

function openWindow(
  displayScale: number | null,
  keys: { readonly take: Terminal['takeKey'] },
): { readonly window: BrowserWindow; readonly shown: Promise<void> } {
  let tellShown: () => void = () => undefined
  const shown = new Promise<void>((resolve) => {
    tellShown = resolve
  })
  const window = createWindow({
    make: (options) => new BrowserWindow(options),
    preload: join(__dirname, 'preload.cjs'),
    title: 'Cashier Terminal',
    packaged: app.isPackaged,
    onShown: () => {
      log.info({}, 'The window is shown')
      tellShown()
    },
    onReload: (reason) => {
      log.error({ reason }, 'The window is loaded again')
    },
  })
  window.webContents.on('dom-ready', () => {
    if (displayScale !== null) window.webContents.setZoomFactor(displayScale / 100)
  })
  window.webContents.on('before-input-event', (event, input) => {
    if (keys.take(input)) event.preventDefault()
  })
  return { window, shown }
}

async function loadCatalog(catalog: Catalog, settings: SettingsReading['settings']): Promise<void> {
  if (settings.catalog === null) return
  try {
    const exponent = currencyExponent(settings.terminal.currency)
    const { loaded, skipped } = await catalog.load(settings.catalog.file, exponent)
    log.info({ loaded, skipped: skipped.length }, 'The catalog is loaded')
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    catalog.fail(error.message)
    log.error({ code: error.code, detail: error.message }, 'The catalog cannot be read')
  }
}

/** What was written is on the disk already; devices are closed before the power goes. */
function followSleep(terminal: Terminal): void {
  powerMonitor.on('suspend', () => {
    log.info({}, 'The computer goes to sleep')
    terminal.sleep()
  })
  powerMonitor.on('resume', () => {
    log.info({}, 'The computer is awake again')
    terminal.wake()
  })
}

/** Closing lets go of held coupons and gives what is owed a moment; the rest is in the journal. */
function stopInOrder(terminal: Terminal): void {
  let stopping = false
  app.on('window-all-closed', () => {
    app.quit()
  })
  app.on('before-quit', (event) => {
    if (stopping) return
    stopping = true
    event.preventDefault()
    void terminal.stop().finally(() => {
      log.info({}, 'Closed')
      log.close()
      app.exit(0)
    })
  })
}

function hideSecrets(into: Log, settings: SettingsReading['settings']): void {
  if (settings.promotions) into.hide(settings.promotions.apiKey)
  if (settings.coupons) into.hide(settings.coupons.accountKey)
  if (settings.terminal.managerPin !== null) into.hide(settings.terminal.managerPin)
}

function logStart(report: JournalReport): void {
  log.info({ version: app.getVersion(), journal: report.status }, 'Started')
  if (report.detail !== '') log.error({ detail: report.detail }, 'What was found in the journal')
}

const START_SENTENCES: Readonly<Record<string, string>> = {
  'journal-in-use':
    'Another program has the journal of this terminal open. Close it and start again.',
  'journal-newer':
    'The journal was written by a newer version of this program. Install that version again.',
  'journal-behind-anchor':
    'Paid orders are missing from the journal of this terminal. Do not sell; call the support.',
  'program-altered': 'A part of this program is damaged or was exchanged. Install it again.',
  'journal-full': 'The disk is full, so sales cannot be saved. Free some space and start again.',
}

function refuseToStart(fault: Fault): void {
  const sentence =
    START_SENTENCES[fault.code] ?? 'This terminal cannot save sales. Call the support.'
  log.error({ code: fault.code, detail: fault.message }, 'Not started')
  process.stderr.write(`${sentence} (${fault.message})\n`)
  dialog.showErrorBox('Cashier Terminal', `${sentence}\n\n${fault.message}`)
  app.exit(1)
}

/** A broken law of the house: written down, and the program starts anew from the journal. */
function stopOnBug(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  log.error({ text }, 'Bug')
  process.stderr.write(`${text}\n`)
  if (app.isPackaged) app.relaunch()
  app.exit(70)
}
