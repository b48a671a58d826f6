import { assert } from '../assert'
import { at as nth, under } from '../lists'
import { money } from '../money'
import type { AppliedPromotion, Basket, BasketCustomer, MissingCondition, NearMiss } from './basket'
import type { Combination, Seen } from './combination'
import { inForceFrom } from './in-force'
import { customerLimits, isPerCustomer } from './per-customer'
import type { Kind } from './pieces'
import type { ItemPromotionRule, OrderPromotionRule, StorePromotionRule } from './store-promotion'

/** Pieces of an order that can play in a rule. */
type Touch = {
  readonly index: number
  readonly rule: StorePromotionRule
  /** In force for some piece, or for the order. */
  inForce: boolean
  /** Pieces in force by the part they can play; with those that are not counted for `each`. */
  readonly pieces: number[]
  /** The same by item, for what must be of one item. */
  readonly ofOne: Map<string, number>
  /** A kind of the pieces in force that a deal took, else that has something alone. */
  holder: number | null
}

type Asked = Seen & {
  readonly best: Combination
  readonly applied: ReadonlyMap<string, AppliedPromotion>
}

/**
 * Names for every promotion near the order the one condition that is missing. Near is a rule that some piece of
 * the order can play in, and whose next step asks for no more than is there already.
 */
export function nearMisses(seen: Seen, best: Combination): readonly NearMiss[] {
  const applied = new Map(best.applied.map((one) => [one.ruleId, one]))
  const asked = { ...seen, best, applied }
  return touchesOf(seen, best).flatMap((touch): readonly NearMiss[] => {
    const { rule } = touch
    const times = applied.get(rule.id)?.times ?? 0
    const missing = times > 0 ? nextStep(touch, times, asked) : blockedBy(touch, asked)
    return missing ? [{ ruleId: rule.id, name: rule.name, applied: times > 0, missing }] : []
  })
}

function touchesOf(seen: Seen, best: Combination): readonly Touch[] {
  const { basket, book, sorted } = seen
  const touches: (Touch | undefined)[] = []
  for (const line of basket.lines) {
    const { plays, orders } = book.playsOf(line)
    for (const index of [...plays.map((one) => one.rule), ...orders]) {
      if (touches[index]) continue
      const rule = nth(book.rules, index)
      assert(sorted.lastForce !== null, 'Goods were scanned at some moment')
      const inForce = rule.class === 'order' && nth(sorted.lastForce.holds, index)
      touches[index] = { index, rule, inForce, pieces: [], ofOne: new Map(), holder: null }
    }
  }
  const holders = holdersOf(best, sorted.kinds.length)
  sorted.kinds.forEach((kind, at) => {
    for (const { rule, parts } of kind.plays) {
      touchBy(nth(touches, rule), kind, parts, holders[at] ?? null)
    }
  })
  return touches.filter((touch) => touch !== undefined)
}

function touchBy(touch: Touch, kind: Kind, parts: readonly number[], holder: number | null): void {
  touch.inForce = true
  if (holder !== touch.index) touch.holder ??= holder
  if (!kind.counted && touch.rule.kind !== 'each') return
  for (const part of parts) touch.pieces[part] = (touch.pieces[part] ?? 0) + kind.count
  if (touch.rule.kind === 'buy-get' && touch.rule.how === 'same') {
    touch.ofOne.set(kind.sku, (touch.ofOne.get(kind.sku) ?? 0) + kind.count)
  }
}

/** The rule that each kind of pieces went to. */
function holdersOf(best: Combination, kinds: number): readonly (number | null)[] {
  const holders = Array.from({ length: kinds }, (_, at) => best.items.alone[at]?.rule ?? null)
  for (const deal of best.items.deals) for (const { kind } of deal.takes) holders[kind] = deal.rule
  return holders
}

/** Why a rule is not on the order: the first of its conditions that does not hold. */
function blockedBy(touch: Touch, asked: Asked): MissingCondition | null {
  const { rule, index } = touch
  const { basket, book, spending } = asked
  const unmet = customerCondition(rule, basket)
  if (unmet) return unmet
  if (!touch.inForce) {
    const from = inForceFrom(rule.when, basket.now, book.clock)
    return from === null ? otherTime(rule, asked) : { code: 'not-in-force', from }
  }
  const missing =
    rule.class === 'order'
      ? spendMissing(rule, under(spending, index).spent)
      : piecesMissing(rule, touch, 0)
  if (missing === 'far') return null
  return missing ?? rival(touch, asked)
}

/** Days that customers ask about: an offer of last week, an offer of next week. */
const ASKED_DAYS = 14

/** When a rule counts that does so neither today nor tomorrow; null where that is too long ago or too far off. */
function otherTime({ when }: StorePromotionRule, { basket, book }: Asked): MissingCondition | null {
  const today = book.clock(basket.now).date
  if (when.until !== null && when.until < today) {
    return daysBetween(when.until, today) > ASKED_DAYS ? null : { code: 'ended', day: when.until }
  }
  if (when.from !== null && when.from > today) {
    return daysBetween(today, when.from) > ASKED_DAYS ? null : { code: 'begins', day: when.from }
  }
  return when.days.length > 0 ? { code: 'other-days', days: when.days } : null
}

function daysBetween(from: number, until: number): number {
  return (noonOf(until) - noonOf(from)) / 86_400_000
}

function noonOf(day: number): number {
  return Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100, 12)
}

