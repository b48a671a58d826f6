import type {
  AuthorizationAnswer,
  CustomerAnswer,
  ReturnAnswer,
  SettledAnswer,
} from '../../../shared/order/answers'
import { HealthMeter, type ServiceHealth } from '../health'
import type { Http, Wait } from '../http'
import { inOurTime } from '../provider-clock'
import { Breaker } from './breaker'
import type { CouponLog, Reply } from './exchange'
import { notOk, refused, type NotOk } from './outcome'
import { strangeEcho } from './echo'
import { plausibleGrant } from './plausible'
import type { AuthorizeRequest, CouponService, CustomerRequest, ReleaseRequest } from './port'
import { Session, type Call } from './session'
import {
  isAvailableAgain,
  isCapturedFor,
  readAuthorization,
  readCustomer,
  readOrderRef,
  readSettled,
  readUse,
  type ToldAuthorization,
} from './wire/answers'
import { DICTIONARY, type Dictionary } from './wire/dictionary'
import type { Quirks } from './wire/quirks'
import { requestsOf, type Requests, type Wire } from './wire/requests'
import { walletAddress } from './wire/wallet-address'

/** How this register reaches the coupon service. */
export type PetzSettings = {
  /** Without the path; a slash at the end does not matter. */
  readonly baseUrl: string
  readonly accountKey: string
  readonly deviceRef: string
  /** The register's friendly name. */
  readonly deviceName: string
  readonly locationRef: string
  /** Told only when the service does not know the location; the register's name by default. */
  readonly storeName?: string
  /** IANA name; this machine's by default. */
  readonly timeZone?: string
  /** Per attempt; the cashier waits twice this for a look-up and 1.6 times for an authorization. */
  readonly timeoutMs: number
  readonly quirks: Quirks
  /** Digits of the currency behind the point. */
  readonly currencyExponent: number
  /** Three letters; an answer that names another one is not used. */
  readonly currency?: string
}

/** What the client needs from the outside. */
export type PetzParts = {
  readonly http: Http
  readonly now: () => number
  readonly wait: Wait
  readonly log: CouponLog
  /** Hears when the service becomes ready, silent or misconfigured. */
  readonly onHealth?: (health: ServiceHealth) => void
  /** Other wire names than the published ones, for tests. */
  readonly dictionary?: Dictionary
  /** How long an open breaker rests; BREAKER_REST_MS by default. */
  readonly restMs?: number
}

/** The client: the port, and what the status bar and the wallet panel need beside it. */
export type PetzCoupons = CouponService & {
  health(): ServiceHealth
  /**
   * Address of the consumer's wallet page, a secret kept in memory only; null when there is none or the last
   * look is more than five minutes old.
   */
  walletUrl(consumerId: string): string | null
  /** The same, looked up once more where it is more than five minutes old. Never rejects. */
  walletPage(consumerId: string): Promise<string | null>
}

/** How long a wallet address is used after the look that brought it. */
export const WALLET_URL_MS_MAX = 300_000

/** Whose wallet page was told, by which question, and when. The question holds a phone: memory only. */
type Wallet = {
  readonly consumerId: string
  readonly url: string
  readonly at: number
  readonly asked: CustomerRequest
}

/** Makes the client of the coupon service. Nothing is sent before the first call. */
export function createPetzCoupons(settings: PetzSettings, parts: PetzParts): PetzCoupons {
  return new Petz(settings, parts)
}

class Petz implements PetzCoupons {
  readonly #wire: Wire
  readonly #requests: Requests
  readonly #session: Session
  readonly #health: HealthMeter
  readonly #parts: PetzParts
  readonly #timeoutMs: number
  #wallet: Wallet | null = null

