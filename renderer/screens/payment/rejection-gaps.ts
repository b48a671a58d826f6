import type { RejectedCoupon, WalletCoupon } from '../../../shared/order/answers'
import type { Line, Order } from '../../../shared/order/order'
import type { RejectionGaps } from '../../text/en-payment'

/** A size as printed on a pack: "24 lb", "3 oz", "1.5 kg". */
const SIZE = /\b\d+(?:[.,]\d+)?\s?(?:lb|oz|kg|g|ml|l|ct|in)\b/i

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

function nearMiss(
  rejected: RejectedCoupon,
  coupon: WalletCoupon | null,
  lines: readonly Line[],
): { readonly couponFor: string; readonly orderHas: string } | null {
  const about = `${rejected.title} ${coupon?.details ?? ''}`
  const words = wordsOf(about)
  const scored = lines
    .map((line) => ({
      line,
      score: wordsOf(line.name).filter((word) => words.includes(word)).length,
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
  const closest = scored[0]?.line
  if (!closest) return null
  const couponSize = SIZE.exec(about)?.[0]
  const lineSize = SIZE.exec(closest.name)?.[0]
  return couponSize && lineSize && couponSize !== lineSize
    ? { couponFor: couponSize, orderHas: lineSize }
    : { couponFor: rejected.title, orderHas: closest.name }
}

/** Words that tell products apart; sizes and short words do not. */
function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{L}{4,}/gu) ?? []
}
