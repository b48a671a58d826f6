/*
 * What the store promotions of a small order come to, by trying everything. Written from the rules as
 * docs/decisions/0022 states them, on single pieces, without a line of the engine.
 */
import type { Basket } from '../basket'
import type {
  Eligible,
  ItemPromotionRule,
  PieceValue,
  StorePromotionRule,
} from '../store-promotion'

type Piece = {
  readonly sku: string
  readonly category: string
  readonly price: number
  readonly counted: boolean
  readonly at: number
}

/** The most the customer can save. Item promotions must stay within one category each. */
export function mostSaved(basket: Basket, rules: readonly StorePromotionRule[]): number {
  const pieces = piecesOf(basket)
  const usable = rules.filter((rule) => times(rule, basket) > 0)
  const together = usable.filter((rule) => !rule.exclusive)
  const worlds = [together, ...usable.filter((rule) => rule.exclusive).map((rule) => [rule])]
  return Math.max(...worlds.map((world) => savedIn(world, pieces, basket)))
}

function savedIn(
  rules: readonly StorePromotionRule[],
  pieces: readonly Piece[],
  basket: Basket,
): number {
  const dogs = achievable(
    rules,
    pieces.filter((one) => one.category === 'dog'),
    basket,
  )
  const cats = achievable(
    rules,
    pieces.filter((one) => one.category === 'cat'),
    basket,
  )
  let most = 0
  for (const dog of dogs) {
    for (const cat of cats) {
      most = Math.max(most, dog + cat + orderSaving(rules, pieces, { dog, cat }))
    }
  }
  return most
}

/** Every sum that the item promotions can save on these pieces. */
function achievable(
  rules: readonly StorePromotionRule[],
  pieces: readonly Piece[],
  basket: Basket,
): ReadonlySet<number> {
  const all = (1 << pieces.length) - 1
  let sums: ReadonlySet<number>[] = Array.from({ length: all + 1 }, () => new Set([0]))
  for (const rule of rules) {
    if (rule.class !== 'item') continue
    const alone = valuesOf(rule, pieces, times(rule, basket))
    sums = sums.map((before, free) => {
      const now = new Set(before)
      for (let taken = free; taken > 0; taken = (taken - 1) & free) {
        const value = alone[taken]
        if (value === undefined || value === null) continue
        for (const rest of sums[free ^ taken] ?? []) now.add(rest + value)
      }
      return now
    })
  }
  return sums[all] ?? new Set([0])
}

/** What a rule saves when it has exactly these pieces; null where they make no whole times. */
function valuesOf(
  rule: ItemPromotionRule,
  pieces: readonly Piece[],
  most: number,
): readonly (number | null)[] {
  const sets = 1 << pieces.length
  const of = (mask: number) => pieces.filter((_, at) => (mask >> at) & 1)
  const once = Array.from({ length: sets }, (_, mask) => {
    const own = of(mask)
    return mask > 0 && own.every((one) => fits(rule, one)) ? onceOn(rule, own) : null
  })
  if (rule.kind === 'tiers') return once
  // best[n][mask]: the pieces split into n times.
  const best: (number | null)[] = once.slice()
  let before: readonly (number | null)[] = once
  for (let count = 2; count <= Math.min(most, pieces.length); count += 1) {
    const now: (number | null)[] = once.map(() => null)
    for (let mask = 1; mask < sets; mask += 1) {
      const low = mask & -mask
      for (let part = mask; part > 0; part = (part - 1) & mask) {
        const first = once[part]
        const rest = before[mask ^ part]
        if ((part & low) === 0 || first == null || rest == null) continue
        now[mask] = Math.max(now[mask] ?? -Infinity, first + rest)
      }
    }
    now.forEach((value, mask) => {
      if (value !== null) best[mask] = Math.max(best[mask] ?? -Infinity, value)
    })
    before = now
  }
  return best
}

/** What one time saves on exactly these pieces; null where they are not one time. */
function onceOn(rule: ItemPromotionRule, own: readonly Piece[]): number | null {
  const falling = [...own].sort((a, b) => b.price - a.price)
  const full = falling.reduce((all, one) => all + one.price, 0)
  switch (rule.kind) {
    case 'each':
      return own.length === 1 && own[0] ? off(rule.value, own[0]) : null
    case 'tiers': {
      const sums = rule.tiers
        .filter((tier) => tier.from <= own.length)
        .map((tier) => own.reduce((all, one) => all + off(tier.value, one), 0))
      return sums.length === 0 ? null : Math.max(...sums)
    }
    case 'buy-get': {
      const { buyCount, getCount, ratePpm, how } = rule
      if (own.length <= buyCount || own.length > buyCount + getCount) return null
      const free = { kind: 'percent', ratePpm } as const
      if (how === 'same' && new Set(own.map((one) => one.sku)).size > 1) return null
      if (how !== 'mixed') {
        return falling.slice(buyCount).reduce((all, one) => all + off(free, one), 0)
      }
      const choices = splits(own, buyCount).filter(
        ([bought, got]) =>
          bought.every((one) => names(rule.buy, one)) && got.every((one) => names(rule.get, one)),
      )
      const sums = choices.map(([, got]) => got.reduce((all, one) => all + off(free, one), 0))
      return sums.length === 0 ? null : Math.max(...sums)
    }
    case 'bundle': {
      const slots = rule.parts.flatMap((part) => Array.from({ length: part.count }, () => part))
      if (slots.length !== own.length) return null
      const filled = permutations(own).some((order) =>
        order.every((one, at) => {
          const slot = slots[at]
          return slot !== undefined && names(slot.eligible, one)
        }),
      )
      if (!filled) return null
      const { value } = rule
      if (value.kind === 'price') return full - value.price
      return own.reduce((all, one) => all + off(value, one), 0)
    }
  }
}

