import { isDevice, overdueAt, type Effect } from './effect'
import type { Order } from './order'

/*
 * The clock was set, and no time has passed. What waits for so long goes on waiting for what is left of it, by
 * the new clock: nothing falls due at once, and nothing is put off. Where it is not certain that a moment has
 * passed, the careful reading is kept: a hold never lives longer by a clock that was set back, and paper never
 * becomes younger by one that was set forward.
 */

/** Moves what an order still waits for to the clock as it is now. */
export function clockJumped(order: Order, byMs: number): Order {
  const back = Math.min(0, byMs)
  const { payment } = order
  const held = payment?.authorization ?? null
  return {
    ...order,
    effects: order.effects.map((effect) => moved(effect, byMs)),
    payment:
      payment === null || held?.expiresAt == null
        ? payment
        : {
            ...payment,
            authorization: {
              ...held,
              expiresAt: held.expiresAt + back,
              ...(held.grantedAt === undefined ? {} : { grantedAt: held.grantedAt + back }),
            },
          },
  }
}

function moved(effect: Effect, byMs: number): Effect {
  if (effect.status === 'delivered' || effect.status === 'closed') return effect
  const back = Math.min(0, byMs)
  if (isDevice(effect)) return { ...effect, dueAt: effect.dueAt + back }
  return {
    ...effect,
    dueAt: effect.dueAt + byMs,
    waitsUntil: effect.waitsUntil + byMs,
    overdueAt: overdueAt(effect) + byMs,
    ...(effect.tries === undefined ? {} : { tries: effect.tries.map((at) => at + byMs) }),
    ...(effect.goodUntil === undefined ? {} : { goodUntil: effect.goodUntil + back }),
  }
}
