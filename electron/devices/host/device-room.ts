import { unreachable } from '../../../shared/assert'
import type { Clock } from '../clock'
import { Device } from '../device'
import { SerialScanner } from '../scanner/serial-scanner'
import { fileWire } from '../wire/file'
import { serialWire } from '../wire/serial'
import { tcpWire } from '../wire/tcp'
import type { WireMaker } from '../wire/wire'
import type { DeviceSetup, FromHost, ToHost, WireSettings } from './messages'

/** The devices of one terminal, as the device process keeps them. It holds no rules of the till. */
export class DeviceRoom {
  #scanners: readonly SerialScanner[] = []
  #printer: Device | null = null
  #change: Promise<void> = Promise.resolve()

  /**
   * @param post     sends a message to the main process
   * @param onStopped  everything is closed; the process may end
   */
  constructor(
    private readonly clock: Clock,
    private readonly post: (message: FromHost) => void,
    private readonly onStopped: () => void,
  ) {}

  /** Takes a message of the main process. */
  receive(message: ToHost): void {
    switch (message.type) {
      case 'configure':
        return this.#inTurn(async () => {
          await this.#closeAll()
          this.#openAll(message.setup)
        })
      case 'write':
        return void this.#write(message.number, message.bytes)
      case 'ping':
        return this.post({ type: 'pong' })
      case 'stop':
        return this.#inTurn(async () => {
          await this.#closeAll()
          this.onStopped()
        })
      default:
        return unreachable(message)
    }
  }

  #inTurn(change: () => Promise<void>): void {
    this.#change = this.#change.then(change)
  }

  #openAll(setup: DeviceSetup): void {
    this.#scanners = setup.scanners.map((settings, scanner) => this.#scannerOn(settings, scanner))
    if (setup.printer !== null) this.#printer = this.#printerOn(setup.printer)
    for (const scanner of this.#scanners) scanner.start()
    this.#printer?.start()
  }

  async #closeAll(): Promise<void> {
    const stops = this.#scanners.map((scanner) => scanner.stop())
    if (this.#printer !== null) stops.push(this.#printer.stop())
    this.#scanners = []
    this.#printer = null
    await Promise.all(stops)
  }

  #scannerOn(settings: WireSettings, scanner: number): SerialScanner {
    return new SerialScanner(wireOf(settings, this.clock), this.clock, {
      onScan: (reading) => this.post({ type: 'scanned', scanner, reading }),
      onStatus: (status) => this.post({ type: 'scanner-status', scanner, status }),
      onRejected: (reason) => this.post({ type: 'scan-rejected', scanner, reason }),
    })
  }

  #printerOn(settings: WireSettings): Device {
    const printer = new Device({
      makeWire: wireOf(settings, this.clock),
      clock: this.clock,
      onStatus: (status) => this.post({ type: 'printer-status', status }),
    })
    printer.watch((bytes) => this.post({ type: 'printer-bytes', bytes }))
    return printer
  }

  async #write(number: number, bytes: Uint8Array): Promise<void> {
    const result = await this.#printer?.write(bytes)
    this.post({
      type: 'written',
      number,
      result: result ?? { outcome: 'not-sent', code: 'not-open', bytesWritten: 0 },
    })
  }
}

function wireOf(settings: WireSettings, clock: Clock): WireMaker {
  switch (settings.transport) {
    case 'serial':
      return serialWire(settings, clock)
    case 'tcp':
      return tcpWire(settings, clock)
    case 'file':
      return fileWire(settings)
    default:
      return unreachable(settings)
  }
}
