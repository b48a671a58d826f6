import { assert, unreachable } from '../assert'
import { ok, refuse } from '../result'
import type { PromotionGrant, VerifyAnswer } from './answers'
import { courseOf, owe, today, type Context, type Course, type OrderDecision } from './context'
import type { Effect, EffectRequest } from './effect'
import { keptText } from './kept-text'
import type { Order, Promotion } from './order'
import { tryLater } from './retry'
import type { Sale } from './sale'
import { snapshotOf, snapshotPromotion } from './snapshot-of'
import { hasEnded } from './till-state'
import { givenTooMuch, offerOn, unansweredNote, unchecked } from './unverified'
import { proceed } from './validation'

/** Gives a code that nobody answered about, for what the shop has declared. */
export function decideGiveUnverifiedCode(
  order: Order,
  code: string,
  context: Context,
): OrderDecision {
  if (order.status !== 'open') return refuse('order-not-open')
  if (order.validation) return refuse('validation-under-way')
  const offer = offerOn(order, context)
  const note = unansweredNote(order)
  if (offer?.kind !== 'code' || offer.code !== code || note === null) {
    return refuse('unverified-not-allowed')
  }
  const { name, amount } = offer
  return ok([
    { type: 'NoteDismissed', noteId: note.id },
    {
      type: 'UnverifiedCodeGiven',
      promotionId: context.newId(),
      discountId: context.newId(),
      ...{ code, name, amount },
      businessDate: today(context),
    },
  ])
}

/** Goes on at Pay with codes that could not be re-checked, where the shop's rule lets the cashier. */
export function decideGiveUnchecked(order: Order, context: Context): OrderDecision {
  const { validation } = order
  if (validation?.status !== 'no-answer') return refuse('validation-not-waiting')
  if (offerOn(order, context)?.kind !== 'unchecked') return refuse('unverified-not-allowed')
  const course = courseOf(order, context)
  const promotionIds = unchecked(order).map((one) => one.id)
  course.then(
    { type: 'UncheckedCodesGiven', promotionIds },
    { type: 'RevalidationEnded', guid: validation.guid, outcome: 'given-up' },
  )
  proceed(course, validation.purpose, validation.heldFor, context)
  return ok(course.events)
}

/**
 * A paid sale owes the questions that nobody could be asked before. The provider hears of the order as it stood
 * when the code was given, after the release of the attempt that had no answer.
 */
export function oweVerifications(course: Course, sale: Sale, context: Context): void {
  const order = course.now
  for (const promotion of order.promotions) {
    if (promotion.unverified !== 'never-asked') continue
    const promotions = order.promotions.filter((one) => one !== promotion)
    const before = { ...order, sale: null, payment: null, promotions }
    const request = {
      kind: 'promotion-verify',
      order: snapshotOf(before, sale.paidAt),
      promotion: snapshotPromotion(promotion, sale.totals),
      promised: promotion.amount,
      applyId: context.newId(),
    } as const
    const after = releasesOf(order, promotion)
    course.then(owe(request, context, { after, waitsUntil: context.at + RELEASE_WAIT_MS }))
  }
}

/** How long the question waits at most for the release of the same code. */
const RELEASE_WAIT_MS = 24 * 3_600_000

function releasesOf({ effects }: Order, { code }: Promotion): readonly string[] {
  return effects
    .filter(
      (one) =>
        one.request.kind === 'promotion-void' &&
        one.request.lost.some((lost) => lost.code === code) &&
        !hasEnded(one),
    )
    .map((one) => one.id)
}

/** The provider has answered about a code of a paid sale. Whatever it says, the sale stays as it was. */
export function decideVerified(
  course: Course,
  effect: Effect,
  answer: VerifyAnswer,
  context: Context,
): void {
  const { request, id: effectId } = effect
  assert(request.kind === 'promotion-verify', `No code was asked about by ${request.kind}`)
  switch (answer.status) {
    case 'ok':
      confirmed(course, effectId, request, answer.value)
      oweApply(course, request, context)
      return
    case 'refused': {
      const { code, message } = answer.refused
      const words = message === null ? null : keptText(message)
      course.then({ type: 'EffectNeedsPerson', effectId, code, message: words })
      return
    }
    case 'unknown':
    case 'misconfigured':
      course.then(tryLater(effect, answer, context))
      return
    default:
      return unreachable(answer)
  }
}

type VerifyLater = Extract<EffectRequest, { readonly kind: 'promotion-verify' }>

/** Granted for another amount: the code is used up all the same, and a person sees the difference in money. */
function confirmed(
  course: Course,
  effectId: string,
  { promotion, promised }: VerifyLater,
  { amount: granted, referenceId }: PromotionGrant,
): void {
  course.then({ type: 'CodeConfirmed', promotionId: promotion.id, granted, referenceId })
  const difference = givenTooMuch(promised, promotion.amount, granted)
  if (difference === 0) {
    course.then({ type: 'CodeVerified', effectId })
    return
  }
  const code = 'unverified-amount-differs'
  course.then({ type: 'EffectNeedsPerson', effectId, code, message: String(difference) })
}

/** The redemption goes out once, under the key that was frozen with the sale. */
function oweApply(course: Course, { promotion, applyId }: VerifyLater, context: Context): void {
  const order = course.now
  const now = order.promotions.find((one) => one.id === promotion.id)
  assert(now !== undefined && now.status !== 'released', 'A code given back is not asked about')
  if (order.effects.some((one) => one.id === applyId)) return
  const { referenceId } = now
  const snapshot = snapshotOf(order, context.at)
  const { type, effect } = owe(
    { kind: 'promotion-apply', order: snapshot, promotions: [{ ...promotion, referenceId }] },
    context,
  )
  course.then({ type, effect: { ...effect, id: applyId } })
}
