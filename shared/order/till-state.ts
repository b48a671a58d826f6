import { apply } from './apply'
import { serialOf } from '../promotions/manufacturer-coupon-terms'
import type { Context } from './context'
import type { Effect } from './effect'
import type { OrderHappening } from './events'
import { codesOn, unverifiedOn, type UnverifiedUse } from './offline'
import type { Order } from './order'
import { usesOfPaid, withUses, type PromotionUses } from './promotion-uses'

/** Everything the till holds in memory: the fold of the journal, less the orders that are done with. */
export type TillState = {
  readonly orders: ReadonlyMap<string, Order>
  /** The order on screen; null only before the first one. */
  readonly currentId: string | null
  readonly lastNumber: number
  readonly lastReceiptNumber: number
  /** Serial numbers of manufacturer coupons that paid orders have used. */
  readonly spentSerials: ReadonlySet<string>
  /** Discounts of paid orders that were given without the provider's word. */
  readonly unverified: readonly UnverifiedUse[]
  /** What customers had, on paid orders, of promotions that are limited for each of them. */
  readonly promotionUses: PromotionUses
  /** Effects that ended while this process lives, newest first. */
  readonly settled: readonly SettledEffect[]
}

/** The stream that stands for the terminal itself. */
export const TERMINAL_STREAM = 'terminal'

/** What the terminal remembers beside its orders: the summary of its stream. */
export type TerminalSummary = Pick<TillState, 'currentId' | 'lastNumber' | 'lastReceiptNumber'>

/** An effect that has ended, with what the tray says about its order. */
export type SettledEffect = {
  readonly orderId: string
  readonly orderNumber: number
  readonly orderRef: string
  readonly cashier: string
  readonly effect: Effect
}

/** Settled effects kept for the tray. */
const SETTLED_MAX = 20

/** A till that has never sold anything. */
export const EMPTY_TILL: TillState = {
  orders: new Map(),
  currentId: null,
  lastNumber: 0,
  lastReceiptNumber: 0,
  spentSerials: new Set(),
  unverified: [],
  promotionUses: new Map(),
  settled: [],
}

/**
 * Folds one event of one order into the till. An order that is done with leaves at once, so a decision says
 * what it still owes before the event that ends the order.
 */
export function evolve(state: TillState, happening: OrderHappening): TillState {
  const { orderId, event } = happening
  const before = state.orders.get(orderId) ?? null
  const after = apply(before, happening)
  const takesScreen = event.type === 'OrderOpened' || event.type === 'OrderResumed'
  const currentId = takesScreen ? orderId : state.currentId
  const orders = new Map(state.orders)
  orders.set(orderId, after)
  if (currentId !== state.currentId) drop(orders, state.currentId, currentId)
  drop(orders, orderId, currentId)
  return {
    orders,
    currentId,
    lastNumber: event.type === 'OrderOpened' ? event.number : state.lastNumber,
    lastReceiptNumber:
      event.type === 'OrderPaid' ? event.sale.receiptNumber : state.lastReceiptNumber,
    spentSerials:
      event.type === 'OrderPaid' ? spentAfter(state.spentSerials, after) : state.spentSerials,
    unverified: event.type === 'OrderPaid' ? givenAfter(state.unverified, after) : state.unverified,
    promotionUses:
      event.type === 'OrderPaid'
        ? withUses(state.promotionUses, usesOfPaid(after))
        : state.promotionUses,
    settled: settledAfter(state.settled, before, after),
  }
}

/** Whether an effect has come to its end. */
export function hasEnded(effect: Effect): boolean {
  return effect.status === 'delivered' || effect.status === 'closed'
}

/** Whether nothing more will ever happen to an order by itself. */
export function isDone(order: Order): boolean {
  const finished = order.status === 'closed' || order.status === 'cancelled'
  return finished && order.effects.every(hasEnded)
}

/** The serial numbers of the manufacturer coupons on an order. */
export function serialsOn(order: Order): readonly string[] {
  const all = [...order.manufacturerCoupons, ...(order.back?.late ?? [])]
  return all.flatMap((one) => serialOf(one.coupon) ?? [])
}

/** What a decision about unverified discounts needs of all the orders; worked out only where it is asked for. */
export function promisesOf(state: TillState): Pick<Context, 'unverifiedUses' | 'codesOnOrders'> {
  return {
    unverifiedUses: () => usesOf(state),
    codesOnOrders: () => [...state.orders.values()].flatMap(codesOn),
  }
}

/** Everything this terminal has given unverified, each once: orders that are over, and those in memory. */
export function usesOf(state: TillState): readonly UnverifiedUse[] {
  const uses = new Map(state.unverified.map((use) => [use.id, use]))
  for (const order of state.orders.values()) {
    for (const use of unverifiedOn(order)) uses.set(use.id, use)
  }
  return [...uses.values()]
}

function spentAfter(spent: ReadonlySet<string>, order: Order): ReadonlySet<string> {
  const serials = serialsOn(order)
  return serials.length === 0 ? spent : new Set([...spent, ...serials])
}

function givenAfter(given: readonly UnverifiedUse[], order: Order): readonly UnverifiedUse[] {
  const uses = unverifiedOn(order)
  return uses.length === 0 ? given : [...given, ...uses]
}

function drop(orders: Map<string, Order>, id: string | null, currentId: string | null): void {
  const order = id === null ? undefined : orders.get(id)
  if (order && order.id !== currentId && isDone(order)) orders.delete(order.id)
}

function settledAfter(
  settled: readonly SettledEffect[],
  before: Order | null,
  after: Order,
): readonly SettledEffect[] {
  if (before === null || before.effects === after.effects) return settled
  const ended = after.effects.filter((effect, index) => {
    const was = before.effects[index]
    return hasEnded(effect) && !(was && hasEnded(was))
  })
  if (ended.length === 0) return settled
  const { id: orderId, number: orderNumber, ref: orderRef, cashier } = after
  const rows = ended.map((effect) => ({ orderId, orderNumber, orderRef, cashier, effect }))
  return [...rows, ...settled].slice(0, SETTLED_MAX)
}
