/*
 * The promotions provider of the sandbox, on a loopback address of its own.
 *
 *   POST /promotion              the promotions API (apis note, sections 3 to 6, 9.2 and 9.3)
 *   POST /_sandbox/reset         books, memory, faults and log as at the start
 *   POST /_sandbox/fault         { type?, kind, ms?, status?, retryAfter?, errorType?, userErrorMessage?, amount?, count? }
 *                                kind none takes back what is still waiting
 *   POST /_sandbox/code          { code, name?, percent? | amount?, usesMax?, active?, itemsAtLeast?, needsItem?, alone? }
 *   GET  /_sandbox/state         { promotions, codes, violations, requests }
 *   GET  /_sandbox/log           every request with its answer, oldest first; never a key
 */
import { empty, json, page, pause, serve, type SandboxReply, type SandboxRequest } from '../http'
import { money } from '../../shared/money'
import { unreachable } from '../../shared/assert'
import { SEEDED_CODES, type Code } from './codes'
import { Faults, operationOf, readFault, type Fault } from './faults'
import { Ledger, type BookedPromotion } from './ledger'
import { errors, Provider } from './provider'
import { isFields, listOf, readJson, textOf, toCents, type Fields } from './request'

/** How to start it. */
export type PromotionsSandboxOptions = {
  /** 0, the usual, takes a free port. */
  readonly port?: number
  readonly key: string
  /** Taken as well, while keys are being changed. */
  readonly nextKey?: string
  readonly restaurantId: string
  readonly clock?: () => number
  /** Hears one line per request. */
  readonly log?: (line: string) => void
  readonly badKeyStatus?: 400 | 401
  readonly unknownVoid?: 'accept' | 'refuse'
  /** A reservation without a word for this long is free again; 24 hours. */
  readonly idleMs?: number
  /** SLOW3's first answer; 3000. */
  readonly slowFirstMs?: number
  /** SLOW6's every answer; 6000. */
  readonly slowAlwaysMs?: number
}

/** What the sandbox knows. */
export type PromotionsState = {
  readonly promotions: readonly BookedPromotion[]
  readonly codes: readonly (Code & { readonly reserved: number; readonly redeemed: number })[]
  /** What requests had that they must not have, or lacked; empty when the till is right. */
  readonly violations: readonly string[]
  readonly requests: number
}

/** One request in the log. */
export type LoggedRequest = {
  readonly at: number
  readonly type: string
  readonly guid: string
  readonly body: string
  readonly fault: string | null
  /** Null while unanswered, for good if the connection was dropped. */
  readonly status: number | null
  readonly answer: string | null
}

/** A sandbox that is running. */
export type PromotionsSandbox = {
  /** The address for the settings, path included. */
  readonly url: string
  /** The address of the control interface, without a slash at the end. */
  readonly controlUrl: string
  state(): PromotionsState
  log(): readonly LoggedRequest[]
  close(): Promise<void>
}

const LOG_LENGTH_MAX = 2000

/** Starts the provider. */
export async function startPromotionsSandbox(
  options: PromotionsSandboxOptions,
): Promise<PromotionsSandbox> {
  const world = new World(options)
  const server = await serve(options.port ?? 0, (request) => world.handle(request))
  return {
    url: `${server.url}/promotion`,
    controlUrl: `${server.url}/_sandbox`,
    state: () => world.state(),
    log: () => world.log,
    close: () => server.close(),
  }
}

class World {
  log: LoggedRequest[] = []
  readonly #options: PromotionsSandboxOptions
  readonly #now: () => number
  readonly #faults = new Faults()
  #ledger: Ledger
  #provider: Provider

  constructor(options: PromotionsSandboxOptions) {
    this.#options = options
    this.#now = options.clock ?? Date.now
    this.#ledger = this.#freshLedger()
    this.#provider = this.#freshProvider()
  }

  handle(request: SandboxRequest): Promise<SandboxReply> {
    if (request.path.startsWith('/_sandbox/')) return Promise.resolve(this.#control(request))
    if (request.path !== '/promotion') return Promise.resolve(empty(404))
    if (request.method !== 'POST') return Promise.resolve(empty(405))
    return this.#promote(request)
  }

  state(): PromotionsState {
    return {
      promotions: this.#ledger.promotions(),
      codes: this.#ledger.codes(),
      violations: [...this.#provider.violations],
      requests: this.log.length,
    }
  }

  async #promote(request: SandboxRequest): Promise<SandboxReply> {
    const type = request.headers['toast-transaction-type'] ?? ''
    const guid = request.headers['toast-transaction-guid'] ?? ''
    const fault = this.#faults.take(operationOf(type))
    const entry: LoggedRequest = {
      at: this.#now(),
      type,
      guid,
      body: request.body,
      fault: fault?.kind ?? null,
      status: null,
      answer: null,
    }
    this.log.push(entry)
    if (this.log.length > LOG_LENGTH_MAX) this.log.shift()
    const answered = fault
      ? await this.#spoilt(request, fault)
      : await this.#provider.answer(request)
    const place = this.log.indexOf(entry)
    if (answered.kind === 'reply' && place >= 0) {
      this.log[place] = { ...entry, status: answered.status, answer: answered.body }
    }
    const ending = answered.kind === 'reply' ? answered.status : answered.kind
    this.#options.log?.(`${type} ${guid} ${ending}${fault ? ` (${fault.kind})` : ''}`)
    return answered
  }

  async #spoilt(request: SandboxRequest, fault: Fault): Promise<SandboxReply> {
    switch (fault.kind) {
      case 'silence':
        return { kind: 'silence' }
      case 'status':
        return statusReply(fault)
      case 'html':
        return page(fault.status)
      case 'refuse':
        return refusalOf(request, fault)
      case 'delay': {
        const reply = await this.#provider.answer(request)
        await pause(fault.ms)
        return reply
      }
      case 'drop-after-commit':
        await this.#provider.answer(request)
        return { kind: 'drop' }
      case 'bad-json': {
        const reply = await this.#provider.answer(request)
        return reply.kind === 'reply' ? { ...reply, body: `${reply.body.slice(0, -1)},` } : reply
      }
      case 'wrong-amount': {
        const reply = await this.#provider.answer(request)
        return reply.kind === 'reply' ? { ...reply, body: withAmount(reply.body, fault) } : reply
      }
      default:
        return unreachable(fault.kind)
    }
  }

