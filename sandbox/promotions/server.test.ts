import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { startPromotionsSandbox, type PromotionsSandboxOptions } from './server'

const KEY = 'key-one'
const RESTAURANT = '7c1f0b62-4a55-4d0e-9b1a-3f2de86a9c10'
const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

type Given = Readonly<Record<string, unknown>>
type Sent = {
  readonly type?: string
  readonly guid?: string
  readonly headers?: Readonly<Record<string, string>>
}

test('requests are refused in the order of the note', async () => {
  const { send, url } = await open()
  const good = verify('LUNCH20')
  expect((await fetch(url)).status).toBe(405)
  expect((await fetch(`${url}/other`, { method: 'POST' })).status).toBe(404)
  const invalid = { status: 400, errorType: 'INVALID_REQUEST' }
  expect(await send(good, { headers: { Authorization: 'key-two' } })).toMatchObject(invalid)
  expect(await send(good, { type: 'PROMOTION_OTHER' })).toMatchObject(invalid)
  expect(await send(good, { guid: 'no-uuid' })).toMatchObject(invalid)
  const stranger = { 'Toast-Restaurant-External-ID': randomUUID() }
  expect(await send(good, { headers: stranger })).toMatchObject(invalid)
  for (const name of ['check', 'appliedPromotions', 'requestDateTime', 'newPromotion']) {
    expect(await send({ ...good, [name]: null })).toMatchObject(invalid)
  }
  expect(await send({ ...good, checkGuid: 'c-9' })).toMatchObject(invalid)
  expect(await send(good, { type: 'PROMOTION_APPLY' })).toMatchObject(invalid)
  expect(await send('no json')).toMatchObject(invalid)
  expect(await send(good)).toMatchObject({ status: 200 })
})

test('two keys are taken while keys are changed, and a wrong one may be answered 401', async () => {
  const { send } = await open({ nextKey: 'key-two', badKeyStatus: 401 })
  const withKey = (Authorization: string) => send(verify('LUNCH20'), { headers: { Authorization } })
  expect(await withKey('key-one')).toMatchObject({ status: 200 })
  expect(await withKey('key-two')).toMatchObject({ status: 200 })
  expect(await withKey('Bearer key-one')).toMatchObject({ status: 401 })
})

test('one GUID with two bodies is refused, a refusal of the rules is repeated byte for byte', async () => {
  const { send } = await open()
  const guid = randomUUID()
  const first = await send(verify('USEDUP'), { guid })
  expect(first).toMatchObject({ status: 400, errorType: 'CODE_ALREADY_USED' })
  expect(await send(verify('USEDUP'), { guid })).toEqual(first)
  expect(await send(verify('LUNCH20'), { guid })).toMatchObject({ errorType: 'INVALID_REQUEST' })
})

test.each([
  ['lunch20', [27.5], 5.5],
  ['ADOPT10', [27.5], 2.75],
  ['SPRING5', [2], 5],
  ['PLATE3', [18.5], 3],
  ['MIN50', [30, 20], 10],
  ['SOLO15', [20], 3],
  ['LATEBAD', [20], 2],
])('%s on items of %j takes off %d', async (code, prices, discountAmount) => {
  const { send } = await open()
  expect(await send(verify(code, prices))).toMatchObject({ status: 200, discountAmount })
})

test.each([
  ['MIN50', [49.99], 'CODE_NOT_APPLY'],
  ['USEDUP', [50], 'CODE_ALREADY_USED'],
  ['OLDONE', [50], 'CODE_INACTIVE'],
  ['ODDONE', [50], 'OTHER'],
  ['NOSUCH', [50], 'CODE_NOT_EXIST'],
])('%s on items of %j is refused as %s', async (code, prices, errorType) => {
  const { send } = await open()
  expect(await send(verify(code, prices))).toMatchObject({ status: 400, errorType })
})

test('a code that stands alone refuses company, before and after', async () => {
  const { send } = await open()
  const discounted = { appliedDiscounts: [{ guid: 'd-1', discountAmount: 1 }] }
  expect(await send(verify('SOLO15', [20], discounted))).toMatchObject({
    errorType: 'CODE_NOT_APPLY',
  })
  const guid = randomUUID()
  expect(await send(verify('SOLO15'), { guid })).toMatchObject({ status: 200 })
  const beside = { ...verify('LUNCH20'), appliedPromotions: [named(guid, 'SOLO15')] }
  expect(await send(beside)).toMatchObject({ errorType: 'CODE_NOT_APPLY' })
})

