import { createServer, type AddressInfo } from 'node:net'
import { DEFAULT_MIN_VERSION } from 'node:tls'
import { expect, it } from 'vitest'
import { createHttp } from '../../../electron/providers/http'

/** A ServerHello by hand: handshake record, TLS of the given version, AES-128-CBC with SHA. */
function serverHello(minor: number): Buffer {
  const random = Buffer.alloc(32, 7)
  const hello = Buffer.concat([Buffer.from([3, minor]), random, Buffer.from([0, 0x00, 0x2f, 0])])
  const message = Buffer.concat([Buffer.from([2, 0, 0, hello.length]), hello])
  return Buffer.concat([Buffer.from([22, 3, minor, 0, message.length]), message])
}

/** What the client says to a service that speaks no newer version, and what became of the call. */
async function ask(minor: number) {
  const heard: Buffer[] = []
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (bytes: Buffer) => {
      heard.push(bytes)
      if (heard.length === 1) socket.write(serverHello(minor))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const outcome = await createHttp().post({
    url: `https://127.0.0.1:${port}/`,
    headers: { Authorization: 'Bearer secret-of-the-shop' },
    body: '{"secret":1}',
    deadlineMs: 5_000,
  })
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return { outcome, heard }
}

it.each([
  ['SSL 3', 0],
  ['TLS 1.0', 1],
  ['TLS 1.1', 2],
])(
  '[E1] a service that speaks no newer than %s is refused, and nothing is sent to it',
  async (_name, minor) => {
    const { outcome, heard } = await ask(minor)
    expect(outcome.kind).not.toBe('answer')
    // After our greeting at most an alert: fatal, "protocol version".
    const [greeting, ...rest] = heard
    expect(greeting?.[0]).toBe(22)
    for (const record of rest) expect([...record.subarray(0, 1)]).toEqual([21])
    expect(Buffer.concat(heard).includes('secret')).toBe(false)
  },
)

it('[E1] nothing older than TLS 1.2 is spoken by default', () => {
  expect(DEFAULT_MIN_VERSION).toBe('TLSv1.2')
  expect(process.env['NODE_TLS_REJECT_UNAUTHORIZED']).toBeUndefined()
})
