import type { FoundPort } from '../../../shared/ipc/contract'
import { isScannerMaker } from '../scanner/hid-layouts'
import { listHid } from '../wire/hid'
import type { HidDeviceInfo, HidPort } from '../wire/hid-port'
import type { SerialEntry, SerialList } from '../wire/serial-list'

/** Where the ports of a computer are found. */
export type PortSources = {
  readonly listSerial: SerialList
  readonly listUsbPrinters: SerialList
  readonly hid: HidPort
}

/** Ports told at most; a computer with more has a fault. */
export const PORTS_MAX = 200

/** Lists every port of this computer that a device could be on, with a guess at what it is; never rejects. */
export async function findPorts(sources: PortSources): Promise<readonly FoundPort[]> {
  const [serial, files, hid] = await Promise.all([
    sources.listSerial(),
    sources.listUsbPrinters(),
    listHid(sources.hid),
  ])
  return [
    ...serial.map(
      (entry) => ({ ...wordsOf(entry), kind: 'serial', whatItIs: guess(entry) }) as const,
    ),
    ...files.map((entry) => ({ ...wordsOf(entry), kind: 'file', whatItIs: 'printer' }) as const),
    ...hidDevices(hid),
  ].slice(0, PORTS_MAX)
}

type PortWords = Omit<FoundPort, 'kind' | 'whatItIs'>
type WhatItIs = FoundPort['whatItIs']

function wordsOf(entry: SerialEntry | HidDeviceInfo): PortWords {
  const { path, vendorId, productId, serialNumber, manufacturer, product } = entry
  return { path, vendorId, productId, serialNumber, manufacturer, product }
}

const POS_PAGE = 0x8c
const DESKTOP_PAGE = 0x01
const KEYBOARD = 0x06
const VENDOR_PAGE_MIN = 0xff00

/** Mice and keyboards are none of our business; a device that is several things at once is told once. */
function hidDevices(devices: readonly HidDeviceInfo[]): readonly FoundPort[] {
  const best = new Map<string, FoundPort>()
  for (const device of devices) {
    const whatItIs = guessHid(device)
    if (whatItIs === null) continue
    const { vendorId, productId, serialNumber } = device
    const name = JSON.stringify([vendorId, productId, serialNumber])
    const before = best.get(name)
    if (before && rankOf(before.whatItIs) >= rankOf(whatItIs)) continue
    best.set(name, { ...wordsOf(device), kind: 'hid', whatItIs })
  }
  return [...best.values()]
}

function rankOf(whatItIs: WhatItIs): number {
  return ['unknown', 'keyboard-scanner', 'printer', 'scanner'].indexOf(whatItIs)
}

function guessHid(device: HidDeviceInfo): WhatItIs | null {
  const { usagePage, usage } = device
  if (usagePage === POS_PAGE) return 'scanner'
  const isKeyboard = usagePage === DESKTOP_PAGE && usage === KEYBOARD
  if (isKeyboard) return guess(device) === 'scanner' ? 'keyboard-scanner' : null
  if (usagePage !== null && usagePage < VENDOR_PAGE_MIN) return null
  const whatItIs = guess(device)
  if (whatItIs === 'unknown') return null
  // A maker's own page beside the page of scanners, or instead of it: nobody can say.
  return whatItIs === 'scanner' ? 'unknown' : whatItIs
}

/** Makers of receipt printers; most of them make nothing else that could be at a counter. */
const PRINTER_MAKERS: Readonly<Record<string, string>> = {
  '04b8': 'Epson',
  '0519': 'Star Micronics',
  '1504': 'Bixolon',
  '1d90': 'Citizen',
  '0dd4': 'Custom',
  '0aa7': 'Wincor Nixdorf',
}

const SCANNER_WORDS = /scan|barcode|imager|\bhid pos\b/i
const PRINTER_WORDS = /print|receipt|\bTM-|\bTSP\d/i

/** A guess by what it says of itself, then by its maker. */
function guess(entry: SerialEntry): 'scanner' | 'printer' | 'unknown' {
  const words = `${entry.manufacturer ?? ''} ${entry.product ?? ''}`
  if (SCANNER_WORDS.test(words)) return 'scanner'
  if (PRINTER_WORDS.test(words)) return 'printer'
  if (entry.vendorId === null) return 'unknown'
  if (isScannerMaker(entry.vendorId)) return 'scanner'
  return Object.hasOwn(PRINTER_MAKERS, entry.vendorId) ? 'printer' : 'unknown'
}
