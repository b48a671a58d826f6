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
  if (!authorize) return
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
 * Until when a hold is taken for one; of a short life a quarter is not trusted. Null where its end is unknown,
 * or lies before it was granted: then only the service can say.
 */
export function usableUntil(
  expiresAt: number | null,
  grantedAt: number | undefined,
): number | null {
  if (expiresAt === null || grantedAt === undefined || expiresAt <= grantedAt) return null
  return expiresAt - Math.min(EXPIRY_MARGIN_MS, Math.floor((expiresAt - grantedAt) / 4))
}

/** Whether the coupons on the order are held no more, or may not be. */
export function hasRunOut(now: Authorization | null | undefined, at: number): boolean {
  if (now?.status !== 'authorized') return false
  return at >= (usableUntil(now.expiresAt, now.grantedAt) ?? Infinity)
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
export function frozen(
  order: Order,
  now: Authorization,
  context: Context,
): FrozenAuthorization | null {
  const consumerId = order.customer?.consumerId
  if (consumerId == null) return null
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
