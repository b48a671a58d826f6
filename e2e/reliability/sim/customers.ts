import type { Order } from '../../../shared/order/order'
import type { CashierParts } from './cashier-parts'
import type { Returns } from './return-acts'

/** What a customer came for; each step takes its part away. */
export type Plan = {
  pieces: number
  codes: readonly string[]
  phone: string | null
  hold: boolean
  cancel: boolean
  discount: boolean
  pays: 'cash' | 'card' | 'split'
  backs: number
  /** Coupons on paper to be scanned after the goods. */
  papers: number
  returns: Returns | null
}

/** Receipts that may come back. */
const RECEIPTS_MAX = 30

/** The people at the counter: what each came for, and the receipts in their pockets. */
export class Customers {
  readonly #parts: CashierParts
  readonly #plans = new Map<string, Plan>()
  /** The newest last. */
  readonly #receipts: string[] = []
  #codes = 0

  constructor(parts: CashierParts) {
    this.#parts = parts
  }

  /** What the customer of an order came for; made up when it is first asked. */
  planOf(order: Order): Plan {
    const known = this.#plans.get(order.id)
    if (known) return known
    const isPlain = this.#parts.chance.below(10) < this.#parts.plainInTen
    const plan = isPlain ? this.#plain() : this.#anything()
    this.#plans.set(order.id, plan)
    return plan
  }

  /** The customer leaves with the receipt. */
  keepReceipt({ ref, sale }: Order): void {
    if (!this.#parts.takesBack || sale?.totals.lines.length === 0) return
    this.#receipts.push(ref)
    if (this.#receipts.length > RECEIPTS_MAX) this.#receipts.shift()
  }

  /** Forgets the customers of orders that are over. */
  forget(orderIds: ReadonlyMap<string, unknown>): void {
    for (const id of this.#plans.keys()) if (!orderIds.has(id)) this.#plans.delete(id)
  }

  #plain(): Plan {
    const { chance, pieces } = this.#parts
    return {
      pieces: 1 + chance.below(2 * pieces - 1),
      codes: [],
      phone: null,
      hold: false,
      cancel: false,
      discount: false,
      pays: chance.among(['cash', 'cash', 'card'] as const, 'cash'),
      backs: 0,
      papers: 0,
      returns: null,
    }
  }

  #anything(): Plan {
    const { chance, pieces } = this.#parts
    this.#codes += chance.once(2) ? 1 : 0
    const code = () => chance.among([`ANY${chance.below(9)}`, `ONE${this.#codes}`, 'NO1'], 'ANY')
    const codes = chance.once(3) ? [code()] : []
    const plan: Plan = {
      pieces: 1 + chance.below(2 * pieces - 1),
      codes: chance.once(4) ? [...codes, code()] : codes,
      phone: chance.once(2) ? `20655501${this.#customer()}` : null,
      hold: chance.once(12),
      cancel: chance.once(25),
      discount: chance.once(5),
      pays: chance.among(['cash', 'cash', 'card', 'split'] as const, 'cash'),
      backs: chance.once(8) ? 1 + chance.below(2) : 0,
      papers: chance.once(6) ? 1 + chance.below(2) : 0,
      returns: this.#return(),
    }
    // Whoever brings something back mostly buys nothing.
    const buysNothing = plan.returns !== null && !chance.once(3)
    return buysNothing ? { ...plan, pieces: 0, codes: [], papers: 0 } : plan
  }

  #return(): Returns | null {
    const { chance, takesBack } = this.#parts
    if (!takesBack || !chance.once(12)) return null
    const ref = chance.among(this.#receipts, undefined)
    const how = chance.among(['whole', 'part', 'part', 'void'] as const, 'part')
    return ref === undefined ? null : { ref, how }
  }

  /** Two digits; in some shops the same few people come again and again. */
  #customer(): string {
    const { chance, customers } = this.#parts
    return String(chance.below(customers)).padStart(2, '0')
  }
}
