import { assert } from '../../shared/assert'
import { apply } from '../../shared/order/apply'
import { businessDateOf } from '../../shared/order/dates'
import type { Order } from '../../shared/order/order'
import type { Sale } from '../../shared/order/sale'
import type { NumbersContinued } from './facts'
import { numberAt } from './json'
import { factIn, happeningIn } from './parse-entry'
import type { JournalReader } from './reader'
import { entryOf, type VerifiedRow } from './rows'
import { inSlices } from './slices'

/** An order that was paid. */
export type SoldOrder = Order & { readonly sale: Sale }

/** Everything the journal has of a business day. */
export type DayRecord = {
  readonly businessDate: number
  /** Paid that day, by receipt number. */
  readonly sold: readonly SoldOrder[]
  /** Opened that day and not paid. */
  readonly unsold: readonly Order[]
  /** What the journal said of itself that day: where numbers went on above others, which receipts are missing. */
  readonly facts: readonly NumbersContinued[]
  /** The first and last entry of the day's orders; 0 where there is none. */
  readonly firstSeq: number
  readonly lastSeq: number
  /** The chain's hash before the first of them, and at the last. */
  readonly hashBefore: string
  readonly hashAfter: string
}

/** Reads a day, checking the whole chain on the way, in slices. @throws Fault  'journal-broken' */
export async function collectDay(
  { reader, last }: { readonly reader: JournalReader; readonly last: number },
  businessDate: number,
): Promise<DayRecord> {
  const streams = new Set<string>()
  const facts: NumbersContinued[] = []
  let seq = 0
  await inSlices(() => {
    const rows = reader.rowsAtOnce(seq + 1)
    for (const row of rows) {
      if (isOf(row, businessDate)) streams.add(row.stream)
      if (row.type === 'NumbersContinued' && businessDateOf(row.at) === businessDate) {
        facts.push(factIn(entryOf(row)))
      }
    }
    seq += rows.length
    return rows.length > 0 && seq < last
  })
  const orders: Order[] = []
  let [firstSeq, lastSeq] = [0, 0]
  const rest = [...streams]
  await inSlices(() => {
    const stream = rest.pop()
    if (stream === undefined) return false
    let order: Order | null = null
    for (const entry of reader.readStream(stream)) {
      order = apply(order, happeningIn(entry))
      firstSeq = firstSeq === 0 ? entry.seq : Math.min(firstSeq, entry.seq)
      lastSeq = Math.max(lastSeq, entry.seq)
    }
    assert(order !== null, 'An order of a day has entries')
    orders.push(order)
    return true
  })
  const sold = orders.filter(
    (order): order is SoldOrder => order.sale?.businessDate === businessDate,
  )
  return {
    businessDate,
    sold: sold.sort((a, b) => a.sale.receiptNumber - b.sale.receiptNumber),
    unsold: orders.filter((one) => one.sale === null).sort((a, b) => a.openedAt - b.openedAt),
    ...{ facts, firstSeq, lastSeq },
    hashBefore: reader.hexAt(Math.max(firstSeq - 1, 0)),
    hashAfter: reader.hexAt(lastSeq),
  }
}

function isOf(row: VerifiedRow, businessDate: number): boolean {
  if (row.type === 'OrderOpened')
    return numberAt(entryOf(row).event, 'businessDate') === businessDate
  if (row.type !== 'OrderPaid') return false
  return numberAt(entryOf(row).event, 'sale', 'businessDate') === businessDate
}
