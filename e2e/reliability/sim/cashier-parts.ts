import type { Chance } from '../../../shared/order/testing/chance'
import type { Auditor } from './auditor'
import type { CardMachine } from './card-machine'
import type { Faults } from './faults'

/** What the cashier may need beside the till. */
export type CashierParts = {
  readonly chance: Chance
  readonly faults: Faults
  readonly auditor: Auditor
  readonly machine: CardMachine
  readonly wall: () => number
  /** Pieces on an order, on the average. */
  readonly pieces: number
  /** How many people come. */
  readonly customers: number
  /** Of ten customers so many only buy and pay; the others bring all they can think of. */
  readonly plainInTen: number
  /** Whether customers come back with their receipts: a shop that forgets what is over cannot. */
  readonly takesBack: boolean
  /** The pause between two customers, and how long the cashier takes for a step. */
  readonly pauseMs: number
  readonly thinkMs: number | null
}
