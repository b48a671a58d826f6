/*
 * How the terminal is, from what its parts say. Pure: no file, no clock, no Electron. For each row one finding,
 * the most urgent; its words are the window's (renderer/text/en-health.ts).
 */
import type { DeviceView } from '../../shared/ipc/contract'
import {
  HEALTH_ROWS,
  type Finding,
  type HealthCode,
  type HealthRow,
  type HealthState,
  type HealthView,
  type OwedHealth,
  type ServiceHealthView,
} from '../../shared/ipc/support'
import type { OwedRow } from '../../shared/order/till-view'

/** Everything that is looked at; the findings are made from it. */
export type HealthFacts = Omit<HealthView, 'findings'> & {
  /** The till cannot write its journal. */
  readonly unwritable: boolean
  /** At the start the journal was damaged and set aside. */
  readonly setAside: boolean
}

/** Below this much free space a person should make some. */
export const DISK_LOW_BYTES = 500_000_000
/** Below this much the next sale may not be saved. */
export const DISK_NEARLY_FULL_BYTES = 100_000_000
/** A write-ahead log longer than this was not folded back for too long. */
export const LOG_LARGE_BYTES = 8_000_000
/** A backup older than this is no longer one of yesterday. */
export const BACKUP_OLD_MS = 36 * 3_600_000
/** What is owed longer than this wants a look. */
export const OWED_LATE_MS = 60 * 60_000
/** Clocks may differ by this much without anybody minding. */
export const CLOCK_DIFFERS_MS = 120_000
/** A jump of the clock is told for this long. */
export const CLOCK_JUMP_TOLD_MS = 24 * 3_600_000
/** More memory than a till ever needs. */
export const MEMORY_LARGE_BYTES = 1_500_000_000

type Found = readonly [state: HealthState, code: HealthCode]

/** Adds the findings. */
export function healthOf(facts: HealthFacts): HealthView {
  const { unwritable: _unwritable, setAside: _setAside, ...view } = facts
  const findings = HEALTH_ROWS.flatMap((row): readonly Finding[] => {
    const found = FINDERS[row](facts)
    return found === null ? [] : [{ row, state: found[0], code: found[1] }]
  })
  return { ...view, findings }
}

/** What is not settled, counted. */
export function owedHealth(rows: readonly OwedRow[]): OwedHealth {
  const kinds = new Map<OwedRow['effect']['request']['kind'], number>()
  for (const { effect } of rows) {
    kinds.set(effect.request.kind, (kinds.get(effect.request.kind) ?? 0) + 1)
  }
  const times = rows.map((row) => row.effect.createdAt)
  return {
    count: rows.length,
    oldestAt: times.length === 0 ? null : Math.min(...times),
    kinds: [...kinds].map(([kind, count]) => ({ kind, count })),
    needsPerson: rows.filter((row) => row.effect.status === 'needs-person').length,
    unknown: rows.filter((row) => MAYBE_DONE.has(row.effect.code)).length,
  }
}

/** The last attempt may have had its effect. */
const MAYBE_DONE: ReadonlySet<string | null> = new Set([
  'timeout',
  'connection-lost',
  'server-error',
  'malformed',
  'outcome-unknown',
  'unknown-after-restart',
  'restarted',
])

