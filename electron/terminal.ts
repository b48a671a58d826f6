import { CustomerNews } from './customer-news'
import { systemClock } from './devices/clock'
import { Devices } from './devices/devices'
import type { HostStarter } from './devices/host/process-keeper'
import { PrintDesk } from './devices/printer/print-desk'
import { KeyboardScanner, type KeyInput } from './devices/scanner/keyboard-scanner'
import { scanCounter } from './devices/scanner/scan-counter'
import type { Reading } from './devices/scanner/serial-scanner'
import type { Catalog } from './catalog/catalog'
import type { Journal } from './journal/port'
import { uuidv7 } from './journal/uuid'
import type { Log } from './log'
import { nearLimit } from './near-limit'
import { makeServices, type Services } from './services'
import { Approvals } from './till/approvals'
import { ClockWatch } from './till/clock-watch'
import { EffectRunner } from './till/effect-runner'
import { performer } from './till/perform'
import { TerminalLock } from './till/lock'
import { QuietFold } from './till/quiet-fold'
import { Reactions } from './till/reactions'
import { SavingWatch } from './till/saving-watch'
import { ScanInbox } from './till/scan-inbox'
import { ScanRouter } from './till/scan-router'
import { Till } from './till/till'
import { REAL_TIMERS, steadyTime } from './till/timers'
import { worldOf } from './till/world'
import { ViewNews } from './view-news'
import { symbologyNamed } from '../shared/barcode/aim'
import { NO_SCAN_RULES, scanRules } from '../shared/barcode/scan'
import type { CustomerView } from '../shared/display/customer-view'
import { poleWriter } from '../shared/display/pole-text'
import type { News, Place } from '../shared/ipc/contract'
import type { WindowCommand } from '../shared/order/commands'
import type { RefusalCode } from '../shared/order/refusals'
import type { TillView } from '../shared/order/till-view'
import { refuse, type FaultReport, type Refusal, type Result } from '../shared/result'
import type { Settings } from '../shared/settings'

/** Tells every window. */
export type Push = <Name extends keyof News>(name: Name, news: News[Name]) => void

/** What a terminal is built from. */
export type TerminalParts = {
  readonly settings: Settings
  readonly journal: Journal
  /** Whether there is room beside the journal for the orders to come. */
  readonly hasRoom: () => boolean
  readonly catalog: Catalog
  /** False until the catalog's file was read at start; scans wait for it. */
  readonly isCatalogRead: () => boolean
  readonly log: Log
  readonly startDevices: HostStarter
  readonly push: Push
  /** The terminal was locked or opened. */
  readonly onLockChanged: () => void
  /** Shows the customer's window a view; nobody waits for it. */
  readonly showCustomer: (view: CustomerView) => void
  /** Where the cashier is and whose wallet it is: the coupon service's page is open only there. */
  readonly onCounter: (place: Place, consumerId: string | null) => void
  /** Puts text into the focused field: keys that were held back and are typing after all. */
  readonly type: (text: string) => void
}

/** How long closing waits for what is still being sent. */
const DRAIN_MS = 2_000

/** The running terminal: the till with its providers, devices and scans, wired once. */
export class Terminal {
  readonly till: Till
  readonly devices: Devices
  readonly services: Services
  readonly lock: TerminalLock
  /** Who may do what the manager's PIN guards. */
  readonly approvals: Approvals
  readonly #router: ScanRouter
  readonly #inbox: ScanInbox
  readonly #fold: QuietFold
  readonly #effects: EffectRunner
  readonly #clocks: ClockWatch
  readonly #saving: SavingWatch
  readonly #keyboard: KeyboardScanner | null
  readonly #count = scanCounter()
  readonly #news: ViewNews
  readonly #customer: CustomerNews | null
  readonly #parts: TerminalParts
  #place: Place = 'order'

