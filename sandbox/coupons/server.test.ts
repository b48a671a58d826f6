import { afterAll, beforeAll, expect, test } from 'vitest'
import { DICTIONARY } from '../../electron/providers/coupons/wire/dictionary'
import { PATHS } from '../../electron/providers/coupons/wire/endpoints'
import { write } from '../../electron/providers/coupons/wire/shape'
import { SANDBOX_PARTNER_KEY, startCouponsSandbox, type CouponsSandbox } from './server'

const KEY = 'test-account-key'

let sandbox: CouponsSandbox
beforeAll(async () => {
  sandbox = await startCouponsSandbox({ accountKey: KEY, latencyMs: 0 })
})
afterAll(() => sandbox.close())

async function ask(path: string, body: unknown, init: RequestInit = {}) {
  const response = await fetch(sandbox.baseUrl + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'x-request-id': 'r-1' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  })
  return { status: response.status, text: await response.text(), headers: response.headers }
}

test('a path without its slash is unknown, and the answer names the slash', async () => {
  const answer = await ask(PATHS.order.slice(0, -1), {})
  expect(answer.status).toBe(404)
  expect(answer.text).toContain('slash')
})

test('other methods, other bodies, unknown fields and wrong keys are refused', async () => {
  const get = { method: 'GET', body: null }
  expect((await ask(PATHS.order, '', get)).status).toBe(405)
  expect((await ask(PATHS.order, 'not json')).status).toBe(400)
  expect((await ask(PATHS.order, { surprise: 1 })).text).toContain('surprise')
  const partner = { headers: { authorization: `Bearer ${SANDBOX_PARTNER_KEY}` } }
  expect((await ask(PATHS.order, {}, partner)).status).toBe(401)
  expect((await ask(PATHS.account, {})).status).toBe(401)
  expect((await ask(PATHS.order, {}, { headers: {} })).status).toBe(401)
})

test('the request id comes back', async () => {
  expect((await ask(PATHS.order, {})).headers.get('x-request-id')).toBe('r-1')
})

test('1,203 products in three requests, one of them bad; 501 at once are too many', async () => {
  const { request, answer } = DICTIONARY.products
  const products = Array.from({ length: 1203 }, (_, at) => ({
    productRef: `p-${at}`,
    name: at === 700 ? '' : `Product ${at}`,
    identifiers: [{ type: 'upc', value: String(at).padStart(12, '0') }],
  }))
  const send = (rows: typeof products) => ask(PATHS.products, write(request, { products: rows }))
  const accepted = []
  for (const [from, to] of [
    [0, 500],
    [500, 1000],
    [1000, 1203],
  ] as const) {
    const told: unknown = JSON.parse((await send(products.slice(from, to))).text)
    accepted.push(Object(told)[answer.accepted])
  }
  expect(accepted).toEqual([500, 499, 203])
  expect(sandbox.state.products).toHaveLength(5 + 1202)
  expect((await send(products.slice(0, 501))).status).toBe(400)
})

test('a beginning may be set, and the offers run from there', async () => {
  const startsAt = Date.parse('2025-03-20T17:30:00Z')
  const old = await startCouponsSandbox({ accountKey: KEY, startsAt, latencyMs: 0 })
  expect(old.state.now - startsAt).toBeLessThan(60_000)
  await old.close()
})
