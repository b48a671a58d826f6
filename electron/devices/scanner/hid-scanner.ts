import { unreachable } from '../../../shared/assert'
import type { UsbIdentity } from '../../../shared/device-settings'
import type { Clock } from '../clock'
import { Device } from '../device'
import { hidReportWire, type HidChoice, type ReportWire } from '../wire/hid'
import { hasIdentity, type HidDeviceInfo, type HidPort } from '../wire/hid-port'
import type { LinkStatus } from '../wire/link'
import type { HidFacts } from './hid-facts'
import { hidLayout, isScannerMaker, type HidLayout } from './hid-layouts'
import { HID_CONTINUE_MS, HidPosDecoder, type HidFlaw, type HidFrame } from './hid-pos'
import { ReportRing } from './report-ring'
import type { ScannerListeners, ScannerStatus } from './serial-scanner'

/** Which scanner, and how it is set. */
export type HidScannerSettings = {
  /** Null takes the first scanner there is, one whose reports we can read before any other. */
  readonly device: UsbIdentity | null
  /** It ends its codes with CR, LF or both. */
  readonly suffix?: boolean
}

/** Reports in a row that fit no layout, after which the table is wrong about this scanner. */
export const BAD_REPORTS_MAX = 5

/** A wait that ends so much too late says that this process stood still, not that the scanner was silent. */
const LATE_MS = 30

/** Unreadable reports are told of at most this often: a code in three reports is one error tone. */
const TELL_MS = 500

const POS_PAGE = 0x8c
const POS_SCANNER = 0x02
const DESKTOP_PAGE = 0x01
const KEYBOARD = 0x06

/**
 * A barcode scanner in HID POS mode. It is known by what it says of itself, never by where it is plugged in,
 * needs no focus, and is looked for while it is away.
 *
 * A scanner whose layout is not in the table is open all the same: its reports are kept for support, and every
 * try at scanning is refused aloud.
 */
export class HidScanner {
  readonly #device: Device
  readonly #settings: HidScannerSettings
  readonly #clock: Clock
  readonly #listeners: ScannerListeners
  readonly #ring = new ReportRing()
  #wire: ReportWire | null = null
  #found: HidDeviceInfo | null = null
  #layout: HidLayout | null = null
  #decoder: HidPosDecoder | null = null
  #isKeyboard = false
  #badReports = 0
  #toldAt = -TELL_MS
  #cancelWait: () => void = () => undefined
  #cancelTell: (() => void) | null = null

