import { assert, unreachable } from '../assert'
import { subtract, sum, ZERO, type Money } from '../money'
import { ok, refuse } from '../result'
import type { AuthorizedCoupon } from './answers'
import { isPartOf, sameCoupons, usableUntil } from './authorization'
import type { EffectOutcome } from './commands'
import { courseOf, owe, type Context, type Course, type OrderDecision } from './context'
import {
  isCertainlyNotDone,
  isDevice,
  PRINT_AGE_MAX_MS,
  type Effect,
  type EffectKind,
} from './effect'
import { isNothingToGiveBack } from './coupon-uses'
import { decideVerified } from './decide-unverified'
import type { DeliveredType } from './events'
import { keptText } from './kept-text'
import { parted } from './part-redemption'
import type { Order } from './order'
import { tryLater } from './retry'
import { hasEnded } from './till-state'
import { receiptCopyOf } from '../receipt/sale'

/** How each kind of effect reads in the journal once the world has confirmed it. */
const DELIVERED: Readonly<Record<Exclude<EffectKind, 'coupon-exception'>, DeliveredType>> = {
  'drawer-open': 'DrawerOpened',
  'receipt-print': 'ReceiptPrinted',
  'promotion-apply': 'PromotionsApplied',
  'promotion-void': 'PromotionsVoided',
  'promotion-verify': 'CodeVerified',
  'coupon-capture': 'CouponsCaptured',
  'coupon-reauthorize': 'CouponsReauthorized',
  'coupon-release': 'CouponsReleased',
  'store-promotion-redeem': 'StorePromotionRedeemed',
  'coupon-return': 'CouponReturned',
  'order-message': 'OrderReported',
}

/** How often a paid order's coupons are asked for again before a person is needed. */
const REAUTHORIZATIONS_MAX = 3

/** Whether an effect may be sent now: it waits, its time has come, and what goes before it has ended. */
export function isDue(order: Order, effect: Effect, at: number): boolean {
  if (effect.status !== 'waiting' || effect.dueAt > at) return false
  if (effect.after.length === 0 || at >= effect.waitsUntil) return true
  return order.effects
    .filter((other) => effect.after.includes(other.id))
    .every((other) => hasEnded(other) || other.status === 'needs-person')
}

/**
 * An attempt begins: it is on disk before the world hears of it. A paper or a pulse that had to wait too long,
 * as while the computer slept, is not sent: nothing old comes out by itself. A hold that ran out before its
 * first capture is asked for again instead; one whose capture may have been heard is captured again by its key.
 */
export function decideStartEffect(order: Order, effectId: string, context: Context): OrderDecision {
  const effect = order.effects.find((one) => one.id === effectId)
  if (!effect) return refuse('effect-unknown')
  if (!isDue(order, effect, context.at)) return refuse('effect-not-waiting')
  if (isDevice(effect) && context.at - effect.dueAt > PRINT_AGE_MAX_MS) {
    return effect.request.kind === 'drawer-open'
      ? ok([{ type: 'EffectClosed', effectId, note: 'too-late' }])
      : ok([{ type: 'EffectNeedsPerson', effectId, code: 'too-old', message: null }])
  }
  const tooLate = effect.attempts === 0 && context.at >= (effect.goodUntil ?? Infinity)
  const course = courseOf(order, context)
  if (tooLate && askedAnew(course, effect, 'authorization-expired', context)) {
    return ok(course.events)
  }
  return ok([{ type: 'EffectStarted', effectId }])
}

