import { describe, expect, it } from 'vitest'
import { money } from '../../../shared/money'
import type { CouponOutlook } from '../../../shared/order/coupon-outlook'
import { WALLET_0042 } from '../payment/fixtures'
import { couponMarks } from './coupon-marks'

const [toy, dry, pouches, twelve] = WALLET_0042
if (!toy || !dry || !pouches || !twelve) throw new Error('The example has four coupons')
const COUPONS = [dry, pouches, twelve]
const fits = (...lineIds: readonly string[]): CouponOutlook => ({
  state: 'fits',
  amount: money(500),
  rivals: [],
  lineIds,
})
const NEAR: CouponOutlook = {
  state: 'other-goods',
  lineIds: ['a'],
  near: {
    lineId: 'a',
    differs: 'size',
    wanted: null,
    others: 0,
    has: '',
    wantedSize: '12 lb',
    hasSize: '24 lb',
  },
}
const FEW: CouponOutlook = { state: 'too-few', needs: 6, has: 5, lineIds: ['b'] }
const OUTLOOKS = [fits('a'), FEW, NEAR]

describe('the marks on the lines of an order', () => {
  it('say the coupon that fits, before the one that nearly does', () => {
    expect(couponMarks(COUPONS, OUTLOOKS, null)).toEqual({
      a: {
        tone: 'petz',
        sign: 'ticket',
        text: `Coupon: ${dry.title}`,
        isWanted: false,
        line: null,
        more: 0,
      },
      b: {
        tone: 'warn',
        sign: 'more',
        text: `1 more needed: ${pouches.title}`,
        isWanted: false,
        line: null,
        more: 0,
      },
    })
  })

  it('say the chosen coupon where it is about the line, and stay as they are elsewhere', () => {
    const marks = couponMarks(COUPONS, OUTLOOKS, twelve.couponId)
    expect(marks['a']).toMatchObject({
      sign: 'not',
      text: `Other size: ${twelve.title}`,
      isWanted: true,
      line: 'warn',
    })
    expect(marks['b']).toEqual(couponMarks(COUPONS, OUTLOOKS, null)['b'])
  })

  it('stand under the same lines whatever is chosen, so that no line moves', () => {
    const under = (chosen: string | null) =>
      Object.entries(couponMarks(COUPONS, OUTLOOKS, chosen)).map(([id, mark]) => [
        id,
        mark.text !== null,
      ])
    expect(under(twelve.couponId)).toEqual(under(null))
    expect(under(dry.couponId)).toEqual(under(null))
  })

  it('count the further coupons for the line', () => {
    const marks = couponMarks(COUPONS, [fits('a'), fits('a', 'b'), NEAR], null)
    expect(marks['a']?.more).toBe(1)
    expect(marks['b']?.more).toBe(0)
  })

  it('have no words where the discount itself stands under the line', () => {
    const given: CouponOutlook = { state: 'given', amount: money(500), lineIds: ['a'] }
    expect(couponMarks([dry], [given], null)['a']).toMatchObject({ text: null, line: null })
    expect(couponMarks([dry], [given], dry.couponId)['a']).toMatchObject({
      text: null,
      line: 'petz',
    })
    // The words of another coupon stay; the line is marked all the same.
    expect(couponMarks([dry, twelve], [given, NEAR], dry.couponId)['a']).toMatchObject({
      text: `Other size: ${twelve.title}`,
      isWanted: false,
      line: 'petz',
    })
  })
})
