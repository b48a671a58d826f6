import { money } from '../../money'
import type { OfflineRules } from '../offline'
import { find, match } from './sale'
import type { Shop } from './shop'

/** A shop's rule for both classes, up to 5.00 and so often; it knows the code of the running example. */
export function offlineRules(count: number): OfflineRules {
  const amount = money(500)
  return {
    promotionCodes: {
      limit: amount,
      count,
      known: [{ code: 'SPRING5', name: 'Spring $5 off', amount, reusable: true }],
    },
    walletPromotions: { limit: amount, count },
  }
}

/** A toy with the code on it, which the provider was silent about and the shop's rule gave. */
export function giveCodeUnasked(shop: Shop): void {
  shop.add('fw-rope-m')
  const { promotionId } = find(
    shop.run({ type: 'ApplyCode', code: 'SPRING5' }),
    'PromotionRequested',
  )
  const answer = { status: 'unknown', code: 'timeout', detail: '' } as const
  shop.run({ type: 'VerifyAnswered', orderId: shop.order.id, promotionId, answer })
  shop.run({ type: 'GiveUnverifiedCode', code: 'SPRING5' })
}

/** A toy with a store promotion of the customer's wallet, in payment, while the service is down. */
export function giveFromWalletUnasked(shop: Shop): void {
  shop.add('fw-rope-m')
  match(shop)
  shop.run({ type: 'Pay' })
  const lineId = shop.order.lines[0]?.id ?? ''
  shop.run({ type: 'ChooseStorePromotion', couponId: '70311', lineId })
}

/** Pays what was given from the wallet, in cash and without the coupon service. */
export function payWithoutService(shop: Shop): void {
  shop.run({ type: 'ContinuePayment' })
  shop.run({ type: 'ContinueWithoutCoupons' })
  shop.run({ type: 'TakeCash', received: 1_000 })
}
