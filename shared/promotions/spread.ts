import { at as nth } from '../lists'
import { money, share, sum, ZERO } from '../money'
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
  const applied = new Map<number, { times: number; parts: AppliedPart[] }>()
  const put = (rule: number, times: number, parts: readonly AppliedPart[]) => {
    const one = applied.get(rule) ?? { times: 0, parts: [] }
    applied.set(rule, { times: one.times + times, parts: [...one.parts, ...parts] })
  }
  for (const deal of choice.deals) {
    // First to the kinds, then to the lines: so the sequence of the lines decides nothing.
    const weights = deal.takes.map((take) => nth(kinds, take.kind).price * take.pieces)
    const amounts = deal.spread
      ? share(money(deal.saved), weights)
      : deal.takes.map((take) => money(take.saved))
    deal.takes.forEach((take, at) => {
      const pieces = nth(hands, take.kind)(take.pieces)
      const units = pieces.map((one) => one.units)
      const shares = share(nth(amounts, at), units)
      put(
        deal.rule,
        0,
        pieces.map((one, place) => ({ ...one, amount: nth(shares, place) })),
      )
    })
    put(deal.rule, deal.times, [])
  }
  choice.alone.forEach((alone, at) => {
    if (alone === null) return
    const rest = nth(hands, at)(Infinity)
    const units = rest.reduce((all, one) => all + one.units, 0)
    const { saved } = alone
    const parts = rest.map((one) => ({ ...one, amount: money(saved * one.units) }))
    if (units > 0) put(alone.rule, units, parts)
  })
  return [...applied]
    .sort((a, b) => a[0] - b[0])
    .map(([index, { times, parts }]) => {
      const rule = nth(book.rules, index)
      const merged = perLine(parts)
      const amount = sum(merged.map((part) => part.amount))
      return { ruleId: rule.id, name: rule.name, class: rule.class, amount, times, parts: merged }
    })
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

function perLine(parts: readonly AppliedPart[]): readonly AppliedPart[] {
  const lines = new Map<string, AppliedPart>()
  for (const { lineId, units, amount } of parts) {
    const before = lines.get(lineId)
    lines.set(lineId, {
      lineId,
      units: (before?.units ?? 0) + units,
      amount: sum([before?.amount ?? ZERO, amount]),
    })
  }
  return [...lines.values()].filter((part) => part.amount > 0 || part.units > 0)
}
