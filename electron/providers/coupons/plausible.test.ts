import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { money, ZERO } from '../../../shared/money'
import { exampleOrder, ORDER_REF } from './testing/example'
import { HOLD_MS_ASSUMED, plausibleGrant } from './plausible'
import type { ToldAuthorization, ToldCoupon } from './wire/answers'

const order = exampleOrder()

function line(lineRef: string | null, amount: number | null): ToldCoupon['lines'][number] {
  return { lineRef, amount: amount === null ? null : money(amount), quantity: null }
}

function coupon(changes: Partial<ToldCoupon> = {}): ToldCoupon {
  const lines = [line('L1', 500)]
  return { couponId: '70455', title: 'Dry', amount: money(500), uses: 1, lines, ...changes }
}

function told(changes: Partial<ToldAuthorization> = {}): ToldAuthorization {
  return {
    recognised: true,
    broken: false,
    authorizationId: 'A-1',
    orderRef: ORDER_REF,
    consumerId: null,
    expiresAt: null,
    totalValue: null,
    coupons: [coupon()],
    rejected: [],
    ...changes,
  }
}

function withCoupon(changes: Partial<ToldCoupon>) {
  return plausibleGrant(told({ coupons: [coupon(changes)] }), order, 0)
}

describe('an answer is unusable when', () => {
  test.each([
    ['something in it cannot be read', told({ broken: true })],
    ['its total is not the sum of its coupons', told({ totalValue: money(501) })],
    ['it gives coupons without an id', told({ authorizationId: null })],
    ['it says nothing of an authorization', told({ recognised: false })],
    ['it gives a coupon twice', told({ coupons: [coupon(), coupon()] })],
    ['a coupon has no id', told({ coupons: [coupon({ couponId: null })] })],
    ['a line is not ours', told({ coupons: [coupon({ lines: [line('L9', 500)] })] })],
    ['a line is missing', told({ coupons: [coupon({ lines: [] })] })],
    ['the lines do not add up', told({ coupons: [coupon({ amount: money(501) })] })],
    [
      'an amount is negative',
      told({ coupons: [coupon({ amount: money(-5), lines: [line('L1', -5)] })] }),
    ],
    ['no amount is told', told({ coupons: [coupon({ amount: null, lines: [line('L1', null)] })] })],
  ])('%s', (_why, answer) => {
    expect(plausibleGrant(answer, order, 0).ok).toBe(false)
  })
})

describe('the total that is told', () => {
  const lines = [line('L1', 200), line('L2', 300)]

  test('is compared with the lines of a coupon that tells none of its own', () => {
    const coupons = [coupon({ amount: null, lines })]
    const read = (totalValue: number) =>
      plausibleGrant(told({ coupons, totalValue: money(totalValue) }), order, 0)
    expect(read(500)).toMatchObject({ ok: true, value: { coupons: [{ amount: 500 }] } })
    expect(read(501)).toMatchObject({ ok: false, error: 'a wrong total' })
  })

  test('counts no line without an amount', () => {
    const spread = coupon({ amount: money(500), lines: [line('L1', null), line('L2', 300)] })
    const coupons = [spread, coupon({ couponId: '2', amount: null, lines: [line('L1', 100)] })]
    const answer = told({ coupons, totalValue: money(600) })
    expect(plausibleGrant(answer, order, 0)).toMatchObject({ ok: true })
  })

  test('of a coupon with no amounts at all is not known', () => {
    const coupons = [coupon({ amount: null, lines: [line('L1', null)] })]
    expect(plausibleGrant(told({ coupons, totalValue: money(0) }), order, 0).ok).toBe(false)
  })
})

test('a coupon is for no more pieces than its line has', () => {
  const [first] = order.lines
  if (!first) throw new Error('No line')
  const quantities = (quantity: number) => {
    const lines = [{ ...line('L1', 500), quantity: quantity as typeof first.quantity }]
    const read = withCoupon({ lines })
    return read.ok ? read.value.coupons[0]?.lines[0]?.quantity : read.error
  }
  expect(quantities(first.quantity - 1)).toBe(first.quantity - 1)
  expect(quantities(first.quantity + 1)).toBe(first.quantity)
})

