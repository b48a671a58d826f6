/*
 * `secrets.json` in the data folder: one JSON object, each secret by its key in the settings, its bytes as the
 * key ring sealed them, in base64:
 *
 *   { "promotions.apiKey": "djEwBx…", "terminal.managerPin": "djEw…" }
 *
 * In the settings file the text "stored" stands in its place. The file is written beside its place, synchronised
 * and moved there, so that it is the old one or the new one.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import type { KeySafe } from './key-safe'

/** The settings that are secrets, and the variable of the environment that goes before each. */
export const SECRET_KEYS = {
  'promotions.apiKey': 'PROMOTIONS_API_KEY',
  'coupons.accountKey': 'COUPONS_ACCOUNT_KEY',
  // A PIN comes from no environment: it is told under its own name.
  'terminal.managerPin': 'terminal.managerPin',
} as const

/** A setting that is a secret. */
export type SecretKey = keyof typeof SECRET_KEYS

/** What stands in the settings file where the secret is in the key ring's care. */
export const STORED = 'stored'

/** Every setting that is a secret. */
export const SECRET_NAMES = [
  'promotions.apiKey',
  'coupons.accountKey',
  'terminal.managerPin',
] as const

/** Secrets in clear, by the variable of the environment that they stand for. */
export type OpenedSecrets = Readonly<Record<string, string>>

/** Opens what is kept; a secret that does not open is left out, and its section says that it is missing. */
export function openSecrets(file: string, safe: KeySafe): OpenedSecrets {
  const opened: Record<string, string> = {}
  for (const [key, sealed] of Object.entries(readSealed(file))) {
    const name = SECRET_NAMES.find((one) => one === key)
    const bytes = name === undefined ? null : safe.open(Buffer.from(sealed, 'base64'))
    if (name !== undefined && bytes !== null) {
      opened[SECRET_KEYS[name]] = Buffer.from(bytes).toString('utf8')
    }
  }
  return opened
}

/**
 * Seals secrets and keeps them beside those that are kept already. False, and nothing is written, when the
 * key ring takes one of them not.
 */
export function keepSecrets(
  file: string,
  safe: KeySafe,
  secrets: Readonly<Partial<Record<SecretKey, string>>>,
): boolean {
  const kept: Record<string, string> = { ...readSealed(file) }
  for (const [key, text] of Object.entries(secrets)) {
    const sealed = safe.seal(Buffer.from(text, 'utf8'))
    if (sealed === null) return false
    kept[key] = Buffer.from(sealed).toString('base64')
  }
  replaceFile(file, `${JSON.stringify(kept, null, 2)}\n`)
  return true
}

/** Writes a file whole or not at all; only its owner may read it, unless another mode is given. */
export function replaceFile(file: string, text: string, mode = 0o600): void {
  const beside = `${file}.new`
  const descriptor = openSync(beside, 'w', mode)
  try {
    writeSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(beside, file)
}

function readSealed(file: string): Readonly<Record<string, string>> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, sealed]: [string, unknown]) =>
        typeof sealed === 'string' ? [[key, sealed] as const] : [],
      ),
    )
  } catch {
    return {}
  }
}
