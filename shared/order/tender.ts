import type { Money } from '../money'

/** Money taken for the order. */
export type Tender = {
  readonly id: string
  readonly kind: 'cash' | 'card'
  /** What it pays of the order. */
  readonly amount: Money
  /** What was handed over; above `amount` where change is given. */
  readonly received: Money
  readonly at: number
}
