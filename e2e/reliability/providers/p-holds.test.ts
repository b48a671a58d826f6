/*
 * Holds and codes that run out on the way, and a provider whose clock is a day off. Codes carry no end on their
 * wire: their provider says it at the next question.
 */
import { expect, it } from 'vitest'
import type { Counter } from './counter'
import { atCounter } from './courses'
import { silence, status } from './troubles'

const MINUTE = 60_000

it('[P22 coupon] a hold that ran out before its capture is asked for anew; what is gone the store bears', async () => {
  await atCounter(async (counter) => {
    const sealed = await paidWithoutCapture(counter)
    counter.line.spoilAll('capture', null)
    await counter.pass(3 * 3_600_000)
    expect(counter.order.sale).toEqual(sealed)
    expect(counter.holds('captured')).toHaveLength(1)
    expect([counter.uses('70455'), counter.uses('70460')]).toEqual([1, 1])
    expect(counter.owed).toEqual([])
    expect(counter.events).toContain('CouponsReauthorized')
  })
  await atCounter(async (counter) => {
    const sealed = await paidWithoutCapture(counter)
    await control(counter, 'coupon', { action: 'withdraw', coupon: '70455' })
    counter.line.spoilAll('capture', null)
    await counter.pass(3 * 3_600_000)
    expect(counter.order.sale).toEqual(sealed)
    expect(counter.owed).toMatchObject([
      { effect: { status: 'needs-person', code: 'coupons-lost', message: '500' } },
    ])
    expect([counter.uses('70455'), counter.uses('70460')]).toEqual([0, 1])
  })
})

it('[P22 coupon] a hold that ran out while the customer looked for money ends in one price and one use', async () => {
  await atCounter(async (counter) => {
    await counter.sellUntil((order) => order.payment?.step === 'tender')
    counter.line.spoilAll('authorize', silence('before'))
    await counter.pass(20 * MINUTE)
    expect(counter.holds('expired')).toHaveLength(1)
    counter.line.spoilAll('authorize', null)
    await counter.sellUntil((order) => order.sale !== null)
    await counter.pass(3 * 3_600_000)
    const { totals } = counter.order.sale ?? {}
    expect(totals?.coupons).toBe(689)
    expect(counter.holds('captured')).toHaveLength(1)
    expect(counter.holds('authorized')).toEqual([])
    expect(counter.owed).toEqual([])
  })
})

it('[P22 promotion] a code that ended before it was redeemed is for a person; the sale stands', async () => {
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.code()
    await counter.toTender()
    await endCode(counter, 'SPRING5')
    await counter.payCash()
    const sealed = counter.order.sale
    await counter.pass(3 * 3_600_000)
    expect(sealed?.totals.discount).toBe(500)
    expect(counter.order.sale).toEqual(sealed)
    expect(counter.owed).toMatchObject([
      { effect: { status: 'needs-person', code: 'promotion-inactive', attempts: 1 } },
    ])
  })
})

it('[P23 coupon] a coupon that is gone between wallet and authorization is named before the money', async () => {
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.customer('2065550153')
    expect(counter.order.customer).toMatchObject({ coupons: [{ couponId: '70530' }] })
    const full = counter.till.view()?.totals.total
    await counter.toCoupons()
    expect(counter.order.payment).toMatchObject({
      step: 'coupons',
      tenders: [],
      authorization: { status: 'none', rejected: [{ couponId: '70530', reason: 'withdrawn' }] },
    })
    expect(counter.till.view()?.stillToPay).toBe(full)
    await counter.run({ type: 'ContinuePayment' })
    await counter.payCash()
    expect(counter.order.sale?.totals.coupons).toBe(0)
    expect(counter.owed).toEqual([])
  })
})

