import { describe, expect, it } from 'vitest'
import { money } from '../money'
import { pieces, quantity } from '../quantity'
import type { BasketLine } from './basket'
import { promotionBook } from './book'
import { evaluate } from './evaluate'
import { quantityOf } from './manufacturer-coupon-fill'
import type { StorePromotionRule } from './store-promotion'
import { eligible, HAPPY } from './testing/arbitrary'
import { bundleOf, heading, pairOf } from './testing/rules'

const PRICES: Readonly<Record<string, number>> = { tea: 300, cake: 425, bun: 200 }

function line(sku: string, count: number): BasketLine {
  return {
    ...{ lineId: sku, sku, barcodes: [], category: '', counted: true },
    ...{ unitPrice: money(PRICES[sku] ?? 0), quantity: pieces(count) },
    scans: [{ at: HAPPY, pieces: count }],
  }
}

/** What the promotions take off so many pieces of each. */
function taken(rules: readonly StorePromotionRule[], counts: Readonly<Record<string, number>>) {
  const lines = Object.entries(counts).map(([sku, count]) => line(sku, count))
  const { applied, saved, bounded } = evaluate(
    { lines, now: HAPPY, customer: null },
    promotionBook(rules, 'UTC'),
  )
  expect(bounded).toBe(false)
  return { saved, applied: applied.map((one) => [one.ruleId, one.times, one.amount]) }
}

function off(id: string, sku: string, cents: number): StorePromotionRule {
  return {
    ...heading(id, id),
    ...{ class: 'item', kind: 'each', eligible: eligible({ skus: [sku] }) },
    value: { kind: 'amount', amount: money(cents) },
  }
}

const TEA_TIME = bundleOf(['tea-time', 'Tea and cake'], 600, [
  [{ skus: ['tea'] }, 1],
  [{ skus: ['cake'] }, 1],
])
const BREAKFAST = bundleOf(['breakfast', 'Tea and a bun'], 450, [
  [{ skus: ['tea'] }, 1],
  [{ skus: ['bun'] }, 1],
])

describe('promotions that want the same pieces', () => {
  it('are all given where there is enough for all', () => {
    expect(taken([TEA_TIME, BREAKFAST], { tea: 2, cake: 1, bun: 1 })).toEqual({
      saved: 175,
      applied: [
        ['breakfast', 1, 50],
        ['tea-time', 1, 125],
      ],
    })
  })

  it('leave a piece to what it has alone, where that is more', () => {
    const less = off('tea-less', 'tea', 60)
    expect(taken([TEA_TIME, BREAKFAST, less], { tea: 2, cake: 1, bun: 1 })).toEqual({
      saved: 185,
      applied: [
        ['tea-less', 1, 60],
        ['tea-time', 1, 125],
      ],
    })
  })

  it('give one limit to the dearest of the items that each go by themselves', () => {
    const skus = eligible({ skus: ['tea', 'cake'] })
    const pair = { ...pairOf('tea'), buy: skus, get: skus }
    const both = { tea: 2, cake: 2 }
    expect(taken([pair], both).applied).toEqual([['pair-tea', 2, 363]])
    expect(taken([{ ...pair, limitPerOrder: 1 }], both).applied).toEqual([['pair-tea', 1, 213]])
  })

  it('split up what they save to the cent, also where a line has none of it', () => {
    const cent = bundleOf(['cent', 'A cent off'], 724, [
      [{ skus: ['tea'] }, 1],
      [{ skus: ['cake'] }, 1],
    ])
    expect(taken([cent], { tea: 1, cake: 1 })).toEqual({ saved: 1, applied: [['cent', 1, 1]] })
  })
})

it('a weighed article is used whole by a coupon on paper, pieces one by one', () => {
  const worth = { gross: money(369), worth: money(369), left: money(369) }
  const goods = { lineId: 'a', sku: 'a', gtins: [], free: 1_230, ...worth }
  expect(quantityOf({ ...goods, unit: 'lb', quantity: quantity(1_230) }, 1)).toBe(1_230)
  expect(quantityOf({ ...goods, unit: 'each', quantity: pieces(3) }, 2)).toBe(2_000)
})
