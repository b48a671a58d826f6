import { expect, test } from 'vitest'
import { money } from '../../../shared/money'
import { find, match } from '../../../shared/order/testing/sale'
import { Shop } from '../../../shared/order/testing/shop'
import { totalsOf } from '../../../shared/order/totals'
import { rowsOf } from './rows'

const RULE = { limit: money(500), count: 1 }
const SPRING5 = { code: 'SPRING5', name: 'Spring $5 off', amount: money(500), reusable: true }
const OFFLINE = { promotionCodes: { ...RULE, known: [SPRING5] }, walletPromotions: RULE }

test('a code given without asking says so in its row', () => {
  const shop = new Shop({ offline: OFFLINE })
  shop.add('fw-rope-m')
  const { promotionId } = find(
    shop.run({ type: 'ApplyCode', code: 'SPRING5' }),
    'PromotionRequested',
  )
  const answer = { status: 'unknown', code: 'timeout', detail: '' } as const
  shop.run({ type: 'VerifyAnswered', orderId: shop.order.id, promotionId, answer })
  shop.run({ type: 'GiveUnverifiedCode', code: 'SPRING5' })
  expect(rowsOf(shop.order, totalsOf(shop.order)).at(-1)).toMatchObject({
    promotion: { unverified: 'never-asked', status: 'pending' },
  })
})

test('a store promotion of the wallet given without asking says so under its line, until it is redeemed', () => {
  const shop = new Shop({ offline: OFFLINE, couponsDown: true })
  shop.add('fw-rope-m')
  match(shop)
  shop.run({ type: 'Pay' })
  const lineId = shop.order.lines[0]?.id ?? ''
  shop.run({ type: 'ChooseStorePromotion', couponId: '70311', lineId })
  const name = () => {
    const [row] = rowsOf(shop.order, totalsOf(shop.order))
    return row?.kind === 'line' ? row.under[0]?.name : null
  }
  expect(name()).toBe('20% off one toy, not yet confirmed')
  shop.run({ type: 'ContinuePayment' })
  shop.run({ type: 'ContinueWithoutCoupons' })
  shop.run({ type: 'TakeCash', received: 1_000 })
  const orderId = shop.order.id
  const redeem = shop.order.effects.find((one) => one.request.kind === 'store-promotion-redeem')
  const effectId = redeem?.id ?? ''
  shop.run({ type: 'StartEffect', orderId, effectId })
  shop.run({ type: 'EffectAnswered', orderId, effectId, outcome: { status: 'delivered' } })
  expect(name()).toBe('20% off one toy')
})
