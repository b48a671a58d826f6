import { createServer, type RequestListener } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { Answer } from '../../shared/order/answers'
import { addressTrouble, attempts, createHttp, RESPONSE_BYTES_MAX, type HttpOutcome } from './http'
import { JSON_DEPTH_MAX, parseJson } from './json'

type TestAnswer = Answer<null, null>
const YES: TestAnswer = { status: 'ok', value: null }
const NO: TestAnswer = { status: 'refused', refused: null }
const TIMEOUT: TestAnswer = { status: 'unknown', code: 'timeout', detail: '' }
const OFFLINE: TestAnswer = { status: 'unknown', code: 'offline', detail: '' }
const WRONG_KEY: TestAnswer = { status: 'misconfigured', code: 'key-refused', detail: '' }

const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

test('an answer comes back with its status, text and the headers that matter', async () => {
  const seen: string[] = []
  const url = await listen((request, response) => {
    seen.push(
      `${request.method} ${String(request.headers['x-test'])} ${String(request.headers.cookie)}`,
    )
    response.setHeader('Retry-After', '7')
    response.setHeader('Set-Cookie', 'a=b')
    response.writeHead(429, { 'Content-Type': 'text/plain' }).end('später')
  })
  const outcome = await post(url)
  expect(outcome).toMatchObject({
    kind: 'answer',
    status: 429,
    text: 'später',
    headers: { retryAfterMs: 7000, contentType: 'text/plain' },
  })
  await post(url)
  expect(seen).toEqual(['POST 1 undefined', 'POST 1 undefined'])
})

test('connections are kept alive between requests', async () => {
  const ports = new Set<number | undefined>()
  const url = await listen((request, response) => {
    ports.add(request.socket.remotePort)
    response.end('{}')
  })
  const http = createHttp()
  for (let turn = 0; turn < 3; turn += 1) {
    await http.post({ url, headers: {}, body: '{}', deadlineMs: 2000 })
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(ports.size).toBe(1)
})

test('a date in Retry-After is read against the clock of the server', async () => {
  const url = await listen((_, response) => {
    response.setHeader('Date', 'Sat, 14 Mar 2026 18:00:00 GMT')
    response.setHeader('Retry-After', 'Sat, 14 Mar 2026 18:00:30 GMT')
    response.writeHead(503).end()
  })
  expect(await post(url)).toMatchObject({ headers: { retryAfterMs: 30_000 } })
})

test('silence ends at the deadline', async () => {
  const url = await listen(() => undefined)
  expect(await post(url, 60)).toMatchObject({ kind: 'no-answer', code: 'timeout', sent: true })
})

test('a body that never ends is cut at the deadline', async () => {
  const url = await listen((_, response) => {
    response.writeHead(200)
    response.write('{"a":')
  })
  expect(await post(url, 80)).toMatchObject({ kind: 'no-answer', code: 'timeout', sent: true })
})

test('a connection closed without an answer may have been heard', async () => {
  const url = await listen((request) => request.socket.destroy())
  expect(await post(url)).toMatchObject({ code: 'connection-lost', sent: true })
})

test('a body cut short is a lost connection, not an answer', async () => {
  const url = await listen((request, response) => {
    response.writeHead(200, { 'Content-Length': '100' })
    response.write('{"half":', () => request.socket.destroy())
  })
  expect(await post(url)).toMatchObject({ code: 'connection-lost', sent: true })
})

test('a port where nobody listens was certainly not reached', async () => {
  const server = createTcpServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await new Promise((resolve) => server.close(resolve))
  expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ code: 'offline', sent: false })
})

test('a redirect is a wrong address and is not followed', async () => {
  const paths: (string | undefined)[] = []
  const url = await listen((request, response) => {
    paths.push(request.url)
    response.writeHead(307, { Location: '/elsewhere' }).end()
  })
  expect(await post(url)).toMatchObject({ kind: 'misconfigured', code: 'wrong-address' })
  expect(paths).toEqual(['/'])
})

test('an answer beyond the size limit is not kept', async () => {
  const url = await listen((_, response) => response.end('x'.repeat(RESPONSE_BYTES_MAX + 1)))
  expect(await post(url)).toMatchObject({ kind: 'no-answer', code: 'malformed', sent: true })
  const whole = await listen((_, response) => response.end('x'.repeat(RESPONSE_BYTES_MAX)))
  expect(await post(whole)).toMatchObject({ kind: 'answer', status: 200 })
})

