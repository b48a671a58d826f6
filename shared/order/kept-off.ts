import { sum, type Money } from '../money'
import { businessDateOf, plainDate } from './dates'
import { endedDiscounts } from './given-back'
import type { OrderBack, SoldDiscount } from './sold'

/**
 * A discount of goods that come back which the customer cannot use again. `paper`: the store keeps the paper.
 * `expired`: it goes back, and its last day is over. `broken`: some goods of a promotion of the store's stay, so
 * its deal or its threshold is no more; nothing is taken back for that, and what it took off these goods is not
 * paid out.
 */
export type KeptOff = { readonly id: string; readonly name: string } & (
  | { readonly why: 'paper' }
  | { readonly why: 'expired'; readonly day: string }
  | { readonly why: 'broken'; readonly off: Money }
)

/** Whether the last day of a coupon is over; one without a last day never ends. */
export function isOver({ expiresOn }: Pick<SoldDiscount, 'expiresOn'>, at: number): boolean {
  return expiresOn !== undefined && plainDate(expiresOn) < businessDateOf(at)
}

/**
 * What was taken off goods that come back and is not given back, for the cashier to say before anything happens.
 * @param coupons  the coupons of the wallet that go back
 */
export function keptOff(
  back: OrderBack,
  coupons: readonly SoldDiscount[],
  at: number,
): readonly KeptOff[] {
  const ended = endedDiscounts(back)
  return (back.sold?.discounts ?? []).flatMap((discount): readonly KeptOff[] => {
    const { id, kind, name, expiresOn } = discount
    if (coupons.includes(discount) && expiresOn !== undefined && isOver(discount, at)) {
      return [{ id, name, why: 'expired', day: expiresOn }]
    }
    const shares = back.goods.flatMap((one) => one.shares.filter((part) => part.discountId === id))
    if (shares.length === 0) return []
    if (kind === 'manufacturer-coupon') return [{ id, name, why: 'paper' }]
    const isPromotion = kind === 'item-rule' || kind === 'order-rule'
    if (!isPromotion || ended.includes(discount)) return []
    return [{ id, name, why: 'broken', off: sum(shares.map((part) => part.amount)) }]
  })
}
