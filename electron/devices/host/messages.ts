/**
 * What the main process and the device process say to each other. Plain data, copied on the way; both
 * ends are always of the same build. Each process starts with `ready` from the device process and
 * `configure` from the main process; a process that was replaced starts the same way.
 */

import type { Reading, ScannerStatus } from '../scanner/serial-scanner'
import type { FrameFlaw } from '../scanner/framing'
import type { FileSettings } from '../wire/file'
import type { LinkStatus, WriteResult } from '../wire/link'
import type { SerialSettings } from '../wire/serial'
import type { TcpSettings } from '../wire/tcp'

/** The devices on wires. Scanners are known by their place in the list from here on. */
export type DeviceSetup = {
  readonly scanners: readonly WireSettings[]
  readonly printer: WireSettings | null
}

/** Where a device is connected. */
export type WireSettings =
  | ({ readonly transport: 'serial' } & SerialSettings)
  | ({ readonly transport: 'tcp' } & TcpSettings)
  | ({ readonly transport: 'file' } & FileSettings)

/** From the main process to the device process. */
export type ToHost =
  /** Replaces all devices. */
  | { readonly type: 'configure'; readonly setup: DeviceSetup }
  /** Bytes for the printer; answered by `written` with the same number. */
  | { readonly type: 'write'; readonly number: number; readonly bytes: Uint8Array }
  /** Answered by `pong` at once: a process that does not answer hangs. */
  | { readonly type: 'ping' }
  /** Close everything and end. */
  | { readonly type: 'stop' }

/** From the device process to the main process. */
export type FromHost =
  | { readonly type: 'ready' }
  | { readonly type: 'pong' }
  | { readonly type: 'scanned'; readonly scanner: number; readonly reading: Reading }
  | { readonly type: 'scan-rejected'; readonly scanner: number; readonly reason: FrameFlaw }
  | { readonly type: 'scanner-status'; readonly scanner: number; readonly status: ScannerStatus }
  | { readonly type: 'printer-status'; readonly status: LinkStatus }
  | { readonly type: 'printer-bytes'; readonly bytes: Uint8Array }
  | { readonly type: 'written'; readonly number: number; readonly result: WriteResult }

/** Trusts data from the other end of the same build. */
export function messageToHost(data: unknown): ToHost {
  return data as ToHost
}

/** Trusts data from the other end of the same build. */
export function messageFromHost(data: unknown): FromHost {
  return data as FromHost
}
