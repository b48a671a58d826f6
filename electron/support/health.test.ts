import { describe, expect, it } from 'vitest'
import type { DeviceView } from '../../shared/ipc/contract'
import type { HealthRow, ServiceHealthView } from '../../shared/ipc/support'
import { HEALTH_ROWS } from '../../shared/ipc/support'
import type { OwedRow } from '../../shared/order/till-view'
import { healthOf, owedHealth, type HealthFacts } from './health'

const NOW = Date.UTC(2025, 2, 20, 17)
const HOUR_MS = 3_600_000

const WELL: HealthFacts = {
  at: NOW,
  unwritable: false,
  setAside: false,
  journal: {
    entries: 412,
    lastReceipt: 37,
    databaseBytes: 4_000_000,
    logBytes: 40_000,
    anchor: { receiptNumber: 37, at: NOW - 60_000 },
    checked: null,
  },
  backup: { at: NOW - HOUR_MS, folder: 'b' },
  owed: { count: 0, oldestAt: null, kinds: [], needsPerson: 0, unknown: 0 },
  services: [service('promotions'), service('coupons')],
  devices: [device({})],
  disk: { freeBytes: 80e9, totalBytes: 200e9 },
  clock: { at: NOW, zone: 'America/Los_Angeles', lastJump: null },
  keys: {
    hasRing: true,
    inSettings: 0,
    inRing: 2,
    day: {
      kept: 'safe',
      publicKey: 'MCowBQYDK2VwAyEAabcdefghijklmnopqrstuvwxyz0123456789ABCDEFG=',
    },
  },
  program: {
    version: '0.1.0',
    electron: '25.1.1',
    chrome: '114',
    node: '18.15.0',
    schema: 1,
    settingsFile: 'settings.json',
    settingsProblems: 0,
    memoryBytes: 500e6,
    startedAt: NOW - HOUR_MS,
    screenRestarts: 0,
  },
  can: { check: true, backUp: true, exportDay: true },
}

function service(
  name: ServiceHealthView['service'],
  change: Partial<ServiceHealthView> = {},
): ServiceHealthView {
  const plain = { since: NOW - HOUR_MS, lastAnswerMs: 40, code: null, heardAt: NOW, aheadMs: 0 }
  return { service: name, status: 'ready', ...plain, ...change }
}

function device(change: Partial<DeviceView>): DeviceView {
  const named = { id: 'printer', kind: 'printer', name: 'Printer', connection: 'Network' } as const
  return { ...named, status: 'ready', code: null, since: NOW, details: {}, ...change }
}

function found(row: HealthRow, change: Partial<HealthFacts>) {
  const finding = healthOf({ ...WELL, ...change }).findings.find((one) => one.row === row)
  return finding ? `${finding.state} ${finding.code}` : null
}

const journal = (change: Partial<HealthFacts['journal']>) => ({
  journal: { ...WELL.journal, ...change },
})
const owed = (change: Partial<HealthFacts['owed']>) => ({ owed: { ...WELL.owed, ...change } })
const program = (change: Partial<HealthFacts['program']>) => ({
  program: { ...WELL.program, ...change },
})
const keys = (change: Partial<HealthFacts['keys']>) => ({ keys: { ...WELL.keys, ...change } })
const inFile = { day: { kept: 'file', publicKey: 'MCow' } } as const
const jumped = (hours: number) => ({
  clock: { ...WELL.clock, lastJump: { at: NOW - hours * HOUR_MS, ms: -HOUR_MS } },
})
const checked = (ok: boolean | null) => ({ at: NOW, done: 1, of: 412, ok, firstBad: ok ? null : 7 })
const disk = (freeBytes: number) => ({ disk: { freeBytes, totalBytes: 200e9 } })