/** An attempt has ended. A late or second answer changes nothing. */
export function decideEffectAnswered(
  order: Order,
  effectId: string,
  outcome: EffectOutcome,
  context: Context,
): OrderDecision {
  const effect = order.effects.find((one) => one.id === effectId)
  if (effect?.status !== 'sending') return ok([])
  assert(effect.request.kind !== 'coupon-exception', 'Nothing is sent for a coupon exception')
  const course = courseOf(order, context)
  if (outcome.status !== 'delivered' && isOutdated(order, effect)) {
    return ok([{ type: 'EffectClosed', effectId, note: 'replaced' }])
  }
  switch (outcome.status) {
    case 'delivered':
      course.then({
        type: DELIVERED[effect.request.kind],
        effectId,
        ...(outcome.note === undefined ? {} : { note: outcome.note }),
        paper: outcome.paper,
      })
      break
    case 'reauthorized':
      reauthorized(course, effect, outcome, context)
      break
    case 'verified':
      decideVerified(course, effect, outcome.answer, context)
      break
    case 'refused':
      refused(course, effect, outcome, context)
      break
    case 'unknown':
      course.then(tryLater(effect, outcome, context))
      break
    case 'maybe-done': {
      const { code: message } = outcome
      course.then({
        type: 'EffectNeedsPerson',
        effectId,
        code: 'outcome-unknown',
        message,
        paper: outcome.paper,
      })
      break
    }
    case 'not-done':
      course.then({ type: 'EffectNeedsPerson', effectId, code: outcome.code, message: null })
      break
    default:
      return unreachable(outcome)
  }
  return ok(course.events)
}

/** A message about the order that a later one has overtaken is never sent again: it would turn time back. */
function isOutdated(order: Order, effect: Effect): boolean {
  if (effect.request.kind !== 'order-message') return false
  const { orderId } = effect.request.order
  const messages = order.effects.filter(
    ({ request }) => request.kind === 'order-message' && request.order.orderId === orderId,
  )
  return messages.at(-1)?.id !== effect.id
}

/** A code given back by hand is not redeemed again: the provider refuses the whole list for it. */
function isGivenBack(order: Order, effect: Effect): boolean {
  const { request } = effect
  if (request.kind !== 'promotion-apply' && request.kind !== 'promotion-verify') return false
  const asked = request.kind === 'promotion-apply' ? request.promotions : [request.promotion]
  const ids = asked.map((one) => one.id)
  return order.promotions.some((one) => ids.includes(one.id) && one.status === 'released')
}

/** A person asks for another attempt under the same key. */
export function decideRetryEffect(order: Order, effectId: string): OrderDecision {
  const effect = order.effects.find((one) => one.id === effectId)
  if (!effect) return refuse('effect-unknown')
  if (isGivenBack(order, effect) || isNothingToGiveBack(effect)) return refuse('effect-not-waiting')
  if (effect.request.kind === 'coupon-exception') return refuse('effect-not-waiting')
  const stuck = effect.status === 'needs-person' || effect.status === 'waiting'
  if (!stuck || (isDevice(effect) && !isCertainlyNotDone(effect)))
    return refuse('effect-not-waiting')
  return ok([{ type: 'EffectRetried', effectId }])
}

/**
 * A person closes an effect that will not be delivered, with a note. Paper and drawer are put right at the
 * counter ("it is on paper", "drop it"); everything else needs a manager.
 */
export function decideCloseEffect(
  order: Order,
  effectId: string,
  text: string,
  context: Context,
): OrderDecision {
  const effect = order.effects.find((one) => one.id === effectId)
  if (!effect) return refuse('effect-unknown')
  if (effect.status !== 'needs-person') return refuse('effect-not-waiting')
  if (text.trim() === '') return refuse('note-missing')
  if (!isDevice(effect) && context.approvals && context.approver === null)
    return refuse('approval-needed')
  const by = context.approver === null ? '' : ` (${context.approver})`
  return ok([{ type: 'EffectClosed', effectId, note: `${keptText(text.trim())}${by}` }])
}

/** Prints the original where it certainly never came out, else a paper marked COPY. */
export function decidePrintReceipt(order: Order, context: Context): OrderDecision {
  if (!order.sale) return refuse('order-not-paid')
  const course = courseOf(order, context)
  const prints = order.effects.filter((one) => one.request.kind === 'receipt-print')
  const notPrinted = prints.find((one) => one.status === 'needs-person' && isCertainlyNotDone(one))
  if (notPrinted) {
    course.then({ type: 'EffectRetried', effectId: notPrinted.id })
    return ok(course.events)
  }
  const copy = prints.length
  const document = receiptCopyOf(order, context.shop, { copy, at: context.at })
  course.then(owe({ kind: 'receipt-print', document, copy }, context))
  for (const effect of prints) {
    if (effect.status !== 'needs-person') continue
    course.then({ type: 'EffectClosed', effectId: effect.id, note: 'copy-printed' })
  }
  return ok(course.events)
}

