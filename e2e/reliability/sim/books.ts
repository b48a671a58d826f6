import type { AuthorizationGrant } from '../../../shared/order/answers'
import type { Effect, EffectKind, EffectRequest } from '../../../shared/order/effect'
import type { OrderEvent } from '../../../shared/order/events'
import type { TakenCoupon } from '../../../shared/order/order'
import type { Sale } from '../../../shared/order/sale'
import type { Refund } from '../../../shared/order/sold'
import type { Tender } from '../../../shared/order/tender'
import type { JournalRecord } from '../../../electron/journal/port'

/** What the journal says of one effect. */
export type EffectBook = {
  readonly id: string
  readonly orderId: string
  readonly request: EffectRequest
  readonly createdAt: number
  status: Effect['status']
  attempts: number
  delivered: number
  /** Running time since which it waits, is sent or asks for a person. */
  since: number
  dueAt: number
  code: string | null
  note: string | null
}

/** What has come back of one sale, added up by the auditor. */
export type ReturnsBook = {
  /** By line: thousandths, and the money of them. */
  readonly lines: Map<string, { quantity: number; gross: number; taken: number; tax: number }>
  /** Ids of coupons and codes that are free again. */
  readonly free: Set<string>
  /** Orders that took goods of it back. */
  readonly takers: OrderBook[]
  paidBack: number
  /** What went back to the card, and what went over to goods that were given in exchange. */
  toCard: number
  /** What a card had paid of goods that were exchanged for those of this sale. */
  cameOver: number
}

/** What the journal says of one order, folded by nobody's code but this. */
export type OrderBook = {
  readonly id: string
  readonly ref: string
  readonly number: number
  events: number
  sale: Sale | null
  status: 'unpaid' | 'paid' | 'closed' | 'cancelled'
  readonly tenders: Map<string, Tender>
  readonly refunds: Map<string, Refund>
  card: string | null
  readonly cards: Set<string>
  readonly effects: Map<string, EffectBook>
  readonly codes: Map<string, { readonly code: string; verified: boolean; gone: boolean }>
  readonly checks: Set<string>
  readonly lookUps: Set<string>
  readonly questions: Set<string>
  readonly grants: Map<string, AuthorizationGrant>
  /** The hold whose coupons are on the order. */
  grant: AuthorizationGrant | null
  /** The hold that is neither let go nor owed its capture. */
  held: string | null
  isPaying: boolean
  papers: number
  /** Thousandths by line, the removed ones too. */
  readonly quantities: Map<string, number>
  /** Coupons on paper that count on the order. */
  readonly paperCoupons: Map<string, TakenCoupon>
  /** What of this sale has come back. */
  readonly returns: ReturnsBook
  /** Running time of its last event. */
  touched: number
}

/** Reads the journal as an auditor would: every committed event once, in its order. */
export class Books {
  readonly orders = new Map<string, OrderBook>()
  readonly byRef = new Map<string, OrderBook>()
  readonly effects = new Map<string, EffectBook>()
  seq = 0
  lastNumber = 0
  /** Orders that were opened. */
  opened = 0
  lastReceipt = 0
  paid = 0
  cash = 0
  /** Store promotions given on paid orders: uses by consumer and coupon. */
  readonly given = new Map<string, number>()
  /** Papers with a serial number that a paid order has used up. */
  readonly serials = new Set<string>()

  /** The order of a record; opened here when it is the first of its order. */
  of(record: JournalRecord): OrderBook | null {
    const event = record.event as OrderEvent
    const known = this.orders.get(record.stream)
    if (known || event.type !== 'OrderOpened') return known ?? null
    const order: OrderBook = {
      id: record.stream,
      ref: event.ref,
      number: event.number,
      events: 0,
      sale: null,
      status: 'unpaid',
      tenders: new Map(),
      refunds: new Map(),
      card: null,
      cards: new Set(),
      effects: new Map(),
      codes: new Map(),
      checks: new Set(),
      lookUps: new Set(),
      questions: new Set(),
      grants: new Map(),
      grant: null,
      held: null,
      isPaying: false,
      papers: 0,
      quantities: new Map(),
      paperCoupons: new Map(),
      returns: {
        lines: new Map(),
        free: new Set(),
        takers: [],
        paidBack: 0,
        toCard: 0,
        cameOver: 0,
      },
      touched: 0,
    }
    this.orders.set(order.id, order)
    this.byRef.set(order.ref, order)
    return order
  }

  /** Writes one event down, after it was judged. */
  fold(order: OrderBook, event: OrderEvent, now: number): void {
    order.events += 1
    order.touched = now
    switch (event.type) {
      case 'OrderOpened':
        this.lastNumber = event.number
        this.opened += 1
        return
      case 'OrderPaid':
        order.sale = event.sale
        order.status = 'paid'
        this.lastReceipt = event.sale.receiptNumber
        this.paid += 1
        return
      case 'OrderClosed':
        order.status = 'closed'
        return
      case 'OrderCancelled':
        order.status = 'cancelled'
        order.isPaying = false
        return
      case 'CustomerLookupRequested':
        order.lookUps.add(event.customerRef)
        return
      case 'RevalidationRequested':
        order.checks.add(event.guid)
        return
      default:
        if (foldMoney(order, event) || foldGoods(order, event)) return
        if (foldCodes(order, event)) return
        this.#foldEffect(order, event, now)
    }
  }

