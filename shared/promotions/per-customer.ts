import type { BasketCustomer } from './basket'
import type { PromotionHeading } from './store-promotion'

type Limited = Pick<PromotionHeading, 'id' | 'limitPerCustomer' | 'limitPerCustomerDay'>

/** Whether a promotion counts over the orders of one customer, and so asks for a known one. */
export function isPerCustomer({ limitPerCustomer, limitPerCustomerDay = null }: Limited): boolean {
  return limitPerCustomer !== null || limitPerCustomerDay !== null
}

/** A limit for one customer, and how much of it earlier orders have used. */
export type CustomerLimit = {
  readonly limit: number
  readonly used: number
  readonly isOfDay: boolean
}

/** The limits of a promotion for a customer: over all orders, and over those of this day. */
export function customerLimits(
  { id, limitPerCustomer, limitPerCustomerDay = null }: Limited,
  { uses, usesToday = {} }: BasketCustomer,
): readonly CustomerLimit[] {
  return [
    ...(limitPerCustomer === null
      ? []
      : [{ limit: limitPerCustomer, used: uses[id] ?? 0, isOfDay: false }]),
    ...(limitPerCustomerDay === null
      ? []
      : [{ limit: limitPerCustomerDay, used: usesToday[id] ?? 0, isOfDay: true }]),
  ]
}