const TABLE: readonly [HealthRow, Partial<HealthFacts>, string | null][] = [
  ['journal', {}, 'fine journal-fine'],
  ['journal', { unwritable: true }, 'act journal-unwritable'],
  ['journal', { setAside: true }, 'look journal-set-aside'],
  ['journal', journal({ checked: checked(false) }), 'act journal-damaged'],
  ['journal', journal({ checked: checked(null) }), 'fine journal-fine'],
  ['journal', journal({ checked: checked(true) }), 'fine journal-fine'],
  ['journal', journal({ anchor: null }), 'look journal-no-anchor'],
  ['journal', journal({ anchor: null, lastReceipt: 0 }), 'fine journal-fine'],
  ['journal', journal({ logBytes: 8_000_001 }), 'look journal-log-large'],
  ['backup', {}, 'fine backup-fine'],
  ['backup', { backup: null }, 'look backup-never'],
  ['backup', { backup: { at: NOW - 37 * HOUR_MS, folder: 'b' } }, 'look backup-old'],
  ['backup', { can: { check: true, backUp: false, exportDay: true } }, null],
  ['owed', {}, 'fine owed-none'],
  ['owed', owed({ count: 2, oldestAt: NOW - 1000 }), 'fine owed-sending'],
  ['owed', owed({ count: 2, oldestAt: NOW - 1000, unknown: 1 }), 'look owed-unknown'],
  ['owed', owed({ count: 2, oldestAt: NOW - 2 * HOUR_MS }), 'look owed-late'],
  ['owed', owed({ count: 2, oldestAt: NOW - 2 * HOUR_MS, needsPerson: 1 }), 'act owed-person'],
  ['promotions', {}, 'fine service-ready'],
  ['promotions', { services: [] }, 'fine service-unused'],
  [
    'promotions',
    { services: [service('promotions', { status: 'unused' })] },
    'fine service-unused',
  ],
  [
    'promotions',
    { services: [service('promotions', { status: 'not-answering' })] },
    'look service-silent',
  ],
  [
    'coupons',
    { services: [service('coupons', { status: 'misconfigured' })] },
    'act service-misconfigured',
  ],
  ['devices', {}, 'fine devices-ready'],
  ['devices', { devices: [] }, 'fine devices-none'],
  ['devices', { devices: [device({ code: 'paper-out' })] }, 'act devices-failed'],
  ['devices', { devices: [device({}), device({ status: 'failed' })] }, 'act devices-failed'],
  ['devices', { devices: [device({ status: 'opening' })] }, 'look devices-look'],
  ['devices', { devices: [device({ code: 'paper-low' })] }, 'look devices-look'],
  ['devices', { devices: [device({ code: 'one-way' })] }, 'fine devices-ready'],
  ['disk', {}, 'fine disk-fine'],
  ['disk', { disk: null }, 'look disk-unknown'],
  ['disk', disk(500_000_000), 'fine disk-fine'],
  ['disk', disk(499_999_999), 'look disk-low'],
  ['disk', disk(99_999_999), 'act disk-nearly-full'],
  ['clock', {}, 'fine clock-fine'],
  ['clock', { services: [] }, 'fine clock-alone'],
  ['clock', { services: [service('coupons', { aheadMs: -121_000 })] }, 'look clock-differs'],
  ['clock', { services: [service('coupons', { aheadMs: 119_000 })] }, 'fine clock-fine'],
  ['clock', jumped(1), 'look clock-jumped'],
  ['clock', jumped(25), 'fine clock-fine'],
  ['keys', {}, 'fine keys-kept'],
  ['keys', keys({ inRing: 0 }), 'fine keys-kept'],
  ['keys', keys({ day: null }), 'fine keys-kept'],
  ['keys', keys({ inRing: 0, day: null }), 'fine keys-none'],
  ['keys', keys({ hasRing: false, inRing: 0, day: null }), 'fine keys-none'],
  ['keys', keys({ inSettings: 1 }), 'look keys-in-settings'],
  ['keys', keys(inFile), 'look keys-day-open'],
  ['keys', keys({ ...inFile, hasRing: false }), 'look keys-no-ring'],
  ['keys', keys({ hasRing: false, inSettings: 3 }), 'look keys-no-ring'],
  ['keys', keys({ day: { kept: 'unreadable' } }), 'look keys-day-unreadable'],
  ['program', {}, 'fine program-fine'],
  ['program', program({ settingsProblems: 1 }), 'look program-settings'],
  ['program', program({ screenRestarts: 1 }), 'look program-restarted'],
  ['program', program({ memoryBytes: 2e9 }), 'look program-memory'],
]

describe('how the terminal is', () => {
  it.each(TABLE)('%s %j is %s', (row, change, expected) => {
    expect(found(row, change)).toBe(expected)
  })

  it('has one finding for each row, in their order, and tells nothing more than its facts', () => {
    const { findings, ...rest } = healthOf(WELL)
    expect(findings.map((one) => one.row)).toEqual(HEALTH_ROWS)
    const { unwritable: _unwritable, setAside: _setAside, ...facts } = WELL
    expect(rest).toEqual(facts)
  })
})

describe('what is owed', () => {
  it('is counted by kind, with the oldest, and what may have been done', () => {
    const row = (kind: string, code: string | null, status: string, createdAt: number) =>
      ({ effect: { request: { kind }, code, status, createdAt } }) as unknown as OwedRow
    expect(
      owedHealth([
        row('order-message', null, 'sending', 300),
        row('order-message', 'timeout', 'waiting', 100),
        row('receipt-print', 'outcome-unknown', 'needs-person', 200),
        row('coupon-capture', 'offline', 'waiting', 400),
      ]),
    ).toEqual({
      count: 4,
      oldestAt: 100,
      kinds: [
        { kind: 'order-message', count: 2 },
        { kind: 'receipt-print', count: 1 },
        { kind: 'coupon-capture', count: 1 },
      ],
      needsPerson: 1,
      unknown: 2,
    })
    expect(owedHealth([])).toMatchObject({ count: 0, oldestAt: null })
  })
})
