/*
 * A no is a decision: it ends the matter, the sale stands, and after the money a person hears of it.
 */
import { expect, it } from 'vitest'
import type { Counter } from './counter'
import { afterMoneyPromotion, atCounter } from './courses'
import { silence, status } from './troubles'

const CAPTURED = (fields: object) =>
  status(409, 'after', {
    text: JSON.stringify({ error: { code: 'auth_captured', message: 'Captured already', fields } }),
  })

it('[P24 coupon] captured already by us is done; by another sale it is for a person, and the price stands', async () => {
  await atCounter(async (counter) => {
    await toPaid(counter, () => CAPTURED({}))
    expect(counter.owed).toEqual([])
    expect(counter.effectsOf('coupon-capture')).toMatchObject([
      { status: 'delivered', attempts: 1 },
    ])
  })
  await atCounter(async (counter) => {
    await toPaid(counter, () => CAPTURED({ order_ref: counter.order.ref }))
    expect(counter.owed).toEqual([])
  })
  await atCounter(async (counter) => {
    const sealed = await toPaid(counter, () => CAPTURED({ order_ref: 'till-9-20250320-0007' }))
    await counter.pass(3_600_000)
    expect(counter.owed).toMatchObject([
      { effect: { status: 'needs-person', code: 'authorization-captured', attempts: 1 } },
    ])
    expect(counter.order.sale).toEqual(sealed)
    expect(sealed?.totals.coupons).toBe(689)
  })
})

it('[P24 promotion] redeemed already by us is done; by another it is for a person, and the price stands', async () => {
  await afterMoneyPromotion(() => silence('after'), 'timeout')
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.code('LATEBAD')
    await counter.toTender()
    await counter.payCash()
    const sealed = counter.order.sale
    await counter.pass(3_600_000)
    expect(sealed?.totals.discount).toBe(200)
    expect(counter.order.sale).toEqual(sealed)
    expect(counter.owed).toMatchObject([
      {
        effect: {
          status: 'needs-person',
          code: 'promotion-already-used',
          message: 'This code was redeemed at another location.',
          attempts: 1,
        },
      },
    ])
    expect(counter.order.promotions).toMatchObject([{ status: 'redeem-failed' }])
  })
})

it('[P25 coupon] a hold that was captured cannot be let go: for a person, and no second order gets the coupon', async () => {
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.customer()
    await counter.toTender()
    const [authorizationId] = counter.holds('authorized')
    const { ref: orderRef } = counter.order
    await counter.outside.coupons?.capture({
      authorizationId: authorizationId ?? '',
      orderRef,
      paidAt: 0,
    })
    await counter.run({ type: 'BackFromPayment', to: 'order' })
    await counter.pass(60_000)
    expect(counter.owed).toMatchObject([
      { effect: { status: 'needs-person', code: 'authorization-captured', attempts: 1 } },
    ])
    await counter.toTender()
    await counter.payCash()
    expect(counter.order.sale?.totals.coupons).toBe(0)
    await counter.run({ type: 'NewOrder' })
    await counter.goods()
    await counter.customer()
    await counter.toTender()
    await counter.payCash()
    expect(counter.order.sale?.totals.coupons).toBe(0)
    expect([counter.uses('70455'), counter.holds('captured').length]).toEqual([1, 1])
  })
})

it('[P25 promotion] a release that is refused is for a person, and no second order gets the code', async () => {
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.code()
    const [promotion] = counter.order.promotions
    const no = {
      errors: [
        { externalId: promotion?.id, errorType: 'OTHER', userErrorMessage: 'Redeemed already.' },
      ],
    }
    counter.line.spoil('void', status(400, 'before', { text: JSON.stringify(no) }))
    await counter.run({ type: 'RemovePromotion', promotionId: promotion?.id ?? '' })
    await counter.pass(3_600_000)
    expect(counter.owed).toMatchObject([
      {
        effect: {
          status: 'needs-person',
          code: 'promotion-refused',
          message: 'Redeemed already.',
          attempts: 1,
        },
      },
    ])
    await counter.toTender()
    await counter.payCash()
    expect(counter.order.sale?.totals.discount).toBe(0)
    await counter.run({ type: 'NewOrder' })
    await counter.goods()
    await counter.code()
    expect(counter.order.promotions).toEqual([])
    expect(counter.notes).toEqual(['promotion-already-used'])
  })
})

const MISMATCH = () =>
  status(409, 'before', {
    text: JSON.stringify({ error: { code: 'idempotency_conflict', message: 'Another body' } }),
  })
const INVALID = () =>
  status(400, 'before', { text: JSON.stringify({ errors: [{ errorType: 'INVALID_REQUEST' }] }) })

it('[P36 coupon] a key used for something else is our mistake: not tried again, for a person', async () => {
  await atCounter(async (counter) => {
    const sealed = await toPaid(counter, MISMATCH)
    await counter.pass(24 * 3_600_000)
    expect(counter.owed).toMatchObject([
      { effect: { status: 'needs-person', code: 'idempotency-conflict', attempts: 1 } },
    ])
    expect(counter.line.of('capture')).toHaveLength(1)
    expect(counter.order.sale).toEqual(sealed)
  })
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.customer()
    counter.line.spoil('authorize', MISMATCH())
    await counter.toCoupons()
    expect(counter.order.payment?.authorization?.status).toBe('unusable')
    expect(counter.line.of('authorize')).toHaveLength(1)
    expect(counter.owed).toMatchObject([{ effect: { code: 'answer-unusable' } }])
  })
})

it('[P36 promotion] a key used for something else is our mistake: not tried again, for a person', async () => {
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.code()
    await counter.toTender()
    counter.line.spoil('apply', INVALID())
    await counter.payCash()
    await counter.pass(24 * 3_600_000)
    expect(counter.owed).toMatchObject([
      { effect: { status: 'needs-person', code: 'promotion-request-invalid', attempts: 1 } },
    ])
    expect(counter.line.of('apply')).toHaveLength(1)
    expect(counter.order.sale?.totals.discount).toBe(500)
  })
  await atCounter(async (counter) => {
    await counter.goods()
    counter.line.spoil('verify', INVALID())
    await counter.code()
    expect(counter.notes).toEqual(['promotion-request-invalid'])
    expect(counter.line.of('verify')).toHaveLength(1)
  })
})

/** Sells with coupons; the capture goes wrong. Answers the sale as it was sealed. */
async function toPaid(counter: Counter, trouble: () => ReturnType<typeof status>) {
  await counter.goods()
  await counter.customer()
  await counter.toTender()
  counter.line.spoil('capture', trouble())
  await counter.payCash()
  return counter.order.sale
}
