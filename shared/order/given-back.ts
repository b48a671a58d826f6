import type { EffectRequest } from './effect'
import type { Order } from './order'
import type { SnapshotPromotion } from './snapshot'
import type { OrderBack, SoldDiscount, SoldLine, SoldSale } from './sold'

/** What becomes of the coupons and codes of a sale when goods of it come back. */
export type GivenBack = {
  /** Used up by the sale, and now free again: all their goods are back. */
  readonly coupons: readonly SoldDiscount[]
  readonly codes: readonly SnapshotPromotion[]
  /** Goods of theirs came back, and others are still out: they go back with the last of them. */
  readonly waiting: readonly SoldDiscount[]
  /** Everything of the sale is back. */
  readonly isWhole: boolean
}

const NOTHING: GivenBack = { coupons: [], codes: [], waiting: [], isWhole: false }

/**
 * A coupon of the coupon service or a code goes back with the last piece it took money off, once; until then
 * the refund is lower by its share and it stays used. One that took nothing off goes back with the whole sale.
 * Source: docs/decisions/0024-returns.md, apis/petz-posface.md 7.10.
 */
export function givenBackBy(back: OrderBack | null): GivenBack {
  if (!back?.sold) return NOTHING
  const { sold } = back
  const ended = endedDiscounts(back)
  const mayGoBack = touchedDiscounts(back, sold).filter(
    ({ id, kind }) => isCoupon({ kind }) || sold.promotions.some((one) => one.id === id),
  )
  return {
    coupons: sold.consumerId === null ? [] : ended.filter(isCoupon),
    codes: sold.promotions.filter(
      ({ id }) => ended.some((one) => one.id === id) && !back.keptCodes.includes(id),
    ),
    waiting: mayGoBack.filter((one) => !ended.includes(one)),
    isWhole: sold.lines.every(isAllBack(back)),
  }
}

/** Discounts of the opened sale whose goods are all back, the last of them with this order. */
export function endedDiscounts(back: OrderBack): readonly SoldDiscount[] {
  const { sold } = back
  if (!sold) return []
  return touchedDiscounts(back, sold).filter(({ id }) => linesOf(sold, id).every(isAllBack(back)))
}

/** Discounts of the opened sale of which this order takes goods back. */
function touchedDiscounts(back: OrderBack, sold: SoldSale): readonly SoldDiscount[] {
  const nowBack = backForGood(back)
  return sold.discounts.filter(({ id }) =>
    linesOf(sold, id).some((line) => nowBack.has(line.lineId)),
  )
}

/** Whether the last piece of a line is back with this order, or was before. */
function isAllBack(back: OrderBack): (line: SoldLine) => boolean {
  const nowBack = backForGood(back)
  return (line) => line.cameBack + (nowBack.get(line.lineId) ?? 0) === line.quantity
}

/** What this order takes back of each line; what is swapped for the same stays with the customer. */
function backForGood({ goods }: OrderBack): ReadonlyMap<string | null, number> {
  return new Map(goods.flatMap((one) => (one.swapped ? [] : [[one.lineId, one.quantity] as const])))
}

function isCoupon({ kind }: Pick<SoldDiscount, 'kind'>): boolean {
  return kind === 'coupon' || kind === 'store-promotion'
}

/** The lines a discount waits for. One that took nothing off was used up all the same, and goes with the whole sale. */
function linesOf(sold: SoldSale, discountId: string): readonly SoldLine[] {
  const bearing = bearersOf(sold, discountId)
  return bearing.length === 0 ? sold.lines : bearing
}

function bearersOf(sold: SoldSale, discountId: string): readonly SoldLine[] {
  return sold.lines.filter((line) => line.shares.some((one) => one.discountId === discountId))
}

/** What the world is told of it: each coupon and each code once, and that the sale came back whole. */
export function requestsOf(order: Order, given: GivenBack): readonly EffectRequest[] {
  const { back } = order
  if (!back?.sold) return []
  const { sold } = back
  const { consumerId } = sold
  const coupons =
    consumerId === null
      ? []
      : given.coupons.map((coupon) => couponReturn(order, sold, coupon, consumerId))
  const codes: readonly EffectRequest[] =
    given.codes.length === 0
      ? []
      : [{ kind: 'promotion-void', order: sold.snapshot, promotions: given.codes, lost: [] }]
  const status = back.voids ? 'cancelled' : 'returned'
  const told: readonly EffectRequest[] =
    given.isWhole && order.terms.couponService
      ? [{ kind: 'order-message', status, order: sold.snapshot }]
      : []
  return [...coupons, ...codes, ...told]
}

/** Its key is the order that takes the goods back, and the coupon: it is given back once. */
function couponReturn(
  order: Order,
  sold: SoldSale,
  coupon: SoldDiscount,
  consumerId: string,
): EffectRequest {
  return {
    kind: 'coupon-return',
    returnRef: `${order.ref}:${coupon.id}`,
    orderRef: sold.ref,
    consumerId,
    couponId: coupon.id,
    title: coupon.name,
    amount: coupon.amount,
    uses: coupon.uses,
    lineRefs: bearersOf(sold, coupon.id).map((line) => line.ref),
  }
}