test('its own discount does not stand in the way of a code that stands alone', async () => {
  const { send } = await open()
  const guid = randomUUID()
  await send(verify('SOLO15'), { guid })
  const own = { appliedDiscounts: [{ guid: `d-${guid}`, discountAmount: 3 }] }
  const again = actOn([named(guid, 'SOLO15')], own)
  expect(await send(again, { type: 'PROMOTION_REVALIDATE' })).toMatchObject({ status: 200 })
})

test('a code whose answer the till lost moves to the new GUID; a late void of the old one is harmless', async () => {
  const { send, sandbox } = await open()
  const [old, fresh] = [randomUUID(), randomUUID()]
  await send(verify('SPRING5'), { guid: old })
  expect(await send(verify('SPRING5'), { guid: fresh })).toMatchObject({ status: 200 })
  const late = actOn([named(old, 'SPRING5')], {}, [])
  expect(await send(late, { type: 'PROMOTION_VOID' })).toMatchObject({ status: 200 })
  const status = (id: string) => sandbox.state().promotions.find((one) => one.externalId === id)
  expect(status(fresh)).toMatchObject({ status: 'reserved' })
  expect(status(old)).toMatchObject({ status: 'voided' })
})

test.each([
  ['SPRING5', 'CODE_ALREADY_USED'],
  ['LUNCH20', 'CODE_NOT_APPLY'],
])('%s twice on one order is %s', async (code, errorType) => {
  const { send } = await open()
  const guid = randomUUID()
  await send(verify(code), { guid })
  const second = { ...verify(code), appliedPromotions: [named(guid, code)] }
  expect(await send(second)).toMatchObject({ status: 400, errorType })
})

test('a list is redeemed whole or not at all, and only the bad ones are named', async () => {
  const { send, sandbox } = await open()
  const [good, bad] = [randomUUID(), randomUUID()]
  await send(verify('LUNCH20'), { guid: good })
  await send(verify('LATEBAD'), { guid: bad })
  const both = actOn([named(good, 'LUNCH20'), named(bad, 'LATEBAD')])
  const answer = await send(both, { type: 'PROMOTION_APPLY' })
  expect(answer).toMatchObject({ status: 400, errors: 1, errorType: 'CODE_ALREADY_USED' })
  expect(sandbox.state().promotions.map((one) => one.status)).toEqual(['reserved', 'reserved'])
  expect(await send(actOn([named(good, 'LUNCH20')]), { type: 'PROMOTION_APPLY' })).toMatchObject({
    status: 200,
  })
})

test('apply refuses what was never verified, and what was switched off since', async () => {
  const { send, control } = await open()
  const apply = (guid: string, code: string) =>
    send(actOn([named(guid, code)]), { type: 'PROMOTION_APPLY' })
  expect(await apply(randomUUID(), 'LUNCH20')).toMatchObject({ errorType: 'CODE_NOT_EXIST' })
  const guid = randomUUID()
  await send(verify('LUNCH20'), { guid })
  await control('code', { code: 'LUNCH20', active: false })
  expect(await apply(guid, 'LUNCH20')).toMatchObject({ errorType: 'CODE_INACTIVE' })
})

test('a reservation without a word for a day is free again', async () => {
  let now = Date.UTC(2026, 2, 14)
  const { send, sandbox } = await open({ clock: () => now })
  const first = randomUUID()
  await send(verify('SPRING5'), { guid: first })
  now += 24 * 3_600_000
  expect(sandbox.state().promotions).toMatchObject([{ status: 'lapsed' }])
  expect(await send({ ...verify('SPRING5'), ...onOrder('c-2') })).toMatchObject({ status: 200 })
  const late = actOn([named(first, 'SPRING5')])
  expect(await send(late, { type: 'PROMOTION_APPLY' })).toMatchObject({
    errorType: 'CODE_ALREADY_USED',
  })
})

test('a void of a stranger is taken, or refused where the switch says so', async () => {
  const stranger = actOn([named(randomUUID(), 'LUNCH20')], {}, [])
  const lenient = await open()
  expect(await lenient.send(stranger, { type: 'PROMOTION_VOID' })).toMatchObject({ status: 200 })
  const strict = await open({ unknownVoid: 'refuse' })
  expect(await strict.send(stranger, { type: 'PROMOTION_VOID' })).toMatchObject({
    errorType: 'CODE_NOT_EXIST',
  })
})

