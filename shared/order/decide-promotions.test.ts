import { describe, expect, it } from 'vitest'
import { money } from '../money'
import type { VerifyAnswer } from './answers'
import type { EffectRequest } from './effect'
import type { OrderEvent } from './events'
import { find, grant, revalidate, SPRING5, start, toTender } from './testing/sale'
import { Shop } from './testing/shop'

function withTea(): Shop {
  const shop = new Shop()
  shop.add('bw-dog-chk-24')
  return shop
}

function owed(events: readonly OrderEvent[]): readonly EffectRequest[] {
  return events.flatMap((event) => (event.type === 'EffectOwed' ? [event.effect.request] : []))
}

function asked(shop: Shop, code = 'SPRING5'): string {
  return find(shop.run({ type: 'ApplyCode', code }), 'PromotionRequested').promotionId
}

function answer(shop: Shop, promotionId: string, value: VerifyAnswer): readonly OrderEvent[] {
  return shop.run({
    type: 'VerifyAnswered',
    orderId: shop.order.id,
    promotionId,
    answer: value,
  })
}

const SILENCE = { status: 'unknown', code: 'timeout', detail: '' } as const

describe('applying a code', () => {
  it('asks the provider with the code as typed, outer blanks away', () => {
    const shop = withTea()
    const events = shop.run({ type: 'ApplyCode', code: '  Spring5 ' })
    expect(find(events, 'PromotionRequested').code).toBe('Spring5')
    expect(shop.order.promotions).toMatchObject([{ status: 'verifying', amount: 0 }])
  })

  it.each(['', '   ', 'x'.repeat(65), 'A\u0007B', 'A\u009bB'])('refuses %j as a code', (code) => {
    expect(withTea().refusal({ type: 'ApplyCode', code })).toBe('code-invalid')
  })

  it('refuses where no provider is set up', () => {
    const apply = { type: 'ApplyCode', code: 'A' } as const
    expect(withTea().refusal(apply, { promotions: false })).toBe('promotions-not-configured')
  })

  it('refuses the same code twice, in whatever case, without asking', () => {
    const shop = withTea()
    grant(shop)
    expect(shop.refusal({ type: 'ApplyCode', code: 'spring5' })).toBe('promotion-already-on-order')
  })

  it('takes what was said of the code before as read', () => {
    const shop = withTea()
    const refused = { promotionId: null, code: 'promotion-not-found', message: null } as const
    answer(shop, asked(shop, 'SPRNG5'), { status: 'refused', refused })
    expect(shop.order.notes).toHaveLength(1)
    asked(shop)
    expect(shop.order.notes).toEqual([])
  })

  it('asks one code at a time', () => {
    const shop = withTea()
    asked(shop)
    expect(shop.refusal({ type: 'ApplyCode', code: 'OTHER' })).toBe('promotion-being-checked')
    expect(shop.refusal({ type: 'Pay' })).toBe('promotion-being-checked')
  })

  it('stops at five', () => {
    const shop = withTea()
    for (const code of ['A', 'B', 'C', 'D', 'E']) grant(shop, code)
    expect(shop.refusal({ type: 'ApplyCode', code: 'F' })).toBe('promotions-at-limit')
  })

  it('is refused in payment and during a re-check', () => {
    const paying = new Shop()
    toTender(paying)
    expect(paying.refusal({ type: 'ApplyCode', code: 'A' })).toBe('order-not-open')
    const checked = withTea()
    grant(checked)
    checked.run({ type: 'Pay' })
    expect(checked.refusal({ type: 'ApplyCode', code: 'A' })).toBe('validation-under-way')
  })
})

