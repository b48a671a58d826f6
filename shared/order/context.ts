import type { CatalogItem } from '../catalog'
import type { BarcodeSettings } from '../device-settings'
import type { PromotionBook } from '../promotions/book'
import type { CouponRules } from '../promotions/manufacturer-coupon'
import type { StoreDiscountRule } from '../promotions/rule'
import type { ReceiptColumns } from '../receipt/document'
import type { Refusal, Result } from '../result'
import { businessDateOf } from './dates'
import type { Effect, EffectRequest } from './effect'
import { fold } from './apply'
import type { EventOf, OrderEvent, OrderHappening } from './events'
import { keptText } from './kept-text'
import type { CodeOnOrder, OfflineRules, UnverifiedUse } from './offline'
import type { Note, NoteCode, Order, OrderTerms } from './order'
import type { RefusalCode } from './refusals'
import type { ReturnRules, SoldSale } from './sold'

/** What the world is like at the moment of a decision. Time and fresh ids come in here, nowhere else. */
export type Context = {
  readonly at: number
  readonly newId: () => string
  /** Number of the next order, and of the next receipt. */
  readonly orderNumber: number
  readonly receiptNumber: number
  readonly terms: OrderTerms
  readonly cashier: string
  /** A promotions provider is set up. */
  readonly promotions: boolean
  readonly printer: boolean
  readonly drawer: boolean
  /** What becomes of a product that is past its use-by day. */
  readonly expired: BarcodeSettings['expired']
  readonly rules: readonly StoreDiscountRule[]
  /** What the shop knows of manufacturer coupons; absent where it has declared nothing. */
  readonly couponRules?: CouponRules
  /** The store's promotions that come by themselves; absent where it has none. */
  readonly storePromotions?: PromotionBook
  /** Groups of customers that the shop has declared, by the digits of a number; absent where it has none. */
  readonly groupsOf?: (digits: string) => readonly string[]
  readonly shop: ShopHeading
  readonly item: (sku: string) => CatalogItem | null
  /** What a cashier may take back without a manager. */
  readonly returns: ReturnRules
  /** What may be given without the provider's word; absent for nothing. */
  readonly offline?: OfflineRules
  /** What was given so already; only asked for where the shop has such a rule. */
  readonly unverifiedUses?: () => readonly UnverifiedUse[]
  /** The codes on all orders in memory; only asked for there too. */
  readonly codesOnOrders?: () => readonly CodeOnOrder[]
  /** The coupon service is not reached, as far as the last call to it says. */
  readonly couponsDown?: boolean
  /** A paid sale of this terminal by its reference, with what came back of it; null when there is none. */
  readonly sold: (ref: string) => SoldSale | 'on-another-order' | null
  /** Whether this terminal has a manager PIN at all. */
  readonly approvals: boolean
  /** Who approves this one command: set by the till when its PIN was right. */
  readonly approver: string | null
}

/** What stands on every receipt of this shop. */
export type ShopHeading = {
  readonly name: string
  readonly address: readonly string[]
  readonly phone: string | null
  readonly footer: readonly string[]
  readonly terminal: string
  readonly columns: ReceiptColumns
  readonly locale: string
}

/** What a decision about one order comes to: its events, or why not. */
export type OrderDecision = Result<readonly OrderEvent[], Refusal<RefusalCode>>

/** What a decision comes to: events of one or more orders in their sequence, or why not. */
export type Decision = Result<readonly OrderHappening[], Refusal<RefusalCode>>

/** Builds up what happens to one order, each step seeing what the steps before it did. */
export type Course = {
  /** The order as it stands after the steps so far. */
  readonly now: Order
  readonly events: OrderEvent[]
  then(...events: readonly OrderEvent[]): void
}

/** Begins a course from an order as it stands. */
export function courseOf(order: Order, context: Context): Course {
  return new Steps(order, context.at)
}

/**
 * A course. `now` belongs to the class: a getter that is written into each object gives each a shape of its own,
 * and the engine keeps that, with the order in it, until it goes through the whole heap.
 */
class Steps implements Course {
  readonly events: OrderEvent[] = []
  readonly #at: number
  #now: Order
  #applied = 0

  constructor(order: Order, at: number) {
    this.#now = order
    this.#at = at
  }

  /** Only who looks needs the order as it then stands; after a scan nobody does. */
  get now(): Order {
    this.#now = fold(this.#now, this.events.slice(this.#applied), this.#at)
    this.#applied = this.events.length
    return this.#now
  }

  then(...more: readonly OrderEvent[]): void {
    this.events.push(...more)
  }
}

/** The business date of the decision. */
export function today(context: Context): number {
  return businessDateOf(context.at)
}

/** Owes an effect to the world; its request is frozen here. */
export function owe(
  request: EffectRequest,
  context: Context,
  rest: {
    readonly after?: readonly string[]
    readonly waitsUntil?: number
    readonly goodUntil?: number | null
  } = {},
): EventOf<'EffectOwed'> {
  const effect: Effect = {
    id: context.newId(),
    request,
    createdAt: context.at,
    status: 'waiting',
    attempts: 0,
    dueAt: context.at,
    after: rest.after ?? [],
    waitsUntil: rest.waitsUntil ?? context.at,
    code: null,
    message: null,
    endedAt: null,
    note: null,
    ...(rest.goodUntil == null ? {} : { goodUntil: rest.goodUntil }),
  }
  return { type: 'EffectOwed', effect }
}

/** Puts a note on the order that stays until the cashier has read it. */
export function note(
  context: Context,
  tone: Note['tone'],
  code: NoteCode,
  rest: { readonly values?: Note['values']; readonly message?: string | null } = {},
): EventOf<'NoteAdded'> {
  const { values = {} } = rest
  // A provider's own sentence may name the customer it is about.
  const message = rest.message == null ? null : keptText(rest.message)
  return { type: 'NoteAdded', note: { id: context.newId(), tone, code, values, message } }
}
