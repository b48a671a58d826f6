import type { RejectedCoupon, WalletCoupon } from '../../../shared/order/answers'
import { couponNearMiss } from '../../../shared/order/coupon-near-miss'
import type { Line, Order } from '../../../shared/order/order'
import type { RejectionGaps, WhyRejected } from '../../text/en-payment'

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
  const isOther = rejected.reason === 'product-mismatch'
  const near = isOther
    ? (unreadNear(rejected, coupon, lines) ?? nearMiss(rejected, coupon, lines))
    : null
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

/** The reason as the cashier needs it: goods that PETZ cannot know are not the wrong ones. */
export function whyRejected(rejected: RejectedCoupon, order: Order): WhyRejected {
  return unreadLine(rejected, order) === null ? rejected.reason : 'no-upc'
}

/** The goods without a UPC that a coupon may mean; null where the reason is another. */
export function unreadLine(rejected: RejectedCoupon, order: Order): Line | null {
  if (rejected.reason !== 'product-mismatch') return null
  const lines = order.lines.filter((line) => !line.voided)
  return unread(rejected, walletCoupon(order, rejected.couponId), lines)
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

type Near = { readonly couponFor: string; readonly orderHas: string }

/** Goods without a barcode that are called like what the coupon is for. */
function unread(
  { title }: Pick<RejectedCoupon, 'title'>,
  coupon: WalletCoupon | null,
  lines: readonly Line[],
): Line | null {
  const unmarked = lines.filter((line) => line.barcodes.length === 0)
  const near = couponNearMiss(wordsOf(title, coupon), [], unmarked)
  return unmarked.find((line) => line.id === near?.lineId) ?? null
}

function unreadNear(...of: Parameters<typeof unread>): Near | null {
  const line = unread(...of)
  return line ? { couponFor: of[0].title, orderHas: line.name } : null
}

/** By the coupon's own words: sizes where only those differ, else the names. */
function nearMiss(
  { title }: Pick<RejectedCoupon, 'title'>,
  coupon: WalletCoupon | null,
  lines: readonly Line[],
): Near | null {
  const near = couponNearMiss(wordsOf(title, coupon), [], lines)
  if (near === null) return null
  const { differs, wantedSize, hasSize, has } = near
  return differs === 'size' && wantedSize !== null && hasSize !== null
    ? { couponFor: wantedSize, orderHas: hasSize }
    : { couponFor: title, orderHas: has }
}

/** What a coupon is for, in its own words. */
function wordsOf(title: string, coupon: WalletCoupon | null) {
  return { title, details: coupon?.details ?? '', gtins: [] }
}
