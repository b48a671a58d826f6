/*
 * Where a secret rests: sealed by the key ring of the operating system, in one file of the data folder. A
 * stolen data folder or backup holds nothing readable. Where the system has no key ring, or only Chromium's
 * stand-in for one (`basic_text`, a key that everybody knows), nothing is sealed at all: text that only looks
 * sealed would be worse than text that everybody takes care of.
 */

/** Seals bytes so that only this user of this computer opens them. Null: it cannot be done here. */
export interface KeySafe {
  /** Whether there is a key ring at all. */
  readonly isReal: boolean
  seal(bytes: Uint8Array): Uint8Array | null
  /** Null for bytes that were not sealed here, or were touched since. */
  open(bytes: Uint8Array): Uint8Array | null
}

/** What of Electron's `safeStorage` is used; the older runtimes cannot name their backend. */
export type SafeStorage = {
  isEncryptionAvailable(): boolean
  encryptString(text: string): Buffer
  decryptString(sealed: Buffer): string
  readonly getSelectedStorageBackend?: () => string
}

const REAL_RINGS: ReadonlySet<string> = new Set([
  'gnome_libsecret',
  'kwallet',
  'kwallet5',
  'kwallet6',
])

/** The key ring of the operating system; to be made once the app is ready. */
export function systemKeySafe(storage: SafeStorage, platform: string): KeySafe {
  const isReal = isRealRing(storage, platform)
  return {
    isReal,
    seal(bytes) {
      if (!isReal) return null
      try {
        return storage.encryptString(Buffer.from(bytes).toString('base64'))
      } catch {
        return null
      }
    },
    open(bytes) {
      if (!isReal) return null
      try {
        return Buffer.from(storage.decryptString(Buffer.from(bytes)), 'base64')
      } catch {
        return null
      }
    },
  }
}

function isRealRing(storage: SafeStorage, platform: string): boolean {
  if (!storage.isEncryptionAvailable()) return false
  if (platform !== 'linux') return true
  return REAL_RINGS.has(storage.getSelectedStorageBackend?.() ?? 'unknown')
}
