import { assert } from '../assert'
import { at as nth, under } from '../lists'
import { add, least, proportion, share, subtract, sum, ZERO, type Money } from '../money'
import { price } from '../quantity'
import type { AppliedPromotion, BasketLine } from './basket'
import type { Force, PromotionBook } from './book'
import type { TimesLeft } from './items'
import type { OrderPromotionRule, SpendStep } from './store-promotion'

/** What the order promotions come to. */
export type OrderChoice = {
  readonly applied: readonly AppliedPromotion[]
  readonly saved: Money
  /** Decides between equally good ones. */
  readonly weight: number
  readonly bounded: boolean
}

/** Combinations of order promotions that are tried; one group of ten rules has ten. */
const PLANS_MAX = 256

const MILLION = 1_000_000

/** A rule whose threshold is reached, with the lines it falls on. */
type Reached = {
  readonly rule: OrderPromotionRule
  readonly lines: readonly number[]
  readonly steps: readonly SpendStep[]
}

/**
 * The best permitted combination of order promotions on what the item promotions left: one of each stacking
 * group, one after another, highest priority first. The threshold counts shelf prices.
 */
export function chooseOrder(
  lines: readonly BasketLine[],
  items: readonly AppliedPromotion[],
  where: {
    readonly book: PromotionBook
    readonly left: TimesLeft
    readonly force: Force | null
    readonly spending: ReadonlyMap<number, Spending>
  },
): OrderChoice {
  const groups = reachedGroups(where)
  if (groups.length === 0) return { applied: [], saved: ZERO, weight: 0, bounded: false }
  const rest = restOf(lines, items)
  const sizes = groups.reduce((all, group) => all * group.length, 1)
  const bounded = sizes > PLANS_MAX
  const alone = groups.map((group) => bestAlone(group, rest))
  const plans = bounded || groups.length === 1 ? [alone] : product(groups)
  const best = plans
    .map((plan) => fallOn(plan, rest, lines))
    .reduce((before, choice) => (isBetter(choice, before) ? choice : before))
  return { ...best, bounded }
}

function isBetter(choice: OrderChoice, before: OrderChoice): boolean {
  if (choice.saved !== before.saved) return choice.saved > before.saved
  return choice.weight > before.weight
}

/** Goods that order promotions count, by their shelf price. */
export type Spending = { readonly lines: readonly number[]; readonly spent: Money }

/** What is spent on the goods of each order promotion, by the position of the rule. */
export function spendings(
  lines: readonly BasketLine[],
  book: PromotionBook,
): ReadonlyMap<number, Spending> {
  const found = new Map<number, { lines: number[]; spent: Money }>()
  lines.forEach((line, at) => {
    const gross = grossOf(line)
    for (const rule of book.playsOf(line).orders) {
      const one = found.get(rule)
      if (one) {
        one.lines.push(at)
        one.spent = add(one.spent, gross)
      } else found.set(rule, { lines: [at], spent: gross })
    }
  })
  return found
}

/**
 * Whether an order promotion that is reached falls on some of the pieces that item deals were chosen among, and
 * not on the others: then a choice that saves less on the items might have left more for it.
 */
export function cutsThrough(
  together: readonly (readonly BasketLine[])[],
  all: readonly BasketLine[],
  where: Parameters<typeof chooseOrder>[2],
): boolean {
  const { book, left, force, spending } = where
  return [...spending].some(([index, { lines, spent }]) => {
    const rule = book.rules[index]
    if (rule?.class !== 'order' || !left[index] || !force?.holds[index]) return false
    if (!rule.steps.some((step) => step.from <= spent)) return false
    // It counts the whole order.
    if (lines.length === all.length) return false
    return together.some((members) => {
      const [first, ...others] = members.map((line) => isOn(line, index, book))
      return others.some((one) => one !== first)
    })
  })
}

function isOn(line: BasketLine, rule: number, book: PromotionBook): boolean {
  return book.playsOf(line).orders.includes(rule)
}

