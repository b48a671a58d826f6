import { isEligible, partsOf, type Goods } from './eligible'
import { isInForce, storeClock, type StoreClock } from './in-force'
import type { BasketLine } from './basket'
import type { StorePromotionRule } from './store-promotion'

/**
 * The store's promotions made ready to be worked out again and again: which goods play which part in which
 * rule, which rules are in force at a minute, and the parts of orders that were solved before. Keeps only what
 * can be worked out anew: the same basket gives the same result with a fresh book.
 */
export type PromotionBook = {
  /** Highest priority first, then by id: the order in which ties are settled. */
  readonly rules: readonly StorePromotionRule[]
  readonly ruleOf: (id: string) => StorePromotionRule | undefined
  readonly clock: StoreClock
  /** Which parts of which rules these goods can play, in the sequence of the rules. */
  readonly playsOf: (goods: Goods) => Plays
  /** Which rules are in force at a moment. */
  readonly forceAt: (at: number) => Force
  /** What a line brings, kept as long as the line itself. */
  readonly brought: WeakMap<BasketLine, readonly Brought[]>
  /** A short name for each kind of pieces; they are named as they come. */
  readonly numberOf: (kind: string) => number
  /** Solved parts of orders, by their content. */
  readonly solved: Map<string, Solved>
}

/** Pieces of a line that no promotion can tell apart. */
export type Brought = {
  readonly key: string
  /** The same, short: of this book alone. */
  readonly number: number
  /** Of one piece; of the whole line for what is not counted. */
  readonly price: number
  readonly pieces: number
  /** Item promotions in force for these pieces and what they can play there. */
  readonly plays: readonly Play[]
}

/** Deals on a part of an order; kinds by their position in it. */
export type Solved = { readonly deals: readonly DealTaken[]; readonly bounded: boolean }

/** A deal with the pieces it took. */
export type DealTaken = {
  readonly rule: number
  readonly times: number
  readonly saved: number
  /** The saving belongs to the set and is spread by price; else each piece has its own. */
  readonly spread: boolean
  readonly takes: readonly Take[]
}

/** Pieces of one kind in a deal, and what they save by themselves. */
export type Take = { readonly kind: number; readonly pieces: number; readonly saved: number }

/** What goods can play. */
export type Plays = {
  /** The goods by name, the same for the same goods. */
  readonly key: string
  /** In item promotions. */
  readonly plays: readonly Play[]
  /** Order promotions that count them, by the position of the rule. */
  readonly orders: readonly number[]
}

/** The parts of one rule that goods can play. */
export type Play = { readonly rule: number; readonly parts: readonly number[] }

/** Rules in force: one word of flags, and its text. */
export type Force = { readonly key: string; readonly holds: readonly boolean[] }

const PRODUCTS_KEPT = 20_000
const MINUTES_KEPT = 4000
const KINDS_KEPT = 20_000

/** Makes the store's promotions ready. */
export function promotionBook(
  given: readonly StorePromotionRule[],
  timeZone: string | null = null,
): PromotionBook {
  const rules = [...given].sort(
    (a, b) => b.priority - a.priority || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  )
  const clock = storeClock(timeZone)
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  return {
    rules,
    ruleOf: (id) => byId.get(id),
    clock,
    playsOf: playsBy(rules),
    forceAt: forceBy(rules, clock),
    brought: new WeakMap(),
    numberOf: numbers(),
    solved: new Map(),
  }
}

function playsBy(rules: readonly StorePromotionRule[]): PromotionBook['playsOf'] {
  const parts = rules.map(partsOf)
  const known = new Map<string, Plays>()
  const seen = new WeakMap<Goods, Plays>()
  return (goods) => {
    const asked = seen.get(goods)
    if (asked) return asked
    const key = `${goods.sku}\n${goods.category}\n${goods.barcodes.join(' ')}`
    const before = known.get(key)
    if (before) {
      seen.set(goods, before)
      return before
    }
    if (known.size >= PRODUCTS_KEPT) known.clear()
    const plays = parts.flatMap((eligibles, rule): readonly Play[] => {
      const played = eligibles.flatMap((one, part) => (isEligible(one, goods) ? [part] : []))
      return played.length === 0 ? [] : [{ rule, parts: played }]
    })
    const isOrder = ({ rule }: Play) => rules[rule]?.class === 'order'
    const orders = plays.filter(isOrder).map(({ rule }) => rule)
    const found = { key, plays: plays.filter((one) => !isOrder(one)), orders }
    known.set(key, found)
    seen.set(goods, found)
    return found
  }
}

function numbers(): PromotionBook['numberOf'] {
  const known = new Map<string, number>()
  let last = 0
  return (kind) => {
    const before = known.get(kind)
    if (before !== undefined) return before
    // A number is never given twice: what was solved under it stays true.
    if (known.size >= KINDS_KEPT) known.clear()
    last += 1
    known.set(kind, last)
    return last
  }
}

function forceBy(
  rules: readonly StorePromotionRule[],
  clock: StoreClock,
): PromotionBook['forceAt'] {
  const known = new Map<number, Force>()
  const same = new Map<string, Force>()
  return (at) => {
    const minute = Math.floor(at / 60_000)
    const before = known.get(minute)
    if (before) return before
    if (known.size >= MINUTES_KEPT) known.clear()
    const time = clock(at)
    const holds = rules.map((rule) => isInForce(rule.when, time))
    const key = holds.map((one) => (one ? '1' : '0')).join('')
    const force = same.get(key) ?? { key, holds }
    same.set(key, force)
    known.set(minute, force)
    return force
  }
}
