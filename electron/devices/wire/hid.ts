import type { HidConnection } from '../../../shared/device-settings'
import { Fault } from '../../../shared/fault'
import type { Clock } from '../clock'
import { hasIdentity, type HidDeviceInfo, type HidHandle, type HidPort } from './hid-port'
import { wireFailureOf, type Wire, type WireFailure, type WireListeners } from './wire'
import type { WireMaker, WireStatus } from './wire'

/** Which entry of the list to open, or why none. */
export type HidChoice = { readonly path: string } | { readonly failure: WireFailure }

/** How bytes travel in reports. */
type Packing = {
  /** Bytes as the output reports that carry them. */
  readonly pack: (bytes: Uint8Array) => readonly Uint8Array[]
  /** The bytes an input report carries. */
  readonly unpack: (report: Uint8Array) => Uint8Array
}

/** A wire on which every piece of bytes is one report; made by `hidReportWire`. */
export interface ReportWire extends Wire {
  /** Sends an output or a feature report that nothing depends on; false when the device did not take it. */
  send(kind: 'output' | 'feature', report: Uint8Array): Promise<boolean>
}

const CLOSE_MS_MAX = 1000

/** The vendors' own pages begin here. A receipt printer is on one of them. */
const VENDOR_PAGE_MIN = 0xff00

/** What the Devices screen lists. Empty where the system has no HID devices, or the package does not load. */
export function listHid(port: HidPort): Promise<readonly HidDeviceInfo[]> {
  return port.list().catch(() => [])
}

/**
 * Makes wires to a receipt printer. An output report is
 *
 *     00 | count of data bytes | data, filled up with 00 to `reportBytes`
 *
 * where 00 is the number of the report and `reportBytes` counts from the count on. What the printer answers is
 * a count and data the same way, without a number.
 */
export function hidWire(
  settings: HidConnection & { readonly reportBytes: number },
  clock: Clock,
  port: HidPort,
): WireMaker {
  const packing = countedPacking(settings.reportBytes)
  const choose = (devices: readonly HidDeviceInfo[]) => choosePrinter(devices, settings)
  return (listeners) => new HidWire({ port, clock, choose, packing }, listeners)
}

/**
 * Makes wires that carry whole reports, number first, each way.
 * @param choose  asked with the list at every attempt
 */
export function hidReportWire(
  choose: (devices: readonly HidDeviceInfo[]) => HidChoice,
  clock: Clock,
  port: HidPort,
): (listeners: WireListeners) => ReportWire {
  return (listeners) => new HidWire({ port, clock, choose, packing: WHOLE_REPORTS }, listeners)
}

type HidWireParts = {
  readonly port: HidPort
  readonly clock: Clock
  readonly choose: (devices: readonly HidDeviceInfo[]) => HidChoice
  readonly packing: Packing
}

/** One HID device, looked for and opened once. A path is no identity, so it is looked for every time. */
class HidWire implements ReportWire {
  status: WireStatus = 'closed'
  #used = false
  #handle: HidHandle | null = null
  #opening: Promise<unknown> = Promise.resolve()
  #closing: Promise<void> | null = null
  #lost: WireFailure | null = null

  constructor(
    private readonly parts: HidWireParts,
    private readonly listeners: WireListeners,
  ) {}

  async open(): Promise<void> {
    if (this.#used) throw new Fault('wire-error', 'later', 'A wire is opened once')
    this.#used = true
    this.status = 'opening'
    const opening = this.#openHandle()
    this.#opening = opening.catch(() => undefined)
    try {
      await opening
    } catch (error) {
      if (!this.#isClosed()) this.status = 'failed'
      throw error
    }
    if (this.#isClosed()) throw new Fault('not-open', 'later', 'Closed while opening')
    if (this.#lost !== null) {
      this.status = 'failed'
      throw new Fault(this.#lost, 'later', 'The device went while opening')
    }
    this.status = 'ready'
  }

  async write(bytes: Uint8Array): Promise<void> {
    const handle = this.#handle
    if (this.status !== 'ready' || handle === null) {
      throw new Fault('not-open', 'later', 'The device is not open')
    }
    for (const report of this.parts.packing.pack(bytes)) await writeWhole(handle, report)
  }

  async send(kind: 'output' | 'feature', report: Uint8Array): Promise<boolean> {
    const handle = this.#handle
    if (this.status !== 'ready' || handle === null) return false
    const sent = kind === 'output' ? handle.write(report) : handle.sendFeature(report)
    return sent.then(
      () => true,
      () => false,
    )
  }

  close(): Promise<void> {
    this.status = 'closed'
    this.#closing ??= this.#closeHandle()
    return this.#closing
  }

  async #openHandle(): Promise<void> {
    const { port, choose } = this.parts
    const choice = choose(await port.list())
    if ('failure' in choice) throw new Fault(choice.failure, 'later', 'No such HID device')
    if (this.#isClosed()) return
    this.#handle = await port.open(choice.path, {
      onReport: (report) => this.#receive(report),
      onLost: (failure) => this.#lose(failure),
    })
  }

  #receive(report: Uint8Array): void {
    if (this.status === 'closed' || this.status === 'failed') return
    const bytes = this.parts.packing.unpack(report)
    if (bytes.length > 0) this.listeners.onBytes(bytes)
  }

  #lose(failure: WireFailure): void {
    this.#lost = failure
    if (this.status !== 'ready') return
    this.status = 'failed'
    this.listeners.onClosed(failure)
  }

  /** What is still being opened is closed as soon as it is open; waiting for a hung driver has an end. */
  async #closeHandle(): Promise<void> {
    const closed = this.#opening.then(() => this.#handle?.close())
    await new Promise<void>((resolve) => {
      const giveUp = this.parts.clock.after(CLOSE_MS_MAX, resolve)
      void closed.finally(() => {
        giveUp()
        resolve()
      })
    })
  }

  #isClosed(): boolean {
    return this.status === 'closed'
  }
}

/** Of a job in several reports some may have been taken before one was not: then nobody knows. */
async function writeWhole(handle: HidHandle, report: Uint8Array): Promise<void> {
  try {
    await handle.write(report)
  } catch (error) {
    throw new Fault('write-lost', 'later', wireFailureOf(error), { cause: error })
  }
}

const WHOLE_REPORTS: Packing = { pack: (bytes) => [bytes], unpack: (report) => report }

function countedPacking(reportBytes: number): Packing {
  const dataBytes = Math.min(reportBytes - 1, 0xff)
  return {
    pack: (bytes) => {
      const reports: Uint8Array[] = []
      for (let at = 0; at < bytes.length; at += dataBytes) {
        const data = bytes.subarray(at, at + dataBytes)
        const report = new Uint8Array(1 + reportBytes)
        report[1] = data.length
        report.set(data, 2)
        reports.push(report)
      }
      return reports
    },
    unpack: (report) => {
      const count = report[0] ?? 0
      return count < report.length ? report.slice(1, 1 + count) : new Uint8Array(0)
    },
  }
}

/** Without an identity nothing is opened: receipts must not end in somebody's mouse. */
function choosePrinter(
  devices: readonly HidDeviceInfo[],
  { device: identity }: HidConnection,
): HidChoice {
  if (identity === null || identity.vendorId === null) return { failure: 'wrong-setting' }
  const found = devices.find(
    (device) =>
      hasIdentity(device, identity) && (device.usagePage ?? VENDOR_PAGE_MIN) >= VENDOR_PAGE_MIN,
  )
  return found === undefined ? { failure: 'port-not-found' } : { path: found.path }
}
