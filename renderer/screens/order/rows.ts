import { ZERO, type Money } from '../../../shared/money'
import { couponName } from '../../../shared/promotions/manufacturer-coupon'
import { price } from '../../../shared/quantity'
import { enCoupons } from '../../text/en-coupons'
import { enOffline } from '../../text/en-offline'
import { enReturn } from '../../text/en-return'
import type { Line, Order, Promotion, TakenCoupon } from '../../../shared/order/order'
import type { GoodsBack, LateCoupon, OrderBack } from '../../../shared/order/sold'
import type { DiscountTotal, LineTotals, Totals } from '../../../shared/order/sale'

/** A discount under its line. */
export type UnderLine = {
  readonly id: string
  readonly name: string
  /** Positive. */
  readonly amount: Money
  /** PETZ pays for coupons, the store for the rest. */
  readonly tone: 'discount' | 'petz'
}

/** One row of the order's list. Plain data: equal rows of two views are the same row. */
export type OrderRow =
  | {
      readonly kind: 'line'
      readonly id: string
      readonly line: Line
      readonly gross: Money
      readonly under: readonly UnderLine[]
    }
  /** Goods that come back; what they count for, as a positive amount. */
  | { readonly kind: 'back'; readonly id: string; readonly goods: GoodsBack }
  | {
      readonly kind: 'whole'
      readonly id: string
      readonly name: string
      readonly code: string | null
      readonly amount: Money
      /** What a manufacturer coupon is on; absent on all others. */
      readonly goods?: string
      /** Null for a discount of the store's own. */
      readonly promotion: Pick<Promotion, 'id' | 'status' | 'notRechecked' | 'unverified'> | null
    }

/**
 * The rows of an order: its lines with what is taken off each, then what is taken off the whole.
 * @param before  the rows shown now; a line's row of them stays where nothing about it has changed
 */
export function rowsOf(
  order: Order,
  totals: Totals,
  before: readonly OrderRow[] = [],
): readonly OrderRow[] {
  const discounts = new Map(totals.discounts.map((one) => [one.discountId, one]))
  const unverified = unverifiedOf(order)
  // The money of the lines stands in their order, removed ones left out.
  let place = 0
  const lines = order.lines.map((line, index): OrderRow => {
    const next = totals.lines[place]
    const of = next?.lineId === line.id ? next : undefined
    if (of) place += 1
    const gross = of?.gross ?? price(line.unitPrice, line.quantity)
    const under = underLine(of, discounts, unverified)
    const was = before[index]
    const isSame = was?.kind === 'line' && was.line === line && was.gross === gross
    if (isSame && was.under.length + under.length === 0) return was
    return { kind: 'line', id: line.id, line, gross, under }
  })
  const own = order.storeDiscounts.filter((one) => one.lineId === null)
  const rules = totals.discounts.filter((one) => one.kind === 'order-rule')
  return [
    ...lines,
    ...rules.map((one): OrderRow => {
      const { discountId: id, name, amount } = one
      return { kind: 'whole', id, name, code: null, amount, promotion: null }
    }),
    ...own.map((one): OrderRow => {
      const amount = discounts.get(one.id)?.amount ?? ZERO
      return { kind: 'whole', id: one.id, name: one.name, code: null, amount, promotion: null }
    }),
    ...order.promotions.map((one) => promotionRow(one, discounts)),
    ...order.manufacturerCoupons.map((one) => couponRow(one, order, discounts)),
    ...(order.back?.goods ?? []).map((goods): OrderRow => ({ kind: 'back', id: goods.id, goods })),
    ...(order.back?.late ?? []).map((one) => lateRow(one, order.back)),
  ]
}

/** Heights in layout pixels, each with its line of separation (screens.md part 3). */
export const HEIGHT = { line: 53, under: 26, coupon: 34, tools: 60, whole: 52 } as const

/**
 * How high a row stands, so that nothing needs to be measured.
 * @param isMarked  under its line stands which coupon it is for
 */
export function heightOf(row: OrderRow, chosen: string | null, isMarked = false): number {
  if (row.kind === 'whole') return HEIGHT.whole
  if (row.kind === 'back') return HEIGHT.line + HEIGHT.under
  const tools = row.id === chosen && !row.line.voided ? HEIGHT.tools : 0
  const marked = isMarked ? HEIGHT.coupon : 0
  return HEIGHT.line + row.under.length * HEIGHT.under + marked + tools
}

