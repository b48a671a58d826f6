/**
 * Joins the codec and the road to one printer. Before a job it asks how the printer is, behind the job it
 * puts a mark, and it waits for the answer to that mark. It keeps nothing for later and repeats nothing.
 */
import type { Clock } from '../clock'
import type { PrinterLink } from '../wire/link'
import { Deadline } from './deadline'
import { AnswerReader, type PrinterAnswer } from './answers'
import { joined } from './byte-writer'
import { DRIVER_TIMES, type DriverTimes } from './driver-times'
import { checkpointsIn, encodePulse, encodeRecovery, encodeStatusReports } from './escpos'
import { Marks, type Mark } from './marks'
import type { PrinterModel } from './model'
import { piecesOf } from './pieces'
import type {
  PrinterIdentity,
  PrinterStatus,
  PrintOutcome,
  PrintProblem,
  PulseOutcome,
  ReceiptPrinter,
} from './port'
import { encodeCutOff } from './service-commands'
import { decodeStatusReport, troubleOf } from './status'
import { StatusAsker } from './status-asker'
import { NOT_CONNECTED } from './status-keeper'
import { Turns } from './turns'
import { Waits } from './waits'

/** What a driver is made of. */
export type DriverParts = {
  readonly link: PrinterLink
  readonly model: PrinterModel
  readonly clock: Clock
  readonly times?: DriverTimes
  /** Bytes that may be under way unanswered; null where the cable holds the till back by itself. */
  readonly pieceBytes?: number | null
  /** Which level of the drawer's switch means open; null while nobody has found out. */
  readonly drawerOpenLevel?: 'high' | 'low' | null
  /** The road may be unable to carry answers: silence means that until the printer was heard once. */
  readonly mayBeOneWay?: boolean
}

/** An ESC/POS printer on a wire. */
export class EscPosPrinter implements ReceiptPrinter {
  readonly #parts: DriverParts
  readonly #link: PrinterLink
  readonly #model: PrinterModel
  readonly #clock: Clock
  readonly #times: DriverTimes
  readonly #reader = new AnswerReader()
  readonly #marks: Marks
  readonly #asker: StatusAsker
  readonly #waits: Waits
  readonly #stopWatching: () => void
  readonly #turns: Turns
  /**
   * The time that what the last job left behind may still take, should the printer go on with it; null when
   * nothing is left. Nobody knows what was printed before the start, so at first something may be.
   */
  #leftoverMs: number | null = 0
  /** The last job, or one before the start, may have ended in the middle of a command that waits for its data. */
  #mayBeWithinCommand = true

  constructor(parts: DriverParts) {
    this.#parts = parts
    this.#link = parts.link
    this.#model = parts.model
    this.#clock = parts.clock
    this.#times = parts.times ?? DRIVER_TIMES
    const { link, model, mayBeOneWay = false } = parts
    this.#asker = new StatusAsker({ link, model, times: this.#times, mayBeOneWay })
    this.#waits = new Waits(parts.clock)
    const first = Math.floor(parts.clock.now() / 1000) % 9999
    this.#marks = new Marks(parts.model.confirmation, first)
    this.#stopWatching = parts.link.watch((bytes) => this.#hear(bytes))
    this.#turns = new Turns(parts.clock, this.#times.idleMs, () => this.#ask())
  }

  print(jobId: string, receipt: Uint8Array): Promise<PrintOutcome> {
    return this.#turns.take(() => this.#send(jobId, receipt))
  }

  pulse(jobId: string): Promise<PulseOutcome> {
    return this.#turns.take(() => this.#pulse(jobId))
  }

  check(): Promise<PrinterStatus> {
    return this.#turns.take(() => this.#ask())
  }

  status(): PrinterStatus {
    return this.#link.status.status === 'ready' ? this.#asker.status : NOT_CONNECTED
  }

  watch(listener: (status: PrinterStatus) => void): () => void {
    return this.#asker.watch(listener)
  }

  identity(): PrinterIdentity | null {
    return this.#asker.identity
  }

  expect(identity: PrinterIdentity | null): void {
    this.#asker.expect(identity)
  }

  close(): void {
    this.#turns.close()
    this.#stopWatching()
    this.#asker.close()
  }

  async #send(jobId: string, job: Uint8Array): Promise<PrintOutcome> {
    const before = problemOf(await this.#ask())
    const isOneWay = before === 'one-way'
    if (before && !isOneWay) return { outcome: 'not-printed', code: before }
    if (this.#leftoverMs !== null || this.#marks.unsettled) {
      const problem = await this.#settle(jobId, isOneWay)
      if (problem) return { outcome: 'not-printed', code: problem }
    }
    const mark = this.#marks.next(checkpointsIn(job))
    const whole = joined(job, encodeStatusReports(), mark.bytes)
    const written = await this.#write(jobId, whole, mark, isOneWay ? null : this.#pieceBytes)
    if (written) return written
    if (isOneWay) {
      this.#marks.settled()
      return { outcome: 'unknown', code: 'one-way' }
    }
    const problem = await this.#awaitMark(mark, this.#paperMs(job))
    if (problem === null) return { outcome: 'printed' }
    return this.#stopped(job, problem)
  }

