import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSettings } from './settings'
import { moveSecrets, secretsIn } from './secrets/clear-secrets'
import { systemKeySafe, type KeySafe, type SafeStorage } from './secrets/key-safe'
import { keepSecrets, openSecrets } from './secrets/secret-file'

const PROMOTIONS_KEY = 'canary-promotions-key-8f1c'
const COUPONS_KEY = 'canary-coupons-key-77ab'
const PIN = '73519284'

/** A key ring in memory: AES-256-GCM under a key of its own. */
function ringStorage(backend: string | null, available = true): SafeStorage {
  const key = randomBytes(32)
  return {
    isEncryptionAvailable: () => available,
    encryptString: (text) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    decryptString: (sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
      decipher.setAuthTag(sealed.subarray(12, 28))
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString()
    },
    ...(backend === null ? {} : { getSelectedStorageBackend: () => backend }),
  }
}

const ring = (): KeySafe => systemKeySafe(ringStorage('gnome_libsecret'), 'linux')

let folder: string
let settingsFile: string
let secretsFile: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'))
  settingsFile = join(folder, 'settings.json')
  secretsFile = join(folder, 'secrets.json')
  const promotions = { provider: 'toast', url: 'https://promotions.test/', apiKey: PROMOTIONS_KEY }
  writeFileSync(
    settingsFile,
    JSON.stringify({
      terminal: { name: 'Till 1', managerPin: PIN },
      promotions: { ...promotions, restaurantExternalId: 'shop-1' },
      coupons: {
        provider: 'petz',
        baseUrl: 'https://coupons.test',
        accountKey: COUPONS_KEY,
        deviceRef: 'till-01',
      },
    }),
  )
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a key safe', () => {
  it('opens what it sealed, and nothing that was touched or sealed elsewhere', () => {
    const safe = ring()
    const bytes = Buffer.from([0, 1, 2, 255, 254])
    const sealed = safe.seal(bytes)
    if (sealed === null) throw new Error('it was not sealed')
    expect(safe.open(sealed)).toEqual(bytes)
    const touched = Buffer.from(sealed)
    touched[touched.length - 1] = (touched[touched.length - 1] ?? 0) ^ 1
    expect(safe.open(touched)).toBeNull()
    expect(ring().open(sealed)).toBeNull()
    expect(safe.open(Buffer.alloc(0))).toBeNull()
  })

  it.each([
    ['basic_text', 'linux', 'basic_text', true],
    ['a ring that does not say what it is', 'linux', null, true],
    ['an unknown ring', 'linux', 'unknown', true],
    ['a locked ring', 'linux', 'gnome_libsecret', false],
    ['a Mac without its keychain', 'darwin', null, false],
  ])('[E22] refuses to seal with %s', (_what, platform, backend, available) => {
    const safe = systemKeySafe(ringStorage(backend, available), platform)
    expect(safe.seal(Buffer.from(PIN))).toBeNull()
    expect(safe.open(Buffer.from(PIN))).toBeNull()
  })

  it.each([
    ['linux', 'kwallet6'],
    ['darwin', null],
    ['win32', null],
  ])('seals on %s with a ring that is real', (platform, backend) => {
    expect(systemKeySafe(ringStorage(backend), platform).seal(Buffer.from(PIN))).not.toBeNull()
  })
})

describe('the secrets of the settings', () => {
  it('[E22] are moved only when a person asks, and then no file holds one in clear', () => {
    const safe = ring()
    expect(secretsIn(settingsFile).clear).toHaveLength(3)
    expect(moveSecrets(settingsFile, secretsFile, safe)).toBe('moved')
    for (const file of [settingsFile, secretsFile]) {
      const text = readFileSync(file, 'utf8')
      for (const secret of [PROMOTIONS_KEY, COUPONS_KEY, PIN]) {
        expect(text).not.toContain(secret)
        expect(text).not.toContain(Buffer.from(secret).toString('base64'))
      }
      if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0)
    }
    expect(secretsIn(settingsFile)).toMatchObject({ clear: [] })
    expect(moveSecrets(settingsFile, secretsFile, safe)).toBe('none')
    const { settings, problems } = readSettings(settingsFile, openSecrets(secretsFile, safe))
    expect(problems).toEqual([])
    expect(settings.promotions?.apiKey).toBe(PROMOTIONS_KEY)
    expect(settings.coupons?.accountKey).toBe(COUPONS_KEY)
    expect(settings.terminal).toMatchObject({ managerPin: PIN, name: 'Till 1' })
  })

  it('[E22] stay where they are, byte for byte, where there is no real key ring', () => {
    const before = readFileSync(settingsFile)
    const safe = systemKeySafe(ringStorage('basic_text'), 'linux')
    expect(moveSecrets(settingsFile, secretsFile, safe)).toBe('no-key-ring')
    expect(readFileSync(settingsFile)).toEqual(before)
    expect(() => readFileSync(secretsFile)).toThrow('ENOENT')
  })

  it('are asked for again, each by name, when the key ring does not open them any more', () => {
    moveSecrets(settingsFile, secretsFile, ring())
    const { settings, problems } = readSettings(settingsFile, openSecrets(secretsFile, ring()))
    expect(settings).toMatchObject({ promotions: null, coupons: null })
    expect(settings.terminal.managerPin).toBeNull()
    expect(problems.map(({ key }) => key)).toEqual([
      'promotions.apiKey',
      'coupons.accountKey',
      'terminal.managerPin',
    ])
    expect(problems[0]?.sentence).toContain('or set PROMOTIONS_API_KEY')
  })

  it('come from the environment first', () => {
    const safe = ring()
    moveSecrets(settingsFile, secretsFile, safe)
    const secrets = { ...openSecrets(secretsFile, safe), PROMOTIONS_API_KEY: 'from outside' }
    expect(readSettings(settingsFile, secrets).settings.promotions?.apiKey).toBe('from outside')
  })

  it('are kept beside those that are kept already', () => {
    const safe = ring()
    keepSecrets(secretsFile, safe, { 'promotions.apiKey': 'one' })
    keepSecrets(secretsFile, safe, { 'coupons.accountKey': 'two' })
    expect(openSecrets(secretsFile, safe)).toEqual({
      PROMOTIONS_API_KEY: 'one',
      COUPONS_ACCOUNT_KEY: 'two',
    })
  })

  it('are none where the files are damaged', () => {
    writeFileSync(secretsFile, '{"promotions.apiKey": 7, "__proto__": "x", "other": "eA=="')
    expect(openSecrets(secretsFile, ring())).toEqual({})
    writeFileSync(settingsFile, '[]')
    expect(moveSecrets(settingsFile, secretsFile, ring())).toBe('unreadable')
  })
})
