import { at, under } from '../lists'
import { money, sum, ZERO, type Money } from '../money'
import { changedSum, isWhole, ONE, price, type Quantity } from '../quantity'
import type { Line, Order, OrderTerms } from './order'
import type { DiscountShare } from './discount'
import type { LineTotals } from './sale'

/** What the lines of an order come to before any discount. */
export type Goods = {
  /** The lines of the order this was worked out for, removed ones too. */
  readonly all: readonly Line[]
  /** The lines that are not removed. */
  readonly present: readonly Line[]
  /** What each of them costs, nothing taken off; in the same places. */
  readonly lines: readonly LineTotals[]
  readonly subtotal: Money
  /** Whole pieces as they are; anything weighed counts as one piece. */
  readonly pieces: Quantity | 0
  /** By tax rate in parts per million. */
  readonly rates: ReadonlyMap<number, RateGoods>
}

/** How many lines there are of one tax rate, and what they cost together. */
export type RateGoods = { readonly count: number; readonly gross: Money }

/** No lines at all. */
const NONE: Goods = {
  all: [],
  present: [],
  lines: [],
  subtotal: ZERO,
  pieces: 0,
  rates: new Map(),
}

const NO_SHARES: readonly DiscountShare[] = []

/** The goods of an order, and its lines that are not removed by their item, once somebody has asked for those. */
type Known = { readonly goods: Goods; byItem: Map<string, Line[]> | null }

/**
 * The goods of each order as they were last asked for: a scan changes one line of a thousand, and only that
 * one is worked out. The terms are the one object that stays the same while an order changes; where they are
 * another's, more lines are found to be different and nothing else.
 */
const LAST = new WeakMap<OrderTerms, Known>()

/** What the lines come to before any discount. */
export function goodsOf(lines: readonly Line[], terms: OrderTerms): Goods {
  return knownOf(lines, terms).goods
}

/**
 * The lines of one item that are not removed, in no certain sequence: a scan looks at those alone, however long
 * the order is. They are good until the next question.
 */
export function linesOfItem(
  sku: string,
  { lines, terms }: Pick<Order, 'lines' | 'terms'>,
): readonly Line[] {
  const known = knownOf(lines, terms)
  if (known.byItem === null) {
    known.byItem = new Map()
    sortByItem(known.byItem, { gone: [], come: lines.filter(isThere), after: 0 })
  }
  return known.byItem.get(sku) ?? []
}

function knownOf(lines: readonly Line[], terms: OrderTerms): Known {
  const last = LAST.get(terms) ?? { goods: NONE, byItem: null }
  const { goods: was, byItem } = last
  if (was.all === lines) return last
  const changed = changedLines(was.all, lines)
  const known = { goods: goodsAfter(was, lines, changed), byItem }
  // There is one map, and it goes on with the order. Last, so that it never stands beside other goods.
  if (byItem !== null) sortByItem(byItem, changed)
  LAST.set(terms, known)
  return known
}

/** What is different between two lists of lines, without those that are removed. */
type Changed = {
  readonly gone: readonly Line[]
  readonly come: readonly Line[]
  /** How many lines stand behind them, the same ones as before. */
  readonly after: number
}

/**
 * Lines never change: the same object is the same line, and what stands between those that stayed at the start
 * and at the end is new.
 */
function changedLines(was: readonly Line[], now: readonly Line[]): Changed {
  const { keep, end } = sameEnds(was, now)
  return {
    gone: was.slice(keep, was.length - end).filter(isThere),
    come: now.slice(keep, now.length - end).filter(isThere),
    after: countThere(now, now.length - end),
  }
}

function sortByItem(byItem: Map<string, Line[]>, { gone, come }: Changed): void {
  const left = new Set(gone)
  for (const sku of new Set(gone.map((line) => line.sku))) {
    const others = under(byItem, sku).filter((line) => !left.has(line))
    if (others.length > 0) byItem.set(sku, others)
    else byItem.delete(sku)
  }
  for (const line of come) {
    const others = byItem.get(line.sku)
    if (others) others.push(line)
    else byItem.set(line.sku, [line])
  }
}

