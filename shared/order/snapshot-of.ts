import { add, subtract, sum, ZERO, type Money } from '../money'
import { businessDateOf } from './dates'
import type { Line, Order, Promotion } from './order'
import {
  isOnWholeOrder,
  type DiscountTotal,
  type LineTotals,
  type TaxedLine,
  type TaxedTotals,
  type Totals,
} from './sale'
import type { OrderSnapshot, SnapshotDiscount, SnapshotLine, SnapshotPromotion } from './snapshot'
import { taxedTotalsOf } from './totals'

/**
 * Freezes an order as a provider is told about it.
 * @param at  the time of the request; a paid order tells what was sealed instead of working it out again
 */
export function snapshotOf(order: Order, at: number): OrderSnapshot {
  const totals = order.sale?.totals ?? taxedTotalsOf(order)
  return {
    orderId: order.id,
    orderRef: order.ref,
    number: order.number,
    openedAt: order.openedAt,
    changedAt: order.changedAt,
    paidAt: order.sale?.paidAt ?? null,
    businessDate: order.sale?.businessDate ?? businessDateOf(at),
    openedBusinessDate: order.openedBusinessDate,
    cashier: order.cashier,
    registerRef: order.terms.registerRef,
    lines: snapshotLines(order, totals),
    discounts: totals.discounts
      .filter(onWholeOrder)
      .map((discount) => snapshotDiscount(discount, order.promotions)),
    promotions: snapshotPromotions(order, totals),
    payments: (order.sale?.tenders ?? order.payment?.tenders ?? []).map((tender) => ({
      ...tender,
    })),
    customerRef: order.customer?.customerRef ?? null,
    consumerId: order.customer?.consumerId ?? null,
    totals: snapshotTotals(order, totals),
    pricesIncludeTax: order.terms.pricesIncludeTax,
  }
}

/** The promotions of an order as its providers know them, with what is really taken off. */
export function snapshotPromotions(order: Order, totals: Totals): readonly SnapshotPromotion[] {
  return order.promotions
    .filter((promotion) => promotion.status !== 'verifying' && promotion.status !== 'released')
    .map((promotion) => snapshotPromotion(promotion, totals))
}

/** One promotion as its provider knows it. */
export function snapshotPromotion(promotion: Promotion, totals: Totals): SnapshotPromotion {
  const taken = totals.discounts.find((each) => each.discountId === promotion.id)
  return {
    id: promotion.id,
    discountId: promotion.discountId,
    code: promotion.code,
    name: promotion.name,
    amount: taken?.amountWithoutTax ?? ZERO,
    referenceId: promotion.referenceId,
    appliedAt: promotion.appliedAt,
    appliedBusinessDate: promotion.appliedBusinessDate,
  }
}

function snapshotLines(order: Order, totals: TaxedTotals): readonly SnapshotLine[] {
  const closed = new Set(order.payment?.storePromotions.map((use) => use.lineId))
  const found = new Map(totals.lines.map((each) => [each.lineId, each]))
  return order.lines
    .filter((line) => !line.voided)
    .map((line) => ({
      closedToCoupons: closed.has(line.id),
      ...snapshotLine(line, found.get(line.id), totals),
    }))
}

function snapshotLine(
  line: Line,
  found: TaxedLine | undefined,
  totals: Totals,
): Omit<SnapshotLine, 'closedToCoupons'> {
  return {
    id: line.id,
    ref: line.ref,
    sku: line.sku,
    name: line.name,
    category: line.category,
    barcodes: line.barcodes,
    quantity: line.quantity,
    unit: line.unit,
    unitPrice: line.unitPrice,
    gross: found?.gross ?? ZERO,
    discounts: lineDiscounts(found, totals),
    net: found?.net ?? ZERO,
    tax: found?.tax ?? ZERO,
    taxRate: line.taxRate,
  }
}

function lineDiscounts(line: LineTotals | undefined, totals: Totals): readonly SnapshotDiscount[] {
  return (line?.shares ?? [])
    .filter((each) => !isOnWholeOrder(each.kind) && each.kind !== 'coupon')
    .map((each) => ({
      id: each.discountId,
      name: totals.discounts.find((one) => one.discountId === each.discountId)?.name ?? '',
      amount: each.amount,
      amountWithoutTax: each.amount,
      promotionCode: null,
    }))
}

function onWholeOrder(discount: DiscountTotal): boolean {
  return isOnWholeOrder(discount.kind)
}

/** A promotion's discount goes by the id of the discount, not of its VERIFY. */
function snapshotDiscount(
  discount: DiscountTotal,
  promotions: readonly Promotion[],
): SnapshotDiscount {
  const promotion = promotions.find((each) => each.id === discount.discountId)
  return {
    id: promotion?.discountId ?? discount.discountId,
    name: discount.name,
    amount: discount.amount,
    amountWithoutTax: discount.amountWithoutTax,
    promotionCode: discount.code,
  }
}

function snapshotTotals(order: Order, totals: Totals): OrderSnapshot['totals'] {
  const cashRounding = order.sale?.cashRounding ?? ZERO
  const net = sum(totals.lines.map((line) => line.net))
  return {
    gross: totals.subtotal,
    storeDiscount: sumOf(totals, (each) => each.kind !== 'promotion' && each.kind !== 'coupon'),
    promotionDiscount: sumOf(totals, (each) => each.kind === 'promotion'),
    couponDiscount: totals.coupons,
    net: order.terms.pricesIncludeTax ? subtract(net, totals.tax) : net,
    tax: totals.tax,
    cashRounding,
    total: add(totals.total, cashRounding),
  }
}

function sumOf(totals: Totals, which: (discount: DiscountTotal) => boolean): Money {
  return sum(totals.discounts.filter(which).map((each) => each.amount))
}
