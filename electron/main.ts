import { app, BrowserWindow, dialog, powerMonitor, protocol, screen, session } from 'electron'
import { join } from 'node:path'
import { parseArguments, type Arguments } from './arguments'
import { Catalog } from './catalog/catalog'
import { CUSTOMER_PARTITION, CustomerWindow } from './customer-window'
import { utilityHost } from './devices/host/utility-process'
import { handleCalls, handlePromotions, handleSecrets, handleSupport } from './handle-calls'
import { openIpc, type Ipc } from './ipc'
import type { JournalReport } from './journal/open'
import { keyRing, Keeping, refuseAltered, type Kept } from './keeping'
import { hasRoom } from './journal/room'
import { openLog } from './log'
import { isCustomers } from './origin'
import { registerScheme, servePages } from './protocol'
import { secureApp } from './security'
import type { SettingsReading } from './settings'
import { startSentences } from './start-sentences'
import { diskOf, journalFolder, openSupport } from './support-desk'
import { supportPorts } from './support-ports'
import { DiskWatch } from './support/disk-watch'
import { ScreenRestarts } from './support/screen-restarts'
import { recordStop, takeStop } from './support/stops'
import { supportFolder } from './support/support'
import { Terminal } from './terminal'
import { describeTerminal } from './terminal-view'
import { REAL_TIMERS } from './till/timers'
import { openWalletPage } from './wallet-desk'
import { bringToFront, createWindow } from './window'
import { Fault } from '../shared/fault'
import type { Notice } from '../shared/ipc/support'
import { currencyExponent } from '../shared/receipt/format'

/*
 * The composition root: each part is built once, wired, started, and stopped in reverse. The main process is
 * the only authority; the window shows what it is told and may be loaded again at any moment.
 */
const given = parseArguments(process.argv, process.cwd())
if (given.data !== null) app.setPath('userData', given.data)
const dataFolder = app.getPath('userData')
const log = openLog(dataFolder)
const keeping = new Keeping(given, dataFolder, log)

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
    // The journal is the first to load native code; the runtime gets ready meanwhile.
    await refuseAltered(join(__dirname, '..', '..'), app.isPackaged)
    const kept = await openKept()
    await app.whenReady()
    await open(asked, keeping.withKeyRing(kept))
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    await app.whenReady()
    refuseToStart(error)
  }
}

/** The last entry on the disk, for the note of a stop. */
let lastEntry: () => number = () => 0

/** Opens what needs no window, while the runtime is still getting ready. */
async function openKept(): Promise<Kept> {
  const kept = await keeping.open()
  lastEntry = () => kept.journal.last
  logStart(kept.report)
  // Serving pages needs this class, and the platform takes tens of milliseconds to load it.
  new Response()
  return kept
}

async function open(asked: Arguments, kept: Kept): Promise<void> {
  const { journal, report, reading } = kept
  servePages(protocol, join(__dirname, '..', 'renderer'))
  // The page's own process takes its time to start; everything else is made meanwhile.
  const keys: Later = { take: () => false, stopped: () => undefined }
  const changed = () => ipc.push('terminal:changed', describe())
  const restarts = new ScreenRestarts(startNotice(kept), Date.now, changed)
  const { window, shown } = openWindow(reading.settings.terminal.displayScale, keys, restarts)
  const customer = reading.settings.display.window ? customerWindow(window, keys) : null
  const disk = new DiskWatch({ freeBytes, after: REAL_TIMERS.after, changed })
  const catalog = new Catalog()
  let isCatalogRead = false
  const ipc = openBridge()
  const terminal = new Terminal({
    settings: reading.settings,
    journal,
    hasRoom: () => hasRoom(journalFolder(dataFolder)),
    catalog,
    isCatalogRead: () => isCatalogRead,
    log,
    startDevices: utilityHost(join(__dirname, 'devices.cjs')),
    push: (name, news) => ipc.push(name, news),
    onLockChanged: changed,
    showCustomer: (view) => customer?.show(view),
    onCounter: (place, consumerId) => wallet.follow(place, consumerId),
    type: (text) => {
      if (!window.isDestroyed()) void window.webContents.insertText(text)
    },
  })
  keys.take = (input) => terminal.takeKey(input)
  const wallet = openWalletPage({ ipc, terminal, till: window, letOut })
  // Behind the still page nobody sees an order: no scan may change one.
  keys.stopped = () => terminal.setPlace('dialog')
  const describe = () =>
    describeTerminal({
      ...{
        version: app.getVersion(),
        sandbox: asked.sandbox,
        dataFolder,
        reading,
        report,
        catalog,
      },
      locked: terminal.lock.locked,
      services: terminal.services,
      devices: terminal.devices,
      notice: restarts.notice,
      diskNearlyFull: disk.isNearlyFull,
      secrets: keeping.secrets(),
    })
  handleCalls(ipc, terminal, catalog, describe)
  answerOwner(kept, { terminal, screen: restarts, ipc, changed })
  run(terminal, ipc, window)
  void disk.look()
  // A long catalog is read once the screen is there; scans wait for it.
  await shown
  await loadCatalog(catalog, reading.settings)
  isCatalogRead = true
  terminal.resumeScans()
  changed()
  customer?.open()
}

