/*
 * Every no the sandbox can say, seen by the client: what it answers, and what the service is left with.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { money } from '../../../shared/money'
import { pieces } from '../../../shared/quantity'
import {
  EXAMPLE_LINES,
  EXAMPLE_REDEEM,
  EXAMPLE_RETURN,
  exampleAuthorize,
  exampleOrder,
  ORDER_REF,
} from './testing/example'
import { openShop, type Shop } from './testing/shop'
import { DICTIONARY } from './wire/dictionary'
import { SANDBOX_QUIRKS } from './wire/quirks'

const [DRY, POUCHES] = EXAMPLE_LINES
const OK = { status: 'ok', value: null }
/** Taken back, and usable again. */
const GIVEN_BACK = { status: 'ok', value: { availableAgain: true } }
const CAPTURE = { authorizationId: 'A-31907', orderRef: ORDER_REF, paidAt: 1_742_492_610_000 }

let shop: Shop
beforeEach(async () => {
  shop = await openShop({ timeoutMs: 400 })
})
afterEach(() => shop.close())

function lookUp(phone: string) {
  return shop.till.lookUp({ phone, customerRef: 'cust-1', orderRef: ORDER_REF })
}

async function check(phone: string, lines = EXAMPLE_LINES as readonly (typeof DRY)[]) {
  await shop.till.report({ status: 'open', order: exampleOrder() })
  const look = await lookUp(phone)
  const consumerId = look.status === 'ok' ? (look.value?.consumerId ?? '') : ''
  const order = exampleOrder({ lines, consumerId })
  const authRef = crypto.randomUUID()
  return shop.till.authorize(exampleAuthorize({ authRef, consumerId, order }))
}

function uses(couponId: string) {
  const holding = shop.sandbox.state.holdings.find((entry) => entry.couponId === couponId)
  return [holding?.usesLeft, holding?.usesUsed]
}

const holds = () =>
  shop.sandbox.state.authorizations.filter(({ orderRef }) => orderRef === ORDER_REF)
const fault = (endpoint: string, kind: string, count = 1) =>
  shop.control('fault', { endpoint, kind, count })

describe('look-up', () => {
  test('an unknown phone is a yes without a match', async () => {
    expect(await lookUp('2065550199')).toEqual(OK)
  })

  test('a service that answers 404 for an unknown phone says the same', async () => {
    await shop.close()
    shop = await openShop({}, { unmatchedAs404: true })
    expect(await lookUp('2065550199')).toEqual(OK)
  })

  test('seven digits are refused and nothing is sent', async () => {
    expect(await lookUp('555-0142')).toMatchObject({ refused: { code: 'phone-invalid' } })
    expect(shop.paths()).toEqual([])
  })

  test('the wallet address is kept in memory for its consumer only', async () => {
    await lookUp('2065550142')
    const url = shop.till.walletUrl('880412')
    expect(url).toContain('/wallet/')
    expect(shop.till.walletUrl('880413')).toBeNull()
    const page = await fetch(String(url))
    expect(await page.text()).toContain('$5.00 off Brambleway Dry 24 lb')
    await shop.control('fault', { endpoint: 'wallet', kind: 'wallet_frame_denied' })
    expect((await fetch(String(url))).headers.get('x-frame-options')).toBe('DENY')
    await shop.control('clock', { advance: 301 })
    expect((await fetch(String(url))).status).toBe(410)
  })
})

describe('the address of the wallet page', () => {
  test('is asked for again once it is older than five minutes', async () => {
    let now = Date.now()
    const till = shop.register({}, { now: () => now })
    await till.lookUp({ phone: '2065550142', customerRef: 'cust-1', orderRef: ORDER_REF })
    const first = await till.walletPage('880412')
    expect(await till.walletPage('880412')).toBe(first)
    now += 300_001
    const second = await till.walletPage('880412')
    expect(second).toContain('/wallet/')
    expect(second).not.toBe(first)
    expect(await till.walletPage('880413')).toBeNull()
  })
})

