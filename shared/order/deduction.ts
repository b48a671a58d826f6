import { at } from '../lists'
import { add, subtract, sum, ZERO, type Money } from '../money'
import type { Goods } from './goods'
import { isCoupon, isOnWholeOrder, type DiscountKind, type DiscountShare } from './discount'
import type { DiscountTotal, LineTotals } from './sale'

/** An order on its way through the discounts. A line nobody has taken anything off has no slice. */
export type Deduction = {
  readonly goods: Goods
  readonly slices: (Slice | undefined)[]
  readonly discounts: DiscountTotal[]
  /** By everything so far, coupons too. */
  taken: Money
  coupons: Money
}

/** What is left of a line, and who took what. */
type Slice = { left: Money; coupons: Money; readonly shares: DiscountShare[] }

/** A discount's part of one line, by the line's place among the goods. */
export type Part = { readonly place: number; readonly amount: Money }

/** A discount as its sum over the lines names it. */
export type Named = {
  readonly discountId: string
  readonly kind: DiscountKind
  readonly name: string
  readonly code?: string
  readonly withoutTax?: Money
  readonly capped?: boolean
}

/** Begins with nothing taken off. */
export function deductionFrom(goods: Goods): Deduction {
  const slices = new Array<Slice | undefined>(goods.lines.length).fill(undefined)
  return { goods, slices, discounts: [], taken: ZERO, coupons: ZERO }
}

/** What one line has left. */
export function leftAt({ goods, slices }: Deduction, place: number): Money {
  return slices[place]?.left ?? at(goods.lines, place).gross
}

/** What all lines have left together. */
export function leftInAll({ goods, taken }: Deduction): Money {
  return subtract(goods.subtotal, taken)
}

/** What each line has left. */
export function leftOfEach({ goods, slices }: Deduction): readonly Money[] {
  return goods.lines.map((line, place) => slices[place]?.left ?? line.gross)
}

/** A discount that goes over all lines, as its parts. */
export function partsOfEach(amounts: readonly Money[]): readonly Part[] {
  return amounts.map((amount, place) => ({ place, amount }))
}

/** Takes a discount's parts off the lines and writes the discount's own sum down. Parts of nothing count for nothing. */
export function take(deduction: Deduction, what: Named, parts: readonly Part[]): void {
  const { goods } = deduction
  const touched = parts.filter((part) => part.amount !== 0)
  for (const { place, amount } of touched) takeOne(deduction, what, place, amount)
  const amount = sum(touched.map((part) => part.amount))
  deduction.taken = add(deduction.taken, amount)
  if (isCoupon(what.kind)) deduction.coupons = add(deduction.coupons, amount)
  const [only, ...others] = touched
  deduction.discounts.push({
    discountId: what.discountId,
    kind: what.kind,
    name: what.name,
    code: what.code ?? null,
    lineId:
      isOnWholeOrder(what.kind) || !only || others.length > 0
        ? null
        : at(goods.lines, only.place).lineId,
    amount,
    amountWithoutTax: what.withoutTax ?? amount,
    capped: what.capped ?? false,
  })
}

/** Every line with what was taken off it; a line nobody touched is the very same object as among the goods. */
export function linesOf({ goods, slices }: Deduction): readonly LineTotals[] {
  return goods.lines.map((line, place) => {
    const slice = slices[place]
    if (!slice) return line
    const { left, coupons, shares } = slice
    return { ...line, shares, net: add(left, coupons), coupons }
  })
}

function takeOne(deduction: Deduction, what: Named, place: number, amount: Money): void {
  const left = leftAt(deduction, place)
  const slice = (deduction.slices[place] ??= { left, coupons: ZERO, shares: [] })
  slice.left = subtract(left, amount)
  slice.shares.push({ discountId: what.discountId, kind: what.kind, amount })
  if (isCoupon(what.kind)) slice.coupons = add(slice.coupons, amount)
}
