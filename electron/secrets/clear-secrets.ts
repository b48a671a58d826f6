import { readFileSync } from 'node:fs'
import type { SecretsMove } from '../../shared/ipc/contract'
import type { KeySafe } from './key-safe'
import { keepSecrets, replaceFile, SECRET_NAMES, STORED, type SecretKey } from './secret-file'

type Json = Readonly<Record<string, unknown>>

/** The secrets that stand in the settings file for everybody to read, and those in the key ring's care. */
export function secretsIn(settingsFile: string): {
  readonly clear: readonly SecretKey[]
  readonly stored: readonly SecretKey[]
} {
  const settings = readObject(settingsFile)
  const found = SECRET_NAMES.flatMap((key) => {
    const text = settings === null ? null : textAt(settings, key)
    return text === null ? [] : [[key, text] as const]
  })
  return {
    clear: found.flatMap(([key, text]) => (text === STORED ? [] : [key])),
    stored: found.flatMap(([key, text]) => (text === STORED ? [key] : [])),
  }
}

/**
 * Moves the secrets of the settings file into the key ring's care, because a person asked for it. They are
 * sealed and on the disk before the settings file lets go of them; a crash in between leaves both.
 */
export function moveSecrets(settingsFile: string, secretsFile: string, safe: KeySafe): SecretsMove {
  const settings = readObject(settingsFile)
  if (settings === null) return 'unreadable'
  const { clear } = secretsIn(settingsFile)
  if (clear.length === 0) return 'none'
  const texts = Object.fromEntries(clear.map((key) => [key, textAt(settings, key) ?? '']))
  if (!keepSecrets(secretsFile, safe, texts)) return 'no-key-ring'
  const emptied = clear.reduce((left, key) => withStored(left, key), settings)
  replaceFile(settingsFile, `${JSON.stringify(emptied, null, 2)}\n`)
  return 'moved'
}

function textAt(settings: Json, key: SecretKey): string | null {
  const [section, name] = placeOf(key)
  const value = objectAt(settings, section)?.[name]
  return typeof value === 'string' && value !== '' ? value : null
}

function withStored(settings: Json, key: SecretKey): Json {
  const [section, name] = placeOf(key)
  return { ...settings, [section]: { ...objectAt(settings, section), [name]: STORED } }
}

function placeOf(key: SecretKey): readonly [section: string, name: string] {
  const [section = '', name = ''] = key.split('.')
  return [section, name]
}

function objectAt(settings: Json, section: string): Json | null {
  const value = settings[section]
  return isObject(value) ? value : null
}

function readObject(file: string): Json | null {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
