import { assert } from '../assert'
import { add, subtract, sum } from '../money'
import { sumOfQuantities } from '../quantity'
import type { Effect, EffectKind } from './effect'
import type { Order } from './order'
import type { DiscountTotal, Sale } from './sale'
import { snapshotOf, snapshotPromotions } from './snapshot-of'
import type { GoodsBack, SoldDiscount, SoldLine, SoldSale } from './sold'
import { hasEnded } from './till-state'

/**
 * Opens a paid order for a return: its frozen money, less what came back of it before.
 * @param earlier  the paid orders that took goods of it back
 * @throws Bug     the order is not paid
 */
export function soldSaleOf(order: Order, earlier: readonly Order[]): SoldSale {
  const { sale } = order
  assert(sale !== null, 'Only a paid order can come back')
  const backs = earlier.map((one) => {
    assert(one.sale?.back !== undefined, 'Goods came back on a paid order')
    return one.sale.back
  })
  const goods = backs.flatMap((one) => one.goods).filter((one) => one.soldOrderId === order.id)
  const toCard = backs.flatMap((one) => one.refunds).filter((one) => one.kind === 'card')
  const byCard = sale.tenders.filter((tender) => tender.kind === 'card')
  const givenBack = new Set(backs.flatMap((one) => one.codesBack.map((code) => code.id)))
  const redeemed = order.promotions.filter(
    (one) => one.status === 'applying' || one.status === 'redeemed',
  )
  return {
    orderId: order.id,
    ref: order.ref,
    number: order.number,
    receiptNumber: sale.receiptNumber,
    paidAt: sale.paidAt,
    businessDate: sale.businessDate,
    pricesIncludeTax: order.terms.pricesIncludeTax,
    lines: soldLines(order, sale.totals.lines, goods),
    discounts: sale.totals.discounts.map((discount) => soldDiscount(order, discount)),
    paid: add(sale.totals.total, sale.cashRounding),
    total: sale.totals.total,
    refunded: sum(goods.map((one) => one.refund)),
    paidBack: sum(backs.map((one) => one.creditOfSale)),
    onCard: subtract(
      sum(byCard.map((tender) => tender.amount)),
      sum(toCard.map((refund) => refund.amount)),
    ),
    pending: order.effects.filter(mustEndFirst).map((effect) => effect.id),
    consumerId: order.customer?.consumerId ?? null,
    promotions: snapshotPromotions(order, sale.totals).filter(
      ({ id }) => redeemed.some((one) => one.id === id) && !givenBack.has(id),
    ),
    snapshot: snapshotOf(order, sale.paidAt),
  }
}

/** What uses coupons and codes up; giving them back comes after. */
const USING: readonly EffectKind[] = [
  'promotion-apply',
  'coupon-capture',
  'coupon-reauthorize',
  'store-promotion-redeem',
  'order-message',
]

function mustEndFirst(effect: Effect): boolean {
  return !hasEnded(effect) && USING.includes(effect.request.kind)
}

function soldLines(
  order: Order,
  sealed: Sale['totals']['lines'],
  goods: readonly GoodsBack[],
): readonly SoldLine[] {
  const lines = new Map(order.lines.map((line) => [line.id, line]))
  return sealed.map(({ lineId, gross, shares, tax }) => {
    const line = lines.get(lineId)
    assert(line !== undefined, 'Every sealed line is on the order')
    const { ref, sku, name, category, unit, unitPrice, taxRate, quantity } = line
    const cameBack = sumOfQuantities(
      goods.filter((one) => one.lineId === lineId).map((one) => one.quantity),
    )
    const about = { lineId, ref, sku, name, category, unit, unitPrice, taxRate, quantity }
    return { ...about, gross, shares, tax, cameBack }
  })
}

function soldDiscount(order: Order, discount: DiscountTotal): SoldDiscount {
  const { discountId: id, kind, name, amount } = discount
  const granted = kind === 'coupon' ? order.payment?.authorization?.coupons : undefined
  const coupon = granted?.find((one) => one.couponId === id)
  return { id, kind, name, amount, uses: coupon?.uses ?? 1 }
}
