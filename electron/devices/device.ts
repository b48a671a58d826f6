import type { Clock } from './clock'
import { Connection } from './connection'
import type { AskResult, LinkStatus, Question, WriteResult } from './wire/link'
import { wireFailureOf, type Wire, type WireFailure, type WireMaker } from './wire/wire'

/** Waits before each new attempt; the last one repeats for as long as the device is away. */
export const RETRY_MS: readonly number[] = [250, 500, 1000, 2000]

const OPEN_MS_MAX = 5000
const STEADY_MS = 3000

/** What a device needs: its wire, the time, and who hears how it is doing. */
export type DeviceOptions = {
  readonly makeWire: WireMaker
  readonly clock: Clock
  readonly onStatus: (status: LinkStatus) => void
}

/**
 * Keeps one device connected: opens a wire, and after every loss a new one, waiting longer each time.
 * A device that is away is told so at once; nothing is kept for it.
 */
export class Device {
  readonly #options: DeviceOptions
  readonly #hearers = new Set<(bytes: Uint8Array) => void>()
  #status: LinkStatus
  #wire: Wire | null = null
  #connection: Connection | null = null
  #attempts = 0
  #readyAt = 0
  #cancelWait: () => void = () => undefined
  #closing: Promise<void> = Promise.resolve()

  constructor(options: DeviceOptions) {
    this.#options = options
    const since = options.clock.now()
    this.#status = { status: 'closed', failure: null, since, retryAt: null, wasReady: false }
  }

  get status(): LinkStatus {
    return this.#status
  }

  /** Begins to connect; answers at once. */
  start(): void {
    if (this.#status.status === 'closed') void this.#connect()
  }

  /** Makes the next attempt now, where one is waited for. */
  retryNow(): void {
    if (this.#status.retryAt === null) return
    this.#cancelWait()
    this.#attempts = 0
    void this.#closing.then(() => this.#reconnect())
  }

  /** Disconnects; what is under way ends, and no new attempt is made. */
  async stop(): Promise<void> {
    this.#cancelWait()
    const wire = this.#wire
    this.#wire = null
    this.#endConnection('not-open')
    this.#become({ status: 'closed', failure: null, retryAt: null })
    await wire?.close()
  }

  /** Writes when its turn comes; never rejects. */
  write(bytes: Uint8Array): Promise<WriteResult> {
    if (this.#connection !== null) return this.#connection.write(bytes)
    return Promise.resolve({ outcome: 'not-sent', code: this.#absence(), bytesWritten: 0 })
  }

  /** Asks when its turn comes; never rejects. */
  ask(question: Question): Promise<AskResult> {
    if (this.#connection !== null) return this.#connection.ask(question)
    const received = new Uint8Array(0)
    return Promise.resolve({ outcome: 'not-sent', code: this.#absence(), received })
  }

  /** Hears every byte of the device; call the answer to stop listening. */
  watch(listener: (bytes: Uint8Array) => void): () => void {
    this.#hearers.add(listener)
    return () => this.#hearers.delete(listener)
  }

  async #connect(): Promise<void> {
    const { makeWire, clock } = this.#options
    const wire: Wire = makeWire({
      onBytes: (bytes) => this.#receive(wire, bytes),
      onClosed: (failure) => this.#drop(wire, failure),
    })
    this.#wire = wire
    this.#become({ status: 'opening', failure: this.#status.failure, retryAt: null })
    const stopWaiting = clock.after(OPEN_MS_MAX, () => this.#drop(wire, 'not-answering'))
    const failure = await wire.open().then(() => null, wireFailureOf)
    stopWaiting()
    if (this.#wire !== wire) return
    if (failure !== null) return this.#drop(wire, failure)
    this.#connection = new Connection(wire, clock, (failure) => this.#drop(wire, failure))
    this.#readyAt = clock.now()
    this.#become({ status: 'ready', failure: null, retryAt: null })
  }

  #receive(wire: Wire, bytes: Uint8Array): void {
    if (this.#wire !== wire) return
    this.#connection?.receive(bytes)
    for (const hear of [...this.#hearers]) hear(bytes)
  }

  /** Throws a failed wire away and plans the next attempt. One that held for a while starts afresh. */
  #drop(wire: Wire, failure: WireFailure): void {
    if (this.#wire !== wire) return
    const { clock } = this.#options
    const heldMs = this.#status.status === 'ready' ? clock.now() - this.#readyAt : 0
    if (heldMs >= STEADY_MS) this.#attempts = 0
    const waitMs = RETRY_MS[Math.min(this.#attempts, RETRY_MS.length - 1)] ?? STEADY_MS
    this.#attempts += 1
    this.#wire = null
    this.#endConnection(failure)
    this.#closing = wire.close()
    this.#cancelWait = clock.after(waitMs, () => void this.#closing.then(() => this.#reconnect()))
    this.#become({ status: 'failed', failure, retryAt: clock.now() + waitMs })
  }

  #reconnect(): void {
    if (this.#status.status === 'failed' && this.#wire === null) void this.#connect()
  }

  #endConnection(failure: WireFailure): void {
    const connection = this.#connection
    this.#connection = null
    connection?.end(failure)
  }

  #absence(): WireFailure {
    return this.#status.failure ?? 'not-open'
  }

  /** `since` moves only between being there and being away, so that it says when the cable came out. */
  #become(next: Pick<LinkStatus, 'status' | 'failure' | 'retryAt'>): void {
    const { status, since, wasReady } = this.#status
    const moved = (status === 'ready') !== (next.status === 'ready')
    this.#status = {
      ...next,
      since: moved ? this.#options.clock.now() : since,
      wasReady: wasReady || next.status === 'ready',
    }
    this.#options.onStatus(this.#status)
  }
}
