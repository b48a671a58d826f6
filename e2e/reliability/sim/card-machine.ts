import type { Order } from '../../../shared/order/order'
import type { Chance } from '../../../shared/order/testing/chance'
import type { Auditor } from './auditor'

/** The card machine beside the till: it takes the money once per tender, and keeps what it did. */
export class CardMachine {
  readonly #taken = new Map<string, boolean>()
  readonly #undone = new Map<string, string>()
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

  /** Gives money back for goods, once; asking again answers what it shows. */
  payBack(orderId: string, refundId: string): boolean {
    const known = this.#taken.get(refundId)
    if (known !== undefined) return known
    const isGiven = !this.#chance.once(6)
    this.#taken.set(refundId, isGiven)
    if (isGiven) this.#auditor.gaveBack(orderId, refundId)
    return isGiven
  }

  /** The cashier has taken a card payment off the order, and will give its money back. */
  undo(orderId: string, tenderId: string): void {
    this.#undone.set(tenderId, orderId)
  }

  /** Gives back what the screen no longer shows as paid; a till that died before it wrote that shows it still. */
  giveBack(orders: ReadonlyMap<string, Order>): void {
    for (const [tenderId, orderId] of this.#undone) {
      const order = orders.get(orderId)
      const tenders = [...(order?.payment?.tenders ?? []), ...(order?.sale?.tenders ?? [])]
      if (!tenders.some((one) => one.id === tenderId)) this.#refund(tenderId)
    }
    this.#undone.clear()
  }

  #refund(tenderId: string): void {
    if (this.#taken.get(tenderId) !== true) return
    this.#taken.set(tenderId, false)
    this.#auditor.refunded(tenderId)
  }

  /** Forgets, as a soak must. */
  forget(): void {
    if (this.#taken.size > 2_000) this.#taken.clear()
  }
}
