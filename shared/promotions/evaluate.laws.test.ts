import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { promotionBook } from './book'
import { evaluate } from './evaluate'
import { basketOf, customers, linesOf, rulesOf } from './testing/arbitrary'
import { mostSaved } from './testing/brute-force'

const seed = Number(process.env['SEED'] ?? 20260302)

/** Small enough to try every combination: one group of order promotions. */
const small = fc.record({
  lines: linesOf(4),
  rules: rulesOf(4, 2).map((rules) =>
    rules.map((rule) => (rule.class === 'order' ? { ...rule, group: 'order' } : rule)),
  ),
  customer: customers,
})

describe('the store promotions', () => {
  it('save what trying every combination saves, on 10,000 small orders', () => {
    let applied = 0
    fc.assert(
      fc.property(small, ({ lines, rules, customer }) => {
        const basket = basketOf(lines, customer)
        const found = evaluate(basket, promotionBook(rules, 'UTC'))
        expect(found.bounded).toBe(false)
        expect(found.saved).toBe(mostSaved(basket, rules))
        if (found.applied.length > 0) applied += 1
      }),
      { numRuns: 10_000, seed },
    )
    expect(applied).toBeGreaterThan(3000)
  }, 300_000)
})
