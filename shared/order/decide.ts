import { assert } from '../assert'
import { ok, refuse } from '../result'
import { isOneLine } from './apply-lines'
import type { Command } from './commands'
import type { Context, Decision, OrderDecision } from './context'
import { givenBackAtLast, isUsedUp } from './coupon-uses'
import { decideCancelOrder, decideRecover, decideResumeOrder, openOrder } from './decide-life'
import { decideAddItem } from './decide-lines'
import { hasManufacturerCoupons, settleManufacturerCoupons } from './decide-manufacturer-coupons'
import {
  clockBehind,
  clockNotesOf,
  decideClockJumped,
  decideMarkOverdue,
  decideProviderReturned,
  usedElsewhere,
} from './decide-time'
import { decideCurrent, decideNamed } from './decide-order'
import { decideTakeScan } from './decide-scan'
import type { OrderEvent, OrderHappening } from './events'
import type { Order } from './order'
import { storePromotionsAfter } from './store-rules'
import { evolve, hasEnded, promisesOf, type TillState } from './till-state'

/**
 * Decides one command against everything the till knows: the events it comes to, or why not. Pure; the
 * events are written first and folded afterwards. A screen without an open order gets one here.
 */
export function decide(state: TillState, command: Command, given: Context): Decision {
  // Only a shop with a rule for it needs to know what was given unverified.
  const context = given.offline === undefined ? given : { ...given, ...promisesOf(state) }
  switch (command.type) {
    case 'Recover':
      return ok(recover(state, context))
    case 'ClockJumped':
      return ok(decideClockJumped(state, command.byMs, context))
    case 'MarkOverdue':
      return ok(decideMarkOverdue(state, context))
    case 'ProviderReturned':
      return ok(decideProviderReturned(state, command.provider, context))
    case 'NewOrder':
      return newOrder(state, context)
    case 'ResumeOrder':
      return resume(state, command.orderId, context)
    case 'TakeScan':
      return onOpenOrder(state, context, (order) => decideTakeScan(order, command, context))
    case 'AddItem':
      return onOpenOrder(state, context, (order) => decideAddItem(order, command, context))
    case 'EnterCode':
      return refuse('code-invalid')
    default: {
      if ('orderId' in command) {
        const named = state.orders.get(command.orderId)
        if (!named) return isAnswer(command) ? ok([]) : refuse('order-unknown')
        return finish(state, named, decideNamed(named, command, context), context)
      }
      const order = currentOf(state)
      if (!order) return refuse('order-unknown')
      const decided = finish(state, order, decideCurrent(order, command, context), context)
      const usedUp = command.type === 'ChooseStorePromotion' && decided.ok
      return usedUp && isUsedUp(state, order, command.couponId)
        ? refuse('coupon-not-usable')
        : decided
    }
  }
}

/** The order on screen. */
export function currentOf(state: TillState): Order | null {
  return state.currentId === null ? null : (state.orders.get(state.currentId) ?? null)
}

/** An answer about an order that is done with is nobody's any more. */
function isAnswer(command: Command): boolean {
  return command.type.endsWith('Answered')
}

/** A scan or a touch on an item while Sale complete is shown starts the next order with it. */
function onOpenOrder(
  state: TillState,
  context: Context,
  decideOne: (order: Order) => OrderDecision,
): Decision {
  const now = currentOf(state)
  if (now && now.status !== 'paid' && now.status !== 'closed' && now.status !== 'cancelled') {
    return finish(state, now, decideOne(now), context)
  }
  const opening = opened(context, now)
  const next = opening.reduce(evolve, state)
  const order = currentOf(next)
  assert(order !== null, 'No order on screen after one was opened')
  const decided = finish(next, order, decideOne(order), context)
  return decided.ok ? ok([...opening, ...decided.value]) : decided
}

function newOrder(state: TillState, context: Context): Decision {
  const now = currentOf(state)
  const busy = now && (now.status === 'open' || now.status === 'paying')
  return busy ? refuse('order-not-paid') : ok(opened(context, now))
}

