import type { Journal, JournalRecord, StreamHead } from '../port'

/** 2025-03-20, 17:40 UTC. */
export const AT = 1_742_492_400_000

/** One event of an order. */
export function record(stream: string, type: string, rest: object = {}): JournalRecord {
  return { stream, at: AT, event: { type, ...rest } }
}

/** Where an order stands. */
export function head(
  stream: string,
  status: string,
  number: number,
  summary: unknown = null,
): StreamHead {
  return { stream, status, number, summary }
}

/** An order as the till writes it: opened, two lines, paid, sealed, closed. */
export function sell(journal: Journal, number: number): void {
  const stream = `order-${number}`
  const terminal = head('terminal', 'live', number, { lastNumber: number })
  journal.append(
    [record(stream, 'OrderOpened', { number })],
    [head(stream, 'live', number), terminal],
  )
  journal.append(
    [record(stream, 'LineAdded', { name: 'Café crème' })],
    [head(stream, 'live', number)],
  )
  const paid = record(stream, 'OrderPaid', { sale: { receiptNumber: number } })
  journal.append([paid], [head(stream, 'live', number)])
  journal.seal(number)
  journal.append([record(stream, 'OrderClosed')], [head(stream, 'done', number)])
}
