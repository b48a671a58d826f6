import type { Chance } from '../../../shared/order/testing/chance'
import type { ReceiptDocument } from '../../../shared/receipt/document'
import type { PrintOutcome, PulseOutcome } from '../../../electron/devices/printer/port'
import type { SimClock } from './clock'
import type { Faults } from './faults'
import type { Asker } from './network'

/** What came out of the printer for one job. */
export type Paper = {
  readonly jobId: string
  readonly document: ReceiptDocument
  /** Part of it at least is on paper; all of it only when it is whole. */
  readonly isWhole: boolean
}

/** Everything that may happen to a job, by the ids of the catalogue. */
const FAULTS = ['H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'H7', 'H8', 'H9', 'H12', 'H16'] as const
type PrinterFault = (typeof FAULTS)[number]

/** A printer with a tape that forgets nothing, and the drawer that hangs on it. */
export class PrinterWorld {
  readonly tape: Paper[] = []
  readonly pulses: string[] = []
  readonly #clock: SimClock
  readonly #chance: Chance
  readonly #faults: Faults
  readonly #came: (paper: Paper) => void
  readonly #pulsed: (jobId: string) => void

  constructor(parts: {
    readonly clock: SimClock
    readonly chance: Chance
    readonly faults: Faults
    readonly came: (paper: Paper) => void
    readonly pulsed: (jobId: string) => void
  }) {
    this.#clock = parts.clock
    this.#chance = parts.chance
    this.#faults = parts.faults
    this.#came = parts.came
    this.#pulsed = parts.pulsed
  }

  print(jobId: string, document: ReceiptDocument, asker: Asker): Promise<PrintOutcome> {
    return new Promise((resolve) => {
      if (!asker.isAlive()) return
      asker.sent()
      const fault = this.#faults.happens(3) ? this.#faults.among(FAULTS, 'H1') : null
      if (fault !== null) this.#faults.count(fault)
      const { amount, outcome, afterMs } = ended(fault, this.#chance)
      this.#clock.after(300 + this.#chance.below(900), () => {
        if (amount !== 'nothing') this.#paper({ jobId, document, isWhole: amount === 'all' })
        asker.effected()
        this.#clock.after(afterMs, () => {
          if (asker.isAlive()) resolve(outcome)
        })
      })
    })
  }

  pulse(jobId: string, asker: Asker): Promise<PulseOutcome> {
    return new Promise((resolve) => {
      if (!asker.isAlive()) return
      asker.sent()
      const fails = this.#faults.happens(4)
      const fault = fails ? this.#faults.among(['H14', 'H15', 'H1', 'H12'] as const, 'H14') : null
      if (fault !== null) this.#faults.count(fault)
      this.#clock.after(20 + this.#chance.below(80), () => {
        if (fault !== 'H1' && fault !== 'H12') {
          this.pulses.push(jobId)
          this.#pulsed(jobId)
        }
        asker.effected()
        const outcome = pulseEnded(fault)
        this.#clock.after(fault === 'H12' ? 2_000 : 50, () => {
          if (asker.isAlive()) resolve(outcome)
        })
      })
    })
  }

  #paper(paper: Paper): void {
    this.tape.push(paper)
    this.#came(paper)
  }
}

function pulseEnded(fault: 'H14' | 'H15' | 'H1' | 'H12' | null): PulseOutcome {
  switch (fault) {
    case 'H1':
      return { outcome: 'not-pulsed', code: 'paper-out' }
    case 'H12':
      return { outcome: 'unknown', code: 'no-answer' }
    case 'H15':
      return { outcome: 'unknown', code: 'drawer-no-answer' }
    // An open drawer takes the pulse and stays open.
    case 'H14':
    case null:
      return { outcome: 'pulsed' }
  }
}

type Ended = {
  readonly amount: 'nothing' | 'part' | 'all'
  readonly outcome: PrintOutcome
  readonly afterMs: number
}

function ended(fault: PrinterFault | null, chance: Chance): Ended {
  const not = (code: Extract<PrintOutcome, { outcome: 'not-printed' }>['code']): Ended => {
    return { amount: 'nothing', outcome: { outcome: 'not-printed', code }, afterMs: 20 }
  }
  const maybe = (code: Extract<PrintOutcome, { outcome: 'unknown' }>['code']): Ended => {
    const amount = chance.among(['part', 'all'] as const, 'part')
    return { amount, outcome: { outcome: 'unknown', code }, afterMs: 3_000 }
  }
  switch (fault) {
    // A roll near its end (H3) only warns.
    case null:
    case 'H3':
      return { amount: 'all', outcome: { outcome: 'printed' }, afterMs: 30 }
    case 'H1':
      return not('paper-out')
    case 'H4':
      return not('cover-open')
    case 'H16':
      return not('swapped-printer')
    case 'H2':
      return maybe('paper-out')
    case 'H5':
      return maybe('no-answer')
    case 'H6':
      return maybe('not-connected')
    case 'H7':
      return maybe('cutter-stuck')
    case 'H8':
      return maybe('too-hot')
    case 'H9':
      return maybe('garbled-answers')
    case 'H12':
      return { ...maybe('no-answer'), amount: 'nothing' }
  }
}
