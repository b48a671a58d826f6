import type { Command } from '../../../shared/order/commands'
import type { EffectKind, EffectRequest } from '../../../shared/order/effect'
import type { EventOf, OrderEvent } from '../../../shared/order/events'
import type { Order } from '../../../shared/order/order'
import type { JournalRecord } from '../../../electron/journal/port'
import { Books, effectsOf, isOver, type OrderBook } from './books'
import type { Branches } from './branches'
import type { SimClock } from './clock'
import type { CouponsWorld } from './coupons-world'
import * as money from './invariants-money'
import * as outside from './invariants-outside'
import * as paper from './invariants-paper'
import * as returns from './invariants-returns'
import type { Paper } from './printer-world'
import type { PromotionsWorld } from './promotions-world'
import { hold } from './violation'

/** They begin again after that. */
const ORDER_NUMBERS = 9999

/**
 * Holds every invariant after every step, from what is on the disk and what the world did; the till is never
 * asked for its opinion. Only what a step touched is judged.
 */
export class Auditor {
  readonly books = new Books()
  readonly #papers = { originals: new Set<string>(), copies: new Set<string>() }
  readonly #pulses = new Set<string>()
  readonly #charged = new Map<string, string>()
  readonly #refunded = new Map<string, string>()
  readonly #clock: SimClock
  readonly #branches: Branches
  readonly #pricesIncludeTax: boolean
  readonly #consumers = new Map<string, string | null>()
  readonly #over: { readonly order: OrderBook; readonly at: number }[] = []
  promotions: PromotionsWorld | null = null
  /** The command that is being run. */
  command: Command | null = null

  constructor(clock: SimClock, branches: Branches, pricesIncludeTax: boolean) {
    this.#clock = clock
    this.#branches = branches
    this.#pricesIncludeTax = pricesIncludeTax
  }

