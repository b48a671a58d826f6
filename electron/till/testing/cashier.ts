import type { Command } from '../../../shared/order/commands'
import type { Order } from '../../../shared/order/order'
import { stillToPay } from '../../../shared/order/decide-tender'
import type { Station } from './station'

const GOODS = [
  'bw-dog-chk-24',
  ...Array<string>(6).fill('bw-cat-sal-3'),
  'fw-rope-m',
  'pc-litter-14',
]

/**
 * A cashier who sells the running example to its end and goes by what the screen shows, so that they can go
 * on after a start as they would at a counter. Null when there is nothing left to do.
 */
export function nextStep(order: Order): Command | null {
  switch (order.status) {
    case 'open':
      return openStep(order)
    case 'paying':
      return payingStep(order)
    case 'paid':
      return afterSale(order)
    default:
      return null
  }
}

/** Sells to the end, or until the process dies. */
export async function sell(station: Station): Promise<void> {
  for (let steps = 0; steps < 60 && station.journal.isAlive; steps += 1) {
    const step = nextStep(station.order)
    if (step) {
      const ran = station.till.run(step)
      if (!ran.ok) throw new Error(`${step.type}: ${ran.error.code}`)
      await station.timers.settle()
    } else if (station.order.status === 'closed') {
      return
    } else {
      await station.timers.pass(1_000)
    }
  }
}

/** Sells until the order has come so far. */
export async function sellUntil(
  station: Station,
  isThere: (order: Order) => boolean,
): Promise<void> {
  for (let steps = 0; steps < 200 && !isThere(station.order); steps += 1) {
    const step = nextStep(station.order)
    if (step) await station.run(step)
    else await station.timers.pass(100)
  }
}

/** Whether the order is at the tenders. */
export function isAtTender(order: Order): boolean {
  return order.payment?.step === 'tender'
}

/** Whether the order is paid. */
export function isPaid(order: Order): boolean {
  return order.sale !== null
}

function openStep(order: Order): Command | null {
  const pieces = order.lines.reduce((all, line) => all + line.quantity / 1000, 0)
  const sku = GOODS[pieces]
  if (sku !== undefined) return { type: 'AddItem', sku }
  const litter = order.lines.find((line) => line.sku === 'pc-litter-14')
  if (litter && order.storeDiscounts.length === 0) {
    return { type: 'AddStoreDiscount', ruleId: 'damaged', lineId: litter.id }
  }
  if (order.promotions.length === 0) return { type: 'ApplyCode', code: 'SPRING5' }
  if (order.promotions.some((one) => one.status === 'verifying') || order.validation) return null
  if (order.customer?.status === 'looking') return null
  if (order.customer?.status !== 'matched') return { type: 'SetCustomer', phone: '2065550142' }
  return { type: 'Pay' }
}

function payingStep(order: Order): Command | null {
  const { payment } = order
  if (!payment || order.validation) return null
  switch (payment.step) {
    case 'store-promotions': {
      const toy = order.lines.find((line) => line.sku === 'fw-rope-m')
      return payment.storePromotions.length === 0 && toy
        ? { type: 'ChooseStorePromotion', couponId: '70311', lineId: toy.id }
        : { type: 'ContinuePayment' }
    }
    case 'coupons':
      return payment.authorization?.status === 'asking' ? null : { type: 'ContinuePayment' }
    case 'tender':
      return tenderStep(order, payment)
  }
}

/** Part by card, the rest in cash. */
function tenderStep(order: Order, payment: NonNullable<Order['payment']>): Command {
  if (payment.card) return { type: 'EndCard', paid: true }
  return payment.tenders.length === 0
    ? { type: 'BeginCard', amount: 3_334 }
    : { type: 'TakeCash', received: stillToPay(order) + 1_000 }
}

/** Looks after the paper; everything else goes out by itself. */
function afterSale(order: Order): Command | null {
  const asks = order.effects.find(
    (effect) => effect.request.kind === 'receipt-print' && effect.status === 'needs-person',
  )
  return asks ? { type: 'PrintReceipt', orderId: order.id } : null
}
