/*
 * The one way out to a provider over HTTP. Every call is a POST of text with a JSON answer and never rejects.
 * What an answer means is the business of the provider's own client; this file knows no field, no path and no
 * status but the redirects. What holds for every call stands here, and nowhere else:
 *
 *   transport   https; plain http to this machine only. TLS from TLS_VERSION_LEAST up, its chain checked
 *   redirects   never followed: a 3xx is a wrong address, and the place it names is not asked
 *   time        DEADLINE_MS_MAX at most: connecting, waiting and reading the body together
 *   size        RESPONSE_BYTES_MAX at most, counted after decompressing
 *   text        UTF-8; anything else is malformed. Depth and double names are judged in json.ts
 *   cookies     none are kept
 */

import tls from 'node:tls'
import { TextDecoder } from 'node:util'
import type { Answer } from '../../shared/order/answers'
import { fail, ok, type Result } from '../../shared/result'

/** Largest answer read, in bytes after decoding. */
export const RESPONSE_BYTES_MAX = 1_048_576

/** Longest an attempt may take, whatever its caller asks for. */
export const DEADLINE_MS_MAX = 10_000

/** Oldest TLS spoken with a provider. */
export const TLS_VERSION_LEAST = 'TLSv1.2'

/** One request. A repeat of the same values sends the same bytes. */
export type HttpRequest = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** For the whole attempt; at most DEADLINE_MS_MAX. */
  readonly deadlineMs: number
}

/** How a request ended: an answer, none, or a set-up that cannot work. No text in it holds a header value. */
export type HttpOutcome =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers: AnswerHeaders
      readonly text: string
    }
  | {
      readonly kind: 'no-answer'
      /** `offline`: nothing left this terminal. `malformed`: the answer was larger than we read. */
      readonly code: 'timeout' | 'connection-lost' | 'offline' | 'malformed'
      readonly detail: string
      /** False only when it is certain that the provider saw nothing. */
      readonly sent: boolean
    }
  | {
      readonly kind: 'misconfigured'
      readonly code: 'wrong-address' | 'key-refused'
      readonly detail: string
    }

/** The few answer headers that matter; null when absent or unreadable. */
export type AnswerHeaders = {
  /** From `Retry-After`, seconds or a date. */
  readonly retryAfterMs: number | null
  /** The server's clock, milliseconds since 1970. */
  readonly date: number | null
  readonly contentType: string | null
}

/** Sends requests; see the head of this file. */
export interface Http {
  post(request: HttpRequest): Promise<HttpOutcome>
}

/** Waits; handed in so that a test need not. */
export type Wait = (ms: number) => Promise<void>

/** Waits in real time. */
export const realWait: Wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Makes the client.
 * @param send  how bytes leave; the platform's own `fetch`, which keeps connections alive
 */
