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
  },
): OrderChoice {
  const groups = reachedGroups(lines, where)
  if (groups.length === 0) return { applied: [], saved: ZERO, weight: 0, bounded: false }
  const rest = restOf(lines, items)
  const sizes = groups.reduce((all, group) => all * group.length, 1)
  const bounded = sizes > PLANS_MAX
  const plans = bounded ? [groups.map((group) => bestAlone(group, rest, lines))] : product(groups)
  let best: OrderChoice | null = null
  for (const plan of plans) {
    const choice = fallOn(plan, rest, lines)
    const better =
      best === null ||
      choice.saved > best.saved ||
      (choice.saved === best.saved && choice.weight > best.weight)
    if (better) best = choice
  }
  return best === null ? { applied: [], saved: ZERO, weight: 0, bounded } : { ...best, bounded }
}

/** Goods a rule counts, by their shelf price. */
export function spentOn(
  lines: readonly BasketLine[],
  rule: number,
  book: PromotionBook,
): { readonly lines: readonly number[]; readonly spent: Money } {
  const found = lines.flatMap((line, at) =>
    book.playsOf(line).plays.some((play) => play.rule === rule) ? [at] : [],
  )
  const spent = sum(found.map((at) => grossOf(lines[at])))
  return { lines: found, spent }
}

function reachedGroups(
  lines: readonly BasketLine[],
  where: Parameters<typeof chooseOrder>[2],
): readonly (readonly Reached[])[] {
  const { book, left, force } = where
  const groups = new Map<string, Reached[]>()
  book.rules.forEach((rule, index) => {
    if (rule.class !== 'order' || !left[index] || !force?.holds[index]) return
    const { lines: on, spent } = spentOn(lines, index, book)
    const steps = rule.steps.filter((step) => step.from <= spent)
    if (spent <= 0 || steps.length === 0) return
    groups.set(rule.group, [...(groups.get(rule.group) ?? []), { rule, lines: on, steps }])
  })
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
  for (const { rule, lines: on, steps } of inTurn) {
    const lefts = on.map((at) => now[at] ?? ZERO)
    const amount = amountOf(steps, sum(lefts))
    if (amount <= 0) continue
    const shares = share(amount, lefts)
    const parts = on.flatMap((at, place) => {
      const taken = shares[place] ?? ZERO
      if (taken === 0) return []
      now[at] = subtract(now[at] ?? ZERO, taken)
      const line = lines[at]
      return line ? [{ lineId: line.lineId, units: unitsOf(line), amount: taken }] : []
    })
    const { id: ruleId, name } = rule
    applied.push({ ruleId, name, class: 'order', amount, times: 1, parts })
    saved = add(saved, amount)
    weight += amount * rule.priority
  }
  return { applied, saved, weight, bounded: false }
}

function bestAlone(
  group: readonly Reached[],
  rest: readonly Money[],
  lines: readonly BasketLine[],
): Reached {
  const [first, ...others] = group.map((one) => ({ one, saved: fallOn([one], rest, lines).saved }))
  if (!first) throw new RangeError('A group without a rule')
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
    const at = places.get(part.lineId)
    if (at !== undefined) rest[at] = subtract(rest[at] ?? ZERO, part.amount)
  }
  return rest
}

function product(groups: readonly (readonly Reached[])[]): readonly (readonly Reached[])[] {
  return groups.reduce<readonly (readonly Reached[])[]>(
    (plans, group) => plans.flatMap((plan) => group.map((one) => [...plan, one])),
    [[]],
  )
}

function grossOf(line: BasketLine | undefined): Money {
  return line ? price(line.unitPrice, line.quantity) : ZERO
}

/** Pieces of a line; what is not counted is one. */
function unitsOf(line: BasketLine): number {
  return line.counted ? line.quantity / 1000 : 1
}
