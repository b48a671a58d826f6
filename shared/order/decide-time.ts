import { assert } from '../assert'
import { note, type Context } from './context'
import {
  mayBecomeOverdue,
  overdueAt,
  providerOf,
  type Effect,
  type EffectRequest,
  type ProviderName,
} from './effect'
import type { OrderEvent, OrderHappening } from './events'
import { isLookingUp } from './look-up'
import type { Order } from './order'
import { afterSilence } from './retry'
import type { TillState } from './till-state'

/** How far the clock may leave the time that has passed before this is told. */
export const CLOCK_JUMP_MS = 120_000

/**
 * The computer's clock was set. Every order that is not done with is told, so that what it waits for keeps its
 * time, and the cashier reads it on the order on screen.
 * @param wasOff  found at a start: nobody knows how long the till was off
 */
export function decideClockJumped(
  state: TillState,
  byMs: number,
  context: Context,
  wasOff = false,
): readonly OrderHappening[] {
  const said = [...state.orders.values()].some(
    (order) => order.id === state.currentId && hasSaid(order),
  )
  return [...state.orders.keys()].flatMap((orderId) => {
    const happened: OrderEvent[] = [{ type: 'ClockJumped', byMs, ...(wasOff ? { wasOff } : {}) }]
    if (orderId === state.currentId && !said) happened.push(clockNote(byMs, context))
    return happened.map((event) => ({ orderId, at: context.at, event }))
  })
}

/** What the cashier was told about the clock and has not put away yet, for the next order. */
export function clockNotesOf(order: Order | null): readonly OrderEvent[] {
  const told = (order?.notes ?? []).filter((one) => one.code === 'clock-jumped')
  return told.map((one) => ({ type: 'NoteAdded', note: one }))
}

/** How far the journal is ahead of a clock that was set back while the till was off; 0 where it is not. */
export function clockBehind(state: TillState, at: number): number {
  const latest = [...state.orders.values()].reduce(
    (last, order) => Math.max(last, order.changedAt),
    0,
  )
  return latest - at > CLOCK_JUMP_MS ? latest - at : 0
}

/** Puts before a person what a provider has left without an end for too long. It is sent again all the same. */
export function decideMarkOverdue(state: TillState, context: Context): readonly OrderHappening[] {
  return eachEffect(state, (effect) =>
    mayBecomeOverdue(effect) && overdueAt(effect) <= context.at
      ? { type: 'EffectOverdue', effectId: effect.id }
      : null,
  ).map((each) => ({ ...each, at: context.at }))
}

/** A provider answers again after silence: what failed for want of it is sent soon, not when its wait is over. */
export function decideProviderReturned(
  state: TillState,
  provider: ProviderName,
  context: Context,
): readonly OrderHappening[] {
  return eachEffect(state, (effect) => {
    if (effect.status !== 'waiting' || effect.code === null) return null
    if (providerOf(effect) !== provider) return null
    const dueAt = afterSilence(effect, context.at)
    if (dueAt >= effect.dueAt) return null
    return { type: 'EffectPostponed', effectId: effect.id, code: effect.code, dueAt }
  }).map((each) => ({ ...each, at: context.at }))
}

/**
 * A use of a store promotion that is confirmed now is taken off the wallets that other orders of the same
 * customer have looked at before, so that no held order gives it a second time. An order whose look-up is under
 * way is told as well: nobody knows yet whose it is, and the answer may have been given before this use.
 */
export function usedElsewhere(
  state: TillState,
  orderId: string,
  event: OrderEvent,
): readonly (readonly [string, OrderEvent])[] {
  if (event.type !== 'StorePromotionRedeemed') return []
  const request = state.orders
    .get(orderId)
    ?.effects.find((one) => one.id === event.effectId)?.request
  assert(request?.kind === 'store-promotion-redeem', 'What was redeemed is no store promotion')
  const { couponId, consumerId } = request
  return [...state.orders.values()]
    .filter((other) => other.id !== orderId && other.sale === null && mayShow(other, request))
    .map((other) => [other.id, { type: 'CouponUsedElsewhere', couponId, consumerId }])
}

function mayShow(
  { customer, status }: Order,
  used: Extract<EffectRequest, { kind: 'store-promotion-redeem' }>,
): boolean {
  if (isLookingUp(customer)) return status !== 'cancelled'
  if (customer?.consumerId !== used.consumerId) return false
  return customer.coupons.some((one) => one.couponId === used.couponId && one.usesLeft > 0)
}

function hasSaid(order: Order): boolean {
  return order.notes.some((one) => one.code === 'clock-jumped')
}

function clockNote(byMs: number, context: Context): OrderEvent {
  const values = {
    direction: byMs < 0 ? 'back' : 'forward',
    minutes: String(Math.round(Math.abs(byMs) / 60_000)),
  }
  return note(context, 'warning', 'clock-jumped', { values })
}

function eachEffect(
  state: TillState,
  eventOf: (effect: Effect) => OrderEvent | null,
): readonly { readonly orderId: string; readonly event: OrderEvent }[] {
  return [...state.orders.values()].flatMap((order) =>
    order.effects.flatMap((effect) => {
      const event = eventOf(effect)
      return event === null ? [] : [{ orderId: order.id, event }]
    }),
  )
}
