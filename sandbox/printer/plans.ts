/** What is counted until something happens. */
export type Counted = 'line' | 'byte'

type Plan = { readonly of: Counted; left: number; readonly happen: () => void }

/** Things that happen after so many more lines, or so many more bytes carried out. */
export class Plans {
  readonly #plans = new Set<Plan>()

  add(of: Counted, left: number, happen: () => void): void {
    this.#plans.add({ of, left, happen })
  }

  /** One more line or byte is done; what is due happens, once. */
  pass(of: Counted): void {
    for (const plan of [...this.#plans]) {
      if (plan.of !== of) continue
      plan.left -= 1
      if (plan.left > 0) continue
      this.#plans.delete(plan)
      plan.happen()
    }
  }

  /** Nothing is planned any more. */
  clear(): void {
    this.#plans.clear()
  }
}
