import { assert } from '../assert'
import { add, least, money, proportion, share, subtract, sum, ZERO, type Money } from '../money'
import { isWhole, ONE, price, sumOfQuantities, type Quantity } from '../quantity'
import type { Line, Order, Promotion } from './order'
import type {
  DiscountKind,
  DiscountShare,
  DiscountTotal,
  LineTotals,
  TaxTotal,
  Totals,
} from './sale'

/** What the money of an order depends on. */
export type Priced = Pick<Order, 'lines' | 'storeDiscounts' | 'promotions' | 'payment' | 'terms'>

/** One line on its way through the discounts: what is left of it, and who took what. */
type Slice = {
  readonly line: Line
  readonly gross: Money
  left: Money
  shares: DiscountShare[]
  coupons: Money
}

const MILLION = 1_000_000

/** Parts of a discount, one per slice, aligned with the slices. */
type Parts = readonly Money[]

/**
 * Works the money of an order out: item discounts and store promotions, whole-order discounts, promotions,
 * coupons, then tax. Every discount is spread to lines in minor units by largest remainder.
 * Source: docs/decisions/0005-order-of-discounts.md
 */
export function totalsOf(order: Priced): Totals {
  const slices = order.lines.filter((line) => !line.voided).map(slice)
  const discounts: DiscountTotal[] = []
  takeItemDiscounts(order, slices, discounts)
  takeStorePromotions(order, slices, discounts)
  takeOrderDiscounts(order, slices, discounts)
  takePromotions(order, slices, discounts)
  const nets = slices.map((each) => each.left)
  takeCoupons(order, slices, discounts)
  const { taxes, perLine } = taxesOf(order, slices, nets)
  const lines = slices.map((each, index) =>
    lineTotals(each, nets[index] ?? ZERO, perLine[index] ?? ZERO),
  )
  return summed(order, lines, discounts, taxes)
}

/**
 * Holds the law that the parts add up: subtotal − discounts − coupons (+ tax) = total, line by line and in sum.
 * @throws Bug  they do not
 */
export function assertTotals(totals: Totals, pricesIncludeTax: boolean): void {
  for (const line of totals.lines) {
    const taken = sum(line.shares.map((each) => each.amount))
    const parts = [line.gross, line.net, line.coupons, line.net - line.coupons, line.tax]
    const least = Math.min(...parts, ...line.shares.map((each) => each.amount))
    assert(least >= 0, `Line ${line.lineId} is below zero`)
    assert(
      line.gross - taken === line.net - line.coupons,
      `Line ${line.lineId} does not add up: ${line.gross} − ${taken} ≠ ${line.net} − ${line.coupons}`,
    )
  }
  const net = sum(totals.lines.map((line) => line.net))
  const tax = sum(totals.taxes.map((each) => each.amount))
  assert(sum(totals.lines.map((line) => line.gross)) === totals.subtotal, 'Subtotal ≠ lines')
  assert(totals.subtotal - totals.discount === net, 'Subtotal − discounts ≠ lines')
  assert(tax === totals.tax, 'Tax ≠ taxes')
  assert(sum(totals.lines.map((line) => line.tax)) === tax, 'Tax of the lines ≠ tax')
  const added = pricesIncludeTax ? 0 : tax
  assert(net - totals.coupons + added === totals.total, 'Total does not add up')
  assert(totals.total >= 0, 'Total is below zero')
}

/** What one line has left for a further discount on that line alone, before whole-order discounts. */
export function leftOfLine(order: Priced, lineId: string): Money {
  const slices = order.lines.filter((line) => !line.voided).map(slice)
  takeItemDiscounts(order, slices, [])
  takeStorePromotions(order, slices, [])
  return slices.find((each) => each.line.id === lineId)?.left ?? ZERO
}

/** Rounds an amount to be paid in cash to the shop's smallest coin, half away from zero. */
export function roundedForCash(amount: Money, coin: number): Money {
  return coin <= 1 ? amount : money(proportion(amount, 1, coin) * coin)
}

