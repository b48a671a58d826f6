/*
 * A line that comes and goes, in virtual time, between the real clients and the rules of both sandboxes. It is
 * in one state after another, each for a tenth of a second to half a minute; what a request meets on its way
 * there and back decides how it ends. Nothing here sleeps, and no socket is opened.
 */
import { DICTIONARY } from '../../../../electron/providers/coupons/wire/dictionary'
import type { Http, HttpOutcome, HttpRequest } from '../../../../electron/providers/http'
import type { VirtualTimers } from '../../../../electron/till/testing/virtual-timers'
import type { Box } from '../../../../sandbox/coupons/box'
import { route } from '../../../../sandbox/coupons/routes'
import { seededState } from '../../../../sandbox/coupons/seeds'
import type { SandboxRequest } from '../../../../sandbox/http'
import { SEEDED_CODES } from '../../../../sandbox/promotions/codes'
import { Ledger } from '../../../../sandbox/promotions/ledger'
import { Provider } from '../../../../sandbox/promotions/provider'
import type { Chance } from '../../../../shared/order/testing/chance'
import { callOf, type CallName } from '../line'

/** What the line is like for a while. */
export type Weather =
  /** Everything arrives. */
  | 'up'
  /** No road: refused at once, nothing sent. */
  | 'down'
  /** The name is not known: the same. */
  | 'no-name'
  /** The connection is there and nothing gets through it. */
  | 'half-open'
  /** Requests arrive, answers do not. */
  | 'deaf'
  /** One byte a second: never whole before the deadline. */
  | 'drip'
  /** Broken off on the way back. */
  | 'reset'
  /** A proxy answers with its own page. */
  | 'page'
  /** The provider is overloaded. */
  | 'busy'

const BAD: readonly Weather[] = [
  'down',
  'no-name',
  'half-open',
  'deaf',
  'drip',
  'reset',
  'page',
  'busy',
]

const KEYS = { account: 'flap-key', promotions: 'k', partner: 'p' }
const RESTAURANT = '7c1f0b62-4a55-4d0e-9b1a-3f2de86a9c10'

/** A request that left the till. */
export type Try = {
  readonly call: CallName
  readonly key: string
  readonly at: number
  readonly body: string
}

/** The line, and what lies behind it. */
export class FlapNet implements Http {
  readonly box: Box
  readonly ledger: Ledger
  readonly tries: Try[] = []
  /** How often a request met each weather. */
  readonly met = new Map<Weather, number>()
  #now: Weather = 'up'
  #until = 0
  #stopped = false
  readonly #provider: Provider
  readonly #timers: VirtualTimers
  readonly #chance: Chance

  constructor(timers: VirtualTimers, chance: Chance) {
    this.#timers = timers
    this.#chance = chance
    const now = () => timers.now()
    this.box = {
      state: seededState(now(), KEYS.account),
      dictionary: DICTIONARY,
      form: { as: 'string', exponent: 2 },
      now,
      baseUrl: () => 'https://petz.example',
      authTtlSeconds: 900,
      walletUrlTtlSeconds: 300,
      unmatchedAs404: false,
    }
    this.ledger = new Ledger(SEEDED_CODES, { now, idleMs: 24 * 3_600_000, unknownVoid: 'accept' })
    const options = {
      keys: [KEYS.promotions],
      restaurantId: RESTAURANT,
      badKeyStatus: 401 as const,
      slowFirstMs: 0,
      slowAlwaysMs: 0,
    }
    this.#provider = new Provider(this.ledger, options, now)
  }

  /** From now on everything arrives. */
  calm(): void {
    this.#stopped = true
  }

  /** The line is down for so long, whatever else was to come. */
  outage(ms: number): void {
    this.#now = 'down'
    this.#until = this.#timers.now() + ms
  }

  /** What requests break no rule of the promotions wire. */
  get violations(): readonly string[] {
    return this.#provider.violations
  }

