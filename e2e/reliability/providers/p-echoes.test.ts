/*
 * Answers about something else, and answers that come twice, too late or differently.
 */
import { expect, it } from 'vitest'
import type { AuthorizationGrant } from '../../../shared/order/answers'
import type { Counter } from './counter'
import {
  afterMoneyCoupon,
  afterMoneyPromotion,
  atCounter,
  beforeMoneyCoupon,
  beforeMoneyPromotion,
  expectSecurityLine,
} from './courses'
import { content, entries, late, raw, silence, text, type Body } from './troubles'

/** Names something else, in the answer or in each entry of it. */
const naming = (change: Body) => () => entries((one) => ({ ...one, ...change }))

it('[P17 coupon] an answer about another operation is not used, and the log says so', async () => {
  const order = await beforeMoneyCoupon(naming({ order_ref: 'till-9-20250320-0001' }), 'unusable')
  expectSecurityLine(order, 'another order')
  const consumer = await beforeMoneyCoupon(naming({ consumer_id: '999' }), 'unusable')
  expectSecurityLine(consumer, 'another consumer')
  const capture = await afterMoneyCoupon(naming({ auth_id: 'A-99999' }), 'malformed')
  expectSecurityLine(capture, 'another authorization')
  await atCounter(async (counter) => {
    await counter.goods()
    counter.line.spoil('customer', naming({ customer_ref: 'walkin:someone-else' })())
    await counter.customer()
    expect(counter.order.customer).toMatchObject({ status: 'not-answering', coupons: [] })
    expectSecurityLine(counter.log, 'another customer')
  })
})

it('[P17 promotion] an answer about another operation is not used, and the log says so', async () => {
  const other = '11111111-2222-4333-8444-555555555555'
  expectSecurityLine(
    await beforeMoneyPromotion(naming({ externalId: other })),
    'another externalId',
  )
  const applied = await afterMoneyPromotion(naming({ externalId: other }), 'malformed')
  expectSecurityLine(applied, 'a promotion asked about is missing')
})

it('[P18 coupon] an answer about another coupon is not used, and the log says so', async () => {
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.customer()
    await counter.toCoupons()
    counter.line.spoil('authorize', granting('70502'), granting('70502'))
    await counter.run({ type: 'LeaveOutCoupon', couponId: '70460' })
    expect(counter.order.payment?.authorization).toMatchObject({ status: 'unusable', coupons: [] })
    expectSecurityLine(counter.log, 'another coupon')
  })
  await atCounter(async (counter) => {
    counter.line.spoil('redeem', naming({ coupon_id: '70455' })())
    await counter.sellUntil((order) => order.sale !== null)
    const [redeem] = counter.effectsOf('store-promotion-redeem')
    expect(redeem).toMatchObject({ status: 'waiting', code: 'malformed' })
    expectSecurityLine(counter.log, 'another coupon')
    await counter.pass(60_000)
    expect(counter.uses('70311')).toBe(1)
    expect(counter.owed).toEqual([])
  })
})

it('[P18 promotion] an answer about another code is not used, and the log says so', async () => {
  expectSecurityLine(
    await beforeMoneyPromotion(naming({ promoCode: 'ADOPT10' })),
    'another promoCode',
  )
  const applied = await afterMoneyPromotion(naming({ promoCode: 'ADOPT10' }), 'malformed')
  expectSecurityLine(applied, 'another promoCode')
})

/** The answer twice on one connection, the second time where the next answer is expected. */
const doubled = () =>
  raw(async ({ response, forward }) => {
    const { text: body, headers } = await forward()
    const lines = Object.entries({ ...headers, 'Content-Length': Buffer.byteLength(body) })
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
    const whole = `HTTP/1.1 200 OK\r\n${head}\r\n${body}`
    response.socket?.write(whole + whole)
  })

it('[P19 coupon] the same answer a second time changes nothing', async () => {
  await atCounter(async (counter) => {
    for (const call of ['customer', 'order', 'authorize', 'capture'] as const) {
      counter.line.spoil(call, doubled())
    }
    await counter.goods()
    await counter.customer()
    await counter.toTender()
    const { authRef, grant } = granted(counter)
    const before = counter.disk.last
    const answer = { status: 'ok', value: grant } as const
    counter.say({ type: 'AuthorizationAnswered', orderId: counter.order.id, authRef, answer })
    expect(counter.disk.last).toBe(before)
    await counter.payCash()
    await counter.pass(60_000)
    const [capture] = counter.effectsOf('coupon-capture')
    const after = counter.disk.last
    const outcome = { status: 'delivered' } as const
    counter.say({
      type: 'EffectAnswered',
      orderId: counter.order.id,
      effectId: capture?.id ?? '',
      outcome,
    })
    expect(counter.disk.last).toBe(after)
    expect([counter.uses('70455'), counter.owed.length]).toEqual([1, 0])
  })
})