export function createHttp(send: typeof fetch = fetch): Http {
  // Set, not trusted: the platform's own least version can be lowered from outside.
  tls.DEFAULT_MIN_VERSION = TLS_VERSION_LEAST
  return {
    post: async (request) => {
      const trouble = setUpTrouble(request)
      if (trouble) return trouble
      const abort = new AbortController()
      const deadlineMs = Math.min(request.deadlineMs, DEADLINE_MS_MAX)
      const timer = setTimeout(() => {
        abort.abort()
      }, deadlineMs)
      try {
        const response = await send(request.url, {
          method: 'POST',
          headers: { 'accept-encoding': 'identity', ...request.headers },
          body: request.body,
          redirect: 'manual',
          signal: abort.signal,
        })
        const outcome = await read(response, request)
        // A body left unread would hold its connection until the garbage is collected.
        if (outcome.kind !== 'answer') abort.abort()
        return outcome
      } catch (error) {
        // Nothing else aborts before an answer is read.
        if (abort.signal.aborted)
          return noAnswer('timeout', `no answer within ${deadlineMs} ms`, true)
        return lost(error)
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

/**
 * Says what is wrong with a provider's address, or null. Plain http is for this machine only: elsewhere the
 * key and the order would travel in the open.
 */
export function addressTrouble(address: string): string | null {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return 'not an address'
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://'
  if (url.username !== '' || url.password !== '') return 'must hold no user name or password'
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'must begin with https://, plain http is for this machine only'
  }
  return null
}

/**
 * Tries a call again while its outcome is unknown. An earlier attempt that may have been heard is not
 * forgotten: if the last one says that nothing happened (offline, misconfigured), the earlier one is answered.
 * @param count  attempts in all, at least one
 * @param gapMs  between attempts, or how to tell it from the last answer; null: it is no use trying again
 */
export async function attempts<A extends Answer<unknown, unknown>>(
  count: number,
  gapMs: number | ((last: A) => number | null),
  call: (attempt: number) => Promise<A>,
  wait: Wait,
): Promise<A> {
  let heard: A | null = null
  let last = await call(1)
  for (let attempt = 2; attempt <= count && last.status === 'unknown'; attempt += 1) {
    if (!isNothing(last)) heard = last
    const gap = typeof gapMs === 'number' ? gapMs : gapMs(last)
    if (gap === null) break
    await wait(gap)
    last = await call(attempt)
  }
  return heard !== null && isNothing(last) ? heard : last
}

/** Whether an attempt certainly had no effect. */
function isNothing(answer: Answer<unknown, unknown>): boolean {
  return (
    answer.status === 'misconfigured' || (answer.status === 'unknown' && answer.code === 'offline')
  )
}

function setUpTrouble(request: HttpRequest): HttpOutcome | null {
  const trouble = addressTrouble(request.url) ?? environmentTrouble()
  if (trouble !== null) return { kind: 'misconfigured', code: 'wrong-address', detail: trouble }
  // Fetch would refuse such a value in a sentence that quotes it, and the value may be a key.
  for (const [name, value] of Object.entries(request.headers)) {
    if (/^[\t\x20-\x7e]*$/.test(value)) continue
    const code = name.toLowerCase() === 'authorization' ? 'key-refused' : 'wrong-address'
    const detail = `header ${name} has a character that cannot be sent`
    return { kind: 'misconfigured', code, detail }
  }
  return null
}

/** A computer that was told to believe every certificate reaches nobody. */
function environmentTrouble(): string | null {
  return process.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'
    ? 'certificates are not checked on this computer'
    : null
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

async function read(response: Response, request: HttpRequest): Promise<HttpOutcome> {
  const status = response.status
  if (status >= 300 && status < 400) {
    return { kind: 'misconfigured', code: 'wrong-address', detail: `redirected with ${status}` }
  }
  const text = await readText(response)
  if (!text.ok) return noAnswer('malformed', text.error, true)
  const headers = headersOf(response.headers)
  return { kind: 'answer', status, headers, text: withoutKey(text.value, request) }
}

/** A provider that repeats our own key in an answer puts it on no screen and into no journal. */
function withoutKey(text: string, request: HttpRequest): string {
  let clean = text
  for (const [name, value] of Object.entries(request.headers)) {
    if (!KEY_HEADERS.test(name)) continue
    const key = value.replace(/^\w+ /, '')
    if (key.length >= KEY_LENGTH_MIN) clean = clean.replaceAll(key, '[key]')
  }
  return clean
}

const KEY_HEADERS = /^(?:authorization|(?:x-)?api-?key)$/i

/** Something shorter would be found in ordinary words. */
const KEY_LENGTH_MIN = 6

/** Reads the body to its end, to the size limit, or to the first byte that is not UTF-8. */
async function readText(response: Response): Promise<Result<string, string>> {
  if (response.body === null) return ok('')
  const body: ReadableStream<Uint8Array> = response.body
  const reader = body.getReader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let bytes = 0
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (!done) bytes += value.byteLength
    if (bytes > RESPONSE_BYTES_MAX) return fail(`answer larger than ${RESPONSE_BYTES_MAX} bytes`)
    const part = decoded(decoder, value)
    if (part === null) return fail('answer is not UTF-8')
    text += part
    if (done) return ok(text)
  }
}

/** The next piece of text; without bytes, the end of it. */
function decoded(decoder: TextDecoder, bytes: Uint8Array | undefined): string | null {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
  } catch {
    return null
  }
}

function headersOf(headers: Headers): AnswerHeaders {
  const date = instant(headers.get('date'))
  const after = headers.get('retry-after')
  const until = instant(after)
  let retryAfterMs: number | null = null
  if (after !== null && /^\d{1,6}$/.test(after.trim())) retryAfterMs = Number(after) * 1000
  else if (until !== null && date !== null) retryAfterMs = Math.max(0, until - date)
  return { retryAfterMs, date, contentType: headers.get('content-type') }
}

function instant(text: string | null): number | null {
  const at = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(at) ? null : at
}

function noAnswer(
  code: 'timeout' | 'connection-lost' | 'offline' | 'malformed',
  detail: string,
  sent: boolean,
): HttpOutcome {
  return { kind: 'no-answer', code, detail, sent }
}

/** Failures that end before the first byte of the request: name look-up, connecting, the certificate. */
const NOT_SENT =
  /^(ECONNREFUSED|E(NET|HOST)(UNREACH|DOWN)|ENOTFOUND|EAI_\w+|UND_ERR_CONNECT_TIMEOUT|EPROTO|ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+)$/

function lost(error: unknown): HttpOutcome {
  const cause = error instanceof Error ? error.cause : undefined
  const code = named(cause, 'code') ?? named(error, 'code') ?? 'unknown failure'
  const step = named(cause, 'syscall')
  const sent = !NOT_SENT.test(code) && step !== 'connect' && step !== 'getaddrinfo'
  return sent ? noAnswer('connection-lost', code, true) : noAnswer('offline', code, false)
}

function named(source: unknown, key: 'code' | 'syscall'): string | null {
  if (typeof source !== 'object' || source === null) return null
  const value: unknown = Reflect.get(source, key)
  return typeof value === 'string' ? value : null
}
