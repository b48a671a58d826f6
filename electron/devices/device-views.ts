import type {
  HidConnection,
  PoleSettings,
  PrinterConnection,
  PrinterSettings,
  UsbIdentity,
} from '../../shared/device-settings'
import type { DeviceView } from '../../shared/ipc/contract'
import type { ScannerSetup } from './host/messages'
import type { PrinterStatus } from './printer/port'
import type { HidFacts } from './scanner/hid-facts'
import type { ScannerStatus } from './scanner/serial-scanner'
import type { LinkStatus } from './wire/link'

/** A scanner of the device process, as the window shows it. */
export function scannerView(
  settings: ScannerSetup,
  place: number,
  status: ScannerStatus | undefined,
): DeviceView {
  return {
    id: `scanner-${place}`,
    kind: 'scanner',
    name: 'Scanner',
    connection: connectionWords(settings),
    status: status?.status ?? 'closed',
    code: scannerCode(status),
    since: status?.since ?? 0,
    details: { was: wasWords(status), ...hidDetails(status?.hid) },
  }
}

/**
 * A scanner that types, as the window shows it.
 * @param since  when the terminal began to listen, milliseconds since 1970
 */
export function keyboardView(place: number, since: number): DeviceView {
  return {
    id: `keyboard-${place}`,
    kind: 'scanner',
    name: 'Keyboard scanner',
    connection: 'Types like a keyboard',
    status: 'ready',
    code: null,
    since,
    details: {},
  }
}

/** What is shown of a receipt printer. */
export type PrinterParts = {
  readonly id: string
  readonly name: string
  readonly settings: PrinterSettings
  readonly link: LinkStatus | undefined
  readonly status: PrinterStatus
}

/** A receipt printer, as the window shows it. */
export function printerView({ id, name, settings, link, status }: PrinterParts): DeviceView {
  const connected = link?.status === 'ready'
  const unheard = connected && status.condition === 'not-connected'
  return {
    id,
    kind: 'printer',
    name,
    connection: connectionWords(settings.connection),
    // One that is connected and has not said yet how it is, is still being opened for the cashier.
    status: unheard ? 'opening' : (link?.status ?? 'closed'),
    code: connected ? conditionOf(status) : (link?.failure ?? null),
    since: link?.since ?? 0,
    details: {
      columns: String(settings.columns),
      drawer: settings.drawer ? 'yes' : 'no',
      paper: paperWords(status),
      drawerLevel: status.drawerLevel ?? 'unknown',
      was: wasWords(link),
    },
  }
}

/** The customer's pole display, as the window shows it. */
export function poleView(settings: PoleSettings, link: LinkStatus | undefined): DeviceView {
  return {
    id: 'pole',
    kind: 'display',
    name: 'Pole display',
    connection: connectionWords(settings.connection),
    status: link?.status ?? 'closed',
    code: link?.failure ?? null,
    since: link?.since ?? 0,
    details: { was: wasWords(link) },
  }
}

/** Where a device is connected, for people: "Serial, /dev/ttyUSB0, 9600". */
export function connectionWords(connection: PrinterConnection | HidConnection): string {
  switch (connection.transport) {
    case 'serial':
      return `Serial, ${connection.path || identityWords(connection.device)}, ${connection.baudRate}`
    case 'file':
      return `Device file ${connection.path}`
    case 'tcp':
      return `Network, ${connection.host}:${connection.port}`
    case 'hid':
      return `USB, ${identityWords(connection.device)}`
  }
}

/** A HID scanner is looked for everywhere: there is no place at which nothing is connected. */
function scannerCode(status: ScannerStatus | undefined): string | null {
  if (status === undefined) return null
  const { failure, garbled, hid, wasReady } = status
  if (hid === undefined) return failure ?? (garbled ? 'garbled' : null)
  if (hid.code !== null) return hid.code
  if (failure === 'port-not-found') return wasReady ? 'cable-out' : 'not-found'
  return failure
}

function hidDetails(hid: HidFacts | undefined): Readonly<Record<string, string>> {
  if (hid === undefined) return {}
  return { device: hid.device ?? '', raw: hid.raw.join('\n') }
}

function identityWords(device: UsbIdentity | null): string {
  if (device === null) return 'the first that fits'
  const model = `${device.vendorId ?? '····'}:${device.productId ?? '····'}`
  return device.serialNumber === null ? model : `${model} ${device.serialNumber}`
}

/** Null while a printer that is connected has not said yet how it is. */
function conditionOf(status: PrinterStatus): string | null {
  if (status.condition === 'not-connected') return null
  if (status.condition !== 'ready') return status.condition
  return status.paperLow === true ? 'paper-low' : null
}

function paperWords({ paperLow }: PrinterStatus): string {
  if (paperLow === null) return 'unknown'
  return paperLow ? 'low' : 'enough'
}

function wasWords(link: LinkStatus | undefined): string {
  return link?.wasReady === true ? 'ready' : 'never'
}