describe('a coupon that does not apply says why', () => {
  const five = { ...POUCHES, quantity: pieces(5), gross: money(945), net: money(945) }
  const closed = { ...DRY, closedToCoupons: true }

  test.each([
    ['wrong size', '0151', [DRY], 'product-mismatch'],
    ['five pouches instead of six', '0142', [five], 'quantity-not-met'],
    ['used elsewhere after the look', '0152', [DRY], 'already-redeemed'],
    ['withdrawn after the look', '0153', [DRY], 'withdrawn'],
    ['held by another register', '0154', [DRY], 'held-elsewhere'],
    ['another retailer', '0158', [DRY], 'retailer-not-eligible'],
    ['closed by a store promotion', '0142', [closed], 'line-excluded'],
  ])('%s', async (_name, ending, lines, reason) => {
    const answer = await check(`206555${ending}`, lines)
    const rejected = answer.status === 'ok' ? answer.value.rejected : []
    expect(rejected.map((coupon) => coupon.reason)).toContain(reason)
    expect(holds()).toEqual([])
  })

  test('a foreign coupon asked for by id is not in the wallet', async () => {
    await lookUp('2065550150')
    const asked = exampleAuthorize({ consumerId: '880450', couponIds: ['70455', '70311'] })
    expect(await shop.till.authorize(asked)).toMatchObject({
      value: { authorizationId: null, rejected: [{ reason: 'not-in-wallet' }, {}] },
    })
  })

  test('a store promotion asked for by id is the store’s business', async () => {
    expect(await shop.till.authorize(exampleAuthorize({ couponIds: ['70311'] }))).toMatchObject({
      value: { rejected: [{ reason: 'store-promotion' }] },
    })
  })

  test('of two coupons for one unit the larger discount wins', async () => {
    expect(await check('2065550157', [DRY])).toMatchObject({
      value: { coupons: [{ couponId: '70572', amount: 590 }], rejected: [{ couponId: '70571' }] },
    })
  })

  test('nothing applies to an empty wallet', async () => {
    expect(await check('2065550150')).toMatchObject({
      value: { authorizationId: null, expiresAt: null, coupons: [], rejected: [] },
    })
  })

  test('a coupon that ends today is gone after midnight', async () => {
    expect(await check('2065550155', [DRY])).toMatchObject({ value: { coupons: [{}] } })
    await shop.control('clock', { advance: 86_400 })
    expect(await check('2065550155', [DRY])).toMatchObject({ value: { coupons: [] } })
  })

  test('a hold elsewhere ends by the control interface', async () => {
    await shop.control('release')
    expect(await check('2065550154', [DRY])).toMatchObject({ value: { coupons: [{}] } })
  })
})

describe('capture', () => {
  test('after five seconds a short hold has expired', async () => {
    await check('2065550159', [DRY])
    await shop.control('clock', { advance: 6 })
    expect(await shop.till.capture(CAPTURE)).toMatchObject({
      refused: { code: 'authorization-expired' },
    })
    expect(uses('70590')).toEqual([1, 0])
  })

  test('a changed order replaces the hold, and the old one cannot be captured', async () => {
    await shop.till.authorize(exampleAuthorize())
    const order = exampleOrder({ lines: [DRY] })
    const changed = exampleAuthorize({ authRef: crypto.randomUUID(), order })
    expect(await shop.till.authorize(changed)).toMatchObject({
      value: { authorizationId: 'A-31908', coupons: [{ couponId: '70455' }] },
    })
    expect(await shop.till.capture(CAPTURE)).toMatchObject({
      refused: { code: 'authorization-released' },
    })
  })

  test('twice is once', async () => {
    await shop.till.authorize(exampleAuthorize())
    expect(await shop.till.capture(CAPTURE)).toEqual(OK)
    expect(await shop.till.capture(CAPTURE)).toEqual(OK)
    expect(uses('70455')).toEqual([0, 1])
  })

  test('by the other name of the call it is the same', async () => {
    await shop.till.authorize(exampleAuthorize())
    const other = shop.register({ quirks: { ...SANDBOX_QUIRKS, capturePath: 'redeem' } })
    expect(await other.capture(CAPTURE)).toEqual(OK)
    expect(shop.paths()).toContain('auth/redeem')
  })

  test('of another order is refused', async () => {
    await shop.till.authorize(exampleAuthorize())
    expect(await shop.till.capture({ ...CAPTURE, orderRef: 'other' })).toMatchObject({
      refused: { code: 'authorization-mismatch' },
    })
  })

  test('of something captured cannot be released', async () => {
    await shop.till.authorize(exampleAuthorize())
    await shop.till.capture(CAPTURE)
    const release = { ...CAPTURE, authorize: exampleAuthorize() }
    expect(await shop.till.release(release)).toMatchObject({
      refused: { code: 'authorization-captured' },
    })
  })
})