test('a coupon twice on one line is unusable', () => {
  expect(withCoupon({ lines: [line('L1', 250), line('L1', 250)] })).toEqual({
    ...{ ok: false, error: 'coupon 70455 twice on L1' },
  })
})

test('an answer without an end is taken to hold for a quarter of an hour', () => {
  expect(plausibleGrant(told(), order, 1000)).toMatchObject({
    value: { expiresAt: 1000 + HOLD_MS_ASSUMED },
  })
})

test('nothing applies', () => {
  const nothing = told({ authorizationId: null, coupons: [], orderRef: null })
  expect(plausibleGrant(nothing, order, 0)).toMatchObject({
    value: { authorizationId: null, expiresAt: null, coupons: [] },
  })
})

test('a value without amounts per line is spread by what the lines cost', () => {
  const lines = [line('L1', null), line('L2', null)]
  expect(withCoupon({ amount: money(100), lines })).toMatchObject({
    value: { coupons: [{ amount: 100, lines: [{ amount: 84 }, { amount: 16 }] }], cut: [] },
  })
})

test('a coupon, or a line of it, may take nothing off', () => {
  const none = [line('L1', null), line('L2', null)]
  expect(withCoupon({ amount: ZERO, lines: none })).toMatchObject({
    value: { coupons: [{ amount: 0, lines: [{ amount: 0 }, { amount: 0 }] }], cut: [] },
  })
  expect(withCoupon({ lines: [line('L1', 500), line('L2', 0)] })).toMatchObject({
    value: { coupons: [{ amount: 500, lines: [{ amount: 500 }, { amount: 0 }] }], cut: [] },
  })
  expect(withCoupon({ amount: money(-1), lines: none }).ok).toBe(false)
})

test('amounts per line stand in for a missing value', () => {
  expect(withCoupon({ amount: null })).toMatchObject({ value: { coupons: [{ amount: 500 }] } })
})

test('two coupons on one line are cut where the line ends, and named', () => {
  const first = coupon({ couponId: '1', amount: money(5000), lines: [line('L1', 5000)] })
  const second = coupon({ couponId: '2', amount: money(5000), lines: [line('L1', 5000)] })
  expect(plausibleGrant(told({ coupons: [first, second] }), order, 0)).toMatchObject({
    value: { coupons: [{ amount: 5000 }, { amount: 899, lines: [{ amount: 899 }] }], cut: ['2'] },
  })
})

test('whatever is told, no line goes below zero and every coupon is the sum of its lines', () => {
  const anyLine = fc.record({
    lineRef: fc.constantFrom('L1', 'L2', 'L3'),
    amount: fc.option(fc.integer({ min: 0, max: 10_000 }).map(money)),
    quantity: fc.constant(null),
  })
  const anyCoupon = fc.record({
    couponId: fc.string({ minLength: 1, maxLength: 3 }),
    title: fc.constant(''),
    amount: fc.option(fc.integer({ min: 0, max: 20_000 }).map(money)),
    uses: fc.constant(1),
    lines: fc.uniqueArray(anyLine, { maxLength: 3, selector: (entry) => entry.lineRef }),
  })
  fc.assert(
    fc.property(fc.array(anyCoupon, { maxLength: 5 }), (coupons) => {
      const grant = plausibleGrant(told({ coupons }), order, 0)
      if (!grant.ok) return
      const given = grant.value.coupons.flatMap((entry) => entry.lines)
      for (const { ref, net } of order.lines) {
        const here = given.filter((entry) => entry.lineRef === ref)
        expect(here.reduce((all, entry) => all + entry.amount, 0)).toBeLessThanOrEqual(net)
      }
      for (const entry of grant.value.coupons) {
        expect(entry.lines.reduce((all, part) => all + part.amount, 0)).toBe(entry.amount)
      }
    }),
  )
})
