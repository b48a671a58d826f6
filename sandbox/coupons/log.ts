import type { Dictionary } from '../../electron/providers/coupons/wire/dictionary'
import { HEADERS } from '../../electron/providers/coupons/wire/endpoints'
import { QUIRKS } from '../../electron/providers/coupons/wire/quirks'
import type { SandboxReply, SandboxRequest } from '../http'

/** One request and what came of it. */
export type LogEntry = {
  readonly at: number
  readonly path: string
  readonly requestId: string | null
  readonly idempotencyKey: string | null
  readonly request: unknown
  /** 0 when the connection was closed or left without an answer. */
  readonly status: number
  readonly answer: unknown
}

/** Most entries kept; the oldest go first. */
const ENTRIES_MAX = 1000

/** Remembers requests without phones, keys and wallet addresses. */
export class RequestLog {
  #entries: LogEntry[] = []
  readonly #secrets: ReadonlyMap<string, 'phone' | 'secret'>

  constructor({ customer, account, location }: Dictionary) {
    this.#secrets = new Map([
      [customer.request.phone, 'phone'],
      [account.request.phone, 'phone'],
      [location.request.phone, 'phone'],
      [customer.answer.walletUrl, 'secret'],
      [account.answer.accountKey, 'secret'],
    ])
  }

  get entries(): readonly LogEntry[] {
    return this.#entries
  }

  clear(): void {
    this.#entries = []
  }

  add(at: number, request: SandboxRequest, reply: SandboxReply): void {
    this.#entries.push({
      at,
      path: request.path,
      requestId: request.headers[HEADERS.requestId.toLowerCase()] ?? null,
      idempotencyKey: request.headers[QUIRKS.idempotencyHeader.toLowerCase()] ?? null,
      request: this.#masked(request.body),
      status: reply.kind === 'reply' ? reply.status : 0,
      answer: reply.kind === 'reply' ? this.#masked(reply.body) : null,
    })
    if (this.#entries.length > ENTRIES_MAX) this.#entries.shift()
  }

  #masked(text: string): unknown {
    try {
      const value: unknown = JSON.parse(text, (name, inner: unknown) => {
        const kind = this.#secrets.get(name)
        if (kind === undefined || typeof inner !== 'string') return inner
        return kind === 'phone' ? `•••${inner.slice(-4)}` : '•••'
      })
      return value
    } catch {
      return '(not JSON)'
    }
  }
}
