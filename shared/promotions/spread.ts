import { at as nth } from '../lists'
import { add, money, share, sum, type Money } from '../money'
import type { AppliedPart, AppliedPromotion } from './basket'
import type { PromotionBook } from './book'
import type { ItemChoice } from './items'
import type { Kind } from './pieces'

/** Spreads what the item promotions save to the lines, in minor units, and names the promotions. */
export function spreadItems(
  choice: ItemChoice,
  kinds: readonly Kind[],
  book: PromotionBook,
): readonly AppliedPromotion[] {
  const hands = kinds.map(handingOut)
  const applied = new Map<number, Gathered>()
  const onRule = (rule: number): Gathered => {
    const known = applied.get(rule)
    if (known) return known
    const made = { times: 0, parts: new Map<string, Part>() }
    applied.set(rule, made)
    return made
  }
  for (const deal of choice.deals) {
    const one = onRule(deal.rule)
    one.times += deal.times
    // First to the kinds, then to the lines: so the sequence of the lines decides nothing.
    const weights = deal.takes.map((take) => nth(kinds, take.kind).price * take.pieces)
    const amounts = deal.spread
      ? share(money(deal.saved), weights)
      : deal.takes.map((take) => money(take.saved))
    deal.takes.forEach((take, at) => {
      const pieces = nth(hands, take.kind)(take.pieces)
      const shares = share(
        nth(amounts, at),
        pieces.map(({ units }) => units),
      )
      pieces.forEach((handed, place) => put(one, handed, nth(shares, place)))
    })
  }
  choice.alone.forEach((alone, at) => {
    if (alone === null) return
    for (const handed of nth(hands, at)(Infinity)) {
      const one = onRule(alone.rule)
      one.times += handed.units
      put(one, handed, money(alone.saved * handed.units))
    }
  })
  return [...applied]
    .sort((a, b) => a[0] - b[0])
    .map(([index, { times, parts }]) => {
      const { id: ruleId, name, class: kind } = nth(book.rules, index)
      const own = [...parts.values()].filter((part) => part.amount > 0 || part.units > 0)
      const amount = sum(own.map((part) => part.amount))
      return { ruleId, name, class: kind, amount, times, parts: own }
    })
}

type Part = { -readonly [Key in keyof AppliedPart]: AppliedPart[Key] }

/** A promotion on the order, with its shares by line. */
type Gathered = { times: number; readonly parts: Map<string, Part> }

function put({ parts }: Gathered, { lineId, units }: Handed, amount: Money): void {
  const before = parts.get(lineId)
  if (before === undefined) {
    parts.set(lineId, { lineId, units, amount })
    return
  }
  before.units += units
  before.amount = add(before.amount, amount)
}

type Handed = { readonly lineId: string; readonly units: number }

/** Hands the pieces of a kind out, line after line, from the line that has most. */
function handingOut(kind: Kind): (pieces: number) => readonly Handed[] {
  const stands = [...kind.stands].sort((a, b) => b.pieces - a.pieces)
  let stand = 0
  let used = 0
  return (pieces) => {
    const handed: Handed[] = []
    let wanted = pieces
    while (wanted > 0) {
      const one = stands[stand]
      if (!one) break
      const units = Math.min(wanted, one.pieces - used)
      handed.push({ lineId: one.line.lineId, units })
      wanted -= units
      used += units
      if (used === one.pieces) {
        stand += 1
        used = 0
      }
    }
    return handed
  }
}
