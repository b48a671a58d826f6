import type { Scan } from '../../../shared/barcode/scan'
import type { Clock } from '../clock'
import { Device } from '../device'
import type { LinkStatus } from '../wire/link'
import type { WireMaker } from '../wire/wire'
import { Framer, SCAN_GAP_MS, type Frame, type FrameFlaw } from './framing'

/** A scan before the terminal has numbered it. */
export type Reading = Omit<Scan, 'number'>

/** Bad frames in a row after which the scanner's own settings (speed, language) are the likely reason. */
export const BAD_FRAMES_MAX = 20

/** What a scanner reports by itself. */
export type ScannerListeners = {
  readonly onScan: (reading: Reading) => void
  readonly onStatus: (status: ScannerStatus) => void
  /** A frame was thrown away: the cashier hears the error tone, so that no scan vanishes in silence. */
  readonly onRejected: (reason: FrameFlaw) => void
}

/** How a scanner is doing. `garbled`: it is connected, and what it sends has long been unreadable. */
export type ScannerStatus = LinkStatus & { readonly garbled: boolean }

/** A barcode scanner on a serial port. It keeps its port open and needs no focus. */
export class SerialScanner {
  readonly #device: Device
  #framer = new Framer()
  #badFrames = 0
  #cancelFlush: () => void = () => undefined

  constructor(
    makeWire: WireMaker,
    private readonly clock: Clock,
    private readonly listeners: ScannerListeners,
  ) {
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
    this.#cancelFlush()
    await this.#device.stop()
  }

  #receive(bytes: Uint8Array): void {
    this.#cancelFlush()
    this.#hear(this.#framer.push(bytes, this.clock.now()))
    if (!this.#framer.unfinished) return
    this.#cancelFlush = this.clock.after(SCAN_GAP_MS, () =>
      this.#hear(this.#framer.flush(this.clock.now())),
    )
  }

  #hear(frames: readonly Frame[]): void {
    for (const frame of frames) {
      if (frame.kind === 'code') this.#accept(frame.code, frame.symbology)
      else this.#reject(frame.reason)
    }
  }

  /** A scanner's messages about itself, and the add-on of a magazine sent alone, are no scans. */
  #accept(code: string, symbology: Scan['symbology']): void {
    this.#countBad(0)
    if (symbology === 'scanner-message' || symbology === 'ean-add-on') return
    this.listeners.onScan({ code, symbology, source: 'serial', at: this.clock.now() })
  }

  #reject(reason: FrameFlaw): void {
    this.#countBad(this.#badFrames + 1)
    this.listeners.onRejected(reason)
  }

  #countBad(badFrames: number): void {
    const before = this.status.garbled
    this.#badFrames = badFrames
    if (this.status.garbled !== before) this.listeners.onStatus(this.status)
  }

  /** Half a code from before a loss never joins the first one after it. */
  #follow(status: LinkStatus): void {
    if (status.status !== 'ready') {
      this.#cancelFlush()
      this.#framer = new Framer()
      this.#badFrames = 0
    }
    this.listeners.onStatus({ ...status, garbled: false })
  }
}
