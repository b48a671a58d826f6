import { describe, expect, it } from 'vitest'
import type { CustomerAnswer } from './answers'
import type { OrderEvent } from './events'
import { authorize, find, grant, match, revalidate, WALLET } from './testing/sale'
import { Shop } from './testing/shop'

const PHONE = '2065550142'
const SILENT: CustomerAnswer = { status: 'unknown', code: 'timeout', detail: '' }
const found = (consumerId: string, coupons = WALLET): CustomerAnswer => ({
  status: 'ok',
  value: { consumerId, coupons },
})

/** A matched customer whose wallet is looked at once more. */
function refreshing(phone = PHONE, coupons = WALLET.slice(0, 1)) {
  const shop = new Shop()
  shop.add('bw-dog-chk-24')
  match(shop, coupons)
  const asked = find(
    shop.run({ type: 'SetCustomer', phone, again: true }),
    'CustomerLookupRequested',
  )
  const hear = (answer: CustomerAnswer, lookUpId = asked.lookUpId): readonly OrderEvent[] =>
    shop.run({ type: 'CustomerAnswered', orderId: shop.order.id, lookUpId, answer })
  return { shop, asked, hear }
}

describe('a wallet that is looked at once more', () => {
  it('stands as it was seen last until the answer is here', () => {
    const { shop, asked } = refreshing()
    expect(asked.again).toBe(true)
    expect(shop.order.customer).toMatchObject({
      status: 'matched',
      isRefreshing: true,
      consumerId: '880412',
      coupons: WALLET.slice(0, 1),
    })
  })

  it('is replaced by the answer, and the service is not told again whose order it is', () => {
    const { shop, hear } = refreshing()
    expect(hear(found('880412')).map((one) => one.type)).toEqual(['CustomerMatched'])
    expect(shop.order.customer?.coupons).toEqual(WALLET)
    expect(shop.order.customer).not.toHaveProperty('isRefreshing')
  })

  it('names what it had and has no more, until that is there again; what was used up is not missed', () => {
    const spent = { ...WALLET[1], usesLeft: 0 } as (typeof WALLET)[number]
    const { shop, hear } = refreshing(PHONE, [...WALLET.slice(0, 1), spent, ...WALLET.slice(2)])
    hear(found('880412', WALLET.slice(2)))
    const gone = [{ couponId: '70311', title: '20% off one toy' }]
    expect(shop.order.customer?.gone).toEqual(gone)
    const look = (answer: CustomerAnswer) => {
      const asked = shop.run({ type: 'SetCustomer', phone: PHONE, again: true })
      const { lookUpId } = find(asked, 'CustomerLookupRequested')
      shop.run({ type: 'CustomerAnswered', orderId: shop.order.id, lookUpId, answer })
    }
    look(SILENT)
    expect(shop.order.customer?.gone).toEqual(gone)
    look(found('880412', WALLET.slice(2)))
    expect(shop.order.customer?.gone).toEqual(gone)
    look(found('880412'))
    expect(shop.order.customer).not.toHaveProperty('gone')
    look(found('880413', []))
    expect(shop.order.customer).not.toHaveProperty('gone')
  })

  it('that is somebody else’s now is told to the service', () => {
    const { hear } = refreshing()
    expect(hear(found('880413')).map((one) => one.type)).toContain('EffectOwed')
  })

  it('stands where nobody answers, and says that nobody did', () => {
    const { shop, hear } = refreshing()
    const { asOf } = shop.order.customer ?? {}
    hear(SILENT)
    expect(shop.order.customer).toMatchObject({ status: 'matched', code: 'timeout', asOf })
    expect(shop.order.customer).not.toHaveProperty('isRefreshing')
    expect(shop.order.customer?.coupons).toHaveLength(1)
  })

  it.each<[string, CustomerAnswer, string]>([
    ['nobody has the number any more', { status: 'ok', value: null }, 'not-matched'],
    [
      'the service says no',
      { status: 'refused', refused: { code: 'consumer-not-found', detail: '' } },
      'refused',
    ],
  ])('is gone where %s', (_why, answer, status) => {
    const { shop, hear } = refreshing()
    hear(answer)
    expect(shop.order.customer).toMatchObject({ status, consumerId: null, coupons: [] })
  })

  it('hears a late or second answer no more', () => {
    const { shop, asked, hear } = refreshing()
    hear(found('880412'))
    expect(hear(found('880412', []))).toEqual([])
    expect(hear(SILENT)).toEqual([])
    shop.run({ type: 'SetCustomer', phone: PHONE, again: true })
    expect(hear(found('880413', []), asked.lookUpId)).toEqual([])
    expect(shop.order.customer?.coupons).toEqual(WALLET)
  })

  it('hears nothing any more once payment has begun', () => {
    const { shop, hear } = refreshing()
    shop.run({ type: 'Pay' })
    expect(shop.order.customer).not.toHaveProperty('isRefreshing')
    expect(hear(found('880413', []))).toEqual([])
    expect(shop.order.customer?.consumerId).toBe('880412')
  })

  it('is another number’s when the number is another one', () => {
    const { shop, asked } = refreshing('2065550143')
    expect(asked).not.toHaveProperty('again')
    expect(shop.order.customer).toMatchObject({ status: 'looking', consumerId: null, coupons: [] })
  })

  it('stands after a restart in the midst of it', () => {
    const { shop } = refreshing()
    shop.run({ type: 'Recover' })
    expect(shop.order.customer).toMatchObject({ status: 'matched', code: 'connection-lost' })
    expect(shop.order.customer).not.toHaveProperty('isRefreshing')
  })

  it.each([
    ['', WALLET.slice(0, 1), 0],
    [', also one that it did not show before', WALLET.slice(1), undefined],
  ])('loses a use that is confirmed meanwhile%s', (_which, coupons, before) => {
    const { shop, hear } = refreshing(PHONE, coupons)
    const first = shop.order.id
    shop.run({ type: 'Hold', heldFor: '' })
    shop.add('fw-rope-m')
    match(shop, WALLET)
    shop.run({ type: 'Pay' })
    const lineId = shop.order.lines[0]?.id ?? ''
    shop.run({ type: 'ChooseStorePromotion', couponId: '70311', lineId })
    shop.run({ type: 'ContinuePayment' })
    const authRef = shop.order.payment?.authorization?.authRef ?? ''
    const orderId = shop.order.id
    const nothing = { authorizationId: null, expiresAt: null, coupons: [], rejected: [], cut: [] }
    const answer = { status: 'ok', value: nothing } as const
    shop.run({ type: 'AuthorizationAnswered', orderId, authRef, answer })
    shop.run({ type: 'TakeCash', received: 1000 })
    const redeem = shop.order.effects.find((one) => one.request.kind === 'store-promotion-redeem')
    const effectId = redeem?.id ?? ''
    shop.run({ type: 'StartEffect', orderId, effectId })
    shop.run({ type: 'EffectAnswered', orderId, effectId, outcome: { status: 'delivered' } })
    const uses = () =>
      shop.state.orders.get(first)?.customer?.coupons.find((one) => one.couponId === '70311')
        ?.usesLeft
    expect(uses()).toBe(before)
    const lookUpId = shop.state.orders.get(first)?.customer?.lookUpId ?? ''
    hear(SILENT, 'another')
    shop.run({ type: 'CustomerAnswered', orderId: first, lookUpId, answer: found('880412') })
    expect(uses()).toBe(0)
  })
})

describe('another number for the same order', () => {
  it('keeps what is no coupon, and lets go of the coupons that were held', () => {
    const shop = new Shop()
    shop.add('bw-dog-chk-24')
    grant(shop)
    match(shop, WALLET.slice(1))
    shop.run({ type: 'Pay' })
    revalidate(shop)
    authorize(shop)
    expect(shop.order.payment?.authorization?.coupons).toHaveLength(2)
    const asked = shop.run({ type: 'SetCustomer', phone: '2065550143' })
    expect(asked.map((one) => one.type)).toEqual(
      expect.arrayContaining(['PaymentAbandoned', 'CustomerLookupRequested']),
    )
    const letGo = find(asked, 'EffectOwed').effect.request
    expect(letGo).toMatchObject({ kind: 'coupon-release', authorizationId: 'A-1' })
    expect(shop.order.promotions).toHaveLength(1)
    expect(shop.order.lines).toHaveLength(1)
    expect(shop.order.payment).toBeNull()
  })
})
