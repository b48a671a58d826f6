import { assert, unreachable } from '../assert'
import { isCardNumber } from '../barcode/card-number'
import { ok, refuse } from '../result'
import type { AuthorizationAnswer, AuthorizationGrant, CustomerAnswer } from './answers'
import { frozen, releaseAuthorization, requestAuthorization, sameCoupons } from './authorization'
import { courseOf, note, owe, type Context, type Course, type OrderDecision } from './context'
import type { CouponException, Effect } from './effect'
import { isLookingUp } from './look-up'
import { tellCouponService } from './messages'
import type { Authorization, Order } from './order'
import { hasMoney, leavePayment } from './payment-phase'
import { maskPhone, phoneDigits } from './phone'

/** How often a hold is asked for again before it ends. */
export const RENEWALS_MAX = 3

/**
 * Sets the customer by phone number. During payment the order opens again: the coupons change with it. The number
 * of the matched customer once more keeps what is known of the wallet until there is an answer.
 */
export function decideSetCustomer(
  order: Order,
  { phone, again = false }: { readonly phone: string; readonly again?: boolean },
  context: Context,
): OrderDecision {
  if (order.status !== 'open' && order.status !== 'paying') return refuse('order-not-open')
  if (order.validation) return refuse('validation-under-way')
  if (hasMoney(order.payment)) return refuse('order-has-tenders')
  if (order.payment?.card) return refuse('card-under-way')
  const digits = phoneDigits(phone)
  if (digits === null) return refuse('phone-invalid')
  if (digits.length >= CARD_DIGITS_MIN && isCardNumber(digits)) return refuse('card-number')
  if (!order.terms.couponService) return refuse('customer-none')
  const course = courseOf(order, context)
  if (order.status === 'paying') leavePayment(course, context)
  const phoneMasked = maskPhone(digits)
  const { customer } = order
  const isSame = customer?.status === 'matched' && customer.phoneMasked === phoneMasked
  const groups = context.groupsOf?.(digits) ?? []
  course.then({
    type: 'CustomerLookupRequested',
    ...(groups.length === 0 ? {} : { groups }),
    lookUpId: context.newId(),
    customerRef: `walkin:${order.ref}`,
    phoneMasked,
    ...(again && isSame ? { again: true } : {}),
  })
  return ok(course.events)
}

/** No telephone number that is dialled is as long as the shortest card number still in use. */
const CARD_DIGITS_MIN = 14

/** Takes the customer off the order. */
export function decideRemoveCustomer(order: Order, context: Context): OrderDecision {
  if (order.status !== 'open') return refuse('order-not-open')
  if (order.validation) return refuse('validation-under-way')
  if (!order.customer) return refuse('customer-none')
  const course = courseOf(order, context)
  course.then({ type: 'CustomerRemoved' })
  tellCouponService(course, 'open', context)
  return ok(course.events)
}

/** The coupon service has answered a phone look-up. */
export function decideCustomerAnswered(
  order: Order,
  lookUpId: string,
  answer: CustomerAnswer,
  context: Context,
): OrderDecision {
  const { customer } = order
  if (customer?.lookUpId !== lookUpId || !isLookingUp(customer)) return ok([])
  if (order.sale || order.status === 'cancelled') return ok([])
  const course = courseOf(order, context)
  switch (answer.status) {
    case 'ok':
      course.then(
        answer.value
          ? { type: 'CustomerMatched', lookUpId, ...answer.value }
          : { type: 'CustomerNotMatched', lookUpId },
      )
      // A wallet that was looked at once more is nobody else's: the service knows already.
      if (answer.value && answer.value.consumerId !== customer.consumerId) {
        tellCouponService(course, 'open', context)
      }
      break
    case 'refused': {
      const { code: given } = answer.refused
      const code = given === 'phone-invalid' ? 'phone-invalid' : 'consumer-not-found'
      course.then({ type: 'CustomerLookupFailed', lookUpId, status: 'refused', code })
      break
    }
    case 'unknown':
    case 'misconfigured': {
      const { code } = answer
      course.then({ type: 'CustomerLookupFailed', lookUpId, status: 'not-answering', code })
      break
    }
    default:
      return unreachable(answer)
  }
  return ok(course.events)
}

/** The coupon service has answered an authorization, in time or too late. */
export function decideAuthorizationAnswered(
  order: Order,
  authRef: string,
  answer: AuthorizationAnswer,
  context: Context,
): OrderDecision {
  const now = order.status === 'paying' ? order.payment?.authorization : null
  const asked = now && (now.renewing ?? (now.status === 'asking' ? now.authRef : null)) === authRef
  const course = courseOf(order, context)
  if (!asked) {
    if (answer.status === 'ok') grantedTooLate(course, authRef, answer.value, context)
    return ok(course.events)
  }
  switch (answer.status) {
    case 'ok':
      course.then({ type: 'CouponsAuthorized', authRef, grant: answer.value })
      noteCuts(course, answer.value, context)
      afterGrant(course, now, context)
      break
    case 'refused':
      failed(course, authRef, 'unusable', answer.refused.code)
      tellManager(course, 'answer-unusable', [], context)
      break
    case 'unknown':
      failed(course, authRef, answer.code === 'malformed' ? 'unusable' : 'no-answer', answer.code)
      if (answer.code === 'malformed') tellManager(course, 'answer-unusable', [], context)
      break
    case 'misconfigured':
      failed(course, authRef, 'misconfigured', answer.code)
      break
    default:
      return unreachable(answer)
  }
  return ok(course.events)
}

/**
 * A grant nobody waits for any more. The first answer stands; what a second one holds under another id, or what
 * was held after it had been let go, is let go once more, and two answers to one question are for a manager.
 */
