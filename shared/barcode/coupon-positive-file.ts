/**
 * The coupon of the positive offer file: application identifier 8112, in GS1-128, Code 128 or QR. It is used
 * once and checked online; value and conditions are not in the code.
 *
 *     format 1 (0 or 1) · length digit 0–6 → funder 6–12 · offer 6 · length digit 0–9 → serial 6–15
 *
 * Digits only, nothing behind. Bundles and web shop codes begin with 8112 too and have another form: they go
 * to the clearing service as they are.
 *
 * Source: GS1 US, Serialized Coupons using AI (8112); the GS1 Barcode Syntax Dictionary.
 */
import { DigitReader } from './digit-reader'

/** A coupon of the positive offer file; `opaque` when only the clearing service can read it. */
export type PositiveFileCoupon =
  | {
      readonly type: 'positive-file'
      readonly format: 0 | 1
      readonly funder: string
      readonly offer: string
      readonly serial: string
    }
  | { readonly type: 'positive-file-opaque'; readonly text: string }

/** Reads what stands behind 8112. A form of its own is kept whole. */
export function decodePositiveFileCoupon(text: string): PositiveFileCoupon {
  const reader = new DigitReader(text)
  const format = reader.one('01') === '1' ? 1 : 0
  const funder = reader.sized('0123456', 6)
  const offer = reader.take(6)
  const serial = reader.sized('0123456789', 6)
  if (!reader.isFine || !reader.isAtEnd) return { type: 'positive-file-opaque', text }
  return { type: 'positive-file', format, funder, offer, serial }
}
