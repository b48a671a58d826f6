import { assert } from '../../shared/assert'
import { applyAll } from '../../shared/order/apply'
import type { OrderHappening } from '../../shared/order/events'
import type { Order } from '../../shared/order/order'
import type { SaleRow } from '../../shared/ipc/contract'
import type { Sale } from '../../shared/order/sale'
import type { SoldSale } from '../../shared/order/sold'
import { soldSaleOf } from '../../shared/order/sold-of'
import type { TillState } from '../../shared/order/till-state'
import type { Journal, JournalEntry, JournalRecord, StreamHead } from '../journal/port'
import { happeningOf, takerIn, type SaleReturned } from './record'

/** Where it is written down which orders took goods of a sale back. */
export function returnsStream(orderId: string): string {
  return `returns:${orderId}`
}

/** What a commit adds where an order that takes goods back was paid. */
export function returnRecords(happened: readonly OrderHappening[]): readonly JournalRecord[] {
  return happened.flatMap(({ orderId, at, event }) => {
    if (event.type !== 'OrderPaid') return []
    const { goods = [], late = [] } = event.sale.back ?? {}
    const sold =
      goods.find((one) => one.soldOrderId !== null)?.soldOrderId ?? late[0]?.late.soldOrderId
    if (sold == null) return []
    const returned: SaleReturned = { type: 'SaleReturned', by: orderId }
    return [{ stream: returnsStream(sold), at, event: returned }]
  })
}

/** The heads of those streams: nothing under way is in them. */
export function returnHeads(records: readonly JournalRecord[]): readonly StreamHead[] {
  return records.map(({ stream }) => ({ stream, status: 'done', number: 0, summary: null }))
}

/**
 * Opens a paid sale of this terminal by its reference, with what came back of it; null when there is none.
 * @throws Fault  'journal-broken'
 */
export function soldSale(
  state: TillState,
  journal: Journal,
  ref: string,
): SoldSale | 'on-another-order' | null {
  const order = liveOrder(state, ref) ?? keptOrder(journal, ref)
  if (!order?.sale) return null
  const live = [...state.orders.values()]
  const isElsewhere = live.some((one) => one.sale === null && one.back?.sold?.orderId === order.id)
  if (isElsewhere) return 'on-another-order'
  const earlier = journal.readStream(returnsStream(order.id)).map((entry) => {
    const by = takerIn(entry)
    const other = state.orders.get(by) ?? read(journal, by)
    assert(other !== null, `No order ${by} took goods back`)
    return other
  })
  return soldSaleOf(order, earlier)
}

/** Most sales that are shown for a number: it comes again every ten thousand orders. */
const ROWS_MAX = 12

/** The paid sales with an order number, newest first. */
export function salesNumbered(
  state: TillState,
  journal: Journal,
  number: number,
): readonly SaleRow[] {
  const streams = new Set(journal.numbered(number).map((head) => head.stream))
  for (const order of state.orders.values()) if (order.number === number) streams.add(order.id)
  return [...streams]
    .flatMap((stream) => {
      const order = state.orders.get(stream) ?? read(journal, stream)
      return order?.sale && order.number === number ? [saleRow(order, order.sale)] : []
    })
    .sort((a, b) => b.at - a.at)
    .slice(0, ROWS_MAX)
}

function saleRow({ ref, number, lines }: Order, { paidAt: at, due: total }: Sale): SaleRow {
  const first = lines.find((line) => !line.voided)
  return { ref, number, at, total, first: first?.name ?? null }
}

function liveOrder(state: TillState, ref: string): Order | null {
  for (const order of state.orders.values()) {
    if (order.ref === ref && order.sale) return order
  }
  return null
}

/** A reference ends with the number of its order; the number comes again, the reference never. */
function keptOrder(journal: Journal, ref: string): Order | null {
  const number = Number(/-(\d{4})$/.exec(ref)?.[1] ?? Number.NaN)
  if (!Number.isSafeInteger(number)) return null
  for (const { stream } of journal.numbered(number)) {
    const entries = journal.readStream(stream)
    if (openedAs(entries) === ref) return orderOf(entries)
  }
  return null
}

function read(journal: Journal, stream: string): Order | null {
  return orderOf(journal.readStream(stream))
}

/** What stands in a stream that begins as no order does is none. */
function orderOf(entries: readonly JournalEntry[]): Order | null {
  return openedAs(entries) === null ? null : applyAll(entries.map(happeningOf))
}

/** The reference an order was opened with. */
function openedAs([first]: readonly JournalEntry[]): string | null {
  const event = first && happeningOf(first).event
  return event?.type === 'OrderOpened' ? event.ref : null
}
