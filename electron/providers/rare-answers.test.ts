/*
 * The way out to a provider where the platform or the other end is odd: bodies that are none, bytes that are no
 * text, failures without a name, clocks that are not told.
 */
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Answer } from '../../shared/order/answers'
import { foreignCurrency } from './currency'
import { attempts, createHttp } from './http'
import { JSON_PARTS_MAX, parseJson } from './json'
import { inOurTime } from './provider-clock'

const REQUEST = { url: 'https://provider.example', headers: {}, body: '{}', deadlineMs: 1000 }

afterEach(() => {
  vi.unstubAllEnvs()
})

function post(send: () => Promise<Response>, changes: object = {}) {
  return createHttp(send).post({ ...REQUEST, ...changes })
}

/** A send that fails with this, whatever it is. */
function failing(thrown: unknown) {
  const later = { then: (_: unknown, reject: (why: unknown) => void) => reject(thrown) }
  return () => later as unknown as Promise<Response>
}

describe('a request', () => {
  const nobody = () => Promise.reject(new Error('asked'))

  test('with a key that cannot be sent is a refused key, with another header a wrong set-up', async () => {
    const value = 'a\nb'
    expect(await post(nobody, { headers: { Authorization: value } })).toMatchObject({
      ...{ kind: 'misconfigured', code: 'key-refused' },
    })
    const other = await post(nobody, { headers: { 'X-Shop': value } })
    expect(other).toMatchObject({ kind: 'misconfigured', code: 'wrong-address' })
    expect(JSON.stringify(other)).not.toContain('a\\nb')
  })

  test('is not sent by a computer that believes every certificate', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    expect(await post(nobody)).toMatchObject({ kind: 'misconfigured', code: 'wrong-address' })
  })
})

describe('an answer', () => {
  test('without a body is an empty text', async () => {
    const outcome = await post(() => Promise.resolve(new Response(null, { status: 204 })))
    expect(outcome).toMatchObject({ kind: 'answer', status: 204, text: '' })
  })

  test.each([
    ['in the middle', [0x7b, 0xff, 0x7d]],
    ['at its end', [0x7b, 0xe2, 0x82]],
  ])('that is not UTF-8 %s is malformed', async (_, bytes) => {
    const outcome = await post(() => Promise.resolve(new Response(new Uint8Array(bytes))))
    expect(outcome).toEqual({
      ...{ kind: 'no-answer', code: 'malformed', detail: 'answer is not UTF-8', sent: true },
    })
  })

  test('whose letters come in pieces is read whole', async () => {
    const body = new ReadableStream<Uint8Array>({
      start(pieces) {
        for (const byte of new TextEncoder().encode('"€"')) pieces.enqueue(new Uint8Array([byte]))
        pieces.close()
      },
    })
    const outcome = await post(() => Promise.resolve(new Response(body)))
    expect(outcome).toMatchObject({ kind: 'answer', text: '"€"' })
  })

  test.each([
    [299, 'answer'],
    [300, 'misconfigured'],
    [399, 'misconfigured'],
    [400, 'answer'],
  ])('with status %d is: %s', async (status, kind) => {
    expect((await post(() => Promise.resolve(new Response('{}', { status })))).kind).toBe(kind)
  })
})

describe('a failure', () => {
  test.each([
    ['words', 'unknown failure', 'connection-lost', true],
    [null, 'unknown failure', 'connection-lost', true],
    [new Error('x'), 'unknown failure', 'connection-lost', true],
    [new Error('x', { cause: 'words' }), 'unknown failure', 'connection-lost', true],
    [Object.assign(new Error('x'), { code: 'ECONNRESET' }), 'ECONNRESET', 'connection-lost', true],
    [Object.assign(new Error('x'), { code: 7 }), 'unknown failure', 'connection-lost', true],
    [new Error('x', { cause: { code: 'ECONNREFUSED' } }), 'ECONNREFUSED', 'offline', false],
    [new Error('x', { cause: { code: 'X', syscall: 'connect' } }), 'X', 'offline', false],
    [new Error('x', { cause: { code: 'X', syscall: 'getaddrinfo' } }), 'X', 'offline', false],
    [new Error('x', { cause: { code: 'X', syscall: 'read' } }), 'X', 'connection-lost', true],
  ])('%s is %s: %s', async (thrown, detail, code, sent) => {
    expect(await post(failing(thrown))).toEqual({ kind: 'no-answer', code, detail, sent })
  })
})

describe('attempts', () => {
  type Told = Answer<null, null>
  const TIMEOUT: Told = { status: 'unknown', code: 'timeout', detail: '' }

  test('end where it is no use trying again', async () => {
    const asked: number[] = []
    const waits: number[] = []
    const wait = (ms: number) => {
      waits.push(ms)
      return Promise.resolve()
    }
    const call = (attempt: number) => {
      asked.push(attempt)
      return Promise.resolve(TIMEOUT)
    }
    expect(await attempts(3, () => null, call, wait)).toBe(TIMEOUT)
    expect(asked).toEqual([1])
    expect(await attempts(3, () => 70, call, wait)).toBe(TIMEOUT)
    expect(asked).toEqual([1, 1, 2, 3])
    expect(waits).toEqual([70, 70])
  })
})

describe('JSON of more parts than anyone needs', () => {
  const list = (parts: number) => `[${Array.from({ length: parts }, () => '1').join(',')}]`

  test('is refused, up to then it is read', () => {
    // The list itself is a part, and each comma stands for one.
    expect(parseJson(list(JSON_PARTS_MAX)).ok).toBe(true)
    expect(parseJson(list(JSON_PARTS_MAX + 1))).toEqual({
      ...{ ok: false, error: `more than ${JSON_PARTS_MAX} values` },
    })
  })

  test('a name stands once in its own object; text in a list is no name', () => {
    expect(parseJson('["a","a",{"a":1},{"a":2}]').ok).toBe(true)
    expect(parseJson('{"a":["a","a"],"b":1}').ok).toBe(true)
    expect(parseJson('{"a":[1],"a":1}')).toMatchObject({ ok: false, error: 'a name twice' })
    expect(parseJson('{"b":{"a":1},"a":1,"a":2}')).toMatchObject({ error: 'a name twice' })
    expect(parseJson('}}{"a":1}').ok).toBe(false)
  })
})

describe('a currency in an answer', () => {
  test.each([
    [{ currency: 'EUR' }, 'EUR'],
    [{ currency: 'usd' }, null],
    [{ currency: ' USD' }, ' USD'],
    [{ currency: 'USD ' }, 'USD '],
    [{ currency: 'USD\u202e' }, 'USD\u202e'],
    [{ currency: '' }, ''],
    [{ Currency_Code: 'EUR' }, 'EUR'],
    [{ currencyCode: 'EUR' }, 'EUR'],
    [{ currency: 840 }, null],
    [{ currency: { code: 'x', currency: 'EUR' } }, 'EUR'],
    [{ list: [{ a: 1 }, { currency: 'EUR' }] }, 'EUR'],
    [{ currencies: 'EUR', other: 'EUR' }, null],
    ['EUR', null],
    [null, null],
  ])('%j names %s', (body, foreign) => {
    expect(foreignCurrency(body, 'USD')).toBe(foreign)
  })
})

test('a provider’s moment without its clock is taken as ours', () => {
  expect(inOurTime(5_000, null, 9_000)).toBe(5_000)
  expect(inOurTime(5_000, 1_000, 9_000)).toBe(13_000)
})
