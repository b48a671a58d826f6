import { money } from '../../shared/money'
import { quantity } from '../../shared/quantity'
import type {
  CouponBlock,
  CouponRefused,
  CouponShortfall,
} from '../../shared/promotions/manufacturer-coupon'
import { enCouponBlocks, enCouponDoubts, enCoupons, enLateBlocks, missingOf } from './en-coupons'
import type { Format } from './format'

/**
 * Why a manufacturer coupon waits, and the next act, in two sentences.
 * @param isLate  it came after its sale, which gets no more goods
 */
export function couponWords(
  why: CouponRefused,
  format: Format,
  isLate = false,
): { readonly first: string; readonly second: string } {
  if (why.outcome === 'needs-manager') return enCouponDoubts[why.doubt]
  const { reason } = why.block
  const { first, second } = enCouponBlocks[reason]
  const late = isLate ? enLateBlocks[reason] : undefined
  return { first: first(gapsOf(why.block, format)), second: late ?? second }
}

function gapsOf(block: CouponBlock, format: Format) {
  const missing = 'missing' in block ? block : null
  return {
    day: 'day' in block ? dayWords(block.day, format) : '',
    currency: 'currency' in block ? block.currency : '',
    missing: {
      more: missing === null ? '' : moreOf(missing, format),
      of: missing === null ? '' : missingOf(missing),
    },
  }
}

function moreOf({ missing, unit }: CouponShortfall, format: Format): string {
  switch (unit) {
    case 'pieces':
      return enCoupons.more.pieces(missing)
    case 'money':
    case 'money-of-order':
      return enCoupons.more.spent(format.amount(money(missing)))
    case 'pounds':
      return enCoupons.more.weight(format.quantity(quantity(missing * 10), 'lb'))
    case 'kilograms':
      return enCoupons.more.weight(format.quantity(quantity(missing), 'kg'))
  }
}

/** With the year: paper is found years later. */
function dayWords(day: number, format: Format): string {
  const plain = String(day).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
  return enCoupons.day(format.plainDay(plain), plain.slice(0, 4))
}
