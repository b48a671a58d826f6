import { least, proportion, ZERO, type Money } from '../money'
import { ONE, pieces, price, quantity } from '../quantity'
import { ok, refuse } from '../result'
import type { WalletCoupon } from './answers'
import { mayHold, releaseAuthorization } from './authorization'
import { courseOf, today, type Context, type Course, type OrderDecision } from './context'
import { nextLineRef } from './decide-lines'
import { unredeemed } from './decide-promotions'
import type { Line, Order, StorePromotionUse } from './order'
import { goToCoupons, hasMoney, leavePayment, usableStorePromotions } from './payment-phase'
import type { RefusalCode } from './refusals'
import { leftOfLine } from './totals'
import { mayGiveFromWallet } from './unverified'
import { validateThen } from './validation'

/** Why a line cannot take a store promotion; null when it can. */
export function storePromotionRefusal(
  order: Order,
  coupon: WalletCoupon,
  line: Line,
): RefusalCode | null {
  if (line.voided) return 'line-already-voided'
  const others = order.payment?.storePromotions.filter((one) => one.couponId !== coupon.couponId)
  if (others?.some((one) => one.lineId === line.id)) return 'line-has-store-promotion'
  if (coupon.gtins.length > 0 && !line.barcodes.some((code) => isFor(coupon, code))) {
    return 'coupon-not-usable'
  }
  if (line.unit === 'each' && line.quantity < coupon.minPieces * ONE) return 'coupon-not-usable'
  const discounted = order.storeDiscounts.some((one) => one.lineId === line.id)
  return discounted ? 'coupon-not-usable' : null
}

/** What a store promotion takes off the pieces it is for. Never more than they cost. */
export function storePromotionAmount(coupon: WalletCoupon, line: Line, left: Money): Money {
  const piecesCost = line.unit === 'each' ? price(line.unitPrice, pieces(coupon.minPieces)) : left
  const base = least(piecesCost, left)
  switch (coupon.value.kind) {
    case 'amount':
      return least(coupon.value.amount, base)
    case 'percent': {
      const part = proportion(base, coupon.value.ratePpm, 1_000_000)
      return least(coupon.value.most ?? part, least(part, base))
    }
    case 'free-item':
      return least(price(line.unitPrice, pieces(Math.max(1, coupon.value.pieces))), base)
    case 'unknown':
      return ZERO
  }
}

/** Puts a store promotion on a line; of a line with more pieces, the ones it is for become a line of their own. */
export function decideChooseStorePromotion(
  order: Order,
  couponId: string,
  lineId: string,
  context: Context,
): OrderDecision {
  if (order.status !== 'paying') return refuse('order-not-paying')
  if (order.payment?.step !== 'store-promotions') return refuse('step-not-reached')
  if (order.validation) return refuse('validation-under-way')
  const coupon = usableStorePromotions(order, today(context)).find(
    (one) => one.couponId === couponId,
  )
  if (!coupon) return refuse('coupon-unknown')
  const line = order.lines.find((each) => each.id === lineId)
  if (!line) return refuse('line-unknown')
  const why = storePromotionRefusal(order, coupon, line)
  if (why) return refuse(why)
  const course = courseOf(order, context)
  course.then({ type: 'StorePromotionSkipped', couponId })
  const target = splitOff(course, line, coupon, context)
  const left = leftOfLine(course.now, target.id)
  const amount = storePromotionAmount(coupon, target, left)
  if (amount === 0) return refuse('coupon-not-usable')
  const isDown = context.couponsDown === true
  if (isDown && !mayGiveFromWallet(order, { couponId, amount }, context)) {
    return refuse('unverified-not-allowed')
  }
  const given = { couponId, title: coupon.title, lineId: target.id, amount }
  const use: StorePromotionUse = isDown ? { ...given, unverified: true } : given
  course.then({ type: 'StorePromotionChosen', use })
  return ok(course.events)
}

/** Leaves a store promotion unused this time. */
export function decideSkipStorePromotion(order: Order, couponId: string): OrderDecision {
  if (order.status !== 'paying') return refuse('order-not-paying')
  if (order.payment?.step !== 'store-promotions') return refuse('step-not-reached')
  if (order.validation) return refuse('validation-under-way')
  return ok([{ type: 'StorePromotionSkipped', couponId }])
}

/** The forward button of the steps before the tenders. */
export function decideContinuePayment(order: Order, context: Context): OrderDecision {
  const { payment } = order
  if (order.status !== 'paying' || !payment) return refuse('order-not-paying')
  if (order.validation) return refuse('validation-under-way')
  const course = courseOf(order, context)
  switch (payment.step) {
    case 'store-promotions':
      if (payment.storePromotions.length > 0 && unredeemed(order).length > 0) {
        validateThen(course, 'continue', null, context)
      } else {
        goToCoupons(course, context)
      }
      return ok(course.events)
    case 'coupons': {
      const now = payment.authorization
      if (now?.status === 'asking') return refuse('coupons-being-checked')
      if (now && now.status !== 'authorized' && mayHold(now)) releaseAuthorization(course, context)
      course.then({ type: 'PaymentStepReached', step: 'tender' })
      return ok(course.events)
    }
    case 'tender':
      return refuse('step-not-reached')
  }
}

/** Esc in the payment phase. Nothing paid yet: the order opens again and the coupons are let go. */
export function decideBackFromPayment(
  order: Order,
  to: 'order' | 'coupons',
  context: Context,
): OrderDecision {
  const { payment } = order
  if (order.status !== 'paying' || !payment) return refuse('order-not-paying')
  if (payment.card) return refuse('card-under-way')
  if (hasMoney(payment)) return refuse('order-has-tenders')
  const course = courseOf(order, context)
  if (to === 'coupons' && payment.authorization) {
    course.then({ type: 'PaymentStepReached', step: 'coupons' })
  } else {
    leavePayment(course, context)
  }
  return ok(course.events)
}

function isFor(coupon: WalletCoupon, barcode: string): boolean {
  const padded = barcode.padStart(14, '0')
  return coupon.gtins.some((gtin) => gtin === padded)
}

/** Answers the line the promotion falls on: the whole line, or the pieces split off it. */
function splitOff(course: Course, line: Line, coupon: WalletCoupon, context: Context): Line {
  const wanted = coupon.minPieces * ONE
  if (line.unit !== 'each' || line.quantity <= wanted) return line
  const rest: Line = {
    ...line,
    id: context.newId(),
    ref: nextLineRef(course.now),
    quantity: pieces(coupon.minPieces),
  }
  const { voided: _, sent: __, ...frozen } = rest
  course.then({
    type: 'LineSplit',
    lineId: line.id,
    quantity: quantity(line.quantity - wanted),
    rest: frozen,
  })
  return rest
}