  constructor(settings: PetzSettings, parts: PetzParts) {
    const { quirks, currencyExponent, timeoutMs } = settings
    const dictionary = parts.dictionary ?? DICTIONARY
    this.#parts = parts
    this.#timeoutMs = timeoutMs
    this.#wire = { dictionary, quirks, currencyExponent }
    this.#requests = requestsOf(this.#wire, settings.deviceRef)
    this.#health = new HealthMeter(parts.now, parts.onHealth)
    const breaker = new Breaker(parts.now, parts.restMs)
    const { baseUrl, accountKey } = settings
    const { http, now, log } = parts
    const health = this.#health
    const exchangeParts = {
      baseUrl,
      accountKey,
      quirks,
      dictionary,
      http,
      now,
      log,
      breaker,
      health,
      currency: settings.currency ?? null,
    }
    const register = {
      name: settings.deviceName,
      locationRef: settings.locationRef,
      storeName: settings.storeName ?? settings.deviceName,
      timeZone: settings.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    }
    this.#session = new Session(exchangeParts, this.#requests, {
      register,
      timeoutMs,
      wait: parts.wait,
    })
  }

  health(): ServiceHealth {
    return this.#health.current
  }

  walletUrl(consumerId: string): string | null {
    const wallet = this.#wallet
    if (wallet?.consumerId !== consumerId) return null
    return this.#parts.now() - wallet.at > WALLET_URL_MS_MAX ? null : wallet.url
  }

  async walletPage(consumerId: string): Promise<string | null> {
    const wallet = this.#wallet
    if (wallet?.consumerId !== consumerId) return null
    if (this.walletUrl(consumerId) === null) await this.lookUp(wallet.asked)
    return this.walletUrl(consumerId)
  }

  async lookUp(request: CustomerRequest): Promise<CustomerAnswer> {
    const body = this.#requests.customer(request)
    if (body === null) return refused('phone-invalid', 'needs ten digits or more')
    const call: Call = { endpoint: 'customer', body, key: null, order: null }
    const reply = await this.#session.insist(call, 2 * this.#timeoutMs + 30_000)
    if (isNobody(reply)) return { status: 'ok', value: null }
    if (reply.kind !== 'yes') return notOk(reply)
    const { broken, customerRef, match, walletUrl } = readCustomer(this.#wire, reply.body)
    if (broken) return malformed('the consumer cannot be read')
    if (customerRef !== null && customerRef !== request.customerRef) {
      return this.#strange('another customer')
    }
    const url = match && walletAddress(this.#wire.quirks, match.consumerId, walletUrl)
    const at = this.#parts.now()
    this.#wallet = match && url ? { consumerId: match.consumerId, url, at, asked: request } : null
    return { status: 'ok', value: match }
  }

  async authorize(request: AuthorizeRequest): Promise<AuthorizationAnswer> {
    const endsAt = this.#parts.now() + 1.6 * this.#timeoutMs
    const reply = await this.#askToAuthorize(request, endsAt)
    if (reply.kind !== 'yes') return notOk(reply)
    const told = this.#toldIn(reply)
    const strange = strangeEcho(told, request)
    if (strange !== null) return this.#strange(strange)
    const grant = plausibleGrant(told, request.order, this.#parts.now())
    if (grant.ok) return { status: 'ok', value: grant.value }
    this.#parts.log.warn({ why: grant.error }, 'the coupon service gave an unusable answer')
    const leftMs = endsAt - this.#parts.now()
    if (told.authorizationId !== null && this.#releasesByCall() && leftMs > 0) {
      await this.#cancel(told.authorizationId, request.order.orderRef, leftMs)
    }
    return { status: 'unknown', code: 'malformed', detail: grant.error }
  }

  async capture(request: Parameters<CouponService['capture']>[0]): Promise<SettledAnswer> {
    const reply = await this.#session.send({
      endpoint: 'capture',
      body: this.#requests.capture(request),
      key: request.authorizationId,
      order: this.#requests.orderName(request.orderRef),
    })
    const isOurs =
      reply.kind === 'no' &&
      reply.error.code === 'auth-captured' &&
      (reply.error.orderRef ?? request.orderRef) === request.orderRef
    if (isOurs) return DONE
    const settled = this.#settled(reply, 'capture', request.authorizationId)
    if (settled.status !== 'ok' || reply.kind !== 'yes') return settled
    const { coupons = [] } = request
    const isOther = coupons.length > 0 && !isCapturedFor(this.#wire, reply.body, coupons)
    return isOther ? refused('capture-differs', '') : settled
  }

  async release(request: ReleaseRequest): Promise<SettledAnswer> {
    if (!this.#releasesByCall()) return DONE
    const { orderRef } = request
    if (request.authorizationId !== null) return this.#cancel(request.authorizationId, orderRef)
    const endsAt = this.#parts.now() + 1.6 * this.#timeoutMs
    const reply = await this.#askToAuthorize(request.authorize, endsAt, 'once')
    if (reply.kind === 'no' && reply.error.code !== 'idempotency-conflict') return DONE
    if (reply.kind !== 'yes') return notOk(reply)
    const told = this.#toldIn(reply)
    const strange = strangeEcho(told, request.authorize)
    if (strange !== null) return this.#strange(strange)
    if (told.broken || !told.recognised) return malformed('no authorization in the answer')
    const { authorizationId } = told
    return authorizationId === null ? DONE : this.#cancel(authorizationId, orderRef)
  }

  async redeem(request: Parameters<CouponService['redeem']>[0]): Promise<SettledAnswer> {
    const reply = await this.#session.send({
      endpoint: 'redeem',
      body: this.#requests.redeem(request),
      key: request.redemptionRef,
      order: this.#requests.orderName(request.orderRef),
    })
    const ours =
      reply.kind === 'no' &&
      reply.error.code === 'coupon-already-redeemed' &&
      reply.error.redemptionRef === request.redemptionRef
    return ours ? DONE : this.#used(reply, request.couponId, 'redeemed')
  }

  async giveBack(request: Parameters<CouponService['giveBack']>[0]): Promise<ReturnAnswer> {
    const reply = await this.#session.send({
      endpoint: 'giveBack',
      body: this.#requests.giveBack(request),
      key: request.returnRef,
      order: this.#requests.orderName(request.orderRef),
    })
    if (reply.kind !== 'yes') return notOk(reply)
    const settled = this.#used(reply, request.couponId, 'returned')
    if (settled.status !== 'ok') return settled
    return { status: 'ok', value: { availableAgain: isAvailableAgain(this.#wire, reply.body) } }
  }

  async report(message: Parameters<CouponService['report']>[0]): Promise<SettledAnswer> {
    const body = this.#requests.order(message)
    const reply = await this.#session.send({ endpoint: 'order', body, key: null, order: null })
    if (reply.kind !== 'yes') return notOk(reply)
    const orderRef = readOrderRef(this.#wire, reply.body)
    const isOurs = orderRef === null || orderRef === message.order.orderRef
    return isOurs ? DONE : this.#strange('another order')
  }

  /** What an answer grants, its moments turned into this terminal's time. */
  #toldIn({ body, date }: Extract<Reply, { readonly kind: 'yes' }>): ToldAuthorization {
    const told = readAuthorization(this.#wire, body)
    const { expiresAt } = told
    if (expiresAt === null) return told
    return { ...told, expiresAt: inOurTime(expiresAt, date, this.#parts.now()) }
  }

  /** An answer about something else: not used, and worth a line that somebody looks for. */
  #strange(why: string): NotOk {
    const fields = { security: 'wrong-echo', why }
    this.#parts.log.warn(fields, 'security: the coupon service answered about something else')
    return malformed(why)
  }

  #settled(reply: Reply, call: 'capture' | 'cancel', asked: string): SettledAnswer {
    if (reply.kind !== 'yes') return notOk(reply)
    const { authorizationId, status } = readSettled(this.#wire, call, reply.body)
    if (authorizationId !== null && authorizationId !== asked) {
      return this.#strange('another authorization')
    }
    const expected = call === 'capture' ? 'captured' : 'released'
    return status === null || status === expected ? DONE : malformed(`${call} is ${status}`)
  }

  async #askToAuthorize(
    request: AuthorizeRequest,
    endsAt: number,
    tries: 'once' | 'twice' = 'twice',
  ): Promise<Reply> {
    const left = () => endsAt - this.#parts.now()
    const { order } = request
    const orderBody = this.#requests.order({ status: 'open', order })
    if (this.#wire.quirks.linesIn === 'order') {
      const body = this.#requests.orderLines(order)
      const lines: Call = { endpoint: 'order', body, key: null, order: null }
      const told = await this.#session.sendWithin(lines, left())
      if (told.kind !== 'yes') return told
    }
    const body = this.#requests.authorize(request)
    const call: Call = { endpoint: 'authorize', body, key: request.authRef, order: orderBody }
    // What the till repeats by itself is tried once: a service in trouble is not asked twice as often.
    if (tries === 'once') return this.#session.sendWithin(call, left())
    return this.#session.insist(call, left())
  }

  #releasesByCall(): boolean {
    return this.#wire.quirks.releaseStrategy === 'auth_cancel'
  }

  async #cancel(
    authorizationId: string,
    orderRef: string,
    budgetMs = this.#timeoutMs,
  ): Promise<SettledAnswer> {
    const body = this.#requests.cancel(authorizationId, orderRef)
    const call: Call = { endpoint: 'cancel', body, key: authorizationId, order: null }
    const reply = await this.#session.sendWithin(call, budgetMs)
    // Gone already, or a service without this call: either way nothing of ours is held for long.
    const gone = reply.kind === 'no' && GONE.has(reply.error.code)
    const noSuchCall = reply.kind === 'no' && reply.status === 404 && reply.error.code === 'unknown'
    if (gone || noSuchCall) return DONE
    return this.#settled(reply, 'cancel', authorizationId)
  }

  #used(reply: Reply, couponId: string, expected: 'redeemed' | 'returned'): SettledAnswer {
    if (reply.kind !== 'yes') return notOk(reply)
    const told = readUse(this.#wire, reply.body)
    if (told.couponId !== null && told.couponId !== couponId) return this.#strange('another coupon')
    return told.status === null || told.status === expected
      ? DONE
      : malformed(`coupon is ${told.status}`)
  }
}

const DONE: SettledAnswer = { status: 'ok', value: null }
const GONE: ReadonlySet<string> = new Set(['auth-not-found', 'auth-released', 'auth-expired'])

/** Some services answer 404 for a number nobody has; a page instead of JSON means a wrong address. */
function isNobody(reply: Reply): boolean {
  if (reply.kind !== 'no' || reply.status !== 404) return false
  return reply.error.code === 'consumer-not-found' || reply.error.code === 'unknown'
}

function malformed(detail: string): NotOk {
  return { status: 'unknown', code: 'malformed', detail }
}
