import { add, negate, subtract, sum, ZERO, type Money } from '../money'
import { figureOf } from '../order/comes-back'
import { hasGoodsBack } from '../order/goods-back'
import type { NearPromotion } from '../order/near-promotions'
import type { Line, Order } from '../order/order'
import type { DiscountTotal, Totals } from '../order/sale'
import type { GoodsBack } from '../order/sold'
import type { TillView } from '../order/till-view'
import type { Quantity } from '../quantity'

/** How the shop is named and how it writes its amounts. */
export type CustomerShop = {
  readonly store: string
  readonly locale: string
  readonly currency: string
}

/**
 * What the customer may see of a sale, and nothing else: no notes, no codes, no telephone number, no debts.
 * Its size does not grow with the order.
 */
export type CustomerView = {
  readonly shop: CustomerShop
  readonly scene: CustomerScene
}

/** The things a customer's display says. `test`: the Devices screen asks whether it can be read. */
export type CustomerScene =
  | { readonly status: 'welcome' }
  | { readonly status: 'test' }
  | ({ readonly status: 'order' } & CustomerOrder)
  | ({ readonly status: 'payment' } & CustomerOrder & {
        readonly tendered: Money
        readonly stillToPay: Money
      })
  | {
      readonly status: 'thanks'
      /** What was paid, cash rounding included. */
      readonly total: Money
      readonly tendered: Money
      readonly change: Money
      readonly saved: Money
      /** What was saved by each promotion, discount and coupon; absent where nothing was. */
      readonly savings?: readonly CustomerDiscount[]
      /** What the names without room saved together; absent where there are none. */
      readonly otherSavings?: Money
      /** What the customer got back for goods that came back, instead of change. */
      readonly givenBack?: Money
    }

/** The order as the customer follows it. */
export type CustomerOrder = {
  /** The last lines, at most LINES_MAX; the one touched last stands last, wherever it is on the order. */
  readonly lines: readonly CustomerLine[]
  /** Lines that are not among them. */
  readonly earlier: number
  readonly pieces: Quantity | 0
  /** Every promotion, discount and coupon over all lines; beyond DISCOUNTS_MAX the smaller ones are one sum without a name. */
  readonly discounts: readonly CustomerDiscount[]
  readonly otherDiscounts: Money
  readonly subtotal: Money
  /** Tax on top of the prices; null where prices include it. */
  readonly tax: Money | null
  /** Every discount and coupon together. */
  readonly saved: Money
  /** What would save more, at most HINTS_MAX; absent where nothing would. */
  readonly hints?: readonly CustomerHint[]
  /** What goods that come back count for; absent where none do. */
  readonly returned?: Money
  /** It is for a coupon that came late, and no goods come back. */
  readonly isLate?: true
  /** Less what comes back; below zero the customer gets it. */
  readonly total: Money
}

/** A line of the order. */
export type CustomerLine = {
  readonly id: string
  readonly name: string
  readonly quantity: Quantity
  readonly unit: Line['unit']
  readonly unitPrice: Money
  /** Below zero for goods that come back: what the customer paid for them. */
  readonly price: Money
  /** What is taken off this line alone. */
  readonly discounts: readonly CustomerDiscount[]
}

/** A discount by its name, as a positive amount. */
export type CustomerDiscount = { readonly name: string; readonly amount: Money }

/**
 * Something the customer may want to do: it was tried out, and saves so much. Never a reason why not, which is
 * between the cashier and the customer.
 */
export type CustomerHint = { readonly saves: Money } & (
  | { readonly kind: 'goods'; readonly pieces: number; readonly name: string }
  | { readonly kind: 'spend'; readonly amount: Money }
)

/** Lines a customer is shown at most. */
export const LINES_MAX = 10

/** Discounts of one line, or of the order, that are shown by name. */
export const DISCOUNTS_MAX = 4

/** Hints a customer is given at once: more would be a leaflet. */
export const HINTS_MAX = 2

/** Longer names are no use on a display and would only travel. */
const NAME_LENGTH_MAX = 80

