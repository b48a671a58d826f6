import { expect, test } from 'vitest'
import fc from 'fast-check'
import { money, MONEY_MAX } from '../../../shared/money'
import { cleanText, fromAmount, toAmount, toDateTime, uuidOf } from './wire-values'

test.each([
  [5.5, 550],
  [0, 0],
  [6.3, 630],
  [0.07, 7],
  [19.999, 2000],
  [2.665, 266],
  [2.675, 268],
  [2.6750001, 268],
  [0.005, 0],
  [0.015, 2],
  [1e-9, 0],
  [1e6, 100_000_000],
  [100_000_000, MONEY_MAX],
])('the amount %d is %d cents, half to even', (value, cents) => {
  expect(fromAmount(value, 2)).toBe(cents)
})

test.each([
  -0,
  -0.01,
  -1,
  Number.NaN,
  Infinity,
  1e21,
  1e300,
  100_000_000.01,
  '5.50',
  null,
  undefined,
  true,
  [5],
  {},
])('%s is no amount', (value) => {
  expect(fromAmount(value, 2)).toBeNull()
})

test('currencies without or with three decimals are read and written by their exponent', () => {
  expect(fromAmount(551, 0)).toBe(551)
  expect(fromAmount(5.5005, 3)).toBe(5500)
  expect(toAmount(money(551), 0)).toBe(551)
  expect(toAmount(money(5501), 3)).toBe(5.501)
})

test('an amount written is read back the same, and prints at most two decimals', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MONEY_MAX }), (cents) => {
      const written = toAmount(money(cents), 2)
      expect(JSON.stringify(written)).toMatch(/^\d+(\.\d{1,2})?$/)
      expect(fromAmount(written, 2)).toBe(cents)
    }),
  )
})

test('a moment has milliseconds and its offset written out', () => {
  expect(toDateTime(Date.UTC(2026, 2, 14, 18, 8, 55))).toBe('2026-03-14T18:08:55.000+0000')
})

test('worked-out UUIDs are version 5, steady, and differ by kind', () => {
  expect(uuidOf('item', '1001')).toBe('c0c599ff-e76f-5dcf-b6d6-79f52d38bf77')
  expect(uuidOf('group', '1001')).not.toBe(uuidOf('item', '1001'))
})

test.each([
  ['  Spring \n $5\toff ', 'Spring $5 off'],
  ['a\u0000\u001b@b\u009b', 'a@b'],
  ['pay \u202e00.5', 'pay 00.5'],
  ['\u200b \ufeff', null],
  ['', null],
  [7, null],
  [null, null],
  ['é'.repeat(300), 'é'.repeat(200)],
  ['😀'.repeat(300), '😀'.repeat(200)],
])('text %j is shown as %j', (given, shown) => {
  expect(cleanText(given, 200)).toBe(shown)
})
