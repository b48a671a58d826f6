import { subtract, sum, type Money } from '../../../shared/money'
import { isWhole } from '../../../shared/quantity'
import type { WalletCoupon } from '../../../shared/order/answers'
import { storePromotionAmount, storePromotionRefusal } from '../../../shared/order/decide-payment'
import type { Line, Order } from '../../../shared/order/order'
import type { LineTotals, Totals } from '../../../shared/order/sale'

/** Why a line is not to be chosen for a store promotion. */
export type Excluded = 'has-store-promotion' | 'has-discount' | 'too-few' | 'other-product'

/** What a store promotion would take off one line. */
export type Forecast = {
  readonly line: Line
  /** The line after the store's own discounts on it, as listed. */
  readonly before: Money
  readonly off: Money
  readonly after: Money
  /** The promotion takes part of the pieces: "1 of 3 pieces". */
  readonly pieces: { readonly taken: number; readonly of: number } | null
  readonly excluded: Excluded | null
}

/**
 * What a store promotion from the wallet would take off each line that is for sale. A forecast for the
 * cashier's eye, by the same rules; the till works out the amount that counts.
 */
export function forecastsOf(
  coupon: WalletCoupon,
  order: Order,
  totals: Totals,
): readonly Forecast[] {
  const byLine = new Map(totals.lines.map((line) => [line.lineId, line]))
  return order.lines.flatMap((line) => {
    const lineTotals = byLine.get(line.id)
    return lineTotals ? [forecastOf(coupon, order, line, lineTotals)] : []
  })
}

function forecastOf(coupon: WalletCoupon, order: Order, line: Line, totals: LineTotals): Forecast {
  const before = subtract(totals.gross, takenBefore(totals, coupon))
  const off = storePromotionAmount(coupon, line, before)
  const of = isWhole(line.quantity) ? line.quantity / 1000 : 1
  const taken = Math.min(coupon.minPieces, of)
  return {
    line,
    before,
    off,
    after: subtract(before, off),
    pieces: of > taken ? { taken, of } : null,
    excluded: excludedBy(coupon, order, line),
  }
}

/** Discounts of this line that come before the promotion: the store's own, and other store promotions. */
function takenBefore(totals: LineTotals, coupon: WalletCoupon): Money {
  return sum(
    totals.shares
      .filter(
        (share) =>
          share.kind === 'item-rule' ||
          share.kind === 'store-discount' ||
          (share.kind === 'store-promotion' && share.discountId !== coupon.couponId),
      )
      .map((share) => share.amount),
  )
}

/** The till says only that the coupon cannot be used; the cashier reads which of its rules it was. */
function excludedBy(coupon: WalletCoupon, order: Order, line: Line): Excluded | null {
  const why = storePromotionRefusal(order, coupon, line)
  if (why === null) return null
  if (why === 'line-has-store-promotion') return 'has-store-promotion'
  if (order.storeDiscounts.some((one) => one.lineId === line.id)) return 'has-discount'
  return line.unit === 'each' && line.quantity < coupon.minPieces * 1000
    ? 'too-few'
    : 'other-product'
}