/**
 * Makes what the customer sees.
 * @param touchedId  the line touched last, as `touchedLine` answers it; null when nobody knows
 * @param near       what is near the order, the best first
 */
export function customerView(
  view: TillView,
  shop: CustomerShop,
  touchedId: string | null,
  near: readonly NearPromotion[] = [],
): CustomerView {
  return { shop, scene: sceneOf(view, touchedId, near) }
}

/**
 * The line touched last: added, or its quantity raised. A scan of something already on the order raises a
 * line far up, and it is that line the customer looks for.
 * @param before  the order as it was; null, or another order, at the beginning
 * @param last    what this answered before
 */
export function touchedLine(
  before: Order | null,
  order: Order,
  last: string | null,
): string | null {
  if (before === null || before.id !== order.id) return order.lines.at(-1)?.id ?? null
  if (before.lines === order.lines) return last
  const from = order.lines.findIndex((line, index) => line !== before.lines[index])
  if (from < 0) return last
  const known = new Map(before.lines.slice(from).map((line) => [line.id, line]))
  const touched = order.lines.slice(from).filter((line) => {
    const was = known.get(line.id)
    return !line.voided && (was === undefined || was.voided || was.quantity < line.quantity)
  })
  return touched.at(-1)?.id ?? last
}

function sceneOf(
  view: TillView,
  touchedId: string | null,
  near: readonly NearPromotion[],
): CustomerScene {
  const { order } = view
  switch (order.status) {
    case 'open':
      return hasLines(order)
        ? { status: 'order', ...customerOrder(view, touchedId), ...hintsOf(near) }
        : { status: 'welcome' }
    case 'paying':
      return payingScene(view, touchedId)
    case 'paid':
    case 'closed':
      return thanksScene(order)
    case 'held':
    case 'cancelled':
      return { status: 'welcome' }
  }
}

/** Until the tenders, coupons may still change what is due: the customer goes on seeing the order. */
function payingScene(view: TillView, touchedId: string | null): CustomerScene {
  const { order, stillToPay } = view
  const seen = customerOrder(view, touchedId)
  if (order.payment?.step !== 'tender') return { status: 'order', ...seen }
  const tendered = sum(order.payment.tenders.map((tender) => tender.amount))
  return { status: 'payment', ...seen, tendered, stillToPay }
}

function thanksScene(order: Order): CustomerScene {
  const { sale } = order
  if (sale === null) return { status: 'welcome' }
  const tendered = sum(sale.tenders.map((tender) => tender.received))
  const { due: total, change, saved } = sale
  const given = sum((sale.back?.refunds ?? []).map((one) => one.amount))
  const back = total < 0 ? { givenBack: given } : {}
  return { status: 'thanks', total, tendered, change, saved, ...savedBy(sale.totals), ...back }
}

/** Each name with what it saved, as far as there is room. */
function savedBy(totals: Totals): Pick<Thanks, 'savings' | 'otherSavings'> {
  const { named, others } = savingsOf(totals)
  if (named.length === 0) return {}
  return others === 0 ? { savings: named } : { savings: named, otherSavings: others }
}

type Thanks = Extract<CustomerScene, { readonly status: 'thanks' }>

/** The best that goods or money would bring, where an amount can be named. */
function hintsOf(near: readonly NearPromotion[]): { readonly hints?: readonly CustomerHint[] } {
  const hints = near.flatMap(({ missing, saves }): readonly CustomerHint[] => {
    if (saves === null || saves <= 0) return []
    if (missing.code === 'spend-missing') {
      // What counts for some goods alone could be spent on others.
      return missing.onAll ? [{ kind: 'spend', amount: missing.amount, saves }] : []
    }
    if (missing.code !== 'goods-missing') return []
    const [goods, ...others] = missing.goods
    if (goods?.of.kind !== 'item' || others.length > 0) return []
    return [{ kind: 'goods', pieces: goods.pieces, name: shortened(goods.of.name), saves }]
  })
  return hints.length === 0 ? {} : { hints: hints.slice(0, HINTS_MAX) }
}

