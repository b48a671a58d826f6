import type { UnresolvedScan } from '../../shared/order/order'
import { couponWords } from './coupon-words'
import { en } from './en'
import type { Format } from './format'

/** A scan that waits for a person, in two sentences: what it is, and what to do. */
export type UnresolvedWords = { readonly first: string; readonly second: string }

/** The words of the row of a scan nobody could place. */
export function unresolvedWords(scan: UnresolvedScan, format: Format): UnresolvedWords {
  if (scan.misread) return { first: en.misread, second: en.misreadHelp(scan.code) }
  switch (scan.reason) {
    case undefined:
      return { first: en.unknownBarcode(scan.code), second: en.unknownBarcodeHelp }
    case 'manufacturer-coupon':
      return scan.coupon?.why
        ? couponWords(scan.coupon.why, format, scan.coupon.late === true)
        : { first: en.paperCoupon, second: en.paperCouponHelp }
    default:
      return { first: en.pieceNotUsable[scan.reason], second: en.pieceNotUsableHelp(scan.code) }
  }
}

/** The same said aloud, at once. */
export function unresolvedSpoken(scan: UnresolvedScan, format: Format): string {
  if (scan.reason === undefined) return en.unknownSpoken([...scan.code].join(' '))
  const { first, second } = unresolvedWords(scan, format)
  return en.unresolvedSpoken(first, second)
}