function grantedTooLate(
  course: Course,
  authRef: string,
  grant: AuthorizationGrant,
  context: Context,
): void {
  const { authorizationId } = grant
  const now = course.now.payment?.authorization
  if (authorizationId === null) return
  if (now?.authorizationId === authorizationId) {
    const isSame = now.authRef !== authRef || sameCoupons(now.coupons, grant.coupons)
    if (!isSame) tellManager(course, 'answers-differ', [], context)
    return
  }
  const { effects } = course.now
  if (effects.some((one) => isAbout(one, authorizationId))) return
  const letGo = effects.find(
    ({ request }) => request.kind === 'coupon-release' && request.authorize.authRef === authRef,
  )
  // A release that has not gone out yet learns the hold by the question's own key.
  if (letGo?.status === 'waiting' && letGo.attempts === 0) return
  const answered = now?.authRef === authRef && now.status !== 'asking'
  const authorize =
    letGo?.request.kind === 'coupon-release'
      ? letGo.request.authorize
      : answered
        ? frozen(course.now, now, context)
        : null
  if (!authorize) return
  if (answered) tellManager(course, 'answers-differ', [], context)
  const { orderRef } = authorize.order
  course.then(owe({ kind: 'coupon-release', authorizationId, orderRef, authorize }, context))
}

/** Whether an effect makes a hold used or lets it go. */
function isAbout({ request }: Effect, authorizationId: string): boolean {
  const names = request.kind === 'coupon-release' || request.kind === 'coupon-capture'
  return names && request.authorizationId === authorizationId
}

/** A coupon worth more than what its line had left was cut; PETZ is told nothing, a manager is. */
function noteCuts(course: Course, grant: AuthorizationGrant, context: Context): void {
  const titles = grant.coupons
    .filter((coupon) => grant.cut.includes(coupon.couponId))
    .map((coupon) => coupon.title)
  if (titles.length > 0) tellManager(course, 'coupon-cut', titles, context)
}

/** Puts an exception where a manager sees it, once per order and kind until it is closed. */
function tellManager(
  course: Course,
  code: CouponException,
  titles: readonly string[],
  context: Context,
): void {
  const known = course.now.effects.some(
    ({ status, request }) =>
      status === 'needs-person' && request.kind === 'coupon-exception' && request.code === code,
  )
  if (known) return
  const owed = owe({ kind: 'coupon-exception', code, titles }, context)
  const effectId = owed.effect.id
  course.then(owed, { type: 'EffectNeedsPerson', effectId, code, message: null })
}

/** Leaves a coupon out, uses it again, or simply asks once more. */
export function decideAskAgain(
  order: Order,
  change: { readonly leaveOut?: string; readonly useAgain?: string },
  context: Context,
): OrderDecision {
  if (order.status !== 'paying' || !order.payment) return refuse('order-not-paying')
  const { step, authorization: now } = order.payment
  if (hasMoney(order.payment)) return refuse('order-has-tenders')
  if (step !== 'coupons') return refuse('step-not-reached')
  assert(now !== null, 'The coupons are shown before they were asked for')
  if (now.status === 'asking') return refuse('coupons-being-checked')
  const course = courseOf(order, context)
  const given = now.coupons.map((coupon) => coupon.couponId)
  const out = now.leftOut.map((coupon) => coupon.couponId)
  if (change.leaveOut !== undefined) {
    if (!given.includes(change.leaveOut)) return refuse('coupon-unknown')
    const rest = given.filter((id) => id !== change.leaveOut)
    requestAuthorization(course, rest, false, context)
  } else if (change.useAgain !== undefined) {
    if (!out.includes(change.useAgain)) return refuse('coupon-unknown')
    const all = out.length === 1 ? null : [...given, change.useAgain]
    requestAuthorization(course, all, false, context)
  } else {
    requestAuthorization(course, null, false, context)
  }
  return ok(course.events)
}

/** Goes on without coupons: the question is withdrawn, and what may be held is let go. */
export function decideContinueWithoutCoupons(order: Order, context: Context): OrderDecision {
  if (order.status !== 'paying' || !order.payment) return refuse('order-not-paying')
  if (order.payment.step !== 'coupons') return refuse('step-not-reached')
  const course = courseOf(order, context)
  releaseAuthorization(course, context)
  course.then({ type: 'PaymentStepReached', step: 'tender' })
  return ok(course.events)
}

/** A hold that is about to run out is asked for again, silently. */
export function decideRenewAuthorization(order: Order, context: Context): OrderDecision {
  const now = order.payment?.authorization
  if (order.status !== 'paying' || now?.status !== 'authorized') return ok([])
  if (now.renewing !== null || now.renewals >= RENEWALS_MAX) return ok([])
  const course = courseOf(order, context)
  requestAuthorization(course, now.couponIds, true, context)
  return ok(course.events)
}

function failed(
  course: Course,
  authRef: string,
  status: 'no-answer' | 'unusable' | 'misconfigured',
  code: string,
): void {
  course.then({ type: 'CouponAuthorizationFailed', authRef, status, code })
}

/** Nothing to say: straight to the tenders. A renewal that gives something else is shown. */
function afterGrant(course: Course, before: Authorization, context: Context): void {
  const { payment } = course.now
  const after = payment?.authorization
  assert(payment !== null && after != null, 'Coupons are granted outside the payment phase')
  if (before.renewing !== null) {
    if (sameCoupons(before.coupons, after.coupons)) return
    course.then(note(context, 'warning', 'coupons-changed'))
    if (!hasMoney(payment) && !payment.card) {
      course.then({ type: 'PaymentStepReached', step: 'coupons' })
    }
    return
  }
  const silent = after.status === 'none' && after.rejected.length === 0 && !after.leftOut.length
  if (silent) course.then({ type: 'PaymentStepReached', step: 'tender' })
}