async function freeBytes(): Promise<number | null> {
  return (await diskOf(dataFolder))?.freeBytes ?? null
}

function openBridge(): Ipc {
  return openIpc({
    onRefused: (name, reason, times) => {
      log.warn({ name, reason, times }, 'A call was turned away')
    },
    onBug: (_name, error) => {
      stopOnBug(error)
    },
  })
}

/** Starts the terminal and follows what the system tells it. */
function run(terminal: Terminal, ipc: Ipc, window: BrowserWindow): void {
  terminal.start()
  followSleep(terminal, () => {
    ipc.push('terminal:woke', { at: Date.now() })
  })
  stopInOrder(terminal)
  app.on('second-instance', () => {
    bringToFront(window)
  })
}

type OwnerCalls = {
  readonly terminal: Terminal
  readonly screen: ScreenRestarts
  readonly ipc: Ipc
  readonly changed: () => void
}

/** Answers the screen of the store's promotions, the Health screen and the crash screen. */
function answerOwner(kept: Kept, { terminal, screen, ipc, changed }: OwnerCalls): void {
  const { journal, report, reading } = kept
  const support = openSupport({
    ports: supportPorts(kept, dataFolder, () => terminal.lastClockJump),
    journal,
    report,
    reading,
    terminal,
    screen,
    dataFolder,
    settingsFile: keeping.settingsFile,
    secrets: () => keeping.secrets(),
    keyRing,
    version: app.getVersion(),
    memoryBytes: () =>
      app.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize * 1024, 0),
    sbom: join(process.resourcesPath, 'sbom.cdx.json'),
    onChecked: (check) => {
      ipc.push('support:checked', check)
    },
  })
  handleSecrets(ipc, terminal, () => {
    const move = keeping.keepSecrets()
    changed()
    return move
  })
  handleSupport(ipc, { terminal, support, screen, log, startAgain })
  handlePromotions(ipc, terminal, (change) => {
    log.info({ change }, "The file of the store's promotions")
    changed()
  })
}

/** Whether the start before this one ended by a mistake of the program, and what the journal says of it. */
function startNotice({ journal, report }: Kept): Notice | null {
  const told = takeStop(supportFolder(dataFolder), journal.last, report.status !== 'set-aside')
  return told === null ? null : { ...told, at: Date.now() }
}

/** What the windows ask of the terminal, which is made after them. */
type Later = { take: Terminal['takeKey']; stopped: () => void }

/** The window turned to the customer: its own session, its own origin, and nothing that answers it. */
function customerWindow(till: BrowserWindow, keys: Later): CustomerWindow {
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
  keys: Later,
  restarts: ScreenRestarts,
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
      restarts.restarted()
    },
    onStopped: () => keys.stopped(),
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
function followSleep(terminal: Terminal, woke: () => void): void {
  powerMonitor.on('suspend', () => {
    log.info({}, 'The computer goes to sleep')
    terminal.sleep()
  })
  powerMonitor.on('resume', () => {
    log.info({}, 'The computer is awake again')
    terminal.wake()
    woke()
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

function logStart(report: JournalReport): void {
  log.info({ version: app.getVersion(), journal: report.status }, 'Started')
  if (report.detail !== '') log.error({ detail: report.detail }, 'What was found in the journal')
}

function refuseToStart(fault: Fault): void {
  const sentences = startSentences(fault.code, fault.message)
  log.error({ code: fault.code, detail: fault.message }, 'Not started')
  process.stderr.write(`${sentences}\n`)
  dialog.showErrorBox('This terminal does not start', sentences)
  app.exit(1)
}

/** Closes in order; the next start sees what the disk has kept. */
function startAgain(): void {
  log.info({}, 'Starts again')
  app.relaunch()
  app.quit()
}

/** A broken law of the house: written down, and the program starts anew from the journal. */
function stopOnBug(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  log.error({ text }, 'Bug')
  process.stderr.write(`${text}\n`)
  const stop = { at: Date.now(), last: lastEntry() }
  const mayStartAgain = recordStop(supportFolder(dataFolder), stop)
  if (app.isPackaged && mayStartAgain) app.relaunch()
  else if (!mayStartAgain) dialog.showErrorBox(...STOPPED_AGAIN)
  app.exit(70)
}

const STOPPED_AGAIN = [
  'This terminal has stopped again and again',
  'Everything that was saved is kept on this terminal.\nNot known: why it stops.\n' +
    'Do this: start it once more. If it stops again, sell at another terminal and call the support.',
] as const
