import type { Carried } from '../barcode/carried'
import type {
  AuthorizedCoupon,
  MisconfiguredCode,
  PromotionRefusalCode,
  RejectedCoupon,
  UnknownCode,
  WalletCoupon,
} from './answers'
import type { Effect } from './effect'
import type { Money } from '../money'
import type { AppliedPromotion, PieceScan } from '../promotions/basket'
import type {
  CouponEffect,
  CouponRefused,
  PresentedCoupon,
} from '../promotions/manufacturer-coupon'
import type { Quantity } from '../quantity'
import type { Sale } from './sale'
import type { LateMoney, OrderBack, Refund } from './sold'
import type { Tender } from './tender'

/** open → paying → paid → closed; held beside open; cancelled from open, held and paying. */
export type OrderStatus = 'open' | 'held' | 'paying' | 'paid' | 'closed' | 'cancelled'

/** Everything one customer is buying, from the first scan to the last effect the world has confirmed. */
export type Order = {
  /** UUIDv7; also the stream of its events. */
  readonly id: string
  /** Unique in the account: register, business date, number. On the receipt and its QR code. */
  readonly ref: string
  readonly number: number
  readonly status: OrderStatus
  readonly openedAt: number
  readonly changedAt: number
  readonly openedBusinessDate: number
  readonly cashier: string
  readonly terms: OrderTerms
  readonly lines: readonly Line[]
  /** Scans nobody could place; each must be dealt with on purpose and blocks Pay. */
  readonly unresolved: readonly UnresolvedScan[]
  readonly customer: Customer | null
  /** The store's own discounts, put on by the cashier. */
  readonly storeDiscounts: readonly StoreDiscount[]
  /** The store's promotions that came by themselves, with their frozen parts. Absent where none ever did. */
  readonly storePromotions?: readonly AppliedPromotion[]
  readonly promotions: readonly Promotion[]
  /** Notes of the codes that were refused last, one a code; they outlive the note itself. Absent before the first. */
  readonly refusedCodes?: readonly Note[]
  /** What the coupon service last would not give; it outlives the payment that asked. Absent before the first. */
  readonly refusedCoupons?: readonly RejectedCoupon[]
  /** Coupons on paper that count; those that wait are among the unresolved scans. */
  readonly manufacturerCoupons: readonly TakenCoupon[]
  /** A re-check of promotions under way, with the button that asked for it. */
  readonly validation: Validation | null
  readonly payment: Payment | null
  /** What the customer brings back; null on a plain sale. */
  readonly back: OrderBack | null
  readonly heldFor: string | null
  /** Set by OrderPaid: what was shown, charged, printed and reported, frozen. */
  readonly sale: Sale | null
  readonly effects: readonly Effect[]
  readonly notes: readonly Note[]
}

/** The money rules that applied when the order was opened. */
export type OrderTerms = {
  readonly currency: string
  readonly pricesIncludeTax: boolean
  /** Cash totals are rounded to a multiple of this many minor units; 1 means never. */
  readonly cashRounding: number
  readonly couponsReduceTaxBase: boolean
  /** False where no coupon service is set up: nothing is owed to it then. */
  readonly couponService: boolean
  readonly registerRef: string
}

/** Goods on the order, with everything frozen that a receipt needs. */
export type Line = {
  readonly id: string
  /** L1, L2 …: stable and never reused within the order. */
  readonly ref: string
  readonly sku: string
  readonly name: string
  readonly category: string
  readonly unit: 'each' | 'lb' | 'kg'
  readonly unitPrice: Money
  /** Parts per million. */
  readonly taxRate: number
  readonly barcodes: readonly string[]
  readonly quantity: Quantity
  /** Taken off by the cashier; stays on screen, struck through. */
  readonly voided: boolean
  /** Handed to preparation by Send or Stay. */
  readonly sent: boolean
  /** What the scanned code said of this piece; such a line stays one of its own. Absent on all others. */
  readonly carried?: 'weight' | 'price' | 'count'
  /** When its first pieces were scanned; kept where the store has promotions. */
  readonly addedAt?: number
  /** Pieces scanned in a later minute; the others are of the first. */
  readonly addedLater?: readonly PieceScan[]
}

