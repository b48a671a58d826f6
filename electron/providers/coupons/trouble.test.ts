/*
 * The service slow, silent, broken or forgetful, and a set-up that cannot work, over real HTTP.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createHttp, type Http } from '../http'
import {
  EXAMPLE_LINES,
  EXAMPLE_REDEEM,
  EXAMPLE_RETURN,
  exampleAuthorize,
  exampleOrder,
  ORDER_REF,
} from './testing/example'
import { openShop, type Shop } from './testing/shop'

const [DRY, , TOY] = EXAMPLE_LINES
const OK = { status: 'ok', value: null }
const CAPTURE = { authorizationId: 'A-31907', orderRef: ORDER_REF, paidAt: 1_742_492_610_000 }

let shop: Shop
beforeEach(async () => {
  shop = await openShop({ timeoutMs: 400 })
})
afterEach(() => shop.close())

function lookUp(phone: string) {
  return shop.till.lookUp({ phone, customerRef: 'cust-1', orderRef: ORDER_REF })
}

function uses(couponId: string) {
  const holding = shop.sandbox.state.holdings.find((entry) => entry.couponId === couponId)
  return [holding?.usesLeft, holding?.usesUsed]
}

const holds = () =>
  shop.sandbox.state.authorizations.filter(({ orderRef }) => orderRef === ORDER_REF)
const fault = (endpoint: string, kind: string, count = 1) =>
  shop.control('fault', { endpoint, kind, count })

describe('a service in trouble', () => {
  test('a slow answer is asked for again under the same key, and held once', async () => {
    await shop.till.report({ status: 'open', order: exampleOrder() })
    await fault('auth/create', 'delay:600')
    expect(await shop.till.authorize(exampleAuthorize())).toMatchObject({
      value: { authorizationId: 'A-31907' },
    })
    expect(holds()).toHaveLength(1)
  })

  test.each([
    ['auth/create', () => shop.till.authorize(exampleAuthorize())],
    ['customer/set', () => lookUp('2065550142')],
  ])('an answer of %s lost after its effect is asked for again', async (endpoint, call) => {
    await shop.till.report({ status: 'open', order: exampleOrder() })
    await fault(endpoint, 'drop_after_commit')
    expect(await call()).toMatchObject({ status: 'ok' })
    expect(holds().length).toBeLessThanOrEqual(1)
  })

  test('capture, redeem, return and release have one effect when their answers are lost', async () => {
    await shop.till.authorize(exampleAuthorize())
    const calls = {
      'auth/capture': () => shop.till.capture(CAPTURE),
      'coupon/redeem': () => shop.till.redeem(EXAMPLE_REDEEM),
      'coupon/return': () => shop.till.giveBack(EXAMPLE_RETURN),
    }
    for (const [endpoint, call] of Object.entries(calls)) {
      await fault(endpoint, 'drop_after_commit')
      expect(await call()).toMatchObject({ status: 'unknown', code: 'connection-lost' })
      expect(await call()).toMatchObject({ status: 'ok' })
    }
    expect([uses('70455'), uses('70460'), uses('70311')]).toEqual([
      [1, 0],
      [0, 1],
      [0, 1],
    ])
  })

  test.each([
    ['down', 'connection-lost'],
    ['status:503', 'server-error'],
    ['html500', 'server-error'],
    ['bad_json', 'malformed'],
  ])('%s twice is unknown (%s)', async (kind, code) => {
    await shop.till.report({ status: 'open', order: exampleOrder() })
    await fault('*', kind, 2)
    expect(await shop.till.authorize(exampleAuthorize())).toMatchObject({ status: 'unknown', code })
    expect(shop.till.health()).toMatchObject({ state: 'not-answering', code })
  })

  test('nobody listening is offline', async () => {
    await shop.close()
    expect(await shop.till.authorize(exampleAuthorize())).toMatchObject({
      status: 'unknown',
      code: 'offline',
    })
  })

  test('too many requests: waits as long as it is told, then succeeds', async () => {
    await shop.close()
    shop = await openShop({ timeoutMs: 5000 })
    await fault('auth/create', 'status:429')
    expect(await shop.till.authorize(exampleAuthorize())).toMatchObject({ status: 'ok' })
    expect(shop.waits[0]).toBeGreaterThanOrEqual(2000)
  })

  test('too many requests without time to wait is unknown', async () => {
    await fault('auth/create', 'status:429')
    expect(await shop.till.authorize(exampleAuthorize())).toMatchObject({ code: 'rate-limited' })
    expect(shop.waits).toEqual([])
  })

  test('a wrong key is a matter of the set-up', async () => {
    const till = shop.register({ accountKey: 'wrong' })
    expect(await till.report({ status: 'open', order: exampleOrder() })).toMatchObject({
      status: 'misconfigured',
      code: 'key-refused',
    })
    expect(till.health().state).toBe('misconfigured')
  })

  test('a suspended account is a matter of the set-up', async () => {
    await shop.control('activate', { status: 'suspended' })
    expect(await lookUp('2065550142')).toMatchObject({ code: 'account-inactive' })
  })

  test('a wrong address is a matter of the set-up', async () => {
    const till = shop.register({ baseUrl: `${shop.sandbox.baseUrl}/elsewhere` })
    expect(
      await till.lookUp({ phone: '2065550142', customerRef: 'c', orderRef: 'o' }),
    ).toMatchObject({
      status: 'misconfigured',
      code: 'wrong-address',
    })
  })

  test('a coupon on a line nobody has: unusable, and the hold is let go', async () => {
    await shop.till.report({ status: 'open', order: exampleOrder() })
    await fault('auth/create', 'unknown_line')
    expect(await shop.till.authorize(exampleAuthorize())).toMatchObject({
      status: 'unknown',
      code: 'malformed',
    })
    expect(holds()).toMatchObject([{ status: 'released' }])
  })

  test('a coupon worth more than its line is cut to it', async () => {
    await shop.till.report({ status: 'open', order: exampleOrder() })
    await fault('auth/create', 'overvalue')
    expect(await shop.till.authorize(exampleAuthorize())).toMatchObject({
      value: { coupons: [{ couponId: '70455', amount: 5899 }, {}], cut: ['70455'] },
    })
  })

  test('the same key with another content is refused', async () => {
    await shop.till.authorize(exampleAuthorize())
    const other = exampleAuthorize({ order: exampleOrder({ lines: [DRY, TOY] }) })
    expect(await shop.till.authorize(other)).toMatchObject({
      refused: { code: 'idempotency-conflict' },
    })
  })

  test.each([
    ['as long as it took', 40, 40],
    ['no time at all, where the clock was set back meanwhile', -40, 0],
  ])('an answer takes %s', async (_, stepMs, ms) => {
    let now = 1_000_000
    const { post } = createHttp()
    const slow: Http = {
      post: async (request) => {
        const outcome = await post(request)
        now += stepMs
        return outcome
      },
    }
    const till = shop.register({}, { now: () => now, http: slow })
    expect(await till.report({ status: 'open', order: exampleOrder() })).toEqual(OK)
    expect(till.health().lastAnswerMs).toBe(ms)
  })

  test('five failures in a row: nothing is sent for a while, one probe ends it', async () => {
    let now = Date.now()
    const till = shop.register({}, { now: () => now })
    const report = () => till.report({ status: 'open', order: exampleOrder() })
    await fault('*', 'status:503', 5)
    for (let count = 0; count < 5; count += 1) await report()
    const sent = shop.paths().length
    expect(await report()).toMatchObject({ status: 'unknown', code: 'offline' })
    const look = { phone: '2065550142', customerRef: 'c', orderRef: 'o' }
    expect(await till.lookUp(look)).toMatchObject({ status: 'unknown', code: 'offline' })
    expect(shop.paths()).toHaveLength(sent)
    now += 60_000
    expect(await report()).toEqual(OK)
    expect(till.health().state).toBe('ready')
  })
})

describe('what the service has lost', () => {
  test('an unknown register and its location are told, then the call is repeated', async () => {
    const till = shop.register({ deviceRef: 'till-9', locationRef: 'oak-02' })
    expect(await till.report({ status: 'open', order: exampleOrder() })).toEqual(OK)
    expect(shop.paths()).toEqual(['register/set', 'location/set', 'register/set', 'order/set'])
  })

  test('a register that disappears meanwhile is told again', async () => {
    const till = shop.register({ deviceRef: 'till-9' })
    await till.report({ status: 'open', order: exampleOrder() })
    await shop.control('reset')
    expect(await till.report({ status: 'open', order: exampleOrder() })).toEqual(OK)
    expect(shop.paths()).toEqual(['order/set', 'register/set', 'order/set'])
  })

  test('an unknown order is told, then the authorization is repeated', async () => {
    expect(await shop.till.authorize(exampleAuthorize())).toMatchObject({ status: 'ok' })
    expect(shop.paths()).toEqual(['register/set', 'auth/create', 'order/set', 'auth/create'])
  })
})

test.each(['down', 'drop_after_commit', 'status:503', 'status:429', 'html500', 'bad_json'])(
  'with %s once on every call of a sale, repeating ends it with every coupon used once',
  async (kind) => {
    const order = exampleOrder()
    const calls: readonly (readonly [string, () => Promise<{ readonly status: string }>])[] = [
      ['order/set', () => shop.till.report({ status: 'open', order })],
      ['customer/set', () => lookUp('2065550142')],
      ['auth/create', () => shop.till.authorize(exampleAuthorize())],
      ['auth/capture', () => shop.till.capture(CAPTURE)],
      ['coupon/redeem', () => shop.till.redeem(EXAMPLE_REDEEM)],
      ['order/set', () => shop.till.report({ status: 'completed', order })],
      ['coupon/return', () => shop.till.giveBack(EXAMPLE_RETURN)],
    ]
    for (const [endpoint, call] of calls) {
      await fault(endpoint, kind)
      const first = await call()
      const last = first.status === 'ok' ? first : await call()
      expect(last.status, endpoint).toBe('ok')
    }
    expect([uses('70455'), uses('70460'), uses('70311')]).toEqual([
      [1, 0],
      [0, 1],
      [0, 1],
    ])
    expect(shop.sandbox.state.orders).toMatchObject([{ status: 'completed' }])
  },
)
