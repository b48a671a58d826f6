import { describe, expect, it } from 'vitest'
import { applyAll } from './apply'
import type { RejectedCoupon } from './answers'
import { authorize, exampleGrant, find, grant, match, WALLET } from './testing/sale'
import { Shop } from './testing/shop'

function refuse(shop: Shop, code: string): void {
  const { promotionId } = find(shop.run({ type: 'ApplyCode', code }), 'PromotionRequested')
  const refused = { promotionId, code: 'promotion-inactive', message: null } as const
  const answer = { status: 'refused', refused } as const
  shop.run({ type: 'VerifyAnswered', orderId: shop.order.id, promotionId, answer })
}

const NO: RejectedCoupon = {
  couponId: '70460',
  title: 'Buy 6 pouches, 1 free',
  reason: 'already-redeemed',
  message: '',
}

describe('what was refused', () => {
  it('is known after its note was read, the last word of each code', () => {
    const shop = new Shop()
    shop.add('tea')
    refuse(shop, 'OLD')
    refuse(shop, 'WRONG')
    refuse(shop, 'OLD')
    for (const { id } of shop.order.notes) shop.run({ type: 'DismissNote', noteId: id })
    expect(shop.order.notes).toEqual([])
    expect(shop.order.refusedCodes?.map((one) => [one.values['code'], one.code])).toEqual([
      ['WRONG', 'promotion-inactive'],
      ['OLD', 'promotion-inactive'],
    ])
    for (const code of ['A', 'B', 'C', 'D']) refuse(shop, code)
    expect(shop.order.refusedCodes?.map((one) => one.values['code'])).toEqual([
      'OLD',
      'A',
      'B',
      'C',
      'D',
    ])
  })

  it('is nothing on an order without a refusal', () => {
    const shop = new Shop()
    shop.add('tea')
    grant(shop)
    expect(shop.order).not.toHaveProperty('refusedCodes')
    expect(shop.order).not.toHaveProperty('refusedCoupons')
  })

  it('by the coupon service stays known when payment is left, until another wallet is asked', () => {
    const shop = new Shop()
    shop.add('bw-dog-chk-24')
    match(shop, WALLET.slice(1))
    shop.run({ type: 'Pay' })
    const [first] = exampleGrant().coupons
    authorize(shop, { ...exampleGrant(), coupons: first ? [first] : [], rejected: [NO] })
    shop.run({ type: 'BackFromPayment', to: 'order' })
    expect(shop.order.refusedCoupons).toEqual([NO])
    const own = shop.happened.filter((one) => one.orderId === shop.order.id)
    expect(applyAll(own)).toEqual(shop.order)
    match(shop, [])
    expect(shop.order.refusedCoupons).toBeUndefined()
  })
})