/**
 * The goods of these lines, from those of lines that were mostly the same ones.
 * @param was  any goods; the more of their lines are still there, the less is to do
 */
function goodsAfter(was: Goods, lines: readonly Line[], { gone, come, after }: Changed): Goods {
  const before = was.present.length - gone.length - after
  const until = was.present.length - after
  const old: Some = { items: gone, lines: was.lines.slice(before, until) }
  const priced = pricedLines(come, old)
  const areAll = before + come.length + after === lines.length
  return {
    all: lines,
    present: areAll ? lines : between(was.present, come, before, until),
    lines: between(was.lines, priced, before, until),
    ...sumsAfter(was, old, { items: come, lines: priced }),
  }
}

/** The sums less what has gone and more what has come: whole numbers, so the way there makes no difference. */
function sumsAfter(
  was: Goods,
  gone: Some,
  come: Some,
): Pick<Goods, 'subtotal' | 'pieces' | 'rates'> {
  const rates = new Map<number, Tally>()
  for (const [rate, { count, gross }] of was.rates) rates.set(rate, { count, gross })
  tally(rates, gone, -1)
  tally(rates, come, 1)
  const left = [...rates].filter(([, { count }]) => count > 0)
  const grosses = left.map(([rate, each]) => [rate, { ...each, gross: money(each.gross) }] as const)
  const subtotal = sum(grosses.map(([, { gross }]) => gross))
  const pieces = changedSum(was.pieces, gone.items.map(piecesOf), come.items.map(piecesOf))
  return { subtotal, pieces, rates: new Map(grosses) }
}

/** What is being counted of one rate. */
type Tally = { count: number; gross: number }

function tally(rates: Map<number, Tally>, { items, lines }: Some, sign: 1 | -1): void {
  items.forEach(({ taxRate }, index) => {
    const known = rates.get(taxRate)
    const all = known ?? { count: 0, gross: 0 }
    if (!known) rates.set(taxRate, all)
    all.count += sign
    all.gross += sign * at(lines, index).gross
  })
}

/** Some lines with what they cost, in the same places. */
type Some = { readonly items: readonly Line[]; readonly lines: readonly LineTotals[] }

/** How many lines are the same ones at the start, and how many of the others at the end. */
function sameEnds(
  was: readonly Line[],
  now: readonly Line[],
): { readonly keep: number; readonly end: number } {
  const least = Math.min(was.length, now.length)
  let keep = 0
  while (keep < least && was[keep] === now[keep]) keep += 1
  let end = 0
  while (end < least - keep && was[was.length - 1 - end] === now[now.length - 1 - end]) end += 1
  return { keep, end }
}

/** A list with other items between two places. */
function between<T>(
  list: readonly T[],
  items: readonly T[],
  from: number,
  until: number,
): readonly T[] {
  // The usual case, and the one that must be quick on a long order: at its end.
  if (from === list.length) return list.concat(items)
  return list.slice(0, from).concat(items, list.slice(until))
}

/** What lines cost; one that was among those before stays the very same. */
function pricedLines(lines: readonly Line[], before: Some): readonly LineTotals[] {
  const known = new Map(before.items.map((line, index) => [line, before.lines[index]]))
  return lines.map((line) => known.get(line) ?? undiscounted(line))
}

function undiscounted(line: Line): LineTotals {
  const gross = price(line.unitPrice, line.quantity)
  return { lineId: line.id, gross, shares: NO_SHARES, net: gross, coupons: ZERO }
}

function piecesOf(line: Line): Quantity {
  return line.unit === 'each' && isWhole(line.quantity) ? line.quantity : ONE
}

function isThere(line: Line): boolean {
  return !line.voided
}

function countThere(lines: readonly Line[], from: number): number {
  let count = 0
  for (let index = from; index < lines.length; index += 1) {
    if (lines[index]?.voided === false) count += 1
  }
  return count
}
