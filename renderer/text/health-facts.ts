import { unreachable } from '../../shared/assert'
import type { DayKeyHealth, Finding, HealthView, ServiceHealthView } from '../../shared/ipc/support'
import { deviceWords } from './device-words'
import { enHealth, enHealthKinds, enHealthRows } from './en-health'
import { enStrip } from './en-strip'
import { enOwedReasons } from './en-trays'
import type { Format } from './format'
import { progressText, sizeText, spanText, whenText } from './health-spans'

/** So many of the last characters of the key of the day's files: no other key ends in the same. */
const DAY_KEY_SHOWN = 16

/** One fact of the detail: its name and its value. */
export type HealthFact = readonly [name: string, value: string]

/** The facts behind a finding. */
export function healthFacts(
  { row }: Finding,
  health: HealthView,
  format: Format,
): readonly HealthFact[] {
  switch (row) {
    case 'journal':
      return journalFacts(health, format)
    case 'backup':
      return backupFacts(health, format)
    case 'owed':
      return owedFacts(health, format)
    case 'promotions':
    case 'coupons':
      return serviceFacts(health, row, format)
    case 'devices':
      return health.devices.map((device) => [device.name, deviceWords(device, format).tag])
    case 'disk':
      return diskFacts(health)
    case 'clock':
      return clockFacts(health, format)
    case 'keys':
      return keyFacts(health, format)
    case 'program':
      return programFacts(health, format)
    default:
      return unreachable(row)
  }
}

function journalFacts({ journal, at }: HealthView, format: Format): readonly HealthFact[] {
  const { entries, lastReceipt, databaseBytes, logBytes, anchor, checked } = journal
  const sizes: readonly HealthFact[] = [
    ...(databaseBytes === null ? [] : [[enHealth.journalSize, sizeText(databaseBytes)] as const]),
    ...(logBytes === null ? [] : [[enHealth.logSize, sizeText(logBytes)] as const]),
  ]
  return [
    [enHealth.entries, format.count(entries)],
    [enHealth.lastReceipt, lastReceipt === 0 ? enHealth.noReceipt : format.count(lastReceipt)],
    ...sizes,
    [enHealth.anchor, anchorText(anchor, at, format)],
    [enHealth.checked, checkedText(checked, format)],
  ]
}

function anchorText(anchor: HealthView['journal']['anchor'], now: number, format: Format): string {
  if (anchor === null) return enHealth.noAnchor
  const receipt = format.count(anchor.receiptNumber)
  if (anchor.at === null) return enHealth.anchorOnly(receipt)
  return enHealth.anchorAt(receipt, whenText(anchor.at, now, format))
}

/** How the newest check of every entry ended, or how far it is. */
export function checkedText(checked: HealthView['journal']['checked'], format: Format): string {
  if (checked === null) return enHealth.notChecked
  if (checked.ok === null) return enHealth.checking(progressText(checked))
  if (!checked.ok) return enHealth.checkedBad(format.count(checked.firstBad ?? 0))
  return enHealth.checkedFine(format.count(checked.done), format.time(checked.at))
}

function backupFacts({ backup, at }: HealthView, format: Format): readonly HealthFact[] {
  if (backup === null) return [[enHealth.backupAt, enHealth.never]]
  return [
    [enHealth.backupAt, whenText(backup.at, at, format)],
    [enHealth.backupFolder, backup.folder],
  ]
}

function owedFacts({ owed, at }: HealthView, format: Format): readonly HealthFact[] {
  const kinds = owed.kinds.map(({ kind, count }): HealthFact => [
    enHealthKinds[kind],
    format.count(count),
  ])
  return [
    [enHealth.waiting, format.count(owed.count)],
    [enHealth.needsPerson, format.count(owed.needsPerson)],
    [enHealth.unconfirmed, format.count(owed.unknown)],
    [enHealth.oldest, owed.oldestAt === null ? '–' : whenText(owed.oldestAt, at, format)],
    ...kinds,
  ]
}