  /** Judges a commit that is on the disk. */
  committed(records: readonly JournalRecord[]): void {
    const { books } = this
    this.#branches.see(this.command, records, books)
    for (const record of records) {
      if (record.event.type === 'SaleReturned') {
        books.seq += 1
        returns.notedBeside(books, record.stream, 'by' in record.event ? record.event.by : null)
        continue
      }
      const event = record.event as OrderEvent
      const order = books.of(record)
      hold(order !== null, 'I16', `${event.type} of an order that was never opened`)
      books.seq += 1
      this.#judge(order, event)
      books.fold(order, event, this.#clock.passed)
      if (isOver(order)) this.#over.push({ order, at: this.#clock.passed })
    }
    for (const { stream } of records) {
      const order = books.orders.get(stream)
      if (order) outside.letGoInTime(order)
    }
    this.#recoveryIsQuiet(records)
  }

  /** Something came out of the printer. */
  printed(came: Paper): void {
    paper.paperIsRight(this.books, this.#papers, came)
  }

  /** The drawer moved. */
  pulsed(jobId: string): void {
    paper.pulseIsRight(this.books, this.#pulses, jobId)
  }

  /** I1 and I4: the card machine takes money. */
  charged(orderId: string, tenderId: string): void {
    const order = this.books.orders.get(orderId)
    hold(order?.cards.has(tenderId) === true, 'I1', `${tenderId} is charged without an intent`)
    hold(!this.#charged.has(tenderId), 'I4', `${tenderId} is charged twice`)
    this.#charged.set(tenderId, orderId)
  }

  /** I1 and I4: the card machine gives money back for goods. */
  gaveBack(orderId: string, refundId: string): void {
    const order = this.books.orders.get(orderId)
    hold(order?.cards.has(refundId) === true, 'I1', `${refundId} goes back without an intent`)
    hold(!this.#refunded.has(refundId), 'I4', `${refundId} goes back twice`)
    this.#refunded.set(refundId, orderId)
  }

  /** The machine gives the money of a tender back. */
  refunded(tenderId: string): void {
    this.#charged.delete(tenderId)
  }

  /** I4 and I18: a message arrives at a provider. */
  arrived(name: string, key: string, orderRef: string): void {
    const { books } = this
    const order = books.byRef.get(orderRef)
    hold(order !== undefined, 'I18', `${name} about an order nobody knows`)
    switch (name) {
      case 'verify':
        hold(order.codes.has(key), 'I18', `VERIFY ${key} without an intent`)
        return
      case 'revalidate':
        hold(order.checks.has(key), 'I18', `REVALIDATE ${key} without an intent`)
        return
      case 'lookUp':
        hold(order.lookUps.has(key), 'I18', `look-up ${key} without an intent`)
        return
      case 'authorize':
        if (order.questions.has(key)) return
        hold(wasBegun(order, key), 'I18', `authorization ${key} without an intent`)
        return
      case 'apply':
        outside.hadIntent(books.effects.get(key), key)
        outside.usedAfterMoney(order, 'APPLY')
        return
      case 'void':
        outside.hadIntent(books.effects.get(key), key)
        return
      case 'capture':
        outside.usedAfterMoney(order, 'capture')
        hold(isSending(order, 'coupon-capture'), 'I18', 'capture without an intent')
        return
      case 'redeem':
        outside.usedAfterMoney(order, 'redemption')
        hold(isSending(order, 'store-promotion-redeem'), 'I18', 'redemption without an intent')
        return
      case 'giveBack': {
        const taker = books.byRef.get(key.slice(0, key.indexOf(':')))
        outside.usedAfterMoney(taker, 'coupon return')
        hold(isSending(taker, 'coupon-return'), 'I18', `coupon return ${key} without an intent`)
        return
      }
      case 'release':
        hold(isSending(order, 'coupon-release'), 'I18', 'release without an intent')
        return
      default: {
        const tellers = [order, ...order.returns.takers]
        const isBegun = tellers.some((one) => isSending(one, 'order-message'))
        hold(isBegun, 'I18', `${name} without an intent`)
      }
    }
  }

  /** Nothing of the journal may get lost: I15 and I16. */
  startsWith(last: number): void {
    hold(last === this.books.seq, 'I15', `the journal has ${last} entries, not ${this.books.seq}`)
  }

  /** Which ways a start took that leave no event behind. */
  started(order: Order | null, hasSettled: boolean): void {
    if (!hasSettled) this.#branches.count('recover: nothing to settle')
    if (order?.status !== 'paying') return
    const { tenders = [], card } = order.payment ?? {}
    if (tenders.length > 0) this.#branches.count('recover: stays in payment with money on it')
    if (card) this.#branches.count('recover: stays in payment with a card under way')
  }

  /** The end of a shop: everything against everything. */
  closeBooks(coupons: CouponsWorld, promotions: PromotionsWorld): void {
    outside.holdsAreSettled(this.books, coupons)
    outside.codesAreSettled(this.books, promotions)
    returns.givenBackIsSettled(this.books, coupons, promotions)
    for (const [tenderId, orderId] of this.#charged) {
      const order = this.books.orders.get(orderId)
      const isKnown = order?.tenders.has(tenderId) === true || order?.card === tenderId
      hold(isKnown, 'I1', `${tenderId} was charged and is in no order`)
    }
    for (const [refundId, orderId] of this.#refunded) {
      const order = this.books.orders.get(orderId)
      const isKnown = order?.refunds.has(refundId) === true || order?.card === refundId
      hold(isKnown, 'I1', `${refundId} went back to a card and is in no order`)
    }
  }

  /** Leaves out orders that have been over for a while, as a soak must. */
  forget(afterMs: number): void {
    const now = this.#clock.passed
    for (;;) {
      const first = this.#over[0]
      if (!first || now - first.at < afterMs) return
      this.#over.shift()
      const { order } = first
      if (!isOver(order)) continue
      this.books.forget(order)
      this.#consumers.delete(order.id)
      this.#papers.originals.delete(`${order.id} 0`)
      for (let copy = 1; copy <= order.papers; copy += 1) {
        this.#papers.copies.delete(`${order.id} ${copy}`)
      }
      for (const id of order.effects.keys()) this.#pulses.delete(id)
      for (const id of order.cards) this.#charged.delete(id)
    }
  }

  #judge(order: OrderBook, event: OrderEvent): void {
    money.paidOnce(order, event)
    outside.answeredOnce(order, event, this.books)
    switch (event.type) {
      case 'OrderOpened':
        hold(
          event.number === (this.books.lastNumber % ORDER_NUMBERS) + 1,
          'I25',
          `order ${event.number} is next`,
        )
        return
      case 'CustomerMatched':
        this.#consumers.set(order.id, event.consumerId)
        return
      case 'CustomerRemoved':
      case 'CustomerLookupRequested':
        if (!('again' in event)) this.#consumers.set(order.id, null)
        return
      case 'TenderAdded':
        money.tenderHadIntent(order, event)
        return
      case 'RefundGiven':
        money.refundHadIntent(order, event)
        return
      case 'ManufacturerCouponBlocked':
        if (event.why.outcome === 'blocked' && event.why.block.reason === 'serial-used') {
          this.#branches.count('paper coupon: its serial number is used')
        }
        return
      case 'OrderPaid': {
        const { receiptNumber } = event.sale
        hold(
          receiptNumber === this.books.lastReceipt + 1,
          'I25',
          `receipt ${receiptNumber} is next`,
        )
        money.tendersPay(order, event)
        const { promotions } = this
        money.totalsAreOurs(order, event, {
          pricesIncludeTax: this.#pricesIncludeTax,
          amountOf: (guid) => promotions?.uses.get(guid)?.most ?? null,
        })
        money.nothingBelowZero(order, event)
        money.expectCash(this.books, event)
        const consumer = this.#consumers.get(order.id) ?? null
        outside.givenOnce(this.books, order, event, consumer)
        this.#comesBack(order, event)
        return
      }
      case 'EffectOwed':
        this.#owed(order, event.effect.request)
        return
      case 'EffectClosed': {
        // A manager has settled this use by hand: what the wallet then shows is the service's word again.
        const { request } = this.books.effects.get(event.effectId) ?? {}
        if (request?.kind !== 'store-promotion-redeem') return
        this.books.given.delete(`${request.consumerId} ${request.couponId}`)
        return
      }
      default:
    }
  }

  /** Goods come back with the order, or papers count on it. */
  #comesBack(order: OrderBook, event: EventOf<'OrderPaid'>): void {
    const consumerOf = (id: string) => this.#consumers.get(id) ?? null
    const terms = { pricesIncludeTax: this.#pricesIncludeTax, consumerOf }
    returns.goodsComeBackOnce(this.books, order, event, terms)
    returns.papersCountOnce(this.books, order, event)
    const { back, totals } = event.sale
    const count = (name: string, isSo: boolean) => (isSo ? this.#branches.count(name) : undefined)
    const papers = totals.discounts.some((one) => one.kind === 'manufacturer-coupon')
    count('paper coupon: counts on a paid order', papers)
    if (!back) return
    count('return: a whole sale', back.isWhole)
    count('return: some of a sale', !back.isWhole)
    count('return: a sale of today is voided', back.voids)
    count('return: against new goods', totals.lines.length > 0)
    count(
      'return: money to the card',
      back.refunds.some((one) => one.kind === 'card'),
    )
    count('return: a coupon is given back', back.couponsBack.length > 0)
    count('return: a code is given back', back.codesBack.length > 0)
  }

  /** The wallet may give it to another order again. */
  #freeAgain(order: OrderBook, request: Extract<EffectRequest, { kind: 'coupon-return' }>): void {
    hold(order.sale?.back !== undefined, 'I11', 'a coupon goes back before its goods')
    this.books.given.delete(`${request.consumerId} ${request.couponId}`)
  }

  #owed(order: OrderBook, request: EffectRequest): void {
    if (request.kind === 'receipt-print') {
      hold(order.sale !== null, 'I1', 'a receipt is owed before payment')
      hold(request.copy === order.papers, 'I26', `paper ${order.papers} is marked ${request.copy}`)
    }
    const uses = request.kind === 'coupon-capture' || request.kind === 'store-promotion-redeem'
    hold(!uses || order.sale !== null, 'I11', `${request.kind} before payment`)
    if (request.kind === 'coupon-return') this.#freeAgain(order, request)
  }

  #recoveryIsQuiet(records: readonly JournalRecord[]): void {
    if (this.command?.type !== 'Recover') return
    for (const { event } of records) {
      const owed = event as OrderEvent
      const drawer = owed.type === 'EffectOwed' && owed.effect.request.kind === 'drawer-open'
      hold(!drawer, 'I28', 'a start opens the drawer')
      hold(owed.type !== 'OrderPaid', 'I19', 'a start pays an order')
    }
  }
}

/** Asked again or let go by its own key, as an effect that has begun. */
function wasBegun(order: OrderBook, authRef: string): boolean {
  return [...order.effects.values()].some(({ request, attempts }) => {
    if (attempts === 0) return false
    if (request.kind === 'coupon-reauthorize') return request.reauthorize.authRef === authRef
    return request.kind === 'coupon-release' && request.authorize.authRef === authRef
  })
}

function isSending(order: OrderBook, kind: EffectKind): boolean {
  return effectsOf(order, kind).some((effect) => effect.attempts > 0)
}
