import { describe, expect, it } from 'vitest'
import { money } from '../money'
import { receiptText } from '../receipt/layout'
import { receiptOf } from '../receipt/sale'
import type { UnknownCode, VerifyAnswer } from './answers'
import type { Context } from './context'
import type { Effect, EffectKind } from './effect'
import type { OrderEvent } from './events'
import type { OfflineRules } from './offline'
import type { RefusalCode } from './refusals'
import { find, grant, SPRING5 } from './testing/sale'
import { Shop } from './testing/shop'
import { stillToPay } from './decide-tender'
import { offerOn } from './unverified'
import { viewOf } from './view-of'

const RULES: OfflineRules = {
  promotionCodes: {
    limit: money(500),
    count: 2,
    known: [
      { code: 'SPRING5', name: 'Spring $5 off', amount: money(500), reusable: true },
      { code: 'ONCE-*', name: 'Welcome', amount: money(300), reusable: false },
      { code: 'BIG', name: 'Too big', amount: money(501), reusable: true },
    ],
  },
  walletPromotions: { limit: money(200), count: 1 },
}

function shopWith(over: Partial<Context> = { offline: RULES }): Shop {
  const shop = new Shop(over)
  shop.add('fw-rope-m')
  return shop
}

/** Tries a code that nobody answers about. */
function lose(shop: Shop, code: string, why: UnknownCode = 'timeout'): void {
  const { promotionId } = find(shop.run({ type: 'ApplyCode', code }), 'PromotionRequested')
  const answer = { status: 'unknown', code: why, detail: '' } as const
  shop.run({ type: 'VerifyAnswered', orderId: shop.order.id, promotionId, answer })
}

function give(shop: Shop, code: string): readonly OrderEvent[] {
  lose(shop, code)
  return shop.run({ type: 'GiveUnverifiedCode', code })
}

/** Gives the code, sells for cash and goes on to the next order with goods on it. */
function sellWith(shop: Shop, code: string): void {
  give(shop, code)
  shop.run({ type: 'Pay' })
  shop.run({ type: 'TakeCash', received: stillToPay(shop.order) })
}

function offered(shop: Shop) {
  return viewOf(shop.state, 1, shop.context(), null)?.offer ?? null
}

function refusalOf(shop: Shop, code: string): RefusalCode | null {
  return shop.refusal({ type: 'GiveUnverifiedCode', code })
}

function effectOf(shop: Shop, kind: EffectKind): Effect {
  const effect = shop.order.effects.findLast((one) => one.request.kind === kind)
  if (!effect) throw new Error(`No ${kind} is owed`)
  return effect
}

function deliver(shop: Shop, kind: EffectKind): void {
  const { id: effectId } = effectOf(shop, kind)
  const orderId = shop.order.id
  shop.run({ type: 'StartEffect', orderId, effectId })
  shop.run({ type: 'EffectAnswered', orderId, effectId, outcome: { status: 'delivered' } })
}

/** The line is back: the release is through, and the provider says this about the code. */
function answer(shop: Shop, said: VerifyAnswer): readonly OrderEvent[] {
  deliver(shop, 'promotion-void')
  const { id: effectId } = effectOf(shop, 'promotion-verify')
  const orderId = shop.order.id
  shop.run({ type: 'StartEffect', orderId, effectId })
  return shop.run({
    type: 'EffectAnswered',
    ...{ orderId, effectId, outcome: { status: 'verified', answer: said } },
  })
}

const granted = (amount: number) =>
  ({ status: 'ok', value: { ...SPRING5, amount: money(amount) } }) as const

describe('without a rule', () => {
  it('nothing unverified is given', () => {
    const shop = shopWith({})
    lose(shop, 'SPRING5')
    expect(offered(shop)).toBeNull()
    expect(refusalOf(shop, 'SPRING5')).toBe('unverified-not-allowed')
    expect(shop.order.promotions).toEqual([])
    expect(shop.order.notes).toMatchObject([{ code: 'promotion-no-answer' }])
  })
})

