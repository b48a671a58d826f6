import type { AppliedPromotion } from './basket'
import type { ItemChoice } from './items'

/** A permitted combination, and what tells it from others. */
export type Combination = {
  readonly applied: readonly AppliedPromotion[]
  readonly items: ItemChoice
  readonly saved: number
  readonly weight: number
  readonly bounded: boolean
}