function hasLines(order: Order): boolean {
  return order.lines.some((line) => !line.voided) || hasGoodsBack(order)
}

function customerOrder(view: TillView, touchedId: string | null): CustomerOrder {
  const { order, totals, comesBack } = view
  const back = (order.back?.goods ?? []).slice(-LINES_MAX).map(lineBack)
  const all = shownLines(order, touchedId)
  const shown =
    back.length === 0 ? all : all.slice(Math.max(0, all.length + back.length - LINES_MAX))
  const { named, others } = savingsOf(totals)
  return {
    lines: [...back, ...shown.map((line) => customerLine(line, totals))],
    earlier: totals.lines.length - shown.length,
    pieces: totals.pieces,
    discounts: named,
    otherDiscounts: others,
    subtotal: totals.subtotal,
    tax: order.terms.pricesIncludeTax ? null : totals.tax,
    saved: add(totals.discount, totals.coupons),
    ...(comesBack === null || comesBack.credit === 0 ? {} : { returned: comesBack.credit }),
    ...((order.back?.late ?? []).length === 0 ? {} : { isLate: true }),
    total: figureOf(view),
  }
}

/** The last lines before the one touched last, and it. */
function shownLines(order: Order, touchedId: string | null): readonly Line[] {
  const touched = order.lines.find((line) => line.id === touchedId && !line.voided)
  const shown: Line[] = touched === undefined ? [] : [touched]
  for (let index = order.lines.length - 1; index >= 0 && shown.length < LINES_MAX; index -= 1) {
    const line = order.lines[index]
    if (line && !line.voided && line !== touched) shown.unshift(line)
  }
  if (touched === undefined) return shown
  return [...shown.filter((line) => line !== touched), touched]
}

function customerLine(line: Line, totals: Totals): CustomerLine {
  const discounts = totals.discounts.filter((one) => one.amount > 0 && one.lineId === line.id)
  return {
    id: line.id,
    name: shortened(line.name),
    quantity: line.quantity,
    unit: line.unit,
    unitPrice: line.unitPrice,
    price: grossOf(line, totals),
    discounts: largest(discounts).map(customerDiscount),
  }
}

/** Goods that come back, with what was paid for them. */
function lineBack({ id, name, quantity, unit, unitPrice, refund }: GoodsBack): CustomerLine {
  const price = negate(refund)
  return { id, name: shortened(name), quantity, unit, unitPrice, price, discounts: [] }
}

/** Looked for from the end, where the lines that are shown mostly stand. */
function grossOf(line: Line, { lines }: Totals): Money {
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const each = lines[index]
    if (each?.lineId === line.id) return each.gross
  }
  return ZERO
}

/** What each name saved over all lines, and what the names without room saved together. */
function savingsOf({ discounts }: Pick<Totals, 'discounts'>): {
  readonly named: readonly CustomerDiscount[]
  readonly others: Money
} {
  const byName = new Map<string, CustomerDiscount>()
  for (const discount of discounts) {
    const { name, amount } = customerDiscount(discount)
    if (amount > 0)
      byName.set(name, { name, amount: add(byName.get(name)?.amount ?? ZERO, amount) })
  }
  const all = [...byName.values()]
  const named = largest(all)
  const saved = sum(all.map((one) => one.amount))
  return { named, others: subtract(saved, sum(named.map((one) => one.amount))) }
}

/** The largest few, in the order in which they were given. */
function largest<T extends { readonly amount: Money }>(discounts: readonly T[]): readonly T[] {
  if (discounts.length <= DISCOUNTS_MAX) return discounts
  const first = [...discounts].sort((a, b) => b.amount - a.amount).slice(0, DISCOUNTS_MAX)
  return discounts.filter((one) => first.includes(one))
}

function customerDiscount({ name, amount }: DiscountTotal): CustomerDiscount {
  return { name: shortened(name), amount }
}

function shortened(name: string): string {
  return name.length <= NAME_LENGTH_MAX ? name : `${name.slice(0, NAME_LENGTH_MAX - 1)}…`
}
