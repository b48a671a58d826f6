import type { CatalogItem } from '../catalog'
import { money, MONEY_MAX, type Money } from '../money'
import { isWhole, ONE, price as priceFor, QUANTITY_MAX, quantity } from '../quantity'
import { ok, refuse } from '../result'
import type { WindowCommand } from './commands'
import { courseOf, type Context, type Course, type OrderDecision } from './context'
import { takeOffAll } from './decide-promotions'
import { goodsOf, linesOfItem } from './goods'
import { keptText } from './kept-text'
import { quantityChanged } from './store-rules'
import { tellCouponService } from './messages'
import type { Line, Order } from './order'
import type { ScannedPiece } from './scanned-piece'
import { scannedPiece } from './scanned-piece'

/** Lines on one order; docs/decisions/0016 says why there is an end. */
export const LINES_MAX = 100_000

/** What the goods of one order may cost; with tax of 100 % every sum of it is still an amount. */
export const GROSS_MAX = MONEY_MAX / 4

type CommandOf<Type extends WindowCommand['type']> = Extract<WindowCommand, { type: Type }>

/** Puts an item on the order, or raises the quantity of the line it already has. */
export function decideAddItem(
  order: Order,
  command: CommandOf<'AddItem'>,
  context: Context,
): OrderDecision {
  const item = context.item(command.sku)
  if (!item) return refuse('item-unknown')
  const amount = command.quantity ?? ONE
  if (!fitsUnit(item.unit, amount)) return refuse('quantity-invalid')
  const price = priceOf(item, command.price)
  if (typeof price === 'string') return refuse(price)
  return addItem(order, { item, price, quantity: quantity(amount) }, context)
}

/** Finds the product of an unknown barcode: the row becomes a line. */
export function decideResolveScan(
  order: Order,
  command: CommandOf<'ResolveScan'>,
  context: Context,
): OrderDecision {
  const scan = order.unresolved.find((one) => one.id === command.scanId)
  if (!scan) return refuse('scan-unknown')
  const { sku, price } = command
  const priced = price === undefined ? {} : { price }
  const item = context.item(sku)
  const piece = scan.carried && item ? scannedPiece(item, scan.carried, order.terms.currency) : null
  const added =
    item && piece !== null && typeof piece !== 'string'
      ? addItem(order, { item, ...piece }, context)
      : decideAddItem(order, { type: 'AddItem', sku, ...priced }, context)
  if (!added.ok) return added
  return ok([{ type: 'UnresolvedScanRemoved', scanId: scan.id }, ...added.value])
}

/** Takes an unknown barcode off the order, on purpose. */
export function decideRemoveUnresolvedScan(order: Order, scanId: string): OrderDecision {
  if (order.status !== 'open') return refuse('order-not-open')
  if (!order.unresolved.some((one) => one.id === scanId)) return refuse('scan-unknown')
  return ok([{ type: 'UnresolvedScanRemoved', scanId }])
}

/** Changes how much of a line the customer takes. */
export function decideSetQuantity(
  order: Order,
  command: CommandOf<'SetQuantity'>,
  context: Context,
): OrderDecision {
  const line = editableLine(order, command.lineId)
  if (typeof line === 'string') return refuse(line)
  if (!fitsUnit(line.unit, command.quantity)) return refuse('quantity-invalid')
  const changed = quantity(command.quantity)
  if (isTooDear(order, line, { ...line, quantity: changed })) return refuse('quantity-invalid')
  return ok([quantityChanged(line, changed, context)])
}

/** Changes the price of a line. The journal keeps what it was before. */
export function decideChangePrice(order: Order, command: CommandOf<'ChangePrice'>): OrderDecision {
  const line = editableLine(order, command.lineId)
  if (typeof line === 'string') return refuse(line)
  if (!isPrice(command.price)) return refuse('price-invalid')
  const unitPrice = money(command.price)
  if (isTooDear(order, line, { ...line, unitPrice })) return refuse('price-invalid')
  return ok([{ type: 'LinePriceChanged', lineId: line.id, unitPrice }])
}

