import { expect, test } from 'vitest'
import { codeOf, withoutLeaked } from './live'
import { order0042, viewOf } from './screens/payment/fixtures'

test.each([
  ['cat40063', '40063', 'cat'],
  ['40063cat40063', '40063', '40063cat'],
  ['cat', '40063', 'cat'],
])('%s without the leaked %s is %s', (text, leaked, left) => {
  expect(withoutLeaked(text, leaked)).toBe(left)
})

test('the code of a scanned promotion is the one being verified, without the prefix of its barcode', () => {
  const order = order0042()
  const promotions = order.promotions.map((one) => ({ ...one, status: 'verifying' as const }))
  expect(codeOf('PROMO-SPRING5', viewOf({ ...order, promotions }))).toBe('SPRING5')
  expect(codeOf('PROMO-SPRING5', viewOf(order))).toBe('PROMO-SPRING5')
})
