import { assert } from '../assert'
import { at } from '../lists'
import { add, least, money, proportion, share, subtract, sum, ZERO, type Money } from '../money'
import {
  deductionFrom,
  leftAt,
  leftInAll,
  leftOfEach,
  linesOf,
  partsOfEach,
  take,
  type Deduction,
  type Part,
} from './deduction'
import { goodsOf, type Goods } from './goods'
import type { Order, OrderTerms, Promotion } from './order'
import { couponName } from '../promotions/manufacturer-coupon'
import type { DiscountKind } from './discount'
import type { LineTotals, TaxedTotals, TaxTotal, Totals } from './sale'

/** What the money of an order depends on. */
export type Priced = Pick<
  Order,
  | 'lines'
  | 'storePromotions'
  | 'storeDiscounts'
  | 'promotions'
  | 'manufacturerCoupons'
  | 'payment'
  | 'terms'
>

const MILLION = 1_000_000

/**
 * What was worked out last for an order, and from what. The parts of an order never change. Its terms stay the
 * same while it changes, so that what was known before is let go of at once: kept by its lines, every list of
 * a long order would stay in memory until the whole heap is looked through.
 */
const KNOWN = new WeakMap<OrderTerms, { readonly order: Priced; readonly totals: Totals }>()

/**
 * Works the money of an order out: item discounts and store promotions, whole-order discounts, promotions,
 * wallet coupons, manufacturer coupons, then tax. Every discount is spread to lines in minor units by largest remainder. The same parts
 * give the same totals, so they are worked out once.
 * Source: docs/decisions/0005-order-of-discounts.md
 */
export function totalsOf(order: Priced): Totals {
  const known = KNOWN.get(order.terms)
  if (known !== undefined && isSamePriced(known.order, order)) return known.totals
  const totals = workedOut(order)
  KNOWN.set(order.terms, { order, totals })
  return totals
}

/** The same with the tax of each rate spread to its lines: what providers are told and a sale is sealed with. */
export function taxedTotalsOf(order: Priced): TaxedTotals {
  const totals = totalsOf(order)
  const { present } = goodsOf(order.lines, order.terms)
  const taxes = present.map(() => ZERO)
  for (const { rate, amount } of totals.taxes) {
    const members = present.flatMap((line, place) => (line.taxRate === rate ? [place] : []))
    const weights = members.map((place) => taxable(at(totals.lines, place), order))
    share(amount, weights).forEach((part, position) => {
      taxes[at(members, position)] = part
    })
  }
  const lines = totals.lines.map((line, place) => ({ tax: at(taxes, place), ...line }))
  return { ...totals, lines }
}

/**
 * Holds the law that the parts add up: subtotal − discounts − coupons (+ tax) = total, line by line and in sum.
 * @throws Bug  they do not
 */
export function assertTotals(totals: TaxedTotals, pricesIncludeTax: boolean): void {
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
  const deduction = deductionFrom(goodsOf(order.lines, order.terms))
  takeRules(order, 'item', deduction)
  takeItemDiscounts(order, deduction)
  takeStorePromotions(order, deduction)
  const place = placeOf(deduction, lineId)
  return place === undefined ? ZERO : leftAt(deduction, place)
}

/** What all discounts of one kind take off together. */
export function takenBy({ discounts }: Pick<Totals, 'discounts'>, kind: DiscountKind): Money {
  return sum(discounts.filter((one) => one.kind === kind).map((one) => one.amount))
}

/** Rounds an amount to be paid in cash to the shop's smallest coin, half away from zero. */
export function roundedForCash(amount: Money, coin: number): Money {
  return coin <= 1 ? amount : money(proportion(amount, 1, coin) * coin)
}

/** Everything that is taken off, one kind after the other, then the tax on what is left. */
function workedOut(order: Priced): Totals {
  const goods = goodsOf(order.lines, order.terms)
  if (!isDiscounted(order)) return summed(order, goods, null)
  const deduction = deductionFrom(goods)
  takeRules(order, 'item', deduction)
  takeItemDiscounts(order, deduction)
  takeStorePromotions(order, deduction)
  takeRules(order, 'order', deduction)
  takeOrderDiscounts(order, deduction)
  takePromotions(order, deduction)
  takeCoupons(order, deduction)
  takeManufacturerCoupons(order, deduction)
  return summed(order, goods, deduction)
}

