import { money } from '../money'
import type { Basket, MissingCondition, NearMiss } from './basket'
import type { PromotionBook } from './book'
import type { Combination } from './combination'
import { inForceFrom } from './in-force'
import type { TimesLeft } from './items'
import { spentOn } from './order-class'
import type { Kind, Sorted } from './pieces'
import type { ItemPromotionRule, OrderPromotionRule, StorePromotionRule } from './store-promotion'

type Found = {
  readonly sorted: Sorted
  readonly left: TimesLeft
  readonly best: Combination
}

/** Pieces of an order that can play in a rule, whether it is in force for them or not. */
type Touch = { lines: number; inForce: Kind[] }

/**
 * Names for every promotion near the order the one condition that is missing. Near is a rule that some piece of
 * the order can play in, and whose next step asks for no more than is there already.
 */
export function nearMisses(basket: Basket, book: PromotionBook, found: Found): readonly NearMiss[] {
  const touches = touchesOf(basket, book, found.sorted)
  const applied = new Map(found.best.applied.map((one) => [one.ruleId, one]))
  const rules = [...touches.keys()].sort((a, b) => a - b)
  return rules.flatMap((index): readonly NearMiss[] => {
    const rule = book.rules[index]
    const touch = touches.get(index)
    if (!rule || !touch) return []
    const times = applied.get(rule.id)?.times ?? 0
    const missing =
      times > 0
        ? nextStep(rule, touch, { times, basket, book, index })
        : blockedBy(rule, touch, { basket, book, index, found })
    return missing ? [{ ruleId: rule.id, name: rule.name, applied: times > 0, missing }] : []
  })
}

function touchesOf(
  basket: Basket,
  book: PromotionBook,
  sorted: Sorted,
): ReadonlyMap<number, Touch> {
  const touches = new Map<number, Touch>()
  for (const line of basket.lines) {
    for (const { rule } of book.playsOf(line).plays) {
      const touch = touches.get(rule) ?? { lines: 0, inForce: [] }
      touch.lines += 1
      touches.set(rule, touch)
    }
  }
  for (const kind of sorted.kinds) {
    for (const { rule } of kind.plays) touches.get(rule)?.inForce.push(kind)
  }
  return touches
}

type Asked = { readonly basket: Basket; readonly book: PromotionBook; readonly index: number }

/** Why a rule is not on the order: the first of its conditions that does not hold. */
function blockedBy(
  rule: StorePromotionRule,
  touch: Touch,
  { basket, book, index, found }: Asked & { readonly found: Found },
): MissingCondition | null {
  const unmet = customerCondition(rule, basket)
  if (unmet) return unmet
  const force =
    rule.class === 'order'
      ? (found.sorted.lastForce?.holds[index] ?? false)
      : touch.inForce.length > 0
  if (!force) {
    const from = inForceFrom(rule.when, basket.now, book.clock)
    return from === null ? null : { code: 'not-in-force', from }
  }
  if (rule.class === 'order') {
    const missing = spendMissing(rule, { basket, book, index })
    if (missing) return missing
  } else {
    const missing = piecesMissing(rule, index, touch.inForce)
    if (missing === 'far') return null
    if (missing) return missing
  }
  return rival(rule, index, { book, best: found.best, kinds: found.sorted.kinds })
}

function customerCondition(rule: StorePromotionRule, basket: Basket): MissingCondition | null {
  const { groups, limitPerCustomer } = rule
  const { customer } = basket
  if (customer === null) {
    return groups.length > 0 || limitPerCustomer !== null ? { code: 'customer-missing' } : null
  }
  if (groups.length > 0 && !groups.some((group) => customer.groups.includes(group))) {
    return { code: 'group-missing', groups }
  }
  if (limitPerCustomer !== null && (customer.uses[rule.id] ?? 0) >= limitPerCustomer) {
    return { code: 'limit-used-up', limit: limitPerCustomer, per: 'customer' }
  }
  return null
}

function spendMissing(
  rule: OrderPromotionRule,
  { basket, book, index }: Asked,
): MissingCondition | null {
  const { spent } = spentOn(basket.lines, index, book)
  const next = rule.steps.find((step) => step.from > spent)
  const reached = rule.steps.some((step) => step.from <= spent)
  if (reached || !next) return null
  return { code: 'spend-missing', amount: money(next.from - spent) }
}

