import type { RejectedCoupon, WalletCoupon } from '../../../shared/order/answers'
import { couponNearMiss } from '../../../shared/order/coupon-near-miss'
import type { Line, Order } from '../../../shared/order/order'
import type { RejectionGaps } from '../../text/en-payment'

/**
 * What fills the gaps of a rejection's sentence: dates and pieces from the wallet, and the line that comes
 * closest to the coupon. The near miss only chooses the words; it never gives a discount.
 */
export function rejectionGaps(
  rejected: RejectedCoupon,
  order: Order,
  formatDay: (day: string) => string,
): RejectionGaps {
  const coupon = walletCoupon(order, rejected.couponId)
  const lines = order.lines.filter((line) => !line.voided)
  const near = rejected.reason === 'product-mismatch' ? nearMiss(rejected, coupon, lines) : null
  return {
    startsOn: coupon?.startsOn ? formatDay(coupon.startsOn) : null,
    expiresOn: coupon?.expiresOn ? formatDay(coupon.expiresOn) : null,
    needs: coupon?.minPieces ?? null,
    has: coupon ? piecesFor(coupon, lines) : null,
    couponFor: near?.couponFor ?? null,
    orderHas: near?.orderHas ?? null,
    message: rejected.message,
  }
}

/** The wallet's own entry for a coupon, as of the last look. */
export function walletCoupon(order: Order, couponId: string): WalletCoupon | null {
  return order.customer?.coupons.find((coupon) => coupon.couponId === couponId) ?? null
}

function piecesFor(coupon: WalletCoupon, lines: readonly Line[]): number {
  const wanted = new Set(coupon.gtins)
  const thousandths = lines
    .filter((line) => line.barcodes.some((code) => wanted.has(code.padStart(14, '0'))))
    .reduce((all, line) => all + line.quantity, 0)
  return Math.floor(thousandths / 1000)
}

/** By the coupon's own words: sizes where only those differ, else the names. */
function nearMiss(
  { title }: RejectedCoupon,
  coupon: WalletCoupon | null,
  lines: readonly Line[],
): { readonly couponFor: string; readonly orderHas: string } | null {
  const near = couponNearMiss({ title, details: coupon?.details ?? '', gtins: [] }, [], lines)
  if (near === null) return null
  const { differs, wantedSize, hasSize, has } = near
  return differs === 'size' && wantedSize !== null && hasSize !== null
    ? { couponFor: wantedSize, orderHas: hasSize }
    : { couponFor: title, orderHas: has }
}