function isSamePriced(a: Priced, b: Priced): boolean {
  return (
    a.lines === b.lines &&
    a.storePromotions === b.storePromotions &&
    a.storeDiscounts === b.storeDiscounts &&
    a.promotions === b.promotions &&
    a.manufacturerCoupons === b.manufacturerCoupons &&
    a.payment === b.payment
  )
}

/** Whether any discount stands on the order; where none does, the goods are all there is to add up. */
function isDiscounted(order: Priced): boolean {
  const { storePromotions = [], storeDiscounts, promotions, manufacturerCoupons, payment } = order
  const inPayment = payment?.storePromotions.length ?? 0
  const coupons = payment?.authorization?.coupons.length ?? 0
  const own = storePromotions.length + storeDiscounts.length
  const onOrder = own + promotions.length + manufacturerCoupons.length
  return onOrder + inPayment + coupons > 0
}

/** The parts were frozen when the promotion was worked out; what has gone since takes them no further. */
function takeRules(order: Priced, of: 'item' | 'order', deduction: Deduction): void {
  for (const rule of order.storePromotions ?? []) {
    if (rule.class !== of) continue
    const parts = rule.parts.flatMap((part): readonly Part[] => {
      const place = placeOf(deduction, part.lineId)
      if (place === undefined) return []
      return [{ place, amount: least(part.amount, leftAt(deduction, place)) }]
    })
    const capped = sum(parts.map((part) => part.amount)) < rule.amount
    const kind = of === 'item' ? 'item-rule' : 'order-rule'
    take(deduction, { ...named(rule.ruleId, kind, rule.name), capped }, parts)
  }
}

function takeItemDiscounts(order: Priced, deduction: Deduction): void {
  for (const discount of order.storeDiscounts) {
    if (discount.lineId === null) continue
    const place = placeOf(deduction, discount.lineId)
    const parts: Part[] = []
    if (place !== undefined) {
      const left = leftAt(deduction, place)
      const wanted =
        discount.value.kind === 'percent'
          ? proportion(left, discount.value.ratePpm, MILLION)
          : discount.value.amount
      parts.push({ place, amount: least(wanted, left) })
    }
    take(deduction, named(discount.id, 'store-discount', discount.name), parts)
  }
}

function takeStorePromotions(order: Priced, deduction: Deduction): void {
  for (const use of order.payment?.storePromotions ?? []) {
    const place = placeOf(deduction, use.lineId)
    const parts =
      place === undefined ? [] : [{ place, amount: least(use.amount, leftAt(deduction, place)) }]
    take(deduction, named(use.couponId, 'store-promotion', use.title), parts)
  }
}

function takeOrderDiscounts(order: Priced, deduction: Deduction): void {
  for (const discount of order.storeDiscounts) {
    if (discount.lineId !== null || deduction.goods.lines.length === 0) continue
    const left = leftInAll(deduction)
    const wanted =
      discount.value.kind === 'percent'
        ? proportion(left, discount.value.ratePpm, MILLION)
        : discount.value.amount
    const parts = share(least(wanted, left), leftOfEach(deduction))
    take(deduction, named(discount.id, 'order-discount', discount.name), partsOfEach(parts))
  }
}

function takePromotions(order: Priced, deduction: Deduction): void {
  for (const promotion of order.promotions) {
    if (promotion.status === 'verifying' || deduction.goods.lines.length === 0) continue
    const { parts, withoutTax } = promotionParts(order, promotion, deduction)
    const what = {
      ...named(promotion.id, 'promotion', promotion.name),
      code: promotion.code,
      withoutTax,
      capped: withoutTax < promotion.amount,
    }
    take(deduction, what, partsOfEach(parts))
  }
}

/** A promotion's amount excludes tax; where prices include it, each line's share is grossed up by its rate. */
function promotionParts(
  order: Priced,
  promotion: Promotion,
  deduction: Deduction,
): { readonly parts: readonly Money[]; readonly withoutTax: Money } {
  const left = leftOfEach(deduction)
  if (!order.terms.pricesIncludeTax) {
    const amount = least(promotion.amount, leftInAll(deduction))
    return { parts: share(amount, left), withoutTax: amount }
  }
  const rates = deduction.goods.present.map((line) => MILLION + line.taxRate)
  const room = left.map((each, place) => proportion(each, MILLION, at(rates, place)))
  const amount = least(promotion.amount, sum(room))
  const shares = share(amount, room)
  const parts = left.map((each, place) => {
    const part = at(shares, place)
    if (part === room[place]) return each
    return least(each, proportion(part, at(rates, place), MILLION))
  })
  return { parts, withoutTax: amount }
}