/** The best order promotions on what is left, one of each group, higher priority first. */
function orderSaving(
  rules: readonly StorePromotionRule[],
  pieces: readonly Piece[],
  saved: { readonly dog: number; readonly cat: number },
): number {
  const last = Math.max(...pieces.map((one) => one.at))
  const spent = (category: string) =>
    pieces.filter((one) => one.category === category).reduce((all, one) => all + one.price, 0)
  const left = { dog: spent('dog') - saved.dog, cat: spent('cat') - saved.cat }
  const amounts = rules.flatMap((rule) => {
    if (rule.class !== 'order' || pieces.length === 0 || !inForce(rule, last)) return []
    const wanted = rule.eligible.categories
    const counts = (category: string) => wanted.length === 0 || wanted.includes(category)
    const shelf = (counts('dog') ? spent('dog') : 0) + (counts('cat') ? spent('cat') : 0)
    const steps = rule.steps.filter((step) => step.from <= shelf)
    if (steps.length === 0) return []
    const base = (counts('dog') ? left.dog : 0) + (counts('cat') ? left.cat : 0)
    const sums = steps.map(({ value }) =>
      value.kind === 'percent' ? rounded(base, value.ratePpm) : Math.min(base, value.amount),
    )
    return Math.max(0, ...sums)
  })
  return Math.max(0, ...amounts)
}

function piecesOf(basket: Basket): readonly Piece[] {
  return basket.lines.flatMap((line) =>
    line.scans.flatMap(({ at, pieces }) => {
      const { sku, category, counted, unitPrice, quantity } = line
      const price = counted ? unitPrice : rounded(unitPrice, quantity * 1000)
      return Array.from({ length: pieces }, () => ({ sku, category, counted, price, at }))
    }),
  )
}

function times(rule: StorePromotionRule, { customer }: Basket): number {
  if (rule.groups.length > 0 && !rule.groups.some((one) => customer?.groups.includes(one))) return 0
  const order = rule.limitPerOrder ?? 99
  if (rule.limitPerCustomer === null) return order
  if (!customer) return 0
  return Math.min(order, rule.limitPerCustomer - (customer.uses[rule.id] ?? 0))
}

function fits(rule: ItemPromotionRule, piece: Piece): boolean {
  if (!inForce(rule, piece.at)) return false
  if (rule.kind === 'each') return names(rule.eligible, piece)
  if (!piece.counted) return false
  switch (rule.kind) {
    case 'tiers':
      return names(rule.eligible, piece)
    case 'buy-get':
      return names(rule.buy, piece) || (rule.how === 'mixed' && names(rule.get, piece))
    case 'bundle':
      return rule.parts.some((part) => names(part.eligible, piece))
  }
}

function inForce(rule: StorePromotionRule, at: number): boolean {
  const minute = Math.floor(at / 60_000) % 1440
  const { hours } = rule.when
  return hours.length === 0 || hours.some((one) => one.from <= minute && minute < one.until)
}

function names(one: Eligible, piece: Piece): boolean {
  if (one.excluding.skus.includes(piece.sku)) return false
  if (one.skus.length === 0 && one.categories.length === 0) return true
  return one.skus.includes(piece.sku) || one.categories.includes(piece.category)
}

function off(value: PieceValue, piece: Piece): number {
  if (value.kind === 'percent') return rounded(piece.price, value.ratePpm)
  if (!piece.counted) return 0
  if (value.kind === 'amount') return Math.min(piece.price, value.amount)
  return Math.max(0, piece.price - value.price)
}

function rounded(amount: number, ppm: number): number {
  return Number((BigInt(amount) * BigInt(ppm) * 2n + 1_000_000n) / 2_000_000n)
}

function splits(own: readonly Piece[], count: number): readonly (readonly [Piece[], Piece[]])[] {
  const all: (readonly [Piece[], Piece[]])[] = []
  for (let mask = 0; mask < 1 << own.length; mask += 1) {
    const first = own.filter((_, at) => (mask >> at) & 1)
    if (first.length === count) all.push([first, own.filter((_, at) => !((mask >> at) & 1))])
  }
  return all
}

function permutations(own: readonly Piece[]): readonly (readonly Piece[])[] {
  if (own.length <= 1) return [own]
  return own.flatMap((one, at) =>
    permutations(own.filter((_, other) => other !== at)).map((rest) => [one, ...rest]),
  )
}
