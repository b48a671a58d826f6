import { describe, expect, it } from 'vitest'
import type { AuthorizationAnswer } from './answers'
import { exampleGrant, find, match, WALLET } from './testing/sale'
import { Shop } from './testing/shop'

const MALFORMED = { status: 'unknown', code: 'malformed', detail: '' } as const

/** An order whose coupons are being asked for. */
function asking(): Shop {
  const shop = new Shop()
  shop.add('bw-dog-chk-24', ...Array<string>(6).fill('bw-cat-sal-3'))
  match(shop, WALLET.slice(1))
  shop.run({ type: 'Pay' })
  return shop
}

function answer(shop: Shop, value: AuthorizationAnswer) {
  const authRef = shop.order.payment?.authorization?.authRef ?? ''
  const orderId = shop.order.id
  return shop.run({ type: 'AuthorizationAnswered', orderId, authRef, answer: value })
}

function exceptions(shop: Shop) {
  return shop.order.effects.filter(({ request }) => request.kind === 'coupon-exception')
}

describe('what a manager must have seen of the coupon service', () => {
  it('an answer that cannot be used waits for a person, and the sale goes on', () => {
    const shop = asking()
    answer(shop, MALFORMED)
    expect(exceptions(shop)).toMatchObject([{ status: 'needs-person', code: 'answer-unusable' }])
    expect(find(shop.run({ type: 'ContinuePayment' }), 'PaymentStepReached').step).toBe('tender')
  })

  it('a second such answer of one order is not a second exception', () => {
    const shop = asking()
    answer(shop, MALFORMED)
    shop.run({ type: 'CheckCouponsAgain' })
    answer(shop, MALFORMED)
    expect(exceptions(shop)).toHaveLength(1)
  })

  it('a coupon cut to its line is named', () => {
    const shop = asking()
    answer(shop, { status: 'ok', value: { ...exampleGrant(), cut: ['70455'] } })
    const [cut] = exceptions(shop)
    expect(cut).toMatchObject({
      code: 'coupon-cut',
      request: { titles: ['$5.00 off Brambleway Dry 24 lb'] },
    })
  })

  it('silence is no exception: nothing was answered', () => {
    const shop = asking()
    answer(shop, { status: 'unknown', code: 'timeout', detail: '' })
    expect(exceptions(shop)).toEqual([])
  })

  it('is closed by a manager with a note and never sent anywhere', () => {
    const shop = asking()
    answer(shop, MALFORMED)
    const effectId = exceptions(shop)[0]?.id ?? ''
    const orderId = shop.order.id
    expect(shop.refusal({ type: 'RetryEffect', orderId, effectId })).toBe('effect-not-waiting')
    const close = { type: 'CloseEffect', orderId, effectId, note: 'Seen' } as const
    shop.run(close, { approver: 'Manager' })
    expect(exceptions(shop)).toMatchObject([{ status: 'closed', note: 'Seen (Manager)' }])
  })
})
