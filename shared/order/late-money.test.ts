import fc from 'fast-check'
import { expect, it } from 'vitest'
import { money, sum } from '../money'
import { ONE, pieces } from '../quantity'
import { afterLate, taxesOfLate } from './late-money'
import type { SoldLine } from './sold'

const RATE = 200_000

const piece = fc
  .record({
    gross: fc.integer({ min: 1, max: 3_000 }),
    tax: fc.integer({ min: 0, max: 300 }),
    off: fc.integer({ min: 0, max: 3_000 }),
    isBack: fc.boolean(),
  })
  .map((one) => ({ ...one, tax: Math.min(one.tax, one.gross), off: Math.min(one.off, one.gross) }))

const sale = fc.record({
  lines: fc.array(piece, { minLength: 1, maxLength: 5 }),
  pricesIncludeTax: fc.boolean(),
})

type Sale = typeof sale extends fc.Arbitrary<infer T> ? T : never

function soldLine({ gross, tax, isBack }: Sale['lines'][number], index: number): SoldLine {
  return {
    ...{ lineId: `line-${index}`, ref: `L${index}`, sku: 'sku', name: 'Name', category: '' },
    ...{ unit: 'each', unitPrice: money(gross), taxRate: RATE, quantity: pieces(1) },
    ...{ gross: money(gross), shares: [], tax: money(tax), cameBack: isBack ? ONE : 0 },
  }
}

function worked({ lines, pricesIncludeTax }: Sale) {
  const about = { orderId: 'sale', pricesIncludeTax, couponsReduceTaxBase: true as const }
  const sold = { ...about, lines: lines.map(soldLine) }
  const parts = lines.flatMap(({ off, isBack }, index) =>
    isBack || off === 0 ? [] : [{ lineId: `line-${index}`, amount: money(off) }],
  )
  return { sold, parts, taxes: taxesOfLate(sold, parts) }
}

it('the tax of a late coupon is what was charged less what would have been, to the cent', () => {
  fc.assert(
    fc.property(sale, (one) => {
      const { taxes } = worked(one)
      const out = one.lines.filter(({ isBack }) => !isBack)
      const total = (of: (line: (typeof out)[number]) => number) =>
        out.reduce((all, line) => all + of(line), 0)
      const base = total(({ gross, off }) => gross - off)
      const due = Math.round((base * RATE) / (1_000_000 + (one.pricesIncludeTax ? RATE : 0)))
      const less = Math.max(0, total(({ tax }) => tax) - due)
      const room = total(({ tax, off }) => (off > 0 ? tax : 0))
      expect(sum(taxes.map(({ amount }) => amount))).toBe(Math.min(less, room))
    }),
    { numRuns: 5_000 },
  )
})

it('no line gives back more tax than it has, and what is left of it is what it had less that', () => {
  fc.assert(
    fc.property(sale, (one) => {
      const { sold, parts, taxes } = worked(one)
      expect(taxes.map(({ amount }) => amount)).not.toContain(0)
      const refund = money(0)
      const late = { id: 'late', parts, late: { soldOrderId: 'sale', taxes, refund } }
      for (const line of sold.lines) {
        const back = sum(taxes.filter(({ lineId }) => lineId === line.lineId).map((t) => t.amount))
        expect(back).toBeLessThanOrEqual(line.tax)
        const { rest } = afterLate(sold, line, late)
        if (rest !== undefined) expect(rest.tax).toBe(line.tax - back)
        else expect(back).toBe(0)
      }
    }),
    { numRuns: 2_000 },
  )
})
