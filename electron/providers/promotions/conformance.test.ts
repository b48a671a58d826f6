/*
 * The checks of the promotions note, section 14, with the till's own client against the sandbox over real
 * sockets. Numbers in the names are the note's.
 */
import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import {
  startPromotionsSandbox,
  type PromotionsSandbox,
  type PromotionsSandboxOptions,
} from '../../../sandbox/promotions/server'
import type { OrderSnapshot, SnapshotPromotion } from '../../../shared/order/snapshot'
import { createHttp } from '../http'
import { BUSINESS_DATE, orderAt, RESTAURANT_ID, STEPS, VERIFIED_AT } from './fixtures/story'
import { createToastPromotions } from './toast'

const KEY = 'sandbox-key'
const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

test('1: ten verifies with one GUID are one reservation and ten equal answers', async () => {
  const shop = await open()
  const request = verifying('SPRING5')
  const answers = []
  for (let turn = 0; turn < 10; turn += 1) answers.push(await shop.till.verify(request))
  expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
  expect(shop.book(request.guid)).toMatchObject({ status: 'reserved', verified: 1 })
  expect(new Set(shop.sandbox.log().map((one) => one.answer)).size).toBe(1)
})

test('2: an apply repeated under a new GUID is counted once', async () => {
  const shop = await open()
  const promotion = await shop.verified('SPRING5')
  expect(await shop.till.apply(paidWith(promotion))).toMatchObject({ status: 'ok' })
  expect(await shop.till.apply(paidWith(promotion))).toEqual({
    status: 'ok',
    value: [{ promotionId: promotion.id, amount: 500 }],
  })
  expect(shop.code('SPRING5')).toMatchObject({ redeemed: 1, reserved: 0 })
})

test('3: after verify and void another order may use the code', async () => {
  const shop = await open()
  const promotion = await shop.verified('SPRING5')
  const elsewhere = () => shop.till.verify(verifying('spring5', otherOrder()))
  expect(await elsewhere()).toMatchObject({ refused: { code: 'promotion-already-used' } })
  expect(await shop.till.void(without(promotion))).toEqual({ status: 'ok', value: null })
  expect(await elsewhere()).toMatchObject({ status: 'ok' })
})

test('4: a void after the redemption gives the use back', async () => {
  const shop = await open()
  const promotion = await shop.verified('SPRING5')
  await shop.till.apply(paidWith(promotion))
  expect(shop.code('SPRING5')).toMatchObject({ redeemed: 1 })
  await shop.till.void(without(promotion))
  expect(shop.code('SPRING5')).toMatchObject({ redeemed: 0, reserved: 0 })
  await shop.verified('SPRING5')
})

test('5: a verify whose answer is lost is released by its void', async () => {
  const shop = await open()
  const request = verifying('DROP')
  expect(await shop.till.verify(request)).toMatchObject({
    status: 'unknown',
    code: 'connection-lost',
  })
  expect(shop.book(request.guid)).toMatchObject({ status: 'reserved', verified: 1 })
  expect(await shop.till.void(lostOf(request))).toEqual({ status: 'ok', value: null })
  expect(shop.code('DROP')).toMatchObject({ reserved: 0, redeemed: 0 })
})

test('6: after a void neither an apply nor a late verify brings the promotion back', async () => {
  const shop = await open()
  const request = verifying('SPRING5')
  const promotion = await shop.verified('SPRING5', request)
  await shop.till.void(without(promotion))
  const refused = { refused: [{ promotionId: promotion.id, code: 'promotion-refused' }] }
  expect(await shop.till.apply(paidWith(promotion))).toMatchObject(refused)
  expect(await shop.till.verify(request)).toMatchObject({ refused: { code: 'promotion-refused' } })
  expect(shop.code('SPRING5')).toMatchObject({ reserved: 0, redeemed: 0 })
})

test('6: a void that overtakes its verify keeps it from reserving', async () => {
  const shop = await open()
  const request = verifying('SPRING5')
  expect(await shop.till.void(lostOf(request))).toMatchObject({ status: 'ok' })
  expect(await shop.till.verify(request)).toMatchObject({ status: 'refused' })
  expect(shop.code('SPRING5')).toMatchObject({ reserved: 0 })
})

test('7: a longer order is revalidated to the new amount', async () => {
  const shop = await open()
  const promotion = await shop.verified('LUNCH20')
  expect(promotion.amount).toBe(550)
  expect(await shop.till.revalidate(standing(promotion))).toEqual({
    status: 'ok',
    value: [{ promotionId: promotion.id, amount: 630 }],
  })
})

test('8, 9, 10: references, GUIDs and lists are as the provider wants them, all the way', async () => {
  const shop = await open()
  const promotion = await shop.verified('LUNCH20')
  await shop.till.revalidate(standing(promotion))
  await shop.till.apply(paidWith(promotion))
  await shop.till.void(without(promotion))
  expect(shop.book(promotion.id)).toMatchObject({
    status: 'voided',
    verified: 1,
    revalidated: 1,
    applied: 1,
    voided: 1,
  })
  for (const { body } of shop.sandbox.log().slice(1)) {
    expect(body).toContain(`"externalId":"${promotion.id}"`)
    expect(body).toContain(`"referenceId":"${promotion.referenceId}"`)
  }
  expect(shop.sandbox.state().violations).toEqual([])
})

