import { assert } from '../assert'
import { gtinCandidates } from '../barcode/gtin'
import { money, MONEY_MAX, subtract } from '../money'
import {
  NO_COUPON_RULES,
  type CouponGoods,
  type CouponMoment,
  type PresentedCoupon,
} from '../promotions/manufacturer-coupon'
import { serialOf } from '../promotions/manufacturer-coupon-terms'
import { judgeCoupons } from '../promotions/manufacturer-coupons'
import { ok, refuse } from '../result'
import type { WindowCommand } from './commands'
import { today, type Context, type OrderDecision } from './context'
import { blockedEvents, takenEvents } from './coupon-events'
import { settleLateCoupons } from './decide-late-coupons'
import type { OrderEvent } from './events'
import { keptText } from './kept-text'
import type { Order, TakenCoupon, UnresolvedScan } from './order'
import { serialsOn, type TillState } from './till-state'
import { totalsOf } from './totals'

/** A manager vouches for what cannot be checked here; with the decision the coupon is judged anew. */
export function decideApproveManufacturerCoupon(
  order: Order,
  command: Extract<WindowCommand, { readonly type: 'ApproveManufacturerCoupon' }>,
  context: Context,
): OrderDecision {
  if (order.status !== 'open') return refuse('order-not-open')
  if (order.validation) return refuse('validation-under-way')
  const { couponId, lineId, amount } = command
  const coupon = order.unresolved.find((one) => one.id === couponId)?.coupon
  const why = coupon?.why
  if (why?.outcome !== 'needs-manager') return refuse('coupon-unknown')
  const sold = coupon?.late ? order.back?.sold?.lines : undefined
  const isSold = sold?.some((one) => one.lineId === lineId) ?? false
  const line = coupon?.late ? undefined : order.lines.find((one) => one.id === lineId)
  if (lineId !== null && !line && !isSold) return refuse('line-unknown')
  if (line?.voided) return refuse('line-already-voided')
  if (why.wantsLine && lineId === null) return refuse('discount-needs-line')
  if (why.wantsAmount && !isAmount(amount)) return refuse('amount-invalid')
  if (!context.approvals) return refuse('approval-unavailable')
  if (context.approver === null) return refuse('approval-needed')
  const worth = why.wantsAmount && amount !== undefined ? money(amount) : null
  const reason = command.reason === undefined ? null : keptText(command.reason)
  const approval = { by: context.approver, lineId, amount: worth }
  return ok([{ type: 'ManufacturerCouponApproved', couponId, approval, reason }])
}

/** Takes a manufacturer coupon off the order again; the customer keeps the paper. */
export function decideRemoveManufacturerCoupon(order: Order, couponId: string): OrderDecision {
  if (order.status !== 'open') return refuse('order-not-open')
  if (order.validation) return refuse('validation-under-way')
  const taken = [...order.manufacturerCoupons, ...(order.back?.late ?? [])]
  const isThere = taken.some((one) => one.id === couponId)
  if (!isThere) return refuse('coupon-unknown')
  return ok([{ type: 'ManufacturerCouponRemoved', couponId }])
}

/**
 * Judges the manufacturer coupons of an order anew where something they depend on has changed: what becomes
 * applicable is taken, what is met no more waits again, and what takes off another amount is frozen anew. Once
 * money was taken nothing changes any more.
 * @param before  the order before the decision; null judges it whatever has changed
 */
export function settleManufacturerCoupons(
  state: TillState,
  orderId: string,
  before: Order | null,
  context: Context,
): readonly OrderEvent[] {
  const order = state.orders.get(orderId)
  if (!order || !isOpenForCoupons(order)) return []
  const { back, manufacturerCoupons } = order
  if (!hasManufacturerCoupons(order) && (back?.late ?? []).length === 0) return []
  const isSpent = spentElsewhere(state, order)
  // The two halves of an order are judged apart; one piece of paper counts on one of them.
  const besides = (taken: readonly TakenCoupon[]) => {
    const serials = new Set(taken.flatMap((one) => serialOf(one.coupon) ?? []))
    return (serial: string) => isSpent(serial) || serials.has(serial)
  }
  const moment = {
    businessDate: today(context),
    currency: order.terms.currency,
    rules: context.couponRules ?? NO_COUPON_RULES,
  }
  const own: CouponMoment = { ...moment, isSpent: besides(back?.late ?? []) }
  const late: CouponMoment = { ...moment, isSpent: besides(manufacturerCoupons) }
  return [
    ...settleOwn(order, before, own, context),
    ...settleLateCoupons(order, before, late, context),
  ]
}