/** What the next time or the next step of an applied rule asks for, where it is near. */
function nextStep(
  rule: StorePromotionRule,
  touch: Touch,
  asked: Asked & { readonly times: number },
): MissingCondition | null {
  const { times, basket, book, index } = asked
  if (rule.class === 'order') {
    const { spent } = spentOn(basket.lines, index, book)
    const next = rule.steps.find((step) => step.from > spent)
    if (!next || next.from > spent * 2) return null
    return { code: 'spend-missing', amount: money(next.from - spent) }
  }
  const { limitPerOrder } = rule
  const isFull = limitPerOrder !== null && times >= limitPerOrder
  const pieces = supply(touch.inForce.filter((kind) => kind.counted || rule.kind === 'each'))
  if (isFull && pieces > times * sizeOf(rule)) {
    return { code: 'limit-used-up', limit: limitPerOrder, per: 'order' }
  }
  if (isFull || rule.kind === 'each') return null
  if (rule.kind === 'tiers') {
    const next = rule.tiers.find((tier) => tier.from > pieces)
    return next && next.from <= pieces * 2
      ? { code: 'pieces-missing', pieces: next.from - pieces, part: 0 }
      : null
  }
  const missing = piecesMissing(rule, index, touch.inForce, times)
  return missing === 'far' ? null : missing
}

/** Pieces of one time. */
function sizeOf(rule: ItemPromotionRule): number {
  if (rule.kind === 'buy-get') return rule.buyCount + rule.getCount
  return rule.kind === 'bundle' ? rule.parts.reduce((all, part) => all + part.count, 0) : 1
}

/** Pieces missing for one time more than `times`; 'far' where more are missing than are there. */
function piecesMissing(
  rule: ItemPromotionRule,
  index: number,
  kinds: readonly Kind[],
  times = 0,
): MissingCondition | 'far' | null {
  const wanted = wantedOf(rule, times)
  const parts = wanted.map((_, part) => {
    const own = kinds.filter(
      (kind) =>
        kind.counted && kind.plays.some((one) => one.rule === index && one.parts.includes(part)),
    )
    return rule.kind === 'buy-get' && rule.how === 'same' ? mostOfOne(own) : supply(own)
  })
  const short = wanted.map((count, part) => Math.max(0, count - (parts[part] ?? 0)))
  const all = short.reduce((sum, one) => sum + one, 0)
  if (all === 0) return null
  const there = wanted.reduce((sum, count, part) => sum + Math.min(count, parts[part] ?? 0), 0)
  const alreadyUsed = wantedOf(rule, 0).reduce((sum, one) => sum + one, 0) * times
  if (there - alreadyUsed < (times > 0 ? 1 : 0) || there === 0) return 'far'
  const part = short.findIndex((one) => one > 0)
  return { code: 'pieces-missing', pieces: short[part] ?? 0, part }
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
      return [rule.tiers[0]?.from ?? 1]
    case 'each':
      return [0]
  }
}

/** The promotion that has its pieces, or that stands alone. */
function rival(
  rule: StorePromotionRule,
  index: number,
  { book, best, kinds }: { book: PromotionBook; best: Combination; kinds: readonly Kind[] },
): MissingCondition | null {
  const exclusive = best.applied.find((one) =>
    book.rules.some((r) => r.id === one.ruleId && r.exclusive),
  )
  const [only] = exclusive ? [exclusive] : rule.exclusive ? best.applied : []
  if (only) return { code: 'not-with', ruleId: only.ruleId, name: only.name }
  const other =
    rule.class === 'order'
      ? book.rules.find(
          (one) =>
            one.class === 'order' &&
            one.group === rule.group &&
            best.applied.some((each) => each.ruleId === one.id),
        )
      : book.rules[holderOf(index, kinds, best) ?? -1]
  return other && other.id !== rule.id
    ? { code: 'not-with', ruleId: other.id, name: other.name }
    : null
}

/** The rule that saves most on the pieces another one could play with. */
function holderOf(index: number, kinds: readonly Kind[], best: Combination): number | null {
  const playing = new Set(
    kinds.flatMap((kind, at) => (kind.plays.some((one) => one.rule === index) ? [at] : [])),
  )
  const deal = best.items.deals.find((one) => one.takes.some((take) => playing.has(take.kind)))
  if (deal) return deal.rule
  const [first] = [...playing].flatMap((at) => best.items.alone[at]?.rule ?? [])
  return first ?? null
}

function supply(kinds: readonly Kind[]): number {
  return kinds.reduce((all, kind) => all + kind.count, 0)
}

function mostOfOne(kinds: readonly Kind[]): number {
  const bySku = new Map<string, number>()
  for (const kind of kinds) bySku.set(kind.sku, (bySku.get(kind.sku) ?? 0) + kind.count)
  return Math.max(0, ...bySku.values())
}