/** Null where this version has no such part. */
const FINDERS: Readonly<Record<HealthRow, (facts: HealthFacts) => Found | null>> = {
  journal: journalFinding,
  backup: ({ can, backup, at }) => {
    if (!can.backUp) return null
    if (backup === null) return ['look', 'backup-never']
    return at - backup.at > BACKUP_OLD_MS ? ['look', 'backup-old'] : ['fine', 'backup-fine']
  },
  owed: ({ owed, at }) => {
    if (owed.needsPerson > 0) return ['act', 'owed-person']
    if (owed.oldestAt !== null && at - owed.oldestAt > OWED_LATE_MS) return ['look', 'owed-late']
    if (owed.unknown > 0) return ['look', 'owed-unknown']
    return owed.count > 0 ? ['fine', 'owed-sending'] : ['fine', 'owed-none']
  },
  promotions: ({ services }) => serviceFinding(services, 'promotions'),
  coupons: ({ services }) => serviceFinding(services, 'coupons'),
  devices: ({ devices }) => devicesFinding(devices),
  disk: ({ disk }) => {
    if (disk === null) return ['look', 'disk-unknown']
    if (disk.freeBytes < DISK_NEARLY_FULL_BYTES) return ['act', 'disk-nearly-full']
    return disk.freeBytes < DISK_LOW_BYTES ? ['look', 'disk-low'] : ['fine', 'disk-fine']
  },
  clock: clockFinding,
  keys: keysFinding,
  program: ({ program }) => {
    if (program.settingsProblems > 0) return ['look', 'program-settings']
    if (program.memoryBytes > MEMORY_LARGE_BYTES) return ['look', 'program-memory']
    if (program.screenRestarts > 0) return ['look', 'program-restarted']
    return ['fine', 'program-fine']
  },
}

function journalFinding({ unwritable, setAside, journal }: HealthFacts): Found {
  const { checked, anchor, lastReceipt, logBytes } = journal
  if (unwritable) return ['act', 'journal-unwritable']
  if (checked?.ok === false) return ['act', 'journal-damaged']
  if (setAside) return ['look', 'journal-set-aside']
  if (anchor === null && lastReceipt > 0) return ['look', 'journal-no-anchor']
  if (logBytes !== null && logBytes > LOG_LARGE_BYTES) return ['look', 'journal-log-large']
  return ['fine', 'journal-fine']
}

function serviceFinding(
  services: readonly ServiceHealthView[],
  name: 'promotions' | 'coupons',
): Found {
  const service = services.find((one) => one.service === name)
  switch (service?.status) {
    case 'misconfigured':
      return ['act', 'service-misconfigured']
    case 'not-answering':
      return ['look', 'service-silent']
    case 'ready':
      return ['fine', 'service-ready']
    case 'unused':
    case undefined:
      return ['fine', 'service-unused']
  }
}

/** What a device that is connected can say and still do its work. */
const WORKS_WITH: ReadonlySet<string | null> = new Set([null, 'paper-low', 'one-way'])

function devicesFinding(devices: readonly DeviceView[]): Found {
  if (devices.length === 0) return ['fine', 'devices-none']
  const isDown = ({ status, code }: DeviceView) =>
    status === 'failed' || (status === 'ready' && !WORKS_WITH.has(code))
  if (devices.some(isDown)) return ['act', 'devices-failed']
  const isWell = ({ status, code }: DeviceView) => status === 'ready' && code !== 'paper-low'
  return devices.every(isWell) ? ['fine', 'devices-ready'] : ['look', 'devices-look']
}

function clockFinding({ clock, services, at }: HealthFacts): Found {
  const known = services.flatMap(({ aheadMs }) => (aheadMs === null ? [] : [Math.abs(aheadMs)]))
  if (known.some((ms) => ms > CLOCK_DIFFERS_MS)) return ['look', 'clock-differs']
  const { lastJump } = clock
  if (lastJump !== null && at - lastJump.at < CLOCK_JUMP_TOLD_MS) return ['look', 'clock-jumped']
  return known.length === 0 ? ['fine', 'clock-alone'] : ['fine', 'clock-fine']
}

function keysFinding({ keys: { hasRing, inSettings, inRing, day } }: HealthFacts): Found {
  if (day?.kept === 'unreadable') return ['look', 'keys-day-unreadable']
  const isDayOpen = day?.kept === 'file'
  if (!hasRing && (inSettings > 0 || isDayOpen)) return ['look', 'keys-no-ring']
  if (inSettings > 0) return ['look', 'keys-in-settings']
  if (isDayOpen) return ['look', 'keys-day-open']
  return inRing > 0 || day !== null ? ['fine', 'keys-kept'] : ['fine', 'keys-none']
}
