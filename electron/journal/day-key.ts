/*
 * The key pair that signs the day's files. It is made once and kept in `day-key.json` in the data folder, for
 * its owner alone (mode 0600), sealed where the system has a safe place for secrets, or as soon as it has one:
 *
 *   {"kept":"safe","key":"<base64 of the sealed key>"}     or
 *   {"kept":"file","key":"<base64 of the key, PKCS #8>"}
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../../shared/fault'
import type { DayKeyHealth } from '../../shared/ipc/support'
import { syncFolder, writeSynced } from './anchor'

/** The system's place for secrets; null where there is none that is safe. */
export interface KeySafe {
  /** Seals bytes so that only this user of this computer can open them. */
  seal(bytes: Uint8Array): Uint8Array | null
  /** Opens sealed bytes; null when they are not, or not here. */
  open(bytes: Uint8Array): Uint8Array | null
}

/** Signs the files of a day. */
export type DaySigner = {
  /** Ed25519, SPKI, base64: who has it can check what was signed. */
  readonly publicKey: string
  /** `file`: the system has no safe place, the key lies in a file that only its owner may read. */
  readonly kept: 'safe' | 'file'
  /** An Ed25519 signature, base64. */
  readonly sign: (bytes: Uint8Array) => string
}

/**
 * The terminal's key pair, made at the first call.
 * @param folder  the data folder
 * @throws Fault  'day-key-unreadable': it is there and cannot be opened; a new one would be another signature
 */
export function openDaySigner(folder: string, safe: KeySafe): DaySigner {
  const path = keyFile(folder)
  const found = existsSync(path) ? readKey(path, safe) : null
  const key = found?.key ?? generateKeyPairSync('ed25519').privateKey
  const kept = found?.kept === 'safe' ? 'safe' : keepKey(folder, key, safe)
  const publicKey = publicKeyOf(key)
  return { publicKey, kept, sign: (bytes) => sign(null, bytes, key).toString('base64') }
}

/** Looks at the terminal's key pair and makes none; null before there is one. */
export function dayKeyHealth(folder: string, safe: KeySafe): DayKeyHealth | null {
  const path = keyFile(folder)
  if (!existsSync(path)) return null
  try {
    const { kept, key } = readKey(path, safe)
    return { kept, publicKey: publicKeyOf(key) }
  } catch {
    return { kept: 'unreadable' }
  }
}

function keyFile(folder: string): string {
  return join(folder, 'day-key.json')
}

function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')
}

type KeptKey = { readonly kept: 'safe' | 'file'; readonly key: KeyObject }

/** Puts the key away as safely as it can be here; a file that is as good already is left alone. */
function keepKey(folder: string, key: KeyObject, safe: KeySafe): 'safe' | 'file' {
  const path = keyFile(folder)
  const bytes = key.export({ type: 'pkcs8', format: 'der' })
  const sealed = safe.seal(bytes)
  const kept = sealed === null ? 'file' : 'safe'
  if (kept === 'file' && existsSync(path)) return kept
  mkdirSync(folder, { recursive: true })
  const text = JSON.stringify({ kept, key: Buffer.from(sealed ?? bytes).toString('base64') })
  writeSynced(`${path}.next`, text, 0o600)
  renameSync(`${path}.next`, path)
  syncFolder(folder)
  return kept
}

function readKey(path: string, safe: KeySafe): KeptKey {
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof read !== 'object' || read === null || !('kept' in read) || !('key' in read)) {
      throw unreadableKey()
    }
    const bytes = Buffer.from(String(read.key), 'base64')
    const kept = read.kept === 'safe' ? 'safe' : 'file'
    const opened = kept === 'safe' ? safe.open(bytes) : bytes
    if (opened === null) throw unreadableKey()
    const key = createPrivateKey({ key: Buffer.from(opened), format: 'der', type: 'pkcs8' })
    return { kept, key }
  } catch (error) {
    throw error instanceof Fault ? error : unreadableKey(error)
  }
}

function unreadableKey(cause?: unknown): Fault {
  return new Fault('day-key-unreadable', 'never', 'The key of the day’s files cannot be read', {
    cause,
  })
}