describe('a code that nobody answered about', () => {
  it('is not given while the others are re-checked', () => {
    const shop = shopWith()
    grant(shop)
    find(shop.run({ type: 'Hold', heldFor: 'Ann' }), 'RevalidationRequested')
    expect(shop.order.status).toBe('open')
    expect(refusalOf(shop, 'SPRING5')).toBe('validation-under-way')
  })

  it('is offered where nobody counts what was given before', () => {
    const shop = shopWith()
    lose(shop, 'SPRING5')
    const { offline, at } = shop.context()
    expect(offerOn(shop.order, { at, ...(offline && { offline }) })).toMatchObject({ kind: 'code' })
  })

  it('is given for what the shop has declared, and takes it off like any other', () => {
    const shop = shopWith()
    lose(shop, 'spring5')
    const offer = { kind: 'code', code: 'spring5', name: 'Spring $5 off', amount: 500 }
    expect(offered(shop)).toEqual(offer)
    shop.run({ type: 'GiveUnverifiedCode', code: 'spring5' })
    expect(offered(shop)).toBeNull()
    expect(shop.order.notes).toEqual([])
    expect(shop.order.promotions).toMatchObject([
      { code: 'spring5', name: 'Spring $5 off', status: 'pending', unverified: 'never-asked' },
    ])
    expect(stillToPay(shop.order)).toBe(486)
  })

  it.each([
    ['is not declared', 'OTHER', 'timeout'],
    ['is worth more than the limit', 'BIG', 'timeout'],
    ['is only the beginning of a declared one', 'ONCE-', 'timeout'],
    ['was answered with nonsense', 'SPRING5', 'malformed'],
    ['must wait because the provider says so', 'SPRING5', 'rate-limited'],
  ] as const)('is not given when it %s', (_, code, why) => {
    const shop = shopWith()
    lose(shop, code, why)
    expect(offered(shop)).toBeNull()
    expect(refusalOf(shop, code)).toBe('unverified-not-allowed')
  })

  it.each(['timeout', 'offline', 'connection-lost', 'server-error'] as const)(
    'is given after %s',
    (why) => {
      const shop = shopWith()
      lose(shop, 'SPRING5', why)
      expect(offered(shop)).toMatchObject({ kind: 'code' })
    },
  )

  it('is given only by its own name, and only while the order is open', () => {
    const shop = shopWith()
    lose(shop, 'SPRING5')
    expect(refusalOf(shop, 'ONCE-1')).toBe('unverified-not-allowed')
    shop.run({ type: 'Pay' })
    expect(refusalOf(shop, 'SPRING5')).toBe('order-not-open')
  })

  it('stands alone: no other code before it, and none after it', () => {
    const after = shopWith()
    grant(after, 'OTHER')
    lose(after, 'SPRING5')
    expect(refusalOf(after, 'SPRING5')).toBe('unverified-not-allowed')
    const before = shopWith()
    give(before, 'SPRING5')
    expect(before.refusal({ type: 'ApplyCode', code: 'OTHER' })).toBe('unverified-stands-alone')
  })

  it('is not re-checked, and stays through Hold and Back', () => {
    const shop = shopWith()
    const { id } = shop.order
    give(shop, 'SPRING5')
    shop.run({ type: 'Hold', heldFor: 'Ann' })
    shop.run({ type: 'ResumeOrder', orderId: id })
    shop.run({ type: 'Pay' })
    expect(shop.order.status).toBe('paying')
    shop.run({ type: 'BackFromPayment', to: 'order' })
    expect(shop.order.promotions).toMatchObject([{ unverified: 'never-asked', amount: 500 }])
  })

  it('is taken off without a word to the provider, who never heard of it', () => {
    const shop = shopWith()
    give(shop, 'SPRING5')
    const promotionId = shop.order.promotions[0]?.id ?? ''
    const events = shop.run({ type: 'RemovePromotion', promotionId })
    expect(events.map((event) => event.type)).toEqual(['PromotionRemoved'])
  })
})

