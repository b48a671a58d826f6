/**
 * Barcodes that switch a scanner into a mode in which it needs no focus. Honeywell scanners take a Code 128
 * that ends in FNC3: the menu command, a full stop, FNC3. Command `TERMID` chooses the interface: 130 is a
 * serial port over USB, 131 is HID POS. Other makers' codes have check fields of their own and stand in
 * their manuals; a wrong one could switch a scanner into a mode that nobody finds again.
 * Source: Honeywell area-imaging scanner user guides, terminal interfaces.
 */
import { code128BarsOf, CODE_128_FNC3, code128Values } from '../../../shared/receipt/code128'

/** A set-up barcode: for whose scanners, what it does, and its bars. */
export type SetupCode = {
  readonly maker: string
  readonly mode: string
  /** The command as printed under the bars. */
  readonly command: string
  readonly bars: readonly number[]
}

/** The set-up barcodes that are known, the best mode first. */
export const SETUP_CODES: readonly SetupCode[] = [
  honeywell('USB scanner mode (HID POS)', 'TERMID131.'),
  honeywell('USB serial port', 'TERMID130.'),
]

function honeywell(mode: string, command: string): SetupCode {
  const bars = code128BarsOf([...code128Values(command), CODE_128_FNC3])
  return { maker: 'Honeywell', mode, command, bars }
}