/** Takes a line off the order; it stays on screen, struck through. With the last line, promotions go too. */
export function decideVoidLine(order: Order, lineId: string, context: Context): OrderDecision {
  const line = editableLine(order, lineId)
  if (typeof line === 'string') return refuse(line)
  const course = courseOf(order, context)
  course.then({ type: 'LineVoided', lineId })
  if (course.now.lines.every((each) => each.voided)) takeOffAll(course, 'empty-order', context)
  return ok(course.events)
}

/** Puts a removed line back. */
export function decidePutBackLine(order: Order, lineId: string): OrderDecision {
  if (order.status !== 'open') return refuse('order-not-open')
  if (order.validation) return refuse('validation-under-way')
  const line = order.lines.find((each) => each.id === lineId)
  if (!line) return refuse('line-unknown')
  if (!line.voided) return refuse('line-not-voided')
  if (isTooDear(order, line, line)) return refuse('lines-at-limit')
  return ok([{ type: 'LinePutBack', lineId }])
}

/** Puts one of the store's own discounts on a line or on the whole order. */
export function decideAddStoreDiscount(
  order: Order,
  command: CommandOf<'AddStoreDiscount'>,
  context: Context,
): OrderDecision {
  if (order.status !== 'open') return refuse('order-not-open')
  if (order.validation) return refuse('validation-under-way')
  const rule = context.rules.find((one) => one.id === command.ruleId)
  if (!rule) return refuse('discount-unknown')
  const lineId = rule.scope === 'line' ? command.lineId : null
  if (rule.scope === 'line') {
    if (lineId === null) return refuse('discount-needs-line')
    const line = editableLine(order, lineId)
    if (typeof line === 'string') return refuse(line)
  }
  if (order.storeDiscounts.some((one) => one.ruleId === rule.id && one.lineId === lineId)) {
    return refuse('discount-already-on')
  }
  if (rule.approval && !context.approvals) return refuse('approval-unavailable')
  if (rule.approval && context.approver === null) return refuse('approval-needed')
  const { name, value } = rule
  const approvedBy = rule.approval ? context.approver : null
  const discount = { id: context.newId(), ruleId: rule.id, name, lineId, value, approvedBy }
  const reason = command.reason === undefined ? null : keptText(command.reason)
  return ok([{ type: 'StoreDiscountAdded', discount, reason }])
}

/** Takes one of the store's own discounts off. */
export function decideRemoveStoreDiscount(order: Order, discountId: string): OrderDecision {
  if (order.status !== 'open') return refuse('order-not-open')
  if (order.validation) return refuse('validation-under-way')
  if (!order.storeDiscounts.some((one) => one.id === discountId)) return refuse('discount-unknown')
  return ok([{ type: 'StoreDiscountRemoved', discountId }])
}

/** Reference of the next line: L1, L2 …; removed lines keep theirs. */
export function nextLineRef(order: Order): string {
  return `L${order.lines.length + 1}`
}

/** An item with how much of it is taken and what a unit of it costs. */
export type Priced = ScannedPiece & { readonly item: CatalogItem }

/** Puts so much of an item on the order, on a line of its own or on the line it already has. */
export function addItem(order: Order, priced: Priced, context: Context): OrderDecision {
  if (order.status !== 'open') return refuse('order-not-open')
  if (order.validation) return refuse('validation-under-way')
  const course = courseOf(order, context)
  const line = sameLine(order, priced)
  const raised = line ? line.quantity + priced.quantity : 0
  if (line && raised <= QUANTITY_MAX) {
    const changed = quantity(raised)
    if (isTooDear(order, line, { ...line, quantity: changed })) return refuse('lines-at-limit')
    course.then(quantityChanged(line, changed, context))
  } else {
    const added = newLine(order, priced, context)
    if (order.lines.length >= LINES_MAX || isTooDear(order, null, added))
      return refuse('lines-at-limit')
    course.then({ type: 'LineAdded', line: added })
  }
  forgetMisreads(order, course)
  if (order.lines.length === 0) tellCouponService(course, 'open', context)
  return ok(course.events)
}

