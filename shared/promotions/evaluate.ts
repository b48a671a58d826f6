import { assert } from '../assert'
import { at as nth } from '../lists'
import { add, sum, type Money } from '../money'
import type { Basket, BasketLine, Evaluation, NearMiss } from './basket'
import type { PromotionBook } from './book'
import type { Combination, Seen } from './combination'
import { chooseItems, type TimesLeft } from './items'
import { nearMisses } from './near'
import { chooseOrder, cutsThrough, spendings } from './order-class'
import { customerLimits, isPerCustomer } from './per-customer'
import { sortPieces, type Kind } from './pieces'
import { spreadItems } from './spread'
import type { StorePromotionRule } from './store-promotion'

/**
 * Works the store promotions of an order out: the combination that saves the customer most, among those that
 * stacking by class and exclusivity permit. Each promotion counts for a piece if it was in force when the piece
 * was scanned. The sequence of the scans does not matter.
 * Source: docs/decisions/0022-store-promotions.md
 */
export function evaluate(basket: Basket, book: PromotionBook): Evaluation {
  const sorted = sortPieces(basket.lines, book)
  const left = timesLeft(basket, book)
  const seen: Seen = { basket, book, sorted, left, spending: spendings(basket.lines, book) }
  const best = bestCombination(seen)
  return new Found(seen, best)
}

/**
 * What was found. `near` belongs to the class: a getter that is written into each object gives each a shape of its
 * own, and the engine keeps that, with the whole basket in it, until it goes through the whole heap.
 */
class Found implements Evaluation {
  readonly applied: Evaluation['applied']
  readonly saved: Money
  readonly bounded: boolean
  readonly #seen: Seen
  readonly #best: Combination
  #near: readonly NearMiss[] | null = null

  constructor(seen: Seen, best: Combination) {
    this.applied = best.applied
    this.saved = sum(best.applied.map((one) => one.amount))
    this.bounded = best.bounded
    this.#seen = seen
    this.#best = best
  }

  get near(): readonly NearMiss[] {
    return (this.#near ??= nearMisses(this.#seen, this.#best))
  }
}

/** All that go together, or one exclusive promotion alone. */
function bestCombination(seen: Seen): Combination {
  const { book, left } = seen
  const together = left.map((times, index) => (book.rules[index]?.exclusive ? 0 : times))
  let best = combine(seen, together)
  let bounded = best.bounded
  book.rules.forEach((rule, index) => {
    if (!rule.exclusive || !left[index]) return
    const alone = combine(
      seen,
      left.map((times, at) => (at === index ? times : 0)),
    )
    bounded ||= alone.bounded
    const better =
      alone.saved > best.saved || (alone.saved === best.saved && alone.weight > best.weight)
    if (better && alone.saved > 0) best = alone
  })
  return { ...best, bounded }
}

function combine({ basket, book, sorted, spending }: Seen, left: TimesLeft): Combination {
  const { lines } = basket
  const { kinds } = sorted
  const items = chooseItems(kinds, book, left)
  const onItems = spreadItems(items, kinds, book)
  const where = { book, left, force: sorted.lastForce, spending }
  const order = chooseOrder(lines, onItems, where)
  let saved = order.saved
  let weight = order.weight
  for (const { ruleId, amount } of onItems) {
    saved = add(saved, amount)
    const rule = book.ruleOf(ruleId)
    assert(rule !== undefined, `No rule ${ruleId}`)
    weight += amount * rule.priority
  }
  const weighed = () => items.together.map((at) => at.map((one) => lineOf(nth(kinds, one))))
  const isCut = order.applied.length > 0 && cutsThrough(weighed(), lines, where)
  const bounded = items.bounded || order.bounded || isCut
  return { applied: [...onItems, ...order.applied], items, saved, weight, bounded }
}

/** All lines of a kind have the same goods. */
function lineOf(kind: Kind): BasketLine {
  return nth(kind.stands, 0).line
}

/** How often each rule may still count for this order and this customer. */
function timesLeft(basket: Basket, book: PromotionBook): TimesLeft {
  return book.rules.map((rule) => {
    if (!isForCustomer(rule, basket)) return 0
    const onOrder = rule.limitPerOrder ?? Infinity
    if (!isPerCustomer(rule)) return onOrder
    if (basket.customer === null || basket.customer.isGuest === true) return 0
    const left = customerLimits(rule, basket.customer).map(({ limit, used }) => limit - used)
    return Math.max(0, Math.min(onOrder, ...left))
  })
}

function isForCustomer(rule: StorePromotionRule, basket: Basket): boolean {
  if (rule.groups.length === 0) return true
  return rule.groups.some((group) => basket.customer?.groups.includes(group) ?? false)
}
