import type { PrinterLink } from '../wire/link'
import { infoOf, readAnswers, realTimeOf } from './answers'
import { joined } from './byte-writer'
import type { DriverTimes } from './driver-times'
import { encodeStatusRequest } from './escpos'
import type { PrinterModel } from './model'
import type { PrinterIdentity, PrinterStatus } from './port'
import { encodeIdentityRequest } from './service-commands'
import { decodeRealTime } from './status'
import { NO_ANSWER, NOT_CONNECTED, ONE_WAY, StatusKeeper } from './status-keeper'

/** What is needed to ask a printer. */
export type AskerParts = {
  readonly link: PrinterLink
  readonly model: PrinterModel
  readonly times: DriverTimes
  /** The road may be unable to carry answers: silence means that until the printer was heard once. */
  readonly mayBeOneWay: boolean
}

/** Asks an ESC/POS printer how it is and, after each connecting, who it is. */
export class StatusAsker {
  readonly #parts: AskerParts
  readonly #keeper = new StatusKeeper()
  #wasHeard = false
  #identity: PrinterIdentity | null = null
  #identifiedSince: number | null = null
  #expected: PrinterIdentity | null = null

  constructor(parts: AskerParts) {
    this.#parts = parts
  }

  /** How it was when last heard of, whether or not there still is a road. */
  get status(): PrinterStatus {
    return this.#keeper.status
  }

  get identity(): PrinterIdentity | null {
    return this.#identity
  }

  /** Names the printer that belongs here; null takes any. */
  expect(identity: PrinterIdentity | null): void {
    this.#expected = identity
  }

  watch(listener: (status: PrinterStatus) => void): () => void {
    return this.#keeper.watch(listener)
  }

  close(): void {
    this.#keeper.close()
  }

  /** Takes what the printer said by itself. A printer that is well but does not belong here is not used. */
  learn(status: PrinterStatus): PrinterStatus {
    const [one, other] = [this.#identity, this.#expected]
    const isSwapped = other && (one?.serial !== other.serial || one.model !== other.model)
    if (!isSwapped || status.condition !== 'ready') return this.#keeper.learn(status)
    return this.#keeper.learn({ ...status, condition: 'swapped-printer' })
  }

  /** Asks all four real-time questions, which is as many as may be open at once. */
  async ask(): Promise<PrinterStatus> {
    const { link, model, times, mayBeOneWay } = this.#parts
    const { status, since } = link.status
    if (status !== 'ready') return this.learn(NOT_CONNECTED)
    if (model.confirmation === 'none') return this.learn(ONE_WAY)
    const answer = await link.ask({
      bytes: STATUS_QUESTIONS,
      until: (received) => realTimeOf(received) !== null,
      timeoutMs: times.statusMs,
    })
    const bytes = realTimeOf(answer.received)
    if (bytes === null) {
      const silence = mayBeOneWay && !this.#wasHeard ? ONE_WAY : NO_ANSWER
      return this.learn(answer.outcome === 'silent' ? silence : NOT_CONNECTED)
    }
    this.#wasHeard = true
    const now = decodeRealTime(bytes)
    if (now.condition === 'ready' && since !== this.#identifiedSince) await this.#identify(since)
    return this.learn(now)
  }

  /** Asks only models known to answer: others answer in ways of their own. */
  async #identify(since: number): Promise<void> {
    const { link, model, times } = this.#parts
    this.#identifiedSince = since
    if (model.confirmation !== 'process-id') return
    const { received } = await link.ask({
      bytes: encodeIdentityRequest(),
      until: (bytes) => infosIn(bytes).length >= 2,
      timeoutMs: times.statusMs,
    })
    const [name, serial] = infosIn(received)
    this.#identity = name !== undefined && serial !== undefined ? { model: name, serial } : null
    // One that was known and now does not say who it is, is asked again at the next look.
    if (this.#identity === null && this.#expected !== null) this.#identifiedSince = null
    // The first one seen is the one that belongs here, until somebody says otherwise.
    this.#expected ??= this.#identity
  }
}

const STATUS_QUESTIONS = joined(
  encodeStatusRequest(1),
  encodeStatusRequest(2),
  encodeStatusRequest(3),
  encodeStatusRequest(4),
)

function infosIn(bytes: Uint8Array): readonly string[] {
  return readAnswers(bytes).flatMap((answer) => {
    const info = answer.type === 'block' ? infoOf(answer.bytes) : null
    return info === null ? [] : [info]
  })
}
