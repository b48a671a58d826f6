import { expect, test } from 'vitest'
import type { HttpOutcome, HttpRequest } from '../http'
import { lunch20, orderAt, PROMOTION_ID, RESTAURANT_ID, STEPS, VERIFIED_AT } from './fixtures/story'
import { createToastPromotions } from './toast'

const VERIFY = {
  guid: PROMOTION_ID,
  code: 'LUNCH20',
  at: VERIFIED_AT,
  order: orderAt(STEPS.verify),
}
const MANY = {
  guid: '6ac31f8d-5027-4be9-b0d4-f97e12c8a635',
  at: VERIFIED_AT,
  order: orderAt(STEPS.revalidate),
  promotions: [lunch20(550)],
}
const GRANT = '{"discountAmount":5.5,"name":"20% Off Lunch","referenceId":"rsv-1"}'
const AMOUNTS = JSON.stringify([{ externalId: PROMOTION_ID, discountAmount: 9.99 }])
const TIMEOUT: HttpOutcome = { kind: 'no-answer', code: 'timeout', detail: 'late', sent: true }
const OFFLINE: HttpOutcome = { kind: 'no-answer', code: 'offline', detail: 'gone', sent: false }

test('the cashier waits for two attempts, with the same bytes and 250 ms between', async () => {
  const till = provider([TIMEOUT, answer(200, GRANT)])
  expect(await till.verify(VERIFY)).toEqual({
    status: 'ok',
    value: { name: '20% Off Lunch', amount: 550, referenceId: 'rsv-1' },
  })
  expect(till.sent).toHaveLength(2)
  expect(till.sent[1]).toEqual(till.sent[0])
  expect(till.sent[0]?.deadlineMs).toBe(2500)
  expect(till.waits).toEqual([250])
})

test('a third attempt is never made while the cashier waits', async () => {
  const till = provider([TIMEOUT, TIMEOUT, answer(200, GRANT)])
  expect(await till.verify(VERIFY)).toMatchObject({ status: 'unknown', code: 'timeout' })
  expect(till.sent).toHaveLength(2)
  const second = provider([TIMEOUT, TIMEOUT, answer(200, AMOUNTS)])
  expect(await second.revalidate(MANY)).toMatchObject({ status: 'unknown', code: 'timeout' })
  expect(second.sent).toHaveLength(2)
})

test('apply and void are tried once, for five seconds', async () => {
  const till = provider([TIMEOUT, OFFLINE])
  expect(await till.apply(MANY)).toMatchObject({ status: 'unknown', code: 'timeout' })
  expect(await till.void({ ...MANY, lost: [] })).toMatchObject({
    status: 'unknown',
    code: 'offline',
  })
  expect(till.sent.map((request) => request.deadlineMs)).toEqual([5000, 5000])
  expect(till.waits).toEqual([])
})

test('a code that may be reserved is not called offline by the second attempt', async () => {
  const till = provider([TIMEOUT, OFFLINE])
  expect(await till.verify(VERIFY)).toMatchObject({ status: 'unknown', code: 'timeout' })
})

test.each([
  [401, 'misconfigured', 'key-refused'],
  [403, 'misconfigured', 'key-refused'],
  [404, 'misconfigured', 'wrong-address'],
  [405, 'misconfigured', 'wrong-address'],
  [415, 'misconfigured', 'wrong-address'],
  [408, 'unknown', 'timeout'],
  [429, 'unknown', 'rate-limited'],
  [500, 'unknown', 'server-error'],
  [502, 'unknown', 'server-error'],
  [503, 'unknown', 'server-error'],
  [504, 'unknown', 'server-error'],
  [418, 'unknown', 'malformed'],
  [201, 'unknown', 'malformed'],
])('status %d is %s, %s, for every operation', async (status, kind, code) => {
  const expected = { status: kind, code }
  const tries = kind === 'unknown' ? 2 : 1
  const till = provider(Array.from({ length: 2 * tries + 2 }, () => answer(status, '')))
  expect(await till.verify(VERIFY)).toMatchObject(expected)
  expect(till.sent).toHaveLength(tries)
  expect(await till.revalidate(MANY)).toMatchObject(expected)
  expect(await till.apply(MANY)).toMatchObject(expected)
  expect(await till.void({ ...MANY, lost: [] })).toMatchObject(expected)
})