/** A scan nobody could place. */
export type UnresolvedScan = {
  readonly id: string
  readonly code: string
  /** The check digit is wrong: most likely a misread. */
  readonly misread: boolean
  /** Why a person is needed, where it is not simply unknown. */
  readonly reason?:
    | 'manufacturer-coupon'
    | 'weight-missing'
    | 'weight-not-usable'
    | 'price-not-usable'
    | 'count-not-usable'
  /** What the code says of its piece, for the product that a person finds. */
  readonly carried?: Carried
  /** A manufacturer coupon that is not taken, and why; null until it is judged in the same breath. */
  readonly coupon?: Pick<PresentedCoupon, 'coupon' | 'approval'> & {
    readonly why: CouponRefused | null
    /** It was forgotten at the sale that is open for a return, and is judged by that sale. */
    readonly late?: true
  }
}

/** A manufacturer coupon that counts: what it takes off which lines, and which pieces it is for. */
export type TakenCoupon = PresentedCoupon &
  CouponEffect & {
    /** It came after its sale: what it gives back. Absent on all others. */
    readonly late?: LateMoney
  }

/** The customer on the order. The number itself is never kept. */
export type Customer = {
  readonly lookUpId: string
  readonly customerRef: string
  /** (206) •••-0142 */
  readonly phoneMasked: string
  /** Groups of the shop's own that the number is in, whatever the coupon service says; absent without any. */
  readonly groups?: readonly string[]
  readonly status: 'looking' | 'matched' | 'not-matched' | 'not-answering' | 'refused'
  readonly consumerId: string | null
  readonly coupons: readonly WalletCoupon[]
  /** Coupons that a later look found no more: their offer has ended. Absent where there are none. */
  readonly gone?: readonly GoneCoupon[]
  readonly asOf: number | null
  /** Why there is no answer; on a matched customer, why the last look did not bring one. */
  readonly code: UnknownCode | MisconfiguredCode | 'phone-invalid' | 'consumer-not-found' | null
  /** The number is looked up once more; until the answer is here the wallet of `asOf` stands. */
  readonly isRefreshing?: true
  /** Uses that other orders had confirmed while this look-up was under way: its answer may be older. */
  readonly usedMeanwhile?: readonly ConfirmedUse[]
}

/** A coupon that was in the wallet when it was looked at first. */
export type GoneCoupon = Pick<WalletCoupon, 'couponId' | 'title'>

/** A use of a store promotion that the coupon service has confirmed. */
export type ConfirmedUse = { readonly consumerId: string; readonly couponId: string }

/** A discount of the store's own, put on by the cashier, on one line or the whole order. */
export type StoreDiscount = {
  readonly id: string
  /** The configured discount it came from. */
  readonly ruleId: string
  readonly name: string
  readonly lineId: string | null
  readonly value: DiscountValue
  readonly approvedBy: string | null
}

/** How much a store discount takes off. */
export type DiscountValue =
  | { readonly kind: 'percent'; readonly ratePpm: number }
  | { readonly kind: 'amount'; readonly amount: Money }

/** A promotion code on the order. */
export type Promotion = {
  /** GUID of its VERIFY. */
  readonly id: string
  readonly discountId: string
  readonly code: string
  readonly name: string
  /** Granted by the provider, without tax; what is really taken off is at most what is left. */
  readonly amount: Money
  readonly referenceId: string | null
  readonly appliedAt: number
  readonly appliedBusinessDate: number
  /** `released`: given back after redemption; the paid order keeps its discount. */
  readonly status: 'verifying' | 'pending' | 'applying' | 'redeemed' | 'redeem-failed' | 'released'
  /** Send, Stay or Hold went on without an answer; it is checked at Pay. */
  readonly notRechecked: boolean
  /** A manager accepted it unchecked. */
  readonly acceptedBy: string | null
  /** Given by the shop's rule without the provider's word: it was never asked, or not at Pay. Absent otherwise. */
  readonly unverified?: 'never-asked' | 'not-rechecked'
  /** What the provider granted afterwards for a code it had never been asked about; absent before. */
  readonly granted?: Money
}

