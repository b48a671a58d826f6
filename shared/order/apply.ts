import { Bug, unreachable } from '../assert'
import { applyCustomer, type CustomerEvent } from './apply-customer'
import { applyEffect } from './apply-effects'
import { clockJumped } from './apply-clock'
import {
  applyLine,
  applyToLines,
  isOneLine,
  type LineEvent,
  type OneLineEvent,
} from './apply-lines'
import { applyManufacturerCoupon, type ManufacturerCouponEvent } from './apply-manufacturer-coupons'
import { applyPayment } from './apply-payment'
import { applyPromotion, type PromotionEvent } from './apply-promotions'
import { applyReturn, type ReturnEvent } from './apply-returns'
import type { EventOf, OrderEvent, OrderHappening } from './events'
import type { Note, Order } from './order'

/**
 * Folds one event into an order. Refuses nothing: what is on disk already happened.
 * @param order  null only for the order's first event
 * @throws Bug   the journal speaks of an order that was never opened, or totals that do not add up
 */
export function apply(order: Order | null, happening: OrderHappening): Order {
  const { event, at, orderId } = happening
  if (event.type === 'OrderOpened') return opened(event, orderId, at)
  if (order === null) throw new Bug(`${event.type} for an order that was never opened: ${orderId}`)
  return { ...applyEvent(order, event, at), changedAt: at }
}

/**
 * Folds everything that happened to one order, as `apply` does it one after the other: a long order is read
 * back without a copy of its lines for each of them.
 */
export function applyAll(happenings: Iterable<OrderHappening>): Order | null {
  let order: Order | null = null
  let onLines: OneLineEvent[] = []
  for (const happening of happenings) {
    const { event, at } = happening
    const before: Order | null = order
    if (before !== null && isOneLine(event)) {
      onLines.push(event)
      order = changedAt(before, at)
      continue
    }
    order = apply(before && withLines(before, onLines), happening)
    onLines = []
  }
  return order && withLines(order, onLines)
}

function changedAt(order: Order, at: number): Order {
  return { ...order, changedAt: at }
}

function withLines(order: Order, events: readonly OneLineEvent[]): Order {
  return events.length === 0 ? order : applyToLines(order, events)
}

/** Folds several events into one order. */
export function fold(order: Order, events: readonly OrderEvent[], at: number): Order {
  return events.reduce((now, event) => apply(now, { orderId: order.id, at, event }), order)
}

function opened(event: EventOf<'OrderOpened'>, orderId: string, at: number): Order {
  return {
    id: orderId,
    ref: event.ref,
    number: event.number,
    status: 'open',
    openedAt: at,
    changedAt: at,
    openedBusinessDate: event.businessDate,
    cashier: event.cashier,
    terms: event.terms,
    lines: [],
    unresolved: [],
    customer: null,
    storeDiscounts: [],
    promotions: [],
    manufacturerCoupons: [],
    validation: null,
    payment: null,
    back: null,
    heldFor: null,
    sale: null,
    effects: [],
    notes: [],
  }
}

type EventAfterOpening = Exclude<OrderEvent, EventOf<'OrderOpened'>>

