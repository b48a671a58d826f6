/*
 * The coupon service as a sandbox: a server on loopback that keeps the rules of the real one, as far as they
 * are known, with a world of its own and a clock that can be moved. It shares the mapping module with the
 * client and nothing else.
 */
import { DICTIONARY, type Dictionary } from '../../electron/providers/coupons/wire/dictionary'
import { HEADERS, PATH_ROOT } from '../../electron/providers/coupons/wire/endpoints'
import type { Quirks } from '../../electron/providers/coupons/wire/quirks'
import { empty, pause, serve, type SandboxReply, type SandboxRequest } from '../http'
import type { Box } from './box'
import { control, CONTROL_ROOT } from './control'
import { before, delayMs, Faults, spoilt } from './faults'
import { RequestLog, type LogEntry } from './log'
import { joinPage, walletPage } from './pages'
import { route, type RouteOptions } from './routes'
import { seededState } from './seeds'
import { viewOf, type StateView } from './view'

/** How the sandbox is to behave. */
export type CouponsSandboxOptions = Partial<RouteOptions> & {
  /** The key that the terminal's settings hold. */
  readonly accountKey: string
  /** 0 takes a free one. */
  readonly port?: number
  /** The time its own clock follows; the real time by default. */
  readonly clock?: () => number
  /** Where its clock begins, such as 2025-03-20T17:30:00Z; the present by default. Offers run from there. */
  readonly startsAt?: number
  readonly authTtlSeconds?: number
  readonly walletUrlTtlSeconds?: number
  /** Every answer takes this long, give or take a third. */
  readonly latencyMs?: number
  /** Of the spread of the latency. */
  readonly seed?: number
  readonly moneyAs?: Quirks['moneyAs']
  readonly currencyExponent?: number
  readonly unmatchedAs404?: boolean
  /** Other wire names than the published ones, for tests. */
  readonly dictionary?: Dictionary
}

/** A sandbox that is running. */
export type CouponsSandbox = {
  readonly baseUrl: string
  /** What it remembers now. */
  readonly state: StateView
  /** Requests and answers so far, phones masked. */
  readonly log: readonly LogEntry[]
  close(): Promise<void>
}

/** The partner key unless another is given. */
export const SANDBOX_PARTNER_KEY = 'sandbox-partner-key'

/** Starts the sandbox. */
export async function startCouponsSandbox(options: CouponsSandboxOptions): Promise<CouponsSandbox> {
  const sandbox = new Sandbox(options)
  const server = await serve(options.port ?? 0, (request) => sandbox.answer(request))
  sandbox.baseUrl = server.url
  return {
    baseUrl: server.url,
    get state() {
      return viewOf(sandbox.box)
    },
    get log() {
      return sandbox.log.entries
    },
    close: () => server.close(),
  }
}

class Sandbox {
  baseUrl = ''
  box: Box
  readonly log: RequestLog
  #faults = new Faults()
  #shiftMs: number
  #random: number
  readonly #clock: () => number
  readonly #options: CouponsSandboxOptions
  readonly #routes: RouteOptions

  constructor(options: CouponsSandboxOptions) {
    this.#options = options
    this.#clock = options.clock ?? Date.now
    this.#shiftMs = this.#firstShift()
    this.#random = options.seed ?? 1
    this.#routes = {
      partnerKey: options.partnerKey ?? SANDBOX_PARTNER_KEY,
      strictFields: options.strictFields ?? true,
      acceptRedeemAlias: options.acceptRedeemAlias ?? true,
      enableAuthCancel: options.enableAuthCancel ?? true,
    }
    this.log = new RequestLog(options.dictionary ?? DICTIONARY)
    this.box = this.#freshBox()
  }

  async answer(request: SandboxRequest): Promise<SandboxReply> {
    if (request.path.startsWith(CONTROL_ROOT)) return this.#control(request)
    if (request.path.startsWith('/wallet/')) {
      const fault = this.#faults.next('wallet')
      const early = before(fault, this.box)
      if (early) return early
      if (delayMs(fault) > 0) await pause(delayMs(fault))
      return walletPage(this.box, request.path, fault === 'wallet_frame_denied')
    }
    if (request.path.startsWith('/join/')) {
      return joinPage(this.box, request, this.#routes.partnerKey)
    }
    if (!request.path.startsWith(PATH_ROOT)) return empty(404)
    await pause(this.#latencyMs())
    const at = this.box.now()
    const reply = await this.#call(request)
    this.log.add(at, request, reply)
    return withClock(withRequestId(reply, request), this.box.now())
  }

  async #call(request: SandboxRequest): Promise<SandboxReply> {
    const { box } = this
    const name = request.path.slice(PATH_ROOT.length).replace(/\/$/, '')
    const fault = request.headers[HEADERS.sandboxFault.toLowerCase()] ?? this.#faults.next(name)
    const early = before(fault, box)
    if (early) return early
    const { status, text } = route(box, this.#routes, request)
    const wait = delayMs(fault)
    if (wait > 0) await pause(wait)
    const body = status === 200 ? spoilt(fault, text, box.dictionary, box.form) : text
    if (body === null) return { kind: 'drop' }
    return { kind: 'reply', status, body, contentType: 'application/json; charset=utf-8' }
  }

  #control(request: SandboxRequest): Promise<SandboxReply> {
    return control(
      {
        box: this.box,
        faults: this.#faults,
        partnerKey: this.#routes.partnerKey,
        reset: () => this.#reset(),
        setClock: (at) => {
          this.#shiftMs = at - this.#clock()
        },
        view: () => viewOf(this.box),
        log: () => this.log.entries,
      },
      request,
    )
  }

  #reset(): void {
    this.#faults = new Faults()
    this.#shiftMs = this.#firstShift()
    this.#random = this.#options.seed ?? 1
    this.log.clear()
    this.box = this.#freshBox()
  }

  #freshBox(): Box {
    const { moneyAs = 'string', currencyExponent = 2, accountKey } = this.#options
    const now = () => this.#clock() + this.#shiftMs
    return {
      state: seededState(now(), accountKey),
      dictionary: this.#options.dictionary ?? DICTIONARY,
      form: { as: moneyAs, exponent: currencyExponent },
      now,
      baseUrl: () => this.baseUrl,
      authTtlSeconds: this.#options.authTtlSeconds ?? 900,
      walletUrlTtlSeconds: this.#options.walletUrlTtlSeconds ?? 300,
      unmatchedAs404: this.#options.unmatchedAs404 ?? false,
    }
  }

  #firstShift(): number {
    return this.#options.startsAt === undefined ? 0 : this.#options.startsAt - this.#clock()
  }

  /** A third up or down by a generator with a seed, so that two runs are alike. */
  #latencyMs(): number {
    const middle = this.#options.latencyMs ?? 120
    this.#random = (this.#random * 48_271) % 2_147_483_647
    return Math.round(middle + ((this.#random / 2_147_483_647) * 2 - 1) * (middle / 3))
  }
}

/** Its own clock goes with every answer: that is what `expires_at` is told by. */
function withClock(reply: SandboxReply, now: number): SandboxReply {
  if (reply.kind !== 'reply') return reply
  return { ...reply, headers: { ...reply.headers, Date: new Date(now).toUTCString() } }
}

function withRequestId(reply: SandboxReply, request: SandboxRequest): SandboxReply {
  const requestId = request.headers[HEADERS.requestId.toLowerCase()]
  if (reply.kind !== 'reply' || requestId === undefined) return reply
  return { ...reply, headers: { ...reply.headers, [HEADERS.requestId]: requestId } }
}
