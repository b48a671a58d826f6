import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { money, sum } from '../money'
import { ONE, pieces } from '../quantity'
import { goodsOf, leftToReturn } from './goods-back'
import type { SoldLine, SoldSale } from './sold'
import { ofPieces, partsOfPieces } from './unit-shares'

/** How many pieces come back at each step, in any split. */
function splitOf(count: number): fc.Arbitrary<readonly number[]> {
  return fc.array(fc.integer({ min: 1, max: count }), { maxLength: count }).map((steps) => {
    const taken: number[] = []
    let left = count
    for (const step of steps) {
      const now = Math.min(step, left)
      if (now > 0) taken.push(now)
      left -= now
    }
    return left > 0 ? [...taken, left] : taken
  })
}

/** A sold line of whole pieces with discounts that are not more than it cost, and a split of it. */
const soldLine = fc.integer({ min: 1, max: 24 }).chain((count) =>
  fc
    .record({
      unitPrice: fc.integer({ min: 0, max: 20_000 }),
      parts: fc.array(fc.integer({ min: 0, max: 1_000_000 }), { maxLength: 5 }),
      tax: fc.integer({ min: 0, max: 5_000 }),
      split: splitOf(count),
    })
    .map(({ unitPrice, parts, tax, split }) => {
      const gross = unitPrice * count
      const whole = parts.reduce((a, b) => a + b, 0)
      const scale = whole > gross ? gross / whole : 1
      const shares = parts.map((part, index) => ({
        discountId: `d-${index}`,
        kind: 'promotion' as const,
        amount: money(Math.floor(part * scale)),
      }))
      const line: SoldLine = {
        lineId: 'line',
        ref: 'L1',
        sku: 'sku',
        name: 'Name',
        category: '',
        unit: 'each',
        unitPrice: money(unitPrice),
        taxRate: 80_000,
        quantity: pieces(count),
        gross: money(gross),
        shares,
        tax: money(tax),
        cameBack: 0,
      }
      return { line, split }
    }),
)

const SALE = { orderId: 'sale', pricesIncludeTax: false } as SoldSale

describe('the frozen shares of pieces', () => {
  it('come to the whole in any split, and no piece bears more than it cost', () => {
    fc.assert(
      fc.property(soldLine, ({ line, split }) => {
        let cameBack = 0
        const goods = split.map((count) => {
          const now = { ...line, cameBack: cameBack as SoldLine['cameBack'] }
          expect(leftToReturn(now)).toBeGreaterThanOrEqual(count * ONE)
          cameBack += count * ONE
          const taken = { id: `g-${cameBack}`, quantity: pieces(count), reason: 'faulty' as const }
          return goodsOf(SALE, now, taken)
        })
        expect(sum(goods.map((one) => one.gross))).toBe(line.gross)
        expect(sum(goods.map((one) => one.tax))).toBe(line.tax)
        line.shares.forEach((share, index) => {
          const parts = goods.map((one) => one.shares[index]?.amount ?? money(0))
          expect(Math.min(...parts)).toBeGreaterThanOrEqual(0)
          expect(sum(parts)).toBe(share.amount)
        })
        for (const one of goods) expect(one.refund).toBeGreaterThanOrEqual(one.tax)
        const paid = line.gross + line.tax - sum(line.shares.map((one) => one.amount))
        expect(sum(goods.map((one) => one.refund))).toBe(paid)
      }),
      { numRuns: 2_000 },
    )
  })

  it('put the larger parts first', () => {
    const each = [0, 1, 2, 3, 4, 5].map((from) => ofPieces(money(189), { of: 6, from, count: 1 }))
    expect(each).toEqual([32, 32, 32, 31, 31, 31])
  })

  it('never let three discounts take more off a piece than it cost', () => {
    const thirds = [money(100), money(100), money(100)]
    const pieceOf = (from: number) => partsOfPieces(thirds, { of: 3, from, count: 1 })
    expect([0, 1, 2].map((from) => sum(pieceOf(from)))).toEqual([100, 100, 100])
  })

  it('refuse pieces that are not there', () => {
    expect(() => ofPieces(money(1), { of: 2, from: 1, count: 2 })).toThrow('No pieces 1+2 of 2')
  })
})
