import { describe, expect, it } from 'vitest'
import { Bug } from './assert'
import { money } from './money'
import { isWhole, pieces, price, quantity, QUANTITY_MAX } from './quantity'

describe('a quantity', () => {
  it.each([0, -1, 0.5, Number.NaN, QUANTITY_MAX + 1])('is never %d thousandths', (value) => {
    expect(() => quantity(value)).toThrow(Bug)
  })

  it('is whole pieces, or a part of one', () => {
    expect(pieces(3)).toBe(3000)
    expect(isWhole(pieces(3))).toBe(true)
    expect(isWhole(quantity(1500))).toBe(false)
  })

  it.each([
    [189, 6000, 1134],
    [450, 1234, 555],
    [450, 1, 0],
    [450, 2, 1],
    [333, 1500, 500],
    [0, 99_999_000, 0],
  ])('at %d a unit, %d thousandths cost %d', (unit, thousandths, expected) => {
    expect(price(money(unit), quantity(thousandths))).toBe(expected)
  })
})
