import { add, money, ZERO } from '../money'
import { ok, refuse } from '../result'
import { quantity, QUANTITY_MAX } from '../quantity'
import { courseOf, today, type Context, type Course, type OrderDecision } from './context'
import { forgottenOn, hasLateCoupon } from './decide-late-coupons'
import { goodsOf, isByPiece, leftToReturn, swappedGoodsOf, unsoldGoodsOf } from './goods-back'
import { keptText } from './kept-text'
import type { Order } from './order'
import type { RefusalCode } from './refusals'
import type { OrderBack, ReturnReason, ReturnRules, SoldLine, SoldSale } from './sold'

/** Opens a paid sale of this terminal on the order on screen, to take goods of it back. */
export function decideOpenReturn(order: Order, ref: string, context: Context): OrderDecision {
  const why = returnRefusal(order)
  if (why) return refuse(why)
  if (order.back?.sold?.ref === ref) return ok([])
  if (order.back?.sold) return refuse('return-under-way')
  const sold = context.sold(ref)
  if (sold === null) return refuse('sale-unknown')
  if (sold === 'on-another-order') return refuse('sale-on-another-order')
  if (sold.lines.every((line) => leftToReturn(line) === 0)) return refuse('sale-came-back')
  const course = courseOf(order, context)
  course.then({ type: 'ReturnOpened', sold, voids: false })
  course.then(...forgottenOn(course.now, context))
  return ok(course.events)
}

/** Closes the opened sale again; nothing of it was taken back. */
export function decideDropReturn(order: Order): OrderDecision {
  const why = returnRefusal(order)
  if (why) return refuse(why)
  return order.back === null ? refuse('return-not-open') : ok([{ type: 'ReturnDropped' }])
}

/** Says how much of a sold line comes back on this order; nothing of it takes the line off the return. */
export function decideTakeBack(
  order: Order,
  wanted: {
    readonly lineId: string
    readonly quantity: number
    readonly reason: ReturnReason
    readonly swap?: boolean
  },
  context: Context,
): OrderDecision {
  const why = returnRefusal(order)
  if (why) return refuse(why)
  const sold = order.back?.sold
  if (!sold) return refuse('return-not-open')
  if (hasLateCoupon(order)) return refuse('late-coupon-on-order')
  const line = sold.lines.find((one) => one.lineId === wanted.lineId)
  if (!line) return refuse('line-unknown')
  if (wanted.quantity === 0) return keep(order, line)
  const wrong = quantityRefusal(line, wanted.quantity)
  if (wrong) return refuse(wrong)
  const course = courseOf(order, context)
  const { quantity: thousandths, reason, swap = false } = wanted
  takeBack(course, { sold, line, quantity: thousandths, reason, swap }, context)
  return ok(course.events)
}

/** Takes back everything that is still out. */
export function decideTakeBackAll(
  order: Order,
  reason: ReturnReason,
  context: Context,
): OrderDecision {
  const why = returnRefusal(order)
  if (why) return refuse(why)
  const sold = order.back?.sold
  if (!sold) return refuse('return-not-open')
  if (hasLateCoupon(order)) return refuse('late-coupon-on-order')
  const course = courseOf(order, context)
  takeBackAll(course, sold, reason, context)
  return ok(course.events)
}

/** Takes a sale of today back whole, as if it had not been; a manager says yes to it. */
export function decideVoidSale(order: Order, ref: string, context: Context): OrderDecision {
  const why = returnRefusal(order)
  if (why) return refuse(why)
  if (order.lines.some((line) => !line.voided) || order.back !== null) return refuse('order-in-use')
  const sold = context.sold(ref)
  if (sold === null) return refuse('sale-unknown')
  if (sold === 'on-another-order') return refuse('sale-on-another-order')
  if (sold.businessDate !== today(context)) return refuse('sale-of-another-day')
  if (sold.lines.some((line) => line.cameBack > 0)) return refuse('sale-partly-back')
  const course = courseOf(order, context)
  course.then({ type: 'ReturnOpened', sold, voids: true })
  takeBackAll(course, sold, 'other', context)
  return ok(course.events)
}

/** Takes goods back that nobody has a receipt for, at the price of today; a manager says yes to it. */
export function decideTakeBackUnsold(
  order: Order,
  wanted: {
    readonly sku: string
    readonly quantity: number
    readonly price?: number
    readonly reason: ReturnReason
  },
  context: Context,
): OrderDecision {
  const why = returnRefusal(order)
  if (why) return refuse(why)
  if (hasLateCoupon(order)) return refuse('late-coupon-on-order')
  const item = context.item(wanted.sku)
  if (!item) return refuse('item-unknown')
  const unitPrice = item.price ?? wanted.price
  if (unitPrice === undefined) return refuse('price-missing')
  if (!Number.isSafeInteger(unitPrice) || unitPrice < 0) return refuse('price-invalid')
  if (!isQuantity(wanted.quantity)) return refuse('quantity-invalid')
  if (item.unit === 'each' && wanted.quantity % 1000 !== 0) return refuse('quantity-invalid')
  const taken = {
    id: context.newId(),
    quantity: quantity(wanted.quantity),
    reason: wanted.reason,
  }
  const { pricesIncludeTax } = order.terms
  const goods = unsoldGoodsOf(item, money(unitPrice), taken, pricesIncludeTax)
  return ok([{ type: 'GoodsTakenBack', goods }])
}

