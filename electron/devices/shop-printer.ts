import { createHash } from 'node:crypto'
import type { PrinterSettings } from '../../shared/device-settings'
import type { ReceiptDocument } from '../../shared/receipt/document'
import type { SettingsProblem } from '../../shared/settings'
import type { Clock } from './clock'
import { readLogo } from './printer/logo-file'
import { makePrinter } from './printer/make-printer'
import {
  PRINTER_MODEL_NAMES,
  printerModel,
  printerModelName,
  type PrinterModel,
} from './printer/model'
import type { PrinterStatus, PrintOutcome, PulseOutcome, ReceiptPrinter } from './printer/port'
import { receiptBytes } from './printer/receipt-bytes'
import type { PrinterLink } from './wire/link'

/** One receipt printer of the shop: what its settings say, on its line. */
export class ShopPrinter {
  readonly settings: PrinterSettings
  readonly #model: PrinterModel
  readonly #printer: ReceiptPrinter
  #isThere = false

  /** @param changed  its status is another one now */
  constructor(settings: PrinterSettings, link: PrinterLink, clock: Clock, changed: () => void) {
    this.settings = settings
    this.#model = printerModel(choiceOf(settings))
    this.#printer = makePrinter(settings, this.#model, { link, clock })
    this.#printer.watch(changed)
  }

  get name(): string {
    return this.#model.name
  }

  /** Its line came or went: a printer that is there is asked at once how it is. */
  follow(isThere: boolean): void {
    const came = isThere && !this.#isThere
    this.#isThere = isThere
    if (came) void this.#printer.check()
  }

  /** How it was when last heard of. */
  status(): PrinterStatus {
    return this.#printer.status()
  }

  /** The printer that is there now is the right one from here on. */
  accept(): void {
    this.#printer.expect(this.#printer.identity())
    void this.#printer.check()
  }

  /** Prints a document; never rejects. */
  async print(jobId: string, document: ReceiptDocument): Promise<PrintOutcome> {
    const bytes = receiptBytes(document, this.#model)
    const outcome = await this.#printer.print(jobId, bytes)
    if (outcome.outcome === 'not-printed') return outcome
    return { ...outcome, paper: createHash('sha256').update(bytes).digest('hex') }
  }

  /** Opens the drawer behind it; never rejects. */
  pulse(jobId: string): Promise<PulseOutcome> {
    return this.#printer.pulse(jobId)
  }
}

/**
 * What is wrong in a printer's settings that only the devices know.
 * @param section  its name in the settings file
 */
export function printerProblems(
  section: string,
  settings: PrinterSettings | null,
): readonly SettingsProblem[] {
  if (settings === null) return []
  const { model, logo } = settings
  const names = PRINTER_MODEL_NAMES.join(', ')
  const modelKnown = model === '' || printerModelName(model) !== null
  const logoUsable = logo === null || readLogo(logo) !== null
  return [
    ...(modelKnown ? [] : [problem(`${section}.model`, `must be one of ${names}.`)]),
    ...(logoUsable ? [] : [problem(`${section}.logo`, 'must name a PNG of at most 2,048 dots.')]),
  ]
}

function problem(key: string, must: string): SettingsProblem {
  return { key, sentence: `${key} ${must}`, stops: false }
}

function choiceOf({ logo: path, model, ...settings }: PrinterSettings) {
  const { columns, font, language, cutter, drawer } = settings
  const name = printerModelName(model)
  const logo = path === null ? null : readLogo(path)
  const choice = { columns, font, language, cutter, drawer, logo }
  return name === null ? choice : { ...choice, model: name }
}
