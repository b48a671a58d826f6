import { assert } from '../../shared/assert'
import { under } from '../../shared/lists'
import type { OrderEvent, OrderHappening } from '../../shared/order/events'
import type { Order } from '../../shared/order/order'
import { usesOfPaid, withUses, type PromotionUse } from '../../shared/order/promotion-uses'
import {
  serialsOn,
  TERMINAL_STREAM,
  type TerminalSummary,
  type TillState,
} from '../../shared/order/till-state'
import { unverifiedOn, type UnverifiedUse } from '../../shared/order/offline'
import type { JournalEntry, StreamHead } from '../journal/port'

export { TERMINAL_STREAM }

/**
 * What came back of each sale stands in a stream of its own beside it: which orders took goods back. The sale's
 * own stream is never written again.
 */
export type SaleReturned = { readonly type: 'SaleReturned'; readonly by: string }

/** Reads back which order took goods of a sale. */
export function takerIn(entry: JournalEntry): string {
  return (entry.event as SaleReturned).by
}

/** The head of an order in memory; what is done with and off the screen is not there any more: null. */
export function orderHead(state: TillState, stream: string): StreamHead | null {
  const order = state.orders.get(stream)
  return order ? { stream, status: 'live', number: order.number, summary: null } : null
}

/** Statuses of orders that are done with and have used what there is only so much of. */
const SERIALS = 'done-with-serials'
const USES = 'done-with-uses'

/** Both of them: a start reads these heads, and no order. */
export const SPENT: readonly string[] = [SERIALS, USES]

/** What stands in such a head. */
type Spent = {
  /** Serial numbers of coupons of which there is only one each. */
  readonly serials?: readonly string[]
  /** Promotions of which a customer may have so many, or which were given back. */
  readonly uses?: readonly PromotionUse[]
  /** Discounts that were given without the provider's word. */
  readonly unverified?: readonly UnverifiedUse[]
}

/**
 * The head of an order that has left the memory. What it has used up stands in it, so that a start knows it
 * without reading every order ever sold.
 */
export function doneHead(before: TillState, stream: string, number: number): StreamHead {
  const order = under(before.orders, stream)
  const serials = order.sale ? serialsOn(order) : []
  const uses = usesOfPaid(order)
  const unverified = order.sale ? unverifiedOn(order) : []
  if (serials.length + uses.length + unverified.length === 0) {
    return { stream, status: 'done', number, summary: null }
  }
  const summary: Spent = {
    ...(serials.length === 0 ? {} : { serials }),
    ...(uses.length === 0 ? {} : { uses }),
    ...(unverified.length === 0 ? {} : { unverified }),
  }
  return { stream, status: uses.length === 0 ? SERIALS : USES, number, summary }
}

/** What paid orders have used up: those that are done with say it in their heads, the others say it themselves. */
export function spentAtStart(
  heads: readonly StreamHead[],
  live: readonly Order[],
): Pick<TillState, 'spentSerials' | 'unverified' | 'promotionUses'> {
  const done = heads.map(({ summary }) => summary as Spent)
  const paid = live.filter((order) => order.sale !== null)
  const serials = [...done.flatMap((one) => one.serials ?? []), ...paid.flatMap(serialsOn)]
  const uses = [...done.flatMap((one) => one.uses ?? []), ...live.flatMap(usesOfPaid)]
  return {
    spentSerials: new Set(serials),
    unverified: [...done.flatMap((one) => one.unverified ?? []), ...paid.flatMap(unverifiedOn)],
    promotionUses: withUses(new Map(), uses),
  }
}

/** Whether the terminal's own head says the same of both. */
export function isSameTerminal(a: TillState, b: TillState): boolean {
  return (
    a.currentId === b.currentId &&
    a.lastNumber === b.lastNumber &&
    a.lastReceiptNumber === b.lastReceiptNumber
  )
}

/** The terminal's own head. */
export function terminalHead(state: TillState): StreamHead {
  const { currentId, lastNumber, lastReceiptNumber } = state
  const summary: TerminalSummary = { currentId, lastNumber, lastReceiptNumber }
  return { stream: TERMINAL_STREAM, status: 'live', number: lastNumber, summary }
}

/** Reads the terminal's own head back. */
export function terminalSummaryOf(head: StreamHead): TerminalSummary {
  assert(typeof head.summary === 'object' && head.summary !== null, 'The terminal has no summary')
  return head.summary as TerminalSummary
}

/** Reads a journal entry back as what happened to an order; its bytes were checked by the hash chain. */
export function happeningOf(entry: JournalEntry): OrderHappening {
  return { orderId: entry.stream, at: entry.at, event: entry.event as OrderEvent }
}