/** Lines and pieces as the head of the order counts them; a weighed line counts as one. */
export function countsOf(order: Order): { readonly lines: number; readonly pieces: number } {
  const lines = order.lines.filter((line) => !line.voided)
  const pieces = lines.reduce(
    (sum, line) => sum + (line.unit === 'each' ? Math.max(1, Math.round(line.quantity / 1000)) : 1),
    0,
  )
  return { lines: lines.length, pieces }
}

/** The line an order gained or raised since before; null when none did, or on another order. */
export function touchedLine(before: Order | null, after: Order): string | null {
  if (before === null || before.id !== after.id || before.lines === after.lines) return null
  for (let index = after.lines.length - 1; index >= 0; index -= 1) {
    const line = after.lines[index]
    const old = before.lines[index]
    if (line === undefined || line === old) continue
    if (old === undefined || (old.id === line.id && line.quantity > old.quantity)) return line.id
  }
  return null
}

/** Kinds of discount that stand under their line; whole-order ones have rows of their own. */
const UNDER: ReadonlySet<DiscountTotal['kind']> = new Set([
  'item-rule',
  'store-discount',
  'store-promotion',
  'coupon',
])

const NOTHING: readonly UnderLine[] = []

function underLine(
  of: LineTotals | undefined,
  discounts: ReadonlyMap<string, DiscountTotal>,
  unverified: ReadonlySet<string>,
): readonly UnderLine[] {
  if (!of || of.shares.length === 0) return NOTHING
  return of.shares
    .filter((share) => UNDER.has(share.kind))
    .map((share): UnderLine => ({
      id: share.discountId,
      name: nameOf(discounts.get(share.discountId)?.name ?? '', unverified.has(share.discountId)),
      amount: share.amount,
      tone: share.kind === 'coupon' ? 'petz' : 'discount',
    }))
}

/** Store promotions of the wallet that were chosen without the service's word, and that it has not confirmed. */
function unverifiedOf({ payment, effects }: Order): ReadonlySet<string> {
  const uses = (payment?.storePromotions ?? []).filter((use) => use.unverified === true)
  const isSaid = (couponId: string) =>
    effects.some(
      ({ request, status }) =>
        request.kind === 'store-promotion-redeem' &&
        request.couponId === couponId &&
        status === 'delivered',
    )
  return new Set(uses.map((use) => use.couponId).filter((id) => !isSaid(id)))
}

function nameOf(name: string, isUnverified: boolean): string {
  return isUnverified ? enOffline.nameNotConfirmed(name) : name
}

function couponRow(
  { id, code, parts }: TakenCoupon,
  order: Order,
  discounts: ReadonlyMap<string, DiscountTotal>,
): OrderRow {
  const [only, ...others] = parts
  const line = order.lines.find((one) => one.id === only?.lineId)
  const goods =
    line && others.length === 0 ? enCoupons.on(line.name) : enCoupons.onLines(parts.length)
  const amount = discounts.get(id)?.amount ?? ZERO
  return { kind: 'whole', id, name: couponName(code), code: null, amount, goods, promotion: null }
}

/** A coupon that came late: what it gives back of the sale, with the tax that falls away. */
function lateRow({ id, code, late }: LateCoupon, back: OrderBack | null): OrderRow {
  const number = String(back?.sold?.number ?? '').padStart(4, '0')
  const goods = enReturn.late.ofSale(number)
  const { refund: amount } = late
  return { kind: 'whole', id, name: couponName(code), code: null, amount, goods, promotion: null }
}

function promotionRow(
  promotion: Promotion,
  discounts: ReadonlyMap<string, DiscountTotal>,
): OrderRow {
  const { id, status, notRechecked, code, unverified } = promotion
  return {
    kind: 'whole',
    id,
    name: promotion.name === '' ? code : promotion.name,
    code,
    amount: discounts.get(id)?.amount ?? ZERO,
    promotion: { id, status, notRechecked, ...(unverified ? { unverified } : {}) },
  }
}
