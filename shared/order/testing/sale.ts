import { money } from '../../money'
import { pieces } from '../../quantity'
import { assert } from '../../assert'
import type { AuthorizationGrant, PromotionGrant, WalletCoupon } from '../answers'
import type { EffectOutcome } from '../commands'
import type { Effect, EffectKind } from '../effect'
import type { EventOf, OrderEvent } from '../events'
import { Shop } from './shop'

/** The wallet of the running example. */
export const WALLET: readonly WalletCoupon[] = [
  coupon('70311', 'store-promotion', '20% off one toy', []),
  coupon('70455', 'coupon', '$5.00 off Brambleway Dry 24 lb', ['00400001102312']),
  coupon('70460', 'coupon', 'Buy 6 pouches, 1 free', ['00400001102459']),
]

/** Spring $5 off, as the provider grants it. */
export const SPRING5: PromotionGrant = {
  name: 'Spring $5 off',
  amount: money(500),
  referenceId: 'rsv-1',
}

/** The first event of a type. */
export function find<Type extends OrderEvent['type']>(
  events: readonly OrderEvent[],
  type: Type,
): EventOf<Type> {
  const found = events.find((event): event is EventOf<Type> => event.type === type)
  assert(found !== undefined, `No ${type} among ${events.map((one) => one.type).join(', ')}`)
  return found
}

/** Applies a code and has the provider grant it. Answers the promotion's id. */
export function grant(shop: Shop, code = 'SPRING5', value: PromotionGrant = SPRING5): string {
  const { promotionId } = find(shop.run({ type: 'ApplyCode', code }), 'PromotionRequested')
  const answer = { status: 'ok', value } as const
  shop.run({ type: 'VerifyAnswered', orderId: shop.order.id, promotionId, answer })
  return promotionId
}

/** Looks the customer up and has the service find the wallet. */
export function match(shop: Shop, coupons: readonly WalletCoupon[] = WALLET): void {
  const asked = find(
    shop.run({ type: 'SetCustomer', phone: '2065550142' }),
    'CustomerLookupRequested',
  )
  const answer = { status: 'ok', value: { consumerId: '880412', coupons } } as const
  const { lookUpId } = asked
  shop.run({ type: 'CustomerAnswered', orderId: shop.order.id, lookUpId, answer })
}

/** Answers the re-check under way: the same amounts. */
export function revalidate(shop: Shop): readonly OrderEvent[] {
  const { validation, promotions, id: orderId } = shop.order
  assert(validation !== null, 'Nothing is being re-checked')
  const value = promotions.map((one) => ({ promotionId: one.id, amount: one.amount }))
  const { guid } = validation
  return shop.run({
    type: 'RevalidationAnswered',
    orderId,
    guid,
    answer: { status: 'ok', value },
  })
}

/** What the service grants for the running example. */
export function exampleGrant(): AuthorizationGrant {
  const line = (lineRef: string, amount: number, count: number) => ({
    lineRef,
    amount: money(amount),
    quantity: pieces(count),
  })
  return {
    authorizationId: 'A-1',
    expiresAt: new Date(2025, 2, 20, 17, 56).getTime(),
    rejected: [],
    cut: [],
    coupons: [
      {
        couponId: '70455',
        title: '$5.00 off Brambleway Dry 24 lb',
        amount: money(500),
        uses: 1,
        lines: [line('L1', 500, 1)],
      },
      {
        couponId: '70460',
        title: 'Buy 6 pouches, 1 free',
        amount: money(189),
        uses: 1,
        lines: [line('L2', 189, 6)],
      },
    ],
  }
}

/** Answers the authorization under way. */
export function authorize(shop: Shop, value = exampleGrant()): readonly OrderEvent[] {
  const asked = shop.order.payment?.authorization
  assert(asked != null, 'No authorization is under way')
  const authRef = asked.renewing ?? asked.authRef
  const answer = { status: 'ok', value } as const
  return shop.run({ type: 'AuthorizationAnswered', orderId: shop.order.id, authRef, answer })
}

/** The running example up to the tenders: everything on it, 83.34 due. */
export function toTender(shop: Shop): void {
  shop.add('bw-dog-chk-24', ...Array<string>(6).fill('bw-cat-sal-3'), 'fw-rope-m', 'pc-litter-14')
  const litter = shop.order.lines.at(-1)
  const toy = shop.order.lines.find((line) => line.sku === 'fw-rope-m')
  assert(litter !== undefined && toy !== undefined, 'The example has its lines')
  shop.run({ type: 'AddStoreDiscount', ruleId: 'damaged', lineId: litter.id })
  grant(shop)
  match(shop)
  shop.run({ type: 'Pay' })
  revalidate(shop)
  shop.run({ type: 'ChooseStorePromotion', couponId: '70311', lineId: toy.id })
  shop.run({ type: 'ContinuePayment' })
  revalidate(shop)
  authorize(shop)
  shop.run({ type: 'ContinuePayment' })
}

/** The running example, paid in cash. */
export function paid(): Shop {
  const shop = new Shop()
  toTender(shop)
  shop.run({ type: 'TakeCash', received: 10_000 })
  return shop
}

/** The last effect of a kind that the order on screen owes, or owed. */
export function effect(shop: Shop, kind: EffectKind): Effect {
  const found = shop.order.effects.filter((one) => one.request.kind === kind).at(-1)
  assert(found !== undefined, `No ${kind} is owed`)
  return found
}

/** Begins an attempt. Answers the effect's id. */
export function start(shop: Shop, kind: EffectKind): string {
  const effectId = effect(shop, kind).id
  shop.run({ type: 'StartEffect', orderId: shop.order.id, effectId })
  return effectId
}

/** Begins an attempt and has the world answer it. */
export function end(shop: Shop, kind: EffectKind, outcome: EffectOutcome): readonly OrderEvent[] {
  const effectId = start(shop, kind)
  return shop.run({ type: 'EffectAnswered', orderId: shop.order.id, effectId, outcome })
}

function coupon(
  couponId: string,
  kind: WalletCoupon['kind'],
  title: string,
  gtins: readonly string[],
): WalletCoupon {
  return {
    couponId,
    kind,
    title,
    details: '',
    gtins,
    value:
      kind === 'store-promotion'
        ? { kind: 'percent', ratePpm: 200_000, most: null }
        : { kind: 'amount', amount: money(500) },
    minPieces: 1,
    usesLeft: 1,
    startsOn: '2025-03-01',
    expiresOn: '2025-03-31',
  }
}
