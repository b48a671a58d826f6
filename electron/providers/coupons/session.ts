/*
 * Calls as the till needs them: before the first one the service hears of this register; a register or an
 * order it has lost is told again and the call repeated once; in front of the cashier a call without an
 * answer is tried a second time under the same key.
 */
import type { Wait } from '../http'
import { exchange, type ExchangeParts, type Reply } from './exchange'
import type { Endpoint } from './wire/endpoints'
import type { Requests } from './wire/requests'
import type { WireObject } from './wire/shape'

/** One call. */
export type Call = {
  readonly endpoint: Endpoint
  readonly body: WireObject
  readonly key: string | null
  /** Tells the order again if the service does not know it; null where no order is named. */
  readonly order: WireObject | null
}

/** Which register speaks, and where it stands. */
export type Register = {
  readonly name: string
  readonly locationRef: string
  readonly storeName: string
  readonly timeZone: string
}

/** Longest wait that the service may ask for while a cashier waits. */
export const RETRY_AFTER_MS_MAX = 30_000

/** The gap before a second attempt, as a part of the time of one: 250 ms of 5 s. */
const REPEAT_GAP_PART = 1 / 20

/** The state of one run of the client: whether this register was told. */
export class Session {
  #introduced = false
  readonly #parts: ExchangeParts
  readonly #requests: Requests
  readonly #register: Register
  readonly #timeoutMs: number
  readonly #wait: Wait

  constructor(
    parts: ExchangeParts,
    requests: Requests,
    options: { readonly register: Register; readonly timeoutMs: number; readonly wait: Wait },
  ) {
    this.#parts = parts
    this.#requests = requests
    this.#register = options.register
    this.#timeoutMs = options.timeoutMs
    this.#wait = options.wait
  }

  /** One attempt, for calls that the till repeats by itself. */
  send(call: Call): Promise<Reply> {
    return this.#attempt(call, () => this.#timeoutMs)
  }

  /**
   * One attempt in what is left of a cashier's wait.
   * @param budgetMs  for everything together
   */
  sendWithin(call: Call, budgetMs: number): Promise<Reply> {
    const endsAt = this.#parts.now() + Math.min(this.#timeoutMs, budgetMs)
    return this.#attempt(call, () => Math.max(1, endsAt - this.#parts.now()))
  }

  /**
   * Two attempts, for a cashier who waits.
   * @param budgetMs  for everything together
   */
  async insist(call: Call, budgetMs: number): Promise<Reply> {
    const endsAt = this.#parts.now() + budgetMs
    const left = () => endsAt - this.#parts.now()
    const first = await this.sendWithin(call, left())
    if (first.kind !== 'unknown' || first.held) return first
    const gapMs = repeatGapMs(first, this.#timeoutMs)
    if (gapMs > RETRY_AFTER_MS_MAX || gapMs >= left()) return first
    await this.#wait(gapMs)
    const leftMs = left()
    return leftMs <= 0 ? first : this.sendWithin(call, leftMs)
  }

  async #attempt(call: Call, deadline: () => number): Promise<Reply> {
    const trouble = await this.#introduce(deadline)
    if (trouble) return trouble
    const reply = await this.#exchange(call, deadline())
    if (reply.kind !== 'no') return reply
    if (reply.error.code === 'register-not-found') {
      this.#introduced = false
      return (await this.#introduce(deadline)) ?? this.#exchange(call, deadline())
    }
    if (reply.error.code === 'order-not-found' && call.order !== null) {
      const order: Call = { endpoint: 'order', body: call.order, key: null, order: null }
      const told = await this.#exchange(order, deadline())
      return told.kind === 'yes' ? this.#exchange(call, deadline()) : told
    }
    return reply
  }

  /** Answers null when the service knows this register, or will not hear of it; the call then tells. */
  async #introduce(deadline: () => number): Promise<Reply | null> {
    if (this.#introduced) return null
    let reply = await this.#exchange(this.#introduction(), deadline())
    if (reply.kind === 'no' && reply.error.code === 'location-not-found') {
      const { locationRef, storeName: name, timeZone } = this.#register
      const body = this.#requests.location({ locationRef, name, timeZone })
      reply = await this.#exchange(
        { endpoint: 'location', body, key: null, order: null },
        deadline(),
      )
      if (reply.kind === 'yes') reply = await this.#exchange(this.#introduction(), deadline())
    }
    if (reply.kind === 'unknown' || reply.kind === 'misconfigured') return reply
    if (reply.kind === 'no') {
      this.#parts.log.warn(
        { code: reply.error.code, detail: reply.error.detail },
        'the coupon service refused this register',
      )
    }
    this.#introduced = true
    return null
  }

  #introduction(): Call {
    const body = this.#requests.register(this.#register.name, this.#register.locationRef)
    return { endpoint: 'register', body, key: null, order: null }
  }

  #exchange(call: Call, deadlineMs: number): Promise<Reply> {
    return exchange(this.#parts, {
      endpoint: call.endpoint,
      body: call.body,
      key: call.key,
      deadlineMs,
    })
  }
}

/** A fifth up or down, so that the tills of one shop do not repeat in step; never less than asked for. */
function repeatGapMs(
  reply: Extract<Reply, { readonly kind: 'unknown' }>,
  timeoutMs: number,
): number {
  if (reply.code === 'rate-limited') {
    return Math.round((reply.retryAfterMs ?? 1000) * (1 + Math.random() * 0.1))
  }
  return Math.round(timeoutMs * REPEAT_GAP_PART * (0.8 + Math.random() * 0.4))
}
