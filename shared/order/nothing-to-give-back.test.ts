import { describe, expect, it } from 'vitest'
import type { EffectOutcome } from './commands'
import type { Effect } from './effect'
import type { OrderEvent } from './events'
import { effect, end, find, paid, toTender } from './testing/sale'
import type { Shop } from './testing/shop'

const NO: EffectOutcome = { status: 'refused', code: 'idempotency-conflict', message: null }
const UNUSED: EffectOutcome = { ...NO, code: 'return-exceeds-redeemed' }
const YES: EffectOutcome = { status: 'delivered', note: undefined, paper: undefined }

/** The sale that used the coupons, and the order that gives them back. */
type Both = { readonly shop: Shop; readonly soldId: string; readonly backId: string }

type Use = 'coupon-capture' | 'store-promotion-redeem'

/** The running example, whose uses the service refuses after the money; all of it comes back. */
function broughtBack(): Both {
  const shop = paid()
  const { ref, id: soldId } = shop.order
  end(shop, 'coupon-capture', NO)
  end(shop, 'store-promotion-redeem', NO)
  shop.run({ type: 'NewOrder' })
  shop.run({ type: 'VoidSale', ref })
  shop.run({ type: 'ApproveReturn', pin: '2468' }, { approver: 'Manager' })
  shop.run({ type: 'Pay' })
  find(shop.run({ type: 'GiveBackCash' }), 'RefundGiven')
  return { shop, soldId, backId: shop.order.id }
}

/** What the sale used coupons with. */
function use({ shop, soldId }: Both, kind: Use): Effect {
  const effects = shop.state.orders.get(soldId)?.effects ?? []
  const found = effects.find((one) => one.request.kind === kind)
  if (found === undefined) throw new Error(`No ${kind} was owed`)
  return found
}

/** What gives a coupon back. */
function back({ shop, backId }: Both, couponId: string): Effect {
  const effects = shop.state.orders.get(backId)?.effects ?? []
  const found = effects.find(
    ({ request }) => request.kind === 'coupon-return' && request.couponId === couponId,
  )
  if (found === undefined) throw new Error(`${couponId} is not given back`)
  return found
}

/** The service says of each coupon that nobody has used it. */
function refuseAll(both: Both): void {
  for (const couponId of ['70311', '70455', '70460']) {
    answer(both.shop, both.backId, back(both, couponId).id, UNUSED)
  }
}

function answer(
  shop: Shop,
  orderId: string,
  effectId: string,
  outcome: EffectOutcome,
): readonly OrderEvent[] {
  shop.run({ type: 'StartEffect', orderId, effectId })
  return shop.run({ type: 'EffectAnswered', orderId, effectId, outcome })
}

/** A person has the use sent once more, and the service takes it. */
function confirm(both: Both, kind: Use): void {
  const { shop, soldId } = both
  const effectId = use(both, kind).id
  shop.run({ type: 'RetryEffect', orderId: soldId, effectId })
  answer(shop, soldId, effectId, YES)
}

describe('a coupon that is to be given back and that nobody has used', () => {
  it('is not sent again by hand: it would give back what another sale has used meanwhile', () => {
    const both = broughtBack()
    refuseAll(both)
    const { id: effectId, status } = back(both, '70311')
    expect(status).toBe('needs-person')
    const named = { orderId: both.backId, effectId } as const
    expect(both.shop.refusal({ type: 'RetryEffect', ...named })).toBe('effect-not-waiting')
    const close = { type: 'CloseEffect', ...named, note: 'PETZ has no use of it' } as const
    expect(both.shop.refusal(close, { approver: 'Manager' })).toBeNull()
  })

  it.each([
    ['store-promotion-redeem', ['70311'], ['70455', '70460']],
    ['coupon-capture', ['70455', '70460'], ['70311']],
  ] as const)('is sent again by itself when its own %s is confirmed', (kind, own, others) => {
    const both = broughtBack()
    refuseAll(both)
    confirm(both, kind)
    expect(own.map((couponId) => back(both, couponId).status)).toEqual(own.map(() => 'waiting'))
    expect(others.map((couponId) => back(both, couponId).status)).toEqual(
      others.map(() => 'needs-person'),
    )
  })

  it('stays with a person when another sale has used it instead', () => {
    const both = broughtBack()
    const { shop, soldId: orderId } = both
    refuseAll(both)
    const effectId = use(both, 'store-promotion-redeem').id
    const close = { type: 'CloseEffect', orderId, effectId, note: 'never used' } as const
    shop.run(close, { approver: 'Manager' })
    shop.run({ type: 'NewOrder' })
    toTender(shop)
    shop.run({ type: 'TakeCash', received: 10_000 })
    expect(end(shop, 'store-promotion-redeem', YES).map((one) => one.type)).toContain(
      'StorePromotionRedeemed',
    )
    expect(back(both, '70311').status).toBe('needs-person')
  })

  it('stays while its use is only asked for again, and when that is refused once more', () => {
    const both = broughtBack()
    const { shop, soldId: orderId } = both
    refuseAll(both)
    const effectId = use(both, 'store-promotion-redeem').id
    shop.run({ type: 'RetryEffect', orderId, effectId })
    answer(shop, orderId, effectId, NO)
    expect(back(both, '70311').status).toBe('needs-person')
  })

  it('stays closed where a person has closed it, though its use is confirmed', () => {
    const both = broughtBack()
    refuseAll(both)
    const { id: effectId } = back(both, '70311')
    const close = { type: 'CloseEffect', orderId: both.backId, effectId, note: 'on paper' } as const
    both.shop.run(close, { approver: 'Manager' })
    confirm(both, 'store-promotion-redeem')
    expect(back(both, '70311').status).toBe('closed')
  })

  it('is not what a use itself is refused for: that may be sent again by hand', () => {
    const shop = paid()
    const { id: orderId } = shop.order
    end(shop, 'coupon-capture', UNUSED)
    const { id: effectId, status } = effect(shop, 'coupon-capture')
    expect(status).toBe('needs-person')
    expect(shop.refusal({ type: 'RetryEffect', orderId, effectId })).toBeNull()
  })

  it('may be sent again by hand after any other no', () => {
    const both = broughtBack()
    const { id: effectId } = back(both, '70311')
    answer(both.shop, both.backId, effectId, NO)
    const again = { type: 'RetryEffect', orderId: both.backId, effectId } as const
    expect(both.shop.refusal(again)).toBeNull()
  })
})
