import { ok, refuse } from '../result'
import { releaseAuthorization } from './authorization'
import { courseOf, note, today, type Context, type Course, type OrderDecision } from './context'
import { loseVerify, takeOffAll } from './decide-promotions'
import { isDevice, PRINT_AGE_MAX_MS, type Effect } from './effect'
import type { OrderEvent } from './events'
import { isLookingUp } from './look-up'
import { tellCouponService } from './messages'
import type { Order } from './order'
import { hasMoney, leavePayment } from './payment-phase'
import { afterStart } from './retry'

/** Opens the next order. */
export function openOrder(context: Context): OrderEvent {
  const { terms, cashier, orderNumber: number } = context
  const businessDate = today(context)
  const ref = `${terms.registerRef}-${businessDate}-${String(number).padStart(4, '0')}`
  return { type: 'OrderOpened', ref, number, businessDate, cashier, terms }
}

/** The customer walks away: codes are given back, coupons let go. Not after money was taken. */
export function decideCancelOrder(order: Order, context: Context): OrderDecision {
  if (order.status !== 'open' && order.status !== 'held' && order.status !== 'paying') {
    return refuse('order-not-open')
  }
  if (order.payment?.card) return refuse('card-under-way')
  if (hasMoney(order.payment)) return refuse('order-has-tenders')
  const course = courseOf(order, context)
  releaseAuthorization(course, context)
  takeOffAll(course, 'cancelled', context)
  const told = course.now.effects.some((effect) => effect.request.kind === 'order-message')
  if (told) tellCouponService(course, 'cancelled', context)
  course.then({ type: 'OrderCancelled' })
  return ok(course.events)
}

/** Takes a held order back on the screen. Its discounts are checked again at Pay. */
export function decideResumeOrder(order: Order): OrderDecision {
  if (order.status !== 'held') return refuse('order-not-held')
  return ok([{ type: 'OrderResumed' }])
}

/** The cashier has read a note. */
export function decideDismissNote(order: Order, noteId: string): OrderDecision {
  if (!order.notes.some((one) => one.id === noteId)) return refuse('note-unknown')
  return ok([{ type: 'NoteDismissed', noteId }])
}

/** The terminal is being closed: an unpaid order lets go of what is held for it. */
export function decidePrepareToQuit(order: Order, context: Context): OrderDecision {
  const course = courseOf(order, context)
  settleValidation(course)
  leaveUnpaid(course, context)
  return ok(course.events)
}

/**
 * Settles one order after a start. Whatever was asked and not answered is settled the safe way: a code is
 * given back, a hold let go, an effect sent again under its own key; paper and drawer are never repeated.
 */
export function decideRecover(order: Order, isCurrent: boolean, context: Context): OrderDecision {
  const course = courseOf(order, context)
  for (const promotion of order.promotions) {
    if (promotion.status === 'verifying') loseVerify(course, promotion, context)
  }
  settleValidation(course)
  settleLookUp(course)
  leaveUnpaid(course, context)
  settleAuthorization(course)
  for (const effect of order.effects) recoverEffect(course, effect, context)
  const unfinished = order.lines.length > 0 || order.unresolved.length > 0
  const said = order.notes.some((one) => one.code === 'picked-up-after-restart')
  if (isCurrent && unfinished && !said && course.now.status === 'open') {
    course.then(note(context, 'info', 'picked-up-after-restart'))
  }
  return ok(course.events)
}

function isUnpaid(status: Order['status']): boolean {
  return status === 'open' || status === 'held' || status === 'paying'
}

function settleValidation(course: Course): void {
  const { validation } = course.now
  if (!validation) return
  course.then({ type: 'RevalidationEnded', guid: validation.guid, outcome: 'given-up' })
}

function settleLookUp(course: Course): void {
  const { customer, status } = course.now
  if (customer === null || !isLookingUp(customer) || !isUnpaid(status)) return
  const { lookUpId } = customer
  const code = 'connection-lost'
  course.then({ type: 'CustomerLookupFailed', lookUpId, status: 'not-answering', code })
}

/** Once money is taken, or may have been, the order stays in payment; before that it opens again. */
function leaveUnpaid(course: Course, context: Context): void {
  const { payment, status } = course.now
  if (status !== 'paying' || !payment) return
  if (hasMoney(payment) || payment.card) return
  leavePayment(course, context)
}

/** Money was taken, so all that can still be asked is a renewal: it has no answer any more. */
function settleAuthorization(course: Course): void {
  if (!isUnpaid(course.now.status)) return
  const authRef = course.now.payment?.authorization?.renewing
  if (authRef == null) return
  const failed = { status: 'no-answer', code: 'connection-lost' } as const
  course.then({ type: 'CouponAuthorizationFailed', authRef, ...failed })
}

function recoverEffect(course: Course, effect: Effect, context: Context): void {
  const { id: effectId, request } = effect
  if (effect.status !== 'sending' && effect.status !== 'waiting') return
  if (!isDevice(effect)) {
    const dueAt = afterStart(effect, context.at)
    if (effect.status === 'waiting' && effect.dueAt <= dueAt) return
    course.then({ type: 'EffectPostponed', effectId, code: effect.code ?? 'restarted', dueAt })
    return
  }
  if (request.kind === 'drawer-open') {
    course.then({ type: 'EffectClosed', effectId, note: 'not-repeated-after-restart' })
    return
  }
  const message = null
  if (effect.status === 'sending') {
    course.then({ type: 'EffectNeedsPerson', effectId, code: 'unknown-after-restart', message })
  } else if (Math.abs(context.at - effect.dueAt) > PRINT_AGE_MAX_MS) {
    course.then({ type: 'EffectNeedsPerson', effectId, code: 'too-old', message })
  }
}
