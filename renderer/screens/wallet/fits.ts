import type { WalletCoupon } from '../../../shared/order/answers'
import type { Line } from '../../../shared/order/order'

/** What can be said of a saved coupon before Pay. A forecast: the service has the last word. */
export type Fit =
  | { readonly kind: 'choose-at-pay' }
  | { readonly kind: 'fits' }
  | { readonly kind: 'not-in-order' }
  /** The order has the same product in another size. */
  | { readonly kind: 'other-size'; readonly size: string }
  | { readonly kind: 'not-started'; readonly day: string }
  | { readonly kind: 'expired'; readonly day: string }

/**
 * Whether a coupon will fit the order.
 * @param today  yyyy-mm-dd in the shop's time
 */
export function fitOf(coupon: WalletCoupon, lines: readonly Line[], today: string): Fit {
  if (coupon.startsOn !== null && coupon.startsOn > today) {
    return { kind: 'not-started', day: coupon.startsOn }
  }
  if (coupon.expiresOn !== null && coupon.expiresOn < today) {
    return { kind: 'expired', day: coupon.expiresOn }
  }
  if (coupon.kind === 'store-promotion') return { kind: 'choose-at-pay' }
  const open = lines.filter((line) => !line.voided)
  const pieces = open
    .filter((line) => line.barcodes.some((barcode) => hasGtin(coupon, barcode)))
    .reduce((sum, line) => sum + line.quantity / 1000, 0)
  if (pieces > 0 && pieces >= coupon.minPieces) return { kind: 'fits' }
  const size = pieces > 0 ? null : otherSize(coupon.title, open)
  return size === null ? { kind: 'not-in-order' } : { kind: 'other-size', size }
}

function hasGtin(coupon: WalletCoupon, barcode: string): boolean {
  const gtin = barcode.padStart(14, '0')
  return coupon.gtins.some((one) => one.padStart(14, '0') === gtin)
}

const SIZE = /(\d+(?:\.\d+)?) ?(lb|oz|kg|g|l|ml|ct)\b/i

/** The size of a line that shares two words with the coupon's title and is measured alike. */
function otherSize(title: string, lines: readonly Line[]): string | null {
  const wanted = SIZE.exec(title)
  if (wanted === null) return null
  const words = wordsOf(title)
  for (const line of lines) {
    const size = SIZE.exec(line.name)
    const shared = [...wordsOf(line.name)].filter((word) => words.has(word)).length
    if (size === null || shared < 2 || size[2] !== wanted[2] || size[1] === wanted[1]) continue
    return `${size[1] ?? ''} ${size[2] ?? ''}`
  }
  return null
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}]{4,}/gu) ?? [])
}
