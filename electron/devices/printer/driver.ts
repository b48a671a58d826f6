/**
 * Joins the codec and the road to one printer. Before a job it asks how the printer is, behind the job it
 * puts a mark, and it waits for the answer to that mark. It keeps nothing for later and repeats nothing.
 */
import type { Clock } from '../clock'
import type { PrinterLink } from '../wire/link'
import { AnswerReader, realTimeOf, type PrinterAnswer } from './answers'
import { joined } from './byte-writer'
import {
  checkpointsIn,
  encodePulse,
  encodeRecovery,
  encodeStatusReports,
  encodeStatusRequest,
} from './escpos'
import { Marks, type Mark } from './marks'
import type { PrinterModel } from './model'
import type {
  PrinterStatus,
  PrintOutcome,
  PrintProblem,
  PulseOutcome,
  ReceiptPrinter,
} from './port'
import { Waits } from './waits'
import { decodeRealTime, decodeStatusReport, troubleOf } from './status'

/** Waits of the driver, in milliseconds. */
export type DriverTimes = {
  /** For the answer to a status question, which comes at once even from a printer that is offline. */
  readonly statusMs: number
  /** Between looks at the printer while its mark is awaited. */
  readonly pollMs: number
  /** Added to the time the paper needs. */
  readonly spareMs: number
  /** Silence after which no older answer is on its way. */
  readonly quietMs: number
  /** Between looks at an idle printer, which also finds a cable that went unnoticed. */
  readonly idleMs: number
}

/** Times for real printers. hardware.md 3.3. */
export const DRIVER_TIMES: DriverTimes = {
  statusMs: 1000,
  pollMs: 500,
  spareMs: 3000,
  quietMs: 150,
  idleMs: 5000,
}

const NOT_CONNECTED: PrinterStatus = {
  condition: 'not-connected',
  paperLow: null,
  drawerLevel: null,
}
const ONE_WAY: PrinterStatus = { ...NOT_CONNECTED, condition: 'one-way' }
const NO_ANSWER: PrinterStatus = { ...NOT_CONNECTED, condition: 'no-answer' }

/** What the driver is made of. */
export type DriverParts = {
  readonly link: PrinterLink
  readonly model: PrinterModel
  readonly clock: Clock
  readonly times?: DriverTimes
}

/** An ESC/POS printer on a wire. */
export class EscPosPrinter implements ReceiptPrinter {
  readonly #link: PrinterLink
  readonly #model: PrinterModel
  readonly #clock: Clock
  readonly #times: DriverTimes
  readonly #reader = new AnswerReader()
  readonly #marks: Marks
  readonly #listeners = new Set<(status: PrinterStatus) => void>()
  readonly #waits: Waits
  readonly #stopWatching: () => void
  #stopLooking: () => void = () => undefined
  #status = NOT_CONNECTED
  #closed = false
  #queue: Promise<unknown> = Promise.resolve()
  /** The last job may have left half a command or half a line behind. */
  #interrupted = true
  /** The time an unfinished job may still take, should the printer go on with it. */
  #unfinishedMs = 0

  constructor({ link, model, clock, times = DRIVER_TIMES }: DriverParts) {
    this.#link = link
    this.#model = model
    this.#clock = clock
    this.#times = times
    this.#waits = new Waits(clock)
    this.#marks = new Marks(model.confirmation, Math.floor(clock.now() / 1000) % 9999)
    this.#stopWatching = link.watch((bytes) => this.#hear(bytes))
    this.#lookLater()
  }

  print(jobId: string, receipt: Uint8Array): Promise<PrintOutcome> {
    return this.#inTurn(() => this.#send(jobId, receipt))
  }

  async pulse(jobId: string): Promise<PulseOutcome> {
    if (!this.#model.drawer) return { outcome: 'not-pulsed', code: 'no-drawer' }
    const sent = await this.#inTurn(() => this.#send(jobId, encodePulse(this.#model)))
    if (sent.outcome === 'printed') return { outcome: 'pulsed' }
    return sent.outcome === 'unknown' ? sent : { outcome: 'not-pulsed', code: sent.code }
  }

  check(): Promise<PrinterStatus> {
    return this.#inTurn(() => this.#ask())
  }

  status(): PrinterStatus {
    return this.#link.status.status === 'ready' ? this.#status : NOT_CONNECTED
  }

  watch(listener: (status: PrinterStatus) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Stops listening; the link is closed by whoever opened it. */
  close(): void {
    this.#closed = true
    this.#stopWatching()
    this.#stopLooking()
    this.#listeners.clear()
  }

  #lookLater(): void {
    this.#stopLooking = this.#clock.after(this.#times.idleMs, () => {
      void this.check().then(() => {
        if (!this.#closed) this.#lookLater()
      })
    })
  }

