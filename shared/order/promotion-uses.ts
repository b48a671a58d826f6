import type { BasketCustomer } from '../promotions/basket'
import { businessDateOf } from './dates'
import { endedDiscounts } from './given-back'
import type { Order } from './order'
import type { SoldSale } from './sold'

/** Times a customer had a promotion on a day of trade; less than none where it was given back. */
export type PromotionUse = {
  readonly consumerId: string
  readonly ruleId: string
  /** yyyymmdd of the sale it came with, also where it is given back. */
  readonly businessDate: number
  readonly times: number
}

/** What is known of earlier orders, by customer. */
export type PromotionUses = ReadonlyMap<string, readonly PromotionUse[]>

/** All orders the till has in memory, and what those before them have used up. */
export type OtherOrders = {
  readonly orders: ReadonlyMap<string, Order>
  readonly promotionUses: PromotionUses
}

/** Customers with an account at the coupon service, as the rules name them. */
export const PETZ_GROUP = 'petz'

/**
 * What a paid order says of promotions with a limit over orders: those its customer had, and those whose goods
 * are all back with it. Nothing is counted for a customer nobody knows.
 */
export function usesOfPaid(order: Order): readonly PromotionUse[] {
  if (order.sale === null) return []
  return [...usesOn(order, order.sale.businessDate), ...givenBack(order)]
}

/** Adds what a paid order says. */
export function withUses(before: PromotionUses, uses: readonly PromotionUse[]): PromotionUses {
  if (uses.length === 0) return before
  const all = new Map(before)
  for (const use of uses) {
    all.set(use.consumerId, [...(all.get(use.consumerId) ?? []), use])
  }
  return all
}

/** The promotions of a sale that its customer has used up, for when its goods come back. */
export function soldUses(order: Order): NonNullable<SoldSale['promotionUses']> {
  return usesOn(order, 0).map(({ ruleId, times }) => ({ ruleId, times }))
}

/**
 * The customer of an order as its promotions see them, with what they had on earlier orders. What stands on other
 * orders under way counts as well: two orders side by side never give the same thing twice.
 */
export function basketCustomer(
  order: Order,
  state: OtherOrders,
  now: number,
): BasketCustomer | null {
  const consumerId = matchedId(order)
  const declared = order.customer?.groups ?? []
  if (consumerId === null) {
    return declared.length === 0 ? null : { groups: declared, uses: {}, isGuest: true }
  }
  const today = businessDateOf(now)
  const others = [...state.orders.values()].filter(
    (one) => one.id !== order.id && one.sale === null && one.status !== 'cancelled',
  )
  const underWay = others.flatMap((one) => usesOn(one, today))
  const mine = underWay.filter((use) => use.consumerId === consumerId)
  const uses: Record<string, number> = {}
  const usesToday: Record<string, number> = {}
  for (const use of [...(state.promotionUses.get(consumerId) ?? []), ...mine]) {
    uses[use.ruleId] = (uses[use.ruleId] ?? 0) + use.times
    if (use.businessDate !== today) continue
    usesToday[use.ruleId] = (usesToday[use.ruleId] ?? 0) + use.times
  }
  return { groups: [PETZ_GROUP, ...declared], uses, usesToday }
}

/** Whether the customer of an order is another one, as far as promotions know customers. */
export function isSameCustomer(before: Order, now: Order): boolean {
  const declared = ({ customer }: Order): string => (customer?.groups ?? []).join('\n')
  return matchedId(before) === matchedId(now) && declared(before) === declared(now)
}

/** The account of the customer on an order, once it is known. */
function matchedId({ customer }: Pick<Order, 'customer'>): string | null {
  return customer?.status === 'matched' ? customer.consumerId : null
}

function usesOn(order: Order, businessDate: number): readonly PromotionUse[] {
  const consumerId = matchedId(order)
  if (consumerId === null) return []
  return (order.storePromotions ?? []).flatMap(({ ruleId, times, perCustomer }) =>
    perCustomer === true ? [{ consumerId, ruleId, businessDate, times }] : [],
  )
}

/** A use is given back with the last piece the promotion took money off. */
function givenBack({ back }: Order): readonly PromotionUse[] {
  if (!back?.sold) return []
  const { consumerId, promotionUses = [], businessDate } = back.sold
  if (consumerId === null) return []
  const ended = new Set(endedDiscounts(back).map((one) => one.id))
  return promotionUses.flatMap(({ ruleId, times }) =>
    ended.has(ruleId) ? [{ consumerId, ruleId, businessDate, times: -times }] : [],
  )
}
