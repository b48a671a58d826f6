/**
 * What the main process and the device process say to each other. Plain data, copied on the way; both
 * ends are always of the same build. Each process starts with `ready` from the device process and
 * `configure` from the main process; a process that was replaced starts the same way.
 */

import type { FoundPort } from '../../../shared/ipc/contract'
import type { PrinterConnection, ScannerSettings } from '../../../shared/device-settings'
import type { Reading, ScanFlaw, ScannerStatus } from '../scanner/serial-scanner'
import type { LinkStatus, WriteResult } from '../wire/link'
import type { Illness } from './health'

/** The devices of the device process. Scanners are known by their place in the list from here on. */
export type DeviceSetup = {
  readonly scanners: readonly ScannerSetup[]
  readonly lines: readonly LineSetup[]
}

/** A scanner that does not type: that one is heard where the keys are. */
export type ScannerSetup = Exclude<ScannerSettings, { transport: 'keyboard' }>

/** A device that bytes are written to and that may answer. */
export type LineSetup = { readonly name: LineName; readonly wire: WireSettings }

/** The lines a terminal can have, each at most once. */
export type LineName = 'printer' | 'spare-printer' | 'pole'

/** Where a device on a line is connected. */
export type WireSettings = PrinterConnection

/** From the main process to the device process. */
export type ToHost =
  /** Replaces all devices. */
  | { readonly type: 'configure'; readonly setup: DeviceSetup }
  /** Bytes for a line; answered by `written` with the same line and number. */
  | {
      readonly type: 'write'
      readonly line: LineName
      readonly number: number
      readonly bytes: Uint8Array
    }
  /** Opens the scanners anew, and tries at once what is away. */
  | { readonly type: 'reopen' }
  /** Answered by `ports`. */
  | { readonly type: 'find-ports' }
  /** Answered by `pong` at once: a process that does not answer hangs. */
  | { readonly type: 'ping' }
  /** Close everything and end. */
  | { readonly type: 'stop' }

/** From the device process to the main process. */
export type FromHost =
  | { readonly type: 'ready' }
  | { readonly type: 'pong' }
  /** This process has noticed that it is to be replaced. */
  | { readonly type: 'ill'; readonly illness: Illness }
  | { readonly type: 'ports'; readonly ports: readonly FoundPort[] }
  | { readonly type: 'scanned'; readonly scanner: number; readonly reading: Reading }
  | { readonly type: 'scan-rejected'; readonly scanner: number; readonly reason: ScanFlaw }
  | { readonly type: 'scanner-status'; readonly scanner: number; readonly status: ScannerStatus }
  | { readonly type: 'line-status'; readonly line: LineName; readonly status: LinkStatus }
  | { readonly type: 'line-bytes'; readonly line: LineName; readonly bytes: Uint8Array }
  | {
      readonly type: 'written'
      readonly line: LineName
      readonly number: number
      readonly result: WriteResult
    }

/** Trusts data from the other end of the same build. */
export function messageToHost(data: unknown): ToHost {
  return data as ToHost
}

/** Trusts data from the other end of the same build. */
export function messageFromHost(data: unknown): FromHost {
  return data as FromHost
}
