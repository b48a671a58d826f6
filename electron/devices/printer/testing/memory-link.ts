/**
 * A road to a printer inside the same program, for tests: what a real one does, with the same endings,
 * and knobs for a cable that is cut.
 */
import type { AskResult, LinkStatus, PrinterLink, Question, WriteResult } from '../../wire/link'
import type { Clock } from '../../clock'

/** The printer's end of the road. */
export type MemoryPeer = { readonly receive: (bytes: Uint8Array) => void }

/** A link whose other end is an object. */
export class MemoryLink implements PrinterLink {
  /** Every job written, whole or in part, in order. */
  readonly written: { readonly jobId: string; readonly bytes: Uint8Array }[] = []
  readonly #clock: Clock
  readonly #listeners = new Set<(bytes: Uint8Array) => void>()
  #peer: MemoryPeer = { receive: () => undefined }
  #connected = true
  #cutAfter = Infinity
  #instead: Uint8Array | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get status(): LinkStatus {
    return {
      status: this.#connected ? 'ready' : 'failed',
      failure: this.#connected ? null : 'cable-out',
      since: 0,
      retryAt: null,
      wasReady: true,
    }
  }

  connect(peer: MemoryPeer): void {
    this.#peer = peer
    this.#connected = true
  }

  disconnect(): void {
    this.#connected = false
  }

  /** The cable comes out after so many more bytes of jobs. */
  cutAfter(bytes: number): void {
    this.#cutAfter = bytes
  }

  /** Jobs get lost on the way from now on, and these bytes come back for each. */
  loseJobs(answer: Uint8Array): void {
    this.#instead = answer
  }

  /** Bytes from the printer. */
  deliver(bytes: Uint8Array): void {
    if (!this.#connected) return
    for (const listener of [...this.#listeners]) listener(bytes)
  }

  async write(jobId: string, bytes: Uint8Array): Promise<WriteResult> {
    await Promise.resolve()
    if (!this.#connected) return { outcome: 'not-sent', code: 'cable-out', bytesWritten: 0 }
    const passed = bytes.slice(0, this.#cutAfter)
    this.written.push({ jobId, bytes: passed })
    if (this.#instead) this.deliver(this.#instead)
    else this.#peer.receive(passed)
    this.#cutAfter -= passed.length
    if (passed.length === bytes.length) return { outcome: 'sent', bytesWritten: bytes.length }
    this.#connected = false
    return { outcome: 'unknown', code: 'cable-out', bytesWritten: passed.length }
  }

  async ask(question: Question): Promise<AskResult> {
    await Promise.resolve()
    const none = new Uint8Array(0)
    if (!this.#connected) return { outcome: 'not-sent', code: 'cable-out', received: none }
    return new Promise((resolve) => {
      let received = none
      const end = (outcome: AskResult['outcome']): void => {
        this.#listeners.delete(gather)
        cancel()
        resolve({ outcome, received })
      }
      const gather = (bytes: Uint8Array): void => {
        received = Uint8Array.from([...received, ...bytes])
        if (question.until(received)) end('answered')
      }
      const cancel = this.#clock.after(question.timeoutMs, () => end('silent'))
      this.#listeners.add(gather)
      this.#peer.receive(question.bytes)
    })
  }

  watch(listener: (bytes: Uint8Array) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
