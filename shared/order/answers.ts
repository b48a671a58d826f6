import type { Money } from '../money'
import type { Quantity } from '../quantity'

/**
 * How a provider call ended (docs/architecture.md, three endings): it said yes, it said no, or we do not
 * know. `misconfigured` is a no that needs a manager: a refused key or a wrong address; nothing happened.
 */
export type Answer<Value, Refused> =
  | { readonly status: 'ok'; readonly value: Value }
  | { readonly status: 'refused'; readonly refused: Refused }
  | {
      readonly status: 'unknown'
      readonly code: UnknownCode
      readonly detail: string
      /** How long the provider asks to be left alone, milliseconds; it is obeyed up to a minute. */
      readonly retryAfterMs?: number
    }
  | { readonly status: 'misconfigured'; readonly code: MisconfiguredCode; readonly detail: string }

/** Why the outcome is unknown. `offline`: nothing was sent, the network is away or the breaker is open. */
export type UnknownCode =
  'timeout' | 'offline' | 'connection-lost' | 'server-error' | 'rate-limited' | 'malformed'

/** What is wrong with the set-up. */
export type MisconfiguredCode = 'key-refused' | 'wrong-address' | 'account-inactive'

/** The promotions provider's reasons (`errorType` on its wire) in our words. */
export type PromotionRefusalCode =
  | 'promotion-not-found'
  | 'promotion-already-used'
  | 'promotion-not-applicable'
  | 'promotion-inactive'
  | 'promotion-request-invalid'
  | 'promotion-refused'

/** One promotion the provider will not have. */
export type PromotionRefusal = {
  /** GUID of its VERIFY; null when the provider named none that we know. */
  readonly promotionId: string | null
  readonly code: PromotionRefusalCode
  /** The provider's own sentence for the cashier, cleaned, at most 200 characters; null when it gave none. */
  readonly message: string | null
}

/** What the provider grants for a code. */
export type PromotionGrant = {
  readonly name: string
  /** Money off without tax, zero or more. */
  readonly amount: Money
  readonly referenceId: string | null
}

/** The present amount of one promotion, after a re-check or a redemption. */
export type PromotionAmount = { readonly promotionId: string; readonly amount: Money }

/** Answer to VERIFY. */
export type VerifyAnswer = Answer<PromotionGrant, PromotionRefusal>
/** Answer to REVALIDATE and APPLY: every promotion asked about, or the ones refused. */
export type PromotionsAnswer = Answer<readonly PromotionAmount[], readonly PromotionRefusal[]>
/** Answer to VOID. `promotion-not-found` counts as done and arrives as ok. */
export type VoidAnswer = Answer<null, readonly PromotionRefusal[]>

/** A coupon in the customer's wallet, as of the last look. */
export type WalletCoupon = {
  readonly couponId: string
  /** A store promotion (the store's own rule, wallet type ST) or a network coupon. */
  readonly kind: 'store-promotion' | 'coupon'
  readonly title: string
  readonly details: string
  /** GTIN-14s it is for; may be empty for a store promotion. */
  readonly gtins: readonly string[]
  readonly value: CouponValue
  readonly minPieces: number
  readonly usesLeft: number
  /** Plain dates yyyy-mm-dd, inclusive; null when open. */
  readonly startsOn: string | null
  readonly expiresOn: string | null
}

/** What a wallet coupon is worth. */
export type CouponValue =
  | { readonly kind: 'amount'; readonly amount: Money }
  | { readonly kind: 'percent'; readonly ratePpm: number; readonly most: Money | null }
  | { readonly kind: 'free-item'; readonly pieces: number }
  | { readonly kind: 'unknown' }

/** Customer found at the coupon service. The wallet address is a secret and never journaled. */
export type CustomerMatch = {
  readonly consumerId: string
  readonly coupons: readonly WalletCoupon[]
}

/** Reasons of the coupon service in our words. */
export type CouponRefusalCode =
  | 'phone-invalid'
  | 'consumer-not-found'
  | 'coupon-not-found'
  | 'coupon-already-redeemed'
  | 'coupon-not-in-wallet'
  | 'authorization-expired'
  | 'authorization-released'
  | 'authorization-captured'
  | 'capture-differs'
  | 'authorization-mismatch'
  | 'authorization-not-found'
  | 'idempotency-conflict'
  | 'order-closed'
  | 'return-exceeds-redeemed'
  | 'request-invalid'
  | 'coupon-request-refused'

/** A no from the coupon service. */
export type CouponRefusal = {
  readonly code: CouponRefusalCode
  /** For the owed list and the log: the service's request id or words, cleaned, at most 200 characters. */
  readonly detail: string
}

/** Answer to a phone look-up; `value: null` means no account for this number. */
export type CustomerAnswer = Answer<CustomerMatch | null, CouponRefusal>

/** Coupons held for this order. */
export type AuthorizationGrant = {
  /** Null when nothing applies. */
  readonly authorizationId: string | null
  /** Milliseconds since 1970. */
  readonly expiresAt: number | null
  readonly coupons: readonly AuthorizedCoupon[]
  readonly rejected: readonly RejectedCoupon[]
  /** Ids of coupons whose value was cut to what the line had left. */
  readonly cut: readonly string[]
}

/** One coupon the service gives, with the lines it fell on. The amounts add up to `amount`. */
export type AuthorizedCoupon = {
  readonly couponId: string
  readonly title: string
  readonly amount: Money
  readonly uses: number
  readonly lines: readonly {
    readonly lineRef: string
    readonly amount: Money
    readonly quantity: Quantity
  }[]
}

/** Why a wallet coupon does not apply (`rejected[].reason` on the wire, hyphenated). */
export type CouponRejection =
  | 'product-mismatch'
  | 'quantity-not-met'
  | 'not-started'
  | 'expired'
  | 'already-redeemed'
  | 'held-elsewhere'
  | 'withdrawn'
  | 'retailer-not-eligible'
  | 'line-excluded'
  | 'not-in-wallet'
  | 'store-promotion'
  | 'unknown'

/** One coupon the service does not give. */
export type RejectedCoupon = {
  readonly couponId: string
  readonly title: string
  readonly reason: CouponRejection
  readonly message: string
}

/** Answer to an authorization. An answer that breaks our checks is `unknown` with code `malformed`. */
export type AuthorizationAnswer = Answer<AuthorizationGrant, CouponRefusal>
/** Answer to capture, release, redeem and order messages. */
export type SettledAnswer = Answer<null, CouponRefusal>
/** Answer to a return. One that has run out meanwhile is taken back and cannot be used again. */
export type ReturnAnswer = Answer<{ readonly availableAgain: boolean }, CouponRefusal>