test('the control interface adds codes, tells the state and starts afresh', async () => {
  const { send, control, sandbox } = await open()
  const code = { code: 'Puppy4', name: 'Puppy $4', amount: 4, usesMax: 2, itemsAtLeast: 10 }
  await control('code', code)
  expect(await send(verify('puppy4', [9.99]))).toMatchObject({ errorType: 'CODE_NOT_APPLY' })
  expect(await send(verify('puppy4', [10]))).toMatchObject({ discountAmount: 4, name: 'Puppy $4' })
  const state: unknown = await (await fetch(`${sandbox.controlUrl}/state`)).json()
  expect(state).toMatchObject({ requests: 2, promotions: [{ code: 'PUPPY4', verified: 1 }] })
  await control('reset', {})
  expect(sandbox.state()).toMatchObject({ requests: 0, promotions: [], violations: [] })
  expect(await send(verify('puppy4', [10]))).toMatchObject({ errorType: 'CODE_NOT_EXIST' })
  expect(await control('fault', { kind: 'nonsense' })).toBe(400)
  expect(await control('fault', { kind: 'html', type: 'nonsense' })).toBe(400)
  expect(await control('code', {})).toBe(400)
})

test('a fault hits its own operation only, as often as asked', async () => {
  const { send, control } = await open()
  await control('fault', { kind: 'status', status: 503, type: 'PROMOTION_VERIFY', count: 2 })
  const statuses = []
  const guid = randomUUID()
  statuses.push((await send(actOn([named(guid, 'X')], {}, []), { type: 'PROMOTION_VOID' })).status)
  for (let turn = 0; turn < 3; turn += 1) statuses.push((await send(verify('LUNCH20'))).status)
  expect(statuses).toEqual([200, 503, 503, 200])
})

test('the log has every request with its answer, and never a key', async () => {
  const { send, sandbox } = await open()
  const guid = randomUUID()
  await send(verify('LUNCH20'), { guid })
  const text = await (await fetch(`${sandbox.controlUrl}/log`)).text()
  const log: unknown = JSON.parse(text)
  expect(log).toMatchObject([{ type: 'PROMOTION_VERIFY', guid, status: 200, fault: null }])
  expect(text).not.toContain(KEY)
})

async function open(options: Partial<PromotionsSandboxOptions> = {}) {
  const sandbox = await startPromotionsSandbox({ key: KEY, restaurantId: RESTAURANT, ...options })
  closers.push(() => sandbox.close())
  const control = async (name: string, body: Given) => {
    const answer = await fetch(`${sandbox.controlUrl}/${name}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    await answer.arrayBuffer()
    return answer.status
  }
  const send = (body: Given | string, sent: Sent = {}) => sendTo(sandbox.url, body, sent)
  return { sandbox, url: sandbox.url, control, send }
}

/** Sends a request and answers its status with the fields of the first promotion or error. */
async function sendTo(url: string, body: Given | string, sent: Sent): Promise<Given> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      Authorization: KEY,
      'Toast-Transaction-Type': sent.type ?? 'PROMOTION_VERIFY',
      'Toast-Transaction-GUID': sent.guid ?? randomUUID(),
      'Toast-Restaurant-External-ID': RESTAURANT,
      ...sent.headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await response.text()
  const answer: unknown = text === '' ? {} : JSON.parse(text)
  const errors: unknown = isGiven(answer) ? answer.errors : undefined
  const list = Array.isArray(answer) ? answer : Array.isArray(errors) ? errors : [answer]
  const first: unknown = list[0]
  return { ...(isGiven(first) ? first : {}), status: response.status, errors: list.length }
}

function verify(code: string, prices: readonly number[] = [20], check: Given = {}): Given {
  const newPromotion = { promoCode: code, appliedDate: '2026-03-14T18:08:55.000+0000' }
  return { ...onOrder('c-1', prices, check), appliedPromotions: [], newPromotion }
}

function actOn(
  promotions: readonly Given[],
  check: Given = {},
  appliedPromotions: readonly Given[] = promotions,
): Given {
  return { ...onOrder('c-1', [20], check), appliedPromotions, promotionsToActOn: promotions }
}

function onOrder(guid: string, prices: readonly number[] = [20], check: Given = {}): Given {
  const selections = prices.map((price) => ({ displayName: 'Soup Plate', preDiscountPrice: price }))
  return {
    check: { guid, entityType: 'Check', selections, ...check },
    requestDateTime: '2026-03-14T18:08:55.000+0000',
  }
}

function named(externalId: string, promoCode: string): Given {
  return { externalId, promoCode, discountAmount: 1, appliedDiscountGuid: `d-${externalId}` }
}

function isGiven(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