/** What the cashier pressed when promotions are re-checked. `continue`: from store promotions to coupons. */
export type ValidationPurpose = 'send' | 'stay' | 'hold' | 'pay' | 'continue'

/** A re-check of promotions: under way, or stuck at Pay without an answer. */
export type Validation = {
  readonly guid: string
  readonly purpose: ValidationPurpose
  readonly heldFor: string | null
  readonly startedAt: number
  readonly status: 'checking' | 'no-answer'
  /** True when nothing could be sent: the line is down. */
  readonly offline: boolean
  /** The provider was not reached: what the shop's rule allows may be given. */
  readonly unreached?: true
}

/** The payment phase of an order. */
export type Payment = {
  readonly startedAt: number
  readonly step: 'store-promotions' | 'coupons' | 'tender'
  readonly storePromotions: readonly StorePromotionUse[]
  /** Store promotions the cashier skipped. */
  readonly skipped: readonly string[]
  readonly authorization: Authorization | null
  readonly tenders: readonly Tender[]
  /** A card payment begun on the card machine, whose end nobody has confirmed yet. */
  readonly card: {
    readonly tenderId: string
    readonly amount: Money
    readonly at: number
    /** Money goes back to the card. */
    readonly back?: true
  } | null
  /** Money given back so far, for goods that came back. */
  readonly refunds: readonly Refund[]
}

/** A store promotion from the wallet, put on one line; the line is closed to further discounts. */
export type StorePromotionUse = {
  readonly couponId: string
  readonly title: string
  readonly lineId: string
  readonly amount: Money
  /** Given by the shop's rule while the coupon service was not reached. */
  readonly unverified?: true
}

/** The coupon service's answer to this order. */
export type Authorization = {
  readonly authRef: string
  readonly status: 'asking' | 'authorized' | 'none' | 'no-answer' | 'unusable' | 'misconfigured'
  /** Key of a renewal under way; the coupons stay on the order until it is answered. */
  readonly renewing: string | null
  readonly authorizationId: string | null
  readonly expiresAt: number | null
  /** When it was granted; absent before. */
  readonly grantedAt?: number
  /** What was asked for; null means every coupon that fits. */
  readonly couponIds: readonly string[] | null
  readonly coupons: readonly AuthorizedCoupon[]
  readonly rejected: readonly RejectedCoupon[]
  /** Titles kept so that "Use again" can name what was left out. */
  readonly leftOut: readonly AuthorizedCoupon[]
  readonly renewals: number
}

/** Something the cashier must have read; it stays until dismissed. Sentences are looked up by code. */
export type Note = {
  readonly id: string
  readonly tone: 'info' | 'success' | 'warning' | 'error'
  readonly code: NoteCode
  /** Named gaps of the sentence; amounts as minor units in strings. */
  readonly values: Readonly<Record<string, string>>
  /** The provider's own first sentence, when it gave one. */
  readonly message: string | null
}

/** Every kind of note. */
export type NoteCode =
  | PromotionRefusalCode
  | 'promotion-no-answer'
  | 'promotions-misconfigured'
  | 'promotion-applied'
  | 'promotion-taken-off'
  | 'promotion-amount-changed'
  | 'promotion-not-rechecked'
  | 'promotion-capped'
  | 'revalidation-refused'
  | 'promotion-already-on-order'
  | 'promotions-at-limit'
  | 'coupons-to-check-again'
  | 'coupons-changed'
  | 'coupons-run-out'
  | 'clock-jumped'
  | 'picked-up-after-restart'
  | 'misread-barcode'
  | 'manufacturer-coupon-back'
  | 'past-use-by'
  | 'past-best-before'
  | 'order-sent'
  | 'store-promotions-need-line'
