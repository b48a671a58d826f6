/**
 * Marks: what is put behind a job so that the printer says when it has got there.
 *
 * A process id names its job, so an answer can only mean that job or a later one. The paper request has
 * no name: its answers only come in order. So this keeps count of requests that may still be answered;
 * more new requests than that are sent, and once more answers have come than old requests were owed, at
 * least one of them was new. A late answer to an older job is never success. A job is passed only when the
 * checkpoints inside it are answered too: the printer has had all of it. Where noise was heard meanwhile, or
 * more answers than were asked for, nothing is proven.
 */
import { encodePaperRequest, encodeProcessIdRequest } from './escpos'
import type { PrinterAnswer } from './answers'
import type { Confirmation } from './model'

/** One stray byte can look like an answer; a mark asks once more than it needs, so one is forgiven. */
const STRAY_MAX = 1

/** Requests owed beyond which the printer is taken to answer none. */
const OWED_MAX = 512

/** A mark on its way: its bytes, and whether the printer has passed it. */
export type Mark = {
  readonly bytes: Uint8Array
  /** Paper requests in it and in the job before it. */
  readonly requests: number
  readonly passed: () => boolean
  /** Something was heard since that is no answer to what was asked. */
  readonly garbled: () => boolean
}

/** Makes marks for one printer and hears its answers. */
export class Marks {
  readonly #confirmation: Confirmation
  #number: number
  #owed = 0
  #heard = 0
  #noise = 0
  #ids = new Set<string>()

  /** @param first  where process ids begin; another one after each start, so that old answers differ */
  constructor(confirmation: Confirmation, first: number) {
    this.#confirmation = confirmation
    this.#number = first
  }

  /** Answers without a name so far. */
  get heard(): number {
    return this.#heard
  }

  /** True while an answer without a name could belong to an older job. */
  get unsettled(): boolean {
    return this.#owed > 0
  }

  /** True when so many requests went unanswered that more make no sense. */
  get hopeless(): boolean {
    return this.#owed > OWED_MAX
  }

  hear(answer: PrinterAnswer): void {
    if (answer.type === 'process-id') this.#ids.add(answer.id)
    if (answer.type === 'noise') this.#noise += 1
    if (answer.type !== 'paper') return
    this.#heard += 1
    this.#owed = Math.max(0, this.#owed - 1)
  }

  /** The mark for a job with so many checkpoints. Call `sending` before its bytes leave. */
  next(checkpoints = 0): Mark {
    return this.#confirmation === 'process-id'
      ? this.#processId(checkpoints)
      : this.#paper(checkpoints)
  }

  /** Counts the requests of a mark, before its bytes leave: an answer may come before the write ends. */
  sending(mark: Mark): void {
    this.#owed += mark.requests
  }

  /** Takes the count back, when not one byte left. */
  notSent(mark: Mark): void {
    this.#owed = Math.max(0, this.#owed - mark.requests)
  }

  /** Nothing is owed any more: all was quiet after the last answer, or nothing came for so long. */
  settled(): void {
    this.#owed = 0
  }

  #processId(checkpoints: number): Mark {
    this.#number = (this.#number % 9999) + 1
    const id = String(this.#number).padStart(4, '0')
    this.#ids.clear()
    const goal = this.#heard + checkpoints
    return {
      bytes: encodeProcessIdRequest(id),
      requests: checkpoints,
      passed: () => this.#ids.has(id) && this.#heard >= goal,
      garbled: this.#garbledBeyond(goal + this.#owed),
    }
  }

  /** Two requests more than are owed: one stray byte on the cable is not yet an answer. */
  #paper(checkpoints: number): Mark {
    const request = encodePaperRequest()
    const count = this.#owed + 2
    const bytes = new Uint8Array(request.length * count)
    for (let i = 0; i < count; i++) bytes.set(request, i * request.length)
    const goal = this.#heard + count + checkpoints
    return {
      bytes,
      requests: count + checkpoints,
      passed: () => this.#heard >= goal,
      garbled: this.#garbledBeyond(goal + this.#owed),
    }
  }

  #garbledBeyond(most: number): () => boolean {
    const noise = this.#noise
    return () => this.#noise > noise || this.#heard > most + STRAY_MAX
  }
}
