import { unreachable } from '../../../shared/assert'
import type { Clock } from '../clock'
import { Device } from '../device'
import { HidScanner } from '../scanner/hid-scanner'
import { SerialScanner, type ScannerListeners } from '../scanner/serial-scanner'
import { fileWire } from '../wire/file'
import { hidWire } from '../wire/hid'
import type { HidPort } from '../wire/hid-port'
import type { SerialList } from '../wire/serial-list'
import { serialWire } from '../wire/serial'
import { tcpWire } from '../wire/tcp'
import { listUsbPrinters } from '../wire/usb-printers'
import type { WireMaker } from '../wire/wire'
import { findPorts } from './found-ports'
import { Health, type Vitals } from './health'
import type {
  DeviceSetup,
  FromHost,
  LineName,
  LineSetup,
  ScannerSetup,
  ToHost,
  WireSettings,
} from './messages'

/** A scanner that needs nothing but to be started and stopped; what it reads it tells by itself. */
export interface RoomScanner {
  start(): void
  stop(): Promise<void>
}

/** What a room is made of. */
export type RoomParts = {
  readonly clock: Clock
  /** Sends a message to the main process. */
  readonly post: (message: FromHost) => void
  /** Everything is closed; the process may end. */
  readonly onStopped: () => void
  readonly listSerial: SerialList
  readonly hid: HidPort
  readonly vitals: () => Vitals
}

/** The devices of one terminal, as the device process keeps them. It holds no rules of the till. */
export class DeviceRoom {
  readonly #parts: RoomParts
  readonly #health: Health
  readonly #lines = new Map<LineName, Device>()
  #scanners: readonly RoomScanner[] = []
  #setup: DeviceSetup = { scanners: [], lines: [] }
  #change: Promise<void> = Promise.resolve()

  constructor(parts: RoomParts) {
    this.#parts = parts
    this.#health = new Health(parts.clock, parts.vitals, (illness) => {
      parts.post({ type: 'ill', illness })
    })
    this.#health.start()
  }

  /** Takes a message of the main process. */
  receive(message: ToHost): void {
    switch (message.type) {
      case 'configure':
        return this.#inTurn(async () => {
          await this.#closeAll()
          this.#setup = message.setup
          this.#openAll()
        })
      case 'write':
        return void this.#write(message.line, message.number, message.bytes)
      case 'reopen':
        return this.#inTurn(async () => {
          for (const device of this.#lines.values()) device.retryNow()
          await this.#closeScanners()
          this.#openScanners()
        })
      case 'find-ports':
        return void this.#findPorts()
      case 'ping':
        return this.#parts.post({ type: 'pong' })
      case 'stop':
        return this.#inTurn(async () => {
          this.#health.stop()
          await this.#closeAll()
          this.#parts.onStopped()
        })
      default:
        return unreachable(message)
    }
  }

  #inTurn(change: () => Promise<void>): void {
    this.#change = this.#change.then(change)
  }

  #openAll(): void {
    for (const line of this.#setup.lines) this.#openLine(line)
    this.#openScanners()
    for (const device of this.#lines.values()) device.start()
  }

  async #closeAll(): Promise<void> {
    const stops = [...this.#lines.values()].map((device) => device.stop())
    this.#lines.clear()
    await Promise.all([...stops, this.#closeScanners()])
  }

  #openScanners(): void {
    this.#scanners = this.#setup.scanners.map((settings, at) => this.#scannerOn(settings, at))
    for (const scanner of this.#scanners) scanner.start()
  }

  async #closeScanners(): Promise<void> {
    const stops = this.#scanners.map((scanner) => scanner.stop())
    this.#scanners = []
    await Promise.all(stops)
  }

  #scannerOn(settings: ScannerSetup, place: number): RoomScanner {
    const { clock, hid } = this.#parts
    const listeners: ScannerListeners = {
      onScan: (reading) => this.#parts.post({ type: 'scanned', scanner: place, reading }),
      onStatus: (status) => this.#parts.post({ type: 'scanner-status', scanner: place, status }),
      onRejected: (reason) => this.#parts.post({ type: 'scan-rejected', scanner: place, reason }),
    }
    switch (settings.transport) {
      case 'serial':
        return new SerialScanner(this.#wireOf(settings), clock, listeners, settings.framing)
      case 'hid':
        return new HidScanner(hid, settings, clock, listeners)
      default:
        return unreachable(settings)
    }
  }

  #openLine({ name, wire }: LineSetup): void {
    const device = new Device({
      makeWire: this.#wireOf(wire),
      clock: this.#parts.clock,
      onStatus: (status) => this.#parts.post({ type: 'line-status', line: name, status }),
    })
    device.watch((bytes) => this.#parts.post({ type: 'line-bytes', line: name, bytes }))
    this.#lines.set(name, device)
  }

  async #write(line: LineName, number: number, bytes: Uint8Array): Promise<void> {
    this.#health.moved()
    const result = await this.#lines.get(line)?.write(bytes)
    this.#parts.post({
      type: 'written',
      line,
      number,
      result: result ?? { outcome: 'not-sent', code: 'not-open', bytesWritten: 0 },
    })
  }

  async #findPorts(): Promise<void> {
    const { listSerial, hid } = this.#parts
    const ports = await findPorts({ listSerial, hid, listUsbPrinters })
    this.#parts.post({ type: 'ports', ports })
  }

  /** A wire whose bytes are counted as work. */
  #wireOf(settings: WireSettings): WireMaker {
    const makeWire = this.#plainWireOf(settings)
    return ({ onBytes, onClosed }) =>
      makeWire({
        onClosed,
        onBytes: (bytes) => {
          this.#health.moved()
          onBytes(bytes)
        },
      })
  }

  #plainWireOf(settings: WireSettings): WireMaker {
    const { clock, hid, listSerial } = this.#parts
    switch (settings.transport) {
      case 'serial':
        return serialWire(settings, clock, { list: listSerial })
      case 'tcp':
        return tcpWire(settings, clock)
      case 'file':
        return fileWire(settings, clock)
      case 'hid':
        return hidWire(settings, clock, hid)
      default:
        return unreachable(settings)
    }
  }
}
