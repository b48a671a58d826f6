import { assert } from '../assert'
import type { WalletCoupon } from './answers'
import { releaseAuthorization, requestAuthorization } from './authorization'
import { note, today, type Context, type Course } from './context'
import { plainDate } from './dates'
import type { Order, Payment } from './order'

/** Whether money has gone either way in this payment. */
export function hasMoney(payment: Payment | null): boolean {
  return payment !== null && payment.tenders.length + payment.refunds.length > 0
}

/**
 * Payment begins: with the store promotions of the wallet, or where there are none, with the coupons. Where
 * goods only come back there is nothing for either.
 */
export function beginPayment(course: Course, context: Context): void {
  course.then({ type: 'PaymentStarted' })
  if (course.now.lines.every((line) => line.voided)) {
    course.then({ type: 'PaymentStepReached', step: 'tender' })
    return
  }
  if (usableStorePromotions(course.now, today(context)).length > 0) {
    const isOffered = context.couponsDown !== true || context.offline?.walletPromotions != null
    if (isOffered) return
    course.then(note(context, 'warning', 'store-promotions-need-line'))
  }
  goToCoupons(course, context)
}

/** The store promotions are settled; now the coupon service is asked, or the tenders are taken. */
export function goToCoupons(course: Course, context: Context): void {
  const { customer, terms } = course.now
  if (!terms.couponService || customer?.status !== 'matched') {
    course.then({ type: 'PaymentStepReached', step: 'tender' })
    return
  }
  course.then({ type: 'PaymentStepReached', step: 'coupons' })
  requestAuthorization(course, null, false, context)
}

/** Store promotions in the wallet that count today. */
export function usableStorePromotions(order: Order, businessDate: number): readonly WalletCoupon[] {
  if (!order.terms.couponService || order.customer?.status !== 'matched') return []
  return order.customer.coupons.filter(
    (coupon) => coupon.kind === 'store-promotion' && countsOn(coupon, businessDate),
  )
}

/** Whether a wallet coupon is within its dates; both ends count. */
export function countsOn(coupon: WalletCoupon, businessDate: number): boolean {
  const begun = coupon.startsOn === null || plainDate(coupon.startsOn) <= businessDate
  const running = coupon.expiresOn === null || plainDate(coupon.expiresOn) >= businessDate
  return begun && running && coupon.usesLeft > 0
}

/** Back to the order: store promotions are put away, held coupons are let go. */
export function leavePayment(course: Course, context: Context): void {
  const { payment } = course.now
  assert(payment !== null, 'There is no payment to leave')
  const hadCoupons = payment.authorization?.status === 'authorized'
  releaseAuthorization(course, context)
  course.then({ type: 'PaymentAbandoned' })
  if (hadCoupons || payment.storePromotions.length > 0) {
    course.then(note(context, 'info', 'coupons-to-check-again'))
  }
}
