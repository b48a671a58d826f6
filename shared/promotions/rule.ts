import type { DiscountValue } from '../order/order'

/** A discount the store has configured: the cashier puts it on a line or on the whole order. */
export type StoreDiscountRule = {
  readonly id: string
  readonly name: string
  /** `line` needs a chosen line; `order` falls on the whole order. */
  readonly scope: 'order' | 'line'
  readonly value: DiscountValue
  /** A manager must approve it. */
  readonly approval: boolean
}
