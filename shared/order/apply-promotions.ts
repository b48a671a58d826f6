import { unreachable } from '../assert'
import { ZERO } from '../money'
import type { EventOf } from './events'
import type { Order, Promotion } from './order'

/** The events in the life of promotion codes on an order. */
export type PromotionEvent = EventOf<
  | 'PromotionRequested'
  | 'PromotionVerified'
  | 'PromotionRefused'
  | 'PromotionRemoved'
  | 'PromotionAmountChanged'
  | 'PromotionsNotRechecked'
  | 'PromotionsAccepted'
  | 'PromotionGivenBack'
  | 'UnverifiedCodeGiven'
  | 'UncheckedCodesGiven'
  | 'CodeConfirmed'
  | 'RevalidationRequested'
  | 'RevalidationEnded'
  | 'RevalidationUnanswered'
>

/** Folds the life of a promotion code into the order. */
export function applyPromotion(order: Order, event: PromotionEvent, at: number): Order {
  switch (event.type) {
    case 'PromotionRequested':
      return { ...order, promotions: [...order.promotions, requested(event, at)] }
    case 'PromotionVerified':
      return changePromotions(order, [event.promotionId], {
        ...event.grant,
        discountId: event.discountId,
        status: 'pending',
      })
    case 'PromotionRefused':
    case 'PromotionRemoved':
      return {
        ...order,
        promotions: order.promotions.filter((one) => one.id !== event.promotionId),
      }
    case 'PromotionAmountChanged':
      return changePromotions(order, [event.promotionId], { amount: event.amount })
    case 'PromotionsNotRechecked':
      return changePromotions(order, event.promotionIds, { notRechecked: true })
    case 'PromotionsAccepted':
      return changePromotions(order, event.promotionIds, { acceptedBy: event.by })
    case 'PromotionGivenBack':
      return changePromotions(order, [event.promotionId], { status: 'released' })
    case 'UnverifiedCodeGiven':
      return { ...order, promotions: [...order.promotions, unverified(event, at)] }
    case 'UncheckedCodesGiven':
      return changePromotions(order, event.promotionIds, { unverified: 'not-rechecked' })
    case 'CodeConfirmed': {
      const { granted, referenceId } = event
      return changePromotions(order, [event.promotionId], { granted, referenceId })
    }
    case 'RevalidationRequested': {
      const { guid, purpose, heldFor } = event
      const started = { guid, purpose, heldFor, startedAt: at, offline: false }
      return { ...order, validation: { ...started, status: 'checking' } }
    }
    case 'RevalidationEnded':
      return revalidationEnded(order, event)
    case 'RevalidationUnanswered':
      return order.validation === null
        ? order
        : {
            ...order,
            validation: {
              ...order.validation,
              status: event.stuck,
              offline: event.offline,
              ...(event.unreached ? { unreached: true } : {}),
            },
          }
    default:
      return unreachable(event)
  }
}

function requested(event: EventOf<'PromotionRequested'>, at: number): Promotion {
  return {
    id: event.promotionId,
    discountId: '',
    code: event.code,
    name: event.code,
    amount: ZERO,
    referenceId: null,
    appliedAt: at,
    appliedBusinessDate: event.businessDate,
    status: 'verifying',
    notRechecked: false,
    acceptedBy: null,
  }
}

/** On the order as if it had been granted; that nobody was asked stays with it. */
function unverified(event: EventOf<'UnverifiedCodeGiven'>, at: number): Promotion {
  const { promotionId, discountId, code, name, amount, businessDate } = event
  const asked = requested({ type: 'PromotionRequested', promotionId, code, businessDate }, at)
  return { ...asked, discountId, name, amount, status: 'pending', unverified: 'never-asked' }
}

/** A re-check that went well clears the mark that one was missed. */
function revalidationEnded(order: Order, event: EventOf<'RevalidationEnded'>): Order {
  const promotions =
    event.outcome === 'fine'
      ? order.promotions.map((one) => ({ ...one, notRechecked: false }))
      : order.promotions
  return { ...order, promotions, validation: null }
}

function changePromotions(order: Order, ids: readonly string[], change: Partial<Promotion>): Order {
  return {
    ...order,
    promotions: order.promotions.map((one) => (ids.includes(one.id) ? { ...one, ...change } : one)),
  }
}
