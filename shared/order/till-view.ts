import type { ComesBack } from './comes-back'
import type { Effect } from './effect'
import type { UnverifiedOffer } from './offline'
import type { Order } from './order'
import type { Totals } from './sale'
import type { Money } from '../money'
import type { ReceiptDocument } from '../receipt/document'

/** Everything the window shows, whole, with a revision; the window keeps the newest. */
export type TillView = {
  /** Grows with every change; never goes back while the process lives. */
  readonly revision: number
  /** The order on screen; its `status` says which screen: open, paying, or paid/closed (Sale complete). */
  readonly order: Order
  readonly totals: Totals
  /** Why Pay, Send and Stay wait, most urgent first; empty when they do not. */
  readonly blocked: readonly BlockedReason[]
  /** What may be given without the provider's word; absent where nothing may. */
  readonly offer?: UnverifiedOffer
  /** Amount still to pay in the payment phase: total less tenders; below zero it is to be given back. */
  readonly stillToPay: Money
  /** What `stillToPay` becomes when paid in cash: rounded to the shop's smallest coin. */
  readonly cashToPay: Money
  /** What happens with the goods that come back; null where none do. */
  readonly comesBack: ComesBack | null
  /** Sale complete: the receipt as printed. Null until the order is paid. */
  readonly receipt: ReceiptDocument | null
  readonly held: readonly HeldRow[]
  readonly owed: readonly OwedRow[]
  readonly owedToday: readonly OwedRow[]
  /** Why nothing can be sold now; null when all is well. */
  readonly trouble: SavingTrouble | null
}

/**
 * Why the journal cannot be written: the disk is `full`; it fails otherwise (`unwritable`); or nobody knows whether
 * the last step is on it (`doubtful`), and the program must start again and look.
 */
export type SavingTrouble = 'full' | 'unwritable' | 'doubtful'

/** Why an order cannot be paid or sent yet. `count` fills the sentence. */
export type BlockedReason = {
  readonly code:
    | 'nothing-to-pay'
    | 'unresolved-scans'
    | 'coupons-waiting'
    | 'promotion-being-checked'
    | 'totals-disagree'
    | 'validating'
    | 'manager-needed'
    | 'late-coupon-manager'
  readonly count: number
}

/** A held order in the tray. */
export type HeldRow = {
  readonly orderId: string
  readonly number: number
  readonly ref: string
  readonly heldFor: string
  readonly heldAt: number
  readonly cashier: string
  readonly pieces: number
  readonly total: Money
  readonly currency: string
  readonly phoneMasked: string | null
  readonly lines: readonly {
    readonly name: string
    readonly quantity: number
    readonly total: Money
  }[]
  readonly promotions: readonly { readonly name: string; readonly amount: Money }[]
  readonly unresolved: number
}

/** An owed effect in the tray. */
export type OwedRow = {
  readonly orderId: string
  readonly orderNumber: number
  readonly orderRef: string
  readonly effect: Effect
  /** What it is about: a promotion's name or code, a coupon's title, a count. */
  readonly subject: string
  /** Money at stake, positive; zero where none is. */
  readonly amount: Money
  readonly cashier: string
}
