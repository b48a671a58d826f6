/**
 * The Global Coupon Number: application identifier 255, thirteen digits with a check digit and a serial number
 * of up to twelve, beside one element that says what it is worth: `390n` an amount, `394n` percent of
 * four digits, `8111` loyalty points. An amount of nothing (`3900` with 000) is a free gift.
 *
 * Source: GS1 General Specifications, 3.5.6 and 2.6.
 */
import { decimalOf, valueOf, type Gs1Element } from './gs1'

/** A coupon with a Global Coupon Number. */
export type GlobalCoupon = {
  readonly type: 'global'
  readonly number: string
  readonly serial: string | null
  readonly worth:
    | { readonly kind: 'amount' | 'percent'; readonly value: number; readonly decimals: number }
    | { readonly kind: 'points'; readonly value: number }
    | { readonly kind: 'gift' }
    /** The code does not say. */
    | null
}

/** Reads the coupon out of the elements of a message; null when there is none. */
export function globalCouponIn(elements: readonly Gs1Element[]): GlobalCoupon | null {
  const whole = valueOf(elements, '255')
  if (whole === null) return null
  const serial = whole.slice(13)
  return {
    type: 'global',
    number: whole.slice(0, 13),
    serial: serial === '' ? null : serial,
    worth: worthIn(elements),
  }
}

function worthIn(elements: readonly Gs1Element[]): GlobalCoupon['worth'] {
  const amount = decimalOf(elements, '390')
  if (amount) {
    const value = Number(amount.digits)
    return value === 0 ? { kind: 'gift' } : { kind: 'amount', value, decimals: amount.decimals }
  }
  const percent = decimalOf(elements, '394')
  if (percent) {
    return { kind: 'percent', value: Number(percent.digits), decimals: percent.decimals }
  }
  const points = valueOf(elements, '8111')
  return points === null ? null : { kind: 'points', value: Number(points) }
}
