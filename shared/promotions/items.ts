import type { PromotionBook } from './book'
import { solve, type Component, type ComponentChoice, type Offered } from './component'
import { dealsOf, pieceSaving, type Deal, type PlayingKind } from './deals'
import type { Kind } from './pieces'

/** Rules that may count on this order, with the times that are left; 0 where a rule may not. */
export type TimesLeft = readonly number[]

/** What the item promotions come to. */
export type ItemChoice = {
  /** For each kind, the rule its pieces have alone, if no deal takes them. */
  readonly alone: readonly (Alone | null)[]
  readonly deals: readonly DealTaken[]
  readonly bounded: boolean
}

/** A rule on each piece of a kind. */
export type Alone = { readonly rule: number; readonly saved: number }

/** A deal with the pieces it took; kinds by their position among the sorted ones. */
export type DealTaken = {
  readonly rule: number
  readonly times: number
  readonly saved: number
  /** The saving belongs to the set and is spread by price; else each piece has its own. */
  readonly spread: boolean
  readonly takes: readonly {
    readonly kind: number
    readonly pieces: number
    readonly saved: number
  }[]
}

const SOLVED_KEPT = 4000

/** The best combination of item promotions: each piece takes part in one at most. */
export function chooseItems(
  kinds: readonly Kind[],
  book: PromotionBook,
  left: TimesLeft,
): ItemChoice {
  const kindsOf = kindsByRule(kinds, left)
  const alone: (Alone | null)[] = kinds.map(() => null)
  const deals: Deal[] = []
  for (const [index, parts] of kindsOf) {
    const rule = book.rules[index]
    if (rule?.class !== 'item') continue
    const times = left[index] ?? 0
    if (rule.kind === 'each' && supplyOf(parts[0] ?? []) <= times) {
      for (const { at, kind } of parts[0] ?? []) {
        const saved = pieceSaving(rule.value, kind)
        if (saved > (alone[at]?.saved ?? 0)) alone[at] = { rule: index, saved }
      }
    } else deals.push(...dealsOf({ index, rule, left: times, kinds: parts }))
  }
  const taken: DealTaken[] = []
  let bounded = false
  for (const component of componentsOf(kinds, deals, alone, book)) {
    const choice = solvedOnce(component, kinds, book)
    bounded ||= choice.bounded
    for (const one of choice.deals) {
      const deal = component.deals[one.deal]
      if (!deal) continue
      const takes = one.takes.map((take) => ({
        ...take,
        kind: component.kinds[take.kind]?.at ?? 0,
      }))
      const spread = deal.counting.by === 'got' || deal.counting.by === 'sets'
      taken.push({ rule: deal.rule, times: one.times, saved: one.saved, spread, takes })
    }
  }
  return { alone, deals: taken, bounded }
}

/** For each rule that may count, the kinds that can play each of its parts. */
function kindsByRule(
  kinds: readonly Kind[],
  left: TimesLeft,
): ReadonlyMap<number, readonly (readonly PlayingKind[])[]> {
  const found = new Map<number, PlayingKind[][]>()
  kinds.forEach((kind, at) => {
    for (const { rule, parts } of kind.plays) {
      if (!left[rule]) continue
      let lists = found.get(rule)
      if (lists === undefined) {
        lists = []
        found.set(rule, lists)
      }
      for (const part of parts) {
        while (lists.length <= part) lists.push([])
        lists[part]?.push({ at, kind })
      }
    }
  })
  return new Map([...found].sort((a, b) => a[0] - b[0]))
}

function supplyOf(kinds: readonly PlayingKind[]): number {
  return kinds.reduce((all, one) => all + one.kind.count, 0)
}

/** Deals that share no piece and no limit are settled apart from each other. */
function componentsOf(
  kinds: readonly Kind[],
  deals: readonly Deal[],
  alone: readonly (Alone | null)[],
  book: PromotionBook,
): readonly Component[] {
  const roots = kinds.map((_, at) => at)
  const rootOf = (at: number): number => {
    let root = at
    while (roots[root] !== root) root = roots[root] ?? root
    roots[at] = root
    return root
  }
  const firstOf = new Map<number, number>()
  for (const deal of deals) {
    let first = deal.limit === null ? undefined : firstOf.get(deal.rule)
    for (const at of deal.roles.keys()) {
      if (first === undefined) first = at
      const [a, b] = [rootOf(first), rootOf(at)]
      if (a !== b) roots[Math.max(a, b)] = Math.min(a, b)
    }
    if (first !== undefined) firstOf.set(deal.rule, first)
  }
  const found = new Map<number, { kinds: Offered[]; deals: Deal[] }>()
  for (const deal of deals) {
    const [first] = deal.roles.keys()
    if (first === undefined) continue
    const root = rootOf(first)
    const one = found.get(root) ?? { kinds: [], deals: [] }
    one.deals.push(deal)
    found.set(root, one)
  }
  kinds.forEach((kind, at) => {
    const one = found.get(rootOf(at))
    if (!one) return
    const own = alone[at] ?? null
    const alonePriority = own ? (book.rules[own.rule]?.priority ?? 0) : 0
    const { price, count } = kind
    one.kinds.push({ at, price, count, alone: own?.saved ?? 0, alonePriority })
  })
  return [...found.values()]
}

/** What was solved before is not solved again: only the part of the order that a scan touched is. */
function solvedOnce(
  component: Component,
  kinds: readonly Kind[],
  book: PromotionBook,
): ComponentChoice {
  const goods = component.kinds.map((one) => {
    const { alone, alonePriority, count } = one
    return `${kinds[one.at]?.key} ${count} ${alone} ${alonePriority}`
  })
  const deals = component.deals.map((deal) => `${deal.rule} ${deal.limit}`)
  const key = `${deals.join(',')}\t${goods.join('\t')}`
  const known = book.solved.get(key)
  if (known) return known
  const choice = solve(component)
  if (book.solved.size >= SOLVED_KEPT) book.solved.clear()
  book.solved.set(key, choice)
  return choice
}
