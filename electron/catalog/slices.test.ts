import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atOnce, compareTexts, sortedOrder } from './slices'

test('sorting in slices is sorting', () => {
  for (const count of [0, 1, 2047, 2048, 2049, 4096, 4097, 10_000]) {
    const numbers = Array.from({ length: count }, (_, at) => (at * 7919) % 1009)
    const order = atOnce(
      sortedOrder(count, (a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0) || a - b),
    )
    const expected = numbers.map((_, at) => at)
    expected.sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0) || a - b)
    expect([...order]).toEqual(expected)
  }
})

test('texts are compared as the language compares them', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(compareTexts([one, other], 0, 1) < 0).toBe(one < other)
    }),
  )
})