/** Leaves goods with the customer after all. */
export function decideKeepGoods(order: Order, goodsId: string): OrderDecision {
  const why = returnRefusal(order)
  if (why) return refuse(why)
  const isThere = order.back?.goods.some((one) => one.id === goodsId)
  return isThere ? ok([{ type: 'GoodsKept', goodsId }]) : refuse('line-unknown')
}

/** Whether a redeemed code, all whose goods are back, may be used again. */
export function decideChooseCodeBack(
  order: Order,
  promotionId: string,
  back: boolean,
): OrderDecision {
  const why = returnRefusal(order)
  if (why) return refuse(why)
  const isThere = order.back?.sold?.promotions.some((one) => one.id === promotionId)
  return isThere ? ok([{ type: 'CodeBackChosen', promotionId, back }]) : refuse('promotion-unknown')
}

/** A manager says yes to what comes back as it stands now. */
export function decideApproveReturn(
  order: Order,
  reason: string | undefined,
  context: Context,
): OrderDecision {
  const why = returnRefusal(order)
  if (why) return refuse(why)
  if (order.back === null) return refuse('return-not-open')
  if (!context.approvals) return refuse('approval-unavailable')
  if (context.approver === null) return refuse('approval-needed')
  const words = keptText(reason ?? '')
    .trim()
    .slice(0, 200)
  return ok([{ type: 'ReturnApproved', by: context.approver, reason: words === '' ? null : words }])
}

/** Why a manager has to say yes. */
export type ApprovalReason =
  'return-late' | 'return-above-limit' | 'no-receipt' | 'sale-voided' | 'late-coupon-above-limit'

/** Why a manager has to say yes to what comes back; empty when nobody has to. */
export function approvalsNeeded(
  order: Order,
  rules: ReturnRules,
  at: number,
): readonly ApprovalReason[] {
  const { back } = order
  if (back === null) return []
  return [...goodsReasons(back, rules, at), ...lateReasons(back, rules)]
}

function lateReasons({ late = [] }: OrderBack, rules: ReturnRules): readonly ApprovalReason[] {
  const limit = rules.late?.cashierLimit ?? null
  const all = late.reduce((total, one) => add(total, one.late.refund), ZERO)
  return limit !== null && all > limit ? ['late-coupon-above-limit'] : []
}

function goodsReasons(back: OrderBack, rules: ReturnRules, at: number): readonly ApprovalReason[] {
  if (back.goods.length === 0) return []
  const reasons: ApprovalReason[] = []
  if (back.voids) reasons.push('sale-voided')
  if (back.goods.some((one) => one.soldOrderId === null)) reasons.push('no-receipt')
  const age = back.sold === null ? 0 : at - back.sold.paidAt
  if (age > rules.days * DAY_MS) reasons.push('return-late')
  const all = back.goods.reduce((total, one) => add(total, one.refund), ZERO)
  if (rules.cashierLimit !== null && all > rules.cashierLimit) reasons.push('return-above-limit')
  return reasons
}

const DAY_MS = 24 * 3_600_000

function returnRefusal(order: Order): RefusalCode | null {
  if (order.status !== 'open') return 'order-not-open'
  return order.validation ? 'validation-under-way' : null
}

function keep(order: Order, line: SoldLine): OrderDecision {
  const now = order.back?.goods.find((one) => one.lineId === line.lineId)
  return ok(now ? [{ type: 'GoodsKept', goodsId: now.id }] : [])
}

function quantityRefusal(line: SoldLine, wanted: number): RefusalCode | null {
  if (!isQuantity(wanted)) return 'quantity-invalid'
  if (wanted > leftToReturn(line)) return 'more-than-sold'
  if (!isByPiece(line)) return wanted === line.quantity ? null : 'comes-back-whole'
  return wanted % 1000 === 0 ? null : 'quantity-invalid'
}

function isQuantity(wanted: number): boolean {
  return Number.isSafeInteger(wanted) && wanted > 0 && wanted <= QUANTITY_MAX
}

function takeBackAll(course: Course, sold: SoldSale, reason: ReturnReason, context: Context): void {
  for (const line of sold.lines) {
    const left = leftToReturn(line)
    if (left > 0) takeBack(course, { sold, line, quantity: left, reason }, context)
  }
}

function takeBack(
  course: Course,
  wanted: {
    readonly sold: SoldSale
    readonly line: SoldLine
    readonly quantity: number
    readonly reason: ReturnReason
    readonly swap?: boolean
  },
  context: Context,
): void {
  const { sold, line, reason } = wanted
  const taken = { id: context.newId(), quantity: quantity(wanted.quantity), reason }
  const goods = wanted.swap ? swappedGoodsOf(sold, line, taken) : goodsOf(sold, line, taken)
  course.then({ type: 'GoodsTakenBack', goods })
}
