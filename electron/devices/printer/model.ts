/**
 * Printer models: what differs between printers is data in `assets/printers/`, not an `if`. A shop that
 * names no model gets the ordinary one for its columns.
 */
import generic48 from '../../../assets/printers/generic-80mm.json'
import generic42 from '../../../assets/printers/generic-80mm-180dpi.json'
import generic32 from '../../../assets/printers/generic-58mm.json'
import epsonT20 from '../../../assets/printers/epson-tm-t20.json'
import epsonT88 from '../../../assets/printers/epson-tm-t88.json'
import * as z from 'zod'
import type { ReceiptColumns } from '../../../shared/receipt/document'
import { codePage, type CodePage } from './characters'

/** How a printer says that the bytes before a mark have been printed. */
export type Confirmation =
  /** GS ( H: answers the job's own number once it is printed. Epson from TM-T88IV. */
  | 'process-id'
  /** GS r: answers the paper sensor in order with the print data. Nearly every printer. */
  | 'paper-status'
  /** A one-way connection: nothing is ever certain. */
  | 'none'

/** The pulse that opens a drawer. Both times are even numbers of milliseconds up to 510. */
export type DrawerPulse = { readonly pin: 0 | 1; readonly onMs: number; readonly offMs: number }

/** What the codec and the driver need to know about a printer. */
export type PrinterModel = {
  readonly name: string
  readonly columns: ReceiptColumns
  readonly dotsPerMm: number
  /** The longest time one line takes to print. */
  readonly lineMs: number
  readonly confirmation: Confirmation
  readonly codePages: readonly CodePage[]
  readonly cutter: boolean
  readonly drawer: DrawerPulse | null
  readonly qr: boolean
}

/** Names of the models a settings file may choose. */
export type PrinterModelName = keyof typeof MODELS

/** What the settings of a shop say about its printer. */
export type PrinterChoice = {
  readonly model?: PrinterModelName
  readonly columns?: ReceiptColumns
  readonly cutter?: boolean
  readonly drawer?: boolean
}

const MODELS = {
  'generic-80mm': generic48,
  'generic-80mm-180dpi': generic42,
  'generic-58mm': generic32,
  'epson-tm-t20': epsonT20,
  'epson-tm-t88': epsonT88,
}

const GENERIC: Readonly<Record<ReceiptColumns, PrinterModelName>> = {
  48: 'generic-80mm',
  42: 'generic-80mm-180dpi',
  32: 'generic-58mm',
}

/** The model of a name in the settings; null when there is none of it. */
export function printerModelName(name: string): PrinterModelName | null {
  return isModelName(name) ? name : null
}

/** Every model a settings file may name. */
export const PRINTER_MODEL_NAMES: readonly string[] = Object.keys(MODELS)

function isModelName(name: string): name is PrinterModelName {
  return Object.hasOwn(MODELS, name)
}

/** The model a shop's settings mean; what they say of columns, cutter and drawer goes before the file. */
export function printerModel(choice: PrinterChoice = {}): PrinterModel {
  const file = parsePrinterModel(MODELS[choice.model ?? GENERIC[choice.columns ?? 48]])
  return {
    ...file,
    columns: choice.columns ?? file.columns,
    cutter: choice.cutter ?? file.cutter,
    drawer: choice.drawer === false ? null : file.drawer,
  }
}

/**
 * Reads a model file.
 * @throws ZodError  the file says something a printer cannot be
 */
export function parsePrinterModel(value: unknown): PrinterModel {
  const { codePages, ...file } = MODEL_FILE.parse(value)
  return { ...file, codePages: codePages.map((page) => codePage(page.number, page.encoding)) }
}

const PULSE_MS = z.number().int().min(2).max(510).multipleOf(2)

const MODEL_FILE = z.strictObject({
  name: z.string(),
  columns: z.literal([48, 42, 32]),
  dotsPerMm: z.number().min(5).max(16),
  lineMs: z.number().int().min(1).max(1000),
  confirmation: z.enum(['process-id', 'paper-status', 'none']),
  codePages: z
    .array(z.strictObject({ number: z.number().int().min(0).max(255), encoding: z.string() }))
    .min(1),
  cutter: z.boolean(),
  drawer: z.strictObject({ pin: z.literal([0, 1]), onMs: PULSE_MS, offMs: PULSE_MS }).nullable(),
  qr: z.boolean(),
})
