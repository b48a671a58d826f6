/*
 * The promotions provider over HTTP. What is on the wire is in wire.ts and wire-answers.ts; here is only how
 * often and how long we try, and what a status means:
 *
 *   200               yes (VOID: also 204); a web page or unreadable JSON: unknown, malformed
 *   400               no, for good; never tried again. Other 4xx with an error response: the same
 *   401, 403          the key is refused        404, 405, 415, 3xx   the address is wrong
 *   408               unknown, timeout          429                  unknown, rate-limited
 *   5xx               unknown, server-error     nothing              unknown, as the client says
 */
import type {
  Answer,
  MisconfiguredCode,
  PromotionsAnswer,
  UnknownCode,
  VerifyAnswer,
  VoidAnswer,
} from '../../../shared/order/answers'
import { foreignCurrency } from '../currency'
import { attempts, type Http, type HttpOutcome, type Wait } from '../http'
import { HealthMeter, type ServiceHealth } from '../health'
import { parseJson } from '../json'
import type { PromotionProvider, PromotionsRequest } from './port'
import { headersFor, promotionsBody, verifyBody, voidBody, type TransactionType } from './wire'
import {
  hasErrors,
  hasKnownErrors,
  malformed,
  readAmounts,
  readGrant,
  readRefusals,
  readRefusedCode,
  readRefusedVoid,
  type Reading,
} from './wire-answers'

/** Settings of this provider; the section `promotions` of the settings file and the currency. */
export type ToastSettings = {
  readonly url: string
  readonly apiKey: string
  readonly restaurantExternalId: string
  /** The provider's documented ceiling for an answer while the cashier waits; 2000. */
  readonly timeoutMs: number
  /** Decimals of the currency; 2 for USD. */
  readonly currencyExponent: number
  /** Three letters; an answer that names another one is not used. */
  readonly currency?: string
}

/** What the provider needs from its surroundings. */
export type ToastParts = {
  readonly http: Http
  readonly wait: Wait
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Hears what is worth keeping; no field holds the key, a code or a customer. */
  readonly log: { warn(fields: object, sentence: string): void }
  /** Hears when the provider becomes ready, silent or misconfigured. */
  readonly onHealth?: (health: ServiceHealth) => void
}

/** The provider, and how it is doing for the status bar. */
export type ToastPromotions = PromotionProvider & { health(): ServiceHealth }

/** On top of the provider's ceiling, for the network between. */
export const NETWORK_MS = 500
/** Between the two attempts while the cashier waits. */
export const ATTEMPT_GAP_MS = 250
/** Longest a cashier waits because the provider asks for it. */
export const ASKED_GAP_MS_MAX = 5000
/** For requests nobody waits for. */
export const BACKGROUND_DEADLINE_MS = 5000

/** Makes the client of a Toast-style promotions provider. */
export function createToastPromotions(settings: ToastSettings, parts: ToastParts): ToastPromotions {
  const line: Line = { settings, parts, health: new HealthMeter(parts.now, parts.onHealth) }
  const exponent = settings.currencyExponent
  const waiting = { count: 2, deadlineMs: settings.timeoutMs + NETWORK_MS }
  const background = { count: 1, deadlineMs: BACKGROUND_DEADLINE_MS }

  function askAboutMany(request: PromotionsRequest, call: Call): Promise<PromotionsAnswer> {
    return ask<PromotionsAnswer>(line, call, ({ said, body }) =>
      said === 'yes'
        ? readAmounts(body, request.promotions, exponent)
        : readRefusals(body, request.promotions),
    )
  }

  return {
    health: () => line.health.current,
    verify: (request) => {
      const type = 'PROMOTION_VERIFY'
      const body = verifyBody(request, exponent)
      return ask<VerifyAnswer>(line, { type, guid: request.guid, body, ...waiting }, (decided) =>
        decided.said === 'yes'
          ? readGrant(decided.body, request, exponent)
          : readRefusedCode(decided.body, request.guid),
      )
    },
    revalidate: (request) => {
      const body = promotionsBody(request, exponent)
      const type = 'PROMOTION_REVALIDATE'
      return askAboutMany(request, { type, guid: request.guid, body, ...waiting })
    },
    apply: (request) => {
      const body = promotionsBody(request, exponent)
      const type = 'PROMOTION_APPLY'
      return askAboutMany(request, { type, guid: request.guid, body, ...background })
    },
    void: (request) => {
      const type = 'PROMOTION_VOID'
      const body = voidBody(request, exponent)
      const asked = [...request.promotions, ...request.lost].map((promotion) => promotion.id)
      return ask<VoidAnswer>(line, { type, guid: request.guid, body, ...background }, (decided) =>
        decided.said === 'yes'
          ? { answer: { status: 'ok', value: null }, remarks: [] }
          : readRefusedVoid(decided.body, asked),
      )
    },
  }
}

/** What every request shares. */
type Line = {
  readonly settings: ToastSettings
  readonly parts: ToastParts
  readonly health: HealthMeter
}

