import { describe, expect, it } from 'vitest'
import type { EffectOutcome } from './commands'
import type { EffectKind } from './effect'
import { exampleGrant, find, grant, revalidate, SPRING5, toTender } from './testing/sale'
import { Shop } from './testing/shop'
import { EMPTY_TILL } from './till-state'
import { viewOf } from './view-of'

function view(shop: Shop) {
  const seen = viewOf(shop.state, 1, shop.context(), null)
  if (!seen) throw new Error('There is an order on screen')
  return seen
}

/** What the tray says of the newest effect of a kind that has not ended. */
function owed(shop: Shop, kind: EffectKind) {
  return view(shop)
    .owed.filter((row) => row.effect.request.kind === kind)
    .at(-1)
}

function end(shop: Shop, kind: EffectKind, outcome: EffectOutcome): void {
  const effectId = owed(shop, kind)?.effect.id ?? ''
  const orderId = shop.order.id
  shop.run({ type: 'StartEffect', orderId, effectId })
  shop.run({ type: 'EffectAnswered', orderId, effectId, outcome })
}

describe('the view', () => {
  it('is none before the first order is opened', () => {
    expect(viewOf(EMPTY_TILL, 0, new Shop().context(), null)).toBeNull()
  })

  it('says why an order cannot be paid yet, and nothing of that once it is being paid', () => {
    const shop = new Shop()
    expect(view(shop).blocked).toEqual([{ code: 'nothing-to-pay', count: 0 }])
    shop.run({ type: 'TakeScan', meaning: { kind: 'unknown', code: '12' }, items: [] })
    expect(view(shop).blocked).toMatchObject([
      { code: 'unresolved-scans', count: 1 },
      { code: 'nothing-to-pay' },
    ])
    shop.run({ type: 'RemoveUnresolvedScan', scanId: shop.order.unresolved[0]?.id ?? '' })
    shop.add('tea')
    const asked = find(shop.run({ type: 'ApplyCode', code: 'SPRING5' }), 'PromotionRequested')
    expect(view(shop).blocked).toEqual([{ code: 'promotion-being-checked', count: 1 }])
    const { promotionId } = asked
    const answer = { status: 'ok', value: SPRING5 } as const
    shop.run({ type: 'VerifyAnswered', orderId: shop.order.id, promotionId, answer })
    shop.run({ type: 'Pay' })
    expect(view(shop).blocked).toEqual([{ code: 'validating', count: 1 }])
    shop.run({ type: 'GiveUpValidation' })
    expect(view(shop).blocked).toEqual([])
  })

  it('of a paid order has its receipt, also where no printer is set up', () => {
    const shop = new Shop({ printer: false })
    shop.add('tea')
    shop.run({ type: 'Pay' })
    expect(view(shop).receipt).toBeNull()
    shop.run({ type: 'TakeCash', received: 300 })
    expect(shop.order.effects.some((one) => one.request.kind === 'receipt-print')).toBe(false)
    expect(JSON.stringify(view(shop).receipt)).toContain('Tea')
  })

  it('shows of a held order what lies on it, with what each line costs', () => {
    const shop = new Shop()
    shop.add('tea', 'cake', 'bw-cat-sal-3', 'bw-cat-sal-3')
    shop.run({ type: 'VoidLine', lineId: shop.order.lines[0]?.id ?? '' })
    grant(shop)
    shop.run({ type: 'Hold', heldFor: 'Ana' })
    revalidate(shop)
    expect(view(shop).held).toMatchObject([
      {
        heldFor: 'Ana',
        lines: [
          { name: 'Cake', total: 425 },
          { name: 'Brambleway Salmon Cat Pouch 3 oz', quantity: 2000, total: 378 },
        ],
        promotions: [{ name: 'Spring $5 off', amount: 500 }],
      },
    ])
  })

  it('says of everything owed what it is about and for how much', () => {
    const shop = new Shop()
    toTender(shop)
    shop.run({ type: 'TakeCash', received: 10_000 })
    const told = view(shop).owed.map(({ effect, subject, amount }) => {
      return [effect.request.kind, subject, amount]
    })
    expect(told).toEqual(
      expect.arrayContaining([
        ['promotion-apply', 'Spring $5 off', 500],
        ['coupon-capture', '2', 689],
        ['store-promotion-redeem', '20% off one toy', 190],
        ['order-message', '', 0],
      ]),
    )
  })

  it('says of what is let go how many coupons, and which code', () => {
    const shop = new Shop()
    toTender(shop)
    shop.run({ type: 'SetCustomer', phone: '2065550143' })
    expect(owed(shop, 'coupon-release')).toMatchObject({ subject: '2', amount: 0 })
    shop.run({ type: 'RemovePromotion', promotionId: shop.order.promotions[0]?.id ?? '' })
    expect(owed(shop, 'promotion-void')).toMatchObject({ subject: 'SPRING5', amount: 0 })
  })

  it('says what the store bears of coupons that are given no more', () => {
    const shop = new Shop()
    toTender(shop)
    shop.run({ type: 'TakeCash', received: 10_000 })
    expect(owed(shop, 'coupon-capture')).toMatchObject({ subject: '2', amount: 689 })
    end(shop, 'coupon-capture', {
      status: 'refused',
      code: 'authorization-expired',
      message: null,
    })
    expect(owed(shop, 'coupon-reauthorize')).toMatchObject({ subject: '2', amount: 689 })
    const coupons = exampleGrant().coupons.slice(0, 1)
    const value = { ...exampleGrant(), authorizationId: 'A-2', coupons }
    const answer = { status: 'ok', value } as const
    end(shop, 'coupon-reauthorize', { status: 'reauthorized', answer })
    expect(owed(shop, 'coupon-capture')).toMatchObject({ subject: '1', amount: 500 })
    expect(owed(shop, 'coupon-reauthorize')).toMatchObject({
      amount: 189,
      effect: { code: 'coupons-lost' },
    })
  })
})
