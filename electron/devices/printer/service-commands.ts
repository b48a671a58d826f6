/**
 * ESC/POS beside the receipts: what a driver says to a printer on its own account. None of it prints.
 *
 *   1D 49 n            GS I     who are you: n = 43 model, 44 serial number; the answer is 5F text 00
 *   1B 64 n  1D 56 42  ESC d, GS V   feeds and cuts, so that half a receipt stays a paper of its own
 *
 * Source: Epson ESC/POS command reference, GS I, ESC d, GS V; hardware.md 3.3.
 */
import type { PrinterModel } from './model'

/** Asks for the model and the serial number. Answered in order with the print data, and only while online. */
export function encodeIdentityRequest(): Uint8Array {
  return Uint8Array.of(0x1d, 0x49, 0x43, 0x1d, 0x49, 0x44)
}

/** Parts half a receipt from whatever comes next; without a cutter it moves up to where it is torn. */
export function encodeCutOff(model: PrinterModel): Uint8Array {
  const feed = [0x1b, 0x64, 4]
  return Uint8Array.from(model.cutter ? [...feed, 0x1d, 0x56, 0x42, 0] : feed)
}
