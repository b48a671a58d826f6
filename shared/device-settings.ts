/** Settings of the devices at the counter and of the shop's barcodes; see `docs/settings.md`. */

/**
 * A USB device by what it says of itself, so that it is found again wherever its cable goes.
 * Four hexadecimal digits each, lower case ("05e0"); null matches any.
 */
export type UsbIdentity = {
  readonly vendorId: string | null
  readonly productId: string | null
  readonly serialNumber: string | null
}

/** How a serial port is set. */
export type SerialConnection = {
  readonly transport: 'serial'
  /** Where it is, or was when it was set up; empty when only `device` says which. */
  readonly path: string
  readonly baudRate: number
  readonly dataBits: 7 | 8
  readonly parity: 'none' | 'even' | 'odd'
  /** `none` paces long jobs by the printer's answers. */
  readonly flowControl: 'none' | 'rts-cts' | 'xon-xoff'
  /** Found by this rather than by its path; null goes by the path. */
  readonly device: UsbIdentity | null
}

/** A HID device, by what it says of itself; null is the first that fits. */
export type HidConnection = { readonly transport: 'hid'; readonly device: UsbIdentity | null }

/** A scanner. `keyboard` is one that types. */
export type ScannerSettings =
  | (SerialConnection & {
      /** `line`: CR, LF or both end a code. `stx-etx`: 02 … 03 around it, the only safe one for codes with CR. */
      readonly framing: 'line' | 'stx-etx'
    })
  | HidConnection
  | {
      readonly transport: 'keyboard'
      /** A key the scanner types first, as `KeyboardEvent.code` ("F13"); null goes by timing. */
      readonly prefixKey: string | null
    }

/** Where a receipt printer is connected. */
export type PrinterConnection =
  | SerialConnection
  | { readonly transport: 'file'; readonly path: string }
  | { readonly transport: 'tcp'; readonly host: string; readonly port: number }
  | (HidConnection & {
      /** Bytes of one output report without its number; the first is the count of data bytes in it. */
      readonly reportBytes: number
    })

/** A receipt printer and the drawer behind it. */
export type PrinterSettings = {
  readonly connection: PrinterConnection
  /** Characters in a line of the chosen font, 30 to 64. */
  readonly columns: number
  readonly font: 'A' | 'B'
  readonly language: 'esc-pos' | 'star-line' | 'star-prnt'
  /** Name of a file in `assets/printers` without ending; empty takes a plain one. */
  readonly model: string
  readonly cutter: boolean
  readonly drawer: boolean
  /** Which level of the drawer's switch means open; null while nobody has found out. */
  readonly drawerOpenLevel: 'high' | 'low' | null
  /** A PNG for the head of each receipt; null prints the shop's name alone. */
  readonly logo: string | null
}

/** What the customer sees. */
export type DisplaySettings = {
  /** A second window turned to the customer. */
  readonly window: boolean
  /** A two-line pole display; null when there is none. */
  readonly pole: PoleSettings | null
}

/** A pole display of two lines of 20 characters. */
export type PoleSettings = {
  readonly connection: SerialConnection
  readonly language: 'cd5220'
  /** The code page it is set to. */
  readonly codePage: 'cp437' | 'cp858'
}

/** What the shop has decided about its barcodes. */
export type BarcodeSettings = {
  /** Rules for codes that carry a weight, price or count; the first that fits is taken. */
  readonly variableMeasure: readonly VariableMeasureRule[]
  /** Regular expressions; null means that no scan is one. */
  readonly customerPattern: string | null
  readonly badgePattern: string | null
  /** The same code again within so many milliseconds is the same reading; 0 counts every one. */
  readonly duplicateMs: number
  /** What becomes of a product whose code says that it is past its use-by date. */
  readonly expired: 'refuse' | 'warn'
}

/**
 * One layout of codes that carry a value: `PPPPPPCVVVVV` are the twelve places before the check digit,
 * P item number with its prefix, C verifier over the value, V value.
 */
export type VariableMeasureRule = {
  /** The first digits of the code as EAN-13, "22". */
  readonly prefix: string
  readonly layout: string
  readonly kind: 'price' | 'weight' | 'count'
  /** Decimals of the value: 2 for cents, 3 for grams of a kilogram. */
  readonly decimals: number
}
