/*
 * No answer, or one that says "not now": the till does not know, asks again under the same key with the same
 * bytes, and never believes the one or the other.
 */
import { expect, it } from 'vitest'
import {
  afterMoneyCoupon,
  afterMoneyPromotion,
  atCounter,
  beforeMoneyCoupon,
  beforeMoneyPromotion,
  triesOf,
} from './courses'
import { reset, silence, status } from './troubles'

it('[P1 coupon] silence before any effect: asked again under the same key, one use at the end', async () => {
  await beforeMoneyCoupon(() => silence('before'))
  await afterMoneyCoupon(() => silence('before'), 'timeout')
})

it('[P1 promotion] silence before any effect: asked again under the same key, one use at the end', async () => {
  await beforeMoneyPromotion(() => silence('before'))
  await afterMoneyPromotion(() => silence('before'), 'timeout')
})

it('[P2 coupon] silence after the effect: the same key learns that it is done, no second use', async () => {
  await beforeMoneyCoupon(() => silence('after'))
  await afterMoneyCoupon(() => silence('after'), 'timeout')
})

it('[P2 promotion] silence after the effect: the same key learns that it is done, no second use', async () => {
  await beforeMoneyPromotion(() => silence('after'))
  await afterMoneyPromotion(() => silence('after'), 'timeout')
})

it('[P3 coupon] a reset in the middle of the body is no answer', async () => {
  await beforeMoneyCoupon(() => reset('after'))
  await afterMoneyCoupon(() => reset('after'), 'connection-lost')
  await afterMoneyCoupon(() => reset('before'), 'connection-lost')
})

it('[P3 promotion] a reset in the middle of the body is no answer', async () => {
  await beforeMoneyPromotion(() => reset('after'))
  await afterMoneyPromotion(() => reset('after'), 'connection-lost')
  await afterMoneyPromotion(() => reset('before'), 'connection-lost')
})

it('[P4 coupon] 500 before the effect: unknown, sent again', async () => {
  await beforeMoneyCoupon(() => status(500, 'before'))
  await afterMoneyCoupon(() => status(500, 'before'), 'server-error')
})

it('[P4 promotion] 500 before the effect: unknown, sent again', async () => {
  await beforeMoneyPromotion(() => status(500, 'before'))
  await afterMoneyPromotion(() => status(500, 'before'), 'server-error')
})

it('[P5 coupon] 500 after the effect: the till cannot tell it from one before, and does the same', async () => {
  await beforeMoneyCoupon(() => status(500, 'after'))
  await afterMoneyCoupon(() => status(500, 'after'), 'server-error')
  expect(await eventsOf('capture', 'after')).toEqual(await eventsOf('capture', 'before'))
})

it('[P5 promotion] 500 after the effect: the till cannot tell it from one before, and does the same', async () => {
  await beforeMoneyPromotion(() => status(500, 'after'))
  await afterMoneyPromotion(() => status(500, 'after'), 'server-error')
  expect(await eventsOf('apply', 'after')).toEqual(await eventsOf('apply', 'before'))
})

const PAGE = '<!doctype html><title>502 Bad Gateway</title><h1>SPOILT-PAGE-TEXT</h1>'
const HTML = { text: PAGE, headers: { 'Content-Type': 'text/html' } }

it('[P6 coupon] 502, 503 and 504 with a page are unknown, and the page is never shown', async () => {
  for (const code of [502, 503, 504]) {
    await afterMoneyCoupon(() => status(code, 'before', HTML), 'server-error')
  }
  await beforeMoneyCoupon(() => status(503, 'after', HTML))
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.customer()
    counter.line.spoil('authorize', status(502, 'before', HTML), status(504, 'before', HTML))
    await counter.toCoupons()
    expect(JSON.stringify(counter.till.view())).not.toContain('SPOILT-PAGE')
    expect(JSON.stringify([...counter.disk.read()])).not.toContain('SPOILT-PAGE')
  })
})

it('[P6 promotion] 502, 503 and 504 with a page are unknown, and the page is never shown', async () => {
  for (const code of [502, 503, 504]) {
    await afterMoneyPromotion(() => status(code, 'before', HTML), 'server-error')
  }
  await beforeMoneyPromotion(() => status(503, 'after', HTML))
  await atCounter(async (counter) => {
    await counter.goods()
    counter.line.spoil('verify', status(502, 'before', HTML), status(504, 'before', HTML))
    await counter.code()
    expect(counter.notes).toEqual(['promotion-no-answer'])
    expect(JSON.stringify(counter.till.view())).not.toContain('SPOILT-PAGE')
    expect(JSON.stringify([...counter.disk.read()])).not.toContain('SPOILT-PAGE')
  })
})

const BUSY = (seconds: number | null) =>
  status(429, 'before', seconds === null ? {} : { headers: { 'Retry-After': String(seconds) } })

