import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MemoryJournal } from '../journal/memory-journal'
import { openLog } from '../log'
import { readSettings } from '../settings'
import { allowedLogLine } from './allowed'
import { writeBundle, type BundleParts } from './bundle'
import { healthOf } from './health'
import { tar } from './tar'

const NOW = Date.UTC(2025, 2, 20, 17)

/** Everything that must never leave the shop, pushed in wherever something can be pushed in. */
const CANARIES = {
  key: 'sk-live-0815-canary',
  accountKey: 'acct-canary-key-77',
  pin: '471147',
  phone: '2065550142',
  phoneWritten: '(206) 555-0142',
  card: '4111111111111111',
  code: 'SPRINGCANARY5',
  consumer: 'consumer-canary-9f',
  person: 'Maya Canary',
  store: 'Canary Street Pets',
  ref: 'pine-01-20250320-0042',
  host: 'canary.example.test',
  note: 'canary for mrs smith',
} as const

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function settings() {
  const path = join(folder, 'settings.json')
  const { key, accountKey, pin, phone, person, store, host, code } = CANARIES
  const terminal = {
    name: `Counter ${person}`,
    store,
    cashier: person,
    managerPin: pin,
    phone,
    address: [store],
    footer: [person],
    currency: 'USD',
    registerRef: 'canary-reg',
    locationRef: 'canary-loc',
  }
  const promotions = { provider: 'toast', url: `https://${host}/p`, apiKey: key }
  const full = { ...promotions, restaurantExternalId: accountKey, barcodePattern: `^${code}$` }
  const coupons = { provider: 'petz', baseUrl: `https://${host}`, accountKey, deviceRef: person }
  const printer = { connection: { transport: 'tcp', host, port: 9100 } }
  writeFileSync(path, JSON.stringify({ terminal, promotions: full, coupons, printer }))
  return readSettings(path, {}).settings
}

/** A log into which every canary was written under names that look harmless, and as text. */
function logs(): readonly string[] {
  const log = openLog(folder)
  for (const [name, canary] of Object.entries(CANARIES)) {
    log.warn({ [name]: canary, detail: canary, code: canary, reason: canary }, `It was ${canary}.`)
    log.error({ text: `Error: ${canary}\n    at f (/home/${canary}/main.cjs:10:5)` }, 'Bug')
    log.error({ error: new Error(canary), deep: { list: [canary] }, what: [canary] }, 'Failed')
  }
  log.info({ code: 'no-answer', attempt: 2, version: '0.1.0' }, 'Not started')
  log.close()
  return [join(folder, 'log', 'till.log')]
}

function journal(): MemoryJournal {
  const made = new MemoryJournal()
  const { ref, code, consumer, phone, note } = CANARIES
  for (let n = 0; n < 250; n += 1) {
    const event = { type: n % 2 ? 'LineAdded' : 'OrderPaid', code, consumer, phone, note }
    made.append([{ stream: ref, at: NOW + n, event }], [])
  }
  return made
}

function parts(): BundleParts {
  const { ref, code, host } = CANARIES
  const device = {
    id: 'scanner-0',
    kind: 'scanner',
    name: CANARIES.person,
    connection: `Network, ${host}:9100`,
    status: 'ready',
    code: null,
    since: NOW,
    details: { raw: code, device: ref, columns: '48' },
  } as const
  const health = healthOf({
    at: NOW,
    unwritable: false,
    setAside: false,
    journal: {
      entries: 250,
      lastReceipt: 37,
      databaseBytes: 1,
      logBytes: 1,
      anchor: null,
      checked: null,
    },
    backup: { at: NOW, folder: `backup-${CANARIES.person}` },
    owed: { count: 0, oldestAt: null, kinds: [], needsPerson: 0, unknown: 0 },
    services: [],
    devices: [device],
    disk: null,
    clock: { at: NOW, zone: 'UTC', lastJump: null },
    keys: { hasRing: true, inSettings: 0, inRing: 0, day: null },
    program: {
      version: '0.1.0',
      electron: '25.1.1',
      chrome: '114',
      node: '18.15.0',
      schema: 1,
      settingsFile: 'settings.json',
      settingsProblems: 0,
      memoryBytes: 1,
      startedAt: NOW,
      screenRestarts: 0,
    },
    can: { check: false, backUp: false, exportDay: false },
  })
  return {
    health,
    settings: settings(),
    journal: journal(),
    journalFound: 'continued',
    logs: logs(),
    sbom: null,
    system: { platform: 'linux' },
    folder: join(folder, 'support'),
    at: NOW,
  }
}