  constructor(parts: TerminalParts) {
    const { settings, journal, catalog, log, push } = parts
    this.#parts = parts
    this.#news = new ViewNews((change) => push('till:changed', change), REAL_TIMERS)
    const told: Parameters<typeof makeServices>[2] = (views) => push('services:changed', views)
    this.services = makeServices(settings, log, told, catalog)
    this.devices = this.#makeDevices()
    this.#customer = this.#makeCustomer()
    const till = () => this.till
    const { promotions, coupons } = this.services
    const outside = { promotions, coupons }
    this.#effects = new EffectRunner({
      till,
      perform: performer(outside, this.#paper()),
      timers: REAL_TIMERS,
    })
    this.#clocks = this.#watchClocks()
    this.#saving = new SavingWatch({ till, hasRoom: parts.hasRoom, timers: REAL_TIMERS, log })
    const reactions = new Reactions({
      till,
      outside,
      effects: this.#effects,
      timers: REAL_TIMERS,
    })
    const approvals = new Approvals(settings.terminal.managerPin, () => performance.now())
    this.approvals = approvals
    this.lock = this.#makeLock(approvals)
    this.#fold = new QuietFold(journal, REAL_TIMERS)
    this.till = new Till({
      journal,
      approvals,
      world: worldOf(settings, this.services, catalog, () => uuidv7(Date.now())),
      publish: (view) => {
        this.#publish(view)
      },
      look: () => {
        this.#clocks.look()
      },
      closed: () => {
        this.#fold.orderClosed()
      },
      react: (happened, command) => {
        this.#fold.written()
        reactions.react(happened, command)
      },
    })
    this.#router = this.#makeRouter()
    this.#inbox = new ScanInbox(
      (scans) => {
        this.#router.takeAll(scans)
      },
      (due) => setImmediate(due),
    )
    this.#keyboard = this.#makeKeyboard()
  }

  /** Brings the orders back, then opens the devices. */
  start(): void {
    this.till.start()
    this.#saving.look()
    this.#clocks.start()
    this.devices.start()
    this.#effects.pump()
  }

  /** The computer goes to sleep. Devices that lose their power while they are open come back wrong. */
  sleep(): void {
    this.devices.sleep()
  }

  /** The computer has slept: the clocks are compared again, and what fell due meanwhile is sent. */
  wake(): void {
    this.devices.wake()
    this.#clocks.look()
    this.#effects.pump()
  }

  /** The newest jump of the computer's clock since the start. */
  get lastClockJump(): ClockWatch['lastJump'] {
    return this.#clocks.lastJump
  }

  /** Lets go of what is held for an unpaid order, gives what is owed a moment, and closes everything. */
  async stop(): Promise<void> {
    this.#inbox.flush()
    if (this.till.current) this.till.run({ type: 'PrepareToQuit' })
    await this.#effects.drain(DRAIN_MS)
    this.#effects.stop()
    this.#clocks.stop()
    this.#saving.stop()
    await this.devices.stop()
    this.#fold.stop()
    this.#parts.journal.close()
  }

  /** The newest view, whole; what is told from now on goes on from it. */
  view(): TillView | null {
    this.#news.flush()
    return this.till.view()
  }

  /** Runs a window's command; its view is told at once. */
  run(command: WindowCommand): Result<TillView, Refusal<RefusalCode> | FaultReport> {
    this.#inbox.flush()
    if (this.lock.locked) return refuse('terminal-locked')
    const ran = this.#take(command)
    this.#news.flush()
    return ran
  }

  #watchClocks(): ClockWatch {
    return new ClockWatch({
      till: () => this.till,
      timers: REAL_TIMERS,
      steady: steadyTime,
      passed: () => {
        this.#effects.pump()
      },
    })
  }

  #makeRouter(): ScanRouter {
    const { settings, catalog, isCatalogRead, push } = this.#parts
    const rules = scanRules(settings.promotions?.barcodePattern ?? null, settings.barcodes)
    return new ScanRouter({
      till: () => this.till,
      rules: () => (rules.ok ? rules.value : NO_SCAN_RULES),
      barcodes: settings.barcodes,
      items: (codes) => catalog.find(codes),
      isReady: isCatalogRead,
      signOn: (code) => this.lock.scan(code),
      now: Date.now,
      report: (report) => {
        push('scan:handled', report)
      },
    })
  }

  #makeLock(approvals: Approvals): TerminalLock {
    const { badgePattern } = this.#parts.settings.barcodes
    const badge = badgePattern === null ? null : new RegExp(badgePattern)
    return new TerminalLock({
      approvals,
      hasBadges: badge !== null,
      isBadge: (code) => badge?.test(code) ?? false,
      onChange: () => {
        this.#placeChanged()
        this.#customer?.pause(this.lock.locked)
        this.#parts.onLockChanged()
      },
    })
  }

  /** A typed code takes the way of a scan. */
  #take(command: WindowCommand): Result<TillView, Refusal<RefusalCode> | FaultReport> {
    if (command.type !== 'EnterCode') return this.till.run(command)
    const { code, symbology = null } = command
    const kind = symbologyNamed(symbology)
    return this.#router.enter(
      this.#count({ code, symbology: kind, source: 'tray', at: Date.now() }),
    )
  }

  /** The window tells where the cashier is. */
  setPlace(place: Place): void {
    this.#place = place
    this.#placeChanged()
  }

  #placeChanged(): void {
    this.#inbox.flush()
    this.#router.setPlace(this.#placeNow())
    this.#tellCounter()
  }

  #placeNow(): Place {
    return this.lock.locked ? 'locked' : this.#place
  }

  #tellCounter(): void {
    this.#parts.onCounter(this.#placeNow(), this.#consumerId())
  }

  #consumerId(): string | null {
    return this.till.view()?.order.customer?.consumerId ?? null
  }

  /** The address of the coupon service's page for the customer on the order; null when there is none. */
  async walletPage(): Promise<string | null> {
    const consumerId = this.#consumerId()
    return consumerId === null
      ? null
      : ((await this.services.coupons?.walletPage(consumerId)) ?? null)
  }

  /** Handles the scans that waited, now that the catalog is there. */
  resumeScans(): void {
    this.#router.resume()
  }

  /** Shows a test text on what the customer sees; false where there is no display. */
  testDisplay(): boolean {
    this.#customer?.test()
    return this.#customer !== null
  }

  /** A key, before the page sees it; true keeps it from the page. */
  takeKey(input: KeyInput): boolean {
    return this.#keyboard?.take(input) ?? false
  }

  /** Tries everything that waits for a provider now, not later. */
  tryNow(): void {
    for (const order of [...this.till.state.orders.values()]) {
      for (const { id: effectId, status } of order.effects) {
        if (status !== 'waiting') continue
        this.till.run({ type: 'RetryEffect', orderId: order.id, effectId })
      }
    }
  }

  #publish(view: TillView): void {
    this.#news.tell(view)
    this.#customer?.take(view)
    this.#saving.look()
    this.#tellCounter()
    queueMicrotask(() => {
      this.#router.resume()
    })
  }

  /** Null where the customer has no display. */
  #makeCustomer(): CustomerNews | null {
    const { settings, showCustomer } = this.#parts
    const { store, locale, currency } = settings.terminal
    if (!settings.display.window && settings.display.pole === null) return null
    const shop = { store, locale, currency }
    const poleText = poleWriter(shop)
    const tell = (view: CustomerView): void => {
      showCustomer(view)
      this.devices.pole?.show(poleText(view.scene))
    }
    const near = () => this.till.near(nearLimit())?.near ?? []
    return new CustomerNews(shop, REAL_TIMERS, tell, near)
  }

  /** Null where there is no printer at all. The drawer hangs on the printer whose settings say so. */
  #paper(): PrintDesk | null {
    const { printer, sparePrinter } = this.#parts.settings
    const { paper, sparePaper } = this.devices
    if (paper === null && sparePaper === null) return null
    const drawers = { first: printer?.drawer ?? false, spare: sparePrinter?.drawer ?? false }
    return new PrintDesk(paper, sparePaper, drawers)
  }

  #makeDevices(): Devices {
    const { settings, startDevices, push, log } = this.#parts
    return new Devices(settings, systemClock, startDevices, {
      onScan: (reading, device) => {
        this.#inbox.put({ ...this.#count(reading), leaked: '', device })
      },
      onScanRejected: () => {
        this.#rejected('serial', '')
        log.warn({}, 'A scan could not be read')
      },
      onChange: (views) => {
        push('devices:changed', views)
      },
      onRestart: (reason) => {
        log.error({ reason }, 'The device process was replaced')
        push('devices:restarted', { at: Date.now() })
      },
    })
  }

  #makeKeyboard(): KeyboardScanner | null {
    const { settings, type } = this.#parts
    const keyboard = settings.scanners.find((one) => one.transport === 'keyboard')
    if (keyboard?.transport !== 'keyboard') return null
    return new KeyboardScanner({
      prefixKey: keyboard.prefixKey,
      clock: systemClock,
      type,
      onScan: (reading, leaked) => {
        this.#inbox.put({ ...this.#count(reading), leaked })
      },
      onRejected: (leaked) => {
        this.#rejected('keyboard', leaked)
      },
    })
  }

  /** Noise from a scanner has a number, an outcome and a sound as well. */
  #rejected(source: Reading['source'], leaked: string): void {
    const scan = this.#count({ code: '', symbology: null, source, at: Date.now() })
    this.#inbox.flush()
    this.#router.reject({ ...scan, leaked })
  }
}
