/** A mistake of ours: a broken law of the house. Never caught; the journal brings the order back. */
export class Bug extends Error {
  override readonly name = 'Bug'
}

/**
 * Holds a law of the house at run time.
 * @throws Bug  the law is broken
 */
export function assert(law: boolean, sentence: string): asserts law {
  if (!law) throw new Bug(sentence)
}

/**
 * Ends a switch over a union, so that a new member breaks the build and an unknown one stops the till.
 * @throws Bug  always
 */
export function unreachable(value: never): never {
  throw new Bug(`Unreachable: ${JSON.stringify(value)}`)
}
