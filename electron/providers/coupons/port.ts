import type {
  AuthorizationAnswer,
  AuthorizedCoupon,
  CustomerAnswer,
  ReturnAnswer,
  SettledAnswer,
} from '../../../shared/order/answers'
import type { Money } from '../../../shared/money'
import type { OrderSnapshot } from '../../../shared/order/snapshot'

/** Looks a phone number up. */
export type CustomerRequest = {
  /** Digits as typed; the wire form is the mapping's business. Never journaled or logged. */
  readonly phone: string
  readonly customerRef: string
  readonly orderRef: string
}

/** Asks which coupons apply to an order, and holds them. */
export type AuthorizeRequest = {
  /** UUID of this attempt and its idempotency key. */
  readonly authRef: string
  readonly order: OrderSnapshot
  readonly consumerId: string
  /** Only these coupons; null means every one that fits. */
  readonly couponIds: readonly string[] | null
}

/** Makes held coupons used. */
export type CaptureRequest = {
  readonly authorizationId: string
  readonly orderRef: string
  readonly paidAt: number
  /** What was taken off the sale; absent where that is known to differ from what the service has. */
  readonly coupons?: readonly AuthorizedCoupon[]
}

/** Lets go of held coupons. Without an id the hold is learned by repeating the authorization's own key. */
export type ReleaseRequest = {
  readonly authorizationId: string | null
  readonly orderRef: string
  readonly authorize: AuthorizeRequest
}

/** Marks one store promotion as used. */
export type RedeemRequest = {
  /** Order reference, coupon and line; also the idempotency key. */
  readonly redemptionRef: string
  readonly orderRef: string
  readonly consumerId: string
  readonly couponId: string
  readonly amount: Money
  readonly uses: number
  readonly lineRefs: readonly string[]
}

/** Gives a coupon back to the wallet. */
export type ReturnRequest = Omit<RedeemRequest, 'redemptionRef'> & { readonly returnRef: string }

/** Tells the service what became of an order. */
export type OrderMessage = {
  readonly status: 'open' | 'completed' | 'cancelled' | 'returned'
  readonly order: OrderSnapshot
}

/**
 * The coupon service. No method rejects. Repeating a call with the same key and values has one effect.
 * Before the first call of a session the client tells the service about this register; unknown registers
 * and orders are repaired and the call repeated once, inside the client.
 */
export interface CouponService {
  /** One attempt of 5 s and one repeat. */
  lookUp(request: CustomerRequest): Promise<CustomerAnswer>
  /** At most 8 s in all, one repeat under the same key. */
  authorize(request: AuthorizeRequest): Promise<AuthorizationAnswer>
  /** Already captured counts as ok; for other amounts than were taken off it is refused, `capture-differs`. */
  capture(request: CaptureRequest): Promise<SettledAnswer>
  /** Already released or expired counts as ok. Where the service has no release call, it is ok at once. */
  release(request: ReleaseRequest): Promise<SettledAnswer>
  redeem(request: RedeemRequest): Promise<SettledAnswer>
  giveBack(request: ReturnRequest): Promise<ReturnAnswer>
  report(message: OrderMessage): Promise<SettledAnswer>
}