/** The coupons for the goods of the order itself. */
function settleOwn(
  order: Order,
  before: Order | null,
  moment: CouponMoment,
  context: Context,
): readonly OrderEvent[] {
  const presented = presentedOn(order)
  if (presented.length === 0 || (before !== null && isSameForCoupons(before, order))) return []
  const judged = judgeCoupons(presented, couponGoodsOf(order), moment)
  return presented.flatMap((one) => {
    const judgement = judged.get(one.id)
    assert(judgement !== undefined, 'Every coupon is judged')
    if (judgement.outcome !== 'applies') return blockedEvents(order, one, judgement, context)
    const { amount, parts, uses } = judgement
    const before = order.manufacturerCoupons.find((other) => other.id === one.id)
    return takenEvents(before, { ...one, amount, parts, uses })
  })
}

/** Whether any manufacturer coupon was presented for an order. */
export function hasManufacturerCoupons({ manufacturerCoupons, unresolved }: Order): boolean {
  return manufacturerCoupons.length > 0 || unresolved.some((scan) => scan.coupon !== undefined)
}

/** The goods of an order as manufacturer coupons find them: after every other discount and coupon. */
function couponGoodsOf(order: Order): readonly CouponGoods[] {
  const totals = totalsOf({ ...order, manufacturerCoupons: NONE })
  const money = new Map(totals.lines.map((one) => [one.lineId, one]))
  return order.lines
    .filter((line) => !line.voided)
    .map(({ id: lineId, sku, barcodes, unit, quantity }) => {
      const of = money.get(lineId)
      assert(of !== undefined, 'Every line has its money')
      const worth = subtract(of.net, of.coupons)
      const gtins = barcodes.flatMap((code) => gtinCandidates(code))
      const { gross } = of
      return { lineId, sku, gtins, unit, quantity, gross, worth, left: worth, free: quantity }
    })
}

/** One and the same list, so that totals worked out without coupons are known again. */
const NONE: readonly TakenCoupon[] = []

/** Until the first money: then what the customer was told is what is charged. */
function isOpenForCoupons({ status, payment, validation }: Order): boolean {
  if (status === 'open') return validation === null
  return status === 'paying' && payment?.tenders.length === 0 && payment.card === null
}

/** Parts of an order that no coupon depends on; whatever else changes has the coupons judged anew. */
const NOTHING_TO_COUPONS: ReadonlySet<string> = new Set([
  'changedAt',
  'customer',
  'effects',
  'heldFor',
  'notes',
] satisfies readonly (keyof Order)[])

function isSameForCoupons(before: Order, after: Order): boolean {
  const was = new Map<string, unknown>(Object.entries(before))
  const now = Object.entries(after)
  const isSame = ([part, value]: readonly [string, unknown]) =>
    NOTHING_TO_COUPONS.has(part) || was.get(part) === value
  return was.size === now.length && now.every(isSame)
}

/** Everything presented, whether it counts or waits. */
function presentedOn(order: Order): readonly PresentedCoupon[] {
  const waiting = order.unresolved.flatMap((scan) =>
    scan.coupon && !scan.coupon.late
      ? [{ id: scan.id, code: scan.code, ...waitingOf(scan.coupon) }]
      : [],
  )
  const taken = order.manufacturerCoupons.map(({ id, code, coupon, approval }) => {
    return { id, code, coupon, approval }
  })
  return [...taken, ...waiting]
}

function waitingOf({ coupon, approval }: NonNullable<UnresolvedScan['coupon']>) {
  return { coupon, approval }
}

/** A serial number is used up by a paid order, and kept for another one that is under way. */
function spentElsewhere(state: TillState, order: Order): (serial: string) => boolean {
  const others = [...state.orders.values()].filter(
    (one) => one.id !== order.id && one.status !== 'cancelled',
  )
  const kept = new Set(others.flatMap(serialsOn))
  return (serial) => state.spentSerials.has(serial) || kept.has(serial)
}

function isAmount(amount: number | undefined): boolean {
  return amount !== undefined && Number.isSafeInteger(amount) && amount > 0 && amount <= AMOUNT_MAX
}

/** More than any coupon is worth: a barcode typed into the amount field must not become one. */
const AMOUNT_MAX = MONEY_MAX / 100_000
