import { describe, expect, it } from 'vitest'
import { money } from '../../../shared/money'
import { quickAmounts } from './quick-amounts'

describe('quick cash amounts', () => {
  it.each([
    // The running example of the screens.
    [8334, 2, 6, [8334, 8400, 8500, 9000, 10000, 12000]],
    // Beside a payment already taken there is one row of keys: the coins go first.
    [4334, 2, 3, [4334, 4500, 5000]],
    [4334, 2, 6, [4334, 4400, 4500, 5000, 6000, 10000]],
    // A whole sum has no "next whole".
    [10000, 2, 6, [10000, 10500, 11000, 12000, 15000, 20000]],
    [8500, 2, 6, [8500, 9000, 10000, 12000]],
    [98334, 2, 6, [98334, 98400, 98500, 99000, 100000, 102000]],
    [1, 2, 6, [1, 100, 500, 1000, 2000, 5000]],
    // Yen have no cents: the notes are hundreds.
    [8334, 0, 6, [8334, 8400, 8500, 9000, 10000, 12000]],
    [0, 2, 6, []],
    [-500, 2, 6, []],
  ])('for %i with %i digits and room for %i are %j', (due, exponent, most, expected) => {
    expect(quickAmounts(money(due), exponent, most)).toEqual(expected)
  })

  it('never offer less than is due, the same sum twice, or more than there is room for', () => {
    for (let due = 1; due < 25_000; due += 37) {
      const amounts = quickAmounts(money(due), 2, 6)
      expect(amounts[0]).toBe(due)
      expect(new Set(amounts).size).toBe(amounts.length)
      expect(amounts.length).toBeLessThanOrEqual(6)
      expect(amounts.every((amount) => amount >= due)).toBe(true)
    }
  })
})
