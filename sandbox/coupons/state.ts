/*
 * What the sandboxed coupon service remembers. Everything is in memory and starts again with `reset`.
 */
import type { CouponValue } from '../../shared/order/answers'
import type { Money } from '../../shared/money'

/** What happens to a consumer's coupons behind the till's back. */
export type Trait = 'used-after-look' | 'withdrawn-after-look' | 'short-hold'

/** Someone with an account. */
export type Consumer = {
  readonly consumerId: string
  /** International form. */
  readonly phone: string
  readonly trait: Trait | null
}

/** An offer. */
export type Coupon = {
  readonly couponId: string
  /** `ST` or anything else. */
  readonly type: string
  readonly title: string
  readonly details: string
  readonly upcs: readonly string[]
  readonly value: CouponValue
  readonly piecesLeast: number
  /** Plain days of the shop, inclusive. */
  readonly startsOn: string
  readonly expiresOn: string
  /** False: meant for other retailers. */
  readonly validHere: boolean
  readonly withdrawn: boolean
}

/** A coupon in one wallet. */
export type Holding = {
  readonly consumerId: string
  readonly couponId: string
  readonly usesLeft: number
  /** Used and not given back. */
  readonly usesUsed: number
  /** The redemption that used it last; null for captures. */
  readonly usedBy: string | null
}

/** One coupon of an authorization. */
export type GrantedCoupon = {
  readonly couponId: string
  readonly title: string
  readonly amount: Money
  readonly lines: readonly {
    readonly lineRef: string
    readonly amount: Money
    /** Thousandths. */
    readonly quantity: number
  }[]
}

/** Coupons held for an order. Past `expiresAt` it no longer holds, whatever its status says. */
export type Authorization = {
  readonly authorizationId: string
  readonly orderRef: string
  readonly deviceRef: string
  readonly consumerId: string
  readonly status: 'authorized' | 'captured' | 'released' | 'replaced'
  readonly expiresAt: number
  readonly capturedAt: number | null
  readonly coupons: readonly GrantedCoupon[]
}

/** An order as the service knows it. */
export type SandboxOrder = {
  readonly orderRef: string
  readonly deviceRef: string
  readonly status: 'open' | 'completed' | 'cancelled' | 'returned'
  readonly customerRef: string | null
  readonly consumerId: string | null
  readonly closedAt: number | null
  /** As told, in the wire's form. */
  readonly lines: readonly unknown[]
  readonly totals: unknown
  /** Coupons of the last wallet given out for this order. */
  readonly seen: readonly string[]
  readonly updatedAt: number
}

/** A shop's account. */
export type Account = {
  readonly accountRef: string
  readonly accountKey: string
  readonly status: 'pending' | 'active' | 'suspended'
  readonly keyGiven: boolean
  readonly token: string
  readonly callbackUrl: string | null
}

/** An answer that must come again byte for byte. */
export type StoredAnswer = {
  readonly request: string
  readonly status: number
  readonly text: string
}

/** A wallet page that can be opened for a while. */
export type WalletPage = { readonly consumerId: string; readonly expiresAt: number }

/** Everything. Records are replaced, never changed. */
export type State = {
  readonly accounts: Map<string, Account>
  readonly locations: Map<string, { readonly name: string; readonly timeZone: string }>
  readonly registers: Map<
    string,
    { readonly name: string; readonly locationRef: string; readonly active: boolean }
  >
  /** Product reference → its identifiers as 14 digits. */
  readonly products: Map<string, readonly string[]>
  readonly consumers: Map<string, Consumer>
  /** Customer reference → consumer. */
  readonly customers: Map<string, string>
  readonly coupons: Map<string, Coupon>
  /** By `consumer/coupon`. */
  readonly holdings: Map<string, Holding>
  readonly orders: Map<string, SandboxOrder>
  readonly authorizations: Map<string, Authorization>
  /** By `call/key`. */
  readonly answers: Map<string, StoredAnswer>
  readonly walletPages: Map<string, WalletPage>
  readonly numbers: { authorization: number; token: number }
}

/** A state with nothing in it. */
export function emptyState(): State {
  return {
    accounts: new Map(),
    locations: new Map(),
    registers: new Map(),
    products: new Map(),
    consumers: new Map(),
    customers: new Map(),
    coupons: new Map(),
    holdings: new Map(),
    orders: new Map(),
    authorizations: new Map(),
    answers: new Map(),
    walletPages: new Map(),
    numbers: { authorization: 31_907, token: 1 },
  }
}

/** Puts a coupon into a wallet, or replaces what is there. */
export function putHolding(state: State, holding: Holding): void {
  state.holdings.set(`${holding.consumerId}/${holding.couponId}`, holding)
}

/** A coupon of one wallet, or undefined. */
export function holdingOf(state: State, consumerId: string, couponId: string): Holding | undefined {
  return state.holdings.get(`${consumerId}/${couponId}`)
}

/** Whether an authorization holds its coupons now. */
export function isHolding(authorization: Authorization, now: number): boolean {
  return authorization.status === 'authorized' && authorization.expiresAt > now
}

/** Ends whatever holds coupons for an order. */
export function endHolds(state: State, orderRef: string, status: 'released' | 'replaced'): void {
  for (const [id, authorization] of state.authorizations) {
    if (authorization.orderRef === orderRef && authorization.status === 'authorized') {
      state.authorizations.set(id, { ...authorization, status })
    }
  }
}

/** The plain day in a time zone. */
export function dayIn(timeZone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at)
  const part = (type: string) => parts.find((entry) => entry.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** The plain day some days later, or earlier. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
