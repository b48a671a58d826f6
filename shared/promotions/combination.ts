import type { AppliedPromotion, Basket } from './basket'
import type { PromotionBook } from './book'
import type { ItemChoice, TimesLeft } from './items'
import type { Spending } from './order-class'
import type { Sorted } from './pieces'

/** An order, looked at once for all that is asked of it. */
export type Seen = {
  readonly basket: Basket
  readonly book: PromotionBook
  readonly sorted: Sorted
  readonly left: TimesLeft
  readonly spending: ReadonlyMap<number, Spending>
}

/** A permitted combination, and what tells it from others. */
export type Combination = {
  readonly applied: readonly AppliedPromotion[]
  readonly items: ItemChoice
  readonly saved: number
  readonly weight: number
  readonly bounded: boolean
}
