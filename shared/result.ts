/** What a question answers: a value, or the reason why not. */
export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

/** A reason why something cannot be done now; the cashier reads its sentence from `renderer/text/`. */
export type Refusal<Code extends string = string> = {
  readonly kind: 'refusal'
  readonly code: Code
}

/** Something outside failed: a device, a disk, a network. Data, so that it crosses the bridge. */
export type FaultReport = { readonly kind: 'fault'; readonly code: string; readonly detail: string }

/** Wraps a success. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** Wraps a failure of any kind. */
export function fail<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error }
}

/** Wraps a refusal by its code. */
export function refuse<Code extends string>(
  code: Code,
): { readonly ok: false; readonly error: Refusal<Code> } {
  return { ok: false, error: { kind: 'refusal', code } }
}
