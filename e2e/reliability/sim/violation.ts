/** A broken invariant, by its number. */
export class Violation extends Error {
  override readonly name = 'Violation'

  constructor(
    readonly invariant: string,
    detail: string,
  ) {
    super(`${invariant}: ${detail}`)
  }
}

/** Holds an invariant. @throws Violation  it is broken */
export function hold(law: boolean, invariant: string, detail: string): asserts law {
  if (!law) throw new Violation(invariant, detail)
}
