/*
 * A small HTTP server for the sandbox's services, on loopback only. A service answers each request with a
 * reply, or says that the connection is to be dropped; everything a shop's network does to an answer (late,
 * silent, cut) is done here, so that services hold rules alone.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** Largest request read, in bytes. */
export const REQUEST_BYTES_MAX = 4_194_304

/** A request, read whole. Header names are lower case. */
export type SandboxRequest = {
  readonly method: string
  /** Path without the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What goes back. `drop` closes the connection unanswered, `silence` never answers; `file` is sent as it is. */
export type SandboxReply =
  | {
      readonly kind: 'reply'
      readonly status: number
      readonly body: string
      readonly contentType: string | null
      readonly headers?: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'file'
      readonly bytes: Uint8Array
      readonly contentType: string
      readonly headers?: Readonly<Record<string, string>>
    }
  | { readonly kind: 'drop' }
  | { readonly kind: 'silence' }

/** One service: requests in, replies out. A rejection is answered 500 without a body. */
export type SandboxHandler = (request: SandboxRequest) => Promise<SandboxReply>

/** A server that is listening. */
export type SandboxServer = {
  /** `http://127.0.0.1:<port>`, no slash at the end. */
  readonly url: string
  /** Ends every connection and frees the port. */
  close(): Promise<void>
}

/** Waits in real time. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}

/** A reply of JSON. */
export function json(status: number, value: unknown): SandboxReply {
  return {
    kind: 'reply',
    status,
    body: JSON.stringify(value),
    contentType: 'application/json; charset=utf-8',
  }
}

/** A reply without a body. */
export function empty(status: number): SandboxReply {
  return { kind: 'reply', status, body: '', contentType: null }
}

/** A web page where JSON was expected, as a proxy or a hotel login would send it. */
export function page(status: number): SandboxReply {
  const body = '<!doctype html><title>Welcome</title><p>Please sign in.</p>'
  return { kind: 'reply', status, body, contentType: 'text/html; charset=utf-8' }
}

/**
 * Starts a service.
 * @param port  0 takes a free one
 */
export async function serve(port: number, handler: SandboxHandler): Promise<SandboxServer> {
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing, handler).catch(() => outgoing.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  return { url: `http://127.0.0.1:${bound}`, close: () => stop(server) }
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handler: SandboxHandler,
): Promise<void> {
  const body = await readBody(incoming)
  if (body === null) {
    outgoing.writeHead(413).end()
    return
  }
  const url = new URL(incoming.url ?? '/', 'http://sandbox.invalid')
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  const request: SandboxRequest = {
    method: incoming.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body,
  }
  const reply = await handler(request).catch(() => empty(500))
  if (reply.kind === 'silence' || outgoing.destroyed) return
  if (reply.kind === 'drop') {
    incoming.socket.destroy()
    return
  }
  if (reply.kind === 'file') {
    outgoing.writeHead(200, { 'Content-Type': reply.contentType, ...reply.headers })
    outgoing.end(reply.bytes)
    return
  }
  if (reply.contentType !== null) outgoing.setHeader('Content-Type', reply.contentType)
  outgoing.writeHead(reply.status, { ...reply.headers }).end(reply.body)
}

async function readBody(incoming: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming) {
    const part: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    bytes += part.length
    if (bytes > REQUEST_BYTES_MAX) return null
    chunks.push(part)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
