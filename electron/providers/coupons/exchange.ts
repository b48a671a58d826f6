/*
 * One exchange with the coupon service: a request out, its answer sorted into yes, no, unknown or a wrong
 * set-up. Keeps the breaker and the health; knows no message.
 */
import { randomUUID } from 'node:crypto'
import type { MisconfiguredCode, UnknownCode } from '../../../shared/order/answers'
import type { HealthMeter } from '../health'
import type { Http, HttpOutcome } from '../http'
import { parseJson } from '../json'
import type { Breaker } from './breaker'
import type { Dictionary } from './wire/dictionary'
import { headersOf, pathOf, type Endpoint } from './wire/endpoints'
import { readError, type ToldError } from './wire/errors'
import type { Quirks } from './wire/quirks'
import { asObject, type WireObject } from './wire/shape'

/** What came of one exchange. */
export type Reply =
  | { readonly kind: 'yes'; readonly body: WireObject }
  | { readonly kind: 'no'; readonly status: number; readonly error: ToldError }
  | {
      readonly kind: 'unknown'
      readonly code: UnknownCode
      readonly detail: string
      /** How long the service asks us to wait; null when it does not say. */
      readonly retryAfterMs: number | null
      /** The breaker held it back; trying again at once is no use. */
      readonly held: boolean
    }
  | { readonly kind: 'misconfigured'; readonly code: MisconfiguredCode; readonly detail: string }

/** A request without its address. */
export type Outgoing = {
  readonly endpoint: Endpoint
  readonly body: WireObject
  /** Idempotency key; null where the references in the body are the key. */
  readonly key: string | null
  readonly deadlineMs: number
}

/** The log; no phone, no key and no wallet address may go into it. */
export type CouponLog = {
  info(fields: object, sentence: string): void
  warn(fields: object, sentence: string): void
}

/** What an exchange needs. */
export type ExchangeParts = {
  readonly baseUrl: string
  readonly accountKey: string
  readonly quirks: Quirks
  readonly dictionary: Dictionary
  readonly http: Http
  readonly now: () => number
  readonly breaker: Breaker
  readonly health: HealthMeter
  readonly log: CouponLog
}

/** Sends one request and sorts its answer. Never rejects. */
export async function exchange(parts: ExchangeParts, outgoing: Outgoing): Promise<Reply> {
  const { breaker, quirks } = parts
  if (!breaker.enter()) return unknown('offline', 'not asked: it did not answer before', true)
  const requestId = randomUUID()
  const startedAt = parts.now()
  const outcome = await parts.http.post({
    url: parts.baseUrl.replace(/\/+$/, '') + pathOf(outgoing.endpoint, quirks),
    headers: headersOf(parts.accountKey, quirks, requestId, outgoing.key),
    body: JSON.stringify(outgoing.body),
    deadlineMs: outgoing.deadlineMs,
  })
  const reply = sort(outcome, parts.dictionary)
  const ms = Math.max(0, parts.now() - startedAt)
  keepCount(parts, reply, ms)
  const { endpoint } = outgoing
  const code = reply.kind === 'no' ? reply.error.code : reply.kind === 'yes' ? null : reply.code
  const fields = { endpoint, requestId, ms, kind: reply.kind, code }
  if (reply.kind === 'yes') parts.log.info(fields, 'the coupon service said yes')
  else parts.log.warn(fields, 'the coupon service did not say yes')
  return reply
}

function sort(outcome: HttpOutcome, dictionary: Dictionary): Reply {
  if (outcome.kind === 'no-answer') return unknown(outcome.code, outcome.detail)
  if (outcome.kind === 'misconfigured') return outcome
  const { status, text } = outcome
  if (status >= 200 && status < 300) {
    const parsed = parseJson(text)
    const body = parsed.ok ? asObject(parsed.value) : null
    if (body !== null) return { kind: 'yes', body }
    return unknown('malformed', parsed.ok ? 'not a JSON object' : parsed.error)
  }
  const error = readError(dictionary, text)
  const detail = `${status} ${error.detail}`.trim()
  if (status === 401) return { kind: 'misconfigured', code: 'key-refused', detail }
  if (status === 403) return { kind: 'misconfigured', code: 'account-inactive', detail }
  if (status === 405 || (status === 404 && !error.structured)) {
    return { kind: 'misconfigured', code: 'wrong-address', detail }
  }
  if (status === 408) return unknown('timeout', detail)
  if (status === 429) {
    const { retryAfterMs } = outcome.headers
    return { kind: 'unknown', code: 'rate-limited', detail, retryAfterMs, held: false }
  }
  if (status >= 500) return unknown('server-error', detail)
  return { kind: 'no', status, error }
}

function keepCount({ breaker, health }: ExchangeParts, reply: Reply, ms: number): void {
  if (reply.kind === 'unknown' && reply.code !== 'rate-limited') breaker.failed()
  else breaker.succeeded()
  if (reply.kind === 'unknown') health.failed(reply.code)
  else if (reply.kind === 'misconfigured') health.misconfigured(reply.code)
  else health.answered(ms)
}

function unknown(code: UnknownCode, detail: string, held = false): Reply {
  return { kind: 'unknown', code, detail, retryAfterMs: null, held }
}
