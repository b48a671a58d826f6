import type { PromotionRefusal } from './answers'
import { owe, type Context, type Course } from './context'
import type { Effect } from './effect'
import { keptText } from './kept-text'

/** Why a request was closed whose promotions went on in requests of their own. */
export const PARTED = 'parted'

/**
 * Of several promotions redeemed in one request the provider names those it will not have, and has done
 * nothing: one bad code must not cost the others. Each refused one waits for a person by itself, with its own
 * sentence, and the rest is sent anew. Answers false where the refusal is about the whole request.
 */
export function parted(
  course: Course,
  effect: Effect,
  refusals: readonly PromotionRefusal[],
  context: Context,
): boolean {
  const { request, id: effectId } = effect
  if (request.kind !== 'promotion-apply' || request.promotions.length < 2) return false
  const refused = request.promotions.flatMap((promotion) => {
    const refusal = refusals.find((one) => one.promotionId === promotion.id)
    return refusal ? [{ promotion, refusal }] : []
  })
  if (refused.length === 0) return false
  const rest = request.promotions.filter((one) => !refused.some((each) => each.promotion === one))
  course.then({ type: 'EffectClosed', effectId, note: PARTED })
  for (const { promotion, refusal } of refused) {
    const { type, effect: owed } = owe({ ...request, promotions: [promotion] }, context)
    const { code } = refusal
    const message = refusal.message === null ? null : keptText(refusal.message)
    course.then(
      { type, effect: { ...owed, attempts: effect.attempts } },
      { type: 'EffectNeedsPerson', effectId: owed.id, code, message },
    )
  }
  if (rest.length > 0) course.then(owe({ ...request, promotions: rest }, context))
  return true
}
