import { under } from '../lists'
import { add, sum, type Money } from '../money'
import {
  type CouponEffect,
  type CouponJudgement,
  type CouponMoment,
  type CouponPart,
  type PresentedCoupon,
} from '../promotions/manufacturer-coupon'
import { judgeCoupons } from '../promotions/manufacturer-coupons'
import { serialOf } from '../promotions/manufacturer-coupon-terms'
import type { Context } from './context'
import { blockedEvents, takenEvents } from './coupon-events'
import type { OrderEvent } from './events'
import { afterLate, lateGoodsOf, taxesOfLate } from './late-money'
import type { Order } from './order'
import type { RefusalCode } from './refusals'
import type { LateCoupon, LateRules, SoldLine, SoldSale } from './sold'

const DAY_MS = 24 * 3_600_000

/** Whether what is scanned now is meant for the sale that is open, and not for goods on the order. */
export function isForSale({ back, lines }: Pick<Order, 'back' | 'lines'>): boolean {
  return back?.sold != null && lines.every((line) => line.voided)
}

/** Why a forgotten coupon is not taken on the sale that is open, whatever it is; null when it may be judged. */
export function lateRefusal(
  { back }: Order,
  rules: LateRules | undefined,
  at: number,
): RefusalCode | null {
  if (!back?.sold) return 'return-not-open'
  if (rules === undefined || rules.days === 0) return 'late-coupon-off'
  if (back.goods.length > 0) return 'late-coupon-alone'
  return at - back.sold.paidAt > rules.days * DAY_MS ? 'late-coupon-too-late' : null
}

/** A coupon that was scanned before the receipt is for the sale as well, where nothing else is on the order. */
export function forgottenOn(order: Order, context: Context): readonly OrderEvent[] {
  if (!isForSale(order) || lateRefusal(order, context.returns.late, context.at)) return []
  return order.unresolved.flatMap((scan): readonly OrderEvent[] => {
    if (!scan.coupon || scan.coupon.late) return []
    const { coupon } = scan.coupon
    const waiting = { coupon, approval: null, why: null, late: true } as const
    return [
      { type: 'UnresolvedScanRemoved', scanId: scan.id },
      { type: 'ScanUnresolved', scan: { ...scan, id: context.newId(), coupon: waiting } },
    ]
  })
}

/** Whether a forgotten coupon stands on an order, taken or waiting for a person. */
export function hasLateCoupon({ back, unresolved }: Pick<Order, 'back' | 'unresolved'>): boolean {
  return (back?.late ?? []).length > 0 || unresolved.some((scan) => scan.coupon?.late)
}

/**
 * Judges the forgotten coupons of an order together, by the goods of the open sale that are still with the
 * customer, at what was paid for them: a coupon must have been good on the day of the sale and must be good today.
 * Only a changed outcome is an event, with its money frozen.
 * @param before  the order before the decision; null judges it whatever has changed
 */
export function settleLateCoupons(
  order: Order,
  before: Order | null,
  moment: CouponMoment,
  context: Context,
): readonly OrderEvent[] {
  const sold = order.back?.sold
  if (!sold || order.status !== 'open' || order.validation !== null) return []
  const isSame =
    before !== null && before.back === order.back && before.unresolved === order.unresolved
  const presented = presentedLate(order)
  if (isSame || presented.length === 0) return []
  const judged = judgeLate(sold, presented, { ...moment, since: sold.businessDate })
  const given: Given = { sold, lines: sold.lines }
  return presented.flatMap((one) => {
    const judgement = under(judged, one.id)
    if (judgement.outcome !== 'applies') return blockedEvents(order, one, judgement, context)
    const taken = order.back?.late?.find((other) => other.id === one.id)
    return takenEvents(taken, { ...one, ...give(given, one.id, judgement) })
  })
}

function judgeLate(
  sold: SoldSale,
  presented: readonly PresentedCoupon[],
  moment: CouponMoment,
): ReadonlyMap<string, CouponJudgement> {
  const again = usedAgain(sold, presented)
  const goods = lateGoodsOf(sold)
  const first = presented.filter((one) => !again.has(one.id))
  const judged = judgeCoupons(first, goods, moment)
  return new Map(
    presented.map((one): [string, CouponJudgement] => {
      const now = judged.get(one.id) ?? USED_AGAIN
      if (now.outcome !== 'blocked' || now.block.reason !== 'not-bought') return [one.id, now]
      // What the sale has, and what met a coupon then, is not missing: the sentence is another.
      const unmet = goods.map((each) => ({ ...each, free: each.quantity }))
      const isThere = judgeCoupons([one], unmet, moment).get(one.id)?.outcome !== 'blocked'
      const block = { ...now.block, reason: 'goods-used' } as const
      return [one.id, isThere ? { outcome: 'blocked', block } : now]
    }),
  )
}

const USED_AGAIN: CouponJudgement = { outcome: 'blocked', block: { reason: 'used-on-sale' } }

function presentedLate(order: Order): readonly PresentedCoupon[] {
  const taken = (order.back?.late ?? []).map(({ id, code, coupon, approval }) => {
    return { id, code, coupon, approval }
  })
  const waiting = order.unresolved.flatMap(({ id, code, coupon: scanned }) =>
    scanned?.late ? [{ id, code, coupon: scanned.coupon, approval: scanned.approval }] : [],
  )
  return [...taken, ...waiting]
}

/** A coupon counts once on a sale that is paid, also one of which there are many with the same code. */
function usedAgain(sold: SoldSale, presented: readonly PresentedCoupon[]): ReadonlySet<string> {
  const codes = new Set((sold.papers ?? []).flatMap(({ late, code }) => (late ? [code] : [])))
  const again = new Set<string>()
  for (const { id, code, coupon } of presented) {
    // One of a kind that is there twice is told apart where all are judged.
    if (codes.has(code)) again.add(id)
    else if (serialOf(coupon) === null) codes.add(code)
  }
  return again
}

/** The lines of the sale as the coupons so far have left them. */
type Given = { readonly sold: SoldSale; lines: readonly SoldLine[] }

/** What one coupon gives back, with the tax that falls away; the next one finds the goods so much cheaper. */
function give(given: Given, id: string, effect: CouponEffect): Omit<LateCoupon, Presented> {
  const { sold, lines } = given
  const { amount, parts, uses } = effect
  const taxes = taxesOfLate({ ...sold, lines }, parts)
  const refund = sold.pricesIncludeTax ? amount : add(amount, taxIn(taxes))
  const late = { soldOrderId: sold.orderId, taxes, refund }
  given.lines = lines.map((line) => afterLate(sold, line, { id, parts, late }))
  return { amount, parts, uses, late }
}

type Presented = keyof PresentedCoupon

function taxIn(taxes: readonly CouponPart[]): Money {
  return sum(taxes.map((one) => one.amount))
}