it('[P23 promotion] a code that ended is taken off with its sentence before the money, whenever it ended', async () => {
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.code()
    const discounted = counter.till.view()?.totals.total ?? 0
    await endCode(counter, 'SPRING5')
    await counter.run({ type: 'Pay' })
    expect(counter.order).toMatchObject({ status: 'open', promotions: [] })
    expect(counter.order.notes).toMatchObject([
      { code: 'promotion-taken-off', values: { reason: 'promotion-inactive' } },
    ])
    expect(counter.till.view()?.totals.total).toBe(discounted + 540)
    await counter.toTender()
    await counter.payCash()
    expect(counter.order.sale?.totals.discount).toBe(0)
    await counter.pass(MINUTE)
    expect([counter.booked(), counter.owed]).toEqual([['voided'], []])
  })
  await atCounter(async (counter) => {
    await counter.sellUntil((order) => order.payment?.storePromotions.length === 1)
    await endCode(counter, 'SPRING5')
    await counter.run({ type: 'ContinuePayment' })
    expect(counter.order).toMatchObject({ status: 'open', promotions: [] })
    expect(counter.notes).toContain('promotion-taken-off')
  })
})

it('[P34 coupon] a service whose clock is a day off is judged by its own clock', async () => {
  for (const days of [-1, 1]) {
    await atCounter(
      async (counter) => {
        await counter.goods()
        await counter.customer()
        await counter.toTender()
        const { expiresAt } = counter.order.payment?.authorization ?? {}
        const left = (expiresAt ?? 0) - counter.timers.now()
        expect(Math.abs(left - 15 * MINUTE)).toBeLessThanOrEqual(1_000)
        await counter.pass(12.9 * MINUTE)
        expect(counter.line.of('authorize')).toHaveLength(1)
        await counter.pass(0.2 * MINUTE)
        expect(counter.line.of('authorize')).toHaveLength(2)
        await counter.pass(3 * MINUTE)
        await counter.payCash()
        await counter.pass(MINUTE)
        expect(counter.order.sale?.totals.coupons).toBe(689)
        expect(counter.holds('captured')).toHaveLength(1)
        expect(counter.owed).toEqual([])
      },
      { couponClockMs: days * 86_400_000 },
    )
  }
})

it('[P34 promotion] a moment named by a provider whose clock is a day off is judged by its own clock', async () => {
  for (const days of [-1, 1]) {
    await atCounter(async (counter) => {
      await counter.goods()
      await counter.code()
      await counter.toTender()
      const theirs = counter.timers.now() + days * 86_400_000
      const headers = {
        Date: new Date(theirs).toUTCString(),
        'Retry-After': new Date(theirs + 40_000).toUTCString(),
      }
      counter.line.spoil('apply', status(503, 'before', { headers }))
      await counter.payCash()
      const sentAt = counter.timers.now()
      while (counter.line.of('apply').length < 2) await counter.pass(1_000)
      const waited = counter.timers.now() - sentAt
      expect(waited).toBeGreaterThanOrEqual(40_000)
      expect(waited).toBeLessThan(75_000)
      await counter.pass(MINUTE)
      expect([counter.booked(), counter.owed]).toEqual([['redeemed'], []])
    })
  }
})

/** Pays while the capture reaches nobody, until the hold has run out. */
async function paidWithoutCapture(counter: Counter) {
  await counter.goods()
  await counter.customer()
  await counter.toTender()
  counter.line.spoilAll('capture', silence('before'))
  await counter.payCash()
  await counter.pass(16 * MINUTE)
  expect(counter.holds('expired')).toHaveLength(1)
  return counter.order.sale
}

async function endCode(counter: Counter, code: string): Promise<void> {
  const { controlUrl } = counter.promotions
  await fetch(`${controlUrl}/code`, {
    method: 'POST',
    body: JSON.stringify({ code, active: false }),
  })
}

async function control(counter: Counter, name: string, body: unknown): Promise<void> {
  const url = `${counter.coupons.baseUrl}/_sandbox/${name}`
  await fetch(url, { method: 'POST', body: JSON.stringify(body) })
}
