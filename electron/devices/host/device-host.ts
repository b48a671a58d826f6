import { unreachable } from '../../../shared/assert'
import type { FoundPort } from '../../../shared/ipc/contract'
import type { Clock } from '../clock'
import type { Reading, ScannerListeners, ScannerStatus } from '../scanner/serial-scanner'
import type { LinkStatus, PrinterLink } from '../wire/link'
import type { DeviceSetup, FromHost, LineName } from './messages'
import { ProcessKeeper, type HostStarter, type RestartReason } from './process-keeper'
import { RemoteLink } from './remote-link'

/** How the devices are doing. */
export type DevicesStatus = {
  readonly scanners: readonly ScannerStatus[]
  /** By name; a line that is not set up is absent. */
  readonly lines: Readonly<Partial<Record<LineName, LinkStatus>>>
}

/** What the main process hears from its devices. */
export type DeviceHostOptions = {
  readonly startProcess: HostStarter
  readonly clock: Clock
  /** `scanner`: its place in the setup. */
  readonly onScan: (reading: Reading, scanner: number) => void
  /** Something was scanned that could not be read: the error tone. */
  readonly onScanRejected: ScannerListeners['onRejected']
  readonly onStatus: (status: DevicesStatus) => void
  /** The devices had to be started anew; what was under way has ended as `unknown`. */
  readonly onRestart: (reason: RestartReason) => void
}

const LINE_NAMES: readonly LineName[] = ['printer', 'spare-printer', 'pole']
const NOTHING: DeviceSetup = { scanners: [], lines: [] }

/** A list of ports that has not come by then is not waited for. */
const PORTS_MS_MAX = 5000

/**
 * The main process's side of the device process: keeps it running, restarts it within two seconds when it
 * dies, hangs or is ill, and tells what the devices say. Without devices on wires no process is started
 * until somebody asks for the ports.
 */
export class DeviceHost {
  readonly #options: DeviceHostOptions
  readonly #keeper: ProcessKeeper
  readonly #links: Readonly<Record<LineName, RemoteLink>>
  readonly #askers = new Set<(ports: readonly FoundPort[]) => void>()
  #setup = NOTHING
  #isAsleep = false
  #status: DevicesStatus = { scanners: [], lines: {} }

  constructor(options: DeviceHostOptions) {
    const { startProcess, clock, onRestart } = options
    this.#options = options
    this.#keeper = new ProcessKeeper(startProcess, clock, {
      onMessage: (message) => this.#receive(message),
      onLost: () => this.#lose(),
      onReplaced: onRestart,
    })
    this.#links = {
      printer: this.#linkOf('printer'),
      'spare-printer': this.#linkOf('spare-printer'),
      pole: this.#linkOf('pole'),
    }
  }

  get status(): DevicesStatus {
    return this.#status
  }

  /** The road to the device on a line; `not-sent` at once while there is none. */
  line(name: LineName): PrinterLink {
    return this.#links[name]
  }

  /** Sets the devices, now and for every later start of the process. */
  configure(setup: DeviceSetup): void {
    const now = this.#options.clock.now()
    this.#setup = setup
    this.#become({
      scanners: setup.scanners.map(() => ({ ...absent(now), garbled: false })),
      lines: Object.fromEntries(setup.lines.map(({ name }) => [name, absent(now)])),
    })
    this.#keeper.post({ type: 'configure', setup })
    if (setup.scanners.length > 0 || setup.lines.length > 0) this.#keeper.start()
  }

  /** Opens the scanners anew, and tries at once what is away; a printer that is there is left alone. */
  reopen(): void {
    if (!this.#isAsleep) this.#keeper.post({ type: 'reopen' })
  }

  /** Lists every port of this computer; empty when it takes too long. */
  ports(): Promise<readonly FoundPort[]> {
    return new Promise((resolve) => {
      const settle = (ports: readonly FoundPort[]) => {
        stopWaiting()
        this.#askers.delete(settle)
        resolve(ports)
      }
      const stopWaiting = this.#options.clock.after(PORTS_MS_MAX, () => settle([]))
      this.#askers.add(settle)
      this.#keeper.post({ type: 'find-ports' })
      this.#keeper.start()
    })
  }

  /** The computer goes to sleep: devices that lose their power while open come back wrong. */
  sleep(): void {
    this.#isAsleep = true
    this.#keeper.post({ type: 'configure', setup: NOTHING })
  }

  /** The computer is back. */
  wake(): void {
    this.#isAsleep = false
    this.#keeper.post({ type: 'configure', setup: this.#setup })
  }

  /** Closes all devices and ends the process; answers when it has ended. */
  stop(): Promise<void> {
    return this.#keeper.stop()
  }

  #linkOf(line: LineName): RemoteLink {
    return new RemoteLink(this.#options.clock, (number, bytes) => {
      this.#keeper.post({ type: 'write', line, number, bytes })
    })
  }

  #lose(): void {
    const now = this.#options.clock.now()
    for (const link of Object.values(this.#links)) link.lose()
    this.#become({
      scanners: this.#status.scanners.map((scanner) => lost(scanner, now)),
      lines: Object.fromEntries(
        Object.entries(this.#status.lines).map(([name, line]) => [name, lost(line, now)]),
      ),
    })
  }

  #receive(message: FromHost): void {
    switch (message.type) {
      case 'ready':
        return this.#greet()
      case 'pong':
        return
      case 'ill':
        return this.#keeper.replace(message.illness)
      case 'ports':
        for (const tell of [...this.#askers]) tell(message.ports)
        return
      case 'scanned':
        return this.#options.onScan(message.reading, message.scanner)
      case 'scan-rejected':
        return this.#options.onScanRejected(message.reason)
      case 'scanner-status':
        return this.#hearScanner(message.scanner, message.status)
      case 'line-status':
        return this.#hearLine(message.line, message.status)
      case 'line-bytes':
        return this.#links[message.line].receive(message.bytes)
      case 'written':
        return this.#links[message.line].written(message.number, message.result)
      default:
        return unreachable(message)
    }
  }

  /** A new process knows nothing. */
  #greet(): void {
    this.#keeper.post({ type: 'configure', setup: this.#isAsleep ? NOTHING : this.#setup })
    if (this.#askers.size > 0) this.#keeper.post({ type: 'find-ports' })
  }

  /** What a device of the last setup still says has no place any more. */
  #hearScanner(place: number, status: ScannerStatus): void {
    const scanners = this.#status.scanners.map((old, at) =>
      at === place ? { ...status, wasReady: status.wasReady || old.wasReady } : old,
    )
    this.#become({ ...this.#status, scanners })
  }

  #hearLine(line: LineName, status: LinkStatus): void {
    const old = this.#status.lines[line]
    if (old === undefined) return
    const wasReady = status.wasReady || old.wasReady
    const lines = { ...this.#status.lines, [line]: { ...status, wasReady } }
    this.#become({ ...this.#status, lines })
  }

  #become(status: DevicesStatus): void {
    this.#status = status
    for (const name of LINE_NAMES) this.#links[name].follow(status.lines[name] ?? null)
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
