/** The forms of the device sections, and the settings they become. */
import { isAbsolute, join } from 'node:path'
import * as z from 'zod'
import { isLayout } from '../shared/barcode/variable-measure'
import { VARIABLE_MEASURE_PRESETS } from '../shared/barcode/variable-measure-presets'
import type {
  BarcodeSettings,
  DisplaySettings,
  PrinterConnection,
  PrinterSettings,
} from '../shared/device-settings'
import { checked, flag, formOf, isPattern, must, oneOf, path, text, whole } from './settings-values'

const hexId = checked('4 hexadecimal digits in "quotes", such as "05e0"', (value) =>
  /^[0-9a-fA-F]{4}$/.test(value),
).transform((value) => value.toLowerCase())

const device = z
  .strictObject(
    {
      vendorId: hexId.nullable().default(null),
      productId: hexId.nullable().default(null),
      serialNumber: text(128).nullable().default(null),
    },
    must('an object with "vendorId", "productId" or "serialNumber"'),
  )
  .nullable()
  .default(null)

const pattern = checked('a regular expression that does not match everything', isPattern)
  .nullable()
  .default(null)

function serialOf(baudRate: number) {
  return z.object({
    transport: oneOf(['serial']),
    path: path.default(''),
    baudRate: whole('', 300, 921_600).default(baudRate),
    dataBits: oneOf([7, 8]).default(8),
    parity: oneOf(['none', 'even', 'odd']).default('none'),
    flowControl: oneOf(['none', 'rts-cts', 'xon-xoff']).default('none'),
    device,
  })
}

/** A serial port is found by its path or by its device. */
const isPlaced = (one: { readonly path: string; readonly device: unknown }) =>
  one.path !== '' || one.device !== null
const PLACE = {
  path: ['path'],
  error: 'must be a text of 1 to 1024 characters, unless "device" says which one it is',
}

const serialScanner = serialOf(9600).extend({
  framing: oneOf(['line', 'stx-etx']).default('line'),
})
const hidScanner = z.object({ transport: oneOf(['hid']), device })
const keyboardScanner = z.object({
  transport: oneOf(['keyboard']),
  prefixKey: checked('the name of a key, such as "F13"', isKeyName).nullable().default(null),
})

/** One entry of `scanners`. */
export const SCANNER = {
  names: [...Object.keys(serialScanner.shape), 'prefixKey'],
  schema: z.discriminatedUnion(
    'transport',
    [serialScanner.refine(isPlaced, PLACE), hidScanner, keyboardScanner],
    must('"serial", "hid" or "keyboard"'),
  ),
}

const printerRest = {
  columns: whole('', 30, 64).default(48),
  font: oneOf(['A', 'B']).default('A'),
  language: oneOf(['esc-pos', 'star-line', 'star-prnt']).default('esc-pos'),
  model: text(64, 0).default(''),
  cutter: flag.default(true),
  drawer: flag.default(true),
  drawerOpenLevel: oneOf(['high', 'low']).nullable().default(null),
  logo: path.nullable().default(null),
}
const serialPrinter = serialOf(19_200).extend(printerRest)
const tcpPrinter = z.object({
  transport: oneOf(['tcp']),
  host: text(255),
  port: whole('', 1, 65_535).default(9100),
  ...printerRest,
})
const filePrinter = z.object({ transport: oneOf(['file']), path, ...printerRest })
const hidPrinter = z.object({
  transport: oneOf(['hid']),
  device,
  reportBytes: whole('', 2, 1024).default(64),
  ...printerRest,
})

/** Sections `printer` and `sparePrinter`. */
export const PRINTER = {
  names: [...Object.keys(serialPrinter.shape), 'host', 'port', 'reportBytes'],
  schema: z.discriminatedUnion(
    'transport',
    [serialPrinter.refine(isPlaced, PLACE), filePrinter, tcpPrinter, hidPrinter],
    must('"serial", "file", "tcp" or "hid"'),
  ),
}

const serialPole = serialOf(9600).extend({
  language: oneOf(['cd5220']).default('cd5220'),
  codePage: oneOf(['cp437', 'cp858']).default('cp437'),
})

/** Section `display`. */
export const DISPLAY = formOf(
  z.object({
    window: flag.default(false),
    pole: serialPole.refine(isPlaced, PLACE).nullable().default(null),
  }),
)

const measureRule = z
  .strictObject({
    prefix: checked('1 to 6 digits in "quotes"', (value) => /^\d{1,6}$/.test(value)),
    layout: checked('12 places such as "PPPPPPCVVVVV"', isLayout),
    kind: oneOf(['price', 'weight', 'count']),
    decimals: whole('', 0, 4),
  })
  .refine((rule) => rule.layout.startsWith('P'.repeat(rule.prefix.length)), {
    path: ['layout'],
    error: 'must have a P for each digit of "prefix"',
  })

const countries: readonly string[] = Object.keys(VARIABLE_MEASURE_PRESETS)

/** Section `barcodes`. Every key has a default. */
export const BARCODES = formOf(
  z.object({
    variableMeasure: z
      .union(
        [z.literal(countries), z.array(measureRule).max(100)],
        must(`a list of rules or one of ${countries.map((one) => `"${one}"`).join(', ')}`),
      )
      .default([]),
    customerPattern: pattern,
    badgePattern: pattern,
    duplicateMs: whole(' of milliseconds', 0, 5000).default(30),
    expired: oneOf(['refuse', 'warn']).default('refuse'),
  }),
)

/** A printer's section as settings; its files start at the settings' folder. */
export function printerOf(
  read: z.infer<typeof PRINTER.schema> | null,
  folder: string,
): PrinterSettings | null {
  if (read === null) return null
  const { columns, font, language, model, cutter, drawer, drawerOpenLevel, logo, ...wire } = read
  return {
    connection: connectionOf(wire, folder),
    columns,
    font,
    language,
    model,
    cutter,
    drawer,
    drawerOpenLevel,
    logo: logo === null ? null : absolute(logo, folder),
  }
}

function connectionOf(connection: PrinterConnection, folder: string): PrinterConnection {
  if (connection.transport !== 'file') return connection
  return { ...connection, path: absolute(connection.path, folder) }
}

/** The section as settings; without one, no display. */
export function displayOf(read: z.infer<typeof DISPLAY.schema> | null): DisplaySettings {
  if (read === null) return { window: false, pole: null }
  const { window, pole } = read
  if (pole === null) return { window, pole }
  const { language, codePage, ...connection } = pole
  return { window, pole: { connection, language, codePage } }
}

/** The section as settings; a country's name stands for its rules. */
export function barcodesOf(read: z.infer<typeof BARCODES.schema>): BarcodeSettings {
  const { variableMeasure, ...rest } = read
  const rules = typeof variableMeasure === 'string' ? presetOf(variableMeasure) : variableMeasure
  return { ...rest, variableMeasure: rules }
}

/** The form lets no other name through. */
function presetOf(country: string): BarcodeSettings['variableMeasure'] {
  const found = Object.entries(VARIABLE_MEASURE_PRESETS).find(([name]) => name === country)
  return found?.[1] ?? []
}

/** A path of the settings, which starts at the settings' own folder. */
export function absolute(given: string, folder: string): string {
  return isAbsolute(given) ? given : join(folder, given)
}

function isKeyName(value: string): boolean {
  return /^(F([1-9]|1\d|2[0-4])|Pause|ScrollLock|ContextMenu)$/.test(value)
}
