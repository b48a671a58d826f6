import type { Customer } from './order'

/** Whether the coupon service was asked for this customer and has not answered, for the first time or once more. */
export function isLookingUp(customer: Customer | null): boolean {
  return customer !== null && (customer.status === 'looking' || customer.isRefreshing === true)
}