describe('the provider’s answer about a code', () => {
  it('puts the promotion on the order', () => {
    const shop = withTea()
    const id = asked(shop)
    answer(shop, id, { status: 'ok', value: SPRING5 })
    expect(shop.order.promotions).toMatchObject([{ id, status: 'pending', amount: 500 }])
  })

  it('takes a refused code off with the provider’s sentence; nothing is owed', () => {
    const shop = withTea()
    const refused = { promotionId: null, code: 'promotion-not-found', message: 'No.' } as const
    const events = answer(shop, asked(shop), { status: 'refused', refused })
    expect(shop.order.promotions).toEqual([])
    expect(shop.order.notes).toMatchObject([{ code: 'promotion-not-found', message: 'No.' }])
    expect(owed(events)).toEqual([])
  })

  it('that never came takes the code off and gives back what may be reserved', () => {
    const shop = withTea()
    const id = asked(shop)
    const events = answer(shop, id, SILENCE)
    expect(owed(events)).toMatchObject([{ kind: 'promotion-void', promotions: [], lost: [{ id }] }])
    expect(shop.order.promotions).toEqual([])
  })

  it('of a wrong key takes the code off; nothing was reserved', () => {
    const shop = withTea()
    const misconfigured = { status: 'misconfigured', code: 'key-refused', detail: '' } as const
    expect(owed(answer(shop, asked(shop), misconfigured))).toEqual([])
    expect(shop.order.notes).toMatchObject([{ code: 'promotions-misconfigured' }])
  })

  it('that comes late, twice or about another code changes nothing', () => {
    const shop = withTea()
    const id = asked(shop)
    answer(shop, id, SILENCE)
    expect(answer(shop, id, { status: 'ok', value: SPRING5 })).toEqual([])
    const other = grant(shop, 'OTHER')
    expect(answer(shop, other, { status: 'ok', value: SPRING5 })).toEqual([])
    expect(answer(shop, 'nobody', { status: 'ok', value: SPRING5 })).toEqual([])
    expect(shop.order.promotions).toHaveLength(1)
  })

  it('that comes after its release went out has it made once more, whatever else was released', () => {
    const shop = withTea()
    const removed = grant(shop, 'OTHER')
    shop.run({ type: 'RemovePromotion', promotionId: removed })
    const id = asked(shop)
    answer(shop, id, SILENCE)
    start(shop, 'promotion-void')
    const events = answer(shop, id, { status: 'ok', value: SPRING5 })
    expect(owed(events)).toMatchObject([{ kind: 'promotion-void', promotions: [], lost: [{ id }] }])
    expect(answer(shop, id, { status: 'ok', value: SPRING5 })).toEqual([])
  })
})

describe('taking a promotion off', () => {
  it('is done at once; the release is owed complete', () => {
    const shop = withTea()
    const promotionId = grant(shop)
    const events = shop.run({ type: 'RemovePromotion', promotionId })
    expect(owed(events)).toMatchObject([
      {
        kind: 'promotion-void',
        promotions: [{ id: promotionId, code: 'SPRING5', amount: 500, referenceId: 'rsv-1' }],
        lost: [],
        order: { promotions: [], discounts: [] },
      },
    ])
    expect(shop.refusal({ type: 'RemovePromotion', promotionId })).toBe('promotion-unknown')
  })

  it('waits for the answer that is under way', () => {
    const shop = withTea()
    const promotionId = asked(shop)
    const remove = { type: 'RemovePromotion', promotionId } as const
    expect(shop.refusal(remove)).toBe('promotion-being-checked')
    answer(shop, promotionId, { status: 'ok', value: SPRING5 })
    shop.run({ type: 'Pay' })
    expect(shop.refusal(remove)).toBe('validation-under-way')
    revalidate(shop)
    expect(shop.refusal(remove)).toBe('order-not-open')
  })

  it('frees an order that nobody answers for', () => {
    const shop = withTea()
    const promotionId = grant(shop)
    const { guid } = find(shop.run({ type: 'Pay' }), 'RevalidationRequested')
    expect(shop.order.validation).toMatchObject({ guid, status: 'checking', offline: false })
    shop.run({ type: 'RevalidationAnswered', orderId: shop.order.id, guid, answer: SILENCE })
    expect(shop.order.validation?.status).toBe('no-answer')
    shop.run({ type: 'RemovePromotion', promotionId })
    expect(shop.order.validation).toBeNull()
    shop.run({ type: 'Pay' })
    expect(shop.order.status).toBe('paying')
  })
})