it('[P7 coupon] 429: left alone as long as it asks, a minute at most, then the same key', async () => {
  await beforeMoneyCoupon(() => BUSY(null))
  expect(await gapsAfter429('capture', [null, 40, 600])).toEqual([
    'back-off',
    'as-asked',
    'a-minute',
  ])
})

it('[P7 promotion] 429: left alone as long as it asks, a minute at most, then the same key', async () => {
  await beforeMoneyPromotion(() => BUSY(null))
  expect(await gapsAfter429('apply', [null, 40, 600])).toEqual(['back-off', 'as-asked', 'a-minute'])
})

const WORKING = status(409, 'before', {
  text: JSON.stringify({ error: { code: 'in_progress', message: 'Still working on it' } }),
})

it('[P8 coupon] 409 "in progress" is no decision: asked again under the same key', async () => {
  await beforeMoneyCoupon(() => WORKING)
  await afterMoneyCoupon(() => WORKING, 'timeout')
})

it('[P8 promotion] 409 "in progress" is no decision: asked again under the same key', async () => {
  await beforeMoneyPromotion(() => WORKING)
  await afterMoneyPromotion(() => WORKING, 'timeout')
})

it('[P26 coupon] a release that is never answered is shown as owed, and the till sells on', async () => {
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.customer()
    await counter.toTender()
    counter.line.spoilAll('cancel', silence('before'))
    await counter.run({ type: 'BackFromPayment', to: 'order' })
    await counter.pass(5 * 60_000)
    const row = counter.owed.find((one) => one.effect.request.kind === 'coupon-release')
    expect(row?.effect).toMatchObject({ code: 'timeout' })
    expect(row?.effect.attempts).toBeGreaterThanOrEqual(4)
    await counter.toTender()
    await counter.payCash()
    await counter.run({ type: 'NewOrder' })
    await counter.goods()
    await counter.toTender()
    await counter.payCash()
    expect(counter.order.sale?.receiptNumber).toBe(2)
    counter.line.spoilAll('cancel', null)
    await counter.pass(3_600_000)
    expect(counter.owed).toEqual([])
    expect(counter.holds('authorized')).toEqual([])
  })
})

it('[P26 promotion] a release that is never answered is shown as owed, and the till sells on', async () => {
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.code()
    counter.line.spoilAll('void', silence('before'))
    const [promotion] = counter.order.promotions
    await counter.run({ type: 'RemovePromotion', promotionId: promotion?.id ?? '' })
    expect(counter.order.promotions).toEqual([])
    await counter.pass(5 * 60_000)
    expect(counter.owed).toMatchObject([{ effect: { code: 'timeout' }, subject: 'SPRING5' }])
    expect(counter.owed[0]?.effect.attempts).toBeGreaterThanOrEqual(4)
    await counter.toTender()
    await counter.payCash()
    expect(counter.order.sale?.totals.discount).toBe(0)
    counter.line.spoilAll('void', null)
    await counter.pass(3_600_000)
    expect(counter.owed).toEqual([])
    expect(counter.booked()).toEqual(['voided'])
  })
})

/** What happened, in the journal, around a 500 that came before or after the effect. */
async function eventsOf(call: 'capture' | 'apply', when: 'before' | 'after') {
  let events: readonly string[] = []
  await atCounter(async (counter) => {
    await counter.goods()
    if (call === 'apply') await counter.code()
    else await counter.customer()
    await counter.toTender()
    counter.line.spoil(call, status(500, when))
    await counter.payCash()
    await counter.pass(60_000)
    events = counter.events
  })
  return events
}

/** How long after a 429 the same request goes out again, in words. */
async function gapsAfter429(
  call: 'capture' | 'apply',
  asked: readonly (number | null)[],
): Promise<readonly string[]> {
  const words: string[] = []
  for (const seconds of asked) {
    await atCounter(async (counter) => {
      await counter.goods()
      if (call === 'apply') await counter.code()
      else await counter.customer()
      await counter.toTender()
      counter.line.spoil(call, BUSY(seconds))
      await counter.payCash()
      const at = counter.timers.now()
      const kind = call === 'apply' ? 'promotion-apply' : 'coupon-capture'
      expect(counter.effectsOf(kind)).toMatchObject([{ status: 'waiting', code: 'rate-limited' }])
      while (counter.line.of(call).length < 2) await counter.pass(500)
      const gap = (counter.timers.now() - at) / 1000
      expect(triesOf(counter, call)).toEqual([2])
      words.push(gap < 10 ? 'back-off' : gap >= 60 && gap < 75 ? 'a-minute' : wordFor(gap, seconds))
    })
  }
  return words
}

function wordFor(gap: number, asked: number | null): string {
  return asked !== null && gap >= asked && gap < asked * 1.25 ? 'as-asked' : `${gap} s`
}
