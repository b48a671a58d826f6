import { at as nth, under } from '../lists'
import { money, proportion } from '../money'
import type { Kind } from './pieces'
import type { ItemPromotionRule, PieceValue } from './store-promotion'

/**
 * A promotion that needs pieces together, as a small machine. Pieces are offered to it one by one, dearest
 * first; each takes a role or none. The state says what is still open; at the end it must accept.
 */
export type Deal = {
  readonly rule: number
  /** Machines of one rule share its limit. */
  readonly limit: number | null
  readonly priority: number
  /** Number of states; 0 is the first. */
  readonly states: number
  /** Roles by the position of the kind. */
  readonly roles: ReadonlyMap<number, readonly Role[]>
  /** The state after a piece in that role; −1 where it cannot be taken. */
  readonly step: (state: number, role: number) => number
  /** Whether that step made one time complete. */
  readonly completes: (state: number, next: number, role: number) => boolean
  /** Taken back from the customer's saving each time: the price of a set. */
  readonly cost: number
  readonly accepts: (state: number) => boolean
  /**
   * Pieces of the deal help each other: what is bought lets something be got. So a role has a price in `lends`,
   * positive for what helps, and an open state holds what was lent; over whole times it comes to nothing or
   * more. It bounds what is still to be had, and never counts as a saving.
   */
  readonly lends: readonly number[]
  readonly lent: (state: number) => number
  readonly counting: Counting
}

/** A role of a piece: what it saves there. */
export type Role = { readonly role: number; readonly saved: number }

/** How the times of a deal are counted, and whether its saving belongs to pieces or to the set. */
export type Counting =
  | { readonly by: 'pieces' }
  | { readonly by: 'once' }
  | { readonly by: 'got'; readonly got: number }
  | { readonly by: 'sets'; readonly size: number }

const MILLION = 1_000_000

/** What one piece saves by a value. A line that is not counted knows percentages only. */
export function pieceSaving(value: PieceValue, kind: Pick<Kind, 'price' | 'counted'>): number {
  const { price } = kind
  if (value.kind === 'percent') return proportion(money(price), value.ratePpm, MILLION)
  if (!kind.counted) return 0
  if (value.kind === 'amount') return Math.min(value.amount, price)
  return Math.max(0, price - value.price)
}

/** A rule with the kinds that may play in it. */
export type Playing = {
  readonly index: number
  readonly rule: ItemPromotionRule
  /** Times that are left, Infinity without a limit. */
  readonly left: number
  /** Kinds by the part they can play. */
  readonly kinds: readonly (readonly PlayingKind[])[]
}

/** A kind at its position among the sorted ones. */
export type PlayingKind = { readonly at: number; readonly kind: Kind }

/** The machines of a rule; none where the pieces do not suffice for one time. */
export function dealsOf(playing: Playing): readonly Deal[] {
  const { rule } = playing
  switch (rule.kind) {
    case 'each':
      return limitedPieces(playing, rule.value)
    case 'buy-get':
      return rule.how === 'same' ? sameDeals(playing, rule) : buyGet(playing, rule)
    case 'bundle':
      return bundle(playing, rule)
    case 'tiers':
      return tiers(playing, rule)
  }
}

type RuleOf<K extends ItemPromotionRule['kind']> = Extract<ItemPromotionRule, { kind: K }>

/** A limit that the pieces on the order cannot reach is none. */
function heading({ index, rule, left, kinds }: Playing) {
  const limit = left >= supply(union(...kinds)) ? null : left
  return { rule: index, priority: rule.priority, limit }
}

/** So much off each piece, on so many pieces at most. */
function limitedPieces(playing: Playing, value: PieceValue): readonly Deal[] {
  const roles = new Map<number, Role[]>()
  for (const { at, kind } of nth(playing.kinds, 0)) {
    const saved = pieceSaving(value, kind)
    if (saved > 0) roles.set(at, [{ role: 0, saved }])
  }
  if (roles.size === 0) return []
  return [
    {
      ...heading(playing),
      states: 1,
      roles,
      step: () => 0,
      completes: () => true,
      cost: 0,
      accepts: () => true,
      lends: [0],
      lent: () => 0,
      counting: { by: 'pieces' },
    },
  ]
}

