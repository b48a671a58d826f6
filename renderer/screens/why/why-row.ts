import type { Money } from '../../../shared/money'
import type { Format } from '../../text/format'

/** Something on the order, nearly on it, or not: what it is, why, and the next act. */
export type WhyRow = {
  readonly id: string
  readonly name: string
  /** Where it is, or the one reason. */
  readonly first: string
  /** What to do next; nothing where it is on the order. */
  readonly second: string | null
  /** Taken off, or what it would save; null where no amount can be named. */
  readonly amount: Money | null
  /** PETZ pays for coupons, the store or a maker for the rest. */
  readonly tone: 'discount' | 'petz'
  /** The button that helps, where one does. */
  readonly help: WhyHelp | null
}

/** What a button of a reason does. */
export type WhyHelp =
  | { readonly kind: 'add-customer' | 'change-number' | 'refresh' | 'wallet' }
  | { readonly kind: 'try-code'; readonly code: string }
  /** A coupon on paper: its row goes, or a manager is asked about it. */
  | { readonly kind: 'remove' | 'ask-manager'; readonly scanId: string }
  | { readonly kind: 'report'; readonly lineId: string }

/** A row that is not on the order; near where the customer could have it now. */
export type OpenRow = WhyRow & { readonly isNear: boolean; readonly isLast?: boolean }

/** When and how the rows are said. */
export type WhyMoment = { readonly now: number; readonly format: Format }
