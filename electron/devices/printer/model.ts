/**
 * Printer models: what differs between printers is data in `assets/printers/`, not an `if`. A shop that
 * names no model gets the ordinary one for its language and the width of its paper.
 */
import bixolon from '../../../assets/printers/bixolon-srp-350iii.json'
import citizen from '../../../assets/printers/citizen-ct-s310.json'
import epsonT20 from '../../../assets/printers/epson-tm-t20.json'
import epsonT20Logo from '../../../assets/printers/epson-tm-t20-stored-logo.json'
import epsonT88 from '../../../assets/printers/epson-tm-t88.json'
import epsonT88Logo from '../../../assets/printers/epson-tm-t88-stored-logo.json'
import epsonT88iii from '../../../assets/printers/epson-tm-t88iii.json'
import generic32 from '../../../assets/printers/generic-58mm.json'
import generic42 from '../../../assets/printers/generic-80mm-180dpi.json'
import generic48 from '../../../assets/printers/generic-80mm.json'
import starPrint2 from '../../../assets/printers/star-mc-print2.json'
import starPrint3 from '../../../assets/printers/star-mc-print3.json'
import starTsp100 from '../../../assets/printers/star-tsp100iv.json'
import starTsp650 from '../../../assets/printers/star-tsp650.json'
import xprinter from '../../../assets/printers/xprinter-80mm.json'
import * as z from 'zod'
import { codePage, type CodePage } from './characters'
import { CHARACTER_DOTS } from './line-image'
import { logoOf } from './logo'
import type { Bitmap } from './raster'

/** How a printer says that the bytes before a mark have been printed. */
export type Confirmation =
  /** GS ( H: answers the job's own number once it is printed. Epson from TM-T88IV. */
  | 'process-id'
  /** GS r: answers the paper sensor in order with the print data. Nearly every printer. */
  | 'paper-status'
  /** ETB: raises a counter in the next automatic status once it is reached in printing. Star. */
  | 'etb'
  /** A one-way connection: nothing is ever certain. */
  | 'none'

/** The commands a printer understands. */
export type PrinterLanguage = 'esc-pos' | 'star-line' | 'star-prnt'

/** The pulse that opens a drawer. Both times are even numbers of milliseconds up to 510. */
export type DrawerPulse = { readonly pin: 0 | 1; readonly onMs: number; readonly offMs: number }

/** What the codec and the driver need to know about a printer. */
export type PrinterModel = {
  readonly name: string
  readonly language: PrinterLanguage
  /** Characters in a line of `font`. */
  readonly columns: number
  readonly font: 'A' | 'B'
  /** Dots across the paper. */
  readonly dots: number
  readonly dotsPerMm: number
  /** The longest time one line takes to print. */
  readonly lineMs: number
  readonly confirmation: Confirmation
  readonly codePages: readonly CodePage[]
  readonly cutter: boolean
  readonly drawer: DrawerPulse | null
  /** Makes QR codes itself; else they are sent as pictures. */
  readonly qr: boolean
  /** Prints pictures of dots (GS v 0). */
  readonly raster: boolean
  /** The key of a logo in the printer's own memory, two bytes; null when it has to be sent each time. */
  readonly storedLogo: readonly [number, number] | null
  /** The shop's logo; null prints none. */
  readonly logo: Bitmap | null
}

/** Names of the models a settings file may choose. */
export type PrinterModelName = keyof typeof MODELS

/** What the settings of a shop say about its printer. */
export type PrinterChoice = {
  readonly model?: PrinterModelName
  readonly language?: PrinterLanguage
  readonly columns?: number
  readonly font?: 'A' | 'B'
  readonly cutter?: boolean
  readonly drawer?: boolean
  /** The bytes of a PNG. */
  readonly logo?: Uint8Array | null
}

const MODELS = {
  'generic-80mm': generic48,
  'generic-80mm-180dpi': generic42,
  'generic-58mm': generic32,
  'bixolon-srp-350iii': bixolon,
  'citizen-ct-s310': citizen,
  'epson-tm-t20': epsonT20,
  'epson-tm-t20-stored-logo': epsonT20Logo,
  'epson-tm-t88': epsonT88,
  'epson-tm-t88-stored-logo': epsonT88Logo,
  'epson-tm-t88iii': epsonT88iii,
  'star-mc-print2': starPrint2,
  'star-mc-print3': starPrint3,
  'star-tsp100iv': starTsp100,
  'star-tsp650': starTsp650,
  'xprinter-80mm': xprinter,
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

/**
 * The model a shop's settings mean; what they say of columns, font, cutter and drawer goes before the file.
 * Columns that the paper has no room for are cut to those it has. The language of a named model is its own,
 * unless both are languages of Star, which many of its printers can be switched between.
 */
export function printerModel(choice: PrinterChoice = {}): PrinterModel {
  const file = parsePrinterModel(MODELS[choice.model ?? ordinaryModel(choice)])
  const font = choice.font ?? 'A'
  const most = Math.floor(file.dots / CHARACTER_DOTS[font].width)
  const { language = file.language } = choice
  const switched = file.language !== 'esc-pos' && language !== 'esc-pos'
  return {
    ...file,
    font,
    language: switched ? language : file.language,
    columns: Math.min(choice.columns ?? (font === 'A' ? file.columns : most), most),
    cutter: choice.cutter ?? file.cutter,
    drawer: choice.drawer === false ? null : file.drawer,
    logo: choice.logo ? logoOf(choice.logo, file.dots) : null,
  }
}

/** The narrowest paper on which so many characters fit, in the language given. */
function ordinaryModel({ language, columns = 48, font = 'A' }: PrinterChoice): PrinterModelName {
  const dots = columns * CHARACTER_DOTS[font].width
  const narrow = dots <= generic32.dots
  if (language === 'star-line') return 'star-tsp650'
  if (language === 'star-prnt') return narrow ? 'star-mc-print2' : 'star-tsp100iv'
  if (narrow) return 'generic-58mm'
  return dots <= generic42.dots ? 'generic-80mm-180dpi' : 'generic-80mm'
}

/**
 * Reads a model file.
 * @throws ZodError  the file says something a printer cannot be
 */
export function parsePrinterModel(value: unknown): PrinterModel {
  const { codePages, ...file } = MODEL_FILE.parse(value)
  const pages = codePages.map((page) => codePage(page.number, page.encoding))
  return { ...file, codePages: pages, font: 'A', logo: null }
}

const PULSE_MS = z.number().int().min(2).max(510).multipleOf(2)
const KEY_CODE = z.number().int().min(0x20).max(0x7e)

const MODEL_FILE = z.strictObject({
  name: z.string(),
  language: z.enum(['esc-pos', 'star-line', 'star-prnt']),
  columns: z.number().int().min(30).max(64),
  dots: z.number().int().min(360).max(832).multipleOf(8),
  dotsPerMm: z.number().min(5).max(16),
  lineMs: z.number().int().min(1).max(1000),
  confirmation: z.enum(['process-id', 'paper-status', 'etb', 'none']),
  codePages: z
    .array(z.strictObject({ number: z.number().int().min(0).max(255), encoding: z.string() }))
    .min(1),
  cutter: z.boolean(),
  drawer: z.strictObject({ pin: z.literal([0, 1]), onMs: PULSE_MS, offMs: PULSE_MS }).nullable(),
  qr: z.boolean(),
  raster: z.boolean(),
  storedLogo: z.tuple([KEY_CODE, KEY_CODE]).nullable(),
})