/** One request to send, and how hard to try. */
type Call = {
  readonly type: TransactionType
  readonly guid: string
  readonly body: string
  readonly count: number
  readonly deadlineMs: number
}

/** The provider made up its mind. */
type Decided = { readonly said: 'yes' | 'no'; readonly body: unknown }

/** Endings that never reach the readers. */
type Unread =
  | Extract<VerifyAnswer, { readonly status: 'unknown' }>
  | { readonly status: 'misconfigured'; readonly code: MisconfiguredCode; readonly detail: string }

/** Sends one request, again if need be, and has its answer read. */
function ask<A extends Answer<unknown, unknown>>(
  { settings, parts, health }: Line,
  call: Call,
  read: (decided: Decided) => Reading<A | Unread>,
): Promise<A | Unread> {
  const headers = headersFor(settings, call.type, call.guid)
  const request = { url: settings.url, headers, body: call.body, deadlineMs: call.deadlineMs }
  const attempt = async (number: number): Promise<A | Unread> => {
    const began = parts.now()
    const outcome = await parts.http.post(request)
    const decided = decide(outcome, call.type, settings.currency ?? null)
    const { answer, remarks, strange } = 'answer' in decided ? decided : read(decided)
    const facts = { type: call.type, guid: call.guid, attempt: number }
    if (strange !== undefined) {
      const fields = { ...facts, security: 'wrong-echo', why: strange }
      parts.log.warn(fields, 'security: the promotions provider answered about something else')
    }
    for (const remark of remarks) parts.log.warn({ ...facts, remark }, 'Promotions: odd answer')
    if (answer.status === 'unknown' || answer.status === 'misconfigured') {
      const { code, detail } = answer
      parts.log.warn({ ...facts, code, detail }, 'Promotions: no usable answer')
    }
    measure(health, answer, parts.now() - began)
    return answer
  }
  return attempts(call.count, gapAfter, attempt, parts.wait)
}

/** What an answer says of the wait it asks for. */
type Asking = { readonly status: string; readonly retryAfterMs?: number }

/** As long as the provider asks to be left alone; where a cashier cannot wait so long, it is not asked again. */
function gapAfter({ retryAfterMs: asked = 0 }: Asking): number | null {
  return asked > ASKED_GAP_MS_MAX ? null : Math.max(ATTEMPT_GAP_MS, asked)
}

function measure(health: HealthMeter, answer: Answer<unknown, unknown>, ms: number): void {
  if (answer.status === 'unknown') health.failed(answer.code)
  else if (answer.status === 'misconfigured') health.misconfigured(answer.code)
  else health.answered(ms)
}

function decide(
  outcome: HttpOutcome,
  type: TransactionType,
  currency: string | null,
): Decided | Reading<Unread> {
  if (outcome.kind === 'misconfigured') return misconfigured(outcome.code, outcome.detail)
  if (outcome.kind === 'no-answer') return unknown(outcome.code, outcome.detail)
  const { status, text } = outcome
  const { retryAfterMs } = outcome.headers
  if (status === 200 || (status === 204 && type === 'PROMOTION_VOID')) {
    return accepted(text, type, currency)
  }
  if (status === 401 || status === 403) return misconfigured('key-refused', `status ${status}`)
  if (status === 404 || status === 405 || status === 415) {
    return misconfigured('wrong-address', `status ${status}`)
  }
  if (status === 408) return unknown('timeout', 'status 408')
  if (status === 429) return unknown('rate-limited', 'status 429', retryAfterMs)
  if (status >= 500) return unknown('server-error', `status ${status}`, retryAfterMs)
  const parsed = parseJson(text)
  const body = parsed.ok ? parsed.value : null
  // A conflict that is not one we know is the first request still being worked on: no decision.
  if (status === 409 && !hasKnownErrors(body)) return unknown('timeout', 'status 409', retryAfterMs)
  if (status === 400 || (status > 400 && hasErrors(body))) return { said: 'no', body }
  return malformed(`status ${status}`)
}

/** The body of a successful VOID is not looked at, but a web page means that somebody else answered. */
function accepted(
  text: string,
  type: TransactionType,
  currency: string | null,
): Decided | Reading<Unread> {
  if (type === 'PROMOTION_VOID') {
    return text.trimStart().startsWith('<')
      ? malformed('a web page, not the provider')
      : { said: 'yes', body: null }
  }
  const parsed = parseJson(text)
  if (!parsed.ok) return malformed(parsed.error)
  const foreign = currency === null ? null : foreignCurrency(parsed.value, currency)
  return foreign === null ? { said: 'yes', body: parsed.value } : malformed('another currency')
}

function unknown(
  code: UnknownCode,
  detail: string,
  retryAfterMs: number | null = null,
): Reading<Unread> {
  const asked = retryAfterMs === null ? {} : { retryAfterMs }
  return { answer: { status: 'unknown', code, detail, ...asked }, remarks: [] }
}

function misconfigured(code: MisconfiguredCode, detail: string): Reading<Unread> {
  return { answer: { status: 'misconfigured', code, detail }, remarks: [] }
}