describe('the count', () => {
  it('is kept for the day, over all orders, paid and under way', () => {
    const shop = shopWith()
    sellWith(shop, 'SPRING5')
    shop.add('fw-rope-m')
    give(shop, 'SPRING5')
    shop.run({ type: 'Hold', heldFor: 'Ann' })
    shop.add('fw-rope-m')
    lose(shop, 'SPRING5')
    expect(refusalOf(shop, 'SPRING5')).toBe('unverified-not-allowed')
    shop.at += 24 * 3_600_000
    // The order that is held counts today: it will be paid today at the earliest.
    expect(offered(shop)).toMatchObject({ kind: 'code' })
    shop.run({ type: 'GiveUnverifiedCode', code: 'SPRING5' })
    shop.run({ type: 'Hold', heldFor: 'Bo' })
    shop.add('fw-rope-m')
    lose(shop, 'SPRING5')
    expect(refusalOf(shop, 'SPRING5')).toBe('unverified-not-allowed')
  })

  it('does not hold an order that was given up', () => {
    const shop = shopWith()
    for (let order = 0; order < 3; order += 1) {
      give(shop, 'SPRING5')
      shop.run({ type: 'CancelOrder', orderId: shop.order.id })
      shop.add('fw-rope-m')
    }
    expect(shop.state.unverified).toEqual([])
  })

  it('does not help a code that is for one customer: it is given once, on whatever day', () => {
    const shop = shopWith()
    sellWith(shop, 'ONCE-7')
    answer(shop, granted(300))
    deliver(shop, 'promotion-apply')
    shop.add('fw-rope-m')
    shop.at += 48 * 3_600_000
    lose(shop, 'once-7')
    expect(refusalOf(shop, 'once-7')).toBe('unverified-not-allowed')
    give(shop, 'ONCE-8')
    expect(shop.order.promotions).toMatchObject([{ code: 'ONCE-8', amount: 300 }])
  })

  it('a code for one customer is on one order: neither given beside a grant, nor asked beside a promise', () => {
    const granted = shopWith()
    grant(granted, 'ONCE-7')
    const { guid } = find(granted.run({ type: 'Hold', heldFor: 'Ann' }), 'RevalidationRequested')
    const fine = { status: 'unknown', code: 'offline', detail: '' } as const
    const orderId = granted.order.id
    granted.run({ type: 'RevalidationAnswered', orderId, guid, answer: fine })
    granted.add('fw-rope-m')
    lose(granted, 'ONCE-7')
    expect(refusalOf(granted, 'ONCE-7')).toBe('unverified-not-allowed')

    const promised = shopWith()
    sellWith(promised, 'ONCE-7')
    promised.add('fw-rope-m')
    expect(promised.refusal({ type: 'ApplyCode', code: 'once-7' })).toBe('unverified-elsewhere')
    expect(promised.refusal({ type: 'ApplyCode', code: 'ONCE-9' })).toBeNull()
    const many = shopWith()
    sellWith(many, 'SPRING5')
    many.add('fw-rope-m')
    expect(many.refusal({ type: 'ApplyCode', code: 'SPRING5' })).toBeNull()
  })
})

