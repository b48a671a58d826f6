/*
 * One exchange with the coupon service: a request out, its answer sorted into yes, no, unknown or a wrong
 * set-up. Keeps the breaker and the health; knows no message.
 */
import { randomUUID } from 'node:crypto'
import type { MisconfiguredCode, UnknownCode } from '../../../shared/order/answers'
import type { HealthMeter } from '../health'
import { foreignCurrency } from '../currency'
import type { Http, HttpOutcome } from '../http'
import { parseJson } from '../json'
import type { Breaker } from './breaker'
import type { Dictionary } from './wire/dictionary'
import { headersOf, pathOf, type Endpoint } from './wire/endpoints'
import { readError, type ToldError } from './wire/errors'
import type { Quirks } from './wire/quirks'
import { asObject, misfit, type WireObject } from './wire/shape'

/** What came of one exchange. */
export type Reply =
  | {
      readonly kind: 'yes'
      readonly body: WireObject
      /** The service's own clock; null when it does not say. */
      readonly date: number | null
    }
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
  /** An answer that names another one is not used; null: it is not looked for. */
  readonly currency: string | null
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
  const reply = sort(outcome, parts, outgoing.endpoint)
  const ms = Math.max(0, parts.now() - startedAt)
  keepCount(parts, reply, ms)
  const { endpoint } = outgoing
  const code = reply.kind === 'no' ? reply.error.code : reply.kind === 'yes' ? null : reply.code
  const fields = { endpoint, requestId, ms, kind: reply.kind, code }
  if (reply.kind === 'yes') parts.log.info(fields, 'the coupon service said yes')
  else parts.log.warn(fields, 'the coupon service did not say yes')
  return reply
}

function sort(outcome: HttpOutcome, parts: ExchangeParts, endpoint: Endpoint): Reply {
  if (outcome.kind === 'no-answer') return unknown(outcome.code, outcome.detail)
  if (outcome.kind === 'misconfigured') return outcome
  const { status, text } = outcome
  const { date, retryAfterMs } = outcome.headers
  if (status >= 200 && status < 300) return accepted(text, date, parts, endpoint)
  const error = readError(parts.dictionary, text)
  const detail = `${status} ${error.detail}`.trim()
  if (status === 401) return { kind: 'misconfigured', code: 'key-refused', detail }
  if (status === 403) return { kind: 'misconfigured', code: 'account-inactive', detail }
  if (status === 405 || (status === 404 && !error.structured)) {
    return { kind: 'misconfigured', code: 'wrong-address', detail }
  }
  const later = (code: UnknownCode): Reply => ({
    kind: 'unknown',
    code,
    detail,
    retryAfterMs,
    held: false,
  })
  if (status === 408) return later('timeout')
  if (status === 429) return later('rate-limited')
  if (status >= 500) return later('server-error')
  // A conflict that is not one we know is the first request still being worked on: no decision.
  if (status === 409 && error.code === 'unknown') return later('timeout')
  return { kind: 'no', status, error }
}

/** A 2xx counts only when it is a JSON object whose parts are of the kinds this call answers with. */
function accepted(
  text: string,
  date: number | null,
  { dictionary, currency }: ExchangeParts,
  endpoint: Endpoint,
): Reply {
  const parsed = parseJson(text)
  if (!parsed.ok) return unknown('malformed', parsed.error)
  const body = asObject(parsed.value)
  if (body === null) return unknown('malformed', 'not a JSON object')
  const wrong = misfit(dictionary[endpoint].answer, body)
  if (wrong !== null) return unknown('malformed', `${wrong} is of another type`)
  const foreign = currency === null ? null : foreignCurrency(body, currency)
  if (foreign !== null) return unknown('malformed', 'another currency')
  return { kind: 'yes', body, date }
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
