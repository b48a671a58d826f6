import { assert } from '../../shared/assert'
import type { OrderEvent, OrderHappening } from '../../shared/order/events'
import {
  serialsOn,
  TERMINAL_STREAM,
  type TerminalSummary,
  type TillState,
} from '../../shared/order/till-state'
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

/** Status of an order that is done with and has used coupons of which there is only one each. */
export const SPENT = 'done-with-serials'

/**
 * The head of an order that has left the memory. The serial numbers of its coupons stand in it, so that a start
 * knows them without reading every order ever sold.
 */
export function doneHead(before: TillState, stream: string, number: number): StreamHead {
  const order = before.orders.get(stream)
  const serials = order?.sale ? serialsOn(order) : []
  if (serials.length === 0) return { stream, status: 'done', number, summary: null }
  return { stream, status: SPENT, number, summary: { serials } }
}

/** The serial numbers that are used up, from the heads of the orders that used them. */
export function spentIn(heads: readonly StreamHead[]): ReadonlySet<string> {
  return new Set(heads.flatMap(({ summary }) => (summary as { serials: string[] }).serials))
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
