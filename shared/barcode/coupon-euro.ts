/**
 * Coupons in a common currency, the euro: EAN-13 beginning 981 or 982.
 *
 *     IIIIIII PP VVV k     I issuer (the beginning included), P promotion, V value, k check digit
 *
 * In 982 the value is in cents (0.01 to 9.99), in 981 in tenths of a euro (0.1 to 99.9). Value 000 is free goods.
 *
 * Source: GS1 Ireland and GS1 Greece, guides to coupon numbering.
 */
import { hasValidCheckDigit } from './gtin'

/** A euro coupon. */
export type EuroCoupon = {
  readonly type: 'euro'
  readonly issuer: string
  readonly promotion: string
  /** Null is free goods. */
  readonly cents: number | null
}

/** Reads an EAN-13. Answers null when it is no euro coupon or its check digit is wrong. */
export function decodeEuroCoupon(digits: string): EuroCoupon | null {
  const [, issuer, promotion, value] = /^(98[12]\d{4})(\d{2})(\d{3})\d$/.exec(digits) ?? []
  if (issuer === undefined || promotion === undefined || !hasValidCheckDigit(digits)) return null
  const worth = Number(value) * (issuer.startsWith('981') ? 10 : 1)
  return { type: 'euro', issuer, promotion, cents: worth === 0 ? null : worth }
}