/** Buy and get of one item: a machine for each item. */
function sameDeals(playing: Playing, rule: RuleOf<'buy-get'>): readonly Deal[] {
  const bySku = new Map<string, PlayingKind[]>()
  for (const one of nth(playing.kinds, 0)) {
    bySku.set(one.kind.sku, [...(bySku.get(one.kind.sku) ?? []), one])
  }
  const skus = [...bySku.keys()].sort()
  return skus.flatMap((sku) => {
    const kinds = under(bySku, sku)
    return buyGet({ ...playing, kinds: [kinds, kinds] }, rule)
  })
}

/**
 * State: pieces bought towards the next time, and pieces that may still be got (below zero: got in advance,
 * where bought and got are different goods).
 */
function buyGet(playing: Playing, rule: RuleOf<'buy-get'>): readonly Deal[] {
  const { buyCount, getCount, ratePpm } = rule
  const buys = counted(playing.kinds[0])
  const gets = counted(playing.kinds[1])
  const inAdvance = rule.how === 'mixed'
  const buySupply = supply(buys)
  const getSupply = supply(gets)
  if (buySupply < buyCount || getSupply === 0 || supply(union(buys, gets)) <= buyCount) return []
  const most = Math.min(getSupply, getCount * Math.floor(buySupply / buyCount))
  const least = inAdvance ? -most : 0
  const span = most - least + 1
  const roles = new Map<number, Role[]>()
  for (const { at } of buys) roles.set(at, [{ role: 0, saved: 0 }])
  for (const { at, kind } of gets) {
    const saved = pieceSaving({ kind: 'percent', ratePpm }, kind)
    if (saved > 0) roles.set(at, [...(roles.get(at) ?? []), { role: 1, saved }])
  }
  // Encoded so that state 0 is: nothing bought, nothing due.
  const balanceOf = (state: number) => {
    const raw = Math.floor(state / buyCount)
    return raw > most ? raw - span : raw
  }
  const encode = (bought: number, balance: number) =>
    bought + (balance < 0 ? balance + span : balance) * buyCount
  const step = (state: number, role: number) => {
    const bought = state % buyCount
    const balance = balanceOf(state)
    if (role === 1) return balance - 1 < least ? -1 : encode(bought, balance - 1)
    if (bought + 1 < buyCount) return encode(bought + 1, balance)
    return encode(0, Math.min(most, balance + getCount))
  }
  // Where all cost the same, a time is then worth the same on each of its pieces.
  const lent = (meanPrice(gets) * ratePpm * buyCount) / (MILLION * (buyCount + getCount))
  return [
    {
      ...heading(playing),
      states: span * buyCount,
      roles,
      step,
      completes: (state, _next, role) => role === 0 && state % buyCount === buyCount - 1,
      cost: 0,
      accepts: (state) => state % buyCount === 0 && balanceOf(state) >= 0,
      lends: [(lent * getCount) / buyCount, -lent],
      lent: (state) => lent * (balanceOf(state) + ((state % buyCount) / buyCount) * getCount),
      counting: { by: 'got', got: getCount },
    },
  ]
}