  #control(request: SandboxRequest): SandboxReply {
    const name = request.path.slice('/_sandbox/'.length)
    const body = request.body === '' ? {} : readJson(request.body)
    switch (`${request.method} ${name}`) {
      case 'GET state':
        return json(200, this.state())
      case 'GET log':
        return json(200, this.log)
      case 'POST reset':
        this.log = []
        this.#faults.clear()
        this.#ledger = this.#freshLedger()
        this.#provider = this.#freshProvider()
        return json(200, {})
      case 'POST fault': {
        if (isFields(body) && body.kind === 'none') {
          this.#faults.clear()
          return json(200, {})
        }
        const fault = readFault(body)
        if (typeof fault === 'string') return json(400, { error: fault })
        this.#faults.add(fault)
        return json(200, fault)
      }
      case 'POST code': {
        const draft = isFields(body) ? readCode(body) : null
        return draft
          ? json(200, this.#ledger.setCode(draft))
          : json(400, { error: 'no code named' })
      }
      default:
        return empty(404)
    }
  }

  #freshLedger(): Ledger {
    const { idleMs = 24 * 3_600_000, unknownVoid = 'accept' } = this.#options
    return new Ledger(SEEDED_CODES, { now: this.#now, idleMs, unknownVoid })
  }

  #freshProvider(): Provider {
    const { key, nextKey, restaurantId, badKeyStatus = 400 } = this.#options
    const { slowFirstMs = 3000, slowAlwaysMs = 6000 } = this.#options
    const keys = nextKey === undefined ? [key] : [key, nextKey]
    const options = { keys, restaurantId, badKeyStatus, slowFirstMs, slowAlwaysMs }
    return new Provider(this.#ledger, options, this.#now)
  }
}

function statusReply(fault: Fault): SandboxReply {
  const reply = empty(fault.status)
  if (reply.kind !== 'reply') return reply
  if (fault.status >= 300 && fault.status < 400)
    return { ...reply, headers: { Location: '/login' } }
  if (fault.retryAfter === null) return reply
  return { ...reply, headers: { 'Retry-After': String(fault.retryAfter) } }
}

/** Refuses every promotion the request is about, in the words of the fault. */
function refusalOf(request: SandboxRequest, fault: Fault): SandboxReply {
  const words = fault.userErrorMessage === null ? {} : { userErrorMessage: fault.userErrorMessage }
  const why = {
    errorType: fault.errorType,
    ...words,
    developerErrorMessage: 'asked for by a fault',
  }
  const body = readJson(request.body)
  const named = isFields(body) ? listOf(body.promotionsToActOn) : []
  if (named.length > 0) return json(400, { errors: named.map((one) => ({ ...one, ...why })) })
  return errors(request.headers['toast-transaction-guid'] ?? '', why)
}

function withAmount(body: string, fault: Fault): string {
  const value = readJson(body)
  const changed = (one: unknown) => (isFields(one) ? { ...one, discountAmount: fault.amount } : one)
  return JSON.stringify(Array.isArray(value) ? value.map(changed) : changed(value))
}

/** A code as the control interface names it; amounts in dollars. Null without a code. */
function readCode(body: Fields): (Partial<Code> & { readonly code: string }) | null {
  const code = textOf(body.code)
  if (code === '') return null
  const worth =
    typeof body.percent === 'number'
      ? { percent: body.percent }
      : typeof body.amount === 'number'
        ? { amount: toCents(body.amount) }
        : null
  return {
    code,
    ...(textOf(body.name) === '' ? {} : { name: textOf(body.name) }),
    ...(worth === null ? {} : { worth }),
    ...(typeof body.active === 'boolean' ? { active: body.active } : {}),
    ...(typeof body.alone === 'boolean' ? { alone: body.alone } : {}),
    ...(typeof body.usesMax === 'number' ? { usesMax: body.usesMax } : {}),
    ...(body.usesMax === null ? { usesMax: null } : {}),
    ...(typeof body.itemsAtLeast === 'number'
      ? { itemsAtLeast: money(Math.round(body.itemsAtLeast * 100)) }
      : {}),
    ...(typeof body.needsItem === 'string' ? { needsItem: body.needsItem } : {}),
  }
}
