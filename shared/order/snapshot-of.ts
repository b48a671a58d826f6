import { assert } from '../assert'
import { at } from '../lists'
import { add, subtract, sum, ZERO, type Money } from '../money'
import { businessDateOf } from './dates'
import type { Line, Order, Promotion } from './order'
import { isCoupon, isOnWholeOrder } from './discount'
import type { DiscountTotal, LineTotals, TaxedLine, TaxedTotals, Totals } from './sale'
import type { OrderSnapshot, SnapshotDiscount, SnapshotLine, SnapshotPromotion } from './snapshot'
import { takenBy, taxedTotalsOf } from './totals'

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
  return order.lines
    .filter((line) => !line.voided)
    .map((line, place) => {
      const money = at(totals.lines, place)
      assert(money.lineId === line.id, 'The totals are of other lines')
      return { closedToCoupons: closed.has(line.id), ...snapshotLine(line, money, totals) }
    })
}

function snapshotLine(
  line: Line,
  money: TaxedLine,
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
    gross: money.gross,
    discounts: lineDiscounts(money, totals),
    net: money.net,
    tax: money.tax,
    taxRate: line.taxRate,
  }
}

function lineDiscounts(line: LineTotals, totals: Totals): readonly SnapshotDiscount[] {
  return line.shares
    .filter((each) => !isOnWholeOrder(each.kind) && !isCoupon(each.kind))
    .map((each) => {
      const discount = totals.discounts.find((one) => one.discountId === each.discountId)
      assert(discount !== undefined, `Line ${line.lineId} has a share of no discount`)
      return {
        id: each.discountId,
        name: discount.name,
        amount: each.amount,
        amountWithoutTax: each.amount,
        promotionCode: null,
      }
    })
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
  const manufacturerDiscount = takenBy(totals, 'manufacturer-coupon')
  return {
    gross: totals.subtotal,
    storeDiscount: sumOf(totals, (each) => STORES_OWN.has(each.kind)),
    promotionDiscount: sumOf(totals, (each) => each.kind === 'promotion'),
    couponDiscount: takenBy(totals, 'coupon'),
    ...(manufacturerDiscount === 0 ? {} : { manufacturerDiscount }),
    net: order.terms.pricesIncludeTax ? subtract(net, totals.tax) : net,
    tax: totals.tax,
    cashRounding,
    total: add(totals.total, cashRounding),
  }
}

/** Kinds of discount that the store itself bears. */
const STORES_OWN: ReadonlySet<DiscountTotal['kind']> = new Set([
  'item-rule',
  'store-discount',
  'store-promotion',
  'order-rule',
  'order-discount',
])

function sumOf(totals: Totals, which: (discount: DiscountTotal) => boolean): Money {
  return sum(totals.discounts.filter(which).map((each) => each.amount))
}