  async post(request: HttpRequest): Promise<HttpOutcome> {
    const call = callOf(request.url, (name) => request.headers[name])
    const key =
      request.headers['Toast-Transaction-GUID'] ?? request.headers['Idempotency-Key'] ?? ''
    this.tries.push({ call, key, at: this.#timers.now(), body: request.body })
    const weather = this.#weather()
    this.met.set(weather, (this.met.get(weather) ?? 0) + 1)
    const startedAt = this.#timers.now()
    const late = async (): Promise<HttpOutcome> => {
      const left = startedAt + request.deadlineMs - this.#timers.now()
      await this.#pass(Math.max(0, left))
      return noAnswer('timeout')
    }
    switch (weather) {
      case 'down':
      case 'no-name':
        return { kind: 'no-answer', code: 'offline', detail: weather, sent: false }
      case 'half-open':
        return late()
      case 'page':
        await this.#pass(80)
        return answered(this.#chance.once(2) ? 200 : 502, '<html>Sign in to continue</html>', null)
      case 'busy':
        await this.#pass(40)
        return answered(429, '', this.#chance.once(2) ? 1_000 * (1 + this.#chance.below(90)) : null)
      case 'deaf':
      case 'drip':
        await this.#pass(this.#lag())
        await this.#serve(request)
        return late()
      case 'reset': {
        await this.#pass(this.#lag())
        if (!this.#chance.once(3)) await this.#serve(request)
        return noAnswer('connection-lost')
      }
      case 'up':
        return this.#through(request, late)
    }
  }

  /** There and back; the line may have changed meanwhile. */
  async #through(request: HttpRequest, late: () => Promise<HttpOutcome>): Promise<HttpOutcome> {
    const lag = this.#lag()
    if (lag * 2 > request.deadlineMs) {
      await this.#pass(lag)
      await this.#serve(request)
      return late()
    }
    await this.#pass(lag)
    if (this.#weather() === 'down') return noAnswer('connection-lost')
    const told = await this.#serve(request)
    await this.#pass(lag)
    return this.#weather() === 'down' ? noAnswer('connection-lost') : told
  }

  async #serve(request: HttpRequest): Promise<HttpOutcome> {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
    )
    const url = new URL(request.url)
    const asked: SandboxRequest = {
      method: 'POST',
      path: url.pathname,
      query: url.searchParams,
      headers,
      body: request.body,
    }
    if (url.pathname === '/promotion') {
      const reply = await this.#provider.answer(asked)
      return reply.kind === 'reply'
        ? answered(reply.status, reply.body, null)
        : noAnswer('connection-lost')
    }
    const options = {
      partnerKey: KEYS.partner,
      strictFields: true,
      acceptRedeemAlias: true,
      enableAuthCancel: true,
    }
    const { status, text } = route(this.box, options, asked)
    return answered(status, text, null, this.#timers.now())
  }

  #weather(): Weather {
    if (this.#stopped) return 'up'
    const now = this.#timers.now()
    while (this.#until <= now) {
      this.#until = Math.max(this.#until, now - 1) + 100 + this.#chance.below(29_900)
      this.#now =
        this.#now === 'up' || this.#chance.once(4) ? this.#chance.among(BAD, 'down') : 'up'
    }
    return this.#now
  }

  #lag(): number {
    return this.#chance.once(15) ? 2_000 + this.#chance.below(4_000) : 10 + this.#chance.below(300)
  }

  #pass(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#timers.after(ms, resolve))
  }
}

function answered(
  status: number,
  text: string,
  retryAfterMs: number | null,
  date: number | null = null,
): HttpOutcome {
  return { kind: 'answer', status, text, headers: { retryAfterMs, date, contentType: null } }
}

function noAnswer(code: 'timeout' | 'connection-lost'): HttpOutcome {
  return { kind: 'no-answer', code, detail: '', sent: true }
}

/** What the settings of the clients must hold. */
export const FLAP_SETTINGS = { ...KEYS, restaurant: RESTAURANT }
