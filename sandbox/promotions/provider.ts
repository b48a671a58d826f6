/*
 * The promotions provider behind the sandbox's address: checks a request in the order of the note, answers a
 * repeat from memory byte for byte, and lets the ledger decide the rest. Codes with a trick of their own
 * misbehave here; faults asked for through the control interface are added by server.ts around all this.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { empty, json, pause, type SandboxReply, type SandboxRequest } from '../http'
import { audit } from './audit'
import type { Code } from './codes'
import { operationOf } from './faults'
import type { Decision, Ledger } from './ledger'
import { codesOf, readRequest, type Fields, type Operation, type PromotionRequest } from './request'
import { UUID } from './tables'

/** How the provider is set up. */
export type ProviderOptions = {
  readonly keys: readonly string[]
  readonly restaurantId: string
  /** What a wrong key is answered with. */
  readonly badKeyStatus: 400 | 401
  /** The codes SLOW3 and SLOW6. */
  readonly slowFirstMs: number
  readonly slowAlwaysMs: number
}

/** Kept for seven days. */
const MEMORY_MS = 7 * 24 * 3_600_000

/** One provider with its books and its memory of answers. */
export class Provider {
  readonly violations: string[] = []
  readonly #ledger: Ledger
  readonly #options: ProviderOptions
  readonly #now: () => number
  readonly #memory = new Map<string, Remembered>()
  readonly #failed = new Set<string>()

  constructor(ledger: Ledger, options: ProviderOptions, now: () => number) {
    this.#ledger = ledger
    this.#options = options
    this.#now = now
  }

  /** Answers one request. */
  async answer(request: SandboxRequest): Promise<SandboxReply> {
    const { headers, body } = request
    const guid = (headers['toast-transaction-guid'] ?? '').toLowerCase()
    const invalid = (why: string): SandboxReply => invalidRequest(guid, why)
    if (!this.#knowsKey(headers.authorization ?? '')) {
      return this.#options.badKeyStatus === 401 ? empty(401) : invalid('the key is not known')
    }
    const operation = operationOf(headers['toast-transaction-type'] ?? '')
    if (!operation) return invalid('Toast-Transaction-Type is missing or unknown')
    if (!UUID.test(guid)) return invalid('Toast-Transaction-GUID is missing or not a UUID')
    const restaurantId = (headers['toast-restaurant-external-id'] ?? '').toLowerCase()
    if (restaurantId !== this.#options.restaurantId.toLowerCase()) {
      return invalid('Toast-Restaurant-External-ID is missing or not registered')
    }
    if (operation === 'VERIFY' && this.#ledger.isSpent(restaurantId, guid)) {
      return errors(guid, { errorType: 'OTHER', developerErrorMessage: 'this GUID was voided' })
    }
    this.#forget()
    const key = `${restaurantId}|${operation}|${guid}`
    const known = this.#memory.get(key)
    if (known && known.body !== body) return invalid('this GUID was sent with another body')
    if (known) return this.#play(operation, known)
    const read = readRequest(operation, body)
    if (typeof read === 'string') return invalid(read)
    const tricks = this.#tricksOf(read)
    if (tricks.has('fail-first') && !this.#failed.has(key)) {
      this.#failed.add(key)
      return empty(500)
    }
    const remembered = this.#decide(operation, read, { guid, restaurantId, body, tricks })
    this.#memory.set(key, remembered)
    return this.#play(operation, remembered)
  }

  #decide(operation: Operation, read: PromotionRequest, from: Origin): Remembered {
    const bookOf = (externalId: string) => this.#ledger.promotionOf(externalId)
    this.violations.push(...audit(operation, read.fields, bookOf))
    const reply = replyOf(this.#rule(operation, read, from), from.guid)
    const { body, tricks } = from
    const isReady = tricks.has('slow-first') ? pause(this.#options.slowFirstMs) : Promise.resolve()
    return { body, tricks, at: this.#now(), reply: isReady.then(() => reply) }
  }

  #rule(operation: Operation, read: PromotionRequest, from: Origin): Decision {
    switch (operation) {
      case 'VERIFY':
        return this.#ledger.verify(read, from.restaurantId, from.guid)
      case 'REVALIDATE':
        return this.#ledger.revalidate(read, from.restaurantId)
      case 'APPLY':
        return this.#ledger.apply(read, from.restaurantId)
      case 'VOID':
        return this.#ledger.void(read, from.restaurantId)
    }
  }

  /** Gives an answer back, with the trick of its code. */
  async #play(operation: Operation, remembered: Remembered): Promise<SandboxReply> {
    const reply = await remembered.reply
    if (remembered.tricks.has('slow-always')) await pause(this.#options.slowAlwaysMs)
    if (operation !== 'VERIFY') return reply
    if (remembered.tricks.has('drop-verify')) return { kind: 'drop' }
    if (!remembered.tricks.has('garbage-verify')) return reply
    return { kind: 'reply', status: 200, body: 'OK: discount given', contentType: 'text/plain' }
  }

  #tricksOf(request: PromotionRequest): ReadonlySet<Code['trick']> {
    return new Set(codesOf(request).map((code) => this.#ledger.codeOf(code)?.trick ?? null))
  }

  #knowsKey(given: string): boolean {
    const digest = (text: string) => createHash('sha256').update(text).digest()
    return (
      this.#options.keys.filter((key) => timingSafeEqual(digest(key), digest(given))).length > 0
    )
  }

  #forget(): void {
    const oldest = this.#now() - MEMORY_MS
    for (const [key, { at }] of this.#memory) if (at < oldest) this.#memory.delete(key)
  }
}

type Remembered = {
  readonly body: string
  readonly at: number
  readonly tricks: ReadonlySet<Code['trick']>
  readonly reply: Promise<SandboxReply>
}

type Origin = {
  readonly guid: string
  readonly restaurantId: string
  readonly body: string
  readonly tricks: ReadonlySet<Code['trick']>
}

/** An error response about one promotion. */
export function errors(externalId: string, fields: Fields): SandboxReply {
  return json(400, { errors: [{ externalId, ...fields }] })
}

function invalidRequest(externalId: string, why: string): SandboxReply {
  return errors(externalId, { errorType: 'INVALID_REQUEST', developerErrorMessage: why })
}

function replyOf(decision: Decision, guid: string): SandboxReply {
  if (decision.ok) return json(200, decision.value)
  const entries = decision.refused.map(({ fields, why }) => ({
    externalId: guid,
    ...fields,
    errorType: why.errorType,
    ...(why.userErrorMessage === null ? {} : { userErrorMessage: why.userErrorMessage }),
    developerErrorMessage: why.developerErrorMessage,
  }))
  return json(400, { errors: entries })
}
