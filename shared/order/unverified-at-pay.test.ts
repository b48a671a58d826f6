import { describe, expect, it } from 'vitest'
import { money } from '../money'
import type { UnknownCode } from './answers'
import type { Context } from './context'
import { stillToPay } from './decide-tender'
import type { Effect, EffectKind } from './effect'
import type { OfflineRules } from './offline'
import { find, grant, match, SPRING5, WALLET } from './testing/sale'
import { Shop } from './testing/shop'
import { givenTooMuch, mayGiveFromWallet } from './unverified'
import { viewOf } from './view-of'

const RULES: OfflineRules = {
  promotionCodes: { limit: money(500), count: 2, known: [] },
  walletPromotions: { limit: money(200), count: 1 },
}

const WALLET_ALONE: OfflineRules = { ...RULES, promotionCodes: null }

function shopWith(over: Partial<Context> = { offline: RULES }): Shop {
  const shop = new Shop(over)
  shop.add('fw-rope-m')
  return shop
}

function offered(shop: Shop) {
  return viewOf(shop.state, 1, shop.context(), null)?.offer ?? null
}

function effectOf(shop: Shop, kind: EffectKind): Effect {
  const effect = shop.order.effects.findLast((one) => one.request.kind === kind)
  if (!effect) throw new Error(`No ${kind} is owed`)
  return effect
}

describe('a code that could not be re-checked at Pay', () => {
  function stuck(amount: number, why: UnknownCode = 'offline', over?: Partial<Context>): Shop {
    const shop = shopWith(over)
    grant(shop, 'ANY', { ...SPRING5, amount: money(amount) })
    const { guid } = find(shop.run({ type: 'Pay' }), 'RevalidationRequested')
    const said = { status: 'unknown', code: why, detail: '' } as const
    shop.run({ type: 'RevalidationAnswered', orderId: shop.order.id, guid, answer: said })
    return shop
  }

  it('is given without a manager as far as the rule goes, and redeemed as usual', () => {
    const shop = stuck(500)
    expect(offered(shop)).toEqual({ kind: 'unchecked' })
    shop.run({ type: 'GiveUnchecked' })
    expect(shop.order.promotions).toMatchObject([{ unverified: 'not-rechecked', acceptedBy: null }])
    shop.run({ type: 'TakeCash', received: stillToPay(shop.order) })
    expect(effectOf(shop, 'promotion-apply').request).toMatchObject({
      promotions: [{ code: 'ANY', amount: 500 }],
    })
    expect(shop.state.unverified).toMatchObject([{ what: 'ANY', amount: 500 }])
  })

  it.each([
    ['it is worth more than the limit', stuck(501)],
    ['the shop has no rule', stuck(500, 'offline', {})],
    ['its rule is for the wallet alone', stuck(500, 'offline', { offline: WALLET_ALONE })],
    ['the provider talks nonsense', stuck(500, 'malformed')],
  ])('needs a manager where %s', (_, shop) => {
    expect(offered(shop)).toBeNull()
    expect(shop.refusal({ type: 'GiveUnchecked' })).toBe('unverified-not-allowed')
  })

  it('is checked again after Back', () => {
    const shop = stuck(500)
    shop.run({ type: 'GiveUnchecked' })
    shop.run({ type: 'BackFromPayment', to: 'order' })
    expect(shop.order.promotions[0]).not.toHaveProperty('unverified')
    expect(find(shop.run({ type: 'Pay' }), 'RevalidationRequested')).toBeDefined()
  })

  it('needs something that waits for a check', () => {
    expect(shopWith().refusal({ type: 'GiveUnchecked' })).toBe('validation-not-waiting')
  })
})

describe('the wallet while the coupon service is not reached', () => {
  function atPay(over: Partial<Context>): Shop {
    const shop = shopWith({ couponsDown: true, ...over })
    match(shop, WALLET)
    shop.run({ type: 'Pay' })
    return shop
  }

  function choose(shop: Shop) {
    const lineId = shop.order.lines[0]?.id ?? ''
    return { type: 'ChooseStorePromotion', couponId: '70311', lineId } as const
  }

  it('gives nothing by default: the step is passed over, and the cashier reads why', () => {
    const shop = atPay({})
    expect(shop.order.payment?.step).toBe('coupons')
    expect(shop.order.notes).toMatchObject([{ code: 'store-promotions-need-line' }])
  })

  it('gives what the rule allows, and redeems it as usual', () => {
    const shop = atPay({ offline: RULES })
    shop.run(choose(shop))
    expect(shop.order.payment?.storePromotions).toMatchObject([{ amount: 190, unverified: true }])
    shop.run({ type: 'ContinuePayment' })
    shop.run({ type: 'ContinueWithoutCoupons' })
    shop.run({ type: 'TakeCash', received: stillToPay(shop.order) })
    expect(effectOf(shop, 'store-promotion-redeem').request).toMatchObject({ amount: 190 })
    expect(shop.state.unverified).toMatchObject([{ class: 'wallet-promotions', amount: 190 }])
  })

  it('is nobody’s where no customer is on the order', () => {
    const shop = atPay({ offline: RULES })
    const use = { couponId: '70311', amount: money(190) }
    expect(mayGiveFromWallet(shop.order, use, shop.context())).toBe(true)
    const nobody = { ...shop.order, customer: null }
    expect(mayGiveFromWallet(nobody, use, shop.context())).toBe(false)
  })

  it('is believed for a day, to its end', () => {
    const shop = shopWith({ couponsDown: true, offline: RULES })
    match(shop, WALLET)
    shop.at += 24 * 3_600_000
    shop.run({ type: 'Pay' })
    expect(shop.refusal(choose(shop))).toBeNull()
  })

  it('counts each coupon once, however often it is put on another line', () => {
    const shop = shopWith({ couponsDown: true, offline: RULES })
    shop.add('tea')
    match(shop, WALLET)
    shop.run({ type: 'Pay' })
    shop.run(choose(shop))
    const lineId = shop.order.lines[1]?.id ?? ''
    shop.run({ type: 'ChooseStorePromotion', couponId: '70311', lineId })
    expect(shop.order.payment?.storePromotions).toHaveLength(1)
  })

  it.each([
    ['it takes off more than the limit', { limit: money(189), count: 1 }, 0],
    ['the day’s count is reached', { limit: money(200), count: 0 }, 0],
    ['the wallet is older than a day', { limit: money(200), count: 1 }, 24 * 3_600_000 + 1],
  ])('does not give a store promotion when %s', (_, walletPromotions, age) => {
    const shop = shopWith({ couponsDown: true, offline: { ...RULES, walletPromotions } })
    match(shop, WALLET)
    shop.at += age
    shop.run({ type: 'Pay' })
    expect(shop.refusal(choose(shop))).toBe('unverified-not-allowed')
  })
})

describe('the difference', () => {
  it.each([
    [500, 500, 500, 0],
    [500, 500, 420, 80],
    [500, 500, 620, -120],
    // Cut to what the order had left: more than that would have been given to nobody.
    [500, 300, 500, 0],
    [500, 300, 620, 0],
    [500, 300, 300, 0],
    [500, 300, 200, 100],
    [500, 0, 500, 0],
  ])('of %i promised, %i taken off and %i granted is %i', (promised, taken, would, difference) => {
    expect(givenTooMuch(money(promised), money(taken), money(would))).toBe(difference)
  })
})