test.each([
  ['https://promotions.example.net/v1', null],
  ['http://127.0.0.1:4510/promotion', null],
  ['http://127.9.0.1/', null],
  ['http://localhost:4510/promotion', null],
  ['http://[::1]:4510/promotion', null],
  [
    'http://promotions.example.net/v1',
    'must begin with https://, plain http is for this machine only',
  ],
  [
    'http://127.0.0.1.example.net/',
    'must begin with https://, plain http is for this machine only',
  ],
  ['https://user:secret@promotions.example.net/', 'must hold no user name or password'],
  ['ftp://promotions.example.net/', 'must begin with https://'],
  ['promotions', 'not an address'],
])('address %s: %s', (address, trouble) => {
  expect(addressTrouble(address)).toBe(trouble)
})

test('plain http to another machine is never sent', async () => {
  const http = createHttp(() => {
    throw new Error('sent')
  })
  const request = { url: 'http://192.0.2.1/', headers: {}, body: '', deadlineMs: 100 }
  expect(await http.post(request)).toMatchObject({ kind: 'misconfigured', code: 'wrong-address' })
})

test('a key that cannot be a header is refused without being quoted', async () => {
  const url = await listen((_, response) => response.end())
  const headers = { Authorization: 'secret\nkey' }
  const outcome = await createHttp().post({ url, headers, body: '', deadlineMs: 500 })
  expect(outcome).toMatchObject({ kind: 'misconfigured', code: 'key-refused' })
  expect(JSON.stringify(outcome)).not.toContain('secret')
})

test('only an unknown outcome is tried again, with the gap between', async () => {
  const waits: number[] = []
  const wait = (ms: number) => {
    waits.push(ms)
    return Promise.resolve()
  }
  const tried = (ends: readonly TestAnswer[], gap: number | (() => number)) =>
    attempts(3, gap, (attempt) => Promise.resolve(ends[attempt - 1] ?? YES), wait)
  expect(await tried([TIMEOUT, YES], 250)).toEqual(YES)
  expect(await tried([NO, YES], 250)).toEqual(NO)
  expect(await tried([TIMEOUT, TIMEOUT, TIMEOUT, YES], () => 9)).toEqual(TIMEOUT)
  expect(waits).toEqual([250, 9, 9])
})

test('an attempt that may have been heard is not forgotten when a later one reaches nobody', async () => {
  const wait = () => Promise.resolve()
  const tried = (...ends: readonly TestAnswer[]) =>
    attempts(ends.length, 1, (attempt) => Promise.resolve(ends[attempt - 1] ?? YES), wait)
  expect(await tried(TIMEOUT, OFFLINE)).toEqual(TIMEOUT)
  expect(await tried(TIMEOUT, WRONG_KEY)).toEqual(TIMEOUT)
  expect(await tried(OFFLINE, TIMEOUT, OFFLINE)).toEqual(TIMEOUT)
  expect(await tried(OFFLINE, OFFLINE)).toEqual(OFFLINE)
  expect(await tried(OFFLINE, WRONG_KEY)).toEqual(WRONG_KEY)
  expect(await tried(TIMEOUT, NO)).toEqual(NO)
})

test('JSON is read down to a limit and without prototype keys', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
  expect(parseJson(nested(JSON_DEPTH_MAX)).ok).toBe(true)
  expect(parseJson(nested(JSON_DEPTH_MAX + 1)).ok).toBe(false)
  expect(parseJson('["[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\"[[["]').ok).toBe(true)
  expect(parseJson('{"__proto__":{"amount":1},"a":2}')).toEqual({ ok: true, value: { a: 2 } })
  expect(parseJson('')).toEqual({ ok: false, error: 'empty body' })
  expect(parseJson('<html>')).toEqual({ ok: false, error: 'not JSON' })
})

test.each([
  ['{"a":1,"a":1}', false],
  ['{"a":1,"\\u0061":2}', false],
  ['{"b":[{"c":1},{"c":1,"d":{"a":1,"a":2}}]}', false],
  ['{"__proto__":1,"__proto__":2}', false],
  ['{"1":1,"2":2,"1":3}', false],
  ['{"a":{"a":[{"a":1},{"a":"a\\":{"}]},"b":"a"}', true],
  ['{"__proto__":{"__proto__":{"a":1}},"a":{}}', true],
  ['["a","a",{"":1," ":{}}]', true],
])('a name twice in one object is refused, in two objects it is not: %s', (text, isOk) => {
  expect(parseJson(text).ok).toBe(isOk)
})

function post(url: string, deadlineMs = 2000): Promise<HttpOutcome> {
  return createHttp().post({ url, headers: { 'X-Test': '1' }, body: '{}', deadlineMs })
}

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    request.resume()
    listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`
}