describe('a paid sale with a code that nobody was asked about', () => {
  it('owes the question as it would have been asked, after the release of the lost one', () => {
    const shop = shopWith()
    sellWith(shop, 'SPRING5')
    const { request, after } = effectOf(shop, 'promotion-verify')
    expect(after).toEqual([effectOf(shop, 'promotion-void').id])
    expect(request).toMatchObject({
      promotion: { code: 'SPRING5', amount: 500 },
      promised: 500,
      order: { promotions: [], paidAt: null, discounts: [], totals: { promotionDiscount: 0 } },
    })
    expect(shop.order.effects.some((one) => one.request.kind === 'promotion-apply')).toBe(false)
    expect(shop.order.promotions).toMatchObject([{ status: 'applying' }])
  })

  it('has it as an ordinary discount on the receipt', () => {
    const shop = shopWith()
    sellWith(shop, 'SPRING5')
    const paper = receiptText(receiptOf(shop.order, shop.context().shop))
    expect(paper).toMatch(/Promotion: Spring \$5 off \(SPRING5\) +-5\.00/)
    expect(paper).not.toMatch(/confirm/i)
  })

  it('redeems it under the key that was frozen, with the provider’s reference', () => {
    const shop = shopWith()
    sellWith(shop, 'SPRING5')
    const { request: asked } = effectOf(shop, 'promotion-verify')
    answer(shop, granted(500))
    expect(effectOf(shop, 'promotion-verify').status).toBe('delivered')
    const { id, request } = effectOf(shop, 'promotion-apply')
    expect(asked).toMatchObject({ applyId: id })
    expect(request).toMatchObject({ promotions: [{ amount: 500, referenceId: 'rsv-1' }] })
    deliver(shop, 'promotion-apply')
    expect(shop.order.promotions).toMatchObject([{ status: 'redeemed', granted: 500 }])
  })

  it('keeps what was paid when the provider says no; a person sees the whole amount', () => {
    const shop = shopWith()
    sellWith(shop, 'SPRING5')
    const { sale } = shop.order
    const refused = { promotionId: null, code: 'promotion-already-used', message: 'Used.' } as const
    answer(shop, { status: 'refused', refused })
    expect(shop.order.sale).toEqual(sale)
    expect(shop.order.promotions).toMatchObject([{ status: 'redeem-failed' }])
    const [row] = owedNow(shop, 'promotion-verify')
    expect(row).toMatchObject({ amount: 500, effect: { message: 'Used.', status: 'needs-person' } })
    expect(shop.order.effects.some((one) => one.request.kind === 'promotion-apply')).toBe(false)
  })

  it.each([
    ['less', 420, '80', 80],
    ['more', 620, '-120', 0],
  ])(
    'is used up all the same when the provider grants %s, with the difference in money',
    (_, amount, message, bears) => {
      const shop = shopWith()
      sellWith(shop, 'SPRING5')
      const { sale } = shop.order
      answer(shop, granted(amount))
      const [row] = owedNow(shop, 'promotion-verify')
      expect(row?.amount).toBe(bears)
      expect(row?.effect).toMatchObject({ code: 'unverified-amount-differs', message })
      deliver(shop, 'promotion-apply')
      expect(shop.order.sale).toEqual(sale)
      expect(shop.order.promotions).toMatchObject([{ status: 'redeemed', granted: amount }])
    },
  )

  it('is asked again under the same key while nobody answers, and redeemed once', () => {
    const shop = shopWith()
    sellWith(shop, 'SPRING5')
    const before = effectOf(shop, 'promotion-verify')
    answer(shop, { status: 'unknown', code: 'timeout', detail: '' })
    expect(effectOf(shop, 'promotion-verify')).toMatchObject({
      ...{ id: before.id, request: before.request, status: 'waiting', code: 'timeout' },
    })
    shop.at += 60_000
    const { id: effectId } = before
    const orderId = shop.order.id
    shop.run({ type: 'StartEffect', orderId, effectId })
    const late = { status: 'verified', answer: granted(420) } as const
    shop.run({ type: 'EffectAnswered', orderId, effectId, outcome: late })
    shop.run({ type: 'RetryEffect', orderId, effectId })
    shop.run({ type: 'StartEffect', orderId, effectId })
    shop.run({ type: 'EffectAnswered', orderId, effectId, outcome: late })
    const applies = shop.order.effects.filter((one) => one.request.kind === 'promotion-apply')
    expect(applies).toHaveLength(1)
  })

  it('is given back by hand or asked about again, never both', () => {
    const shop = shopWith()
    sellWith(shop, 'SPRING5')
    const refused = { promotionId: null, code: 'promotion-already-used', message: null } as const
    answer(shop, { status: 'refused', refused })
    const { id: effectId } = effectOf(shop, 'promotion-verify')
    const orderId = shop.order.id
    const promotionId = shop.order.promotions[0]?.id ?? ''
    const giveBack = { type: 'GivePromotionBack', orderId, promotionId } as const
    shop.run({ type: 'RetryEffect', orderId, effectId })
    expect(shop.refusal(giveBack)).toBe('promotion-not-redeemed')
    shop.run({ type: 'StartEffect', orderId, effectId })
    expect(shop.refusal(giveBack)).toBe('promotion-not-redeemed')
    const outcome = { status: 'verified', answer: { status: 'refused', refused } } as const
    shop.run({ type: 'EffectAnswered', orderId, effectId, outcome })
    shop.run(giveBack)
    expect(shop.order.promotions).toMatchObject([{ status: 'released' }])
    expect(shop.refusal({ type: 'RetryEffect', orderId, effectId })).toBe('effect-not-waiting')
  })

  it('that comes back waits with the code until it was asked about and redeemed', () => {
    const shop = shopWith()
    sellWith(shop, 'SPRING5')
    const { order } = shop
    const { id, request } = effectOf(shop, 'promotion-verify')
    const applyId = request.kind === 'promotion-verify' ? request.applyId : ''
    shop.run({ type: 'NewOrder' })
    shop.run({ type: 'OpenReturn', ref: order.ref })
    shop.run({ type: 'TakeBackAll', reason: 'faulty' })
    shop.run({ type: 'Pay' })
    const back = -stillToPay(shop.order)
    shop.run({ type: 'GiveBackCash' })
    expect(back).toBe(486)
    const release = effectOf(shop, 'promotion-void')
    expect(release.after).toEqual(expect.arrayContaining([id, applyId]))
    expect(release.request).toMatchObject({ promotions: [{ code: 'SPRING5' }] })
  })
})

function owedNow(shop: Shop, kind: EffectKind) {
  const view = viewOf(shop.state, 1, shop.context(), null)
  return (view?.owed ?? []).filter((row) => row.effect.request.kind === kind)
}
