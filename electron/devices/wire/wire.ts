import { Fault } from '../../../shared/fault'

/**
 * A byte pipe to one device: serial port, device file, TCP connection or HID device. It knows nothing of barcodes or
 * receipts.
 *
 * A wire object is used once: `open` it, use it, and after `close` or a loss throw it away and make a new
 * one. Bytes written to a wire that is not ready are refused, never kept for later: that is how an old
 * receipt would come out an hour after its sale. `device.ts` makes new wires and paces the attempts.
 */
export interface Wire {
  readonly status: WireStatus
  /**
   * Opens the pipe.
   * @throws Fault  `code` is a WireFailure; the wire is then `failed`
   */
  open(): Promise<void>
  /**
   * Hands bytes to the operating system and waits until they left it ("written" is not "printed").
   * Writes are made one after the other.
   * @throws Fault  `not-open`: nothing was written. `write-lost`: the wire closed or the device stopped
   *                taking bytes meanwhile; some of them may have arrived
   */
  write(bytes: Uint8Array): Promise<void>
  /** Closes the pipe; never rejects and may be called at any time, also twice. `onClosed` does not follow. */
  close(): Promise<void>
}

/** The life of a wire. `failed` covers never opened, cable out and write errors; there is no way back. */
export type WireStatus = 'closed' | 'opening' | 'ready' | 'failed'

/** What a wire reports by itself; given when it is made. */
export type WireListeners = {
  /** Bytes arrived, in order. The array belongs to the listener. */
  readonly onBytes: (bytes: Uint8Array) => void
  /** The open wire was lost, with the reason. Said once, and never after `close`. */
  readonly onClosed: (failure: WireFailure) => void
}

/** Makes one wire to one device; called again for every attempt. */
export type WireMaker = (listeners: WireListeners) => Wire

const WIRE_FAILURES = [
  'port-not-found',
  'wrong-device',
  'port-busy',
  'no-rights',
  'cable-out',
  'not-answering',
  'host-not-found',
  'connection-refused',
  'wrong-setting',
  'not-open',
  'write-lost',
  'wire-error',
] as const

/** Why a wire is not there; the window has a sentence and a next step for each. */
export type WireFailure = (typeof WIRE_FAILURES)[number]

/** Reads the reason out of what a wire threw; anything unforeseen is a `wire-error`. */
export function wireFailureOf(error: unknown): WireFailure {
  const code = error instanceof Fault ? error.code : null
  return WIRE_FAILURES.find((failure) => failure === code) ?? 'wire-error'
}
