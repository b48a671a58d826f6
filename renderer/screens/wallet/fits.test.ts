import { expect, test } from 'vitest'
import { order0042, WALLET_0042 } from '../payment/fixtures'
import { fitOf } from './fits'

const { lines } = order0042()
const [toy, dry, pouches, twelve] = WALLET_0042
const TODAY = '2025-03-20'

test.each([
  [toy, { kind: 'choose-at-pay' }],
  [dry, { kind: 'fits' }],
  [pouches, { kind: 'fits' }],
  [twelve, { kind: 'other-size', size: '24 lb' }],
])('coupon %# is forecast', (coupon, fit) => {
  expect(coupon && fitOf(coupon, lines, TODAY)).toEqual(fit)
})

test('a coupon that needs more pieces than the order has does not fit', () => {
  expect(pouches && fitOf({ ...pouches, minPieces: 7 }, lines, TODAY)).toEqual({
    kind: 'not-in-order',
  })
})

test('a removed line no longer carries a coupon', () => {
  const removed = lines.map((line) => ({ ...line, voided: true }))
  expect(dry && fitOf(dry, removed, TODAY)).toEqual({ kind: 'not-in-order' })
})

test('a coupon counts from its first day to its last', () => {
  const fit = (today: string) => dry && fitOf(dry, lines, today).kind
  expect(fit('2025-02-28')).toBe('not-started')
  expect(fit('2025-03-01')).toBe('fits')
  expect(fit('2025-03-31')).toBe('fits')
  expect(fit('2025-04-01')).toBe('expired')
})