describe('a support file', () => {
  it('holds none of the canaries, whatever they were pushed through', async () => {
    const { path, bytes } = await writeBundle(parts())
    expect(statSync(path).size).toBe(bytes)
    const text = gunzipSync(readFileSync(path)).toString('latin1')
    const found = Object.entries(CANARIES).filter(([, canary]) => text.includes(canary))
    expect(found).toEqual([])
    expect(text.toLowerCase()).not.toContain('canary')
    expect(text).not.toMatch(/555\D{0,2}0142/)
  })

  it('holds what the support needs, and every system can open it', async () => {
    const { path } = await writeBundle(parts())
    const list = execFileSync('tar', ['-tzf', path], { encoding: 'utf8' }).trim().split('\n')
    expect(list).toEqual(['about.json', 'health.json', 'journal.json', 'log/till.log'])
    const read = (name: string): unknown =>
      JSON.parse(execFileSync('tar', ['-xzOf', path, name], { encoding: 'utf8' }))
    expect(read('about.json')).toMatchObject({
      managerPinSet: true,
      settings: { terminal: { currency: 'USD' }, promotions: { provider: 'toast' } },
    })
    const facts = read('journal.json') as { last: number; kinds: readonly unknown[][] }
    expect(facts.last).toBe(250)
    expect(facts.kinds).toHaveLength(200)
    expect(facts.kinds.at(-1)).toEqual([250, NOW + 249, 'LineAdded'])
    expect(facts.kinds[0]).toHaveLength(3)
    const log = execFileSync('tar', ['-xzOf', path, 'log/till.log'], { encoding: 'utf8' })
    expect(log).toContain('"code":"no-answer"')
    expect(log).toContain('Not started')
    expect(log).toContain('main.cjs:10:5')
  })

  it('takes the list of packages along where there is one', async () => {
    const sbom = join(folder, 'sbom.json')
    writeFileSync(sbom, '{"bomFormat":"CycloneDX"}')
    const { path } = await writeBundle({ ...parts(), sbom })
    expect(gunzipSync(readFileSync(path)).toString()).toContain('CycloneDX')
  })

  it('is kept to the newest five, with nothing unfinished beside them', async () => {
    const plain = parts()
    for (let n = 0; n < 8; n += 1) await writeBundle({ ...plain, at: NOW + n * 1000 })
    const names = readdirSync(join(folder, 'support')).sort()
    expect(names).toHaveLength(5)
    expect(names.at(-1)).toContain('17-00-07')
    expect(names[0]).toContain('17-00-03')
  })

  it('is written although the journal cannot be read', async () => {
    const broken = journal()
    broken.read = () => {
      throw Object.assign(new Error('at entry 7'), { code: 'journal-broken' })
    }
    const { path } = await writeBundle({ ...parts(), journal: broken })
    expect(gunzipSync(readFileSync(path)).toString()).toContain('"trouble": "journal-broken"')
  })
})

describe('a line of the log', () => {
  it('that cannot be read stays at home', () => {
    expect(allowedLogLine('not a line')).toBeNull()
    expect(allowedLogLine('"text"')).toBeNull()
  })

  it('keeps only fields that are on the list', () => {
    const line = { level: 'warn', time: '2025-03-20T17:00:00.000Z', msg: 'Denied', added: 'later' }
    expect(allowedLogLine(JSON.stringify({ ...line, reason: 'oom', name: 'till:run' }))).toBe(
      '{"level":"warn","time":"2025-03-20T17:00:00.000Z","msg":"Denied","reason":"oom","name":"till:run"}',
    )
  })
})

describe('an archive', () => {
  it('refuses names that are not plain', () => {
    for (const name of ['', 'a\0b', 'x'.repeat(101), 'a b']) {
      expect(() => tar([{ name, bytes: new Uint8Array(0) }], NOW)).toThrow(RangeError)
    }
  })

  it('keeps every byte of files of every length around a block', () => {
    const path = join(folder, 'a.tar')
    const files = [0, 1, 511, 512, 513, 1024].map((length) => ({
      name: `n${length}`,
      bytes: Uint8Array.from({ length }, (_, index) => index % 251),
    }))
    writeFileSync(path, tar(files, NOW))
    for (const { name, bytes } of files) {
      expect(execFileSync('tar', ['-xOf', path, name]).equals(Buffer.from(bytes))).toBe(true)
    }
  })
})
