import { assert } from '../../shared/assert'
import { TERMINAL_STREAM, type TerminalSummary } from '../../shared/order/till-state'
import type { Journal, JournalRecord, StreamHead } from './port'

/** The last numbers given out, of receipts and of orders. */
export type LastNumbers = { readonly receiptNumber: number; readonly orderNumber: number }

/** Receipts that are in no journal any more: both numbers belong to them. */
export type MissingReceipts = { readonly from: number; readonly to: number }

/**
 * What a journal says about itself, in the terminal's own stream: from here on numbers go on above those of
 * another journal, or above receipts that are lost, so that none comes twice and the gap is no secret.
 */
export type NumbersContinued = {
  readonly type: 'NumbersContinued'
  /** `damaged`: it follows one that was set aside. `restored`: it was put back from a backup. `accepted`:
   * it follows an incomplete one, and somebody said so. */
  readonly why: 'damaged' | 'restored' | 'accepted'
  /** The folder of the journal that was there before; null where there was none, or nobody knows. */
  readonly aside: string | null
  readonly lastReceiptNumber: number
  readonly lastOrderNumber: number
  readonly missing: MissingReceipts | null
}

/** Order numbers passed over where the last ones may be lost: an order's number is unique in its day. */
export const ORDERS_PASSED_OVER = 100

/** An order number far enough above one that may not have been the last. */
export function passedOver(orderNumber: number): number {
  return orderNumber === 0 ? 0 : above(orderNumber, ORDERS_PASSED_OVER)
}

/** The order number so many further on; after 9999 they begin again. */
export function above(orderNumber: number, orders: number): number {
  return orders === 0 ? orderNumber : ((orderNumber + orders - 1) % 9999) + 1
}

/** The one of two order numbers that was given out later; 0 is none. They begin again after 9999. */
export function laterOrder(one: number, other: number): number {
  if (one === 0 || other === 0) return one + other
  return (one - other + 9999) % 9999 < 5_000 ? one : other
}

/** Writes the fact down, and where the terminal goes on, in one commit. */
export function continueNumbers(
  journal: Journal,
  fact: Omit<NumbersContinued, 'type'>,
  at: number,
): void {
  const event: NumbersContinued = { type: 'NumbersContinued', ...fact }
  const record: JournalRecord = { stream: TERMINAL_STREAM, at, event }
  journal.append([record], [terminalHead(journal, fact)])
}

/** The terminal's head with the new numbers; the order on screen stays. */
function terminalHead(journal: Journal, fact: Omit<NumbersContinued, 'type'>): StreamHead {
  const old = journal.heads(['live']).find((head) => head.stream === TERMINAL_STREAM)
  const summary: TerminalSummary = {
    currentId: currentIn(old),
    lastNumber: fact.lastOrderNumber,
    lastReceiptNumber: fact.lastReceiptNumber,
  }
  return { stream: TERMINAL_STREAM, status: 'live', number: fact.lastOrderNumber, summary }
}

function currentIn(head: StreamHead | undefined): string | null {
  const summary = head?.summary
  if (typeof summary !== 'object' || summary === null || !('currentId' in summary)) return null
  const { currentId } = summary
  assert(currentId === null || typeof currentId === 'string', 'The order on screen is an id')
  return currentId
}

/** How missing receipts are told to people. */
export function receiptsText({ from, to }: MissingReceipts): string {
  return from === to ? `Receipt ${to} is missing` : `Receipts ${from} to ${to} are missing`
}
