import { unreachable } from '../assert'
import { TRIES_PER_HOUR_MAX, type Effect } from './effect'
import type { DeliveredEvent, EventOf } from './events'
import type { Order, Promotion } from './order'

/** The events in the life of an owed effect. */
export type EffectEvent =
  | EventOf<
      | 'EffectOwed'
      | 'EffectStarted'
      | 'EffectPostponed'
      | 'EffectNeedsPerson'
      | 'EffectRetried'
      | 'EffectClosed'
      | 'EffectOverdue'
    >
  | DeliveredEvent

/** Folds the life of an owed effect into the order. */
export function applyEffect(order: Order, event: EffectEvent, at: number): Order {
  switch (event.type) {
    case 'EffectOwed':
      return { ...order, effects: [...order.effects, event.effect] }
    case 'EffectStarted':
      return changeEffect(order, event.effectId, (effect) => ({
        status: 'sending',
        attempts: effect.attempts + 1,
        tries: [...(effect.tries ?? []), at].slice(-TRIES_PER_HOUR_MAX),
      }))
    case 'EffectPostponed':
      return changeEffect(order, event.effectId, () => ({
        status: 'waiting',
        code: event.code,
        dueAt: event.dueAt,
      }))
    case 'EffectNeedsPerson':
      return redemption(
        changeEffect(order, event.effectId, () => ({
          status: 'needs-person',
          code: event.code,
          message: event.message,
        })),
        event.effectId,
        'redeem-failed',
      )
    case 'EffectRetried':
      return redemption(
        changeEffect(order, event.effectId, () => ({ status: 'waiting', dueAt: at, code: null })),
        event.effectId,
        'applying',
      )
    case 'EffectClosed':
      return changeEffect(order, event.effectId, () => ({
        status: 'closed',
        endedAt: at,
        note: event.note,
      }))
    case 'EffectOverdue':
      return changeEffect(order, event.effectId, () => ({ overdue: true }))
    case 'PromotionsApplied':
      return redemption(delivered(order, event, at), event.effectId, 'redeemed')
    case 'DrawerOpened':
    case 'ReceiptPrinted':
    case 'PromotionsVoided':
    case 'CodeVerified':
    case 'CouponsCaptured':
    case 'CouponsReauthorized':
    case 'CouponsReleased':
    case 'StorePromotionRedeemed':
    case 'CouponReturned':
    case 'OrderReported':
      return delivered(order, event, at)
    default:
      return unreachable(event)
  }
}

function delivered(order: Order, event: DeliveredEvent, at: number): Order {
  return changeEffect(order, event.effectId, () => ({
    status: 'delivered',
    endedAt: at,
    code: null,
    message: null,
    note: event.note ?? null,
  }))
}

function changeEffect(
  order: Order,
  effectId: string,
  change: (effect: Effect) => Partial<Effect>,
): Order {
  return {
    ...order,
    effects: order.effects.map((effect) =>
      effect.id === effectId ? { ...effect, ...change(effect) } : effect,
    ),
  }
}

/** What becomes of an APPLY, or of a VERIFY after the sale, becomes of the promotions it was about. */
function redemption(order: Order, effectId: string, status: Promotion['status']): Order {
  const request = order.effects.find((effect) => effect.id === effectId)?.request
  if (request?.kind !== 'promotion-apply' && request?.kind !== 'promotion-verify') return order
  const asked = request.kind === 'promotion-apply' ? request.promotions : [request.promotion]
  const ids = new Set(asked.map((one) => one.id))
  return {
    ...order,
    promotions: order.promotions.map((one) =>
      ids.has(one.id) && one.status !== 'released' ? { ...one, status } : one,
    ),
  }
}