describe('release', () => {
  const unknown = { authorizationId: null, orderRef: ORDER_REF, authorize: exampleAuthorize() }

  test('without an id learns it under the key of the authorization', async () => {
    await shop.till.report({ status: 'open', order: exampleOrder() })
    await fault('auth/create', 'drop_after_commit', 2)
    expect(await shop.till.authorize(exampleAuthorize())).toMatchObject({ status: 'unknown' })
    expect(holds()).toMatchObject([{ status: 'authorized' }])
    expect(await shop.till.release(unknown)).toEqual(OK)
    expect(holds()).toMatchObject([{ status: 'released' }])
    expect(await shop.till.release(unknown)).toEqual(OK)
  })

  test('where the service has no such call it is done, and the hold runs out', async () => {
    await shop.close()
    shop = await openShop({}, { enableAuthCancel: false, authTtlSeconds: 60 })
    await shop.till.authorize(exampleAuthorize())
    expect(await shop.till.release({ ...unknown, authorizationId: 'A-31907' })).toEqual(OK)
    await shop.control('clock', { advance: 61 })
    expect(holds()).toMatchObject([{ status: 'expired' }])
  })

  test('without the strategy nothing is sent', async () => {
    const till = shop.register({ quirks: { ...SANDBOX_QUIRKS, releaseStrategy: 'order_cancel' } })
    expect(await till.release(unknown)).toEqual(OK)
    expect(shop.paths()).toEqual([])
  })
})

describe('redeem and return', () => {
  test('the same redemption twice is once, another one is refused', async () => {
    await shop.till.report({ status: 'open', order: exampleOrder() })
    expect(await shop.till.redeem(EXAMPLE_REDEEM)).toEqual(OK)
    expect(await shop.till.redeem(EXAMPLE_REDEEM)).toEqual(OK)
    expect(uses('70311')).toEqual([0, 1])
    const other = { ...EXAMPLE_REDEEM, redemptionRef: 'other' }
    expect(await shop.till.redeem(other)).toMatchObject({
      refused: { code: 'coupon-already-redeemed' },
    })
    expect(await shop.till.redeem({ ...EXAMPLE_REDEEM, amount: money(191) })).toMatchObject({
      refused: { code: 'idempotency-conflict' },
    })
  })

  test('a network coupon cannot be redeemed by the store', async () => {
    const network = { ...EXAMPLE_REDEEM, couponId: '70455', redemptionRef: 'x' }
    expect(await shop.till.redeem(network)).toMatchObject({ refused: { code: 'request-invalid' } })
  })

  test('returned twice under one key is once, under another key is refused', async () => {
    await shop.till.authorize(exampleAuthorize())
    await shop.till.capture(CAPTURE)
    expect(await shop.till.giveBack(EXAMPLE_RETURN)).toEqual(GIVEN_BACK)
    expect(await shop.till.giveBack(EXAMPLE_RETURN)).toEqual(GIVEN_BACK)
    expect(uses('70455')).toEqual([1, 0])
    expect(await shop.till.giveBack({ ...EXAMPLE_RETURN, returnRef: 'other' })).toMatchObject({
      refused: { code: 'return-exceeds-redeemed' },
    })
  })

  test('an expired coupon is given back all the same', async () => {
    await shop.till.authorize(exampleAuthorize())
    await shop.till.capture(CAPTURE)
    await shop.control('clock', { advance: 10 * 86_400 })
    expect(await shop.till.giveBack(EXAMPLE_RETURN)).toEqual({
      status: 'ok',
      value: { availableAgain: false },
    })
    const { availableAgain } = DICTIONARY.giveBack.answer
    expect(shop.sandbox.log.at(-1)?.answer).toMatchObject({ [availableAgain]: false })
  })
})

test('the log names no phone, no key and no wallet address', async () => {
  await lookUp('2065550142')
  const text = JSON.stringify([shop.logged, shop.healths])
  expect(text).not.toMatch(/5550142|test-account-key|wallet\/w/)
})
