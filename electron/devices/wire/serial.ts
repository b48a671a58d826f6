import { SerialPort } from 'serialport'
import type { SerialConnection } from '../../../shared/device-settings'
import { Fault } from '../../../shared/fault'
import type { Clock } from '../clock'
import { fileIdentity } from './file-identity'
import { Whereabouts, type Places } from './whereabouts'
import type { Wire, WireFailure, WireListeners, WireMaker, WireStatus } from './wire'

/** How a serial device is set; what is absent is 9600 baud, 8 data bits, no parity, no flow control. */
export type SerialSettings = Pick<SerialConnection, 'path'> &
  Partial<Omit<SerialConnection, 'transport'>>

/** How often an open port is compared with the system's list of files. */
export const SERIAL_WATCH_MS = 1000

const CLOSE_MS_MAX = 1000

/**
 * Makes serial wires to one port: RS-232, USB serial, or a pseudo-terminal. A USB device that comes back
 * under another name is followed there by its own name.
 *
 * With `rts-cts` and `xon-xoff` the operating system waits for the device, and a write is done once all of it
 * has left; a device that never goes on keeps it waiting, and what is waiting is dropped at the close. With
 * `none` nobody waits: a job longer than the device's memory must be paced by whoever writes it.
 */
export function serialWire(settings: SerialSettings, clock: Clock, places: Places = {}): WireMaker {
  const { path, device = null } = settings
  const whereabouts = new Whereabouts({ path, device }, places)
  return (listeners) => new SerialWire(settings, whereabouts, listeners, clock)
}

/**
 * One serial port, opened once.
 *
 * The native package has three habits that are guarded here. Bytes written to a closed port come out when
 * it is reopened: so nothing is written unless open, and no port object is opened twice. Without a `data`
 * listener an unplugged cable goes unnoticed: so there always is one. And a device that goes between
 * opening and the first read leaves an endless loop of empty reads and no event: so the path is looked at
 * every second, and a path that is gone or leads to another device ends the wire.
 */
class SerialWire implements Wire {
  status: WireStatus = 'closed'
  #used = false
  readonly #listeners: WireListeners
  readonly #clock: Clock
  #port: SerialPort | null = null
  #path = ''
  #identity: string | null = null
  #writes = 0
  #stopWatch: () => void = () => undefined

  constructor(
    private readonly settings: SerialSettings,
    private readonly whereabouts: Whereabouts,
    listeners: WireListeners,
    clock: Clock,
  ) {
    this.#listeners = listeners
    this.#clock = clock
  }

  async open(): Promise<void> {
    if (this.#used) throw new Fault('wire-error', 'later', 'A wire is opened once')
    this.#used = true
    this.status = 'opening'
    this.#path = await this.#found()
    this.#identity = await fileIdentity(this.#path)
    const port = this.#makePort()
    this.#port = port
    const error = await new Promise<Error | null>((resolve) => port.open(resolve))
    if (this.#isNot('opening')) {
      await this.#closePort()
      throw new Fault('not-open', 'later', `${this.#path} was closed while opening`)
    }
    if (error !== null) {
      this.status = 'failed'
      const failure = openFailure(error.message)
      if (failure === 'port-busy') this.whereabouts.avoid(this.#path)
      throw new Fault(failure, 'later', error.message, { cause: error })
    }
    this.status = 'ready'
    port.on('data', (bytes: Uint8Array) => this.#listeners.onBytes(bytes))
    this.#watch()
    await this.whereabouts.remember(this.#path)
  }

  async write(bytes: Uint8Array): Promise<void> {
    const port = this.#port
    if (this.status !== 'ready' || port === null) {
      throw new Fault('not-open', 'later', 'The port is not open')
    }
    this.#writes += 1
    await new Promise<void>((resolve, reject) => {
      const settle = (error: Error | null | undefined) => {
        this.#writes -= 1
        if (!error) return resolve()
        reject(new Fault('write-lost', 'later', error.message, { cause: error }))
      }
      port.write(Buffer.from(bytes), (error) => {
        if (error || this.status !== 'ready') settle(error ?? new Error('The port was lost'))
        else port.drain(settle)
      })
    })
  }

  async close(): Promise<void> {
    this.#stopWatch()
    const opening = this.status === 'opening'
    this.status = 'closed'
    if (!opening) await this.#closePort()
  }

  async #found(): Promise<string> {
    try {
      return await this.whereabouts.path()
    } catch (error) {
      if (this.status === 'opening') this.status = 'failed'
      throw error
    }
  }

  #makePort(): SerialPort {
    const port = new SerialPort(portOptions(this.#path, this.settings))
    port.on('error', () => this.#lose('wire-error'))
    port.on('close', (error: { disconnected?: boolean } | null) =>
      this.#lose(error?.disconnected === true ? 'cable-out' : 'wire-error'),
    )
    return port
  }

  /** The loss is told once; a port that still counts as open is closed, to end its reading. */
  #lose(failure: WireFailure): void {
    if (this.status !== 'ready') return
    this.#stopWatch()
    this.status = 'failed'
    void this.#closePort()
    this.#listeners.onClosed(failure)
  }

  #watch(): void {
    if (this.status !== 'ready') return
    this.#stopWatch = this.#clock.after(SERIAL_WATCH_MS, () => {
      void fileIdentity(this.#path).then((identity) => {
        if (identity !== null && identity === this.#identity) this.#watch()
        else this.#lose('cable-out')
      })
    })
  }

  /**
   * Bytes still held back by flow control are dropped, or they would come out later. They can also keep
   * a port from closing; waiting has an end.
   */
  async #closePort(): Promise<void> {
    const port = this.#port
    if (port === null || !port.isOpen) return
    if (this.#writes > 0) port.flush(() => undefined)
    await new Promise<void>((resolve) => {
      const giveUp = this.#clock.after(CLOSE_MS_MAX, resolve)
      port.close(() => {
        giveUp()
        resolve()
      })
    })
  }

  #isNot(status: WireStatus): boolean {
    return this.status !== status
  }
}

function portOptions(path: string, settings: SerialSettings) {
  const flowControl = settings.flowControl ?? 'none'
  return {
    path,
    baudRate: settings.baudRate ?? 9600,
    dataBits: settings.dataBits ?? 8,
    parity: settings.parity ?? 'none',
    stopBits: 1 as const,
    rtscts: flowControl === 'rts-cts',
    xon: flowControl === 'xon-xoff',
    // Our own XOFF would put control bytes into the print data.
    xoff: false,
    hupcl: process.platform === 'win32',
    autoOpen: false,
    lock: true,
  }
}

/** The words of the native package on Linux, macOS and Windows. */
const OPEN_FAILURES: readonly (readonly [RegExp, WireFailure])[] = [
  [/no such (file|device)|file not found|unknown error code (2|3|31|433)\b/i, 'port-not-found'],
  [/cannot lock port|resource busy|access denied|unknown error code (5|32)\b/i, 'port-busy'],
  [/permission denied|not permitted/i, 'no-rights'],
  [/inappropriate ioctl|is a directory|baud ?rate|unknown error code 87\b/i, 'wrong-setting'],
]

function openFailure(message: string): WireFailure {
  return OPEN_FAILURES.find(([words]) => words.test(message))?.[1] ?? 'wire-error'
}
