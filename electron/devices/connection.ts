import type { Clock } from './clock'
import type { AskResult, Question, WriteResult } from './wire/link'
import { wireFailureOf, type Wire, type WireFailure } from './wire/wire'

const STALL_MS_MAX = 10_000
const CHUNK_BYTES = 1024
const ANSWER_BYTES_MAX = 4096

/** Writes and questions that wait for their turn; a driver has one or two. */
export const TURNS_MAX = 100

/**
 * The conversation over one open wire, from ready to lost: writes and questions, each in its turn.
 * It ends with the wire; whatever is under way then answers at once.
 */
export class Connection {
  readonly #hearers = new Set<(bytes: Uint8Array) => void>()
  readonly #mourners = new Set<(failure: WireFailure) => void>()
  #turn: Promise<unknown> = Promise.resolve()
  #turns = 0
  #ended: WireFailure | null = null

  /**
   * @param onFailed  the wire refused bytes, or took none for ten seconds; its keeper should drop it
   */
  constructor(
    private readonly wire: Pick<Wire, 'write'>,
    private readonly clock: Clock,
    private readonly onFailed: (failure: WireFailure) => void,
  ) {}

  /** Writes in pieces, so that a loss can say how much had left. */
  write(bytes: Uint8Array): Promise<WriteResult> {
    if (this.#turns >= TURNS_MAX) {
      return Promise.resolve({ outcome: 'not-sent', code: 'not-answering', bytesWritten: 0 })
    }
    return this.#inTurn(() => this.#writeAll(bytes))
  }

  /** Sends a question and gathers what the device says until the answer is whole. */
  ask(question: Question): Promise<AskResult> {
    if (this.#turns >= TURNS_MAX) {
      const received = new Uint8Array(0)
      return Promise.resolve({ outcome: 'not-sent', code: 'not-answering', received })
    }
    return this.#inTurn(() => this.#askNow(question))
  }

  /** Takes bytes that arrived on the wire. */
  receive(bytes: Uint8Array): void {
    for (const hear of [...this.#hearers]) hear(bytes)
  }

  /** The wire is gone. */
  end(failure: WireFailure): void {
    if (this.#ended !== null) return
    this.#ended = failure
    for (const mourn of [...this.#mourners]) mourn(failure)
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    this.#turns += 1
    const mine = this.#turn.then(run).finally(() => {
      this.#turns -= 1
    })
    this.#turn = mine
    return mine
  }

  async #writeAll(bytes: Uint8Array): Promise<WriteResult> {
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      const ended = this.#ended
      const failure = ended ?? (await this.#writeChunk(bytes.subarray(at, at + CHUNK_BYTES)))
      if (failure === null) continue
      const nothingLeft = at === 0 && (ended !== null || failure === 'not-open')
      return { outcome: nothingLeft ? 'not-sent' : 'unknown', code: failure, bytesWritten: at }
    }
    return { outcome: 'sent', bytesWritten: bytes.length }
  }

  /** Answers null when the piece has left, else why not: refused, lost meanwhile, or stalled. */
  async #writeChunk(chunk: Uint8Array): Promise<WireFailure | null> {
    const { failure, told } = await new Promise<ChunkEnd>((resolve) => {
      const settle = (end: ChunkEnd) => {
        stopWaiting()
        this.#mourners.delete(mourn)
        resolve(end)
      }
      // These bytes are under way: only a piece that never began may call itself not open.
      const mourn = (failure: WireFailure) =>
        settle({ failure: failure === 'not-open' ? 'write-lost' : failure, told: true })
      const stopWaiting = this.clock.after(STALL_MS_MAX, () =>
        settle({ failure: 'not-answering', told: false }),
      )
      this.#mourners.add(mourn)
      this.wire.write(chunk).then(
        () => settle({ failure: null, told: true }),
        (error: unknown) => settle({ failure: wireFailureOf(error), told: false }),
      )
    })
    if (failure !== null && !told) this.onFailed(failure)
    return failure
  }

  #askNow(question: Question): Promise<AskResult> {
    return new Promise((resolve) => {
      let received = new Uint8Array(0)
      const settle = (outcome: AskResult['outcome'], code?: WireFailure) => {
        stopWaiting()
        this.#hearers.delete(hear)
        this.#mourners.delete(mourn)
        resolve(code === undefined ? { outcome, received } : { outcome, code, received })
      }
      const hear = (bytes: Uint8Array) => {
        received = joined(received, bytes)
        if (question.until(received)) settle('answered')
      }
      const mourn = (failure: WireFailure) => settle('lost', failure)
      const stopWaiting = this.clock.after(question.timeoutMs, () => settle('silent'))
      this.#hearers.add(hear)
      this.#mourners.add(mourn)
      void this.#writeAll(question.bytes).then((written) => {
        if (written.outcome === 'not-sent') settle('not-sent', written.code)
        if (written.outcome === 'unknown') settle('lost', written.code)
      })
    })
  }
}

type ChunkEnd = { readonly failure: WireFailure | null; readonly told: boolean }

/** A device that babbles does not fill the memory: what is beyond the limit is not kept. */
function joined(before: Uint8Array, after: Uint8Array): Uint8Array<ArrayBuffer> {
  const kept = after.subarray(0, ANSWER_BYTES_MAX - before.length)
  const both = new Uint8Array(before.length + kept.length)
  both.set(before)
  both.set(kept, before.length)
  return both
}
