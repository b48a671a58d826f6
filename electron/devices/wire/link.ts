import type { WireFailure, WireStatus } from './wire'

/** How a device is doing, for the status strip and the Devices screen. */
export type LinkStatus = {
  readonly status: WireStatus
  /** Why it is not ready; null while ready and before the first attempt has ended. */
  readonly failure: WireFailure | null
  /** When this status began, milliseconds since 1970. */
  readonly since: number
  /** When the next attempt is made; null when none is planned. */
  readonly retryAt: number | null
  /** Whether it has been ready since the start: tells "reconnecting" from "missing". */
  readonly wasReady: boolean
}

/** How handing bytes to a device ended. */
export type WriteResult = {
  /**
   * `sent`: every byte left the operating system; it says nothing about paper.
   * `not-sent`: not one byte left; the same bytes may safely be written again.
   * `unknown`: some or all may have arrived; never repeat on your own.
   */
  readonly outcome: 'sent' | 'not-sent' | 'unknown'
  /** Why, when the outcome is not `sent`. */
  readonly code?: WireFailure
  /** Bytes known to have left; more may have, when the outcome is `unknown`. */
  readonly bytesWritten: number
}

/** How a question to a device ended, with everything it said meanwhile. */
export type AskResult = {
  /** `silent`: the time passed. `lost`: the connection went after the question. `not-sent`: it was not asked. */
  readonly outcome: 'answered' | 'silent' | 'lost' | 'not-sent'
  readonly code?: WireFailure
  readonly received: Uint8Array
}

/** A question: the bytes to send and how to know that the answer is whole. */
export type Question = {
  readonly bytes: Uint8Array
  /** Given everything received since the question went out; true ends the wait. */
  readonly until: (received: Uint8Array) => boolean
  readonly timeoutMs: number
}

/**
 * The road to a receipt printer, for its driver. The same in the device process and in the main process.
 * Writes and questions are carried out one after the other in the order they were given. Nothing is
 * kept for later: with the printer away the answer is `not-sent` at once. Promises never reject.
 */
export interface PrinterLink {
  readonly status: LinkStatus
  /**
   * Writes the bytes of one print job, or a drawer pulse.
   * @param jobId  names the job in the log; one id is written at most once per call, never repeated here
   */
  write(jobId: string, bytes: Uint8Array): Promise<WriteResult>
  /** Sends a question and gathers the answer; bytes that came unasked meanwhile are in it too. */
  ask(question: Question): Promise<AskResult>
  /** Hears every byte the printer sends, answers included; call the answer to stop listening. */
  watch(listener: (bytes: Uint8Array) => void): () => void
}
