import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { price } from '../quantity'
import type { AppliedPromotion, Basket, Evaluation } from './basket'
import { promotionBook } from './book'
import { evaluate } from './evaluate'
import { HAPPY, basketOf, customers, lineOf, linesOf, rulesOf } from './testing/arbitrary'
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

/** Larger ones, with promotions of several groups. */
const larger = fc.record({ lines: linesOf(9), rules: rulesOf(7, 3), customer: customers })

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

  it('add up line by line, and take nothing below zero', () => {
    fc.assert(
      fc.property(larger, ({ lines, rules, customer }) => {
        const basket = basketOf(lines, customer)
        const { applied, saved } = evaluate(basket, promotionBook(rules, 'UTC'))
        const taken = new Map<string, number>()
        for (const one of applied) {
          expect(one.parts.reduce((all, part) => all + part.amount, 0)).toBe(one.amount)
          expect(one.amount).toBeGreaterThan(0)
          for (const part of one.parts) {
            expect(part.amount).toBeGreaterThanOrEqual(0)
            taken.set(part.lineId, (taken.get(part.lineId) ?? 0) + part.amount)
          }
        }
        for (const line of basket.lines) {
          const gross = price(line.unitPrice, line.quantity)
          expect(taken.get(line.lineId) ?? 0).toBeLessThanOrEqual(gross)
        }
        expect(applied.reduce((all, one) => all + one.amount, 0)).toBe(saved)
      }),
      { numRuns: 2000, seed },
    )
  }, 120_000)

  it('do not ask in which sequence the goods were scanned', () => {
    const shuffled = larger.chain((order) =>
      fc.record({
        order: fc.constant(order),
        sequence: fc.shuffledSubarray(
          order.lines.map((_, at) => at),
          { minLength: order.lines.length },
        ),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ order: { lines, rules, customer }, sequence }) => {
        const basket = basketOf(lines, customer)
        const other = { ...basket, lines: sequence.flatMap((at) => basket.lines[at] ?? []) }
        const found = evaluate(basket, promotionBook(rules, 'UTC'))
        const again = evaluate(other, promotionBook([...rules].reverse(), 'UTC'))
        expect(byGoods(again.applied, basket)).toEqual(byGoods(found.applied, basket))
        expect(again.near).toEqual(found.near)
      }),
      { numRuns: 2000, seed },
    )
  }, 120_000)

  it('never make the rest dearer by more than the price of what is added', () => {
    fc.assert(
      fc.property(larger, ({ lines, rules, customer }) => {
        // One moment: a piece scanned after the happy hour may end what is for the whole order.
        const now = lines.map((line) => ({ ...line, at: HAPPY }))
        const book = promotionBook(rules, 'UTC')
        const full = basketOf(now, customer)
        for (const line of full.lines) {
          const rest = { ...full, lines: full.lines.filter((one) => one !== line) }
          const before = due(rest, evaluate(rest, book).saved)
          const after = due(full, evaluate(full, book).saved)
          expect(after - before).toBeLessThanOrEqual(price(line.unitPrice, line.quantity))
        }
      }),
      { numRuns: 1500, seed },
    )
  }, 120_000)

  it('are the same again when a line is removed and put back, solved before or not', () => {
    fc.assert(
      fc.property(larger, ({ lines, rules, customer }) => {
        const book = promotionBook(rules, 'UTC')
        const basket = basketOf(lines, customer)
        const found = whole(evaluate(basket, book))
        evaluate({ ...basket, lines: basket.lines.slice(1) }, book)
        evaluate({ ...basket, lines: basket.lines.slice(0, -1) }, book)
        expect(whole(evaluate(basketOf(lines, customer), book))).toEqual(found)
        expect(whole(evaluate(basket, promotionBook(rules, 'UTC')))).toEqual(found)
        const more = lines.map((line, at) =>
          at === 0 ? { ...line, pieces: line.pieces + 1 } : line,
        )
        evaluate({ ...basket, lines: more.map(lineOf) }, book)
        expect(whole(evaluate(basket, book))).toEqual(found)
      }),
      { numRuns: 1000, seed },
    )
  }, 120_000)
})

/** What is near belongs to it, though it is worked out only when asked for. */
function whole(found: Evaluation): Evaluation {
  return { ...found, near: found.near }
}

/** What each promotion takes off which goods, whatever line they stand on. */
function byGoods(applied: readonly AppliedPromotion[], basket: Basket): unknown {
  const lines = new Map(basket.lines.map((line) => [line.lineId, line]))
  return applied.map(({ ruleId, amount, times, parts }) => {
    const goods = new Map<string, number>()
    for (const part of parts) {
      const line = lines.get(part.lineId)
      const name = `${line?.sku} ${line?.unitPrice} ${line?.counted}`
      goods.set(name, (goods.get(name) ?? 0) + part.units)
    }
    return { ruleId, amount, times, goods: [...goods].sort() }
  })
}

function due(basket: Basket, saved: number): number {
  const gross = basket.lines.reduce((all, line) => all + price(line.unitPrice, line.quantity), 0)
  return gross - saved
}