  constructor(
    port: HidPort,
    settings: HidScannerSettings,
    clock: Clock,
    listeners: ScannerListeners,
  ) {
    this.#settings = settings
    this.#clock = clock
    this.#listeners = listeners
    const makeWire = hidReportWire((devices) => this.#choose(devices), clock, port)
    this.#device = new Device({
      makeWire: (wireListeners) => {
        const wire = makeWire(wireListeners)
        this.#wire = wire
        return wire
      },
      clock,
      onStatus: (status) => this.#follow(status),
    })
    this.#device.watch((report) => this.#receive(report))
  }

  get status(): ScannerStatus {
    return { ...this.#device.status, garbled: false, hid: this.#facts() }
  }

  /** Begins to look for it; answers at once. */
  start(): void {
    this.#device.start()
  }

  /** Closes it, and waits until it is closed: a program that ends with it open may end badly. */
  async stop(): Promise<void> {
    this.#cancelWait()
    this.#cancelTell?.()
    this.#cancelTell = null
    await this.#device.stop()
    await this.#wire?.close()
  }

  /** Sounds the scanner; false where it is away or cannot be told to. */
  async beep(sound: 'good' | 'error'): Promise<boolean> {
    const beeps = this.#layout?.beeps ?? null
    if (beeps === null || this.#wire === null) return false
    return this.#wire.send('output', beeps[sound])
  }

  /** The data interface is on the scanner's own page; the maker's page beside it has the same report numbers. */
  #choose(devices: readonly HidDeviceInfo[]): HidChoice {
    const { device: identity } = this.#settings
    const fitting = devices.filter(
      (device) =>
        device.usagePage === POS_PAGE &&
        device.usage === POS_SCANNER &&
        !device.inUse &&
        (identity === null || hasIdentity(device, identity)),
    )
    const last = this.#found
    const found =
      fitting.find((device) => last !== null && hasIdentity(device, last)) ??
      fitting.find((device) => hidLayout(device) !== null) ??
      fitting[0]
    this.#isKeyboard = found === undefined && devices.some((device) => this.#types(device))
    if (found === undefined) return { failure: 'port-not-found' }
    this.#meet(found)
    return { path: found.path }
  }

  /** A scanner in keyboard mode has another product number than in this one. */
  #types({ usagePage, usage, vendorId }: HidDeviceInfo): boolean {
    if (usagePage !== DESKTOP_PAGE || usage !== KEYBOARD) return false
    const wanted = this.#settings.device?.vendorId ?? null
    return wanted === null ? isScannerMaker(vendorId) : vendorId === wanted.toLowerCase()
  }

  #meet(found: HidDeviceInfo): void {
    if (this.#found === null || !hasIdentity(found, this.#found)) this.#ring.clear()
    this.#found = found
    this.#layout = hidLayout(found)
    this.#decoder =
      this.#layout === null
        ? null
        : new HidPosDecoder(this.#layout, { suffix: this.#settings.suffix === true })
    this.#badReports = 0
  }

  #receive(report: Uint8Array): void {
    this.#cancelWait()
    const decoder = this.#decoder
    if (decoder === null) return this.#keep(report, 'unknown-layout')
    const frame = decoder.push(report)
    if (frame !== null) this.#hear(frame, report)
    if (decoder.unfinished) this.#awaitMore(decoder, report, true)
  }

  /** A process that stood still may have reports waiting for it: then it listens once more. */
  #awaitMore(decoder: HidPosDecoder, report: Uint8Array, mayWaitAgain: boolean): void {
    const dueAt = this.#clock.now() + HID_CONTINUE_MS
    this.#cancelWait = this.#clock.after(HID_CONTINUE_MS, () => {
      const isLate = this.#clock.now() - dueAt > LATE_MS
      if (mayWaitAgain && isLate) return this.#awaitMore(decoder, report, false)
      const frame = decoder.giveUp()
      this.#cancelWait = this.#clock.after(HID_CONTINUE_MS, () => decoder.forgetTorn())
      if (frame !== null) this.#hear(frame, report)
    })
  }

  #hear(frame: HidFrame, report: Uint8Array): void {
    switch (frame.kind) {
      case 'code':
        this.#countBad(0)
        // The add-on of a magazine sent alone is no scan.
        if (frame.symbology === 'ean-add-on') return
        return this.#listeners.onScan({
          code: frame.code,
          symbology: frame.symbology,
          source: 'hid',
          at: this.#clock.now(),
        })
      case 'message':
        return this.#countBad(0)
      case 'rejected':
        if (frame.reason !== 'malformed-report') return this.#listeners.onRejected(frame.reason)
        this.#countBad(this.#badReports + 1)
        return this.#keep(report, frame.reason)
      default:
        return unreachable(frame)
    }
  }

  /** A report that cannot be read: kept, and refused aloud. */
  #keep(report: Uint8Array, reason: HidFlaw): void {
    this.#ring.add(report)
    const now = this.#clock.now()
    if (now - this.#toldAt >= TELL_MS) this.#listeners.onRejected(reason)
    this.#toldAt = now
    this.#tellSoon()
  }

  #countBad(badReports: number): void {
    if (this.#badReports >= BAD_REPORTS_MAX) this.#tellSoon()
    this.#badReports = badReports
  }

  /** However many reports come, the Devices screen hears of them twice a second. */
  #tellSoon(): void {
    this.#cancelTell ??= this.#clock.after(TELL_MS, () => {
      this.#cancelTell = null
      this.#listeners.onStatus(this.status)
    })
  }

  /** Half a code from before a loss never joins the first one after it. */
  #follow(status: LinkStatus): void {
    if (status.status !== 'ready') this.#cancelWait()
    else this.#switchOver()
    this.#listeners.onStatus({ ...status, garbled: false, hid: this.#facts() })
  }

  /** Tells models that are a keyboard as well to send here. Others do not know it; nobody waits for it. */
  #switchOver(): void {
    const feature = this.#layout?.feature ?? null
    if (feature !== null) void this.#wire?.send('feature', feature)
  }

  #facts(): HidFacts {
    const isOpen = this.#device.status.status === 'ready'
    const isUnknown = this.#layout === null || this.#badReports >= BAD_REPORTS_MAX
    const mode = this.#isKeyboard ? 'wrong-mode' : null
    const code = isOpen ? (isUnknown ? 'unknown-layout' : null) : mode
    const device = this.#found === null ? null : describe(this.#found)
    return { code, device, raw: this.#ring.reports() }
  }
}

/** "Honeywell 1900 (0c2e:0b6a)". */
function describe({ manufacturer, product, vendorId, productId }: HidDeviceInfo): string {
  const names = [manufacturer, product].filter((name) => name !== null)
  return [...names, `(${vendorId}:${productId})`].join(' ')
}
