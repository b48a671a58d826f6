import { isDevice, overdueAt, type Effect } from './effect'
import type { EventOf } from './events'
import type { Authorization, Order } from './order'

/*
 * The clock was set, and no time has passed. What waits for so long goes on waiting for what is left of it, by
 * the new clock: nothing falls due at once, and nothing is put off. Where it is not certain that a moment has
 * passed, the careful reading is kept: a hold never lives longer by a clock that was set back, and paper never
 * becomes younger by one that was set forward.
 */

/** Moves what an order still waits for to the clock as it is now. */
export function clockJumped(order: Order, jump: EventOf<'ClockJumped'>): Order {
  const { payment } = order
  const held = payment?.authorization
  return {
    ...order,
    effects: order.effects.map((effect) => moved(effect, jump)),
    payment: payment && held ? { ...payment, authorization: shortened(held, jump) } : payment,
  }
}

function shortened(held: Authorization, { byMs, wasOff }: EventOf<'ClockJumped'>): Authorization {
  const { expiresAt, grantedAt } = held
  if (expiresAt === null || grantedAt === undefined) return held
  const back = Math.min(0, byMs)
  const from = grantedAt + back
  return { ...held, grantedAt: from, expiresAt: wasOff === true ? from : expiresAt + back }
}

function moved(effect: Effect, { byMs, wasOff }: EventOf<'ClockJumped'>): Effect {
  if (effect.status === 'delivered' || effect.status === 'closed') return effect
  const back = Math.min(0, byMs)
  if (isDevice(effect)) return { ...effect, dueAt: effect.dueAt + back }
  return {
    ...effect,
    dueAt: effect.dueAt + byMs,
    waitsUntil: effect.waitsUntil + byMs,
    overdueAt: overdueAt(effect) + byMs,
    ...(effect.tries === undefined ? {} : { tries: effect.tries.map((at) => at + byMs) }),
    ...(effect.goodUntil === undefined
      ? {}
      : { goodUntil: wasOff === true ? 0 : effect.goodUntil + back }),
  }
}
