/**
 * The status bits of an ESC/POS printer in words.
 *
 *   DLE EOT   1: bit 2 drawer pin 3 high, 3 offline, 5 waits for its button, 6 feed button pressed
 *             2: bit 2 cover open, 3 feeding by button, 5 paper end, 6 error
 *             3: bit 2 mechanical, 3 cutter, 5 unrecoverable, 6 heals by itself (head hot)
 *             4: bits 2 3 near end, 5 6 paper end
 *   GS a      byte 1: bit 2 drawer, 3 offline, 5 cover, 6 feeding by button
 *             byte 2: bit 0 waits for its button, 1 feed button pressed, 2 3 5 6 as DLE EOT 3
 *             byte 3: bits 0 1 near end, 2 3 paper end
 *
 * Some models leave the bits of buttons set without a meaning, so they count only while it is offline.
 * With the cover open the paper sensor may lie, so the cover is named first.
 * Source: Epson ESC/POS command reference, DLE EOT and GS a.
 */
import type { FourBytes } from './answers'
import type { PrinterStatus, PrinterTrouble } from './port'

/** The four answers to DLE EOT 1, 2, 3 and 4. */
export function decodeRealTime(bytes: FourBytes): PrinterStatus {
  const [printer, offline, error, paper] = bytes
  return statusOf({
    coverOpen: has(offline, 0x04),
    paperOut: has(paper, 0x60) || has(offline, 0x20),
    paperLow: has(paper, 0x0c),
    cutter: has(error, 0x08),
    healing: has(error, 0x40),
    error: has(error, 0x24) || has(offline, 0x40),
    feeding: has(offline, 0x08) || has(printer, 0x40),
    waiting: has(printer, 0x20),
    offline: has(printer, 0x08),
    drawerHigh: has(printer, 0x04),
  })
}

/** The four bytes of automatic status back. */
export function decodeStatusReport(bytes: FourBytes): PrinterStatus {
  const [printer, error, paper] = bytes
  return statusOf({
    coverOpen: has(printer, 0x20),
    paperOut: has(paper, 0x0c),
    paperLow: has(paper, 0x03),
    cutter: has(error, 0x08),
    healing: has(error, 0x40),
    error: has(error, 0x24),
    feeding: has(printer, 0x40) || has(error, 0x02),
    waiting: has(error, 0x01),
    offline: has(printer, 0x08),
    drawerHigh: has(printer, 0x04),
  })
}

/** What stops the printer, if anything does. */
export function troubleOf(status: PrinterStatus): PrinterTrouble | null {
  switch (status.condition) {
    case 'ready':
    case 'not-connected':
    case 'no-answer':
    case 'one-way':
    case 'swapped-printer':
      return null
    default:
      return status.condition
  }
}

type Bits = {
  readonly coverOpen: boolean
  readonly paperOut: boolean
  readonly paperLow: boolean
  readonly cutter: boolean
  readonly healing: boolean
  readonly error: boolean
  readonly feeding: boolean
  readonly waiting: boolean
  readonly offline: boolean
  readonly drawerHigh: boolean
}

function statusOf(bits: Bits): PrinterStatus {
  return {
    condition: conditionOf(bits),
    paperLow: bits.paperLow || bits.paperOut,
    drawerLevel: bits.drawerHigh ? 'high' : 'low',
  }
}

function conditionOf(bits: Bits): PrinterTrouble | 'ready' {
  if (bits.coverOpen) return 'cover-open'
  if (bits.paperOut) return 'paper-out'
  if (bits.cutter) return 'cutter-stuck'
  if (bits.healing) return 'too-hot'
  if (bits.error) return 'printer-error'
  if (!bits.offline) return 'ready'
  if (bits.feeding) return 'feeding'
  return bits.waiting ? 'waiting' : 'offline'
}

function has(byte: number, mask: number): boolean {
  return (byte & mask) !== 0
}
