/*
 * What the client makes of answers that no sandbox of ours gives: right in form, odd in what they say. A service
 * of a few lines stands in for the network; bodies are written with the mapping's own names.
 */
import { describe, expect, test } from 'vitest'
import { Bug } from '../../../shared/assert'
import { money } from '../../../shared/money'
import type { Http, HttpOutcome, HttpRequest } from '../http'
import { notOk } from './outcome'
import { createPetzCoupons, type PetzParts, type PetzSettings } from './petz'
import {
  EXAMPLE_REDEEM,
  EXAMPLE_RETURN,
  exampleAuthorize,
  exampleOrder,
  exampleSettings,
  ORDER_REF,
} from './testing/example'
import { DICTIONARY } from './wire/dictionary'
import { PATHS } from './wire/endpoints'
import { SANDBOX_QUIRKS } from './wire/quirks'
import { write } from './wire/shape'

const { authorize, cancel, capture, customer, order, redeem } = DICTIONARY
const LOOK_UP = { phone: '2065550142', customerRef: 'cust-1', orderRef: ORDER_REF }
const RELEASE = { authorizationId: null, orderRef: ORDER_REF, authorize: exampleAuthorize() }
const CAPTURE = { authorizationId: 'A-1', orderRef: ORDER_REF, paidAt: 1_742_492_610_000 }

function answer(status: number, body: object): HttpOutcome {
  const headers = { retryAfterMs: null, date: null, contentType: null }
  return { kind: 'answer', status, headers, text: JSON.stringify(body) }
}

const yes = (body: object = {}) => answer(200, body)
const no = (status: number, code: string) =>
  answer(status, write(DICTIONARY.error, { error: { code, message: 'no' } }))
const SILENCE: HttpOutcome = { kind: 'no-answer', code: 'timeout', detail: '', sent: true }

type Told = Partial<Record<keyof typeof PATHS, readonly HttpOutcome[]>>

/** A register whose service says these things, call by call; what is not listed is a plain yes. */
function shop(told: Told, changes: Partial<PetzSettings> = {}, parts: Partial<PetzParts> = {}) {
  const left = new Map(Object.entries(told).map(([name, all]) => [name, [...all]]))
  const asked: { readonly call: string; readonly request: HttpRequest }[] = []
  const logged: string[] = []
  const http: Http = {
    post: (request) => {
      const found = Object.entries(PATHS).find(([, path]) => request.url.endsWith(path))
      const call = found?.[0] ?? request.url
      asked.push({ call, request })
      return Promise.resolve(left.get(call)?.shift() ?? yes())
    },
  }
  const keep = (_: object, said: string) => logged.push(said)
  const log = { info: keep, warn: keep }
  const till = createPetzCoupons(exampleSettings('http://127.0.0.1', changes), {
    ...{ http, log, now: () => 0, wait: () => Promise.resolve() },
    ...parts,
  })
  const calls = () => asked.map((one) => one.call).filter((call) => call !== 'register')
  return { till, asked, calls, logged }
}

describe('a look-up', () => {
  test.each([
    [404, 'consumer_not_found', { status: 'ok', value: null }],
    [404, 'nobody_knows_this', { status: 'ok', value: null }],
    [404, 'order_closed', { status: 'refused', refused: { code: 'order-closed' } }],
    [400, 'consumer_not_found', { status: 'refused', refused: { code: 'consumer-not-found' } }],
    [400, 'nobody_knows_this', { status: 'refused', refused: { code: 'request-invalid' } }],
    [422, 'nobody_knows_this', { status: 'refused', refused: { code: 'coupon-request-refused' } }],
    [408, 'nobody_knows_this', { status: 'unknown', code: 'timeout' }],
    [409, 'nobody_knows_this', { status: 'unknown', code: 'timeout' }],
    [409, 'order_closed', { status: 'refused', refused: { code: 'order-closed' } }],
    [401, 'unauthenticated', { status: 'misconfigured', code: 'key-refused' }],
    [403, 'account_inactive', { status: 'misconfigured', code: 'account-inactive' }],
    [405, 'nobody_knows_this', { status: 'misconfigured', code: 'wrong-address' }],
    [429, 'rate_limited', { status: 'unknown', code: 'rate-limited' }],
    [500, 'server_error', { status: 'unknown', code: 'server-error' }],
  ])('that is answered %d %s', async (status, code, expected) => {
    const reply = no(status, code)
    const { till } = shop({ customer: [reply, reply] })
    expect(await till.lookUp(LOOK_UP)).toMatchObject(expected)
  })

  test('whose consumer cannot be read tells nothing', async () => {
    const { till } = shop({ customer: [yes(write(customer.answer, { consumerId: {} }))] })
    expect(await till.lookUp(LOOK_UP)).toMatchObject({ status: 'unknown', code: 'malformed' })
  })

  test('without a wallet finds a consumer without coupons', async () => {
    const { till } = shop({ customer: [yes(write(customer.answer, { consumerId: 880_412 }))] })
    expect(await till.lookUp(LOOK_UP)).toEqual({
      status: 'ok',
      value: { consumerId: '880412', coupons: [] },
    })
  })

  test('is not asked a second time when the wait has used up the cashier’s', async () => {
    let now = 0
    const wait = () => {
      now += 60_000
      return Promise.resolve()
    }
    const { till, calls } = shop({ customer: [SILENCE] }, {}, { now: () => now, wait })
    expect(await till.lookUp(LOOK_UP)).toMatchObject({ status: 'unknown', code: 'timeout' })
    expect(calls()).toEqual(['customer'])
  })
})