function serviceFacts(
  { services, at }: HealthView,
  name: 'promotions' | 'coupons',
  format: Format,
): readonly HealthFact[] {
  const service = services.find((one) => one.service === name)
  if (service === undefined) return []
  const { status, since, code } = service
  const why = code === null ? undefined : enOwedReasons[code]
  const sinceName = status === 'not-answering' ? enHealth.silentSince : enHealth.since
  return [
    [enHealth.status, enStrip.serviceState[status]],
    ...(why === undefined ? [] : [[enHealth.why, why] as const]),
    ...(status === 'unused' ? [] : [[sinceName, whenText(since, at, format)] as const]),
    [enHealth.lastAnswer, answerText(service, at, format)],
    ...(service.aheadMs === null
      ? []
      : [[enHealth.clockThere, clockText(service.aheadMs)] as const]),
  ]
}

function answerText(
  { heardAt, lastAnswerMs }: ServiceHealthView,
  now: number,
  format: Format,
): string {
  if (heardAt === null) return enHealth.noAnswer
  const when = whenText(heardAt, now, format)
  return lastAnswerMs === null ? when : enHealth.lastAnswerIn(when, format.count(lastAnswerMs))
}

function clockText(aheadMs: number): string {
  if (Math.abs(aheadMs) < 2000) return enHealth.sameClock
  const span = spanText(aheadMs)
  return aheadMs > 0 ? enHealth.aheadOfOurs(span) : enHealth.behindOurs(span)
}

function diskFacts({ disk }: HealthView): readonly HealthFact[] {
  if (disk === null) return []
  return [[enHealth.free, enHealth.ofTotal(sizeText(disk.freeBytes), sizeText(disk.totalBytes))]]
}

function clockFacts({ clock, services, at }: HealthView, format: Format): readonly HealthFact[] {
  const jump = clock.lastJump
  const jumped =
    jump === null
      ? enHealth.noJump
      : `${whenText(jump.at, at, format)}, ${jump.ms < 0 ? enHealth.back(spanText(jump.ms)) : enHealth.forward(spanText(jump.ms))}`
  const others = services.flatMap((one): readonly HealthFact[] =>
    one.aheadMs === null || one.service === 'network'
      ? []
      : [[enHealthRows[one.service], clockText(one.aheadMs)]],
  )
  return [
    [enHealth.time, enHealth.dayAndTime(format.day(clock.at), format.time(clock.at))],
    [enHealth.zone, clock.zone],
    [enHealth.lastJump, jumped],
    ...others,
  ]
}

function keyFacts({ keys }: HealthView, format: Format): readonly HealthFact[] {
  const { hasRing, inRing, inSettings, day } = keys
  return [
    [enHealth.keyRing, hasRing ? enHealth.hasRing : enHealth.noRing],
    [enHealth.keysInRing, format.count(inRing)],
    [enHealth.keysInSettings, format.count(inSettings)],
    ...dayKeyFacts(day),
  ]
}

/** The key as it stands in the day's files, so that an owner can write it down once and compare it. */
function dayKeyFacts(day: DayKeyHealth | null): readonly HealthFact[] {
  if (day === null) return [[enHealth.dayKey, enHealth.noDayKey]]
  if (day.kept === 'unreadable') return [[enHealth.dayKey, enHealth.dayKeyUnreadable]]
  return [
    [enHealth.dayKey, enHealth.dayKeyKept[day.kept]],
    [enHealth.dayKeyShown, day.publicKey.slice(-DAY_KEY_SHOWN)],
  ]
}

function programFacts({ program, at }: HealthView, format: Format): readonly HealthFact[] {
  return [
    [enHealth.version, program.version],
    [enHealth.electron, program.electron],
    [enHealth.chrome, program.chrome],
    [enHealth.node, program.node],
    [enHealth.schema, String(program.schema)],
    [enHealth.settingsFile, program.settingsFile],
    [enHealth.memory, sizeText(program.memoryBytes)],
    [enHealth.started, whenText(program.startedAt, at, format)],
    [enHealth.screenRestarts, format.count(program.screenRestarts)],
  ]
}
