import type { AuthorizedCoupon } from './answers'
import type { Money } from '../money'
import type { OrderSnapshot, SnapshotPromotion } from './snapshot'
import type { ReceiptDocument } from '../receipt/document'

/**
 * Something the world has not confirmed yet: an effect we owe. Its key and its request are frozen when it
 * is journaled; every repeat carries both unchanged. It ends delivered, or needs a person.
 */
export type Effect = {
  /** UUID; where the wire has a request GUID, this is it. */
  readonly id: string
  readonly request: EffectRequest
  readonly createdAt: number
  /** `sending`: an attempt has begun and its end is not journaled. */
  readonly status: 'waiting' | 'sending' | 'delivered' | 'needs-person' | 'closed'
  readonly attempts: number
  /** Not before this time; milliseconds since 1970. */
  readonly dueAt: number
  /** Waits until these effects have ended, or `waitsUntil` at the latest. */
  readonly after: readonly string[]
  readonly waitsUntil: number
  /** Why the last attempt did not end it; kebab-case. */
  readonly code: string | null
  /** The provider's own words, where it gave any. */
  readonly message: string | null
  readonly endedAt: number | null
  readonly note: string | null
  /** When its last attempts began, oldest first; absent before the first one. */
  readonly tries?: readonly number[]
  /** When it has had no end for too long; absent until the clock was set: then it is `createdAt` and five minutes. */
  readonly overdueAt?: number
  /** Without an end for so long that a person sees it; it is sent again by itself all the same. */
  readonly overdue?: boolean
  /** Past this moment a first attempt makes no sense: the hold it captures has run out. */
  readonly goodUntil?: number
}

/** What is asked of the world. */
export type EffectRequest =
  | { readonly kind: 'drawer-open'; readonly reason: 'sale' | 'cashier' }
  | {
      readonly kind: 'receipt-print'
      readonly document: ReceiptDocument
      /** 0 is the original; 1 and up are marked COPY. */
      readonly copy: number
    }
  | {
      readonly kind: 'promotion-apply'
      readonly order: OrderSnapshot
      readonly promotions: readonly SnapshotPromotion[]
    }
  | {
      /** Asks about a code of a paid sale that was given unverified; its key is the promotion's own id. */
      readonly kind: 'promotion-verify'
      /** The order as it was before the payment, without the code. */
      readonly order: OrderSnapshot
      readonly promotion: SnapshotPromotion
      /** What was promised for it, before it was cut to what the order had left. */
      readonly promised: Money
      /** Key of the redemption that follows a yes: known now, so that a return can wait for it. */
      readonly applyId: string
    }
  | {
      readonly kind: 'promotion-void'
      readonly order: OrderSnapshot
      readonly promotions: readonly SnapshotPromotion[]
      readonly lost: readonly {
        readonly id: string
        readonly code: string
        readonly appliedAt: number
        readonly appliedBusinessDate: number
      }[]
    }
  | {
      readonly kind: 'coupon-capture'
      readonly authorizationId: string
      readonly orderRef: string
      readonly paidAt: number
      /** For asking again when the hold has run out. */
      readonly reauthorize: FrozenAuthorization
    }
  | {
      readonly kind: 'coupon-reauthorize'
      readonly orderRef: string
      readonly paidAt: number
      readonly reauthorize: FrozenAuthorization
    }
  | {
      readonly kind: 'coupon-release'
      readonly authorizationId: string | null
      readonly orderRef: string
      readonly authorize: FrozenAuthorization
    }
  | {
      readonly kind: 'store-promotion-redeem'
      readonly redemptionRef: string
      readonly orderRef: string
      readonly consumerId: string
      readonly couponId: string
      readonly title: string
      readonly amount: Money
      readonly lineRefs: readonly string[]
    }
  | {
      /** Gives a coupon or a store promotion of a sale back to its customer. */
      readonly kind: 'coupon-return'
      readonly returnRef: string
      /** The sale it was used in. */
      readonly orderRef: string
      readonly consumerId: string
      readonly couponId: string
      readonly title: string
      readonly amount: Money
      readonly uses: number
      readonly lineRefs: readonly string[]
    }
  | {
      readonly kind: 'order-message'
      readonly status: 'open' | 'completed' | 'cancelled' | 'returned'
      readonly order: OrderSnapshot
    }
  | {
      /** Nothing to send: something about the coupons that a manager must have seen. */
      readonly kind: 'coupon-exception'
      readonly code: CouponException
      /** Titles of the coupons it is about; empty when it is the whole answer. */
      readonly titles: readonly string[]
    }

