import { unreachable } from '../assert'
import { ok, refuse } from '../result'
import type { PromotionAmount, PromotionRefusal, VerifyAnswer } from './answers'
import {
  courseOf,
  note,
  owe,
  today,
  type Context,
  type Course,
  type OrderDecision,
} from './context'
import { isForSale } from './decide-late-coupons'
import type { EventOf } from './events'
import type { Order, Promotion } from './order'
import { snapshotOf, snapshotPromotion } from './snapshot-of'
import { totalsOf } from './totals'
import { isPromisedElsewhere } from './unverified'

/** Promotions on one order. */
export const PROMOTIONS_MAX = 5

/** Longest promotion code. */
export const CODE_LENGTH_MAX = 64

/** Tries a promotion code: asked of the provider, on the order only when it says yes. */
export function decideApplyCode(order: Order, typed: string, context: Context): OrderDecision {
  if (order.status !== 'open') return refuse('order-not-open')
  if (order.validation) return refuse('validation-under-way')
  // A code is granted to goods that are being bought; a sale that is paid has none.
  if (isForSale(order) && order.back?.goods.length === 0) return refuse('late-code')
  const code = typed.trim()
  if (code.length === 0 || code.length > CODE_LENGTH_MAX || hasControls(code)) {
    return refuse('code-invalid')
  }
  if (!context.promotions) return refuse('promotions-not-configured')
  const same = order.promotions.find((one) => one.code.toUpperCase() === code.toUpperCase())
  if (same) return refuse('promotion-already-on-order')
  if (order.promotions.some((one) => one.status === 'verifying')) {
    return refuse('promotion-being-checked')
  }
  if (order.promotions.length >= PROMOTIONS_MAX) return refuse('promotions-at-limit')
  if (order.promotions.some((one) => one.unverified === 'never-asked')) {
    return refuse('unverified-stands-alone')
  }
  if (isPromisedElsewhere(order, code, context)) return refuse('unverified-elsewhere')
  const course = courseOf(order, context)
  // Whoever tries the next code has read what came of the last one: refusals do not pile up.
  for (const { id: noteId, tone, values } of order.notes) {
    if (tone === 'error' && values['code'] !== undefined)
      course.then({ type: 'NoteDismissed', noteId })
  }
  course.then({
    type: 'PromotionRequested',
    promotionId: context.newId(),
    code,
    businessDate: today(context),
  })
  return ok(course.events)
}

/** The provider has answered about a code, in time or too late. */
export function decideVerifyAnswered(
  order: Order,
  promotionId: string,
  answer: VerifyAnswer,
  context: Context,
): OrderDecision {
  const course = courseOf(order, context)
  const promotion = order.promotions.find((one) => one.id === promotionId)
  if (promotion?.status !== 'verifying') {
    if (!promotion && answer.status === 'ok') reservedTooLate(course, promotionId, context)
    return ok(course.events)
  }
  switch (answer.status) {
    case 'ok':
      course.then({
        type: 'PromotionVerified',
        promotionId,
        discountId: context.newId(),
        grant: answer.value,
      })
      break
    case 'refused': {
      const { code, message } = answer.refused
      course.then(
        { type: 'PromotionRefused', promotionId },
        note(context, 'error', code, { message, values: { code: promotion.code } }),
      )
      break
    }
    case 'unknown':
      loseVerify(course, promotion, context, answer.code)
      break
    case 'misconfigured':
      course.then(
        { type: 'PromotionRefused', promotionId },
        note(context, 'error', 'promotions-misconfigured', { values: { code: promotion.code } }),
      )
      break
    default:
      return unreachable(answer)
  }
  return ok(course.events)
}

/**
 * No answer about a code: it is not on the order, and a reservation that may exist is given back.
 * @param why  the answer's code; absent where nobody waits for one any more
 */
export function loseVerify(
  course: Course,
  promotion: Promotion,
  context: Context,
  why?: string,
): void {
  const { id: promotionId, code, appliedAt, appliedBusinessDate } = promotion
  course.then(
    { type: 'PromotionRefused', promotionId },
    note(context, 'error', 'promotion-no-answer', {
      values: why === undefined ? { code } : { code, why },
    }),
  )
  const lost = [{ id: promotionId, code, appliedAt, appliedBusinessDate }]
  const order = snapshotOf(course.now, context.at)
  course.then(owe({ kind: 'promotion-void', order, promotions: [], lost }, context))
}

/**
 * A code is granted after it was given back. A release that still waits takes it along; one that has gone out may
 * have come before the reservation, so it is made once more under a key of its own.
 */
function reservedTooLate(course: Course, promotionId: string, context: Context): void {
  const given = course.now.effects.filter(
    ({ request }) =>
      request.kind === 'promotion-void' && request.lost.some((one) => one.id === promotionId),
  )
  const [first] = given
  if (first?.request.kind !== 'promotion-void' || given.length > 1) return
  if (first.status === 'waiting' && first.attempts === 0) return
  const lost = first.request.lost.filter((one) => one.id === promotionId)
  course.then(owe({ ...first.request, promotions: [], lost }, context))
}

