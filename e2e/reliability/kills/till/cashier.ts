/*
 * What a cashier who never pauses does next, read off the screen: every order has its own plan, made of its
 * number, so that a sale that was cut off goes on as it was begun.
 */
import type { WindowCommand } from '../../../../shared/order/commands'
import type { Effect } from '../../../../shared/order/effect'
import type { Order } from '../../../../shared/order/order'
import { Chance } from '../../../../shared/order/testing/chance'
import type { TillView } from '../../../../shared/order/till-view'

/** What a customer buys whose receipt is of another day. */
export const INSTEAD: WindowCommand = { type: 'EnterCode', code: '400001102312' }

const GOODS = ['400001102312', '400001203019', '400001304037', '400001102459']
/** The customer whose wallet has a coupon for the dog food and a store promotion. */
const PHONE = '2065550142'
const CODE = 'SPRING5'
const STORE_PROMOTION = '70311'

/** What is to become of an order. */
type Plan = {
  readonly goods: readonly string[]
  readonly code: boolean
  readonly customer: boolean
  readonly storePromotion: boolean
  readonly pays: 'cash' | 'card' | 'cash and card' | 'two cash'
  /** The receipt that the customer has brought, and how much of its sale comes back. */
  readonly returns: { readonly ref: string; readonly all: boolean } | null
}

/** Every so manieth customer comes back with the receipt of the sale before. */
const RETURN_EVERY = 4

function planOf(order: Order): Plan {
  const chance = new Chance(order.number * 7919)
  const more = Array.from({ length: chance.below(3) }, () => chance.among(GOODS, ''))
  return {
    goods: [GOODS[0] ?? '', GOODS[1] ?? '', ...more],
    code: chance.once(2),
    customer: chance.once(2),
    storePromotion: chance.once(2),
    pays: chance.among(['cash', 'cash', 'card', 'cash and card', 'two cash'] as const, 'cash'),
    returns:
      order.number % RETURN_EVERY === 0 ? { ref: refBefore(order), all: chance.once(2) } : null,
  }
}

function refBefore({ ref, number }: Order): string {
  return `${ref.slice(0, -4)}${String(number - 1).padStart(4, '0')}`
}

/** The next command; null while there is nothing to do but wait. */
export function nextCommand(view: TillView): WindowCommand | null {
  const { order } = view
  const stuck = order.effects.find(isStuckPaper)
  switch (order.status) {
    case 'open':
      return order.validation ? validating(order) : ordering(order)
    case 'paying':
      return order.validation ? validating(order) : paying(view)
    case 'paid':
    case 'closed':
      if (stuck) return { type: 'PrintReceipt', orderId: order.id }
      return { type: 'NewOrder' }
    case 'held':
    case 'cancelled':
      return { type: 'NewOrder' }
  }
}

/** A receipt that did not come out, or may not have. */
export function isStuckPaper(effect: Effect): boolean {
  return effect.status === 'needs-person' && effect.request.kind === 'receipt-print'
}

function validating({ validation }: Order): WindowCommand | null {
  return validation?.status === 'no-answer' ? { type: 'GiveUpValidation' } : null
}

function ordering(order: Order): WindowCommand | null {
  const plan = planOf(order)
  if (plan.returns && order.lines.length === 0) return returning(order, plan.returns)
  // The same goods again make one line of more pieces.
  const pieces = order.lines.reduce((all, line) => all + line.quantity / 1000, 0)
  const code = plan.goods[pieces]
  if (code !== undefined) return { type: 'EnterCode', code }
  const [promotion] = order.promotions
  if (promotion?.status === 'verifying') return null
  if (plan.code && !promotion) return { type: 'ApplyCode', code: CODE }
  if (order.customer?.status === 'looking') return null
  const known = order.customer?.status === 'matched'
  if (plan.customer && !known) return { type: 'SetCustomer', phone: PHONE }
  return { type: 'Pay' }
}

/** All of the sale, or one piece of its first line. */
function returning({ back }: Order, { ref, all }: NonNullable<Plan['returns']>): WindowCommand {
  if (!back?.sold) return { type: 'OpenReturn', ref }
  if (back.goods.length > 0) return { type: 'Pay' }
  const reason = 'changed-mind'
  const lineId = back.sold.lines[0]?.lineId ?? ''
  return all
    ? { type: 'TakeBackAll', reason }
    : { type: 'TakeBack', lineId, quantity: 1000, reason }
}

function paying(view: TillView): WindowCommand | null {
  const { order } = view
  const { payment } = order
  if (!payment) return null
  const plan = planOf(order)
  switch (payment.step) {
    case 'store-promotions': {
      const line = order.lines[1]
      const decided = payment.storePromotions.length > 0 || payment.skipped.length > 0
      if (plan.storePromotion && plan.customer && !decided && line) {
        return { type: 'ChooseStorePromotion', couponId: STORE_PROMOTION, lineId: line.id }
      }
      return { type: 'ContinuePayment' }
    }
    case 'coupons':
      return payment.authorization?.status === 'asking' ? null : { type: 'ContinuePayment' }
    case 'tender':
      return tendering(view, plan.pays)
  }
}

function tendering(view: TillView, pays: Plan['pays']): WindowCommand {
  const { payment } = view.order
  if (payment?.card) return { type: 'EndCard', paid: true }
  if (view.stillToPay === 0) return { type: 'FinishOrder' }
  if (view.stillToPay < 0) {
    const toCard = view.comesBack?.toCard ?? 0
    return toCard > 0 ? { type: 'BeginCard', amount: toCard } : { type: 'GiveBackCash' }
  }
  const isFirst = payment?.tenders.length === 0
  if (pays === 'card' || (pays === 'cash and card' && !isFirst)) {
    return { type: 'BeginCard', amount: view.stillToPay }
  }
  if (isFirst && pays !== 'cash') return { type: 'TakeCash', received: 1000 }
  return { type: 'TakeCash', received: view.cashToPay + 500 }
}
