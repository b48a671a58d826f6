import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Bug } from './assert'
import {
  add,
  least,
  money,
  MONEY_MAX,
  most,
  negate,
  proportion,
  share,
  subtract,
  sum,
  ZERO,
} from './money'

const amounts = fc.integer({ min: -MONEY_MAX, max: MONEY_MAX }).map(money)
const prices = fc.integer({ min: 0, max: MONEY_MAX }).map(money)
const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), {
  minLength: 1,
  maxLength: 40,
})

describe('an amount', () => {
  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, MONEY_MAX + 1, -MONEY_MAX - 1, 2 ** 53])(
    'is never %d',
    (value) => {
      expect(() => money(value)).toThrow(Bug)
    },
  )

  it('has one zero', () => {
    expect(Object.is(money(-0), 0)).toBe(true)
    expect(Object.is(negate(ZERO), 0)).toBe(true)
    expect(Object.is(proportion(money(-1), 1, 100), 0)).toBe(true)
    expect(share(money(-1), [1, 0]).map((part) => Object.is(part, -0))).toEqual([false, false])
  })

  it('is added, taken away and compared', () => {
    expect(add(money(3), money(4))).toBe(7)
    expect(subtract(money(3), money(4))).toBe(-1)
    expect(sum([])).toBe(0)
    expect(sum([money(1), money(2), money(-5)])).toBe(-2)
    expect(least(money(3), money(4))).toBe(3)
    expect(most(money(3), money(4))).toBe(4)
    expect(least(money(4), money(3))).toBe(3)
    expect(most(money(4), money(3))).toBe(4)
  })

  it('is never more than the terminal can hold', () => {
    expect(() => add(money(MONEY_MAX), money(1))).toThrow(Bug)
    expect(() => sum([money(MONEY_MAX), money(MONEY_MAX)])).toThrow(Bug)
  })
})

describe('a proportion', () => {
  it.each([
    [100, 80_000, 1_000_000, 8],
    [1, 500_000, 1_000_000, 1],
    [-1, 500_000, 1_000_000, -1],
    [3, 500_000, 1_000_000, 2],
    [-3, 500_000, 1_000_000, -2],
    [1, 499_999, 1_000_000, 0],
    [8355, 80_000, 1_000_000, 668],
    [1249, 150_000, 1_000_000, 187],
    [1080, 80_000, 1_080_000, 80],
    [0, 80_000, 1_000_000, 0],
    [5, 0, 7, 0],
    [MONEY_MAX, 999_999, 1_000_000, 9_999_990_000],
    [MONEY_MAX, 1, 3, 3_333_333_333],
    [9_007_199_254, 1_000_001, 1_000_000, 9_007_208_261],
    [9_999_999_999, 500_000, 1_000_000, 5_000_000_000],
    [-9_999_999_999, 500_000, 1_000_000, -5_000_000_000],
    [9_999_999_999, 499_999, 1_000_000, 4_999_990_000],
  ])('of %d by %d / %d is %d', (amount, numerator, denominator, expected) => {
    expect(proportion(money(amount), numerator, denominator)).toBe(expected)
  })

  it.each([
    [1.5, 1],
    [-1, 1],
    [1, 0],
    [1, -1],
    [1, 1.5],
    [Number.NaN, 1],
  ])('by %d / %d is a mistake', (numerator, denominator) => {
    expect(() => proportion(money(1), numerator, denominator)).toThrow(Bug)
  })

  it('rounds half away from zero, exactly, however large', () => {
    fc.assert(
      fc.property(amounts, fc.nat(1_000_000), fc.integer({ min: 1, max: 1_000_000 }), (a, n, d) => {
        fc.pre(n <= d)
        const doubled = 2n * BigInt(proportion(a, n, d)) * BigInt(d)
        const exact = 2n * BigInt(a) * BigInt(n)
        const error = doubled - exact
        const size = error < 0n ? -error : error
        expect(size <= BigInt(d)).toBe(true)
        if (size === BigInt(d)) expect(error > 0n).toBe(a > 0)
      }),
    )
  })

  it('of the negated amount is the negated proportion', () => {
    fc.assert(
      fc.property(amounts, fc.nat(1_000_000), (a, n) => {
        expect(proportion(negate(a), n, 1_000_000)).toBe(negate(proportion(a, n, 1_000_000)))
      }),
    )
  })
})

describe('a share', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [189, [1, 1, 1, 1, 1, 1], [32, 32, 32, 31, 31, 31]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [5, [0, 0], [5, 0]],
    [0, [3, 4], [0, 0]],
    [500, [5899, 1134, 760, 1062], [333, 64, 43, 60]],
    [1, [1, 2], [0, 1]],
    [7, [0, 3, 0], [0, 7, 0]],
    [MONEY_MAX, [1, 1, 1], [3_333_333_334, 3_333_333_333, 3_333_333_333]],
    [MONEY_MAX, [1e6, 1e6, 1e6], [3_333_333_334, 3_333_333_333, 3_333_333_333]],
    [MONEY_MAX - 2, [1e6, 1e6, 1e6], [3_333_333_333, 3_333_333_333, 3_333_333_332]],
    [MONEY_MAX, [1e6, 2e6], [3_333_333_333, 6_666_666_667]],
    [-MONEY_MAX, [2e6, 1e6], [-6_666_666_667, -3_333_333_333]],
  ])('of %d by %j is %j', (total, by, expected) => {
    expect(share(money(total), by)).toEqual(expected)
  })

  it.each([[[]], [[-1, 2]], [[0.5]], [[Number.NaN]]])('by %j is a mistake', (by) => {
    expect(() => share(money(1), by)).toThrow(Bug)
  })

  it('always adds up to the total', () => {
    fc.assert(
      fc.property(amounts, weights, (total, by) => {
        const parts = share(total, by)
        expect(parts).toHaveLength(by.length)
        expect(sum(parts)).toBe(total)
      }),
    )
  })

  it('gives no part more than its weight while the total is no more than the weights', () => {
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (by, part) => {
        const all = by.reduce((a, b) => a + b, 0)
        fc.pre(all <= MONEY_MAX)
        const parts = share(money(Math.floor(all * part)), by)
        parts.forEach((each, index) => {
          expect(each).toBeGreaterThanOrEqual(0)
          expect(each).toBeLessThanOrEqual(by[index] ?? 0)
        })
      }),
    )
  })

  it('stays within one unit of the exact part, and gives nothing to no weight', () => {
    fc.assert(
      fc.property(prices, weights, (total, by) => {
        const whole = by.reduce((a, b) => a + BigInt(b), 0n)
        fc.pre(whole > 0n)
        share(total, by).forEach((part, index) => {
          const weight = BigInt(by[index] ?? 0)
          const off = BigInt(part) * whole - BigInt(total) * weight
          expect(off < whole && -off < whole).toBe(true)
          if (weight === 0n) expect(part).toBe(0)
        })
      }),
    )
  })
})
