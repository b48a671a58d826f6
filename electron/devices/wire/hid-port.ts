/**
 * The seam right below our own code: what we need of HID devices, whoever provides them. Behind it is the
 * native package (`node-hid.ts`) or the virtual bus of the sandbox (`hid-bus.ts`), both through the guard
 * in `hid-guard.ts`.
 *
 * A report is a handful of bytes that arrive together, with the report's number first where the device
 * numbers its reports. Order is kept; nothing is joined or cut.
 */

import type { UsbIdentity } from '../../../shared/device-settings'
import type { WireFailure } from './wire'

/**
 * One entry of the system's list. A device that is several things at once has an entry for each; on Linux
 * some of them share a path.
 */
export type HidDeviceInfo = {
  /** Where to open it, now; after replugging it may lead to something else. */
  readonly path: string
  /** Four hexadecimal digits, lower case. */
  readonly vendorId: string
  readonly productId: string
  readonly serialNumber: string | null
  readonly manufacturer: string | null
  readonly product: string | null
  /** What it is by the USB tables: 8C/02 is a barcode scanner, 01/06 a keyboard. Null where unknown. */
  readonly usagePage: number | null
  readonly usage: number | null
  /** This process has it open. */
  readonly inUse: boolean
}

/** What an open device reports by itself. */
export type HidListeners = {
  /** One report, whole. The array belongs to the listener. */
  readonly onReport: (report: Uint8Array) => void
  /** The device went. Said once, and never after `close`. The handle must still be closed. */
  readonly onLost: (failure: WireFailure) => void
}

/** HID devices: the list of them and the way to open one. */
export interface HidPort {
  /**
   * Lists every HID device. It asks the whole bus: not more often than every two seconds.
   * @throws Fault  `code` is a WireFailure
   */
  list(): Promise<readonly HidDeviceInfo[]>
  /**
   * Opens a device and begins to read it.
   * @throws Fault  `code` is a WireFailure; `port-busy` also when this process has it open already
   */
  open(path: string, listeners: HidListeners): Promise<HidHandle>
}

/** An open HID device. It is used once: after a loss or `close` a new one is opened. */
export interface HidHandle {
  /**
   * Sends one output report, its number first; 00 where the device does not number them.
   * @throws Fault  `not-open`: nothing was sent. `write-lost`: the device did not take it, or went
   */
  write(report: Uint8Array): Promise<void>
  /** Sends one feature report, its number first. Throws as `write` does. */
  sendFeature(report: Uint8Array): Promise<void>
  /** Closes it; never rejects and may be called at any time, also twice. Nothing is reported after. */
  close(): Promise<void>
}

/** Whether a device is the one a setting means. The path says nothing: it belongs to the socket. */
export function hasIdentity(
  device: Pick<HidDeviceInfo, 'vendorId' | 'productId' | 'serialNumber'>,
  { vendorId, productId, serialNumber }: UsbIdentity,
): boolean {
  return (
    (vendorId === null || vendorId.toLowerCase() === device.vendorId) &&
    (productId === null || productId.toLowerCase() === device.productId) &&
    (serialNumber === null || serialNumber === device.serialNumber)
  )
}
