import { describe, expect, it } from 'vitest'
import type { WalletCoupon } from './answers'
import { authorize, find, match, WALLET } from './testing/sale'
import { Shop } from './testing/shop'

const NOTHING = { authorizationId: null, expiresAt: null, coupons: [], rejected: [], cut: [] }

/** The store promotion of the wallet, so many times. */
function promotion(usesLeft: number): readonly WalletCoupon[] {
  return WALLET.filter((one) => one.couponId === '70311').map((one) => ({ ...one, usesLeft }))
}

/** An order paid with the store promotion, whose use is on its way to the service. Answers how it is confirmed. */
function redeeming(shop: Shop): () => void {
  shop.add('fw-rope-m')
  match(shop, promotion(1))
  shop.run({ type: 'Pay' })
  const lineId = shop.order.lines[0]?.id ?? ''
  shop.run({ type: 'ChooseStorePromotion', couponId: '70311', lineId })
  shop.run({ type: 'ContinuePayment' })
  authorize(shop, NOTHING)
  shop.run({ type: 'TakeCash', received: 1000 })
  const { id: orderId, effects } = shop.order
  const redeem = effects.find((one) => one.request.kind === 'store-promotion-redeem')
  const effectId = redeem?.id ?? ''
  shop.run({ type: 'StartEffect', orderId, effectId })
  return () => {
    const outcome = { status: 'delivered' } as const
    shop.run({ type: 'EffectAnswered', orderId, effectId, outcome })
  }
}

/** Asks for the wallet of the next customer. Answers how the service is heard. */
function lookingUp(shop: Shop): (consumerId: string, coupons: readonly WalletCoupon[]) => void {
  if (shop.order.sale) shop.run({ type: 'NewOrder' })
  shop.add('fw-rope-m')
  const orderId = shop.order.id
  const asked = shop.run({ type: 'SetCustomer', phone: '2065550142' })
  const { lookUpId } = find(asked, 'CustomerLookupRequested')
  return (consumerId, coupons) => {
    const answer = { status: 'ok', value: { consumerId, coupons } } as const
    shop.run({ type: 'CustomerAnswered', orderId, lookUpId, answer })
  }
}

function usesLeft(shop: Shop): readonly number[] | undefined {
  return shop.order.customer?.coupons.map((one) => one.usesLeft)
}

describe('a use that is confirmed while a wallet is looked up', () => {
  it('is taken off an answer that still shows it: nobody gives it twice', () => {
    const shop = new Shop()
    const confirm = redeeming(shop)
    const hear = lookingUp(shop)
    confirm()
    hear('880412', promotion(1))
    expect(usesLeft(shop)).toEqual([0])
    shop.run({ type: 'Pay' })
    expect(shop.order.payment?.step).toBe('coupons')
    expect(shop.order.customer).not.toHaveProperty('usedMeanwhile')
  })

  it('leaves the other uses, and the wallets of others, as they are', () => {
    const shop = new Shop()
    const confirm = redeeming(shop)
    const hear = lookingUp(shop)
    confirm()
    hear('880412', promotion(2))
    expect(usesLeft(shop)).toEqual([1])

    const next = new Shop()
    const confirmNext = redeeming(next)
    const hearNext = lookingUp(next)
    confirmNext()
    hearNext('880413', promotion(1))
    expect(usesLeft(next)).toEqual([1])
  })

  it('is told to none but orders whose wallet shows it, or is not known yet', () => {
    const shop = new Shop()
    const confirm = redeeming(shop)
    const hold = (consumerId: string, uses: number): string => {
      lookingUp(shop)(consumerId, promotion(uses))
      const { id } = shop.order
      shop.run({ type: 'Hold', heldFor: 'Ann' })
      return id
    }
    hold('880413', 1)
    hold('880412', 0)
    const shown = hold('880412', 1)
    lookingUp(shop)
    shop.run({ type: 'CancelOrder', orderId: shop.order.id })
    shop.add('tea')
    const count = shop.happened.length
    confirm()
    const told = shop.happened
      .slice(count)
      .filter(({ event }) => event.type === 'CouponUsedElsewhere')
    expect(told.map((one) => one.orderId)).toEqual([shown])
  })

  it('does not count against a wallet that is asked for after it, whatever the clock says', () => {
    const shop = new Shop()
    const confirm = redeeming(shop)
    const hear = lookingUp(shop)
    confirm()
    shop.at -= 3_600_000
    hear('880412', promotion(1))
    expect(usesLeft(shop)).toEqual([0])
    match(shop, promotion(1))
    expect(usesLeft(shop)).toEqual([1])
  })
})