  /**
   * Asks how the printer is. A command that waits for its data would take the question for it, and its length from
   * it: up to megabytes. So it is ended first, once, with bytes that mean nothing.
   */
  async #ask(): Promise<PrinterStatus> {
    if (this.#mayBeWithinCommand) {
      const { outcome } = await this.#link.write('recovery', encodeRecovery())
      this.#mayBeWithinCommand = outcome !== 'sent'
    }
    return this.#asker.ask()
  }

  async #pulse(jobId: string): Promise<PulseOutcome> {
    if (!this.#model.drawer) return { outcome: 'not-pulsed', code: 'no-drawer' }
    const sent = await this.#send(jobId, encodePulse(this.#model))
    if (sent.outcome === 'unknown') return sent
    if (sent.outcome === 'not-printed') return { outcome: 'not-pulsed', code: sent.code }
    if (await this.#sawDrawerOpen()) return { outcome: 'pulsed' }
    return { outcome: 'unknown', code: 'drawer-no-answer' }
  }

  /** True as well where nobody knows which level means open: then the pulse itself has to do. */
  async #sawDrawerOpen(): Promise<boolean> {
    const { drawerOpenLevel = null } = this.#parts
    const isOpen = () => this.#asker.status.drawerLevel === drawerOpenLevel
    if (drawerOpenLevel === null) return true
    const { drawerMs, pollMs } = this.#times
    const deadline = new Deadline(this.#clock, drawerMs)
    for (;;) {
      const seen = await this.#waits.until(isOpen, Math.min(drawerMs, pollMs))
      if (!seen) await this.#asker.ask()
      if (!isOpen() && !deadline.isOver) continue
      deadline.cancel()
      return isOpen()
    }
  }

  get #pieceBytes(): number | null {
    return this.#parts.pieceBytes ?? null
  }

  /** Writes piece by piece; answers how it ended if that is already known. */
  async #write(
    jobId: string,
    bytes: Uint8Array,
    mark: Mark,
    pieceBytes: number | null,
  ): Promise<PrintOutcome | null> {
    this.#marks.sending(mark)
    let goal = this.#marks.heard
    let left = bytes.length
    for (const piece of piecesOf(bytes, pieceBytes)) {
      const { outcome } = await this.#link.write(jobId, piece)
      if (outcome === 'not-sent' && left === bytes.length) {
        this.#marks.notSent(mark)
        this.#asker.learn(NOT_CONNECTED)
        return { outcome: 'not-printed', code: 'not-connected' }
      }
      if (outcome !== 'sent') return this.#stopped(bytes, 'not-connected')
      left -= piece.length
      goal += checkpointsIn(piece)
      const answered = goal
      if (left === 0) continue
      const taken = () => this.#marks.heard >= answered
      const problem = await this.#awaitAnswer(taken, this.#paperMs(piece))
      if (problem) return this.#stopped(bytes, problem)
    }
    return null
  }

  #stopped(job: Uint8Array, code: PrintProblem): PrintOutcome {
    this.#leftoverMs = this.#paperMs(job)
    this.#mayBeWithinCommand = true
    return { outcome: 'unknown', code }
  }

  /**
   * Ends what an older job left behind and cuts it off, so that no half receipt is glued to the next and no
   * late answer is taken for the new one. Prints nothing.
   */
  async #settle(jobId: string, isOneWay: boolean): Promise<PrintProblem | null> {
    const ms = this.#leftoverMs ?? 0
    if (this.#marks.hopeless) {
      await this.#waits.until(() => false, this.#times.spareMs + ms)
      this.#marks.settled()
      return 'no-answer'
    }
    const mark = this.#marks.next()
    const ending = joined(encodeRecovery(), encodeCutOff(this.#model))
    const all = joined(ending, encodeStatusReports(), mark.bytes)
    const written = await this.#write(`${jobId} settle`, all, mark, null)
    if (written) return 'code' in written ? written.code : null
    if (!isOneWay) {
      const problem = await this.#awaitMark(mark, this.#times.spareMs + ms)
      if (problem) return problem
      if (this.#model.confirmation === 'paper-status') {
        await this.#waits.until(() => false, this.#times.quietMs)
      }
    }
    this.#marks.settled()
    this.#leftoverMs = null
    return null
  }

  /** Waits until the printer has passed the mark; answers what is wrong. */
  async #awaitMark(mark: Mark, waitMs: number): Promise<PrintProblem | null> {
    const problem = await this.#awaitAnswer(mark.passed, waitMs)
    if (problem) return problem
    if (mark.garbled()) return 'garbled-answers'
    // An answered paper request means "processed": a cutter that jammed behind it is still trouble.
    return this.#model.confirmation === 'paper-status' ? troubleOf(this.#asker.status) : null
  }

  /** Waits for the printer to say so, looking at it now and then; answers what is wrong. */
  async #awaitAnswer(passed: () => boolean, waitMs: number): Promise<PrintProblem | null> {
    const deadline = new Deadline(this.#clock, waitMs)
    for (;;) {
      await this.#waits.until(passed, Math.min(waitMs, this.#times.pollMs))
      // A silent printer may only be busy; one that says what is wrong, or is gone, is believed.
      const problem = problemOf(await this.#asker.ask())
      const isOver = deadline.isOver || passed() || (problem !== null && problem !== 'no-answer')
      if (!isOver) continue
      deadline.cancel()
      return passed() ? null : (problem ?? 'no-answer')
    }
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
    if (answer.type === 'status') this.#asker.learn(decodeStatusReport(answer.bytes))
  }
}

const LINE_MM = 3.75

function problemOf(status: PrinterStatus): PrintProblem | null {
  return status.condition === 'ready' ? null : status.condition
}
