import { unreachable } from '../assert'
import { ok, refuse } from '../result'
import type { PromotionsAnswer } from './answers'
import { courseOf, note, type Context, type Course, type OrderDecision } from './context'
import { approvalsNeeded } from './decide-return'
import { changeAmounts, takeRefused } from './decide-promotions'
import { hasGoodsBack } from './goods-back'
import type { Order, Validation, ValidationPurpose } from './order'
import { leavePayment } from './payment-phase'
import type { RefusalCode } from './refusals'
import { isUnreached, unchecked } from './unverified'
import { proceed, validateThen } from './validation'

/** Send, Stay, Hold or Pay: promotions are re-checked first, then the button's action goes on. */
export function decideButton(
  order: Order,
  purpose: Exclude<ValidationPurpose, 'continue'>,
  heldFor: string | null,
  context: Context,
): OrderDecision {
  const why = buttonRefusal(order, purpose)
  if (why) return refuse(why)
  if (purpose === 'pay' && isManagerMissing(order, context)) {
    return refuse(context.approvals ? 'return-needs-manager' : 'approval-unavailable')
  }
  const course = courseOf(order, context)
  clearNotes(course)
  validateThen(course, purpose, heldFor, context)
  return ok(course.events)
}

/** What comes back goes beyond what the shop lets a cashier take, and no manager has said yes. */
function isManagerMissing(order: Order, context: Context): boolean {
  const isNeeded = approvalsNeeded(order, context.returns, context.at).length > 0
  return isNeeded && order.back?.approvedBy === null
}

/** Why one of the four buttons cannot be pressed now; null when it can. */
export function buttonRefusal(
  order: Order,
  purpose: Exclude<ValidationPurpose, 'continue'>,
): RefusalCode | null {
  if (order.status !== 'open') return 'order-not-open'
  if (order.validation) return 'validation-under-way'
  if (order.promotions.some((one) => one.status === 'verifying')) return 'promotion-being-checked'
  const lines = order.lines.filter((line) => !line.voided)
  if (purpose === 'hold') {
    const isEmpty = lines.length === 0 && order.unresolved.length === 0 && order.back === null
    return isEmpty ? 'order-empty' : null
  }
  if (order.unresolved.length > 0) return 'scans-unresolved'
  const comesBack = purpose === 'pay' && hasGoodsBack(order)
  if (lines.length > 0 || comesBack) return null
  return purpose === 'pay' ? 'nothing-to-pay' : 'order-empty'
}

/** The provider has answered a re-check. */
export function decideRevalidationAnswered(
  order: Order,
  guid: string,
  answer: PromotionsAnswer,
  context: Context,
): OrderDecision {
  const { validation } = order
  if (validation?.guid !== guid || validation.status !== 'checking') return ok([])
  const course = courseOf(order, context)
  const { purpose, heldFor } = validation
  switch (answer.status) {
    case 'ok':
      changeAmounts(course, answer.value, context)
      course.then({ type: 'RevalidationEnded', guid, outcome: 'fine' })
      proceed(course, purpose, heldFor, context)
      break
    case 'refused':
      takeRefused(course, answer.refused, context)
      course.then({ type: 'RevalidationEnded', guid, outcome: 'refused' })
      if (purpose === 'continue') leavePayment(course, context)
      break
    case 'unknown':
      unanswered(course, validation, answer.code, context)
      break
    case 'misconfigured':
      unanswered(course, validation, answer.code, context)
      break
    default:
      return unreachable(answer)
  }
  return ok(course.events)
}

/** At Pay the cashier decides; Send, Stay and Hold go on, and the promotion is checked at Pay. */
function unanswered(
  course: Course,
  { guid, purpose, heldFor }: Validation,
  why: string,
  context: Context,
): void {
  if (purpose === 'pay' || purpose === 'continue') {
    const offline = why === 'offline'
    const reach = isUnreached(why) ? { unreached: true as const } : {}
    course.then({ type: 'RevalidationUnanswered', guid, offline, stuck: 'no-answer', ...reach })
    return
  }
  course.then({ type: 'RevalidationEnded', guid, outcome: 'given-up' })
  const open = unchecked(course.now)
  course.then({ type: 'PromotionsNotRechecked', promotionIds: open.map((one) => one.id) })
  proceed(course, purpose, heldFor, context)
  if (course.now.status === 'open') {
    const values = { name: open.map((one) => one.name).join(', ') }
    course.then(note(context, 'warning', 'promotion-not-rechecked', { values }))
  }
}

/** Back to order: gives up the button's action, not the order. */
export function decideGiveUpValidation(order: Order): OrderDecision {
  if (!order.validation) return refuse('validation-not-waiting')
  return ok([{ type: 'RevalidationEnded', guid: order.validation.guid, outcome: 'given-up' }])
}

/** Tries the re-check again after nobody answered: a new press, a new GUID. */
export function decideRetryValidation(order: Order, context: Context): OrderDecision {
  const { validation } = order
  if (validation?.status !== 'no-answer') return refuse('validation-not-waiting')
  const course = courseOf(order, context)
  course.then({ type: 'RevalidationEnded', guid: validation.guid, outcome: 'given-up' })
  validateThen(course, validation.purpose, validation.heldFor, context)
  return ok(course.events)
}

/** A manager accepts the promotions as they stand, unchecked. */
export function decideAcceptPromotions(
  order: Order,
  reason: string | null,
  context: Context,
): OrderDecision {
  const { validation } = order
  if (validation?.status !== 'no-answer') return refuse('validation-not-waiting')
  if (!context.approvals) return refuse('approval-unavailable')
  if (context.approver === null) return refuse('approval-needed')
  const course = courseOf(order, context)
  const promotionIds = unchecked(order).map((one) => one.id)
  course.then(
    { type: 'PromotionsAccepted', promotionIds, by: context.approver, reason },
    { type: 'RevalidationEnded', guid: validation.guid, outcome: 'given-up' },
  )
  proceed(course, validation.purpose, validation.heldFor, context)
  return ok(course.events)
}

/** What was said before the button was pressed has been read. */
function clearNotes(course: Course): void {
  for (const { id, tone } of course.now.notes) {
    if (tone !== 'warning') course.then({ type: 'NoteDismissed', noteId: id })
  }
}
