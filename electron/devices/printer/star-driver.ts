/**
 * A Star printer on a wire. Before a job it asks for the status, behind the job it puts an ETB, and it asks
 * until the printer's counter of printed ETBs is one higher. After a power failure the counter starts from 0,
 * so it is never left there: what was lost half-way cannot look as if it had been counted.
 */
import type { Clock } from '../clock'
import type { PrinterLink } from '../wire/link'
import { Deadline } from './deadline'
import { joined } from './byte-writer'
import { DRIVER_TIMES, type DriverTimes } from './driver-times'
import type { PrinterModel } from './model'
import type {
  PrinterIdentity,
  PrinterStatus,
  PrintOutcome,
  PrintProblem,
  PulseOutcome,
  ReceiptPrinter,
} from './port'
import {
  encodeStarEtb,
  encodeStarPulse,
  encodeStarReceipt,
  encodeStarReset,
  encodeStarStatusRequest,
} from './star'
import { StarStatusReader, type StarStatus } from './star-status'
import { NO_ANSWER, NOT_CONNECTED, ONE_WAY, StatusKeeper } from './status-keeper'
import { Turns } from './turns'
import { Waits } from './waits'

/** What the driver is made of. */
export type StarParts = {
  readonly link: PrinterLink
  readonly model: PrinterModel
  readonly clock: Clock
  readonly times?: DriverTimes
  /** Which level of the drawer's switch means open; null while nobody has found out. */
  readonly drawerOpenLevel?: 'high' | 'low' | null
  /** The road may be unable to carry answers: silence means that until the printer was heard once. */
  readonly mayBeOneWay?: boolean
}

const LINE_MM = 3.75
const COUNTS = 32

/** A printer that speaks Star Line or StarPRNT. */
export class StarPrinter implements ReceiptPrinter {
  readonly #parts: StarParts
  readonly #times: DriverTimes
  readonly #keeper = new StatusKeeper()
  readonly #turns: Turns
  readonly #waits: Waits
  #wasHeard = false
  /** The time that what the last job left behind may still take; null when nothing is left. */
  #leftoverMs: number | null = 0
  /** ETBs the printer has counted, as far as this knows. */
  #count: number | null = null

  constructor(parts: StarParts) {
    this.#parts = parts
    this.#times = parts.times ?? DRIVER_TIMES
    this.#waits = new Waits(parts.clock)
    this.#turns = new Turns(parts.clock, this.#times.idleMs, () => this.#ask())
  }

  print(jobId: string, receipt: Uint8Array): Promise<PrintOutcome> {
    return this.#turns.take(() => this.#send(jobId, receipt))
  }

  pulse(jobId: string): Promise<PulseOutcome> {
    return this.#turns.take(() => this.#pulse(jobId))
  }

  async check(): Promise<PrinterStatus> {
    await this.#turns.take(() => this.#ask())
    return this.status()
  }

  status(): PrinterStatus {
    return this.#parts.link.status.status === 'ready' ? this.#keeper.status : NOT_CONNECTED
  }

  watch(listener: (status: PrinterStatus) => void): () => void {
    return this.#keeper.watch(listener)
  }

  /** Star has no question that all its models answer. */
  identity(): PrinterIdentity | null {
    return null
  }

  expect(): void {
    // Without an identity any printer is the right one.
  }

  close(): void {
    this.#turns.close()
    this.#keeper.close()
  }

  async #pulse(jobId: string): Promise<PulseOutcome> {
    if (!this.#parts.model.drawer) return { outcome: 'not-pulsed', code: 'no-drawer' }
    const sent = await this.#send(jobId, encodeStarPulse(this.#parts.model))
    if (sent.outcome === 'unknown') return sent
    if (sent.outcome === 'not-printed') return { outcome: 'not-pulsed', code: sent.code }
    const { drawerOpenLevel = null, clock } = this.#parts
    const deadline = new Deadline(clock, this.#times.drawerMs)
    while (drawerOpenLevel !== null && this.#keeper.status.drawerLevel !== drawerOpenLevel) {
      if (deadline.isOver) return { outcome: 'unknown', code: 'drawer-no-answer' }
      await this.#pause()
      await this.#ask()
    }
    return { outcome: 'pulsed' }
  }

  async #send(jobId: string, job: Uint8Array): Promise<PrintOutcome> {
    const before = await this.#ask()
    const problem = this.#problem()
    const isOneWay = problem === 'one-way'
    if (problem && !isOneWay) return { outcome: 'not-printed', code: problem }
    const isCounted =
      this.#count !== null &&
      this.#count !== 0 &&
      this.#count !== COUNTS - 1 &&
      before?.etbCount === this.#count
    if (this.#leftoverMs !== null || (!isCounted && !isOneWay)) {
      const settled = await this.#settle(jobId, before, isOneWay)
      if (settled) return { outcome: 'not-printed', code: settled }
    }
    const written = await this.#parts.link.write(jobId, joined(job, encodeStarEtb()))
    if (written.outcome === 'not-sent') {
      this.#keeper.learn(NOT_CONNECTED)
      return { outcome: 'not-printed', code: 'not-connected' }
    }
    if (written.outcome === 'unknown') return this.#stopped(job, 'not-connected')
    if (isOneWay) return { outcome: 'unknown', code: 'one-way' }
    const wrong = await this.#awaitCount(((this.#count ?? 0) + 1) % COUNTS, this.#paperMs(job))
    return wrong === null ? { outcome: 'printed' } : this.#stopped(job, wrong)
  }