describe('a service that does not know this register', () => {
  const LOST = no(404, 'location_not_found')

  test('is told of the place by the register’s name where the shop has none, in this computer’s time', async () => {
    const settings = exampleSettings('http://127.0.0.1')
    const { storeName: _, timeZone: __, ...bare } = settings
    const asked: HttpRequest[] = []
    const replies = [LOST, yes(), yes(), yes(write(customer.answer, { consumerId: '1' }))]
    const http: Http = {
      post: (request) => {
        asked.push(request)
        return Promise.resolve(replies.shift() ?? yes())
      },
    }
    const log = { info: () => undefined, warn: () => undefined }
    const till = createPetzCoupons(bare, {
      ...{ http, log, now: () => 0, wait: () => Promise.resolve() },
    })
    expect(await till.lookUp(LOOK_UP)).toMatchObject({ status: 'ok', value: { consumerId: '1' } })
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    const place = asked[1]?.body ?? ''
    expect(place).toContain(`"${settings.deviceName}"`)
    expect(place).toContain(`"${timeZone}"`)
    expect(asked).toHaveLength(4)
  })

  test('and cannot be told of the place answers nothing', async () => {
    const { till, calls } = shop({ register: [LOST], location: [SILENCE] })
    const { status } = await till.report({ status: 'open', order: exampleOrder() })
    expect(status).toBe('unknown')
    expect(calls()).toEqual(['location'])
  })

  test('is asked all the same when it refuses the register, and that is noted', async () => {
    const { till, calls, logged } = shop({ register: [no(400, 'invalid_request')] })
    expect(await till.report({ status: 'open', order: exampleOrder() })).toMatchObject({
      status: 'ok',
    })
    expect(calls()).toEqual(['order'])
    expect(logged).toEqual([
      'the coupon service did not say yes',
      'the coupon service refused this register',
      'the coupon service said yes',
    ])
  })

  test('and has lost the order is not asked again where the order cannot be told', async () => {
    const { till, calls } = shop({ capture: [no(404, 'order_not_found')], order: [SILENCE] })
    expect(await till.capture(CAPTURE)).toMatchObject({ status: 'unknown', code: 'timeout' })
    expect(calls()).toEqual(['capture', 'order'])
  })
})

describe('a release whose hold nobody knows', () => {
  test.each([
    ['was refused: nothing is held', no(400, 'consumer_not_found'), { status: 'ok' }],
    [
      'went under the key of another question: a person has to look',
      no(409, 'idempotency_conflict'),
      { status: 'refused', refused: { code: 'idempotency-conflict' } },
    ],
    ['is not answered', SILENCE, { status: 'unknown', code: 'timeout' }],
    [
      'held nothing',
      yes(write(authorize.answer, { authorizationId: null, status: 'none', orderRef: ORDER_REF })),
      { status: 'ok' },
    ],
    [
      'says nothing of an authorization',
      yes(write(authorize.answer, { orderRef: ORDER_REF })),
      { status: 'unknown', code: 'malformed' },
    ],
    [
      'is about another order',
      yes(write(authorize.answer, { authorizationId: 'A-1', orderRef: 'another' })),
      { status: 'unknown', code: 'malformed' },
    ],
  ])('%s', async (_, reply, expected) => {
    const { till, calls } = shop({ authorize: [reply] })
    expect(await till.release(RELEASE)).toMatchObject(expected)
    expect(calls()).toEqual(['authorize'])
  })

  test('lets go of what it learns, once', async () => {
    const told = { authorizationId: 'A-7', status: 'authorized', orderRef: ORDER_REF }
    const gone = yes(write(cancel.answer, { authorizationId: 'A-7', status: 'released' }))
    const { till, asked, calls } = shop({
      authorize: [yes(write(authorize.answer, told))],
      cancel: [gone],
    })
    expect(await till.release(RELEASE)).toMatchObject({ status: 'ok' })
    expect(calls()).toEqual(['authorize', 'cancel'])
    expect(asked.at(-1)?.request.body).toContain('A-7')
  })
})

