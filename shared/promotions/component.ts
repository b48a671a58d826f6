import { at as nth } from '../lists'
import type { Deal } from './deals'
import {
  boundOf,
  search,
  type Component,
  type ComponentChoice,
  type DealChoice,
  type Found,
} from './search'

/**
 * The best combination of the deals of a component. Exact while the states fit; then `bounded`, and never
 * worse than the deals one after another, best first.
 */
export function solve(component: Component): ComponentChoice {
  const alone = component.deals.map((_, at) => search(component, only(component, at), 0))
  const useful = alone.flatMap((one, at) => (one.gain > 0 || one.tie > 0 ? [at] : []))
  const parts = splitUp(component, useful).map((deals) => solvePart(component, deals, alone))
  const deals = parts.flatMap((one) => one.deals).sort((a, b) => a.deal - b.deal)
  const gain = parts.reduce((all, one) => all + one.gain, 0)
  return { deals, gain, bounded: parts.some((one) => one.bounded) }
}

/** Deals of a component by their position, that hang together. */
function solvePart(
  component: Component,
  deals: readonly number[],
  alone: readonly Found[],
): ComponentChoice {
  const [first] = deals
  if (deals.length === 1 && first !== undefined && alone[first]) return alone[first]
  const turn = inTurn(component, deals, alone)
  const open = component.deals.map((_, at) => deals.includes(at))
  const kinds = component.kinds.filter((kind) =>
    deals.some((at) => nth(component.deals, at).roles.has(kind.at)),
  )
  const priorities = new Set([
    ...deals.map((at) => nth(component.deals, at).priority),
    ...kinds.flatMap((kind) => (kind.alone > 0 ? [kind.alonePriority] : [])),
  ])
  if (priorities.size === 1 && turn.gain >= boundOf(component, open) - 1e-6) {
    return { ...turn, bounded: false }
  }
  const whole = search(component, open, turn.gain)
  return whole.bounded && turn.gain > whole.gain ? { ...turn, bounded: true } : whole
}

/** One after another, best first, each on the pieces that are left. */
function inTurn(
  component: Component,
  deals: readonly number[],
  alone: readonly Found[],
): Omit<ComponentChoice, 'bounded'> {
  const order = [...deals].sort((a, b) => nth(alone, b).gain - nth(alone, a).gain || a - b)
  const left = component.kinds.map((kind) => kind.count)
  const used = new Map<number, number>()
  const chosen: DealChoice[] = []
  let gain = 0
  for (const at of order) {
    const deal = nth(component.deals, at)
    const found = nextFound(component, at, { deal, left, used, alone })
    if (!found || found.gain <= 0) continue
    gain += found.gain
    chosen.push(...found.deals)
    for (const one of found.deals) {
      used.set(deal.rule, (used.get(deal.rule) ?? 0) + one.times)
      for (const take of one.takes) left[take.kind] = nth(left, take.kind) - take.pieces
    }
  }
  chosen.sort((a, b) => a.deal - b.deal)
  return { deals: chosen, gain }
}

/** What a deal comes to on what the deals before it left. */
function nextFound(
  component: Component,
  at: number,
  before: {
    readonly deal: Deal
    readonly left: readonly number[]
    readonly used: ReadonlyMap<number, number>
    readonly alone: readonly Found[]
  },
): Found | null {
  const { deal, left, used, alone } = before
  const timesBefore = used.get(deal.rule) ?? 0
  const limit = deal.limit === null ? null : deal.limit - timesBefore
  if (limit === 0) return null
  const own = nth(alone, at)
  const takes = own.deals.flatMap((one) => one.takes)
  const fits = takes.every((take) => nth(left, take.kind) >= take.pieces)
  if (fits && (limit === null || timesBefore === 0)) return own
  const kinds = component.kinds.map((kind, place) => ({ ...kind, count: nth(left, place) }))
  const deals = component.deals.map((one, place) => (place === at ? { ...one, limit } : one))
  return search({ kinds, deals }, only(component, at), 0)
}

/** The deals in groups that share no piece and no limit. */
function splitUp(component: Component, deals: readonly number[]): readonly (readonly number[])[] {
  const groups: { deals: number[]; rules: Set<number>; kinds: Set<number> }[] = []
  for (const at of deals) {
    const deal = nth(component.deals, at)
    const kinds = new Set(deal.roles.keys())
    const own = { deals: [at], rules: new Set([deal.rule]), kinds }
    for (const group of [...groups]) {
      const limited = deal.limit !== null && group.rules.has(deal.rule)
      if (!limited && ![...kinds].some((kind) => group.kinds.has(kind))) continue
      groups.splice(groups.indexOf(group), 1)
      own.deals.push(...group.deals)
      for (const rule of group.rules) own.rules.add(rule)
      for (const kind of group.kinds) own.kinds.add(kind)
    }
    groups.push(own)
  }
  return groups.map((group) => group.deals.sort((a, b) => a - b))
}

function only(component: Component, deal: number): readonly boolean[] {
  return component.deals.map((_, at) => at === deal)
}
