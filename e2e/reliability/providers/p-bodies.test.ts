/*
 * Answers that cannot be read, are too large, too slow or too deep, and answers with more in them than we know.
 * The provider has done its part each time: what the till cannot read it does not know.
 */
import { createServer, type ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { createHttp, RESPONSE_BYTES_MAX } from '../../../electron/providers/http'
import { parseJson } from '../../../electron/providers/json'
import {
  afterMoneyCoupon,
  afterMoneyPromotion,
  atCounter,
  beforeMoneyCoupon,
  beforeMoneyPromotion,
} from './courses'
import type { Trouble } from './line'
import { content, drip, entries, raw, text, told, type Body } from './troubles'

const empty = () => told((one) => ({ ...one, text: '' }))
const cut = () => text((given) => given.slice(0, Math.floor(given.length * 0.7)))
const notJson = () => text(() => 'OK, done.')
/** The first name twice: a careless reader would take the last value, which is the right one. */
const twice = () => text((given) => given.replace(/"(\w+)":/, '"$1":null,"$1":'))
/** The same, the first of the two with a letter escaped. */
const twiceEscaped = () =>
  text((given) =>
    given.replace(/"(\w)(\w+)":/, (_all, first: string, rest: string) => {
      const code = first.charCodeAt(0).toString(16).padStart(4, '0')
      return `"\\u${code}${rest}":null,"${first}${rest}":`
    }),
  )

async function coupon(trouble: () => Trouble): Promise<void> {
  await beforeMoneyCoupon(trouble, 'unusable')
  await afterMoneyCoupon(trouble, 'malformed')
}

async function promotion(trouble: () => Trouble): Promise<void> {
  await beforeMoneyPromotion(trouble)
  await afterMoneyPromotion(trouble, 'malformed')
}

it('[P9 coupon] 200 without a body is no answer', () => coupon(empty))

it('[P9 promotion] 200 without a body is no answer', () => promotion(empty))

it('[P10 coupon] a body cut short is no answer', () => coupon(cut))

it('[P10 promotion] a body cut short is no answer', () => promotion(cut))

it('[P11 coupon] words instead of JSON are no answer', () => coupon(notJson))

it('[P11 promotion] words instead of JSON are no answer', () => promotion(notJson))

it('[P12 coupon] a name twice in one object is no answer, however it is written', async () => {
  await coupon(twice)
  await afterMoneyCoupon(twiceEscaped, 'malformed')
})

it('[P12 promotion] a name twice in one object is no answer, however it is written', async () => {
  await promotion(twice)
  await afterMoneyPromotion(twiceEscaped, 'malformed')
})

it('[P13 coupon] parts of another type are no answer', async () => {
  const wrong: readonly ((body: Body) => unknown)[] = [
    (body) => ({ ...body, coupons: { '70455': '5.00' } }),
    (body) => ({ ...body, coupons: ['70455'] }),
    (body) => ({ ...body, auth_id: ['A-31907'] }),
    (body) => ({ ...body, auth_id: { id: 1 }, coupons: [] }),
    (body) => ({ ...body, order_ref: 17.5 }),
    () => ['A-31907'],
    () => 'authorized',
    () => null,
  ]
  for (const change of wrong) await beforeMoneyCoupon(() => content(change), 'unusable')
  const settled: readonly ((body: Body) => unknown)[] = [
    (body) => ({ ...body, auth_id: ['A-31907'] }),
    (body) => ({ ...body, status: 7 }),
    (body) => ({ ...body, coupons: 'all' }),
    () => [],
    () => true,
  ]
  for (const change of settled) await afterMoneyCoupon(() => content(change), 'malformed')
})

it('[P13 promotion] parts of another type are no answer', async () => {
  const wrong: readonly ((body: Body) => unknown)[] = [
    (body) => [body],
    (body) => ({ ...body, discountAmount: [5] }),
    (body) => ({ ...body, discountAmount: true }),
    () => 5,
    () => null,
  ]
  for (const change of wrong) await beforeMoneyPromotion(() => content(change))
  const settled: readonly (() => Trouble)[] = [
    () => content((body) => ({ promotions: body })),
    () => entries((one) => [one]),
    () => entries((one) => ({ ...one, externalId: { id: 1 } })),
    () => content(() => ({})),
  ]
  for (const trouble of settled) await afterMoneyPromotion(trouble, 'malformed')
})

const FIFTY_MB = 50 * 1_048_576

/** A body without end in sight; the server stops when nobody takes it any more. */
const huge = () =>
  raw(async ({ forward, response }) => void (await forward(), await flood(response)))

async function flood(response: ServerResponse): Promise<number> {
  const piece = Buffer.alloc(65_536, 'x')
  response.writeHead(200, { 'Content-Type': 'application/json' })
  let sent = 0
  while (sent < FIFTY_MB && !response.destroyed) {
    sent += piece.length
    if (response.write(piece)) continue
    await roomOrEnd(response)
  }
  response.end()
  return sent
}

function roomOrEnd(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done)
      response.off('close', done)
      resolve()
    }
    response.on('drain', done)
    response.on('close', done)
  })
}