it('[P19 promotion] the same answer a second time changes nothing', async () => {
  await atCounter(async (counter) => {
    for (const call of ['verify', 'revalidate', 'apply'] as const)
      counter.line.spoil(call, doubled())
    await counter.goods()
    await counter.code()
    const [promotion] = counter.order.promotions
    const before = counter.disk.last
    const { name = '', amount, referenceId = null, id = '' } = promotion ?? {}
    if (amount === undefined) throw new Error('No promotion')
    const answer = { status: 'ok', value: { name, amount, referenceId } } as const
    counter.say({ type: 'VerifyAnswered', orderId: counter.order.id, promotionId: id, answer })
    expect(counter.disk.last).toBe(before)
    await counter.toTender()
    await counter.payCash()
    await counter.pass(60_000)
    expect(counter.booked()).toEqual(['redeemed'])
    expect(counter.promotions.state().promotions).toMatchObject([{ applied: 1, verified: 1 }])
    expect(counter.owed).toEqual([])
  })
})

it('[P20 coupon] a grant that comes after the release is let go once more; the release stands', async () => {
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.customer()
    const { trouble, go } = late('before')
    counter.line.spoil('authorize', trouble)
    counter.line.held = 1
    counter.say({ type: 'Pay' })
    await counter.timers.settle()
    counter.say({ type: 'ContinuePayment' })
    await counter.timers.settle()
    await counter.run({ type: 'ContinueWithoutCoupons' })
    await counter.pass(1_000)
    expect(counter.effectsOf('coupon-release')).toMatchObject([{ status: 'delivered' }])
    go()
    counter.line.held = 0
    await counter.pass(1_000)
    expect(counter.effectsOf('coupon-release')).toMatchObject([
      { status: 'delivered' },
      { status: 'delivered', request: { authorizationId: expect.stringMatching(/^A-/) as string } },
    ])
    expect(counter.line.of('cancel')).toHaveLength(2)
    expect(counter.order.payment?.authorization).toBeNull()
    await counter.payCash()
    expect(counter.order.sale?.totals.coupons).toBe(0)
    expect([counter.holds('authorized'), counter.holds('captured')]).toEqual([[], []])
  })
})

it('[P20 promotion] a grant that comes after the release is let go once more; the release stands', async () => {
  await atCounter(async (counter) => {
    await counter.goods()
    const { trouble, go } = late('after')
    counter.line.spoil('verify', trouble)
    counter.line.spoil('void', silence('before'))
    counter.line.held = 1
    counter.say({ type: 'ApplyCode', code: 'SPRING5' })
    await counter.timers.settle()
    const { id: orderId } = counter.order
    await counter.run({ type: 'CancelOrder', orderId })
    await counter.pass(300)
    go()
    counter.line.held = 0
    await counter.pass(60_000)
    const keys = new Set(counter.line.of('void').map((request) => request.key))
    expect(keys.size).toBe(2)
    expect(counter.booked()).toEqual(['voided'])
    expect(counter.owed).toEqual([])
    expect(counter.order.promotions).toEqual([])
  })
})

it('[P21 coupon] of two different answers the first stands, the second is let go, a manager is told', async () => {
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.customer()
    await counter.toTender()
    const { authRef, grant } = granted(counter)
    const before = counter.order.payment?.authorization
    const value = { ...grant, authorizationId: 'A-OTHER', coupons: grant.coupons.slice(0, 1) }
    await counter.run({
      type: 'AuthorizationAnswered',
      orderId: counter.order.id,
      authRef,
      answer: { status: 'ok', value },
    })
    expect(counter.order.payment?.authorization).toEqual(before)
    expect(counter.owed.map(({ effect }) => effect.code)).toContain('answers-differ')
    expect(counter.line.of('cancel').map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
      { auth_id: 'A-OTHER' },
    ])
    await counter.payCash()
    await counter.pass(60_000)
    expect(counter.order.sale?.totals.coupons).toBe(689)
    expect(counter.holds('captured')).toHaveLength(1)
    expect(counter.owed.map(({ effect }) => effect.code)).toEqual(['answers-differ'])
  })
})

it('[P21 promotion] of two different answers the first stands, and the conflict is for a person', async () => {
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.code()
    const [promotion] = counter.order.promotions
    const before = counter.disk.last
    const refused = { promotionId: null, code: 'promotion-already-used', message: null } as const
    counter.say({
      type: 'VerifyAnswered',
      orderId: counter.order.id,
      promotionId: promotion?.id ?? '',
      answer: { status: 'refused', refused },
    })
    expect(counter.disk.last).toBe(before)
    await counter.toTender()
    counter.line.spoil(
      'apply',
      text((given) => given.replace('"discountAmount":5', '"discountAmount":4')),
    )
    await counter.payCash()
    await counter.pass(60_000)
    expect(counter.order.sale?.totals.discount).toBe(500)
    expect(counter.owed).toMatchObject([
      { effect: { status: 'needs-person', code: 'promotion-amount-differs' } },
    ])
  })
})

/** An answer that grants a coupon nobody asked for instead of the first one. */
function granting(couponId: string) {
  return content((body) => {
    const coupons = body['coupons']
    const [first, ...rest] = Array.isArray(coupons) ? (coupons as object[]) : []
    return { ...body, coupons: [{ ...first, coupon_id: couponId }, ...rest] }
  })
}

/** The question and the grant that stands. */
function granted(counter: Counter): {
  readonly authRef: string
  readonly grant: AuthorizationGrant
} {
  const found = [...counter.disk.read()]
    .map(({ event }) => event)
    .find((event) => event.type === 'CouponsAuthorized')
  if (!found) throw new Error('Nothing was granted')
  return found as { readonly type: string } & { authRef: string; grant: AuthorizationGrant }
}
