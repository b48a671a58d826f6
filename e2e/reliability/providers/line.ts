/*
 * The line between the till and both sandboxes: a real server on loopback that passes requests on and spoils
 * what it is told to spoil, before or after the provider has done its part. It remembers every request as it
 * came, byte for byte.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { PATHS } from '../../../electron/providers/coupons/wire/endpoints'

/** The calls of both providers that can be spoilt. */
export type CallName = keyof typeof PATHS | 'verify' | 'revalidate' | 'apply' | 'void'

/** A request as it came. */
export type Heard = { readonly call: CallName; readonly key: string; readonly body: string }

/** An answer of a sandbox. */
export type Told = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** One request on its way. */
export type Way = {
  readonly heard: Heard
  readonly response: ServerResponse
  /** Has the provider do its part, and answers what it says. */
  forward(): Promise<Told>
}

/** What becomes of one request. */
export type Trouble = {
  /** Nothing comes back: the client runs into its deadline. */
  readonly isSilent?: boolean
  play(way: Way): Promise<void>
}

type Plan = { readonly call: CallName; readonly trouble: Trouble }

/** A line with troubles in waiting. */
export type Line = {
  readonly url: string
  readonly heard: Heard[]
  /** Requests that a test keeps from being answered. */
  held: number
  /** The next requests of a call go wrong, one each. */
  spoil(call: CallName, ...troubles: readonly Trouble[]): void
  /** Every request of a call goes wrong from now on; null ends it. */
  spoilAll(call: CallName, trouble: Trouble | null): void
  isSilentNext(call: CallName): boolean
  of(call: CallName): readonly Heard[]
  close(): Promise<void>
}

/** Which call a request makes, by what stands on the wire. */
export function callOf(url: string, header: (name: string) => string | undefined): CallName {
  const type = header('Toast-Transaction-Type')
  if (type !== undefined) {
    const name = type.replace('PROMOTION_', '').toLowerCase()
    if (name === 'verify' || name === 'revalidate' || name === 'apply' || name === 'void')
      return name
  }
  const known = Object.entries(PATHS).find(([, path]) => url.endsWith(path))
  if (!known) throw new Error(`A request nobody makes: ${url}`)
  return known[0] as CallName
}

/**
 * Opens a line.
 * @param towards  where the coupons and the promotions sandbox are
 */
export async function openLine(towards: {
  readonly coupons: string
  readonly promotions: string
}): Promise<Line> {
  const plans: Plan[] = []
  const always = new Map<CallName, Trouble>()
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy())
  })
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await textOf(request)
    const path = request.url ?? '/'
    const header = (name: string) => request.headers[name.toLowerCase()]?.toString()
    const call = callOf(path, header)
    const key = header('Toast-Transaction-GUID') ?? header('Idempotency-Key') ?? ''
    const here: Heard = { call, key, body }
    heard.push(here)
    const base = path.startsWith('/promotion') ? towards.promotions : towards.coupons
    const forward = () => pass(base + path.replace('/promotion', ''), request, body)
    const at = plans.findIndex((one) => one.call === call)
    const [plan] = at < 0 ? [] : plans.splice(at, 1)
    const trouble = plan?.trouble ?? always.get(call)
    if (trouble) return trouble.play({ heard: here, response, forward })
    give(response, await forward())
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    held: 0,
    spoil: (call, ...troubles) => plans.push(...troubles.map((trouble) => ({ call, trouble }))),
    spoilAll: (call, trouble) => {
      if (trouble) always.set(call, trouble)
      else always.delete(call)
    },
    isSilentNext: (call) => {
      const next = plans.find((one) => one.call === call)?.trouble ?? always.get(call)
      return next?.isSilent === true
    },
    of: (call) => heard.filter((one) => one.call === call),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Answers with what a provider said, or something like it. */
export function give(response: ServerResponse, told: Told): void {
  if (response.destroyed) return
  response.writeHead(told.status, told.headers).end(told.text)
}

async function pass(url: string, request: IncomingMessage, body: string): Promise<Told> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers)) {
    const isOfTheHop = ['host', 'connection', 'content-length', 'accept-encoding'].includes(name)
    if (!isOfTheHop && value !== undefined) headers[name] = String(value)
  }
  const answered = await fetch(url, { method: 'POST', headers, body })
  const kept = ['content-type', 'date', 'retry-after'].flatMap((name) => {
    const value = answered.headers.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  return {
    status: answered.status,
    headers: Object.fromEntries(kept),
    text: await answered.text(),
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks).toString('utf8')
}
