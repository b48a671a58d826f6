import { describe, expect, it } from 'vitest'
import { Bug } from './assert'
import { money } from './money'
import {
  changedSum,
  isWhole,
  ONE,
  pieces,
  price,
  quantity,
  QUANTITY_MAX,
  sumOfQuantities,
} from './quantity'

describe('a quantity', () => {
  it.each([0, -1, 0.5, Number.NaN, QUANTITY_MAX + 1])('is never %d thousandths', (value) => {
    expect(() => quantity(value)).toThrow(Bug)
  })

  it('is at most 99,999 pieces, and one piece is a thousand thousandths', () => {
    expect(quantity(QUANTITY_MAX)).toBe(pieces(99_999))
    expect(quantity(1)).toBe(1)
    expect(pieces(1)).toBe(ONE)
  })

  it('is added up, beyond the largest too; what is taken out goes and what comes is added', () => {
    expect(sumOfQuantities([])).toBe(0)
    expect(sumOfQuantities([quantity(QUANTITY_MAX), ONE])).toBe(QUANTITY_MAX + 1000)
    expect(changedSum(pieces(5), [ONE, pieces(2)], [quantity(500)])).toBe(2500)
    expect(changedSum(ONE, [ONE], [])).toBe(0)
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