/** Twelve thousand bytes that unfold to a thousand times as many. */
const BOMB = gzipSync(Buffer.alloc(12 * RESPONSE_BYTES_MAX, ' '))

const bomb = () =>
  raw(async ({ forward, response }) => {
    await forward()
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' })
    response.end(BOMB)
  })

it('[P30 coupon] 50 MB are cut at the limit', async () => {
  await coupon(huge)
  const { sent, grown } = await costOf(async (response) => flood(response))
  expect(sent).toBeLessThan(8 * RESPONSE_BYTES_MAX)
  expect(grown).toBeLessThan(20 * 1_048_576)
})

it('[P30 promotion] 50 MB are cut at the limit', () => promotion(huge))

it('[P31 coupon] a gzip bomb is cut at the limit, counted as it unfolds', async () => {
  await coupon(bomb)
  const { grown } = await costOf(async (response) => {
    response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(BOMB)
    return BOMB.length
  })
  expect(grown).toBeLessThan(20 * 1_048_576)
})

it('[P31 promotion] a gzip bomb is cut at the limit, counted as it unfolds', () => promotion(bomb))

it('[P32 coupon] an answer that drips ends at the deadline, not with its last byte', async () => {
  await beforeMoneyCoupon(() => drip(4))
  await afterMoneyCoupon(() => drip(4), 'timeout')
})

it('[P32 promotion] an answer that drips ends at the deadline, not with its last byte', async () => {
  await beforeMoneyPromotion(() => drip(4))
  await afterMoneyPromotion(() => drip(4), 'timeout')
})

const DEEP = '['.repeat(100_000) + ']'.repeat(100_000)
const DEEP_OBJECTS = '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)

it('[P33 coupon] a hundred thousand levels are not followed', async () => {
  await coupon(() => text(() => DEEP))
  await afterMoneyCoupon(() => text(() => DEEP_OBJECTS), 'malformed')
  expect(parseJson(DEEP)).toEqual({ ok: false, error: 'JSON nested beyond 32' })
})

it('[P33 promotion] a hundred thousand levels are not followed', async () => {
  await promotion(() => text(() => DEEP))
  await afterMoneyPromotion(() => text(() => DEEP_OBJECTS), 'malformed')
  const began = performance.now()
  expect(parseJson(DEEP_OBJECTS).ok).toBe(false)
  expect(performance.now() - began).toBeLessThan(1000)
})

const CANARY = 'CANARY-OF-A-NEW-FIELD'
const NEW = { brandNew: CANARY, deeper: { more: [CANARY, { again: CANARY }] }, [CANARY]: 1 }

it('[P35 coupon] fields nobody knows are passed over and never kept', async () => {
  await atCounter(async (counter) => {
    const more = content((body) => {
      const coupons = body['coupons']
      const fuller = Array.isArray(coupons)
        ? coupons.map((one: Body) => ({ ...one, ...NEW }))
        : coupons
      return { ...body, ...NEW, ...(fuller === undefined ? {} : { coupons: fuller }) }
    })
    for (const call of ['customer', 'order', 'authorize', 'capture'] as const) {
      counter.line.spoilAll(call, more)
    }
    await counter.goods()
    await counter.customer()
    await counter.toTender()
    await counter.payCash()
    expect(counter.order.sale?.totals.coupons).toBe(689)
    expect(counter.holds('captured')).toHaveLength(1)
    expect(counter.owed).toEqual([])
    expect(
      JSON.stringify([...counter.disk.read(), counter.till.view(), counter.log]),
    ).not.toContain(CANARY)
  })
})

it('[P35 promotion] fields nobody knows are passed over and never kept', async () => {
  await atCounter(async (counter) => {
    const more = entries((one) => ({ ...one, ...NEW }))
    for (const call of ['verify', 'revalidate', 'apply'] as const) counter.line.spoilAll(call, more)
    await counter.goods()
    await counter.code()
    await counter.toTender()
    await counter.payCash()
    expect(counter.order.sale?.totals.discount).toBe(500)
    expect(counter.booked()).toEqual(['redeemed'])
    expect(counter.owed).toEqual([])
    expect(
      JSON.stringify([...counter.disk.read(), counter.till.view(), counter.log]),
    ).not.toContain(CANARY)
  })
})

/** What five such answers cost: bytes that left the server for the last one, and memory that stays. */
async function costOf(
  play: (response: ServerResponse) => Promise<number>,
): Promise<{ readonly sent: number; readonly grown: number }> {
  let sent = 0
  const server = createServer((request, response) => {
    request.resume()
    void play(response).then((bytes) => (sent = bytes))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
  const post = () => createHttp().post({ url, headers: {}, body: '{}', deadlineMs: 5000 })
  await post()
  const before = memory()
  for (let turn = 0; turn < 5; turn += 1) {
    expect(await post()).toMatchObject({ kind: 'no-answer', code: 'malformed', sent: true })
  }
  const grown = memory() - before
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  return { sent, grown }
}

function memory(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
