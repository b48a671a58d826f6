import type { Context, Course } from './context'
import { owe } from './context'
import { snapshotOf } from './snapshot-of'

/**
 * Owes the coupon service a message about the order. Messages of one order go out strictly in sequence;
 * a later one takes the place of those that still wait.
 * @param after  other effects that should end first; after a minute it goes out all the same
 */
export function tellCouponService(
  course: Course,
  status: 'open' | 'completed' | 'cancelled',
  context: Context,
  after: readonly string[] = [],
): void {
  if (!course.now.terms.couponService) return
  const earlier = course.now.effects.filter(
    ({ request }) => request.kind === 'order-message' && request.order.orderId === course.now.id,
  )
  for (const effect of earlier) {
    if (effect.status !== 'waiting' && effect.status !== 'needs-person') continue
    course.then({ type: 'EffectClosed', effectId: effect.id, note: 'replaced' })
  }
  const sending = earlier.filter((effect) => effect.status === 'sending').map((one) => one.id)
  const order = snapshotOf(course.now, context.at)
  course.then(
    owe({ kind: 'order-message', status, order }, context, {
      after: [...after, ...sending],
      waitsUntil: context.at + 60_000,
    }),
  )
}