describe('an authorization whose lines travel with the order', () => {
  const quirks = { ...SANDBOX_QUIRKS, linesIn: 'order' } as const

  test('is not asked for where the lines could not be told', async () => {
    const { till, calls } = shop({ order: [SILENCE] }, { quirks })
    expect(await till.authorize(exampleAuthorize())).toMatchObject({ status: 'unknown' })
    expect(calls()).toEqual(['order'])
  })

  test('is asked for once they are', async () => {
    const { till, calls } = shop({}, { quirks })
    await till.authorize(exampleAuthorize())
    expect(calls().slice(0, 2)).toEqual(['order', 'authorize'])
  })
})

describe('what was used', () => {
  const redeemed = (body: Parameters<typeof write<typeof redeem.answer>>[1]) =>
    yes(write(redeem.answer, body))

  test.each([
    ['without a word of it is done', redeemed({}), { status: 'ok' }],
    ['as asked is done', redeemed({ couponId: '70311', status: 'redeemed' }), { status: 'ok' }],
    ['in another status is not known', redeemed({ status: 'captured' }), { status: 'unknown' }],
    ['for another coupon is not known', redeemed({ couponId: '9' }), { status: 'unknown' }],
    [
      'for a coupon nobody can read is not known',
      redeemed({ couponId: {} }),
      { status: 'unknown' },
    ],
  ])('%s', async (_, reply, expected) => {
    const { till } = shop({ redeem: [reply] })
    expect(await till.redeem(EXAMPLE_REDEEM)).toMatchObject(expected)
  })

  test.each([
    [EXAMPLE_REDEEM.redemptionRef, { status: 'ok' }],
    ['another', { status: 'refused', refused: { code: 'coupon-already-redeemed' } }],
  ])('before, by %s', async (redemptionRef, expected) => {
    const fields = { [redeem.request.redemptionRef]: redemptionRef }
    const error = { code: 'coupon_already_redeemed', message: 'used', fields }
    const { till } = shop({ redeem: [answer(409, write(DICTIONARY.error, { error }))] })
    expect(await till.redeem(EXAMPLE_REDEEM)).toMatchObject(expected)
  })

  test.each([
    ['USD', 'ok'],
    ['usd', 'ok'],
    [' USD', 'unknown'],
    ['EUR', 'unknown'],
  ])('and given back in the currency %j is %s', async (currency, status) => {
    const { couponId } = EXAMPLE_RETURN
    const body = write(DICTIONARY.giveBack.answer, { couponId, status: 'returned' })
    const { till } = shop({ giveBack: [yes({ ...body, currency })] }, { currency: 'USD' })
    expect((await till.giveBack(EXAMPLE_RETURN)).status).toBe(status)
  })

  test('and given back in another status is not known', async () => {
    const { till } = shop({ giveBack: [redeemed({ status: 'redeemed' })] })
    expect(await till.giveBack(EXAMPLE_RETURN)).toMatchObject({ status: 'unknown' })
  })
})

describe('an answer about another', () => {
  test('order is not used', async () => {
    const { till, logged } = shop({ order: [yes(write(order.answer, { orderRef: 'another' }))] })
    expect(await till.report({ status: 'open', order: exampleOrder() })).toMatchObject({
      status: 'unknown',
      code: 'malformed',
    })
    expect(logged.join()).toContain('security')
  })

  test('coupon is not a capture of ours', async () => {
    const coupons = [{ couponId: '1', title: 'One', amount: money(500), uses: 1, lines: [] }]
    const told = (couponId: string, value: unknown) =>
      shop({ capture: [yes(write(capture.answer, { coupons: [{ couponId, value }] }))] }).till
    const differs = { status: 'refused', refused: { code: 'capture-differs' } }
    expect(await told('2', '5.00').capture({ ...CAPTURE, coupons })).toMatchObject(differs)
    expect(await told('1', '5.01').capture({ ...CAPTURE, coupons })).toMatchObject(differs)
    expect(await told('1', null).capture({ ...CAPTURE, coupons })).toMatchObject({ status: 'ok' })
    expect(await told('1', '5.00').capture({ ...CAPTURE, coupons })).toMatchObject({ status: 'ok' })
    expect(await told('2', '5.00').capture(CAPTURE)).toMatchObject({ status: 'ok' })
  })
})

test('a no of a missing page is a wrong address, and a reply of no kind stops the till', () => {
  const error = { ...{ code: 'unknown', detail: 'x', structured: true }, redemptionRef: null }
  expect(notOk({ kind: 'no', status: 404, error: { ...error, orderRef: null } as never })).toEqual({
    ...{ status: 'misconfigured', code: 'wrong-address', detail: 'x' },
  })
  expect(() => notOk({ kind: 'odd' } as never)).toThrow(Bug)
})