/** Opens the drawer for a reason that is in the journal. */
export function decideOpenDrawer(order: Order, context: Context): OrderDecision {
  return ok([owe({ kind: 'drawer-open', reason: 'cashier' }, context)])
}

/** A no after payment never changes the sale: a hold that ran out is asked for again, the rest needs a person. */
function refused(
  course: Course,
  effect: Effect,
  outcome: Extract<EffectOutcome, { status: 'refused' }>,
  context: Context,
): void {
  const { id: effectId } = effect
  const ranOut =
    outcome.code === 'authorization-expired' || outcome.code === 'authorization-released'
  if (ranOut && askedAnew(course, effect, outcome.code, context)) return
  if (parted(course, effect, outcome.promotions ?? [], context)) return
  const message = outcome.message === null ? null : keptText(outcome.message)
  course.then({ type: 'EffectNeedsPerson', effectId, code: outcome.code, message })
}

/** Asks anew for a hold that ran out before it was captured; false where that was done often enough. */
function askedAnew(course: Course, effect: Effect, why: string, context: Context): boolean {
  const { request, id: effectId } = effect
  const asked = course.now.effects.filter((one) => one.request.kind === 'coupon-reauthorize')
  if (request.kind !== 'coupon-capture' || asked.length >= REAUTHORIZATIONS_MAX) return false
  const { orderRef, paidAt } = request
  const couponIds = request.reauthorize.coupons.map((coupon) => coupon.couponId)
  const reauthorize = { ...request.reauthorize, authRef: context.newId(), couponIds }
  course.then(owe({ kind: 'coupon-reauthorize', orderRef, paidAt, reauthorize }, context), {
    type: 'EffectClosed',
    effectId,
    note: why,
  })
  return true
}

/**
 * Asked again after the hold ran out: what PETZ still gives of the same coupons is captured, and what it no
 * longer gives the store bears.
 */
function reauthorized(
  course: Course,
  effect: Effect,
  outcome: Extract<EffectOutcome, { status: 'reauthorized' }>,
  context: Context,
): void {
  const { request, id: effectId } = effect
  const { answer } = outcome
  assert(request.kind === 'coupon-reauthorize', `No coupons were asked for by ${request.kind}`)
  if (answer.status === 'unknown') {
    course.then(tryLater(effect, answer, context))
    return
  }
  if (answer.status !== 'ok') {
    const code = answer.status === 'refused' ? answer.refused.code : answer.code
    course.then({ type: 'EffectNeedsPerson', effectId, code, message: null })
    return
  }
  const { authorizationId, coupons } = answer.value
  const { orderRef, paidAt, reauthorize } = request
  const goodUntil = usableUntil(answer.value.expiresAt, context.at)
  if (authorizationId !== null && sameCoupons(reauthorize.coupons, coupons)) {
    course.then(
      { type: 'CouponsReauthorized', effectId },
      owe({ kind: 'coupon-capture', authorizationId, orderRef, paidAt, reauthorize }, context, {
        goodUntil,
      }),
    )
    return
  }
  const isLess = authorizationId !== null && isPartOf(coupons, reauthorize.coupons)
  const lost = subtract(worthOf(reauthorize.coupons), isLess ? worthOf(coupons) : ZERO)
  course.then({ type: 'EffectNeedsPerson', effectId, code: 'coupons-lost', message: String(lost) })
  if (authorizationId === null) return
  const base = { authorizationId, orderRef }
  course.then(
    isLess
      ? owe(
          { kind: 'coupon-capture', ...base, paidAt, reauthorize: { ...reauthorize, coupons } },
          context,
          { goodUntil },
        )
      : owe({ kind: 'coupon-release', ...base, authorize: reauthorize }, context),
  )
}

function worthOf(coupons: readonly AuthorizedCoupon[]): Money {
  return sum(coupons.map((coupon) => coupon.amount))
}
