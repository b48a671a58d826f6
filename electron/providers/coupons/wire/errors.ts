/*
 * An answer that says no. Ours is { "error": { code, message, … } }; the service's own form is unpublished, so
 * three others are understood as well: { "detail": "…" }, an object of lists of messages per field, and plain
 * text or a page. They all read as code `unknown`.
 */
import { parseJson } from '../../json'
import type { Dictionary } from './dictionary'
import { ERROR_CODE, type ErrorCode } from './enums'
import { readId, readText } from './formats'
import { asObject, read } from './shape'

/** An error body in our words. */
export type ToldError = {
  readonly code: ErrorCode
  /** The service's own words, cleaned; its request id in front where it gives one. */
  readonly detail: string
  /** Whether it was JSON at all; a page means that someone else answered. */
  readonly structured: boolean
  /** The redemption that used the coupon up, where the error names it. */
  readonly redemptionRef: string | null
  /** The order that has it, where the error names one. */
  readonly orderRef: string | null
}

/** Reads an error body. */
export function readError(dictionary: Dictionary, text: string): ToldError {
  const parsed = parseJson(text)
  const body = parsed.ok ? asObject(parsed.value) : null
  if (body === null) {
    const words = readText(text.slice(0, 2000).replace(/<[^>]*>/g, ' '))
    return { code: 'unknown', detail: words, structured: false, ...NOTHING_NAMED }
  }
  const { error } = read(dictionary.error, body)
  if (error === null) {
    return { code: 'unknown', detail: otherForm(body), structured: true, ...NOTHING_NAMED }
  }
  const requestId = readId(error.requestId)
  const message = readText(error.message)
  const fields = asObject(error.fields) ?? {}
  return {
    code: ERROR_CODE.read(error.code),
    detail: readText(requestId === null ? message : `${requestId}: ${message}`),
    structured: true,
    redemptionRef: readId(fields[dictionary.redeem.request.redemptionRef]),
    orderRef: readId(fields[dictionary.capture.request.orderRef]),
  }
}

const NOTHING_NAMED = { redemptionRef: null, orderRef: null } as const

function otherForm(body: Readonly<Record<string, unknown>>): string {
  if (typeof body['detail'] === 'string') return readText(body['detail'])
  const messages = Object.entries(body).flatMap(([name, value]) =>
    Array.isArray(value)
      ? [`${name}: ${value.filter((text) => typeof text === 'string').join(' ')}`]
      : [],
  )
  return readText(messages.join('; '))
}