/**
 * A line already on the order that one more piece belongs to. A discount of the line's own was given to the
 * pieces the cashier saw (one damaged pack), so further pieces stand on a line of their own. So does every
 * piece whose code says what it weighs or costs.
 */
function sameLine(order: Order, { item, price, carried }: Priced): Line | undefined {
  if (item.unit !== 'each' || item.price === null || carried !== undefined) return undefined
  const { storeDiscounts } = order
  const fitting = linesOfItem(item.sku, order).filter(
    (line) =>
      line.carried === undefined &&
      !line.sent &&
      line.unitPrice === price &&
      line.taxRate === item.taxRate &&
      !storeDiscounts.some((one) => one.lineId === line.id),
  )
  if (fitting.length <= 1) return fitting[0]
  // A discount that was taken off again leaves two of them: the upper one.
  const all = new Set(fitting)
  return order.lines.find((line) => all.has(line))
}

function newLine(order: Order, priced: Priced, context: Context): Omit<Line, 'voided' | 'sent'> {
  const { item, price: unitPrice, quantity: amount, unit = item.unit, carried } = priced
  const { sku, name, category, taxRate, barcodes } = item
  const frozen = { sku, name, category, unit, taxRate, barcodes, unitPrice, quantity: amount }
  const added = context.storePromotions ? { addedAt: context.at } : {}
  const line = { id: context.newId(), ref: nextLineRef(order), ...frozen, ...added }
  return carried === undefined ? line : { ...line, carried }
}

/** A misread row leaves with the next good scan: the cashier has scanned it again. */
function forgetMisreads(order: Order, course: Course): void {
  for (const scan of order.unresolved) {
    if (scan.misread) course.then({ type: 'UnresolvedScanRemoved', scanId: scan.id })
  }
}

function editableLine(
  order: Order,
  lineId: string,
): Line | 'order-not-open' | 'validation-under-way' | 'line-unknown' | 'line-already-voided' {
  if (order.status !== 'open') return 'order-not-open'
  if (order.validation) return 'validation-under-way'
  const line = order.lines.find((each) => each.id === lineId)
  if (!line) return 'line-unknown'
  return line.voided ? 'line-already-voided' : line
}

function priceOf(
  item: CatalogItem,
  asked: number | undefined,
): Money | 'price-missing' | 'price-not-open' | 'price-invalid' {
  if (item.price !== null) return asked === undefined ? item.price : 'price-not-open'
  if (asked === undefined) return 'price-missing'
  return isPrice(asked) ? money(asked) : 'price-invalid'
}

function isPrice(amount: number): boolean {
  return Number.isSafeInteger(amount) && amount >= 0 && amount <= MONEY_MAX / 10_000
}

function fitsUnit(unit: Line['unit'], amount: number): boolean {
  const inRange = Number.isSafeInteger(amount) && amount > 0 && amount <= QUANTITY_MAX
  return inRange && (unit !== 'each' || isWhole(quantity(amount)))
}

/** Whether the goods would cost more than the terminal can add up, with this line as it would be. */
function isTooDear(
  order: Order,
  before: Line | null,
  changed: Pick<Line, 'unitPrice' | 'quantity'>,
): boolean {
  const { subtotal } = goodsOf(order.lines, order.terms)
  const gone = before === null || before.voided ? 0 : priceFor(before.unitPrice, before.quantity)
  // No amount yet: it may be beyond any.
  return subtotal - gone + (changed.unitPrice * changed.quantity) / ONE > GROSS_MAX
}