  /** Leaves out an order that is over; what a late message may still name goes with it. */
  forget(order: OrderBook): void {
    this.orders.delete(order.id)
    this.byRef.delete(order.ref)
    for (const id of order.effects.keys()) this.effects.delete(id)
  }

  #foldEffect(order: OrderBook, event: OrderEvent, now: number): void {
    if (event.type === 'EffectOwed') {
      const { id, request, createdAt, status, dueAt } = event.effect
      const book: EffectBook = {
        id,
        request,
        createdAt,
        status,
        dueAt,
        orderId: order.id,
        since: now,
        attempts: event.effect.attempts,
        delivered: 0,
        code: null,
        note: null,
      }
      order.effects.set(id, book)
      this.effects.set(id, book)
      if (request.kind === 'receipt-print') order.papers += 1
      const settles = request.kind === 'coupon-capture' || request.kind === 'coupon-release'
      if (settles && request.authorizationId === order.held) order.held = null
      return
    }
    if (!('effectId' in event)) return
    const effect = this.effects.get(event.effectId)
    if (!effect) return
    if (event.type !== 'EffectPostponed' || effect.status !== 'waiting') effect.since = now
    switch (event.type) {
      case 'EffectStarted':
        effect.status = 'sending'
        effect.attempts += 1
        return
      case 'EffectPostponed':
        effect.status = 'waiting'
        effect.code = event.code
        effect.dueAt = event.dueAt
        return
      case 'EffectRetried':
        effect.status = 'waiting'
        return
      case 'EffectNeedsPerson':
        effect.status = 'needs-person'
        effect.code = event.code
        return
      case 'EffectClosed':
        effect.status = 'closed'
        effect.note = event.note
        return
      default:
        if (!DELIVERED.test(event.type)) return
        effect.status = 'delivered'
        effect.delivered += 1
    }
  }
}

/** The world has confirmed it. */
const DELIVERED =
  /^(DrawerOpened|ReceiptPrinted|Promotions(Applied|Voided)|CodeVerified|Coupons(Captured|Reauthorized|Released)|StorePromotionRedeemed|CouponReturned|OrderReported)$/

/** Whether nothing more can happen to an order. */
export function isOver(order: OrderBook): boolean {
  if (order.status !== 'closed' && order.status !== 'cancelled') return false
  for (const effect of order.effects.values()) {
    if (effect.status !== 'delivered' && effect.status !== 'closed') return false
  }
  return true
}

/** The effects of an order of one kind. */
export function effectsOf(
  order: OrderBook,
  ...kinds: readonly EffectKind[]
): readonly EffectBook[] {
  return [...order.effects.values()].filter((one) => kinds.includes(one.request.kind))
}

function foldMoney(order: OrderBook, event: OrderEvent): boolean {
  switch (event.type) {
    case 'CardPaymentRequested':
      order.card = event.tenderId
      order.cards.add(event.tenderId)
      return true
    case 'CardPaymentDropped':
      order.card = null
      return true
    case 'TenderAdded':
      if (order.card === event.tender.id) order.card = null
      order.tenders.set(event.tender.id, event.tender)
      return true
    case 'TenderUndone':
      order.tenders.delete(event.tenderId)
      return true
    case 'RefundGiven':
      if (order.card === event.refund.id) order.card = null
      order.refunds.set(event.refund.id, event.refund)
      return true
    default:
      return false
  }
}

function foldGoods(order: OrderBook, event: OrderEvent): boolean {
  switch (event.type) {
    case 'LineAdded':
      order.quantities.set(event.line.id, event.line.quantity)
      return true
    case 'LineQuantityChanged':
      order.quantities.set(event.lineId, event.quantity)
      return true
    case 'LineSplit':
      order.quantities.set(event.lineId, event.quantity)
      order.quantities.set(event.rest.id, event.rest.quantity)
      return true
    case 'ManufacturerCouponTaken':
      order.paperCoupons.set(event.coupon.id, event.coupon)
      return true
    case 'ManufacturerCouponBlocked':
    case 'ManufacturerCouponRemoved':
      order.paperCoupons.delete(event.couponId)
      return true
    default:
      return false
  }
}

function foldCodes(order: OrderBook, event: OrderEvent): boolean {
  switch (event.type) {
    case 'PromotionRequested':
      order.codes.set(event.promotionId, { code: event.code, verified: false, gone: false })
      return true
    case 'PromotionVerified':
    case 'PromotionRefused':
    case 'PromotionRemoved': {
      const code = order.codes.get(event.promotionId)
      if (code && event.type === 'PromotionVerified') code.verified = true
      else if (code) code.gone = true
      return true
    }
    case 'CouponAuthorizationRequested':
      order.questions.add(event.authRef)
      if (!event.renewal) order.grant = null
      return true
    case 'CouponsAuthorized':
      order.grants.set(event.authRef, event.grant)
      order.grant = event.grant
      order.held = event.grant.authorizationId
      return true
    case 'CouponsLetGo':
      order.grant = null
      return true
    case 'PaymentStarted':
      order.isPaying = true
      return true
    case 'PaymentAbandoned':
      order.grant = null
      order.isPaying = false
      return true
    default:
      return false
  }
}