test('400 is a decision and never tried again, whatever its body', async () => {
  const till = provider(Array.from({ length: 4 }, () => answer(400, '<html>no</html>')))
  const nothing = { code: 'promotion-refused', message: null }
  expect(await till.verify(VERIFY)).toMatchObject({ status: 'refused', refused: nothing })
  expect(await till.revalidate(MANY)).toMatchObject({ status: 'refused', refused: [nothing] })
  expect(await till.apply(MANY)).toMatchObject({ status: 'refused', refused: [nothing] })
  expect(await till.void({ ...MANY, lost: [] })).toMatchObject({ status: 'refused' })
  expect(till.sent).toHaveLength(4)
})

test('another 4xx that explains itself is a decision too', async () => {
  const till = provider([answer(409, '{"errors":[{"errorType":"CODE_ALREADY_USED"}]}')])
  expect(await till.verify(VERIFY)).toMatchObject({ refused: { code: 'promotion-already-used' } })
})

test('a web page with status 200 is no answer, for a void neither', async () => {
  const page = answer(200, '<!doctype html><p>Please sign in.')
  const till = provider(Array.from({ length: 6 }, () => page))
  const expected = { status: 'unknown', code: 'malformed' }
  expect(await till.verify(VERIFY)).toMatchObject(expected)
  expect(await till.revalidate(MANY)).toMatchObject(expected)
  expect(await till.apply(MANY)).toMatchObject(expected)
  expect(await till.void({ ...MANY, lost: [] })).toMatchObject(expected)
})

test.each([
  [200, ''],
  [200, '{"status":"SUCCESS"}'],
  [200, 'done'],
  [204, ''],
])('a void answered %d with %j is done', async (status, text) => {
  const till = provider([answer(status, text)])
  expect(await till.void({ ...MANY, lost: [] })).toEqual({ status: 'ok', value: null })
})

test('a void of a code nobody knows is done', async () => {
  const till = provider([answer(400, '{"errors":[{"errorType":"CODE_NOT_EXIST"}]}')])
  expect(await till.void({ ...MANY, lost: [] })).toEqual({ status: 'ok', value: null })
})

test('an apply with another amount is ok, for the guest has paid', async () => {
  const till = provider([answer(200, AMOUNTS)])
  expect(await till.apply(MANY)).toEqual({
    status: 'ok',
    value: [{ promotionId: PROMOTION_ID, amount: 999 }],
  })
})

test('a refused key or a wrong address found by the client passes through', async () => {
  const till = provider([{ kind: 'misconfigured', code: 'wrong-address', detail: 'redirected' }])
  expect(await till.verify(VERIFY)).toMatchObject({
    status: 'misconfigured',
    code: 'wrong-address',
  })
})

test('no line of the log holds the key or the code', async () => {
  const till = provider([TIMEOUT, answer(400, '{"errors":[{"developerErrorMessage":"x"}]}')])
  await till.verify(VERIFY)
  expect(till.log.length).toBeGreaterThan(1)
  expect(till.log.join()).not.toMatch(/secret-key|LUNCH20/)
})

test('its health follows the answers', async () => {
  const till = provider([answer(200, GRANT), TIMEOUT, TIMEOUT, answer(401, ''), answer(400, '')])
  const states = [till.health().state]
  for (let turn = 0; turn < 4; turn += 1) {
    await till.verify(VERIFY)
    states.push(till.health().state)
  }
  expect(states).toEqual(['unused', 'ready', 'not-answering', 'misconfigured', 'ready'])
})

