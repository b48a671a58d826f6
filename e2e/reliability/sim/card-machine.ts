import type { Chance } from '../../../shared/order/testing/chance'
import type { Auditor } from './auditor'

/** The card machine beside the till: it takes the money once per tender, and keeps what it did. */
export class CardMachine {
  readonly #taken = new Map<string, boolean>()
  readonly #chance: Chance
  readonly #auditor: Auditor

  constructor(chance: Chance, auditor: Auditor) {
    this.#chance = chance
    this.#auditor = auditor
  }

  /** The customer holds the card before it; asking again answers what it shows. */
  pay(orderId: string, tenderId: string): boolean {
    const known = this.#taken.get(tenderId)
    if (known !== undefined) return known
    const isPaid = !this.#chance.once(6)
    this.#taken.set(tenderId, isPaid)
    if (isPaid) this.#auditor.charged(orderId, tenderId)
    return isPaid
  }

  /** Gives the money of a tender back. */
  refund(tenderId: string): void {
    if (this.#taken.get(tenderId) !== true) return
    this.#taken.set(tenderId, false)
    this.#auditor.refunded(tenderId)
  }

  /** Forgets, as a soak must. */
  forget(): void {
    if (this.#taken.size > 2_000) this.#taken.clear()
  }
}