function reachedGroups(where: Parameters<typeof chooseOrder>[2]): readonly (readonly Reached[])[] {
  const { book, left, force, spending } = where
  const groups = new Map<string, Reached[]>()
  const inTurn = [...spending].sort((a, b) => a[0] - b[0])
  for (const [index, { lines: on, spent }] of inTurn) {
    const rule = book.rules[index]
    if (rule?.class !== 'order' || !left[index] || !force?.holds[index]) continue
    const steps = rule.steps.filter((step) => step.from <= spent)
    if (spent <= 0 || steps.length === 0) continue
    groups.set(rule.group, [...(groups.get(rule.group) ?? []), { rule, lines: on, steps }])
  }
  return [...groups.values()]
}

/** Lets the order promotions of a plan fall on the lines, one after another. */
function fallOn(
  plan: readonly Reached[],
  rest: readonly Money[],
  lines: readonly BasketLine[],
): OrderChoice {
  const now = [...rest]
  const applied: AppliedPromotion[] = []
  let saved = ZERO
  let weight = 0
  const inTurn = [...plan].sort(
    (a, b) => b.rule.priority - a.rule.priority || (a.rule.id < b.rule.id ? -1 : 1),
  )
  for (const { rule, lines: members, steps } of inTurn) {
    // The same goods in the same sequence, whatever the sequence of the lines.
    const on = [...members].sort((a, b) => ranked(lines, now, [a, b]))
    const lefts = on.map((at) => nth(now, at))
    const amount = amountOf(steps, sum(lefts))
    if (amount <= 0) continue
    const shares = share(amount, lefts)
    const parts = on.flatMap((at, place) => {
      const taken = nth(shares, place)
      if (taken === 0) return []
      now[at] = subtract(nth(now, at), taken)
      const line = nth(lines, at)
      return [{ lineId: line.lineId, units: unitsOf(line), amount: taken }]
    })
    const { id: ruleId, name } = rule
    applied.push({ ruleId, name, class: 'order', amount, times: 1, parts })
    saved = add(saved, amount)
    weight += amount * rule.priority
  }
  return { applied, saved, weight, bounded: false }
}

function ranked(
  lines: readonly BasketLine[],
  left: readonly Money[],
  [a, b]: readonly [number, number],
): number {
  const [one, other] = [nth(lines, a), nth(lines, b)]
  if (one.sku !== other.sku) return one.sku < other.sku ? -1 : 1
  return (
    other.unitPrice - one.unitPrice ||
    other.quantity - one.quantity ||
    nth(left, b) - nth(left, a) ||
    Number(other.counted) - Number(one.counted)
  )
}

/** The rule of a group that takes most off when it falls first; of equal ones the first. */
function bestAlone(group: readonly Reached[], rest: readonly Money[]): Reached {
  const [first, ...others] = group.map((one) => {
    const left = one.lines.reduce<Money>((all, at) => add(all, nth(rest, at)), ZERO)
    return { one, saved: amountOf(one.steps, left) }
  })
  assert(first !== undefined, 'A group without a rule')
  return others.reduce((best, next) => (next.saved > best.saved ? next : best), first).one
}

/** The step that takes most off. */
function amountOf(steps: readonly SpendStep[], left: Money): Money {
  return steps.reduce<Money>((best, { value }) => {
    const wanted =
      value.kind === 'percent' ? proportion(left, value.ratePpm, MILLION) : value.amount
    const amount = least(wanted, left)
    return amount > best ? amount : best
  }, ZERO)
}

function restOf(
  lines: readonly BasketLine[],
  items: readonly AppliedPromotion[],
): readonly Money[] {
  const places = new Map(lines.map((line, at) => [line.lineId, at]))
  const rest = lines.map(grossOf)
  for (const part of items.flatMap((one) => one.parts)) {
    const at = under(places, part.lineId)
    rest[at] = subtract(nth(rest, at), part.amount)
  }
  return rest
}

function product(groups: readonly (readonly Reached[])[]): readonly (readonly Reached[])[] {
  return groups.reduce<readonly (readonly Reached[])[]>(
    (plans, group) => plans.flatMap((plan) => group.map((one) => [...plan, one])),
    [[]],
  )
}

function grossOf(line: BasketLine): Money {
  return price(line.unitPrice, line.quantity)
}

/** Pieces of a line; what is not counted is one. */
function unitsOf(line: BasketLine): number {
  return line.counted ? line.quantity / 1000 : 1
}
