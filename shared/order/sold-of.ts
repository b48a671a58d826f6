import { assert } from '../assert'
import { add, least, most, subtract, sum, ZERO, type Money } from '../money'
import { couponName } from '../promotions/manufacturer-coupon'
import { quantity } from '../quantity'
import type { Effect, EffectKind } from './effect'
import { afterLate } from './late-money'
import type { Order } from './order'
import { soldUses } from './promotion-uses'
import type { DiscountTotal, Sale } from './sale'
import { snapshotOf, snapshotPromotions } from './snapshot-of'
import type { LateCoupon, SaleBack, SoldDiscount, SoldLine, SoldPaper, SoldSale } from './sold'
import { hasEnded } from './till-state'

/**
 * Opens a paid order for a return: its frozen money, less what came back of it before.
 * @param earlier  the paid orders that took goods of it back
 * @throws Bug     the order is not paid
 */
export function soldSaleOf(order: Order, earlier: readonly Order[]): SoldSale {
  const { sale } = order
  assert(sale !== null, 'Only a paid order can come back')
  const takers = earlier.map((one) => {
    assert(one.sale?.back !== undefined, 'Goods came back on a paid order')
    return { sale: one.sale, back: one.sale.back }
  })
  const backs = takers.map((one) => one.back)
  // What was swapped for the same is with the customer again.
  const goods = backs
    .flatMap((one) => one.goods)
    .filter((one) => one.soldOrderId === order.id && one.swapped !== true)
  const late = backs.flatMap((one) => one.late ?? [])
  const toCard = backs.flatMap((one) => one.refunds).filter((one) => one.kind === 'card')
  const cards = sale.tenders.filter((tender) => tender.kind === 'card')
  const byCard = sum([...cards.map((tender) => tender.amount), carriedOver(order)])
  const givenBack = new Set(backs.flatMap((one) => one.codesBack.map((code) => code.id)))
  const redeemed = order.promotions.filter(
    (one) => one.status === 'applying' || one.status === 'redeemed',
  )
  const uses = soldUses(order)
  return {
    orderId: order.id,
    ref: order.ref,
    number: order.number,
    receiptNumber: sale.receiptNumber,
    paidAt: sale.paidAt,
    businessDate: sale.businessDate,
    pricesIncludeTax: order.terms.pricesIncludeTax,
    lines: soldLines(order, sale.totals.lines, backs),
    discounts: [
      ...sale.totals.discounts.map((discount) => soldDiscount(order, discount)),
      ...late.map(lateDiscount),
    ],
    paid: add(sale.totals.total, sale.cashRounding),
    total: sale.totals.total,
    refunded: sum([...goods.map((one) => one.refund), ...late.map((one) => one.late.refund)]),
    paidBack: sum(takers.map(givenFor)),
    byCard,
    onCard: subtract(
      byCard,
      sum([...toCard.map((refund) => refund.amount), ...earlier.map(carriedOver)]),
    ),
    pending: order.effects.filter(mustEndFirst).flatMap(idsOf),
    consumerId: order.customer?.consumerId ?? null,
    ...(uses.length === 0 ? {} : { promotionUses: uses }),
    promotions: snapshotPromotions(order, sale.totals).filter(
      ({ id }) => redeemed.some((one) => one.id === id) && !givenBack.has(id),
    ),
    ...papersOf(order, late),
    ...(order.terms.couponsReduceTaxBase ? { couponsReduceTaxBase: true } : {}),
    snapshot: snapshotOf(order, sale.paidAt),
  }
}

/**
 * What was given for goods of the sale, to the coin: a card's money that went back in cash was rounded there, and
 * the next goods make up for it. Where other goods share the payment, its rounding is theirs.
 */
function givenFor({ sale, back }: { readonly sale: Sale; readonly back: SaleBack }): Money {
  const isAlone = sale.totals.lines.length === 0 && back.credit === back.creditOfSale
  return isAlone ? subtract(back.creditOfSale, sale.cashRounding) : back.creditOfSale
}