function takeCoupons(order: Priced, deduction: Deduction): void {
  const authorization = order.payment?.authorization
  if (authorization?.status !== 'authorized') return
  for (const coupon of authorization.coupons) {
    const onLines = new Map<string, Money>()
    for (const { lineRef, amount } of coupon.lines) {
      onLines.set(lineRef, add(onLines.get(lineRef) ?? ZERO, amount))
    }
    const parts = deduction.goods.present.flatMap((line, place) => {
      const amount = onLines.get(line.ref)
      return amount === undefined
        ? []
        : [{ place, amount: least(amount, leftAt(deduction, place)) }]
    })
    take(deduction, named(coupon.couponId, 'coupon', coupon.title), parts)
  }
}

/** Their parts were worked out when they were taken; whatever happened since, no line goes below zero. */
function takeManufacturerCoupons(order: Priced, deduction: Deduction): void {
  for (const { id, code, parts } of order.manufacturerCoupons) {
    const taken = parts.flatMap(({ lineId, amount }) => {
      const place = placeOf(deduction, lineId)
      return place === undefined ? [] : [{ place, amount: least(amount, leftAt(deduction, place)) }]
    })
    take(deduction, { ...named(id, 'manufacturer-coupon', couponName(code)), code }, taken)
  }
}

function named(discountId: string, kind: DiscountKind, name: string) {
  return { discountId, kind, name }
}

/** Where a line stands among the goods; nowhere when it was removed. */
function placeOf({ goods }: Deduction, lineId: string): number | undefined {
  const place = goods.lines.findIndex((line) => line.lineId === lineId)
  return place < 0 ? undefined : place
}

/** What tax is due on of one line. */
function taxable(line: LineTotals, { terms }: Priced): Money {
  return terms.couponsReduceTaxBase ? subtract(line.net, line.coupons) : line.net
}

/** Tax once per rate, on the sum it is due on. */
function taxesOf(order: Priced, goods: Goods, lines: readonly LineTotals[]): readonly TaxTotal[] {
  const { pricesIncludeTax } = order.terms
  const bases = basesOf(order, goods, lines)
  return [...bases]
    .filter(([rate]) => rate > 0)
    .map(([rate, base]) => {
      const amount = proportion(base, rate, pricesIncludeTax ? MILLION + rate : MILLION)
      return { rate, base, amount }
    })
    .sort((a, b) => b.rate - a.rate)
}

/** What tax is due on, by rate: the goods less what discounts have made of the lines they touched. */
function basesOf(
  order: Priced,
  goods: Goods,
  lines: readonly LineTotals[],
): ReadonlyMap<number, Money> {
  const bases = new Map([...goods.rates].map(([rate, { gross }]) => [rate, gross]))
  if (lines === goods.lines) return bases
  lines.forEach((line, place) => {
    if (line === goods.lines[place]) return
    const { taxRate } = at(goods.present, place)
    const base = bases.get(taxRate)
    assert(base !== undefined, 'A line is taxed by a rate of no goods')
    bases.set(taxRate, subtract(base, subtract(line.gross, taxable(line, order))))
  })
  return bases
}

/** Adds up what the goods cost and, where something was taken off, what is left of them. */
function summed(order: Priced, goods: Goods, deduction: Deduction | null): Totals {
  const { subtotal, pieces } = goods
  const lines = deduction ? linesOf(deduction) : goods.lines
  const taxes = taxesOf(order, goods, lines)
  const coupons = deduction?.coupons ?? ZERO
  const discount = subtract(deduction?.taken ?? ZERO, coupons)
  const tax = sum(taxes.map((each) => each.amount))
  const added = order.terms.pricesIncludeTax ? ZERO : tax
  const left = subtract(subtract(subtotal, discount), coupons)
  const discounts = deduction?.discounts ?? []
  const total = add(left, added)
  return { lines, discounts, taxes, pieces, subtotal, discount, coupons, tax, total }
}
