import type { OrderEvent, OrderHappening } from '../../shared/order/events'
import type { NumbersContinued } from './facts'
import type { JournalEntry } from './port'

/** Reads an entry back as what happened to an order; its bytes were checked by the hash chain. */
export function happeningIn({ stream, at, event }: JournalEntry): OrderHappening {
  return { orderId: stream, at, event: event as OrderEvent }
}

/** Reads a `NumbersContinued` back as what the journal says of itself. */
export function factIn({ event }: JournalEntry): NumbersContinued {
  return event as NumbersContinued
}
