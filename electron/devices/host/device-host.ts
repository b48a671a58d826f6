import { unreachable } from '../../../shared/assert'
import type { Clock } from '../clock'
import type { FrameFlaw } from '../scanner/framing'
import type { Reading, ScannerStatus } from '../scanner/serial-scanner'
import type { LinkStatus, PrinterLink } from '../wire/link'
import type { DeviceSetup, FromHost, ToHost } from './messages'
import { RemoteLink } from './remote-link'

/** A running device process, seen from the main process. */
export interface HostProcess {
  post(message: ToHost): void
  /** Ends it the hard way; `onExit` follows. */
  kill(): void
}

/** Starts one device process; called again whenever the last one has ended. */
export type HostStarter = (listeners: {
  readonly onMessage: (message: FromHost) => void
  readonly onExit: () => void
}) => HostProcess

/** How the devices are doing. */
export type DevicesStatus = {
  readonly scanners: readonly ScannerStatus[]
  /** Null when the terminal has none. */
  readonly printer: LinkStatus | null
}

/** What the main process hears from its devices. */
export type DeviceHostOptions = {
  readonly startProcess: HostStarter
  readonly clock: Clock
  readonly onScan: (reading: Reading) => void
  /** Something was scanned that could not be read: the error tone. */
  readonly onScanRejected: (reason: FrameFlaw) => void
  readonly onStatus: (status: DevicesStatus) => void
}

const RESTART_MS: readonly number[] = [100, 500, 1000, 1500]
const PING_MS = 1000
const SILENCE_MS_MAX = 3000
const STOP_MS_MAX = 2500
const STEADY_MS = 10_000

/**
 * The main process's side of the device process: starts it, restarts it within two seconds when it dies
 * or hangs, and tells what the devices say. Without devices on wires no process is started.
 */
export class DeviceHost {
  readonly #options: DeviceHostOptions
  readonly #link: RemoteLink
  #setup: DeviceSetup = { scanners: [], printer: null }
  #status: DevicesStatus = { scanners: [], printer: null }
  #process: HostProcess | null = null
  #startedAt = 0
  #heardAt = 0
  #restarts = 0
  #stopping: (() => void) | null = null
  #cancelTimer: () => void = () => undefined

  constructor(options: DeviceHostOptions) {
    this.#options = options
    this.#link = new RemoteLink(options.clock, (number, bytes) => {
      this.#process?.post({ type: 'write', number, bytes })
    })
  }

  get status(): DevicesStatus {
    return this.#status
  }

  /** The road to the printer; `not-sent` at once while there is none. */
  get printer(): PrinterLink {
    return this.#link
  }

  /** Sets the devices, now and for every later start of the process. */
  configure(setup: DeviceSetup): void {
    const now = this.#options.clock.now()
    this.#setup = setup
    this.#become({
      scanners: setup.scanners.map(() => ({ ...absent(now), garbled: false })),
      printer: setup.printer === null ? null : absent(now),
    })
    if (this.#process !== null) this.#process.post({ type: 'configure', setup })
    else if (setup.scanners.length > 0 || setup.printer !== null) this.#start()
  }

  /** Closes all devices and ends the process; answers when it has ended. */
  async stop(): Promise<void> {
    const child = this.#process
    this.#cancelTimer()
    if (child === null) return
    await new Promise<void>((resolve) => {
      this.#stopping = resolve
      this.#cancelTimer = this.#options.clock.after(STOP_MS_MAX, () => child.kill())
      child.post({ type: 'stop' })
    })
  }

  #start(): void {
    const now = this.#options.clock.now()
    this.#startedAt = now
    this.#heardAt = now
    const child = this.#options.startProcess({
      onMessage: (message) => this.#process === child && this.#receive(message),
      onExit: () => this.#process === child && this.#exited(),
    })
    this.#process = child
    this.#watch(child)
  }

  #watch(child: HostProcess): void {
    this.#cancelTimer = this.#options.clock.after(PING_MS, () => {
      if (this.#options.clock.now() - this.#heardAt > SILENCE_MS_MAX) return child.kill()
      child.post({ type: 'ping' })
      this.#watch(child)
    })
  }

  #exited(): void {
    const { clock } = this.#options
    const now = clock.now()
    this.#cancelTimer()
    this.#process = null
    this.#link.lose()
    if (this.#stopping !== null) return this.#stopping()
    this.#become({
      scanners: this.#status.scanners.map((scanner) => lost(scanner, now)),
      printer: this.#status.printer === null ? null : lost(this.#status.printer, now),
    })
    if (now - this.#startedAt >= STEADY_MS) this.#restarts = 0
    const waitMs = RESTART_MS[Math.min(this.#restarts, RESTART_MS.length - 1)] ?? PING_MS
    this.#restarts += 1
    this.#cancelTimer = clock.after(waitMs, () => this.#start())
  }

  #receive(message: FromHost): void {
    this.#heardAt = this.#options.clock.now()
    switch (message.type) {
      case 'ready':
        return this.#process?.post({ type: 'configure', setup: this.#setup })
      case 'pong':
        return
      case 'scanned':
        return this.#options.onScan(message.reading)
      case 'scan-rejected':
        return this.#options.onScanRejected(message.reason)
      case 'scanner-status':
        return this.#hearScanner(message.scanner, message.status)
      case 'printer-status':
        return this.#hearPrinter(message.status)
      case 'printer-bytes':
        return this.#link.receive(message.bytes)
      case 'written':
        return this.#link.written(message.number, message.result)
      default:
        return unreachable(message)
    }
  }

  /** What a device of the last setup still says has no place any more. */
  #hearScanner(place: number, status: ScannerStatus): void {
    const scanners = this.#status.scanners.map((old, at) =>
      at === place ? { ...status, wasReady: status.wasReady || old.wasReady } : old,
    )
    this.#become({ ...this.#status, scanners })
  }

  #hearPrinter(status: LinkStatus): void {
    const old = this.#status.printer
    if (old === null) return
    this.#become({
      ...this.#status,
      printer: { ...status, wasReady: status.wasReady || old.wasReady },
    })
  }

  #become(status: DevicesStatus): void {
    this.#status = status
    this.#link.follow(status.printer)
    this.#options.onStatus(status)
  }
}

function absent(since: number): LinkStatus {
  return { status: 'closed', failure: null, since, retryAt: null, wasReady: false }
}

function lost<Status extends LinkStatus>(before: Status, now: number): Status {
  const since = before.status === 'ready' ? now : before.since
  return { ...before, status: 'failed', failure: 'wire-error', since, retryAt: null }
}