/** What happens to an order up to the payment; the rest is in `applyLater`. */
function applyEvent(order: Order, event: EventAfterOpening, at: number): Order {
  switch (event.type) {
    case 'LineAdded':
    case 'LineQuantityChanged':
    case 'LinePriceChanged':
    case 'LineVoided':
    case 'LinePutBack':
    case 'LineSplit':
    case 'LinesSent':
    case 'ScanUnresolved':
    case 'UnresolvedScanRemoved':
    case 'StoreDiscountAdded':
    case 'StoreDiscountRemoved':
    case 'StorePromotionsSet':
      return applyLine(order, event)
    case 'CustomerLookupRequested':
    case 'CustomerMatched':
    case 'CustomerNotMatched':
    case 'CustomerLookupFailed':
    case 'CustomerRemoved':
    case 'CouponUsedElsewhere':
      return applyCustomer(order, event, at)
    case 'PromotionRequested':
    case 'PromotionVerified':
    case 'PromotionRefused':
    case 'PromotionRemoved':
    case 'PromotionAmountChanged':
    case 'PromotionsNotRechecked':
    case 'PromotionsAccepted':
    case 'PromotionGivenBack':
    case 'UnverifiedCodeGiven':
    case 'UncheckedCodesGiven':
    case 'CodeConfirmed':
    case 'RevalidationRequested':
    case 'RevalidationEnded':
    case 'RevalidationUnanswered':
      return applyPromotion(order, event, at)
    case 'ManufacturerCouponTaken':
    case 'ManufacturerCouponBlocked':
    case 'ManufacturerCouponApproved':
    case 'ManufacturerCouponRemoved':
      return applyManufacturerCoupon(order, event)
    case 'ReturnOpened':
    case 'ReturnDropped':
    case 'GoodsTakenBack':
    case 'GoodsKept':
    case 'CodeBackChosen':
    case 'ReturnApproved':
      return applyReturn(order, event)
    default:
      return applyLater(order, event, at)
  }
}

type LaterEvent = Exclude<
  EventAfterOpening,
  LineEvent | CustomerEvent | PromotionEvent | ManufacturerCouponEvent | ReturnEvent
>

/** Payment, what is owed, and the life of the order itself. */
function applyLater(order: Order, event: LaterEvent, at: number): Order {
  switch (event.type) {
    case 'PaymentStarted':
    case 'PaymentAbandoned':
    case 'PaymentStepReached':
    case 'StorePromotionChosen':
    case 'StorePromotionSkipped':
    case 'CouponAuthorizationRequested':
    case 'CouponsAuthorized':
    case 'CouponAuthorizationFailed':
    case 'CouponsLetGo':
    case 'CardPaymentRequested':
    case 'CardPaymentDropped':
    case 'TenderAdded':
    case 'TenderUndone':
    case 'CashRounded':
    case 'RefundGiven':
    case 'OrderPaid':
      return applyPayment(order, event, at)
    case 'EffectOwed':
    case 'EffectStarted':
    case 'EffectPostponed':
    case 'EffectNeedsPerson':
    case 'EffectRetried':
    case 'EffectClosed':
    case 'EffectOverdue':
    case 'DrawerOpened':
    case 'ReceiptPrinted':
    case 'PromotionsApplied':
    case 'PromotionsVoided':
    case 'CodeVerified':
    case 'CouponsCaptured':
    case 'CouponsReauthorized':
    case 'CouponsReleased':
    case 'StorePromotionRedeemed':
    case 'CouponReturned':
    case 'OrderReported':
      return applyEffect(order, event, at)
    case 'OrderHeld':
      return { ...order, status: 'held', heldFor: event.heldFor, notes: [] }
    case 'OrderResumed':
      return { ...order, status: 'open', heldFor: null }
    case 'OrderCancelled':
      return { ...order, status: 'cancelled', validation: null, payment: null }
    case 'OrderClosed':
      return { ...order, status: 'closed' }
    case 'ClockJumped':
      return clockJumped(order, event)
    case 'NoteAdded':
      return { ...order, notes: [...order.notes, event.note], ...refusedWith(order, event.note) }
    case 'NoteDismissed':
      return { ...order, notes: order.notes.filter((note) => note.id !== event.noteId) }
    default:
      return unreachable(event)
  }
}

/** Refused codes that are remembered, for the question why. */
const REFUSED_MAX = 5

function refusedWith(order: Order, note: Note): Pick<Order, 'refusedCodes'> {
  const code = aboutCode(note)
  if (note.tone !== 'error' || code === null) return {}
  const others = (order.refusedCodes ?? []).filter((one) => aboutCode(one) !== code)
  return { refusedCodes: [...others, note].slice(-REFUSED_MAX) }
}

/** The code a note is about; of one that was taken off, the name. */
function aboutCode({ values }: Note): string | null {
  return values['code'] ?? values['name'] ?? null
}