/** Resuming parks the present order first, or gives it up when it is empty. */
function resume(state: TillState, orderId: string, context: Context): Decision {
  const held = state.orders.get(orderId)
  if (!held) return refuse('order-unknown')
  const decided = decideResumeOrder(held)
  if (!decided.ok) return decided
  const now = currentOf(state)
  if (now?.status === 'paying' || now?.validation) return refuse('validation-under-way')
  if (now?.promotions.some((one) => one.status === 'verifying')) {
    return refuse('promotion-being-checked')
  }
  const parked = now?.status === 'open' ? park(now, context) : []
  const happened = [...parked, ...wrap(orderId, decided.value, context)]
  const after = happened.reduce(evolve, state)
  return ok([...happened, ...couponsSettled(after, orderId, null, context)])
}

function park(order: Order, context: Context): readonly OrderHappening[] {
  const noLines = order.lines.every((line) => line.voided) && order.unresolved.length === 0
  const empty = noLines && order.back === null
  if (empty) {
    const cancelled = decideCancelOrder(order, context)
    assert(cancelled.ok, 'An empty order cannot be given up')
    return wrap(order.id, cancelled.value, context)
  }
  return wrap(order.id, [{ type: 'OrderHeld', heldFor: '' }], context)
}

function recover(state: TillState, context: Context): readonly OrderHappening[] {
  const behind = clockBehind(state, context.at)
  const settled = behind > 0 ? [...decideClockJumped(state, -behind, context, true)] : []
  const told = settled.reduce(evolve, state)
  for (const order of told.orders.values()) {
    const isCurrent = order.id === told.currentId
    const decided = finish(told, order, decideRecover(order, isCurrent, context), context)
    assert(decided.ok, 'A start is refused')
    settled.push(...decided.value)
  }
  const now = currentOf(settled.reduce(evolve, state))
  const missing = !now || now.status === 'held' || now.status === 'cancelled'
  return missing ? [...settled, ...opened(context)] : settled
}

/**
 * Three rules of the house close every decision: manufacturer coupons are judged anew where the order has
 * changed, a paid order that owes nothing any more is closed, and a screen whose order was parked or cancelled
 * gets the next one at once.
 */
function finish(
  state: TillState,
  order: Order,
  decided: OrderDecision,
  context: Context,
): Decision {
  if (!decided.ok) return decided
  const happened = [...wrap(order.id, decided.value, context)]
  // What is about lines alone neither ends an order nor parks it; promotions and paper coupons go by the lines.
  const hasRules = context.storePromotions !== undefined || order.storePromotions !== undefined
  const isBare = !hasRules && !hasManufacturerCoupons(order)
  if (isBare && decided.value.every(isOneLine)) return ok(happened)
  for (const event of decided.value) {
    const elsewhere = [
      ...usedElsewhere(state, order.id, event),
      ...givenBackAtLast(state, order.id, event),
    ]
    for (const [other, heard] of elsewhere) {
      happened.push({ orderId: other, at: context.at, event: heard })
    }
  }
  const priced = happened.reduce(evolve, state)
  const changed = priced.orders.get(order.id)
  const rules = changed ? storePromotionsAfter(order, changed, context, priced) : null
  const fromRules = rules === null ? [] : wrap(order.id, [rules], context)
  const after = fromRules.reduce(evolve, priced)
  happened.push(...fromRules, ...couponsSettled(after, order.id, order, context))
  const now = after.orders.get(order.id)
  if (now?.status === 'paid' && now.effects.every(hasEnded)) {
    happened.push({ orderId: order.id, at: context.at, event: { type: 'OrderClosed' } })
  }
  const left = now === undefined || now.status === 'held' || now.status === 'cancelled'
  if (order.id === state.currentId && left) happened.push(...opened(context))
  return ok(happened)
}

function couponsSettled(
  state: TillState,
  orderId: string,
  before: Order | null,
  context: Context,
): readonly OrderHappening[] {
  return wrap(orderId, settleManufacturerCoupons(state, orderId, before, context), context)
}

/** The next order; what the cashier must still read about the clock goes on to it from Sale complete. */
function opened(context: Context, before: Order | null = null): readonly OrderHappening[] {
  return wrap(context.newId(), [openOrder(context), ...clockNotesOf(before)], context)
}

function wrap(
  orderId: string,
  events: readonly OrderEvent[],
  context: Context,
): readonly OrderHappening[] {
  return events.map((event) => ({ orderId, at: context.at, event }))
}
