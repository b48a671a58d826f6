/**
 * A barcode scanner on a virtual USB bus. A scan is one or more reports of 64 bytes, number 02 first:
 *
 *     honeywell   02 | count | AIM identifier, 3 | data, up to 56 | maker's letter at 61 | 00 | more follow
 *     newland     02 | count | data, up to 56, with the AIM identifier in it            … 63 | more follow
 *     unknown     02 | count | one byte | AIM identifier, 3 | data …                    … 63 | more follow
 *
 * The last byte has bit 0 set while more reports of the same barcode follow. `unknown` is nobody's documented
 * layout; it looks like the others at first sight, which is why it must not be guessed.
 */

import type { BusDevice, VirtualHidBus } from './bus'

/** Whose reports a scanner sends. */
export type HidScannerLayout = 'honeywell' | 'newland' | 'unknown'

/** What a scanner says of itself, and where it appears. */
export type HidScannerIdentity = {
  /** Four hexadecimal digits, lower case. */
  readonly vendorId: string
  readonly productId: string
  readonly serialNumber?: string
  readonly product?: string
  /** `/dev/hidraw0` when absent. */
  readonly path?: string
  /** `keyboard`: it was never switched over, and types. */
  readonly mode?: 'pos' | 'keyboard'
  /** Why the system does not let it be opened, in its words: "Permission denied". */
  readonly openError?: string
}

/** Scanners as they are sold. */
export const HID_SCANNERS = {
  honeywell: { vendorId: '0c2e', productId: '0b6a', serialNumber: '19123B0042', product: '1900' },
  newland: { vendorId: '1eab', productId: '0d10', serialNumber: 'FM430-0042', product: 'FM430' },
  unknown: { vendorId: '05e0', productId: '1300', serialNumber: 'S21042', product: 'DS4608' },
} as const satisfies Record<HidScannerLayout, HidScannerIdentity>

const DATA_BYTES_MAX = 56
const REPORT_BYTES = 64

/** A scanner that is plugged into a bus and out again. */
export class VirtualHidScanner {
  /** What the terminal sent to it, oldest first, as "output 0440". */
  readonly heard: string[] = []
  readonly #bus: VirtualHidBus
  #layout: HidScannerLayout = 'honeywell'
  #devices: readonly BusDevice[] = []

  constructor(bus: VirtualHidBus) {
    this.#bus = bus
  }

  /** Whether it is in. */
  get isIn(): boolean {
    return this.#devices.length > 0
  }

  /** Whether a terminal reads it: what it scans before is lost, as with a real one. */
  get isOpen(): boolean {
    return this.#devices.some((device) => this.#bus.opened(device) > 0)
  }

  /** Plugs it in, switched on. It may say something else of itself each time, and appear elsewhere. */
  plug(identity: HidScannerIdentity, layout: HidScannerLayout): void {
    this.unplug()
    this.#layout = layout
    this.#devices = devicesOf(identity, layout, (heard) => this.heard.push(heard))
    // The maker's own page comes first in the list, as it likes to.
    for (const device of [...this.#devices].reverse()) this.#bus.plug(device)
  }

  /** Reads one barcode; answers whether a terminal had it open. */
  scan(code: string, aim = ''): boolean {
    const reports = scanReports(code, aim, this.#layout)
    return reports.map((report) => this.raw(report)).every(Boolean)
  }

  /** Sends one report as it is; answers whether a terminal had it open. */
  raw(report: Uint8Array): boolean {
    const [data] = this.#devices
    if (data === undefined) throw new Error('The scanner is not plugged in.')
    return this.#bus.send(data, report) > 0
  }

  /** Pulls it out; nothing happens when it is out. */
  unplug(): void {
    for (const device of this.#devices) this.#bus.unplug(device)
    this.#devices = []
  }
}

/** The reports a scanner of a layout sends for a barcode. */
export function scanReports(
  code: string,
  aim: string,
  layout: HidScannerLayout,
): readonly Uint8Array[] {
  const data = Buffer.from(layout === 'newland' ? aim + code : code, 'utf8')
  const reports: Uint8Array[] = []
  for (let at = 0; at === 0 || at < data.length; at += DATA_BYTES_MAX) {
    const piece = data.subarray(at, at + DATA_BYTES_MAX)
    const report = Buffer.alloc(REPORT_BYTES)
    report[0] = 0x02
    report[1] = piece.length
    if (layout === 'newland') piece.copy(report, 2)
    else {
      report.write(aim, layout === 'honeywell' ? 2 : 3, 'latin1')
      piece.copy(report, layout === 'honeywell' ? 5 : 6)
    }
    report[REPORT_BYTES - 1] = at + DATA_BYTES_MAX < data.length ? 1 : 0
    reports.push(report)
  }
  return reports
}

/** A Honeywell has a page of its maker's beside the scanner's own, with the same report numbers. */
function devicesOf(
  identity: HidScannerIdentity,
  layout: HidScannerLayout,
  hear: (heard: string) => void,
): readonly BusDevice[] {
  const { path = '/dev/hidraw0', mode = 'pos', serialNumber = null } = identity
  const { vendorId, productId, openError, product = 'Scanner' } = identity
  const about = { vendorId, productId, serialNumber, product, manufacturer: 'Sandbox' }
  const data: BusDevice = {
    ...about,
    path,
    entries: [mode === 'pos' ? [0x8c, 0x02] : [0x01, 0x06]],
    ...(openError === undefined ? {} : { openError }),
    onReport: (kind, report) => hear(`${kind} ${Buffer.from(report).toString('hex')}`),
  }
  if (layout !== 'honeywell') return [data]
  return [data, { ...about, path: `${path}-service`, entries: [[0xff8c, 0x02]] }]
}
