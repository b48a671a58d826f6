import { describe, expect, it } from 'vitest'
import { money } from '../money'
import type { AuthorizationGrant } from './answers'
import type { OrderEvent } from './events'
import { authorize, exampleGrant, find, match, WALLET } from './testing/sale'
import { Shop } from './testing/shop'

/** An order whose coupons were granted, and the key of the question. */
function granted(): { readonly shop: Shop; readonly authRef: string } {
  const shop = new Shop()
  shop.add('bw-dog-chk-24', ...Array<string>(6).fill('bw-cat-sal-3'))
  match(shop, WALLET.slice(1))
  const { authRef } = find(shop.run({ type: 'Pay' }), 'CouponAuthorizationRequested')
  authorize(shop)
  return { shop, authRef }
}

function hear(shop: Shop, authRef: string, value: AuthorizationGrant): readonly OrderEvent[] {
  const answer = { status: 'ok', value } as const
  return shop.run({ type: 'AuthorizationAnswered', orderId: shop.order.id, authRef, answer })
}

function exceptions(shop: Shop) {
  return shop.order.effects.flatMap(({ request }) =>
    request.kind === 'coupon-exception' ? [request.code] : [],
  )
}

describe('a second answer to the question for coupons', () => {
  it('that says the same changes nothing', () => {
    const { shop, authRef } = granted()
    expect(hear(shop, authRef, exampleGrant())).toEqual([])
  })

  it('that gives something else under the same hold is for a manager; the first one stands', () => {
    const { shop, authRef } = granted()
    const [first, ...others] = exampleGrant().coupons
    if (!first) throw new Error('The example has coupons')
    const lines = first.lines.map((line) => ({ ...line, amount: money(100) }))
    const less = { ...first, amount: money(100), lines }
    hear(shop, authRef, { ...exampleGrant(), coupons: [less, ...others] })
    expect(exceptions(shop)).toEqual(['answers-differ'])
    expect(shop.order.payment?.authorization?.coupons).toEqual(exampleGrant().coupons)
  })

  it('that belongs to an earlier question about the same hold changes nothing', () => {
    const { shop, authRef } = granted()
    shop.run({ type: 'RenewAuthorization', orderId: shop.order.id })
    authorize(shop)
    expect(shop.order.payment?.authorization?.authRef).not.toBe(authRef)
    expect(hear(shop, authRef, { ...exampleGrant(), coupons: [] })).toEqual([])
    expect(exceptions(shop)).toEqual([])
  })

  it('that nobody remembers to have asked changes nothing', () => {
    const { shop } = granted()
    expect(hear(shop, 'never-asked', { ...exampleGrant(), authorizationId: 'A-9' })).toEqual([])
  })

  it('changes nothing once the hold it names is on its way to be let go', () => {
    const { shop, authRef } = granted()
    shop.run({ type: 'BackFromPayment', to: 'order' })
    expect(hear(shop, authRef, exampleGrant())).toEqual([])
  })

  it('under another hold is let go, and a manager sees it', () => {
    const { shop, authRef } = granted()
    const owed = find(
      hear(shop, authRef, { ...exampleGrant(), authorizationId: 'A-2' }).slice(2),
      'EffectOwed',
    )
    expect(owed.effect.request).toMatchObject({ kind: 'coupon-release', authorizationId: 'A-2' })
    expect(exceptions(shop)).toEqual(['answers-differ'])
  })
})