  #stopped(job: Uint8Array, code: PrintProblem): PrintOutcome {
    this.#leftoverMs = this.#paperMs(job)
    this.#count = null
    return { outcome: 'unknown', code }
  }

  /** Ends and cuts off what an older job left behind, and sets the counter to a number it does not have. */
  async #settle(
    jobId: string,
    before: StarStatus | null,
    isOneWay: boolean,
  ): Promise<PrintProblem | null> {
    const { model, link } = this.#parts
    const ms = this.#leftoverMs ?? 0
    const count = (((before?.etbCount ?? 0) + 5) % 30) + 1
    const ending = this.#leftoverMs === null ? [] : [NULS, START_FRESH, cutOff(model)]
    const marks = Array.from({ length: count }, encodeStarEtb)
    const all = joined(...ending, encodeStarReset(), ...marks)
    const { outcome } = await link.write(`${jobId} settle`, all)
    if (outcome !== 'sent') return 'not-connected'
    if (!isOneWay) {
      const problem = await this.#awaitCount(count, this.#times.spareMs + ms)
      if (problem) return problem
    }
    this.#leftoverMs = null
    return null
  }

  /** Asks until so many ETBs were printed; answers what is wrong. */
  async #awaitCount(count: number, waitMs: number): Promise<PrintProblem | null> {
    const { clock } = this.#parts
    const deadline = new Deadline(clock, waitMs)
    for (;;) {
      const answer = await this.#ask()
      const problem = this.#problem()
      if (answer?.overrun) return 'garbled-answers'
      if (answer?.etbCount === count && problem === null) {
        this.#count = count
        return null
      }
      if (problem && problem !== 'no-answer') return problem
      if (deadline.isOver) return 'no-answer'
      await this.#pause()
    }
  }

  #pause(): Promise<boolean> {
    return this.#waits.until(() => false, this.#times.pollMs)
  }

  /** Asks for the status once; null where no answer came. */
  async #ask(): Promise<StarStatus | null> {
    const { link, model, mayBeOneWay = false } = this.#parts
    if (link.status.status !== 'ready') return this.#absent(NOT_CONNECTED)
    if (model.confirmation === 'none') return this.#absent(ONE_WAY)
    const { outcome, received } = await link.ask({
      bytes: encodeStarStatusRequest(),
      until: (bytes) => newestIn(bytes) !== null,
      timeoutMs: this.#times.statusMs,
    })
    const answer = newestIn(received)
    if (answer === null) {
      const silence = mayBeOneWay && !this.#wasHeard ? ONE_WAY : NO_ANSWER
      return this.#absent(outcome === 'silent' ? silence : NOT_CONNECTED)
    }
    this.#wasHeard = true
    this.#keeper.learn(answer.status)
    return answer
  }

  #absent(status: PrinterStatus): null {
    this.#keeper.learn(status)
    return null
  }

  #problem(): PrintProblem | null {
    const { condition } = this.#keeper.status
    return condition === 'ready' ? null : condition
  }

  #paperMs(job: Uint8Array): number {
    const lines = job.reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 0)
    return lines * (this.#parts.model.lineMs + LINE_MM * 10) + this.#times.spareMs
  }
}

/** Longer than the longest command with data: a picture of 24 rows, three bytes a dot across. */
const NULS = new Uint8Array(3 * 832 + 16)

/** ESC @ CAN: style and line buffer as after switching on. */
const START_FRESH = Uint8Array.of(0x1b, 0x40, 0x18)

/** A receipt with nothing on it is a cut. */
function cutOff(model: PrinterModel): Uint8Array {
  return encodeStarReceipt({ columns: model.columns, blocks: [] }, model)
}

function newestIn(bytes: Uint8Array): StarStatus | null {
  return new StarStatusReader().push(bytes).at(-1) ?? null
}
