import { assert } from '../assert'
import type { AuthorizedCoupon } from './answers'
import { owe, type Context, type Course } from './context'
import type { FrozenAuthorization } from './effect'
import type { EventOf } from './events'
import type { Authorization, Order } from './order'
import { snapshotOf } from './snapshot-of'

/** Asks which coupons apply and holds them. */
export function requestAuthorization(
  course: Course,
  couponIds: readonly string[] | null,
  renewal: boolean,
  context: Context,
): void {
  const authRef = context.newId()
  course.then({ type: 'CouponAuthorizationRequested', authRef, couponIds, renewal })
}

/** Lets go of what is, or may be, held for this order. */
export function releaseAuthorization(course: Course, context: Context): void {
  const now = course.now.payment?.authorization
  if (!now) return
  course.then({ type: 'CouponsLetGo', authRef: now.authRef })
  if (!mayHold(now)) return
  const authorize = frozen(course.now, now, context)
  const { authorizationId, status } = now
  const orderRef = course.now.ref
  if (authorizationId !== null) {
    course.then(owe({ kind: 'coupon-release', authorizationId, orderRef, authorize }, context))
  }
  const open = status === 'authorized' ? now.renewing : now.authRef
  if (open !== null) course.then(oweReleaseOf(open, authorize, context))
}

/** Whether the service may hold coupons for this order: by this question, or by one before it. */
export function mayHold(now: Authorization): boolean {
  if (now.status === 'none') return false
  return now.status !== 'misconfigured' || now.authorizationId !== null
}

/** A hold is not trusted for the last half minute of its life: clocks differ, and requests take time. */
const EXPIRY_MARGIN_MS = 30_000

/**
 * Until when a hold is taken for one; of a short life a quarter is not trusted. A service that repeats an answer
 * of long ago grants what has run out already. Null where the end is not known.
 */
export function usableUntil(
  expiresAt: number | null,
  grantedAt: number | undefined,
): number | null {
  if (expiresAt === null || grantedAt === undefined) return null
  return trustedUntil(expiresAt, grantedAt)
}

function trustedUntil(expiresAt: number, grantedAt: number): number {
  const life = Math.max(0, expiresAt - grantedAt)
  return expiresAt - Math.min(EXPIRY_MARGIN_MS, Math.floor(life / 4))
}

/**
 * Whether the coupons on an unpaid order are held no more, or may not be. One that was granted a moment ago is
 * not asked for again and again, whatever its end says: then only the service knows.
 */
export function hasRunOut({ status, expiresAt, grantedAt }: Authorization, at: number): boolean {
  if (status !== 'authorized' || expiresAt === null || grantedAt === undefined) return false
  return expiresAt > grantedAt && at >= trustedUntil(expiresAt, grantedAt)
}

/** Lets go of what a question without an answer may hold: it is learned by the question's own key. */
export function oweReleaseOf(
  authRef: string,
  authorize: FrozenAuthorization,
  context: Context,
  after: readonly string[] = [],
): EventOf<'EffectOwed'> {
  const { orderRef } = authorize.order
  const release = { kind: 'coupon-release', authorizationId: null, orderRef } as const
  const waitsUntil = context.at + 60_000
  return owe({ ...release, authorize: { ...authorize, authRef } }, context, { after, waitsUntil })
}

/** An authorization as it can be asked for again under the same or a new key. */
export function frozen(order: Order, now: Authorization, context: Context): FrozenAuthorization {
  const consumerId = order.customer?.consumerId
  assert(consumerId != null, 'Coupons are held for a customer nobody knows')
  const { authRef, couponIds, coupons } = now
  return { authRef, order: snapshotOf(order, context.at), consumerId, couponIds, coupons }
}

/** Whether two grants give the same money on the same lines. */
export function sameCoupons(
  a: readonly AuthorizedCoupon[],
  b: readonly AuthorizedCoupon[],
): boolean {
  return JSON.stringify(a.map(essence).sort()) === JSON.stringify(b.map(essence).sort())
}

/** Whether a grant gives some of the coupons of another, each for that much or less, and nothing else. */
export function isPartOf(
  part: readonly AuthorizedCoupon[],
  whole: readonly AuthorizedCoupon[],
): boolean {
  const isThere = (coupon: AuthorizedCoupon) =>
    whole.some((one) => one.couponId === coupon.couponId && coupon.amount <= one.amount)
  return part.length > 0 && part.every(isThere)
}

function essence(coupon: AuthorizedCoupon): string {
  const lines = coupon.lines.map((line) => `${line.lineRef}=${line.amount}`).sort()
  return `${coupon.couponId}:${lines.join(',')}`
}
