import type { Scan } from '../../../shared/barcode/scan'
import type { Clock } from '../clock'
import { Device } from '../device'
import type { LinkStatus } from '../wire/link'
import type { WireMaker } from '../wire/wire'
import type { HidFacts } from './hid-facts'
import type { HidFlaw } from './hid-pos'
import { Framer, SCAN_GAP_MS, type Frame, type FrameFlaw, type Framing } from './framing'

/** A scan before the terminal has numbered it. */
export type Reading = Omit<Scan, 'number'>

/** Bad frames in a row after which the scanner's own settings (speed, language) are the likely reason. */
export const BAD_FRAMES_MAX = 20

/** What a scanner reports by itself. */
export type ScannerListeners = {
  readonly onScan: (reading: Reading) => void
  readonly onStatus: (status: ScannerStatus) => void
  /**
   * Something could not be read: the cashier hears the error tone, so that no scan vanishes in silence. Told
   * once for what arrived together, and no more while the scanner is `garbled`.
   */
  readonly onRejected: (reason: ScanFlaw) => void
}

/** Why something from a scanner could not be read. */
export type ScanFlaw = FrameFlaw | HidFlaw

/** How a scanner is doing. `garbled`: it is connected, and what it sends has long been unreadable. */
export type ScannerStatus = LinkStatus & {
  readonly garbled: boolean
  /** Of a HID scanner alone. */
  readonly hid?: HidFacts
}

/** A wait that ends so much too late says that this process stood still, not that the scanner was silent. */
const LATE_MS = 30

/** A barcode scanner on a serial port. It keeps its port open and needs no focus. */
export class SerialScanner {
  readonly #device: Device
  #framer: Framer
  #badFrames = 0
  #cancelWait: () => void = () => undefined

  constructor(
    makeWire: WireMaker,
    private readonly clock: Clock,
    private readonly listeners: ScannerListeners,
    private readonly framing: Framing = 'line',
  ) {
    this.#framer = new Framer(framing)
    this.#device = new Device({ makeWire, clock, onStatus: (status) => this.#follow(status) })
    this.#device.watch((bytes) => this.#receive(bytes))
  }

  get status(): ScannerStatus {
    return { ...this.#device.status, garbled: this.#badFrames >= BAD_FRAMES_MAX }
  }

  /** Begins to connect; answers at once. */
  start(): void {
    this.#device.start()
  }

  /** Disconnects. */
  async stop(): Promise<void> {
    this.#cancelWait()
    await this.#device.stop()
  }

  #receive(bytes: Uint8Array): void {
    this.#cancelWait()
    this.#hear(this.#framer.push(bytes, this.clock.now()))
    if (this.#framer.unfinished) this.#awaitSilence(true)
  }

  /** A process that stood still may have bytes waiting for it: then it listens once more. */
  #awaitSilence(mayWaitAgain: boolean): void {
    const dueAt = this.clock.now() + SCAN_GAP_MS
    this.#cancelWait = this.clock.after(SCAN_GAP_MS, () => {
      if (mayWaitAgain && this.clock.now() - dueAt > LATE_MS) this.#awaitSilence(false)
      else this.#hear(this.#framer.silence())
    })
  }

  #hear(frames: readonly Frame[]): void {
    let rejected: FrameFlaw | null = null
    for (const frame of frames) {
      if (frame.kind === 'code') this.#accept(frame.code, frame.symbology)
      else {
        if (!this.status.garbled) rejected ??= frame.reason
        this.#countBad(this.#badFrames + 1)
      }
    }
    if (rejected !== null) this.listeners.onRejected(rejected)
  }

  /** A scanner's messages about itself, and the add-on of a magazine sent alone, are no scans. */
  #accept(code: string, symbology: Scan['symbology']): void {
    this.#countBad(0)
    if (symbology === 'scanner-message' || symbology === 'ean-add-on') return
    this.listeners.onScan({ code, symbology, source: 'serial', at: this.clock.now() })
  }

  #countBad(badFrames: number): void {
    const before = this.status.garbled
    this.#badFrames = badFrames
    if (this.status.garbled !== before) this.listeners.onStatus(this.status)
  }

  /** Half a code from before a loss never joins the first one after it. */
  #follow(status: LinkStatus): void {
    if (status.status !== 'ready') {
      this.#cancelWait()
      this.#framer = new Framer(this.framing)
      this.#badFrames = 0
    }
    this.listeners.onStatus({ ...status, garbled: false })
  }
}
