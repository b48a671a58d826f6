import { assert } from '../assert'
import { at as nth, under } from '../lists'
import type { DealTaken, PromotionBook, Solved } from './book'
import { solve } from './component'
import { dealsOf, pieceSaving, type PlayingKind } from './deals'
import type { Kind } from './pieces'
import type { Component } from './search'

/** Rules that may count on this order, with the times that are left; 0 where a rule may not. */
export type TimesLeft = readonly number[]

/** What the item promotions come to. */
export type ItemChoice = {
  /** For each kind, the rule its pieces have alone, if no deal takes them. */
  readonly alone: readonly (Alone | null)[]
  /** Kinds by their position among the sorted ones. */
  readonly deals: readonly DealTaken[]
  readonly bounded: boolean
  /** Kinds whose deals were weighed against each other. */
  readonly together: readonly (readonly number[])[]
}

/** A rule on each piece of a kind. */
export type Alone = { readonly rule: number; readonly saved: number }

/** Kinds that can play the parts of a rule. */
type KindsOfRule = ReadonlyMap<number, readonly (readonly PlayingKind[])[]>

const SOLVED_KEPT = 4000

/** The best combination of item promotions: each piece takes part in one at most. */
export function chooseItems(
  kinds: readonly Kind[],
  book: PromotionBook,
  left: TimesLeft,
): ItemChoice {
  const kindsOf = kindsByRule(kinds, left)
  const alone: (Alone | null)[] = kinds.map(() => null)
  const together: number[] = []
  for (const [index, parts] of kindsOf) {
    const rule = nth(book.rules, index)
    assert(rule.class === 'item', 'Pieces play in item promotions')
    const own = nth(parts, 0)
    if (rule.kind !== 'each' || supplyOf(own) > nth(left, index)) {
      together.push(index)
      continue
    }
    for (const { at, kind } of own) {
      const saved = pieceSaving(rule.value, kind)
      if (saved > (alone[at]?.saved ?? 0)) alone[at] = { rule: index, saved }
    }
  }
  const deals: DealTaken[] = []
  let bounded = false
  const weighed: (readonly number[])[] = []
  for (const part of partsOf(kinds.length, together, kindsOf)) {
    const solved = solvedOnce(part, { kinds, kindsOf, alone, book, left })
    bounded ||= solved.bounded
    weighed.push(part.kinds)
    for (const deal of solved.deals) {
      const takes = deal.takes.map((take) => ({ ...take, kind: nth(part.kinds, take.kind) }))
      deals.push({ ...deal, takes })
    }
  }
  return { alone, deals, bounded, together: weighed }
}

/** For each rule that may count, the kinds that can play each of its parts. */
function kindsByRule(kinds: readonly Kind[], left: TimesLeft): KindsOfRule {
  const found = new Map<number, PlayingKind[][]>()
  kinds.forEach((kind, at) => {
    const playing = { at, kind }
    for (const { rule, parts } of kind.plays) {
      if (!left[rule]) continue
      let lists = found.get(rule)
      if (lists === undefined) {
        lists = []
        found.set(rule, lists)
      }
      for (const part of parts) {
        while (lists.length <= part) lists.push([])
        lists[part]?.push(playing)
      }
    }
  })
  return new Map([...found].sort((a, b) => a[0] - b[0]))
}

function supplyOf(kinds: readonly PlayingKind[]): number {
  return kinds.reduce((all, one) => all + one.kind.count, 0)
}

/** Rules that share pieces, and those pieces. */
type Part = { readonly rules: number[]; readonly kinds: number[] }

/** Rules that share no piece are settled apart from each other. */
function partsOf(count: number, rules: readonly number[], kindsOf: KindsOfRule): readonly Part[] {
  const roots = Array.from({ length: count }, (_, at) => at)
  const rootOf = (at: number): number => {
    let root = at
    while (roots[root] !== root) root = nth(roots, root)
    roots[at] = root
    return root
  }
  const firsts = rules.map((rule) => {
    const members = under(kindsOf, rule).flat()
    const first = nth(members, 0).at
    for (const { at } of members) {
      const a = rootOf(first)
      const b = rootOf(at)
      if (a < b) roots[b] = a
      else if (b < a) roots[a] = b
    }
    return first
  })
  const parts = new Map<number, Part>()
  firsts.forEach((first, place) => {
    const root = rootOf(first)
    const part = parts.get(root) ?? { rules: [], kinds: [] }
    part.rules.push(nth(rules, place))
    parts.set(root, part)
  })
  roots.forEach((_, at) => parts.get(rootOf(at))?.kinds.push(at))
  return [...parts.values()]
}

/** What was solved before is not solved again: only the part of the order that a scan touched is. */
function solvedOnce(
  part: Part,
  where: {
    readonly kinds: readonly Kind[]
    readonly kindsOf: KindsOfRule
    readonly alone: readonly (Alone | null)[]
    readonly book: PromotionBook
    readonly left: TimesLeft
  },
): Solved {
  const { kinds, alone, book, left } = where
  let key = ''
  for (const rule of part.rules) key += `${rule} ${left[rule]},`
  for (const at of part.kinds) {
    const kind = nth(kinds, at)
    const own = alone[at]
    key += own ? `;${kind.number} ${kind.count} ${own.rule}` : `;${kind.number} ${kind.count}`
  }
  const known = book.solved.get(key)
  if (known) return known
  const solved = solveNow(part, where)
  if (book.solved.size >= SOLVED_KEPT) book.solved.clear()
  book.solved.set(key, solved)
  return solved
}

function solveNow(part: Part, where: Parameters<typeof solvedOnce>[1]): Solved {
  const { kinds, kindsOf, alone, book, left } = where
  const deals = part.rules.flatMap((index) => {
    const rule = book.rules[index]
    assert(rule?.class === 'item', 'Deals are of item promotions')
    return dealsOf({ index, rule, left: nth(left, index), kinds: under(kindsOf, index) })
  })
  const component: Component = {
    deals,
    kinds: part.kinds.map((at) => {
      const own = nth(alone, at)
      return {
        at,
        price: nth(kinds, at).price,
        count: nth(kinds, at).count,
        alone: own?.saved ?? 0,
        alonePriority: own ? nth(book.rules, own.rule).priority : 0,
      }
    }),
  }
  const choice = solve(component)
  const taken = choice.deals.map(({ deal, times, saved, takes }): DealTaken => {
    const own = nth(deals, deal)
    const spread = own.counting.by === 'got' || own.counting.by === 'sets'
    return { rule: own.rule, times, saved, spread, takes }
  })
  return { deals: taken, bounded: choice.bounded }
}
