import { Fault } from '../../../shared/fault'
import type { Clock } from '../clock'
import { Connection } from '../connection'
import type { AskResult, LinkStatus, PrinterLink, Question, WriteResult } from '../wire/link'
import type { Wire, WireFailure } from '../wire/wire'

const NOT_THERE: LinkStatus = {
  status: 'closed',
  failure: null,
  since: 0,
  retryAt: null,
  wasReady: false,
}

/**
 * The road to a device that another process keeps, such as a printer. It goes by the status that process tells; when the
 * process itself is lost, bytes handed to it and not confirmed are `unknown`.
 */
export class RemoteLink implements PrinterLink {
  readonly #hearers = new Set<(bytes: Uint8Array) => void>()
  readonly #unconfirmed = new Map<number, (result: WriteResult) => void>()
  readonly #wire: Pick<Wire, 'write'>
  #status: LinkStatus = NOT_THERE
  #connection: Connection | null = null
  #lastNumber = 0

  /** @param post  hands bytes to the other process; its answer comes by `written` */
  constructor(
    private readonly clock: Clock,
    private readonly post: (number: number, bytes: Uint8Array) => void,
  ) {
    this.#wire = { write: (bytes) => this.#hand(bytes) }
  }

  get status(): LinkStatus {
    return this.#status
  }

  write(_jobId: string, bytes: Uint8Array): Promise<WriteResult> {
    if (this.#connection !== null) return this.#connection.write(bytes)
    return Promise.resolve({ outcome: 'not-sent', code: this.#absence(), bytesWritten: 0 })
  }

  ask(question: Question): Promise<AskResult> {
    if (this.#connection !== null) return this.#connection.ask(question)
    const received = new Uint8Array(0)
    return Promise.resolve({ outcome: 'not-sent', code: this.#absence(), received })
  }

  watch(listener: (bytes: Uint8Array) => void): () => void {
    this.#hearers.add(listener)
    return () => this.#hearers.delete(listener)
  }

  /** Takes the device's newest status; null when there is no such device. */
  follow(status: LinkStatus | null): void {
    this.#status = status ?? NOT_THERE
    if (this.#status.status === 'ready') {
      this.#connection ??= new Connection(this.#wire, this.clock, () => undefined)
      return
    }
    const connection = this.#connection
    this.#connection = null
    connection?.end(this.#absence())
  }

  /** Takes bytes of the device. */
  receive(bytes: Uint8Array): void {
    this.#connection?.receive(bytes)
    for (const hear of [...this.#hearers]) hear(bytes)
  }

  /** Takes the answer to bytes handed over. */
  written(number: number, result: WriteResult): void {
    this.#unconfirmed.get(number)?.(result)
    this.#unconfirmed.delete(number)
  }

  /** The other process has ended. */
  lose(): void {
    for (const number of [...this.#unconfirmed.keys()]) {
      this.written(number, { outcome: 'unknown', code: 'wire-error', bytesWritten: 0 })
    }
  }

  async #hand(bytes: Uint8Array): Promise<void> {
    this.#lastNumber += 1
    const number = this.#lastNumber
    const { outcome, code } = await new Promise<WriteResult>((resolve) => {
      this.#unconfirmed.set(number, resolve)
      this.post(number, bytes)
    })
    if (outcome === 'sent') return
    const failure = outcome === 'not-sent' ? 'not-open' : (code ?? 'write-lost')
    throw new Fault(failure, 'later', `The device process answered ${outcome}`)
  }

  #absence(): WireFailure {
    return this.#status.failure ?? 'not-open'
  }
}
