import { describe, expect, it } from 'vitest'
import { money } from '../../shared/money'
import type { VerifyAnswer } from '../../shared/order/answers'
import type { OfflineRules } from '../../shared/order/offline'
import { find, match, SPRING5 } from '../../shared/order/testing/sale'
import { Shop } from '../../shared/order/testing/shop'
import type { SoldOrder } from './day-collect'
import { unverifiedLines } from './day-unverified'
import { decimals } from './day-words'

const cents = decimals(2)

const RULES: OfflineRules = {
  promotionCodes: {
    limit: money(500),
    count: 9,
    known: [{ code: 'SPRING5', name: 'Spring $5 off', amount: money(500), reusable: true }],
  },
  walletPromotions: { limit: money(500), count: 9 },
}

/** A sale of one rope with the code given unasked; the provider then says this, or nothing yet. */
function soldWithCode(answer: VerifyAnswer | null): SoldOrder {
  const shop = new Shop({ offline: RULES })
  shop.add('fw-rope-m')
  const { promotionId } = find(
    shop.run({ type: 'ApplyCode', code: 'SPRING5' }),
    'PromotionRequested',
  )
  const orderId = shop.order.id
  const silence = { status: 'unknown', code: 'timeout', detail: '' } as const
  shop.run({ type: 'VerifyAnswered', orderId, promotionId, answer: silence })
  shop.run({ type: 'GiveUnverifiedCode', code: 'SPRING5' })
  shop.run({ type: 'Pay' })
  shop.run({ type: 'TakeCash', received: 1_000 })
  if (answer !== null) {
    const { id: voided } = effectOf(shop, 'promotion-void')
    shop.run({ type: 'StartEffect', orderId, effectId: voided })
    const delivered = { status: 'delivered' } as const
    shop.run({ type: 'EffectAnswered', orderId, effectId: voided, outcome: delivered })
    const { id: effectId } = effectOf(shop, 'promotion-verify')
    shop.run({ type: 'StartEffect', orderId, effectId })
    shop.run({ type: 'EffectAnswered', orderId, effectId, outcome: { status: 'verified', answer } })
    const apply = shop.order.effects.find((one) => one.request.kind === 'promotion-apply')
    if (apply) {
      shop.run({ type: 'StartEffect', orderId, effectId: apply.id })
      shop.run({ type: 'EffectAnswered', orderId, effectId: apply.id, outcome: delivered })
    }
  }
  return sealed(shop)
}

function effectOf(shop: Shop, kind: string) {
  const effect = shop.order.effects.find((one) => one.request.kind === kind)
  if (!effect) throw new Error(`No ${kind} is owed`)
  return effect
}

function sealed({ order }: Shop): SoldOrder {
  if (!order.sale) throw new Error('It is not paid')
  return { ...order, sale: order.sale }
}

const granted = (amount: number) =>
  ({ status: 'ok', value: { ...SPRING5, amount: money(amount) } }) as const
const refused = {
  status: 'refused',
  refused: { promotionId: null, code: 'promotion-already-used', message: null },
} as const

describe('what was given without the provider, in the file of a day', () => {
  it.each([
    ['nothing yet', null, ['0.00', '5.00', '0.00'], 'not yet confirmed by the provider'],
    ['yes', granted(500), ['5.00', '0.00', '0.00'], 'confirmed'],
    ['less', granted(420), ['0.00', '0.00', '0.80'], 'the provider granted 4.20'],
    ['more', granted(600), ['0.00', '0.00', '0.00'], 'the provider granted 6.00'],
    ['no', refused, ['0.00', '0.00', '5.00'], 'refused by the provider'],
  ] as const)('says what came of it: %s', (_, answer, [confirmed, open, bears], words) => {
    expect(unverifiedLines([soldWithCode(answer)], cents)).toEqual([
      `Promotion codes: 1 given, 5.00; confirmed ${confirmed}; not yet confirmed ${open}; store bears ${bears}`,
      `  Receipt 1: code "SPRING5" 5.00, ${words}`,
    ])
  })

  it('adds up what came from the wallet on its own', () => {
    const shop = new Shop({ offline: RULES, couponsDown: true })
    shop.add('fw-rope-m')
    match(shop)
    shop.run({ type: 'Pay' })
    const lineId = shop.order.lines[0]?.id ?? ''
    shop.run({ type: 'ChooseStorePromotion', couponId: '70311', lineId })
    shop.run({ type: 'ContinuePayment' })
    shop.run({ type: 'ContinueWithoutCoupons' })
    shop.run({ type: 'TakeCash', received: 1_000 })
    expect(unverifiedLines([sealed(shop), soldWithCode(null)], cents)).toEqual([
      'Promotion codes: 1 given, 5.00; confirmed 0.00; not yet confirmed 5.00; store bears 0.00',
      '  Receipt 1: code "SPRING5" 5.00, not yet confirmed by the provider',
      'Store promotions of the wallet: 1 given, 1.90; confirmed 0.00; not yet confirmed 1.90; store bears 0.00',
      '  Receipt 1: "20% off one toy" 1.90, not yet confirmed by the provider',
    ])
  })

  it('is empty on an ordinary day', () => {
    const shop = new Shop()
    shop.add('tea')
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 300 })
    expect(unverifiedLines([sealed(shop)], cents)).toEqual([])
  })
})