test('10: the sandbox notices a redeemed promotion that is validated again', async () => {
  const shop = await open()
  const promotion = await shop.verified('LUNCH20')
  await shop.till.apply(paidWith(promotion))
  await shop.till.revalidate(standing(promotion))
  expect(shop.sandbox.state().violations).toEqual([
    `REVALIDATE: ${promotion.id} is redeemed and validated again`,
  ])
})

test.each([
  ['INVALID_REQUEST', 'promotion-request-invalid'],
  ['CODE_ALREADY_USED', 'promotion-already-used'],
  ['CODE_NOT_EXIST', 'promotion-not-found'],
  ['CODE_NOT_APPLY', 'promotion-not-applicable'],
  ['CODE_INACTIVE', 'promotion-inactive'],
  ['OTHER', 'promotion-refused'],
  ['NEWLY_INVENTED', 'promotion-refused'],
])('11: %s arrives as %s at every operation', async (errorType, code) => {
  const shop = await open()
  const promotion = await shop.verified('LUNCH20')
  const fault = { kind: 'refuse', errorType, count: 2 }
  await shop.control('fault', fault)
  expect(await shop.till.verify(verifying('SPRING5'))).toMatchObject({
    refused: { code, message: null },
  })
  expect(await shop.till.revalidate(standing(promotion))).toMatchObject({
    refused: [{ promotionId: promotion.id, code, message: null }],
  })
  await shop.control('fault', { ...fault, userErrorMessage: 'Not today.' })
  const worded = { refused: [{ promotionId: promotion.id, code, message: 'Not today.' }] }
  expect(await shop.till.apply(paidWith(promotion))).toMatchObject(worded)
  const released = await shop.till.void(without(promotion))
  expect(released).toMatchObject(code === 'promotion-not-found' ? { status: 'ok' } : worded)
})

test('12: of two tills that verify the last use of a code at once, one wins', async () => {
  const shop = await open()
  const answers = await Promise.all([
    shop.till.verify(verifying('SPRING5')),
    shop.till.verify(verifying('SPRING5', otherOrder())),
  ])
  expect(answers.map((one) => one.status).sort()).toEqual(['ok', 'refused'])
  expect(shop.code('SPRING5')).toMatchObject({ reserved: 1 })
})

test('13: SLOW3 times out once, then the repeat has its answer, with one reservation', async () => {
  const shop = await open({ slowFirstMs: 700 })
  const request = verifying('SLOW3')
  expect(await shop.till.verify(request)).toMatchObject({ status: 'ok' })
  expect(shop.sandbox.log()).toHaveLength(2)
  expect(shop.book(request.guid)).toMatchObject({ status: 'reserved', verified: 1 })
})

test('13: SLOW6 is given up after two attempts, and a void follows', async () => {
  const shop = await open({ slowAlwaysMs: 1500 })
  const request = verifying('SLOW6')
  expect(await shop.till.verify(request)).toMatchObject({ status: 'unknown', code: 'timeout' })
  expect(shop.sandbox.log()).toHaveLength(2)
  expect(await shop.till.void(lostOf(request))).toMatchObject({ status: 'ok' })
  expect(shop.code('SLOW6')).toMatchObject({ reserved: 0 })
})

test('15: null wherever a field may be absent is accepted', async () => {
  const shop = await open()
  const body = {
    check: {
      guid: 'c-1',
      entityType: null,
      selections: null,
      appliedDiscounts: null,
      amount: null,
    },
    checkGuid: null,
    appliedPromotions: [],
    newPromotion: {
      promoCode: 'SPRING5',
      appliedDate: null,
      appliedBusinessDate: null,
      name: null,
    },
    promotionsToActOn: null,
    requestDateTime: '2026-03-14T18:08:55Z',
    requestUser: null,
    requestBusinessDate: null,
    orderOpenedDate: null,
    orderOpenedBusinessDate: null,
  }
  expect(await shop.tell('PROMOTION_VERIFY', randomUUID(), body)).toBe(200)
})

test('a lost answer to an apply is made good by the repeat', async () => {
  const shop = await open()
  const promotion = await shop.verified('SPRING5')
  await shop.control('fault', { kind: 'drop-after-commit', type: 'PROMOTION_APPLY' })
  const request = paidWith(promotion)
  expect(await shop.till.apply(request)).toMatchObject({ code: 'connection-lost' })
  expect(await shop.till.apply(request)).toMatchObject({ status: 'ok' })
  expect(shop.book(promotion.id)).toMatchObject({ status: 'redeemed', applied: 1 })
})

