import { systemClock } from './devices/clock'
import { Devices } from './devices/devices'
import type { HostStarter } from './devices/host/device-host'
import { KeyboardScanner, type KeyInput } from './devices/scanner/keyboard-scanner'
import { scanCounter } from './devices/scanner/scan-counter'
import type { Reading } from './devices/scanner/serial-scanner'
import type { Catalog } from './catalog/catalog'
import type { Journal } from './journal/port'
import { uuidv7 } from './journal/uuid'
import type { Log } from './log'
import { makeServices, type Services } from './services'
import { Approvals } from './till/approvals'
import { EffectRunner } from './till/effect-runner'
import { performer } from './till/perform'
import { Reactions } from './till/reactions'
import { ScanRouter } from './till/scan-router'
import { Till } from './till/till'
import { REAL_TIMERS } from './till/timers'
import { worldOf } from './till/world'
import { ViewNews } from './view-news'
import { scanRules, type Scan } from '../shared/barcode/scan'
import type { News, Place } from '../shared/ipc/contract'
import type { WindowCommand } from '../shared/order/commands'
import type { RefusalCode } from '../shared/order/refusals'
import type { TillView } from '../shared/order/till-view'
import type { FaultReport, Refusal, Result } from '../shared/result'
import type { Settings } from '../shared/settings'

/** Tells every window. */
export type Push = <Name extends keyof News>(name: Name, news: News[Name]) => void

/** What a terminal is built from. */
export type TerminalParts = {
  readonly settings: Settings
  readonly journal: Journal
  readonly catalog: Catalog
  /** False until the catalog's file was read at start; scans wait for it. */
  readonly isCatalogRead: () => boolean
  readonly log: Log
  readonly startDevices: HostStarter
  readonly push: Push
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
  readonly #router: ScanRouter
  readonly #effects: EffectRunner
  readonly #keyboard: KeyboardScanner | null
  readonly #count = scanCounter()
  readonly #news: ViewNews
  readonly #parts: TerminalParts

  constructor(parts: TerminalParts) {
    const { settings, journal, catalog, isCatalogRead, log, push } = parts
    this.#parts = parts
    this.#news = new ViewNews((change) => push('till:changed', change), REAL_TIMERS)
    this.services = makeServices(settings, log, (views) => {
      push('services:changed', views)
    })
    this.devices = this.#makeDevices()
    const till = () => this.till
    const { promotions, coupons } = this.services
    const outside = { promotions, coupons }
    this.#effects = new EffectRunner({
      till,
      perform: performer(outside, this.devices.paper),
      timers: REAL_TIMERS,
    })
    const reactions = new Reactions({
      till,
      outside,
      effects: this.#effects,
      timers: REAL_TIMERS,
    })
    this.till = new Till({
      journal,
      approvals: new Approvals(settings.terminal.managerPin, () => performance.now()),
      world: worldOf(settings, this.services, catalog, () => uuidv7(Date.now())),
      publish: (view) => {
        this.#publish(view)
      },
      react: (happened, command) => {
        reactions.react(happened, command)
      },
    })
    const rules = scanRules(settings.promotions?.barcodePattern ?? null)
    this.#router = new ScanRouter({
      till,
      rules: () => (rules.ok ? rules.value : { promotion: null, promotionPrefix: '' }),
      items: (codes) => catalog.find(codes),
      isReady: isCatalogRead,
      report: (report) => {
        push('scan:handled', report)
      },
    })
    this.#keyboard = this.#makeKeyboard()
  }

  /** Brings the orders back, then opens the devices. */
  start(): void {
    this.till.start()
    this.devices.start()
    this.#effects.pump()
  }

  /** Lets go of what is held for an unpaid order, gives what is owed a moment, and closes everything. */
  async stop(): Promise<void> {
    if (this.till.current) this.till.run({ type: 'PrepareToQuit' })
    await this.#effects.drain(DRAIN_MS)
    this.#effects.stop()
    await this.devices.stop()
    this.#parts.journal.close()
  }

  /** The newest view, whole; what is told from now on goes on from it. */
  view(): TillView | null {
    this.#news.flush()
    return this.till.view()
  }

  /** Runs a window's command; its view is told at once. */
  run(command: WindowCommand): Result<TillView, Refusal<RefusalCode> | FaultReport> {
    const ran = this.#take(command)
    this.#news.flush()
    return ran
  }

  /** A typed code takes the way of a scan. */
  #take(command: WindowCommand): Result<TillView, Refusal<RefusalCode> | FaultReport> {
    if (command.type !== 'EnterCode') return this.till.run(command)
    const { code } = command
    return this.#router.enter(
      this.#numbered({ code, symbology: null, source: 'tray', at: Date.now() }),
    )
  }

  /** The window tells where the cashier is. */
  setPlace(place: Place): void {
    this.#router.setPlace(place)
  }

  /** Handles the scans that waited, now that the catalog is there. */
  resumeScans(): void {
    this.#router.resume()
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
    queueMicrotask(() => {
      this.#router.resume()
    })
  }

  #makeDevices(): Devices {
    const { settings, startDevices, push, log } = this.#parts
    return new Devices(settings, systemClock, startDevices, {
      onScan: (reading) => {
        this.#router.take({ ...this.#numbered(reading), leaked: '' })
      },
      onScanRejected: () => {
        this.#rejected()
        log.warn({}, 'A scan could not be read')
      },
      onChange: (views) => {
        push('devices:changed', views)
      },
    })
  }

  #makeKeyboard(): KeyboardScanner | null {
    const { settings, type } = this.#parts
    if (!settings.scanners.some((one) => one.transport === 'keyboard')) return null
    return new KeyboardScanner({
      prefixKey: null,
      clock: systemClock,
      type,
      onScan: (reading, leaked) => {
        this.#router.take({ ...this.#numbered(reading), leaked })
      },
      onRejected: () => {
        this.#rejected()
      },
    })
  }

  #numbered(reading: Reading): Scan {
    return this.#count(reading)
  }

  /** Noise from a scanner has a number, an outcome and a sound as well. */
  #rejected(): void {
    const scan = this.#numbered({ code: '', symbology: null, source: 'serial', at: Date.now() })
    const { number, code, symbology, at } = scan
    const outcome = { outcome: 'attention', result: 'misread' } as const
    const empty = { refusal: null, lineId: null, promotion: null, items: [], leaked: '' }
    this.#parts.push('scan:handled', { number, code, symbology, at, ...outcome, ...empty })
  }
}