test.each([
  [100, [250]],
  [250, [250]],
  [251, [251]],
  [1_000, [1_000]],
  [5_000, [5_000]],
  [5_001, []],
  [60_000, []],
])('asked to wait %d ms it waits so long, or is not asked again', async (retryAfterMs, waits) => {
  const busy = { ...answer(429, ''), headers: { retryAfterMs, date: null, contentType: null } }
  const till = provider([busy, answer(200, GRANT)])
  const told = await till.verify(VERIFY)
  expect(told.status).toBe(waits.length === 0 ? 'unknown' : 'ok')
  expect(till.waits).toEqual(waits)
})

test.each([
  [400, '', 'refused'],
  [400, 'words', 'refused'],
  [401, '', 'misconfigured'],
  [402, '', 'unknown'],
  [402, 'words', 'unknown'],
  [409, '', 'unknown'],
  [418, '[]', 'unknown'],
])('%d with the body %j is: %s', async (status, body, expected) => {
  const said = answer(status, body)
  expect((await provider([said, said]).verify(VERIFY)).status).toBe(expected)
})

test('a wait that nobody asked for is not passed on', async () => {
  const busy = answer(429, '')
  const told = await provider([busy, busy]).verify(VERIFY)
  expect(told).toMatchObject({ status: 'unknown', code: 'rate-limited' })
  expect(told).not.toHaveProperty('retryAfterMs')
})

test('a promotion twice in an answer is no answer', async () => {
  const entry = { externalId: PROMOTION_ID, discountAmount: 5.5 }
  const twice = answer(200, JSON.stringify([entry, entry]))
  const till = provider([twice, twice])
  expect(await till.revalidate(MANY)).toMatchObject({ status: 'unknown', code: 'malformed' })
})

test('what is sent says where the tax is, and leaves out what there is not', async () => {
  const order = orderAt(STEPS.revalidate)
  const [line] = order.lines
  if (!line) throw new Error('No line')
  const [promotion] = MANY.promotions
  if (!promotion) throw new Error('No promotion')
  const bare = {
    ...MANY,
    order: { ...order, pricesIncludeTax: true, lines: [{ ...line, category: '' }] },
    promotions: [{ ...promotion, referenceId: null }],
  }
  const till = provider([answer(200, AMOUNTS), answer(200, AMOUNTS)])
  await till.revalidate(bare)
  await till.revalidate({
    ...MANY,
    order: { ...order, lines: [{ ...line, category: 'Lunch' }] },
    promotions: [{ ...promotion, referenceId: 'rsv-1' }],
  })
  const [first, second] = till.sent.map((request) => request.body)
  expect(first).toContain('"taxInclusion":"INCLUDED"')
  expect(first).toContain('"itemGroup":null')
  const asked = (body = '') => JSON.stringify(JSON.parse(body).promotionsToActOn)
  expect(asked(first)).not.toContain('"referenceId"')
  expect(second).toContain('"taxInclusion":"NOT_INCLUDED"')
  expect(asked(second)).toContain('"referenceId":"rsv-1"')
  expect(second).not.toContain('"itemGroup":null')
})

/** The provider on a scripted network. */
function provider(outcomes: readonly HttpOutcome[]) {
  const sent: HttpRequest[] = []
  const waits: number[] = []
  const log: string[] = []
  const settings = {
    url: 'https://promotions.example.net/v1',
    apiKey: 'secret-key',
    restaurantExternalId: RESTAURANT_ID,
    timeoutMs: 2000,
    currencyExponent: 2,
  }
  const promotions = createToastPromotions(settings, {
    http: {
      post: (request) => {
        const outcome = outcomes[sent.length]
        sent.push(request)
        return outcome
          ? Promise.resolve(outcome)
          : Promise.reject(new Error('one request too many'))
      },
    },
    wait: (ms) => {
      waits.push(ms)
      return Promise.resolve()
    },
    now: () => 1000,
    log: { warn: (fields, sentence) => log.push(`${sentence} ${JSON.stringify(fields)}`) },
  })
  return { ...promotions, sent, waits, log }
}

function answer(status: number, text: string): HttpOutcome {
  const headers = { retryAfterMs: null, date: null, contentType: null }
  return { kind: 'answer', status, headers, text }
}
