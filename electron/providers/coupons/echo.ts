/*
 * Whether an answer is about what was asked. One that names another order, consumer or coupon is not ours: it is
 * not used, nothing in it is let go, and the log says so as a matter of security.
 */
import type { AuthorizeRequest } from './port'
import type { ToldAuthorization } from './wire/answers'

/** What an authorization names that was not asked about, in few words; null when nothing. */
export function strangeEcho(told: ToldAuthorization, request: AuthorizeRequest): string | null {
  const { order, consumerId, couponIds } = request
  if (told.orderRef !== null && told.orderRef !== order.orderRef) return 'another order'
  if (told.consumerId !== null && told.consumerId !== consumerId) return 'another consumer'
  const asked = (id: string | null) => couponIds === null || id === null || couponIds.includes(id)
  return told.coupons.every(({ couponId }) => asked(couponId)) ? null : 'another coupon'
}
