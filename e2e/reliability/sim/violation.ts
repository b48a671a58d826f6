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
  if (law) return
  const violation = new Violation(invariant, detail)
  noteFailure(violation)
  throw violation
}

/** What has failed first in this process: an error inside a promise that nobody awaits would be lost. */
let first: { readonly error: unknown } | null = null

/** Keeps what has failed, if it is the first. */
export function noteFailure(error: unknown): void {
  first ??= { error }
}

/** Answers the first failure and forgets it; null where all is well. */
export function takeFailure(): { readonly error: unknown } | null {
  const taken = first
  first = null
  return taken
}
