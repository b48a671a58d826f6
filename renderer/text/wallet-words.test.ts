import { describe, expect, it } from 'vitest'
import { money } from '../../shared/money'
import type { WalletCoupon } from '../../shared/order/answers'
import type { CouponNearMiss } from '../../shared/order/coupon-near-miss'
import type { CouponOutlook } from '../../shared/order/coupon-outlook'
import { makeFormat } from './format'
import { lineWords, outlookWords, silenceWords, valueWords } from './wallet-words'

const format = makeFormat('en-US', 'USD', 'UTC')
const OAT = '00000000000017'
const COUPON: WalletCoupon = {
  couponId: '1',
  kind: 'coupon',
  title: 'Oat offer',
  details: '',
  gtins: [OAT],
  value: { kind: 'amount', amount: money(150) },
  minPieces: 1,
  usesLeft: 1,
  startsOn: null,
  expiresOn: null,
}
const NEAR: CouponNearMiss = {
  lineId: 'l',
  differs: 'size',
  wanted: 'Oat milk 1 l',
  others: 0,
  has: 'Oat milk 500 ml',
  wantedSize: '1 l',
  hasSize: '500 ml',
}
const near = (change: Partial<CouponNearMiss> = {}): CouponOutlook => ({
  state: 'other-goods',
  near: { ...NEAR, ...change },
  lineIds: ['l'],
})

function say(outlook: CouponOutlook, change: Partial<WalletCoupon> = {}) {
  const products = { [OAT]: { name: 'Oat milk 1 l', category: 'Food' } }
  const { tag, sentence } = outlookWords({ ...COUPON, ...change }, outlook, { format, products })
  return sentence === null ? [tag] : [tag, sentence]
}

const on = { lineIds: ['l'] }

describe('how a saved coupon stands, in words', () => {
  it.each<[CouponOutlook, readonly string[]]>([
    [{ state: 'given', amount: money(150), ...on }, ['On the order, −1.50']],
    [{ state: 'fits', amount: money(150), rivals: [], ...on }, ['Fits this order, −1.50']],
    [{ state: 'fits', amount: null, rivals: [], ...on }, ['Fits this order']],
    [
      { state: 'fits', amount: money(150), rivals: ['10% off'], ...on },
      ['Fits this order, −1.50', '“10% off” is for the same pieces. PETZ may give only one.'],
    ],
    [
      { state: 'too-few', needs: 6, has: 4, ...on },
      ['2 more needed', 'Needs 6, the order has 4. Scan 2 more.'],
    ],
    [
      near(),
      [
        'Other size: order has 500 ml',
        'This coupon is for Oat milk 1 l; on the order is Oat milk 500 ml. Swap it on the order to use the coupon.',
      ],
    ],
    [
      near({ differs: 'kind', has: 'Oat milk vanilla 1 l', others: 2 }),
      [
        'Other kind',
        'This coupon is for Oat milk 1 l or 2 other products; on the order is Oat milk vanilla 1 l. Swap it on the order to use the coupon.',
      ],
    ],
    [
      near({ wanted: null }),
      [
        'Other size: order has 500 ml',
        'This coupon is for 1 l; on the order is Oat milk 500 ml. Swap it on the order to use the coupon.',
      ],
    ],
    [
      near({ wanted: null, differs: 'kind' }),
      [
        'Other kind',
        'This coupon is for another product than Oat milk 500 ml. Ask which one the customer means.',
      ],
    ],
    [
      near({ differs: 'no-barcode' }),
      [
        'No barcode',
        'Oat milk 500 ml has no barcode in our catalog, so PETZ cannot recognise it. Tell a manager.',
      ],
    ],
    [
      { state: 'other-goods', near: null, lineIds: [] },
      ['Not in this order', 'For Oat milk 1 l. Scan it to use the coupon.'],
    ],
    [
      { state: 'line-closed', by: 'store-promotion', ...on },
      ['Item is taken', 'This item already has a store promotion.'],
    ],
    [
      { state: 'not-started', day: '2025-03-22', lineIds: [] },
      ['From Mar 22', 'It cannot be used before that day.'],
    ],
    [
      { state: 'expired', day: '2025-03-19', lineIds: [] },
      ['Expired on Mar 19', 'It can no longer be used.'],
    ],
    [
      {
        state: 'refused',
        rejected: { couponId: '1', title: '', reason: 'retailer-not-eligible', message: '' },
        lineIds: [],
      },
      ['Does not apply', 'Not valid in this store'],
    ],
  ])('%j', (outlook, words) => {
    expect(say(outlook)).toEqual(words)
  })

  it('names no product that the catalog does not have', () => {
    const outlook: CouponOutlook = { state: 'other-goods', near: null, lineIds: [] }
    expect(say(outlook, { gtins: ['9'] })).toEqual([
      'Not in this order',
      'Its products are not on the order. Scan one to use it.',
    ])
  })
})

describe('what a coupon is worth', () => {
  it.each<[Partial<WalletCoupon>, string]>([
    [{}, '1.50 off'],
    [{ details: 'Any bag' }, '1.50 off · Any bag'],
    [{ value: { kind: 'percent', ratePpm: 200_000, most: null } }, '20% off'],
    [{ value: { kind: 'percent', ratePpm: 200_000, most: money(400) } }, '20% off, at most 4.00'],
    [{ value: { kind: 'free-item', pieces: 1 }, minPieces: 6 }, '1 free from 6 pieces'],
    [{ value: { kind: 'unknown' } }, 'Value told at Pay'],
  ])('%j', (change, words) => {
    expect(valueWords({ ...COUPON, ...change }, format)).toBe(words)
  })
})

describe('under a line', () => {
  it('stands which coupon it is for, or which it nearly is', () => {
    const fits: CouponOutlook = { state: 'fits', amount: null, rivals: [], ...on }
    expect(lineWords(COUPON, fits)).toBe('Coupon: Oat offer')
    expect(lineWords(COUPON, near())).toBe('Other size: Oat offer')
    const few: CouponOutlook = { state: 'too-few', needs: 2, has: 1, ...on }
    expect(lineWords(COUPON, few)).toBe('1 more needed: Oat offer')
    expect(lineWords(COUPON, { state: 'given', amount: money(1), ...on })).toBeNull()
  })
})

it('tells silence from a set-up that only a manager can mend', () => {
  expect(silenceWords('timeout').first).toBe('PETZ does not answer.')
  expect(silenceWords('key-refused').first).toBe('PETZ is not connected. Call a manager.')
})
