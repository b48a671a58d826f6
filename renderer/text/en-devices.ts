/** How a device stands, in words: the tag, why it is so, and what to do. */
export type DeviceWords = {
  readonly tag: string
  readonly tone: 'ready' | 'warning' | 'error' | 'offline'
  readonly why: string | null
  readonly doThis: string | null
}

/** What fills the gaps of a device's sentences. */
export type DeviceGaps = {
  /** When the state began, hh:mm. */
  readonly since: string
  /** Where it is connected: "192.168.1.40", "/dev/ttyUSB0". */
  readonly where: string
}

/**
 * A device's condition in words, by code. Source: screens.md 6.8. Nothing here asks a cashier to restart
 * anything or to know a port number.
 */
export const enDeviceCodes: Readonly<Record<string, (gaps: DeviceGaps) => DeviceWords>> = {
  ...scannerCodes(),
  ...wireCodes(),
  ...printerCodes(),
}

function scannerCodes(): Record<string, (gaps: DeviceGaps) => DeviceWords> {
  return {
    'wrong-mode': () => ({
      tag: 'Needs set-up',
      tone: 'warning',
      why: 'the scanner types like a keyboard.',
      doThis: 'scan the set-up code in the scanner’s manual once.',
    }),
    'unknown-layout': () => ({
      tag: 'Cannot be read',
      tone: 'error',
      why: 'this program does not know how this scanner writes its codes.',
      doThis: 'call a manager. What it sent is below, for the support; until then set it to type.',
    }),
    garbled: () => ({
      tag: 'Needs set-up',
      tone: 'warning',
      why: 'the scanner sends signs that are no barcode.',
      doThis: 'call a manager. Its speed in Settings must be the scanner’s own.',
    }),
    'not-found': () => ({
      tag: 'Not found',
      tone: 'error',
      why: 'no scanner has answered since the start.',
      doThis: 'plug it in, or press Find devices.',
    }),
  }
}

function wireCodes(): Record<string, (gaps: DeviceGaps) => DeviceWords> {
  return {
    'cable-out': reconnecting,
    'write-lost': reconnecting,
    'wire-error': reconnecting,
    'not-open': reconnecting,
    'not-connected': reconnecting,
    'port-not-found': ({ where }) => ({
      tag: 'Not found',
      tone: 'error',
      why: `nothing is connected at ${where}.`,
      doThis: 'plug it in. It comes back by itself.',
    }),
    'wrong-device': ({ where }) => ({
      tag: 'Other device',
      tone: 'error',
      why: `another device is plugged in at ${where}.`,
      doThis: 'plug in the right one, at any socket. It comes back by itself.',
    }),
    'port-busy': () => ({
      tag: 'Blocked',
      tone: 'error',
      why: 'another program is using the device.',
      doThis: 'close the other program. It comes back by itself.',
    }),
    'no-rights': () => ({
      tag: 'Blocked',
      tone: 'error',
      why: 'the computer will not let this program use the device.',
      doThis: 'call a manager. Settings names the device to be allowed.',
    }),
    'host-not-found': ({ where }) => ({
      tag: 'Not found',
      tone: 'error',
      why: `the network knows no ${where}.`,
      doThis: 'call a manager to check the address in Settings.',
    }),
    'connection-refused': notAnswering,
    'not-answering': notAnswering,
    'wrong-setting': () => ({
      tag: 'Wrong setting',
      tone: 'error',
      why: 'the device cannot work with its setting.',
      doThis: 'call a manager. Settings says what must be changed.',
    }),
  }
}

function printerCodes(): Record<string, (gaps: DeviceGaps) => DeviceWords> {
  return {
    'paper-low': () => ({
      tag: 'Paper low',
      tone: 'warning',
      why: 'the roll is nearly empty.',
      doThis: 'have a roll ready.',
    }),
    'paper-out': () => ({
      tag: 'Paper out',
      tone: 'error',
      why: 'the roll is empty.',
      doThis:
        'open the lid, drop in a new roll with the paper coming up from the front, close the lid.',
    }),
    'cover-open': () => ({
      tag: 'Cover open',
      tone: 'warning',
      why: 'the lid is not shut, so it will not print.',
      doThis: 'press the lid down on both sides until it clicks.',
    }),
    'cutter-stuck': () => ({
      tag: 'Cutter stuck',
      tone: 'error',
      why: 'the knife cannot move.',
      doThis: 'switch off, clear the paper, switch on.',
    }),
    'too-hot': () => ({
      tag: 'Cooling down',
      tone: 'warning',
      why: 'the print head is too hot.',
      doThis: 'wait a minute. It goes on by itself.',
    }),
    'printer-error': () => ({
      tag: 'Printer fault',
      tone: 'error',
      why: 'the printer reports a fault of its own.',
      doThis: 'switch it off, look for paper in it, switch it on.',
    }),
    offline: () => ({
      tag: 'Not ready',
      tone: 'warning',
      why: 'the printer says it is not ready.',
      doThis: 'look for a feed button held down or a light that blinks.',
    }),
    feeding: () => ({
      tag: 'Feeding',
      tone: 'warning',
      why: 'somebody holds its feed button.',
      doThis: 'let go of the feed button. It goes on by itself.',
    }),
    waiting: () => ({
      tag: 'Waiting',
      tone: 'warning',
      why: 'it waits for a button on the printer.',
      doThis: 'press the feed button on the printer once.',
    }),
    'garbled-answers': () => ({
      tag: 'Cannot be read',
      tone: 'error',
      why: 'what the printer answers makes no sense.',
      doThis:
        'push its cable in at both ends. If it stays, call a manager: its speed in Settings must be its own.',
    }),
    'swapped-printer': ({ where }) => ({
      tag: 'Other printer',
      tone: 'error',
      why: `another printer than before is at ${where}. Nothing is printed on it.`,
      doThis: 'put the two cables back, or say below that this is the right printer.',
    }),
    'no-answer': notAnswering,
    'one-way': cannotReport,
    'no-drawer': () => ({
      tag: 'No drawer',
      tone: 'offline',
      why: 'no drawer is set up on this printer.',
      doThis: null,
    }),
    'drawer-no-answer': () => ({
      tag: 'Drawer',
      tone: 'warning',
      why: 'the drawer did not answer.',
      doThis: 'check that its key is upright and its cable is in the printer.',
    }),
  }
}