function slice(line: Line): Slice {
  const gross = price(line.unitPrice, line.quantity)
  return { line, gross, left: gross, shares: [], coupons: ZERO }
}

function takeItemDiscounts(order: Priced, slices: Slice[], discounts: DiscountTotal[]): void {
  for (const discount of order.storeDiscounts) {
    if (discount.lineId === null) continue
    const parts = slices.map((each) => {
      if (each.line.id !== discount.lineId) return ZERO
      const wanted =
        discount.value.kind === 'percent'
          ? proportion(each.left, discount.value.ratePpm, MILLION)
          : discount.value.amount
      return least(wanted, each.left)
    })
    take(slices, parts, { ...named(discount.id, 'store-discount', discount.name), discounts })
  }
}

function takeStorePromotions(order: Priced, slices: Slice[], discounts: DiscountTotal[]): void {
  for (const use of order.payment?.storePromotions ?? []) {
    const parts = slices.map((each) =>
      each.line.id === use.lineId ? least(use.amount, each.left) : ZERO,
    )
    take(slices, parts, { ...named(use.couponId, 'store-promotion', use.title), discounts })
  }
}

function takeOrderDiscounts(order: Priced, slices: Slice[], discounts: DiscountTotal[]): void {
  for (const discount of order.storeDiscounts) {
    if (discount.lineId !== null || slices.length === 0) continue
    const left = leftOf(slices)
    const wanted =
      discount.value.kind === 'percent'
        ? proportion(left, discount.value.ratePpm, MILLION)
        : discount.value.amount
    const parts = spread(least(wanted, left), slices)
    take(slices, parts, { ...named(discount.id, 'order-discount', discount.name), discounts })
  }
}

function takePromotions(order: Priced, slices: Slice[], discounts: DiscountTotal[]): void {
  for (const promotion of order.promotions) {
    if (promotion.status === 'verifying' || slices.length === 0) continue
    const { parts, withoutTax } = promotionParts(order, promotion, slices)
    take(slices, parts, {
      ...named(promotion.id, 'promotion', promotion.name),
      code: promotion.code,
      withoutTax,
      capped: withoutTax < promotion.amount,
      discounts,
    })
  }
}

/** A promotion's amount excludes tax; where prices include it, each line's share is grossed up by its rate. */
function promotionParts(
  order: Priced,
  promotion: Promotion,
  slices: readonly Slice[],
): { readonly parts: Parts; readonly withoutTax: Money } {
  if (!order.terms.pricesIncludeTax) {
    const amount = least(promotion.amount, leftOf(slices))
    return { parts: spread(amount, slices), withoutTax: amount }
  }
  const room = slices.map((each) => proportion(each.left, MILLION, MILLION + each.line.taxRate))
  const amount = least(promotion.amount, sum(room))
  const shares = share(amount, room)
  const parts = slices.map((each, index) =>
    shares[index] === room[index]
      ? each.left
      : least(each.left, proportion(shares[index] ?? ZERO, MILLION + each.line.taxRate, MILLION)),
  )
  return { parts, withoutTax: amount }
}

function takeCoupons(order: Priced, slices: Slice[], discounts: DiscountTotal[]): void {
  const authorization = order.payment?.authorization
  if (authorization?.status !== 'authorized') return
  for (const coupon of authorization.coupons) {
    const parts = slices.map((each) => {
      const onLine = coupon.lines.filter((line) => line.lineRef === each.line.ref)
      return least(sum(onLine.map((line) => line.amount)), each.left)
    })
    take(slices, parts, { ...named(coupon.couponId, 'coupon', coupon.title), discounts })
    slices.forEach((each, index) => {
      each.coupons = add(each.coupons, parts[index] ?? ZERO)
    })
  }
}

function named(discountId: string, kind: DiscountKind, name: string) {
  return { discountId, kind, name }
}