/** An authorization as it was asked for and granted, so that it can be asked for again. */
export type FrozenAuthorization = {
  readonly authRef: string
  readonly order: OrderSnapshot
  readonly consumerId: string
  readonly couponIds: readonly string[] | null
  readonly coupons: readonly AuthorizedCoupon[]
}

/**
 * What a manager must have seen: an answer that broke our checks, a coupon worth more than its line, or two
 * different answers to one question, of which the first stands; or goods that the service cannot recognise.
 */
export type CouponException =
  'answer-unusable' | 'coupon-cut' | 'answers-differ' | 'product-without-upc'

/** The kinds of effect. */
export type EffectKind = EffectRequest['kind']

/** Milliseconds to wait before each further attempt, by kind; after the last one a person is needed. */
export function backOff(kind: EffectKind, attempts: number): number | null {
  const minute = 60_000
  if (kind === 'drawer-open' || kind === 'receipt-print') return null
  const promotions = isOfPromotions(kind)
  const first = [5_000, 15_000, minute, 5 * minute][attempts - 1]
  if (first !== undefined) return first
  if (promotions) return attempts < 4 + 72 * 4 ? 15 * minute : null
  if (attempts === 5) return 15 * minute
  return attempts <= 5 + 24 ? 60 * minute : null
}

/** Attempts at one effect within an hour, those of a person not counted. */
export const TRIES_PER_HOUR_MAX = 8

/** A provider's effect without an end for so long is put before a person. */
export const OVERDUE_MS = 5 * 60_000

/** When an effect has been without an end for too long. */
export function overdueAt(effect: Effect): number {
  return effect.overdueAt ?? effect.createdAt + OVERDUE_MS
}

/** Whether it waits for a provider's word and nobody was told yet that this takes too long. */
export function mayBecomeOverdue(effect: Effect): boolean {
  const isOpen = effect.status === 'waiting' || effect.status === 'sending'
  return isOpen && !isDevice(effect) && effect.overdue !== true
}

/** The two services something may be owed to. */
export type ProviderName = 'promotions' | 'coupons'

/** Whom an effect is owed to; null for paper and drawer. */
export function providerOf(effect: Effect): ProviderName | null {
  if (isDevice(effect)) return null
  const { kind } = effect.request
  return isOfPromotions(kind) ? 'promotions' : 'coupons'
}

function isOfPromotions(kind: EffectKind): boolean {
  return kind === 'promotion-apply' || kind === 'promotion-void' || kind === 'promotion-verify'
}

/** Paper older than this does not come out by itself; somebody has to say so. */
export const PRINT_AGE_MAX_MS = 5 * 60_000

/** Whether it goes to the printer: a paper or a pulse. */
export function isDevice(effect: Effect): boolean {
  return effect.request.kind === 'receipt-print' || effect.request.kind === 'drawer-open'
}

/**
 * Whether a stuck print or pulse certainly did not happen, so that it may be sent again as it is. After
 * `outcome-unknown` and `unknown-after-restart` only a paper marked COPY may follow.
 */
export function isCertainlyNotDone(effect: Effect): boolean {
  const open = effect.code === 'outcome-unknown' || effect.code === 'unknown-after-restart'
  return effect.status === 'needs-person' && !open
}
