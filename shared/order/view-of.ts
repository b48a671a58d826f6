import { assert } from '../assert'
import { at } from '../lists'
import { money, most, subtract, sum, ZERO, type Money } from '../money'
import { originalOf, receiptOf } from '../receipt/sale'
import { comesBackOf, needsManager, type ComesBack } from './comes-back'
import type { Context } from './context'
import { currentOf } from './decide'
import { stillToPay } from './decide-tender'
import type { Effect } from './effect'
import { creditOf, hasGoodsBack } from './goods-back'
import type { Order } from './order'
import { hasEnded, promisesOf, type TillState } from './till-state'
import type { BlockedReason, HeldRow, OwedRow, SavingTrouble, TillView } from './till-view'
import { roundedForCash, totalsOf } from './totals'
import { offerOn } from './unverified'

/** What the view needs of the world: the shop with its rules for returns, its promotions, and the time. */
export type Shown = Pick<Context, 'shop' | 'returns' | 'at' | 'storePromotions' | 'offline'>

/** Builds the view the window shows. Null only before the first order is opened. */
export function viewOf(
  state: TillState,
  revision: number,
  moment: Shown,
  trouble: SavingTrouble | null,
): TillView | null {
  const order = currentOf(state)
  if (!order) return null
  const totals = order.sale?.totals ?? totalsOf(order)
  const due = order.sale ? ZERO : stillToPay(order, totals)
  const comesBack = comesBackOf(order, due, moment)
  const others = [...state.orders.values()]
  return {
    revision,
    order,
    totals,
    blocked: blockedReasons(order, comesBack),
    ...offeredOn(state, order, moment),
    stillToPay: due,
    cashToPay: roundedForCash(due, order.terms.cashRounding),
    comesBack,
    receipt: order.sale ? (originalOf(order) ?? receiptOf(order, moment.shop)) : null,
    held: others.filter((one) => one.status === 'held').map(heldRow),
    owed: others.flatMap(owedRows),
    owedToday: state.settled.map((row) => ({ ...row, ...about(row.effect) })),
    trouble,
  }
}

/** What the shop's rule lets the cashier give without the provider's word. */
function offeredOn(
  state: TillState,
  order: Order,
  { offline, at: now }: Pick<Shown, 'offline' | 'at'>,
): Pick<TillView, 'offer'> {
  if (offline === undefined) return {}
  const offer = offerOn(order, { offline, at: now, ...promisesOf(state) })
  return offer === null ? {} : { offer }
}

function blockedReasons(order: Order, comesBack: ComesBack | null): readonly BlockedReason[] {
  if (order.status !== 'open') return []
  const reasons: BlockedReason[] = []
  const verifying = order.promotions.filter((one) => one.status === 'verifying').length
  const coupons = order.unresolved.filter((scan) => scan.coupon !== undefined).length
  const scans = order.unresolved.length - coupons
  if (scans > 0) reasons.push({ code: 'unresolved-scans', count: scans })
  if (coupons > 0) reasons.push({ code: 'coupons-waiting', count: coupons })
  const isEmpty = order.lines.every((line) => line.voided) && !hasGoodsBack(order)
  if (isEmpty) reasons.push({ code: 'nothing-to-pay', count: 0 })
  if (verifying > 0) reasons.push({ code: 'promotion-being-checked', count: verifying })
  if (order.validation) reasons.push({ code: 'validating', count: 1 })
  const isLate = (order.back?.late ?? []).length > 0
  if (needsManager(comesBack)) {
    reasons.push({ code: isLate ? 'late-coupon-manager' : 'manager-needed', count: 1 })
  }
  return reasons
}

/** An order that is held does not change, so its row is worked out once. */
const HELD_ROWS = new WeakMap<Order, HeldRow>()

function heldRow(order: Order): HeldRow {
  const known = HELD_ROWS.get(order)
  if (known) return known
  const row = heldRowOf(order)
  HELD_ROWS.set(order, row)
  return row
}

function heldRowOf(order: Order): HeldRow {
  const totals = totalsOf(order)
  const lines = order.lines.filter((line) => !line.voided)
  assert(order.heldFor !== null, 'A held order says what it is held for')
  return {
    orderId: order.id,
    number: order.number,
    ref: order.ref,
    heldFor: order.heldFor,
    heldAt: order.changedAt,
    cashier: order.cashier,
    pieces: totals.pieces,
    total: subtract(totals.total, creditOf(order.back, order.terms.cashRounding).all),
    currency: order.terms.currency,
    phoneMasked: order.customer?.phoneMasked ?? null,
    lines: lines.map((line, place) => ({
      name: line.name,
      quantity: line.quantity,
      total: at(totals.lines, place).gross,
    })),
    promotions: order.promotions.map(({ name, amount }) => ({ name, amount })),
    unresolved: order.unresolved.length,
  }
}

/** What is owed to providers; the drawer and the printer of the order on screen speak there, not here. */
function owedRows(order: Order): readonly OwedRow[] {
  const { id: orderId, number: orderNumber, ref: orderRef, cashier } = order
  return order.effects
    .filter((effect) => !hasEnded(effect))
    .map((effect) => ({ orderId, orderNumber, orderRef, effect, cashier, ...about(effect) }))
}

function about(effect: Effect): { readonly subject: string; readonly amount: Money } {
  const { request } = effect
  switch (request.kind) {
    case 'promotion-apply':
      return {
        subject: request.promotions.map((one) => one.name).join(', '),
        amount: sum(request.promotions.map((one) => one.amount)),
      }
    case 'promotion-verify': {
      const { promotion } = request
      const differs = effect.code === 'unverified-amount-differs'
      const amount = differs ? most(ZERO, money(Number(effect.message))) : promotion.amount
      return { subject: promotion.name, amount }
    }
    case 'promotion-void':
      return {
        subject: [...request.promotions, ...request.lost].map((one) => one.code).join(', '),
        amount: ZERO,
      }
    case 'coupon-capture':
    case 'coupon-reauthorize': {
      const { coupons } = request.reauthorize
      const isLost = effect.code === 'coupons-lost' && effect.message !== null
      const amount = isLost ? money(Number(effect.message)) : sum(coupons.map((one) => one.amount))
      return { subject: String(coupons.length), amount }
    }
    case 'coupon-release':
      return { subject: String(request.authorize.coupons.length), amount: ZERO }
    case 'store-promotion-redeem':
    case 'coupon-return':
      return { subject: request.title, amount: request.amount }
    case 'coupon-exception':
      return { subject: request.titles.join(', '), amount: ZERO }
    case 'order-message':
    case 'drawer-open':
    case 'receipt-print':
      return { subject: '', amount: ZERO }
  }
}