/** Takes a discount's parts off the slices and writes the discount's own sum down. */
function take(
  slices: readonly Slice[],
  parts: Parts,
  what: {
    readonly discountId: string
    readonly kind: DiscountKind
    readonly name: string
    readonly code?: string
    readonly withoutTax?: Money
    readonly capped?: boolean
    readonly discounts: DiscountTotal[]
  },
): void {
  const touched: string[] = []
  slices.forEach((each, index) => {
    const amount = parts[index] ?? ZERO
    if (amount === 0) return
    each.left = subtract(each.left, amount)
    each.shares.push({ discountId: what.discountId, kind: what.kind, amount })
    touched.push(each.line.id)
  })
  const amount = sum(parts)
  const wholeOrder = what.kind === 'order-discount' || what.kind === 'promotion'
  what.discounts.push({
    discountId: what.discountId,
    kind: what.kind,
    name: what.name,
    code: what.code ?? null,
    lineId: wholeOrder || touched.length !== 1 ? null : (touched[0] ?? null),
    amount,
    amountWithoutTax: what.withoutTax ?? amount,
    capped: what.capped ?? false,
  })
}

function leftOf(slices: readonly Slice[]): Money {
  return sum(slices.map((each) => each.left))
}

function spread(amount: Money, slices: readonly Slice[]): Parts {
  return share(
    amount,
    slices.map((each) => each.left),
  )
}

/** Tax once per rate on the sum it is due on, spread to the lines for the wire and the reports. */
function taxesOf(
  order: Priced,
  slices: readonly Slice[],
  nets: readonly Money[],
): { readonly taxes: readonly TaxTotal[]; readonly perLine: readonly Money[] } {
  const { pricesIncludeTax, couponsReduceTaxBase } = order.terms
  const bases = slices.map((each, index) => {
    const net = nets[index] ?? ZERO
    return couponsReduceTaxBase ? subtract(net, each.coupons) : net
  })
  const perLine: Money[] = slices.map(() => ZERO)
  const rates = [...new Set(slices.map((each) => each.line.taxRate))].filter((rate) => rate > 0)
  const taxes = rates.map((rate) => {
    const members = slices.flatMap((each, index) => (each.line.taxRate === rate ? [index] : []))
    const weights = members.map((index) => bases[index] ?? ZERO)
    const base = sum(weights)
    const amount = proportion(base, rate, pricesIncludeTax ? MILLION + rate : MILLION)
    share(amount, weights).forEach((part, position) => {
      perLine[members[position] ?? 0] = part
    })
    return { rate, base, amount }
  })
  return { taxes: taxes.sort((a, b) => b.rate - a.rate), perLine }
}

function lineTotals(each: Slice, net: Money, tax: Money): LineTotals {
  const { line, gross, shares, coupons } = each
  return { lineId: line.id, gross, shares, net, coupons, tax }
}

function summed(
  order: Priced,
  lines: readonly LineTotals[],
  discounts: readonly DiscountTotal[],
  taxes: readonly TaxTotal[],
): Totals {
  const subtotal = sum(lines.map((line) => line.gross))
  const net = sum(lines.map((line) => line.net))
  const coupons = sum(lines.map((line) => line.coupons))
  const tax = sum(taxes.map((each) => each.amount))
  const added = order.terms.pricesIncludeTax ? ZERO : tax
  return {
    lines,
    discounts,
    taxes,
    pieces: piecesOf(order.lines),
    subtotal,
    discount: subtract(subtotal, net),
    coupons,
    tax,
    total: add(subtract(net, coupons), added),
  }
}

/** Whole pieces as they are; anything weighed counts as one piece. */
function piecesOf(lines: readonly Line[]): Quantity | 0 {
  const there = lines.filter((line) => !line.voided)
  return sumOfQuantities(
    there.map((line) => (line.unit === 'each' && isWhole(line.quantity) ? line.quantity : ONE)),
  )
}