/** State: pieces of each part beyond the sets that are complete. */
function bundle(playing: Playing, rule: RuleOf<'bundle'>): readonly Deal[] {
  const kinds = rule.parts.map((_, part) => counted(playing.kinds[part]))
  const sets = rule.parts.map((part, at) => Math.floor(supply(nth(kinds, at)) / part.count))
  const size = rule.parts.reduce((all, part) => all + part.count, 0)
  const most = Math.min(playing.left, ...sets, Math.floor(supply(union(...kinds)) / size))
  if (most < 1) return []
  const counts = rule.parts.map((part) => part.count)
  const radix = counts.map((count) => count * most + 1)
  const place = counts.map((_, at) => radix.slice(0, at).reduce((all, one) => all * one, 1))
  const whole = counts.reduce((all, count, at) => all + count * nth(place, at), 0)
  const digit = (state: number, at: number) => Math.floor(state / nth(place, at)) % nth(radix, at)
  const step = (state: number, role: number) => {
    if (digit(state, role) + 1 >= nth(radix, role)) return -1
    const next = state + nth(place, role)
    const complete = counts.every((count, at) => digit(next, at) >= count)
    return complete ? next - whole : next
  }
  const percent = rule.value.kind === 'percent' ? rule.value : null
  const { costs, cost } = costsOf(rule, kinds)
  const roles = new Map<number, Role[]>()
  kinds.forEach((members, role) => {
    for (const { at, kind } of members) {
      const saved = percent ? pieceSaving(percent, kind) : kind.price - nth(costs, role)
      roles.set(at, [...(roles.get(at) ?? []), { role, saved }])
    }
  })
  return [
    {
      ...heading(playing),
      states: radix.reduce((all, one) => all * one, 1),
      roles,
      step,
      completes: (state, next, role) => next - state < nth(place, role),
      cost,
      accepts: (state) => state === 0,
      lends: counts.map(() => 0),
      lent: () => 0,
      counting: { by: 'sets', size },
    },
  ]
}

/** The price of a set, laid on its pieces by what such pieces cost; `cost` is what does not divide. */
function costsOf(
  rule: RuleOf<'bundle'>,
  kinds: readonly (readonly PlayingKind[])[],
): { readonly costs: readonly number[]; readonly cost: number } {
  if (rule.value.kind === 'percent') return { costs: [], cost: 0 }
  const { price } = rule.value
  const means = kinds.map(meanPrice)
  const whole = rule.parts.reduce((all, part, at) => all + part.count * nth(means, at), 0)
  const costs = means.map((mean) => Math.floor((price * mean) / whole))
  const laid = rule.parts.reduce((all, part, at) => all + part.count * nth(costs, at), 0)
  return { costs, cost: price - laid }
}

/** State: the tier that was begun, and its pieces up to where it holds. One role for each tier. */
function tiers(playing: Playing, rule: RuleOf<'tiers'>): readonly Deal[] {
  const kinds = counted(playing.kinds[0])
  const pieces = supply(kinds)
  const reached = rule.tiers.filter((tier) => tier.from <= pieces)
  if (reached.length === 0) return []
  const starts = reached.map((_, at) =>
    reached.slice(0, at).reduce((all, tier) => all + tier.from, 1),
  )
  const states = reached.reduce((all, tier) => all + tier.from, 1)
  const step = (state: number, role: number) => {
    const start = nth(starts, role)
    const end = start + nth(reached, role).from - 1
    if (state === 0) return start
    if (state < start || state > end) return -1
    return Math.min(end, state + 1)
  }
  const ends = new Set(reached.map((tier, at) => nth(starts, at) + tier.from - 1))
  const roles = new Map<number, Role[]>()
  for (const { at, kind } of kinds) {
    roles.set(
      at,
      reached.map((tier, role) => ({ role, saved: pieceSaving(tier.value, kind) })),
    )
  }
  return [
    {
      ...heading(playing),
      limit: null,
      states,
      roles,
      step,
      completes: () => false,
      cost: 0,
      accepts: (state) => state === 0 || ends.has(state),
      lends: reached.map(() => 0),
      lent: () => 0,
      counting: { by: 'once' },
    },
  ]
}

function counted(kinds: readonly PlayingKind[] | undefined): readonly PlayingKind[] {
  return (kinds ?? []).filter((one) => one.kind.counted)
}

function supply(kinds: readonly PlayingKind[]): number {
  return kinds.reduce((all, one) => all + one.kind.count, 0)
}

function meanPrice(kinds: readonly PlayingKind[]): number {
  const all = kinds.reduce((total, { kind }) => total + kind.price * kind.count, 0)
  return all / Math.max(1, supply(kinds))
}

function union(...lists: readonly (readonly PlayingKind[])[]): readonly PlayingKind[] {
  const byPlace = new Map(lists.flat().map((one) => [one.at, one]))
  return [...byPlace.values()]
}
