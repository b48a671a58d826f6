/*
 * Where the service's own pages are silent or contradict each other, a switch says which reading holds.
 * The switches stand in the settings file under `coupons.quirks`; the names are part of that file's form.
 */
import { fail, ok, type Result } from '../../../../shared/result'

/** The switches. */
export type Quirks = {
  /** Which of its two names the capture call goes by. */
  readonly capturePath: 'capture' | 'redeem'
  /** How an unused authorization is let go: by a call, with the cancelled order, or by running out. */
  readonly releaseStrategy: 'auth_cancel' | 'order_cancel' | 'none'
  /** Where the lines of the order travel. */
  readonly linesIn: 'both' | 'auth' | 'order'
  readonly moneyAs: 'string' | 'number' | 'cents'
  readonly phoneAs: 'e164' | 'national10'
  readonly authHeader: 'bearer' | 'api_key_header' | 'basic'
  /** Name of the header with the idempotency key; empty sends none. */
  readonly idempotencyHeader: string
  readonly walletUrlFrom: 'response' | 'template'
  /** For `template`: an address with `{consumer}` in it. */
  readonly walletUrlTemplate: string
}

/** A setting that cannot work: its key below `coupons.quirks` and what it must be. */
export type QuirkProblem = { readonly key: string; readonly must: string }

/** The readings that hold for the real service unless the settings say otherwise. */
export const QUIRKS: Quirks = {
  capturePath: 'capture',
  releaseStrategy: 'order_cancel',
  linesIn: 'both',
  moneyAs: 'string',
  phoneAs: 'e164',
  authHeader: 'bearer',
  idempotencyHeader: 'Idempotency-Key',
  walletUrlFrom: 'response',
  walletUrlTemplate: '',
}

/** The readings that hold for the sandbox: it has a call to release, so that holds need not run out. */
export const SANDBOX_QUIRKS: Quirks = { ...QUIRKS, releaseStrategy: 'auth_cancel' }

const CHOICES = {
  capturePath: ['capture', 'redeem'],
  releaseStrategy: ['auth_cancel', 'order_cancel', 'none'],
  linesIn: ['both', 'auth', 'order'],
  moneyAs: ['string', 'number', 'cents'],
  phoneAs: ['e164', 'national10'],
  authHeader: ['bearer', 'api_key_header', 'basic'],
  walletUrlFrom: ['response', 'template'],
} as const

/**
 * Reads the switches from the settings file.
 * @param usual  what holds where the file is silent
 */
export function parseQuirks(input: unknown, usual: Quirks = QUIRKS): Result<Quirks, QuirkProblem> {
  if (input === undefined) return ok(usual)
  if (typeof input !== 'object' || input === null) {
    return fail({ key: '', must: 'be an object of switches' })
  }
  for (const [key, value] of Object.entries(input)) {
    const must = trouble(key, value)
    if (must !== null) return fail({ key, must })
  }
  return ok({ ...usual, ...input })
}

function trouble(key: string, value: unknown): string | null {
  if (key === 'authHeader' && value === 'token_grant') {
    return 'be bearer, api_key_header or basic: logging in for a token is not supported'
  }
  if (key === 'idempotencyHeader') {
    return typeof value === 'string' && /^[A-Za-z0-9-]{0,64}$/.test(value)
      ? null
      : 'be a header name, or empty to send none'
  }
  if (key === 'walletUrlTemplate') {
    return typeof value === 'string' && (value === '' || value.includes('{consumer}'))
      ? null
      : 'be an address with {consumer} in it'
  }
  const choices = Object.entries(CHOICES).find(([name]) => name === key)?.[1]
  if (choices === undefined) return 'not be here: no such switch'
  return choices.some((choice) => choice === value) ? null : `be one of ${choices.join(', ')}`
}
