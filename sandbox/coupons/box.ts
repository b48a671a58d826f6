/*
 * What every rule of the sandboxed service is given: its state, its clock, its settings and its words.
 */
import type { Dictionary } from '../../electron/providers/coupons/wire/dictionary'
import { ERROR_CODE, type ErrorCode } from '../../electron/providers/coupons/wire/enums'
import type { MoneyForm } from '../../electron/providers/coupons/wire/formats'
import { write, type WireObject } from '../../electron/providers/coupons/wire/shape'
import { HOME } from './seeds'
import type { State } from './state'

/** One sandboxed service. */
export type Box = {
  readonly state: State
  readonly dictionary: Dictionary
  readonly form: MoneyForm
  /** The service's own clock, milliseconds since 1970. */
  readonly now: () => number
  readonly baseUrl: () => string
  readonly authTtlSeconds: number
  readonly walletUrlTtlSeconds: number
  /** Whether a look-up of an unknown number answers 404 instead of an empty match. */
  readonly unmatchedAs404: boolean
}

/** What a rule answers. */
export type Outcome = { readonly status: number; readonly body: WireObject }

/** A yes. */
export function yes(body: WireObject): Outcome {
  return { status: 200, body }
}

/** A no, in the form of an error body. */
export function no(
  box: Pick<Box, 'dictionary'>,
  status: number,
  code: Exclude<ErrorCode, 'unknown'>,
  told: string | { readonly message: string; readonly fields: WireObject },
): Outcome {
  const { message, fields } = typeof told === 'string' ? { message: told, fields: {} } : told
  const retryable = status === 429 || status >= 500
  const error = { code: ERROR_CODE.write(code), message, retryable, fields }
  return { status, body: write(box.dictionary.error, { error }) }
}

/** The time zone of the shop where a register stands. */
export function timeZoneOf(box: Box, deviceRef: string): string {
  const register = box.state.registers.get(deviceRef)
  const location = register && box.state.locations.get(register.locationRef)
  return location?.timeZone ?? HOME.timeZone
}

/** Answers a no when a register may not speak, or null. */
export function registerTrouble(box: Box, deviceRef: string | null): Outcome | null {
  const register = deviceRef === null ? undefined : box.state.registers.get(deviceRef)
  if (!register) return no(box, 404, 'register-not-found', 'No such register')
  if (!register.active) return no(box, 403, 'register-inactive', 'This register is retired')
  return null
}

/** A body written so that two equal bodies are equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