/** Takes a promotion off the order at once; the release runs by itself. */
export function decideRemovePromotion(
  order: Order,
  promotionId: string,
  context: Context,
): OrderDecision {
  if (order.status !== 'open') return refuse('order-not-open')
  const promotion = order.promotions.find((one) => one.id === promotionId)
  if (!promotion) return refuse('promotion-unknown')
  if (promotion.status === 'verifying') return refuse('promotion-being-checked')
  if (order.validation?.status === 'checking') return refuse('validation-under-way')
  const course = courseOf(order, context)
  takeOff(course, [promotion], 'cashier', context)
  if (course.now.validation) {
    course.then({
      type: 'RevalidationEnded',
      guid: course.now.validation.guid,
      outcome: 'given-up',
    })
  }
  return ok(course.events)
}

/** Takes promotions off with one request of release for all of them. */
export function takeOff(
  course: Course,
  promotions: readonly Promotion[],
  reason: EventOf<'PromotionRemoved'>['reason'],
  context: Context,
): void {
  if (promotions.length === 0) return
  const totals = totalsOf(course.now)
  // The provider was never asked about a code that the shop's rule gave: there is nothing to give back.
  const gone = promotions
    .filter((one) => one.unverified !== 'never-asked')
    .map((one) => snapshotPromotion(one, totals))
  for (const { id: promotionId } of promotions) {
    course.then({ type: 'PromotionRemoved', promotionId, reason })
  }
  if (gone.length === 0) return
  const order = snapshotOf(course.now, context.at)
  course.then(owe({ kind: 'promotion-void', order, promotions: gone, lost: [] }, context))
}

/** Takes every promotion off, those still being checked included. */
export function takeOffAll(
  course: Course,
  reason: EventOf<'PromotionRemoved'>['reason'],
  context: Context,
): void {
  for (const promotion of course.now.promotions) {
    if (promotion.status === 'verifying') loseVerify(course, promotion, context)
  }
  takeOff(course, course.now.promotions, reason, context)
}

/** Gives a redeemed code of a paid order back; the receipt and the customer keep the discount. */
export function decideGivePromotionBack(
  order: Order,
  promotionId: string,
  context: Context,
): OrderDecision {
  if (!order.sale) return refuse('order-not-paid')
  const promotion = order.promotions.find((one) => one.id === promotionId)
  if (!promotion) return refuse('promotion-unknown')
  const redeemed = promotion.status === 'redeemed' || promotion.status === 'redeem-failed'
  if (!redeemed) return refuse('promotion-not-redeemed')
  // A return of the sale gives its codes back as well: one that does so, or has done so, leaves nothing to do here.
  const sold = context.sold(order.ref)
  if (sold === 'on-another-order') return refuse('sale-on-another-order')
  const isBack = sold !== null && sold.promotions.every((one) => one.id !== promotionId)
  if (promotion.status === 'redeemed' && isBack) return refuse('promotion-not-redeemed')
  const course = courseOf(order, context)
  const promotions = [snapshotPromotion(promotion, order.sale.totals)]
  course.then({ type: 'PromotionGivenBack', promotionId })
  const snapshot = snapshotOf(course.now, context.at)
  course.then(owe({ kind: 'promotion-void', order: snapshot, promotions, lost: [] }, context))
  return ok(course.events)
}

/** The promotions a re-check or a redemption is about. */
export function unredeemed(order: Order): readonly Promotion[] {
  return order.promotions.filter((one) => one.status === 'pending')
}

/** What a re-check grants now, put on the order; the cashier reads what is different. */
export function changeAmounts(
  course: Course,
  amounts: readonly PromotionAmount[],
  context: Context,
): void {
  for (const { promotionId, amount } of amounts) {
    const promotion = course.now.promotions.find((one) => one.id === promotionId)
    if (!promotion || promotion.amount === amount) continue
    course.then(
      { type: 'PromotionAmountChanged', promotionId, amount },
      note(context, 'info', 'promotion-amount-changed', {
        values: { name: promotion.name, now: String(amount), before: String(promotion.amount) },
      }),
    )
  }
}

/** Each promotion named is taken off with its sentence; where none is named, nothing is removed. */
export function takeRefused(
  course: Course,
  refusals: readonly PromotionRefusal[],
  context: Context,
): void {
  const known = refusals.flatMap((refusal) => {
    const promotion = course.now.promotions.find((one) => one.id === refusal.promotionId)
    return promotion ? [{ refusal, promotion }] : []
  })
  if (known.length === 0) {
    const message = refusals[0]?.message ?? null
    course.then(note(context, 'error', 'revalidation-refused', { message }))
    return
  }
  takeOff(
    course,
    known.map((each) => each.promotion),
    'refused',
    context,
  )
  for (const { refusal, promotion } of known) {
    const values = { name: promotion.name, reason: refusal.code }
    const { message } = refusal
    course.then(note(context, 'error', 'promotion-taken-off', { values, message }))
  }
}

function hasControls(text: string): boolean {
  // A code with control characters is noise of a scanner.
  return /[\u0000-\u001f\u007f-\u009f]/.test(text)
}