test.each([
  [{ kind: 'silence' }, 'unknown', 'timeout'],
  [{ kind: 'delay', ms: 900 }, 'unknown', 'timeout'],
  [{ kind: 'html' }, 'unknown', 'malformed'],
  [{ kind: 'bad-json' }, 'unknown', 'malformed'],
  [{ kind: 'wrong-amount', amount: -5 }, 'unknown', 'malformed'],
  [{ kind: 'wrong-amount', amount: '5.00' }, 'unknown', 'malformed'],
  [{ kind: 'status', status: 302 }, 'misconfigured', 'wrong-address'],
  [{ kind: 'status', status: 401 }, 'misconfigured', 'key-refused'],
  [{ kind: 'status', status: 404 }, 'misconfigured', 'wrong-address'],
  [{ kind: 'status', status: 429, retryAfter: 2 }, 'unknown', 'rate-limited'],
  [{ kind: 'status', status: 503 }, 'unknown', 'server-error'],
])('the fault %j arrives as %s, %s', async (fault, status, code) => {
  const shop = await open()
  await shop.control('fault', { ...fault, count: 2 })
  expect(await shop.till.verify(verifying('SPRING5'))).toMatchObject({ status, code })
})

test('FAIL500 works at the second attempt, GARBAGE never', async () => {
  const shop = await open()
  expect(await shop.till.verify(verifying('FAIL500'))).toMatchObject({ status: 'ok' })
  expect(await shop.till.verify(verifying('GARBAGE'))).toMatchObject({ code: 'malformed' })
})

/** A sandbox and a till, with deadlines of half a second. */
async function open(options: Partial<PromotionsSandboxOptions> = {}) {
  const sandbox = await startPromotionsSandbox({
    key: KEY,
    restaurantId: RESTAURANT_ID,
    ...options,
  })
  closers.push(() => sandbox.close())
  const settings = {
    url: sandbox.url,
    apiKey: KEY,
    restaurantExternalId: RESTAURANT_ID,
    timeoutMs: 0,
    currencyExponent: 2,
  }
  const till = createToastPromotions(settings, {
    http: createHttp(),
    wait: () => Promise.resolve(),
    now: () => 0,
    log: { warn: () => undefined },
  })
  return {
    sandbox,
    till,
    book: (guid: string) => sandbox.state().promotions.find((one) => one.externalId === guid),
    code: (code: string) => sandbox.state().codes.find((one) => one.code === code),
    control: (name: string, body: unknown) => post(`${sandbox.controlUrl}/${name}`, body, {}),
    tell: (type: string, guid: string, body: unknown) => tell(sandbox, type, guid, body),
    verified: async (code: string, request = verifying(code)): Promise<SnapshotPromotion> => {
      const answer = await till.verify(request)
      if (answer.status !== 'ok') throw new Error(`not verified: ${JSON.stringify(answer)}`)
      const { name, amount, referenceId } = answer.value
      return {
        id: request.guid,
        discountId: randomUUID(),
        code,
        name,
        amount,
        referenceId,
        appliedAt: request.at,
        appliedBusinessDate: BUSINESS_DATE,
      }
    },
  }
}

function verifying(code: string, order: OrderSnapshot = orderAt(STEPS.verify)) {
  return { guid: randomUUID(), code, at: VERIFIED_AT, order }
}

function otherOrder(): OrderSnapshot {
  return orderAt(STEPS.verify, { orderId: randomUUID(), number: 43 })
}

/** The promotion on the longer order; the sums do not matter here, but must add up. */
function standing(promotion: SnapshotPromotion) {
  const order = orderAt({ ...STEPS.revalidate, promotions: [promotion] })
  return { guid: randomUUID(), at: VERIFIED_AT, order, promotions: [promotion] }
}

function paidWith(promotion: SnapshotPromotion) {
  const order = orderAt({ ...STEPS.apply, promotions: [promotion] })
  return { guid: randomUUID(), at: VERIFIED_AT, order, promotions: [promotion] }
}

function without(promotion: SnapshotPromotion) {
  const order = orderAt(STEPS.void)
  return { guid: randomUUID(), at: VERIFIED_AT, order, promotions: [promotion], lost: [] }
}

function lostOf(request: { readonly guid: string; readonly code: string; readonly at: number }) {
  const { guid: id, code, at: appliedAt } = request
  const lost = [{ id, code, appliedAt, appliedBusinessDate: BUSINESS_DATE }]
  return { guid: randomUUID(), at: VERIFIED_AT, order: orderAt(STEPS.void), promotions: [], lost }
}

function tell(sandbox: PromotionsSandbox, type: string, guid: string, body: unknown) {
  return post(sandbox.url, body, {
    Authorization: KEY,
    'Toast-Transaction-Type': type,
    'Toast-Transaction-GUID': guid,
    'Toast-Restaurant-External-ID': RESTAURANT_ID,
  })
}

async function post(url: string, body: unknown, headers: Readonly<Record<string, string>>) {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers })
  await response.arrayBuffer()
  return response.status
}
