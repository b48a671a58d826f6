import { ONE, type Quantity } from '../quantity'
import type { AppliedPromotion, BasketLine, Evaluation, PieceScan } from '../promotions/basket'
import type { PromotionBook } from '../promotions/book'
import { evaluate } from '../promotions/evaluate'
import { isPerCustomer } from '../promotions/per-customer'
import type { Context } from './context'
import type { EventOf } from './events'
import type { Line, Order } from './order'
import { basketCustomer, isSameCustomer, type OtherOrders } from './promotion-uses'

const MINUTE_MS = 60_000

/**
 * The store's promotions after a change of an open order: one event with their frozen parts, or null where they
 * stay what they are. Only goods and customer change them, so that nothing drops off while the cashier stands
 * there or has begun to take the money.
 */
export function storePromotionsAfter(
  before: Order | undefined,
  now: Order,
  context: Context,
  state: OtherOrders,
): EventOf<'StorePromotionsSet'> | null {
  const { storePromotions: book } = context
  if (book === undefined && now.storePromotions === undefined) return null
  if (now.status !== 'open' || now.validation !== null) return null
  if (before?.lines === now.lines && isSameCustomer(before, now)) return null
  const applied = book ? appliedTo(now, book, context.at, state) : []
  if (isSame(now.storePromotions ?? [], applied)) return null
  return { type: 'StorePromotionsSet', applied }
}

/** What counts over the orders of a customer says so, for the orders that come. */
function appliedTo(
  order: Order,
  book: PromotionBook,
  now: number,
  state: OtherOrders,
): readonly AppliedPromotion[] {
  return promotionsOf(order, book, now, state).applied.map((one) => {
    const rule = book.ruleOf(one.ruleId)
    return rule && isPerCustomer(rule) ? { ...one, perCustomer: true } : one
  })
}

/**
 * What the store's promotions come to on an order, and what is near. Who asks what is near asks for what the
 * decision has just worked out: the last answer is kept as long as goods, customer and minute are the same.
 * @param state  all orders: what the customer has used on the others
 */
export function promotionsOf(
  order: Order,
  book: PromotionBook,
  now: number,
  state: OtherOrders,
): Evaluation {
  const customer = basketCustomer(order, state, now)
  const asked = JSON.stringify([order.openedAt, Math.floor(now / MINUTE_MS), customer])
  const last = LAST.get(book)
  if (last?.asked === asked && isSameGoods(last.goods, order.lines)) return last.evaluation
  const lines = order.lines.flatMap((line) => (line.voided ? [] : basketLine(line, order)))
  const evaluation = evaluate({ lines, now, customer }, book)
  LAST.set(book, { goods: order.lines, asked, evaluation })
  return evaluation
}

/** The last answer of a book, and to what. */
type Answered = {
  readonly goods: readonly Line[]
  readonly asked: string
  readonly evaluation: Evaluation
}

const LAST = new WeakMap<PromotionBook, Answered>()

/** What was decided on is folded once more when it is written: the line that changed is then another one. */
function isSameGoods(before: readonly Line[], now: readonly Line[]): boolean {
  if (before === now) return true
  return before.length === now.length && before.every((line, at) => isSameLine(line, now[at]))
}

function isSameLine(line: Line, other: Line | undefined): boolean {
  return line === other || JSON.stringify(line) === JSON.stringify(other)
}

/** Changes how much of a line there is, and remembers when further pieces were scanned. */
export function quantityChanged(
  line: Line,
  quantity: Quantity,
  context: Context,
): EventOf<'LineQuantityChanged'> {
  const event = { type: 'LineQuantityChanged', lineId: line.id, quantity } as const
  if (line.addedAt === undefined || line.unit !== 'each') return event
  const { addedAt, addedLater = [] } = line
  const more = Math.floor((quantity - line.quantity) / ONE)
  const later =
    more > 0
      ? withMore(addedAt, addedLater, { at: context.at, pieces: more })
      : fewer(addedLater, -more)
  return later === addedLater ? event : { ...event, addedLater: later }
}

/** Pieces of one minute count as scanned at one moment: no rule begins within a minute. */
function withMore(
  first: number,
  later: readonly PieceScan[],
  more: PieceScan,
): readonly PieceScan[] {
  const last = later.at(-1)
  if (isSameMinute(last?.at ?? first, more.at)) {
    return last
      ? [...later.slice(0, -1), { at: last.at, pieces: last.pieces + more.pieces }]
      : later
  }
  return [...later, more]
}

/** What was scanned last is taken off first. */
function fewer(later: readonly PieceScan[], count: number): readonly PieceScan[] {
  const last = later.at(-1)
  if (count === 0 || !last) return later
  const rest = later.slice(0, -1)
  return last.pieces > count
    ? [...rest, { at: last.at, pieces: last.pieces - count }]
    : fewer(rest, count - last.pieces)
}

function isSameMinute(a: number, b: number): boolean {
  return Math.floor(a / MINUTE_MS) === Math.floor(b / MINUTE_MS)
}

/** A line never changes: what the promotions see of it is kept as long as it. */
const LINES = new WeakMap<Line, BasketLine>()

function basketLine(line: Line, order: Order): BasketLine {
  const known = LINES.get(line)
  if (known) return known
  const { id: lineId, sku, barcodes, category, unitPrice, quantity } = line
  const byPiece = line.unit === 'each' && line.carried !== 'weight' && line.carried !== 'price'
  const counted = byPiece && quantity % ONE === 0
  const made: BasketLine = {
    lineId,
    sku,
    barcodes,
    category,
    unitPrice,
    quantity,
    counted,
    scans: counted ? scansOf(line, order) : [{ at: line.addedAt ?? order.openedAt, pieces: 1 }],
  }
  LINES.set(line, made)
  return made
}

/** When the pieces were scanned; of a line that was split, the first ones first. */
function scansOf(line: Line, order: Order): readonly PieceScan[] {
  const { addedAt = order.openedAt, addedLater = [] } = line
  const all = line.quantity / ONE
  const late = addedLater.reduce((sum, one) => sum + one.pieces, 0)
  const scans = [{ at: addedAt, pieces: Math.max(0, all - late) }, ...addedLater]
  let left = all
  return scans.flatMap(({ at, pieces }) => {
    const some = Math.min(pieces, left)
    left -= some
    return some > 0 ? [{ at, pieces: some }] : []
  })
}

function isSame(a: readonly AppliedPromotion[], b: readonly AppliedPromotion[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