  /** One conversation with the printer after the other. */
  #inTurn<T>(talk: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(talk)
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  async #send(jobId: string, job: Uint8Array): Promise<PrintOutcome> {
    const before = problemOf(await this.#ask())
    if (before && before !== 'one-way') return { outcome: 'not-printed', code: before }
    if (this.#interrupted || this.#marks.unsettled) {
      const problem = await this.#settle(jobId)
      if (problem) return { outcome: 'not-printed', code: problem }
    }
    const mark = this.#marks.next(checkpointsIn(job))
    const written = await this.#write(jobId, joined(job, encodeStatusReports(), mark.bytes), mark)
    if (written) return written
    if (before === 'one-way') return { outcome: 'unknown', code: 'one-way' }
    const problem = await this.#awaitMark(mark, this.#paperMs(job))
    if (problem === null) return { outcome: 'printed' }
    this.#interrupted = true
    this.#unfinishedMs = this.#paperMs(job)
    return { outcome: 'unknown', code: problem }
  }

  /** Writes; answers how it ended if that is already known. */
  async #write(jobId: string, bytes: Uint8Array, mark: Mark): Promise<PrintOutcome | null> {
    this.#marks.sending(mark)
    const { outcome } = await this.#link.write(jobId, bytes)
    if (outcome === 'not-sent') {
      this.#marks.notSent(mark)
      this.#learn(NOT_CONNECTED)
      return { outcome: 'not-printed', code: 'not-connected' }
    }
    if (outcome === 'sent') return null
    this.#interrupted = true
    return { outcome: 'unknown', code: 'not-connected' }
  }

  /**
   * Ends what an older job left behind, so that no half receipt is glued to the next and no late answer
   * is taken for the new one. Prints nothing.
   */
  async #settle(jobId: string): Promise<PrintProblem | null> {
    if (this.#marks.hopeless) {
      this.#marks.settled()
      return 'no-answer'
    }
    const mark = this.#marks.next()
    const bytes = joined(encodeRecovery(), encodeStatusReports(), mark.bytes)
    const written = await this.#write(`${jobId} settle`, bytes, mark)
    if (written) return 'code' in written ? written.code : null
    if (this.#model.confirmation !== 'none') {
      const problem = await this.#awaitMark(mark, this.#times.spareMs + this.#unfinishedMs)
      if (problem) return problem
    }
    if (this.#model.confirmation === 'paper-status') {
      await this.#waits.until(() => false, this.#times.quietMs)
    }
    this.#marks.settled()
    this.#interrupted = false
    this.#unfinishedMs = 0
    return null
  }

  /** Waits until the printer has passed the mark, looking at it now and then; answers what is wrong. */
  async #awaitMark(mark: Mark, waitMs: number): Promise<PrintProblem | null> {
    const deadline = this.#clock.now() + waitMs
    for (;;) {
      const left = deadline - this.#clock.now()
      const passed = await this.#waits.until(mark.passed, Math.min(left, this.#times.pollMs))
      // A silent printer may only be busy; one that says what is wrong, or is gone, is believed.
      const problem = problemOf(await this.#ask())
      if (passed || mark.passed()) return this.#afterMark()
      if (problem && problem !== 'no-answer') return problem
      if (this.#clock.now() >= deadline) return 'no-answer'
    }
  }

  /** An answered paper request means "processed": a cutter that jammed behind it is still trouble. */
  #afterMark(): PrintProblem | null {
    return this.#model.confirmation === 'paper-status' ? troubleOf(this.#status) : null
  }

  /** Asks all four real-time questions, which is as many as may be open at once. */
  async #ask(): Promise<PrinterStatus> {
    if (this.#link.status.status !== 'ready') return this.#learn(NOT_CONNECTED)
    if (this.#model.confirmation === 'none') return this.#learn(ONE_WAY)
    const answer = await this.#link.ask({
      bytes: STATUS_QUESTIONS,
      until: (received) => realTimeOf(received) !== null,
      timeoutMs: this.#times.statusMs,
    })
    const bytes = realTimeOf(answer.received)
    if (bytes) return this.#learn(decodeRealTime(bytes))
    return this.#learn(answer.outcome === 'silent' ? NO_ANSWER : NOT_CONNECTED)
  }

  /** The time the printer may take: its lines, the paper's length, and some. hardware.md 3.3. */
  #paperMs(job: Uint8Array): number {
    const lines = job.reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 0)
    const lengthMm = lines * LINE_MM
    return lines * this.#model.lineMs + lengthMm * 10 + this.#times.spareMs
  }

  #hear(bytes: Uint8Array): void {
    for (const answer of this.#reader.push(bytes)) this.#heard(answer)
    this.#waits.look()
  }

  #heard(answer: PrinterAnswer): void {
    this.#marks.hear(answer)
    if (answer.type === 'status') this.#learn(decodeStatusReport(answer.bytes))
  }

  #learn(status: PrinterStatus): PrinterStatus {
    const before = this.#status
    this.#status = status
    if (!isSame(before, status)) for (const listener of [...this.#listeners]) listener(status)
    return status
  }
}

const LINE_MM = 3.75

const STATUS_QUESTIONS = joined(
  encodeStatusRequest(1),
  encodeStatusRequest(2),
  encodeStatusRequest(3),
  encodeStatusRequest(4),
)

function problemOf(status: PrinterStatus): PrintProblem | null {
  return status.condition === 'ready' ? null : status.condition
}

function isSame(one: PrinterStatus, other: PrinterStatus): boolean {
  return (
    one.condition === other.condition &&
    one.paperLow === other.paperLow &&
    one.drawerLevel === other.drawerLevel
  )
}
