/*
 * The service's documented examples, held against both sides: what the client writes, what it reads, and
 * what the sandbox answers. A wire name changed by accident breaks this; one changed on purpose means editing
 * the mapping module and the fixtures.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  SANDBOX_PARTNER_KEY,
  startCouponsSandbox,
  type CouponsSandbox,
} from '../../../sandbox/coupons/server'
import {
  EXAMPLE_REDEEM,
  EXAMPLE_RETURN,
  exampleAuthorize,
  exampleOrder,
  exampleSettings,
  ORDER_REF,
} from './testing/example'
import { plausibleGrant } from './plausible'
import { readAuthorization, readCustomer, readSettled, readUse } from './wire/answers'
import { DICTIONARY } from './wire/dictionary'
import { PATHS, type Endpoint } from './wire/endpoints'
import { readError } from './wire/errors'
import { QUIRKS } from './wire/quirks'
import { requestsOf, type Wire } from './wire/requests'
import { strangers, type Shape } from './wire/shape'

const FOLDER = join(import.meta.dirname, 'fixtures')
const WIRE: Wire = { dictionary: DICTIONARY, quirks: QUIRKS, currencyExponent: 2 }

function fixture(name: string): Record<string, unknown> {
  const value: Record<string, unknown> = JSON.parse(
    readFileSync(join(FOLDER, `${name}.json`), 'utf8'),
  )
  return value
}

describe('what the client writes', () => {
  const requests = requestsOf(WIRE, 'till-2')
  const lookUp = { phone: '(206) 555-0142', customerRef: 'cust-7781', orderRef: ORDER_REF }
  const paidAt = Date.parse('2025-03-20T17:43:30Z')

  test('look-up, capture, release, redeem and register are the examples', () => {
    expect(requests.customer(lookUp)).toEqual(fixture('customer.request'))
    const capture = { authorizationId: 'A-31907', orderRef: ORDER_REF, paidAt }
    expect(requests.capture(capture)).toEqual(fixture('capture.request'))
    expect(requests.cancel('A-31907', ORDER_REF)).toEqual(fixture('cancel.request'))
    expect(requests.redeem(EXAMPLE_REDEEM)).toEqual(fixture('redeem.request'))
    expect(requests.register('Front counter 2', 'pine-01')).toEqual(fixture('register.request'))
    const zone = 'America/Los_Angeles'
    const shop = { locationRef: 'pine-01', name: 'Paws on Pine', timeZone: zone }
    expect(requests.location(shop)).toEqual(fixture('location.request'))
  })

  test('a return at another register is the example', () => {
    const other = requestsOf(WIRE, 'till-1')
    expect(other.giveBack(EXAMPLE_RETURN)).toEqual(fixture('give-back.request'))
  })

  test('an authorization is the example, with the names of the lines beside', () => {
    const body = JSON.parse(JSON.stringify(requests.authorize(exampleAuthorize())))
    for (const line of body.lines) delete line.name
    expect(body).toEqual(fixture('authorize.request'))
  })

  test('order messages are the examples; a completed one says all of it', () => {
    const order = exampleOrder()
    expect(requests.order({ status: 'open', order })).toEqual(fixture('order-open.request'))
    const completed = requests.order({ status: 'completed', order })
    expect(completed).toMatchObject(fixture('order-completed.request'))
    expect(completed).toHaveProperty('lines.length', 3)
  })
})

describe('what the client reads', () => {
  test('the wallet', () => {
    const { match, walletUrl } = readCustomer(WIRE, fixture('customer.answer'))
    expect(walletUrl).toBe('https://sandbox.petz.example/wallet/w-2b9d')
    expect(match?.consumerId).toBe('880412')
    expect(match?.coupons).toMatchObject([
      { couponId: '70311', kind: 'store-promotion', value: { kind: 'percent', ratePpm: 200_000 } },
      {
        couponId: '70455',
        kind: 'coupon',
        gtins: ['00400001102312'],
        value: { kind: 'amount', amount: 500 },
        expiresOn: '2025-03-26',
      },
      { couponId: '70460', value: { kind: 'free-item', pieces: 1 }, minPieces: 6, usesLeft: 1 },
      { couponId: '70502' },
    ])
    expect(readCustomer(WIRE, fixture('customer-nobody.answer')).match).toBeNull()
  })

  test('the authorization', () => {
    const told = readAuthorization(WIRE, fixture('authorize.answer'))
    const grant = plausibleGrant(told, exampleOrder(), 0)
    expect(grant).toMatchObject({
      ok: true,
      value: {
        authorizationId: 'A-31907',
        expiresAt: Date.parse('2025-03-20T17:56:12Z'),
        coupons: [
          { couponId: '70455', amount: 500, lines: [{ lineRef: 'L1', quantity: 1000 }] },
          { couponId: '70460', amount: 189, lines: [{ lineRef: 'L2', quantity: 6000 }] },
        ],
        rejected: [{ couponId: '70502', reason: 'product-mismatch' }],
        cut: [],
      },
    })
  })

  test('capture, release, redeem, return and error', () => {
    const capture = { authorizationId: 'A-31907', status: 'captured' }
    expect(readSettled(WIRE, 'capture', fixture('capture.answer'))).toEqual(capture)
    expect(readSettled(WIRE, 'cancel', fixture('cancel.answer'))).toMatchObject({
      status: 'released',
    })
    const redeemed = { couponId: '70311', status: 'redeemed' }
    expect(readUse(WIRE, fixture('redeem.answer'))).toEqual(redeemed)
    expect(readUse(WIRE, fixture('give-back.answer'))).toMatchObject({ status: 'returned' })
    const error = readError(DICTIONARY, JSON.stringify(fixture('error.answer')))
    expect(error.code).toBe('auth-expired')
  })

  test('no fixture has a field that the dictionary does not know', () => {
    const shapes = new Map<string, Shape>([
      ['order-open.request', DICTIONARY.order.request],
      ['order-completed.request', DICTIONARY.order.request],
      ['customer-nobody.answer', DICTIONARY.customer.answer],
      ['notice', DICTIONARY.notice],
      ['error.answer', DICTIONARY.error],
    ])
    for (const [name, message] of Object.entries(DICTIONARY)) {
      if (!('request' in message)) continue
      shapes.set(`${dashed(name)}.request`, message.request)
      shapes.set(`${dashed(name)}.answer`, message.answer)
    }
    for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.json'))) {
      const name = file.replace('.json', '')
      const shape = shapes.get(name)
      expect(shape, name).toBeDefined()
      if (shape) expect(strangers(shape, fixture(name)), name).toEqual([])
    }
  })
})

describe('what the sandbox answers', () => {
  let at = Date.parse('2025-03-20T17:30:00Z')
  let sandbox: CouponsSandbox
  beforeAll(async () => {
    const { accountKey } = exampleSettings('')
    sandbox = await startCouponsSandbox({ accountKey, clock: () => at, latencyMs: 0 })
  })
  afterAll(() => sandbox.close())

  async function ask(endpoint: Endpoint, name: string): Promise<unknown> {
    const { accountKey } = exampleSettings('')
    const response = await fetch(sandbox.baseUrl + PATHS[endpoint], {
      method: 'POST',
      headers: { authorization: `Bearer ${accountKey}` },
      body: JSON.stringify(fixture(name)),
    })
    const text = await response.text()
    expect(response.status, text).toBe(200)
    const body: unknown = JSON.parse(text.replaceAll(/"http:[^"]*\//g, '"'))
    return body
  }

  function example(name: string): unknown {
    return JSON.parse(JSON.stringify(fixture(name)).replaceAll(/"https:[^"]*\//g, '"'))
  }

  test('every example request gets its example answer', async () => {
    await ask('location', 'location.request')
    await ask('register', 'register.request')
    expect(await ask('products', 'products.request')).toEqual(example('products.answer'))
    await ask('order', 'order-open.request')
    at = Date.parse('2025-03-20T17:39:40Z')
    const wallet = objectIn(await ask('customer', 'customer.request'))
    expect(wallet).toEqual({ ...objectIn(example('customer.answer')), ...addressOf(wallet) })
    at = Date.parse('2025-03-20T17:41:12Z')
    expect(await ask('authorize', 'authorize.request')).toEqual(example('authorize.answer'))
    at = Date.parse('2025-03-20T17:43:31Z')
    expect(await ask('capture', 'capture.request')).toEqual(example('capture.answer'))
    at = Date.parse('2025-03-20T17:43:32Z')
    expect(await ask('redeem', 'redeem.request')).toEqual(example('redeem.answer'))
    await ask('order', 'order-completed.request')
    expect(await ask('giveBack', 'give-back.request')).toEqual(example('give-back.answer'))
    const [first] = sandbox.state.orders
    expect(first).toMatchObject({ orderRef: ORDER_REF, status: 'completed', consumerId: '880412' })
  })

  test('a new account is pending, and gets its key once when it is active', async () => {
    const request = { ...fixture('account.request') }
    const [ref = ''] = Object.keys(request)
    const ask = async (): Promise<Record<string, unknown>> => {
      const response = await fetch(sandbox.baseUrl + PATHS.account, {
        method: 'POST',
        headers: { authorization: `Bearer ${SANDBOX_PARTNER_KEY}` },
        body: JSON.stringify({ ...request, [ref]: 'new-shop' }),
      })
      const body: unknown = await response.json()
      return objectIn(body)
    }
    const { redirectUrl, accountKey } = DICTIONARY.account.answer
    const pending = await ask()
    expect(pending['status']).toBe('pending')
    await fetch(String(pending[redirectUrl]), { method: 'POST' })
    expect((await ask())[accountKey]).toEqual(expect.any(String))
    expect(await ask()).not.toHaveProperty([accountKey])
  })
})

function objectIn(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** The address of a wallet differs with every look. */
function addressOf(wallet: Record<string, unknown>): Record<string, unknown> {
  const { walletUrl } = DICTIONARY.customer.answer
  return { [walletUrl]: wallet[walletUrl] }
}
