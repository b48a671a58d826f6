import { describe, expect, it } from 'vitest'
import type { CouponRejection } from '../../../shared/order/answers'
import { enRejections } from '../../text/en-payment'
import { order0042 } from '../payment/fixtures'
import { rejectionGaps, whyRejected } from './rejection-gaps'

const order = order0042()

function sentence(couponId: string, title: string, reason: CouponRejection, message = ''): string {
  const gaps = rejectionGaps({ couponId, title, reason, message }, order, (day) => `day ${day}`)
  return enRejections[reason](gaps)
}

describe('why a coupon does not apply', () => {
  it('names the other size of the line that comes closest', () => {
    expect(sentence('70502', '$3.00 off Brambleway Chicken 12 lb', 'product-mismatch')).toBe(
      'Not the product in this offer. The coupon is for 12 lb; the order has 24 lb.',
    )
  })

  it('says only that the product is another one when nothing comes close', () => {
    expect(sentence('x', 'Free aquarium filter', 'product-mismatch')).toBe(
      'Not the product in this offer.',
    )
  })

  it.each<[CouponRejection, string]>([
    ['quantity-not-met', 'Needs 6, the order has 6'],
    ['not-started', 'Valid from day 2025-03-01'],
    ['expired', 'Expired on day 2025-03-31'],
    ['withdrawn', 'The offer has ended'],
    ['not-in-wallet', 'The customer has not saved this coupon in the app'],
    ['already-redeemed', 'Already used with this phone number'],
    ['held-elsewhere', 'In use at another register or in an unfinished sale'],
    ['retailer-not-eligible', 'Not valid in this store'],
    ['line-excluded', 'This item already has a store promotion'],
    ['store-promotion', 'This is a store promotion. Choose its item in step 1'],
  ])('has a sentence for %s', (reason, expected) => {
    expect(sentence('70460', 'Buy 6 pouches, 1 free', reason)).toBe(expected)
  })

  it('repeats the words of PETZ for a reason of its own', () => {
    expect(sentence('70460', 'Buy 6', 'unknown', 'budget gone')).toBe(
      'PETZ did not accept the coupon (budget gone)',
    )
  })

  it('leaves dates and counts out for a coupon that is not in the wallet', () => {
    expect(sentence('gone', 'Gone', 'expired')).toBe('Expired')
    expect(sentence('gone', 'Gone', 'quantity-not-met')).toBe('Not enough pieces on the order')
  })

  it('tells goods without a UPC from the wrong ones', () => {
    const rejected = {
      couponId: '70502',
      title: '$3.00 off Brambleway Chicken 12 lb',
      reason: 'product-mismatch',
      message: '',
    } as const
    expect(whyRejected(rejected, order)).toBe('product-mismatch')
    const lines = order.lines.map((line) => ({ ...line, barcodes: [] }))
    expect(whyRejected(rejected, { ...order, lines })).toBe('no-upc')
    expect(whyRejected({ ...rejected, reason: 'withdrawn' }, order)).toBe('withdrawn')
  })
})
