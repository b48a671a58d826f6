import type {
  AuthorizationGrant,
  MisconfiguredCode,
  PromotionGrant,
  UnknownCode,
  WalletCoupon,
} from './answers'
import type { Effect } from './effect'
import type { Money } from '../money'
import type { AppliedPromotion, PieceScan } from '../promotions/basket'
import type { CouponApproval, CouponRefused } from '../promotions/manufacturer-coupon'
import type { Quantity } from '../quantity'
import type {
  Customer,
  Line,
  Note,
  OrderTerms,
  StoreDiscount,
  StorePromotionUse,
  TakenCoupon,
  UnresolvedScan,
  Validation,
  ValidationPurpose,
} from './order'
import type { Sale } from './sale'
import type { GoodsBack, Refund, SoldSale } from './sold'
import type { Tender } from './tender'

/** What happened to one order, as it stands in the journal. Never changed once shipped. */
export type OrderEvent =
  | {
      readonly type: 'OrderOpened'
      readonly ref: string
      readonly number: number
      readonly businessDate: number
      readonly cashier: string
      readonly terms: OrderTerms
    }
  | { readonly type: 'LineAdded'; readonly line: Omit<Line, 'voided' | 'sent'> }
  | {
      readonly type: 'LineQuantityChanged'
      readonly lineId: string
      readonly quantity: Quantity
      /** Pieces scanned in a later minute than the first; absent where nothing changes there. */
      readonly addedLater?: readonly PieceScan[]
    }
  | { readonly type: 'LinePriceChanged'; readonly lineId: string; readonly unitPrice: Money }
  | { readonly type: 'LineVoided'; readonly lineId: string }
  | { readonly type: 'LinePutBack'; readonly lineId: string }
  | { readonly type: 'ScanUnresolved'; readonly scan: UnresolvedScan }
  | { readonly type: 'UnresolvedScanRemoved'; readonly scanId: string }
  | {
      readonly type: 'CustomerLookupRequested'
      readonly lookUpId: string
      readonly customerRef: string
      readonly phoneMasked: string
      /** The number that was matched before, once more; what is known stays. Absent on all others. */
      readonly again?: true
      /** Groups of the shop's own that have this number; absent where none has. */
      readonly groups?: readonly string[]
    }
  | {
      readonly type: 'CustomerMatched'
      readonly lookUpId: string
      readonly consumerId: string
      readonly coupons: readonly WalletCoupon[]
    }
  | { readonly type: 'CustomerNotMatched'; readonly lookUpId: string }
  | {
      readonly type: 'CustomerLookupFailed'
      readonly lookUpId: string
      readonly status: 'not-answering' | 'refused'
      readonly code: NonNullable<Customer['code']>
    }
  | { readonly type: 'CustomerRemoved' }
  | {
      readonly type: 'StoreDiscountAdded'
      readonly discount: StoreDiscount
      /** Why a manager approved it; null where nobody had to. */
      readonly reason: string | null
    }
  | { readonly type: 'StoreDiscountRemoved'; readonly discountId: string }
  /** What the store's promotions come to after a change; reading it back needs none of the rules. */
  | { readonly type: 'StorePromotionsSet'; readonly applied: readonly AppliedPromotion[] }
  | {
      readonly type: 'PromotionRequested'
      readonly promotionId: string
      readonly code: string
      readonly businessDate: number
    }
  | {
      readonly type: 'PromotionVerified'
      readonly promotionId: string
      readonly discountId: string
      readonly grant: PromotionGrant
    }
  | { readonly type: 'PromotionRefused'; readonly promotionId: string }
  | {
      readonly type: 'PromotionRemoved'
      readonly promotionId: string
      readonly reason: 'cashier' | 'refused' | 'cancelled' | 'empty-order'
    }
  | {
      readonly type: 'PromotionAmountChanged'
      readonly promotionId: string
      readonly amount: Money
    }
  | {
      readonly type: 'PromotionsNotRechecked'
      readonly promotionIds: readonly string[]
    }
  | {
      readonly type: 'PromotionsAccepted'
      readonly promotionIds: readonly string[]
      readonly by: string
      readonly reason: string | null
    }
  | { readonly type: 'PromotionGivenBack'; readonly promotionId: string }
  /** The shop's rule gave a code that nobody could ask about; its id is the GUID of the VERIFY owed for it. */
  | {
      readonly type: 'UnverifiedCodeGiven'
      readonly promotionId: string
      readonly discountId: string
      readonly code: string
      readonly name: string
      readonly amount: Money
      readonly businessDate: number
    }
  /** The shop's rule gave codes that could not be re-checked at Pay. */
  | { readonly type: 'UncheckedCodesGiven'; readonly promotionIds: readonly string[] }
  /** The provider has granted a code after the sale, for this or another amount; the sale stays as it was. */
  | {
      readonly type: 'CodeConfirmed'
      readonly promotionId: string
      readonly granted: Money
      readonly referenceId: string | null
    }
  | {
      readonly type: 'RevalidationRequested'
      readonly guid: string
      readonly purpose: ValidationPurpose
      readonly heldFor: string | null
    }
  | {
      readonly type: 'RevalidationEnded'
      readonly guid: string
      readonly outcome: 'fine' | 'refused' | 'given-up'
    }
  | {
      readonly type: 'RevalidationUnanswered'
      readonly guid: string
      readonly offline: boolean
      readonly stuck: Validation['status']
      /** It was not reached at all; absent where something came that is no answer. */
      readonly unreached?: true
    }
  /** A manufacturer coupon counts, or counts otherwise than before: what it takes off is frozen here. */
  | { readonly type: 'ManufacturerCouponTaken'; readonly coupon: TakenCoupon }
  /** It waits for a person, or waits for another reason than before; a taken one counts no more. */
  | {
      readonly type: 'ManufacturerCouponBlocked'
      readonly couponId: string
      readonly why: CouponRefused
    }
  | {
      readonly type: 'ManufacturerCouponApproved'
      readonly couponId: string
      readonly approval: CouponApproval
      readonly reason: string | null
    }
  | { readonly type: 'ManufacturerCouponRemoved'; readonly couponId: string }
  | { readonly type: 'LinesSent'; readonly lineIds: readonly string[] }
  | { readonly type: 'OrderHeld'; readonly heldFor: string }
  | { readonly type: 'OrderResumed' }
  | { readonly type: 'OrderCancelled' }
  | { readonly type: 'PaymentStarted' }
  | { readonly type: 'PaymentAbandoned' }
  | {
      readonly type: 'PaymentStepReached'
      readonly step: 'store-promotions' | 'coupons' | 'tender'
    }
  | { readonly type: 'StorePromotionChosen'; readonly use: StorePromotionUse }
  | { readonly type: 'StorePromotionSkipped'; readonly couponId: string }
  | {
      readonly type: 'LineSplit'
      readonly lineId: string
      readonly quantity: Quantity
      readonly rest: Omit<Line, 'voided' | 'sent'>
    }
  | {
      readonly type: 'CouponAuthorizationRequested'
      readonly authRef: string
      /** Only these; null means every coupon that fits. */
      readonly couponIds: readonly string[] | null
      readonly renewal: boolean
    }
  | {
      readonly type: 'CouponsAuthorized'
      readonly authRef: string
      readonly grant: AuthorizationGrant
    }
  | {
      readonly type: 'CouponAuthorizationFailed'
      readonly authRef: string
      readonly status: 'no-answer' | 'unusable' | 'misconfigured'
      readonly code: UnknownCode | MisconfiguredCode | string
    }
  | { readonly type: 'CouponsLetGo'; readonly authRef: string }
  | {
      readonly type: 'CardPaymentRequested'
      readonly tenderId: string
      readonly amount: Money
      /** Money goes back to the card. */
      readonly back?: true
    }
  | { readonly type: 'CardPaymentDropped'; readonly tenderId: string }
  | { readonly type: 'TenderAdded'; readonly tender: Tender }
  | { readonly type: 'TenderUndone'; readonly tenderId: string }
  | { readonly type: 'CashRounded'; readonly amount: Money }
  /** A sale was opened to take goods of it back. */
  | { readonly type: 'ReturnOpened'; readonly sold: SoldSale; readonly voids: boolean }
  | { readonly type: 'ReturnDropped' }
  /** Takes the place of what this order took back of the same line before. */
  | { readonly type: 'GoodsTakenBack'; readonly goods: GoodsBack }
  | { readonly type: 'GoodsKept'; readonly goodsId: string }
  | { readonly type: 'CodeBackChosen'; readonly promotionId: string; readonly back: boolean }
  | { readonly type: 'ReturnApproved'; readonly by: string; readonly reason: string | null }
  | { readonly type: 'RefundGiven'; readonly refund: Refund }
  | { readonly type: 'OrderPaid'; readonly sale: Sale }
  | { readonly type: 'EffectOwed'; readonly effect: Effect }
  | { readonly type: 'EffectStarted'; readonly effectId: string }
  | {
      readonly type: 'EffectPostponed'
      readonly effectId: string
      readonly code: string
      readonly dueAt: number
    }
  | {
      readonly type: 'EffectNeedsPerson'
      readonly effectId: string
      readonly code: string
      readonly message: string | null
      /** SHA-256 of the bytes that may have made a paper, in hexadecimal. */
      readonly paper?: string
    }
  | { readonly type: 'EffectRetried'; readonly effectId: string }
  | { readonly type: 'EffectClosed'; readonly effectId: string; readonly note: string }
  /** It has had no end for five minutes: a person sees it now. */
  | { readonly type: 'EffectOverdue'; readonly effectId: string }
  | DeliveredEvent
  /**
   * The computer's clock was set by so many milliseconds; no time has passed. `wasOff`: it was found at a start,
   * and how long the till was off nobody knows.
   */
  | { readonly type: 'ClockJumped'; readonly byMs: number; readonly wasOff?: boolean }
  /**
   * Another order has used a store promotion that this order's wallet still shows, or may show when the look-up
   * under way is answered. `consumerId`: whose it is; an old journal does not say.
   */
  | {
      readonly type: 'CouponUsedElsewhere'
      readonly couponId: string
      readonly consumerId?: string
    }
  | { readonly type: 'NoteAdded'; readonly note: Note }
  | { readonly type: 'NoteDismissed'; readonly noteId: string }
  | { readonly type: 'OrderClosed' }

/** The world has confirmed an owed effect. */
export type DeliveredEvent = {
  readonly [Type in DeliveredType]: {
    readonly type: Type
    readonly effectId: string
    /** Something about how; absent where there is nothing to say. */
    readonly note?: string
    /** SHA-256 of the bytes that made a paper, in hexadecimal. */
    readonly paper?: string
  }
}[DeliveredType]

/** How each kind of owed effect reads in the journal once the world has confirmed it. */
export type DeliveredType =
  | 'DrawerOpened'
  | 'ReceiptPrinted'
  | 'PromotionsApplied'
  | 'PromotionsVoided'
  | 'CodeVerified'
  | 'CouponsCaptured'
  | 'CouponsReauthorized'
  | 'CouponsReleased'
  | 'StorePromotionRedeemed'
  | 'CouponReturned'
  | 'OrderReported'

/** An event with the order it belongs to and its time. */
export type OrderHappening = {
  readonly orderId: string
  readonly at: number
  readonly event: OrderEvent
}

/** The events of the given types. */
export type EventOf<Type extends OrderEvent['type']> = Extract<OrderEvent, { readonly type: Type }>
