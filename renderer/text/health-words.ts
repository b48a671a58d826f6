import type { Finding, HealthView } from '../../shared/ipc/support'
import { enFindings, enHealth, enHealthRows, type HealthGaps } from './en-health'
import type { Format } from './format'
import { sizeText, spanText, whenText } from './health-spans'

/** A row of the Health screen in words. */
export type FindingWords = {
  readonly name: string
  readonly certain: string
  readonly next: string | null
}

/** Puts a finding into words. */
export function findingWords(finding: Finding, health: HealthView, format: Format): FindingWords {
  const { certain, next } = enFindings[finding.code]
  const name = enHealthRows[finding.row]
  return { name, certain: certain(gapsOf(finding, health, format)), next }
}

function gapsOf(finding: Finding, health: HealthView, format: Format): HealthGaps {
  const { journal, disk } = health
  return {
    entries: format.count(journal.entries),
    receipt: journal.lastReceipt === 0 ? enHealth.noReceipt : format.count(journal.lastReceipt),
    count: format.count(countOf(finding, health)),
    since: sinceOf(finding, health, format),
    free: disk === null ? '' : sizeText(disk.freeBytes),
    difference: differenceOf(finding, health),
    entry: format.count(journal.checked?.firstBad ?? 0),
  }
}

function countOf({ code }: Finding, { owed, keys, program }: HealthView): number {
  if (code === 'keys-in-settings') return keys.inSettings
  if (code === 'owed-person') return owed.needsPerson
  if (code === 'owed-unknown') return owed.unknown
  if (code === 'program-settings') return program.settingsProblems
  return code === 'program-restarted' ? program.screenRestarts : owed.count
}

function sinceOf({ row, code }: Finding, health: HealthView, format: Format): string {
  const when = (at: number | null | undefined): string => whenText(at ?? null, health.at, format)
  if (row === 'backup') return when(health.backup?.at)
  if (row === 'owed') return when(health.owed.oldestAt)
  if (code === 'clock-jumped') return when(health.clock.lastJump?.at)
  if (row === 'program') return when(health.program.startedAt)
  return when(health.services.find((one) => one.service === row)?.since)
}

function differenceOf({ code }: Finding, { services, clock }: HealthView): string {
  if (code === 'clock-jumped') {
    const ms = clock.lastJump?.ms ?? 0
    return ms < 0 ? enHealth.back(spanText(ms)) : enHealth.forward(spanText(ms))
  }
  const known = services.flatMap(({ aheadMs }) => (aheadMs === null ? [] : [aheadMs]))
  const [widest = 0] = [...known].sort((a, b) => Math.abs(b) - Math.abs(a))
  // A provider ahead of us means that we are behind it.
  return widest > 0 ? enHealth.behind(spanText(widest)) : enHealth.ahead(spanText(widest))
}