function customerCondition(rule: StorePromotionRule, basket: Basket): MissingCondition | null {
  const { groups } = rule
  const { customer } = basket
  if (customer === null) {
    return groups.length > 0 || isPerCustomer(rule) ? { code: 'customer-missing' } : null
  }
  if (groups.length > 0 && !groups.some((group) => customer.groups.includes(group))) {
    return { code: 'group-missing', groups }
  }
  if (customer.isGuest === true && isPerCustomer(rule)) return { code: 'customer-missing' }
  return customerLimitReached(rule, customer, 0)
}

/** The limit of a customer that is reached with so many times on this order; null where none is. */
function customerLimitReached(
  rule: StorePromotionRule,
  customer: BasketCustomer,
  times: number,
): MissingCondition | null {
  const full = customerLimits(rule, customer).find(({ limit, used }) => used + times >= limit)
  if (!full) return null
  const { limit, isOfDay } = full
  const reached = { code: 'limit-used-up', limit, per: 'customer' } as const
  return isOfDay ? { ...reached, today: true } : reached
}

function spendMissing(rule: OrderPromotionRule, spent: number): MissingCondition | 'far' | null {
  const [first] = rule.steps
  if (!first || first.from <= spent) return null
  if (first.from > spent * 2) return 'far'
  return { code: 'spend-missing', amount: money(first.from - spent) }
}

/** What the next time or the next step of an applied rule asks for, where it is near. */
function nextStep(touch: Touch, times: number, asked: Asked): MissingCondition | null {
  const { rule, index } = touch
  if (rule.class === 'order') {
    const spent = under(asked.spending, index).spent
    const next = rule.steps.find((step) => step.from > spent)
    if (!next || next.from > spent * 2) return null
    return { code: 'spend-missing', amount: money(next.from - spent) }
  }
  const pieces = nth(touch.pieces, 0)
  const full = limitReached(rule, times, asked.basket.customer)
  if (full) {
    const more = pieces > times * wantedOf(rule, 0).reduce((all, one) => all + one, 0)
    return more ? full : null
  }
  if (rule.kind === 'each') return null
  if (rule.kind === 'tiers') {
    const next = rule.tiers.find((tier) => tier.from > pieces)
    return next && next.from <= pieces * 2
      ? { code: 'pieces-missing', pieces: next.from - pieces, part: 0 }
      : null
  }
  const missing = piecesMissing(rule, touch, times)
  return missing === 'far' ? null : missing
}

function limitReached(
  rule: ItemPromotionRule,
  times: number,
  customer: BasketCustomer | null,
): MissingCondition | null {
  const { limitPerOrder } = rule
  if (limitPerOrder !== null && times >= limitPerOrder) {
    return { code: 'limit-used-up', limit: limitPerOrder, per: 'order' }
  }
  return customer && customerLimitReached(rule, customer, times)
}

/** Pieces missing for one time more than `times`; 'far' where more are missing than are there for it. */
function piecesMissing(
  rule: ItemPromotionRule,
  touch: Touch,
  times: number,
): MissingCondition | 'far' | null {
  const wanted = wantedOf(rule, times)
  const isSame = rule.kind === 'buy-get' && rule.how === 'same'
  if (isSame && times > 0) return nextOfOne(rule, touch)
  const there = isSame ? [Math.max(0, ...touch.ofOne.values())] : touch.pieces
  const short = wanted.map((count, part) => Math.max(0, count - (there[part] ?? 0)))
  const all = short.reduce((sum, one) => sum + one, 0)
  if (all === 0) return null
  const once = wantedOf(rule, 0).reduce((sum, one) => sum + one, 0)
  if (all > once - all) return 'far'
  const part = short.findIndex((one) => one > 0)
  return { code: 'pieces-missing', pieces: nth(short, part), part }
}

/** The fewest pieces that make one item count once more: each item goes by itself. */
function nextOfOne(
  rule: Extract<ItemPromotionRule, { readonly kind: 'buy-get' }>,
  touch: Touch,
): MissingCondition | 'far' {
  const once = rule.buyCount + rule.getCount
  const short = [...touch.ofOne.values()].map((count) => rule.buyCount + 1 - (count % once))
  const pieces = Math.min(...short.map((one) => Math.max(one, 1)))
  return pieces > once - pieces ? 'far' : { code: 'pieces-missing', pieces, part: 0 }
}

/** Pieces of each part for one time more than `times`. A got piece needs only be the first of its time. */
function wantedOf(rule: ItemPromotionRule, times: number): readonly number[] {
  switch (rule.kind) {
    case 'buy-get': {
      const { buyCount, getCount } = rule
      if (rule.how === 'mixed') return [buyCount * (times + 1), getCount * times + 1]
      return [(buyCount + getCount) * times + buyCount + 1]
    }
    case 'bundle':
      return rule.parts.map((part) => part.count * (times + 1))
    case 'tiers':
      return [nth(rule.tiers, 0).from]
    case 'each':
      return [0]
  }
}

/** The promotion that has its pieces, or that stands alone. */
function rival(touch: Touch, { best, book }: Asked): MissingCondition | null {
  const { rule } = touch
  const [first] = best.applied
  if (!first) return null
  const isAlone = rule.exclusive || book.ruleOf(first.ruleId)?.exclusive === true
  if (isAlone) return { code: 'not-with', ruleId: first.ruleId, name: first.name }
  const other =
    rule.class === 'order'
      ? best.applied.map((one) => book.ruleOf(one.ruleId)).find((one) => isBeside(one, rule.group))
      : touch.holder === null
        ? undefined
        : book.rules[touch.holder]
  return other ? { code: 'not-with', ruleId: other.id, name: other.name } : null
}

function isBeside(rule: StorePromotionRule | undefined, group: string): boolean {
  return rule?.class === 'order' && rule.group === group
}