describe('giving a redeemed code back', () => {
  function paid(): { shop: Shop; orderId: string; promotionId: string; effectId: string } {
    const shop = withTea()
    const promotionId = grant(shop)
    shop.run({ type: 'Pay' })
    revalidate(shop)
    const events = shop.run({ type: 'TakeCash', received: 5831 })
    const apply = events.find(
      (event) => event.type === 'EffectOwed' && event.effect.request.kind === 'promotion-apply',
    )
    const effectId = apply?.type === 'EffectOwed' ? apply.effect.id : ''
    return { shop, orderId: shop.order.id, promotionId, effectId }
  }

  it('waits until the redemption has ended', () => {
    const { shop, orderId, promotionId } = paid()
    const give = { type: 'GivePromotionBack', orderId, promotionId } as const
    expect(shop.refusal(give)).toBe('promotion-not-redeemed')
    expect(shop.refusal({ ...give, promotionId: 'x' })).toBe('promotion-unknown')
    expect(withTea().refusal({ ...give, orderId: 'x' })).toBe('order-unknown')
  })

  it('is refused before payment', () => {
    const shop = withTea()
    const promotionId = grant(shop)
    const give = { type: 'GivePromotionBack', orderId: shop.order.id, promotionId } as const
    expect(shop.refusal(give)).toBe('order-not-paid')
  })

  it('owes one release and leaves the sale as it was', () => {
    const { shop, orderId, promotionId, effectId } = paid()
    const before = shop.order.sale
    shop.run({ type: 'StartEffect', orderId, effectId })
    const outcome = { status: 'delivered' } as const
    shop.run({ type: 'EffectAnswered', orderId, effectId, outcome })
    expect(shop.order.promotions[0]?.status).toBe('redeemed')
    const give = { type: 'GivePromotionBack', orderId, promotionId } as const
    const events = shop.run(give)
    expect(owed(events)).toMatchObject([
      { kind: 'promotion-void', promotions: [{ id: promotionId, amount: 500 }] },
    ])
    expect(shop.refusal(give)).toBe('promotion-not-redeemed')
    expect(shop.order.sale).toEqual(before)
  })

  it('ends a redemption that had failed: it is never asked for again', () => {
    const { shop, orderId, promotionId, effectId } = paid()
    shop.run({ type: 'StartEffect', orderId, effectId })
    const outcome = { status: 'refused', code: 'promotion-refused', message: null } as const
    shop.run({ type: 'EffectAnswered', orderId, effectId, outcome })
    expect(shop.order.promotions[0]?.status).toBe('redeem-failed')
    expect(shop.refusal({ type: 'RetryEffect', orderId, effectId })).toBeNull()
    shop.run({ type: 'GivePromotionBack', orderId, promotionId })
    expect(shop.refusal({ type: 'RetryEffect', orderId, effectId })).toBe('effect-not-waiting')
  })
})

describe('what a re-check says', () => {
  it('changes the amount, with a note that names both', () => {
    const shop = withTea()
    const promotionId = grant(shop)
    const { guid } = find(shop.run({ type: 'Pay' }), 'RevalidationRequested')
    const value = [{ promotionId, amount: money(630) }]
    const answer = { status: 'ok', value } as const
    shop.run({ type: 'RevalidationAnswered', orderId: shop.order.id, guid, answer })
    expect(shop.order.promotions[0]?.amount).toBe(630)
    expect(shop.order.notes).toMatchObject([
      { code: 'promotion-amount-changed', values: { now: '630', before: '500' } },
    ])
    expect(shop.order.status).toBe('paying')
  })
})
