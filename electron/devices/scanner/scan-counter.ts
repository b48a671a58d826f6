import type { Scan } from '../../../shared/barcode/scan'
import type { Reading } from './serial-scanner'

/**
 * Makes the one counter of a terminal: every reading of every scanner, and of the scan tray, gets the
 * next number, from 1. By it each scan can be followed to its one outcome.
 */
export function scanCounter(): (reading: Reading) => Scan {
  let last = 0
  return (reading) => {
    last += 1
    return { number: last, ...reading }
  }
}