/**
 * What a card had paid of goods that were exchanged for this order's: the new goods are paid by that card as the old
 * ones were, and the card comes first. Else an exchange would make cash of a card's money.
 */
function carriedOver({ sale, back }: Order): Money {
  if (!sale?.back || !back?.sold) return ZERO
  const { refunds, creditOfSale } = sale.back
  const toCard = sum(refunds.filter((one) => one.kind === 'card').map((one) => one.amount))
  const against = least(creditOfSale, sale.totals.total)
  return most(ZERO, least(against, subtract(back.sold.onCard, toCard)))
}

/** Coupons on paper that were used, each with the pieces that have met it. */
function papersOf(order: Order, late: readonly LateCoupon[]): Pick<SoldSale, 'papers'> {
  const papers: readonly SoldPaper[] = [
    ...order.manufacturerCoupons.map(({ code, uses }) => ({ code, uses, late: false })),
    ...late.map(({ code, uses }) => ({ code, uses, late: true })),
  ]
  return papers.length === 0 ? {} : { papers }
}

/** What uses coupons and codes up; giving them back comes after. */
const USING: readonly EffectKind[] = [
  'promotion-apply',
  'promotion-verify',
  'coupon-capture',
  'coupon-reauthorize',
  'store-promotion-redeem',
  'order-message',
]

function mustEndFirst(effect: Effect): boolean {
  return !hasEnded(effect) && USING.includes(effect.request.kind)
}

/** A code that is still asked about is redeemed under a key that is known already. */
function idsOf({ id, request }: Effect): readonly string[] {
  return request.kind === 'promotion-verify' ? [id, request.applyId] : [id]
}

function soldLines(
  order: Order,
  sealed: Sale['totals']['lines'],
  backs: readonly SaleBack[],
): readonly SoldLine[] {
  const sold = { orderId: order.id, pricesIncludeTax: order.terms.pricesIncludeTax }
  const lines = new Map(order.lines.map((line) => [line.id, line]))
  return sealed.map(({ lineId, gross, shares, tax }) => {
    const line = lines.get(lineId)
    assert(line !== undefined, 'Every sealed line is on the order')
    const { ref, sku, name, category, unit, unitPrice, taxRate, quantity: all } = line
    const about = { lineId, ref, sku, name, category, unit, unitPrice, taxRate, quantity: all }
    const whole: SoldLine = { ...about, gross, shares, tax, cameBack: 0 }
    return backs.reduce((now, back) => {
      const left = withoutGoods(order.id, now, back)
      return (back.late ?? []).reduce((rest, coupon) => afterLate(sold, rest, coupon), left)
    }, whole)
  })
}

/** A line with what one order took back of it. */
function withoutGoods(orderId: string, line: SoldLine, { goods }: SaleBack): SoldLine {
  return goods
    .filter((one) => one.soldOrderId === orderId && one.lineId === line.lineId && !one.swapped)
    .reduce((now, one) => ({ ...now, cameBack: quantity(now.cameBack + one.quantity) }), line)
}

/** A coupon that came late is a discount of the sale from then on. */
function lateDiscount({ id, code, amount }: LateCoupon): SoldDiscount {
  return { id, kind: 'manufacturer-coupon', name: couponName(code), amount, uses: 1 }
}

function soldDiscount(order: Order, discount: DiscountTotal): SoldDiscount {
  const { discountId: id, kind, name, amount } = discount
  const granted = kind === 'coupon' ? order.payment?.authorization?.coupons : undefined
  const coupon = granted?.find((one) => one.couponId === id)
  const isOfWallet = kind === 'coupon' || kind === 'store-promotion'
  const saved = isOfWallet ? order.customer?.coupons.find((one) => one.couponId === id) : undefined
  const expiresOn = saved?.expiresOn ?? null
  const ends = expiresOn === null ? {} : { expiresOn }
  return { id, kind, name, amount, uses: coupon?.uses ?? 1, ...ends }
}
