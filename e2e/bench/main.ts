/*
 * npm run bench [-- <names> --long --quick]: every row of the speed table, each beside its floor, printed and
 * written to docs/performance.md. With names only those are run, and nothing is written.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { electronPath } from '../launch'
import { missingFigure, type Figure } from './figures'
import { measureMemory } from './memory'
import { measureCommit, measureLookUp, measureReceipt, measureSize, measureTotals } from './parts'
import { NAMES, tableOf, writeReport } from './report'
import { measureBurst, measureScans } from './scans'
import { measureSlowDisk } from './slow-disk'
import { measureStart } from './starts'
import { measureSearch, measureTender } from './touches'

const args = process.argv.slice(2)
const isLong = args.includes('--long')
const isQuick = args.includes('--quick')
const names = args.filter((one) => !one.startsWith('--'))

type Name = (typeof NAMES)[number]

const MEASURES: Readonly<Record<Name, () => Promise<readonly Figure[]> | readonly Figure[]>> = {
  scan: () => measureScans(isQuick ? 3 : 12),
  burst: () => measureBurst(),
  lookup: measureLookUp,
  search: () => measureSearch(isQuick ? 1 : 4),
  tender: () => measureTender(isQuick ? 3 : 15),
  size: measureSize,
  start: () => measureStart(isQuick ? 2 : 7),
  memory: () => measureMemory(isLong ? 1000 : 200),
  commit: measureCommit,
  'slow-disk': measureSlowDisk,
  totals: measureTotals,
  receipt: measureReceipt,
}

const figures: Figure[] = []
for (const name of NAMES) {
  if (names.length > 0 && !names.includes(name)) continue
  console.log(`Measuring ${name} …`)
  try {
    const made = await MEASURES[name]()
    figures.push(...made)
    console.log(tableOf(made))
  } catch (error) {
    console.error(error)
    figures.push(missingFigure(name, '', 'Could not be measured.'))
  }
}
console.log(`\n${tableOf(figures)}`)
if (names.length === 0) {
  writeReport(join('docs', 'performance.md'), figures, electronVersion())
}

function electronVersion(): string {
  return readFileSync(join(electronPath(), '..', 'version'), 'utf8')
    .trim()
    .replace(/^v/, '')
}
