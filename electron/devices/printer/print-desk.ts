import type { ReceiptDocument } from '../../../shared/receipt/document'
import type { PrintOutcome, PulseOutcome } from './port'

/** One printer as the desk sees it: a document in, how it ended out. No call rejects. */
export type DeskPrinter = {
  print(jobId: string, document: ReceiptDocument): Promise<PrintOutcome>
  pulse(jobId: string): Promise<PulseOutcome>
}

/**
 * The shop's printers as one: the first that is able takes the paper. The spare one takes over only when the
 * first says that certainly nothing was printed; what may be on paper never moves by itself. The drawer
 * hangs on the first printer, so a pulse never goes elsewhere.
 */
export class PrintDesk {
  readonly #first: DeskPrinter | null
  readonly #spare: DeskPrinter | null
  readonly #hasDrawer: Drawers

  /** @param hasDrawer  which printers have a drawer; the pulse goes to the first one that has */
  constructor(
    first: DeskPrinter | null,
    spare: DeskPrinter | null,
    hasDrawer: Drawers = { first: true, spare: false },
  ) {
    this.#first = first
    this.#spare = spare
    this.#hasDrawer = hasDrawer
  }

  /** Prints on the first printer that is able. When none is, the answer is the first printer's. */
  async print(jobId: string, document: ReceiptDocument): Promise<PrintOutcome> {
    const [first, spare] = [this.#first, this.#spare]
    if (first === null) return spare === null ? NO_PRINTER : spare.print(jobId, document)
    const outcome = await first.print(jobId, document)
    if (spare === null || outcome.outcome !== 'not-printed') return outcome
    const second = await spare.print(jobId, document)
    if (second.outcome === 'printed') return { ...second, on: 'spare-printer' }
    return second.outcome === 'unknown' ? second : outcome
  }

  /** Opens the drawer once, where there is one. */
  pulse(jobId: string): Promise<PulseOutcome> {
    const { first, spare } = this.#hasDrawer
    const printer = (first ? this.#first : null) ?? (spare ? this.#spare : null)
    return printer?.pulse(jobId) ?? Promise.resolve({ outcome: 'not-pulsed', code: 'no-drawer' })
  }
}

/** On which printers a drawer hangs. */
export type Drawers = { readonly first: boolean; readonly spare: boolean }

const NO_PRINTER: PrintOutcome = { outcome: 'not-printed', code: 'not-connected' }