function reconnecting({ since }: DeviceGaps): DeviceWords {
  return {
    tag: 'Reconnecting',
    tone: 'warning',
    why: `the cable came out at ${since}, or the device has no power.`,
    doThis: 'push the cable in at both ends. It comes back by itself.',
  }
}

function notAnswering({ where }: DeviceGaps): DeviceWords {
  return {
    tag: 'Not answering',
    tone: 'error',
    why: `${where} does not answer.`,
    doThis: 'check that it is on and its light is lit.',
  }
}

function cannotReport(): DeviceWords {
  return {
    tag: 'Cannot report',
    tone: 'offline',
    why: 'this connection cannot tell us about paper.',
    doThis: 'look at the printer after each receipt.',
  }
}

/** A device's state in words where no code says more. */
export const enDeviceStatus: Readonly<
  Record<'closed' | 'opening' | 'ready' | 'failed', (gaps: DeviceGaps) => DeviceWords>
> = {
  ready: () => ({ tag: 'Ready', tone: 'ready', why: null, doThis: null }),
  opening: ({ since }) => ({
    tag: 'Reconnecting',
    tone: 'warning',
    why: `no contact since ${since}.`,
    doThis: 'push the cable in at both ends. It comes back by itself.',
  }),
  closed: () => ({
    tag: 'Switched off',
    tone: 'offline',
    why: 'it is not in use now.',
    doThis: null,
  }),
  failed: ({ since }) => ({
    tag: 'Not working',
    tone: 'error',
    why: `it has not answered since ${since}.`,
    doThis: 'check its cable and its power, then press Find devices.',
  }),
}

/** Everything else the Devices screen says, in English. */
export const enDevices = {
  devices: 'Devices',
  devicesHelp: 'Test each one here. The order is kept.',
  findDevices: 'Find devices',
  why: 'Why:',
  doThis: 'Do this:',
  scanAnything: 'Scan anything now',
  scanAnythingHelp: 'Nothing is added to the order while this screen is open.',
  lastScan: 'Last scan',
  earlier: 'Before that',
  noScan: 'Nothing scanned yet',
  speed: 'Speed',
  speedWords: (ms: string) => `${ms} ms from scan to result`,
  rawReports: 'What it sent, for the support',
  symbologyUnknown: 'kind not told by the scanner',
  checkRight: 'check digit right',
  checkWrong: 'check digit wrong',
  noCheck: 'no check digit',
  scanned: (kind: string, check: string) => `${kind}, ${check}`,
  reconnecting: 'Reconnecting',
  printTest: 'Print this test',
  rightPrinter: 'This is the right printer',
  openDrawer: 'Open drawer',
  none: 'No scanner and no printer are set up',
  noneHelp: 'Type barcodes in the search field. Settings lists what can be connected.',
  notReady: (tag: string) => `${tag}: it cannot print now`,
  putPaperIn: 'Put paper in first',
  closeLid: 'Close the lid first',
  noDrawer: 'No drawer is set up on this printer',
  columns: 'Columns',
  paper: 'Paper',
  drawer: 'Drawer',
} as const

/** How much paper a printer has, where it can tell. */
export const enPaper: Readonly<Record<string, string>> = {
  enough: 'enough',
  low: 'nearly empty',
  unknown: 'it cannot tell',
}

/** Whether a drawer is behind a printer. */
export const enDrawer: Readonly<Record<string, string>> = { yes: 'set up', no: 'none' }

/** What seems to be behind a port. */
export const enFoundKinds: Readonly<Record<string, string>> = {
  scanner: 'Scanner',
  'keyboard-scanner': 'Scanner that types like a keyboard',
  printer: 'Receipt printer',
  display: 'Customer display',
  unknown: 'not known',
}

/** Kinds of symbol, as printed on packs and in scanner manuals. */
export const enSymbologies: Readonly<Record<string, string>> = {
  'ean-upc': 'EAN-13 or UPC',
  'ean-8': 'EAN-8',
  'ean-add-on': 'EAN add-on',
  'ean-with-add-on': 'EAN-13 with add-on',
  itf: 'ITF',
  'gs1-128': 'GS1-128',
  'code-128': 'Code 128',
  databar: 'GS1 DataBar',
  'gs1-composite': 'GS1 Composite',
  'gs1-data-matrix': 'GS1 DataMatrix',
  'data-matrix': 'Data Matrix',
  'gs1-qr': 'GS1 QR',
  qr: 'QR',
  'gs1-dotcode': 'GS1 DotCode',
  dotcode: 'DotCode',
  'code-39': 'Code 39',
  codabar: 'Codabar',
  'code-93': 'Code 93',
  pdf417: 'PDF417',
  aztec: 'Aztec',
  'scanner-message': 'a message of the scanner itself',
  other: 'another kind',
}
