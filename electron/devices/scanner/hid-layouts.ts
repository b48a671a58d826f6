/**
 * What is known about HID scanners, as data in `assets/scanners/`: for each family of scanners where things
 * stand in its reports, and whose vendor and product numbers it has. A scanner of nobody's family is never
 * guessed at, because different layouts share the number and the length of their reports.
 */
import honeywell from '../../../assets/scanners/honeywell.json'
import makers from '../../../assets/scanners/makers.json'
import newland from '../../../assets/scanners/newland.json'
import * as z from 'zod'

/** How one family of scanners writes its reports. Offsets count from the report's number. */
export type HidLayout = {
  readonly name: string
  readonly report: {
    /** The number of data reports; others are no scans. */
    readonly id: number
    readonly bytes: number
    /** Where the number of data bytes stands. */
    readonly count: number
    /** Where the AIM identifier stands; null when it is part of the data, if it is sent at all. */
    readonly aim: number | null
    readonly data: number
    readonly dataBytesMax: number
    /** Where the maker's own letter for the kind of symbol stands. */
    readonly symbology: number | null
    /** The bit that says that more reports of this barcode follow. */
    readonly continues: { readonly offset: number; readonly bit: number }
  }
  /** AIM identifiers by the maker's letter, for scanners whose AIM identifier is switched off. */
  readonly symbologies: ReadonlyMap<number, string>
  /** The maker's letter of a text that is about the scanner. */
  readonly messageSymbology: number | null
  /** A feature report for a scanner that was just opened. */
  readonly feature: Uint8Array | null
  /** Output reports that sound the scanner. */
  readonly beeps: { readonly good: Uint8Array; readonly error: Uint8Array } | null
}

/** Numbers by which a device is known; hexadecimal, lower case. */
export type HidNumbers = { readonly vendorId: string; readonly productId: string }

/** The layout of a scanner's reports; null when nobody has told us. */
export function hidLayout({ vendorId, productId }: HidNumbers): HidLayout | null {
  const isIt = (device: { readonly vendorId: string; readonly productId?: string | undefined }) =>
    device.vendorId === vendorId && (device.productId ?? productId) === productId
  // What names a product goes before what names a whole vendor.
  const byProduct = FAMILIES.find(({ devices }) =>
    devices.some((device) => device.productId !== undefined && isIt(device)),
  )
  const family = byProduct ?? FAMILIES.find(({ devices }) => devices.some(isIt))
  return family?.layout ?? null
}

/** Whether a vendor makes barcode scanners: then its keyboard is a scanner that types. */
export function isScannerMaker(vendorId: string): boolean {
  return MAKERS.some((maker) => maker.vendorId === vendorId)
}

/**
 * Reads the file of a family.
 * @throws ZodError  the file says something a report cannot be
 */
export function parseHidFamily(value: unknown) {
  const { devices, symbologies, messageSymbology, atOpening, beeps, ...file } = FAMILY.parse(value)
  const layout: HidLayout = {
    name: file.name,
    report: file.report,
    symbologies: new Map(
      Object.entries(symbologies).map(([letter, aim]) => [Number.parseInt(letter, 16), aim]),
    ),
    messageSymbology: messageSymbology === null ? null : Number.parseInt(messageSymbology, 16),
    feature: atOpening === null ? null : bytesOf(atOpening.feature),
    beeps: beeps === null ? null : { good: bytesOf(beeps.good), error: bytesOf(beeps.error) },
  }
  return { devices, layout }
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

const ID = z.string().regex(/^[0-9a-f]{4}$/)
const HEX = z.string().regex(/^(?:[0-9a-f]{2})+$/)
const BYTE = z.string().regex(/^[0-9a-f]{2}$/)
const OFFSET = z.number().int().min(1).max(63)

const FAMILY = z.strictObject({
  name: z.string(),
  source: z.string(),
  devices: z.array(z.strictObject({ vendorId: ID, productId: ID.optional() })).min(1),
  report: z.strictObject({
    id: z.number().int().min(0).max(255),
    bytes: z.number().int().min(2).max(1024),
    count: OFFSET,
    aim: OFFSET.nullable(),
    data: OFFSET,
    dataBytesMax: z.number().int().min(1).max(255),
    symbology: OFFSET.nullable(),
    continues: z.strictObject({ offset: OFFSET, bit: z.number().int().min(0).max(7) }),
  }),
  symbologies: z.record(BYTE, z.string().regex(/^\][A-Za-z][0-9A-Za-z]$/)),
  messageSymbology: BYTE.nullable(),
  atOpening: z.strictObject({ feature: HEX }).nullable(),
  beeps: z.strictObject({ good: HEX, error: HEX }).nullable(),
})

const FAMILIES = [honeywell, newland].map(parseHidFamily)

const MAKERS = z.array(z.strictObject({ vendorId: ID, name: z.string() })).parse(makers)
