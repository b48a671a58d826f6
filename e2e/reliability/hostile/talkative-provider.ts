import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A provider that refuses everything and repeats, in its sentence, more than it should. */
export type TalkativeProvider = {
  readonly url: string
  /** How often it was asked, and with which keys. */
  readonly asked: { readonly keys: string[]; count: number }
  close(): Promise<void>
}

/** Starts it on a port of its own. `words`: what every answer says. */
export async function talkativeProvider(words: string): Promise<TalkativeProvider> {
  const asked = { keys: [] as string[], count: 0 }
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      asked.count += 1
      asked.keys.push(request.headers.authorization ?? '')
      const said = `${words} ${request.headers.authorization ?? ''} ${body.slice(0, 40)}`
      const entry = {
        errorType: `OTHER ${words}`.slice(0, 5),
        userErrorMessage: said,
        developerErrorMessage: said,
        error: { code: 'invalid_request', message: said },
      }
      response.writeHead(400, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify({ ...entry, errors: [entry] }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}
