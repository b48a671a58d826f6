/*
 * The wire as both sides understand it. The JSON beside the story is written by hand; the till must write
 * exactly that, and the sandbox must answer it in exactly that way. Renaming a field on one side is red here.
 */
import { readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { ZERO } from '../../../shared/money'
import { startPromotionsSandbox } from '../../../sandbox/promotions/server'
import {
  BUSINESS_DATE,
  lunch20,
  orderAt,
  PROMOTION_ID,
  RESTAURANT_ID,
  STEPS,
  VERIFIED_AT,
} from './fixtures/story'
import { headersFor, promotionsBody, verifyBody, voidBody, type TransactionType } from './wire'
import { readAmounts, readGrant, readRefusals, readRefusedCode } from './wire-answers'

const KEY = 'k9-demo'
const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const VERIFY = {
  guid: PROMOTION_ID,
  code: 'LUNCH20',
  at: VERIFIED_AT,
  order: orderAt(STEPS.verify),
}
const REVALIDATE = {
  guid: '6ac31f8d-5027-4be9-b0d4-f97e12c8a635',
  at: Date.UTC(2026, 2, 14, 18, 19, 58),
  order: orderAt(STEPS.revalidate),
  promotions: [lunch20(550)],
}
const APPLY = {
  guid: 'e1b7940f-2c6d-4538-8fa2-0d94b6e3c17a',
  at: Date.UTC(2026, 2, 14, 18, 20, 48),
  order: orderAt(STEPS.apply),
  promotions: [lunch20(630)],
}
const VOID = {
  guid: '48f6d0b3-c9a1-4e75-92d8-7b3c15ea6f04',
  at: Date.UTC(2026, 2, 14, 18, 17, 21),
  order: orderAt(STEPS.void),
  promotions: [lunch20(550)],
  lost: [],
}
const LOST = [
  { id: PROMOTION_ID, code: 'LUNCH20', appliedAt: VERIFIED_AT, appliedBusinessDate: BUSINESS_DATE },
]

test('the till writes each request as the fixture has it', () => {
  expect(JSON.parse(verifyBody(VERIFY, 2))).toEqual(fixture('verify.request'))
  expect(JSON.parse(promotionsBody(REVALIDATE, 2))).toEqual(fixture('revalidate.request'))
  expect(JSON.parse(promotionsBody(APPLY, 2))).toEqual(fixture('apply.request'))
  expect(JSON.parse(voidBody(VOID, 2))).toEqual(fixture('void.request'))
  const lost = { ...VOID, promotions: [], lost: LOST }
  expect(JSON.parse(voidBody(lost, 2))).toEqual(fixture('void-lost.request'))
})

test('the same request gives the same bytes', () => {
  expect(verifyBody(structuredClone(VERIFY), 2)).toBe(verifyBody(VERIFY, 2))
  expect(promotionsBody(structuredClone(APPLY), 2)).toBe(promotionsBody(APPLY, 2))
  expect(voidBody(structuredClone(VOID), 2)).toBe(voidBody(VOID, 2))
})

test('the till reads each answer of the fixtures', () => {
  expect(readGrant(fixture('verify.answer'), VERIFY, 2)).toEqual({
    answer: {
      status: 'ok',
      value: { name: '20% Off Lunch', amount: 550, referenceId: 'rsv-48213' },
    },
    remarks: [],
  })
  expect(readRefusedCode(fixture('verify.refused'), VERIFY.guid).answer).toEqual({
    status: 'refused',
    refused: {
      promotionId: PROMOTION_ID,
      code: 'promotion-already-used',
      message: 'This code was already used on 11 March.',
    },
  })
  for (const name of ['revalidate.answer', 'apply.answer']) {
    expect(readAmounts(fixture(name), [lunch20(550)], 2)).toEqual({
      answer: { status: 'ok', value: [{ promotionId: PROMOTION_ID, amount: 630 }] },
      remarks: [],
    })
  }
  expect(readRefusals(fixture('revalidate.refused'), [lunch20(550)]).answer).toEqual({
    status: 'refused',
    refused: [
      {
        promotionId: PROMOTION_ID,
        code: 'promotion-not-applicable',
        message: 'Lunch offer needs a plate on the check.',
      },
    ],
  })
  expect(readRefusals(fixture('apply.refused'), [lunch20(630)]).answer).toMatchObject({
    refused: [{ promotionId: PROMOTION_ID, code: 'promotion-already-used' }],
  })
})

test('the sandbox answers each request of the fixtures as the fixtures have it', async () => {
  const sandbox = await start()
  const tell = teller(sandbox.url)
  expect(await tell('PROMOTION_VERIFY', PROMOTION_ID, 'verify.request')).toEqual([
    200,
    fixture('verify.answer'),
  ])
  expect(await tell('PROMOTION_REVALIDATE', REVALIDATE.guid, 'revalidate.request')).toEqual([
    200,
    fixture('revalidate.answer'),
  ])
  expect(await tell('PROMOTION_APPLY', APPLY.guid, 'apply.request')).toEqual([
    200,
    fixture('apply.answer'),
  ])
  expect(sandbox.state().violations).toEqual([])
})

test.each(['void.request', 'void-lost.request'])('the sandbox releases by %s', async (name) => {
  const sandbox = await start()
  const tell = teller(sandbox.url)
  await tell('PROMOTION_VERIFY', PROMOTION_ID, 'verify.request')
  expect(await tell('PROMOTION_VOID', VOID.guid, name)).toEqual([200, fixture('void.answer')])
  expect(sandbox.state().promotions).toMatchObject([{ status: 'voided', verified: 1, voided: 1 }])
  expect(sandbox.state().violations).toEqual([])
})

test('the sandbox notices every field the tables do not have, or miss', async () => {
  const sandbox = await start()
  const tell = teller(sandbox.url)
  const good = fixture('verify.request')
  if (!isFields(good) || !isFields(good.check)) throw new Error('fixture')
  const bad = {
    ...good,
    check: { ...good.check, customer: { phone: 'x' }, amount: 27.501, colour: 'red' },
    promotionsToActOn: [lunch20(1)],
    requestDateTime: '2026-03-14T18:08:55Z',
    requestUser: null,
    extra: 1,
  }
  expect(await tell('PROMOTION_VERIFY', PROMOTION_ID, bad)).toMatchObject([400, {}])
  const accepted = { ...bad, promotionsToActOn: null, checkGuid: null }
  expect((await tell('PROMOTION_VERIFY', PROMOTION_ID, accepted))[0]).toBe(200)
  expect(sandbox.state().violations).toEqual([
    'VERIFY: check.customer is not a nothing',
    'VERIFY: check.amount is not a money',
    'VERIFY: check.colour is unknown',
    'VERIFY: checkGuid is missing',
    'VERIFY: requestDateTime is not a moment',
    'VERIFY: requestUser is missing',
    'VERIFY: extra is unknown',
  ])
})

test('the headers are those of the note, the key bare', () => {
  expect(
    headersFor({ apiKey: KEY, restaurantExternalId: RESTAURANT_ID }, 'PROMOTION_VOID', VOID.guid),
  ).toEqual({
    'Toast-Transaction-Type': 'PROMOTION_VOID',
    'Toast-Transaction-GUID': VOID.guid,
    'Toast-Restaurant-External-ID': RESTAURANT_ID,
    Authorization: KEY,
    'Content-Type': 'application/json',
    Accept: 'application/json',
  })
})

async function start() {
  const sandbox = await startPromotionsSandbox({ key: KEY, restaurantId: RESTAURANT_ID })
  closers.push(() => sandbox.close())
  return sandbox
}

/** Speaks to the sandbox without the till's client. */
function teller(url: string) {
  return async (type: TransactionType, guid: string, body: unknown): Promise<[number, unknown]> => {
    const sent = typeof body === 'string' ? fixture(body) : body
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: KEY,
        'Toast-Transaction-Type': type,
        'Toast-Transaction-GUID': guid,
        'Toast-Restaurant-External-ID': RESTAURANT_ID,
      },
      body: JSON.stringify(sent),
    })
    const answer: unknown = await response.json()
    return [response.status, answer]
  }
}

function fixture(name: string): unknown {
  const text = readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')
  const value: unknown = JSON.parse(text)
  return value
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

test("a wallet's store promotion on a line goes by a UUID, its own on every line", () => {
  const order = orderAt(STEPS.apply)
  const coupon = { id: '70311', name: '20% off one toy', amount: ZERO, amountWithoutTax: ZERO }
  const lines = order.lines.map((line) => ({
    ...line,
    discounts: [{ ...coupon, promotionCode: null }],
  }))
  const body: unknown = JSON.parse(promotionsBody({ ...APPLY, order: { ...order, lines } }, 2))
  const guids = [
    ...JSON.stringify(body).matchAll(/"guid":"([^"]*)","entityType":"AppliedDiscount"/g),
  ]
    .map((found) => found[1])
    .filter((guid) => !order.discounts.some((discount) => discount.id === guid))
  expect(guids).toHaveLength(lines.length)
  expect(new Set(guids).size).toBe(lines.length)
  for (const guid of guids) expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5/)
})
