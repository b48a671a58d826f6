import { unreachable } from '../assert'
import { subtract } from '../money'
import { ONE } from '../quantity'
import type { AppliedPart } from '../promotions/basket'
import type { EventOf, OrderEvent } from './events'
import type { Line, Order } from './order'
import { ofPieces } from './unit-shares'

/** The events that change what is on the order. */
export type LineEvent = EventOf<
  | 'LineAdded'
  | 'LineQuantityChanged'
  | 'LinePriceChanged'
  | 'LineVoided'
  | 'LinePutBack'
  | 'LineSplit'
  | 'LinesSent'
  | 'ScanUnresolved'
  | 'UnresolvedScanRemoved'
  | 'StoreDiscountAdded'
  | 'StoreDiscountRemoved'
  | 'StorePromotionsSet'
>

/** The events that are about one line and nothing else. */
export type OneLineEvent = Extract<LineEvent, { type: (typeof ONE_LINE)[number] }>

const ONE_LINE = [
  'LineAdded',
  'LineQuantityChanged',
  'LinePriceChanged',
  'LineVoided',
  'LinePutBack',
] as const

const IS_ONE_LINE: ReadonlySet<string> = new Set(ONE_LINE)

/** Whether an event is about one line and nothing else. */
export function isOneLine(event: OrderEvent): event is OneLineEvent {
  return IS_ONE_LINE.has(event.type)
}

/** Folds several changes of single lines into the order: its list is copied once, not for each of them. */
export function applyToLines(order: Order, events: readonly OneLineEvent[]): Order {
  const lines = [...order.lines]
  for (const event of events) edit(lines, event)
  return { ...order, lines }
}

/** Folds a change of the lines into the order. */
export function applyLine(order: Order, event: LineEvent): Order {
  switch (event.type) {
    case 'LineAdded':
      return { ...order, lines: order.lines.concat(newLine(event.line, false)) }
    case 'LineQuantityChanged':
    case 'LinePriceChanged':
    case 'LineVoided':
    case 'LinePutBack':
      return applyToLines(order, [event])
    case 'LineSplit':
      return splitLine(order, event)
    case 'LinesSent': {
      const sent = new Set(event.lineIds)
      const lines = order.lines.map((line) => (sent.has(line.id) ? { ...line, sent: true } : line))
      return { ...order, lines }
    }
    case 'ScanUnresolved':
      return { ...order, unresolved: [event.scan, ...order.unresolved] }
    case 'UnresolvedScanRemoved':
      return { ...order, unresolved: order.unresolved.filter((scan) => scan.id !== event.scanId) }
    case 'StoreDiscountAdded':
      return { ...order, storeDiscounts: [...order.storeDiscounts, event.discount] }
    case 'StoreDiscountRemoved':
      return {
        ...order,
        storeDiscounts: order.storeDiscounts.filter((one) => one.id !== event.discountId),
      }
    case 'StorePromotionsSet':
      return { ...order, storePromotions: event.applied }
    default:
      return unreachable(event)
  }
}

/** Changes a list that nobody else has. */
function edit(lines: Line[], event: OneLineEvent): void {
  switch (event.type) {
    case 'LineAdded':
      lines.push(newLine(event.line, false))
      return
    case 'LineQuantityChanged':
      return changeLine(lines, event.lineId, {
        quantity: event.quantity,
        ...(event.addedLater === undefined ? {} : { addedLater: event.addedLater }),
      })
    case 'LinePriceChanged':
      return changeLine(lines, event.lineId, { unitPrice: event.unitPrice })
    case 'LineVoided':
      return changeLine(lines, event.lineId, { voided: true })
    case 'LinePutBack':
      return changeLine(lines, event.lineId, { voided: false })
    default:
      return unreachable(event)
  }
}

/**
 * A line as it begins. What is new stands before the fields that are copied: behind them, the engine gives
 * every single line a shape of its own, and going through the lines of an order takes twenty times as long.
 */
function newLine(line: EventOf<'LineAdded'>['line'], sent: boolean): Line {
  return { voided: false, sent, ...line }
}

/** What is changed mostly came last. */
function changeLine(lines: Line[], lineId: string, change: Partial<Line>): void {
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index]
    if (line?.id !== lineId) continue
    lines[index] = { ...line, ...change }
    return
  }
}

/** The rest becomes a line of its own, right under the line it was taken from. */
function splitLine(order: Order, event: EventOf<'LineSplit'>): Order {
  const lines = order.lines.flatMap((line) =>
    line.id === event.lineId
      ? [{ ...line, quantity: event.quantity }, newLine(event.rest, line.sent)]
      : [line],
  )
  if (order.storePromotions === undefined) return { ...order, lines }
  const storePromotions = order.storePromotions.map((one) => ({
    ...one,
    parts: one.parts.flatMap((part) =>
      part.lineId === event.lineId ? splitPart(part, event) : part,
    ),
  }))
  return { ...order, lines, storePromotions }
}

/**
 * Pieces that took part stay where they are as long as they fit; the others go with their share. It is the share
 * they would come back with, so a line that was split gives back the same, piece by piece, as one that was not.
 */
function splitPart(
  part: AppliedPart,
  { quantity, rest }: EventOf<'LineSplit'>,
): readonly AppliedPart[] {
  const stay = Math.min(part.units, Math.floor(quantity / ONE))
  const amount = ofPieces(part.amount, { of: part.units, from: 0, count: stay })
  const gone = { lineId: rest.id, units: part.units - stay, amount: subtract(part.amount, amount) }
  const kept = { ...part, units: stay, amount }
  return [kept, gone].filter((one) => one.units > 0)
}
