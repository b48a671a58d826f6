/*
 * T-30 of the test plan: how many branches of the code that must not be wrong a test has gone. The short lane
 * counts while its tests run; the long one runs the tests of that code for it, without those that play by chance
 * or kill processes: what they go, another test goes too, whatever the dice say.
 */
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { OUT, ROOT } from './paths.mjs'
import { writeRow } from './plan.mjs'
import { say } from './process.mjs'

const REPORTS = join(OUT, 'reports', 'coverage')

/** What the plan asks for in each lane, in percent. */
const LEAST = { short: 95, gate: 100 }

const UNIT_TESTS = [
  'shared/',
  'electron/till/',
  'electron/journal/',
  'electron/providers/',
  'electron/catalog/promotions-file',
  'e2e/reliability/providers/',
]

/** The tests of money, coupons, journal and recovery. */
export const CORE_TESTS = [
  ...UNIT_TESTS,
  'e2e/reliability/sim/',
  'e2e/reliability/t-01',
  'e2e/reliability/t-20',
  'e2e/reliability/t-31',
]

/** What the long lane runs for the count, to give to vitest. */
export const COUNTED_TESTS = [
  ...UNIT_TESTS,
  '--exclude=**/*laws*.test.ts',
  '--exclude=**/{kill,power-cut}.test.ts',
]

/** Money, coupons, journal and recovery. */
const CORE_SOURCES = [
  'shared/{money,quantity,lists}.ts',
  'shared/{order,promotions}/*.ts',
  'electron/{till,journal}/*.ts',
  'electron/providers/**/*.ts',
]

/** Has vitest count the branches; `judgeCoverage` reads what it wrote. */
export const COVERAGE_ARGS = [
  '--coverage.enabled',
  '--coverage.provider=v8',
  ...CORE_SOURCES.map((glob) => `--coverage.include=${glob}`),
  '--coverage.exclude=**/{testing,fixtures}/**',
  '--coverage.exclude=**/*.{test,bench}.ts',
  '--coverage.reporter=json-summary',
  '--coverage.reportOnFailure',
  `--coverage.reportsDirectory=${REPORTS}`,
]

/** Forgets an earlier count, so that it is not taken for the one of this run. */
export async function forgetCoverage() {
  await rm(REPORTS, { recursive: true, force: true })
}

/**
 * Writes the row and says what it came to, with the files below the bar's full count; answers whether it passed.
 * A count by tests of which one failed proves nothing.
 */
export async function judgeCoverage(lane, { seconds = 0, testsPassed = true } = {}) {
  const { total, ...files } = readSummary()
  const { pct: percent, total: all } = total?.branches ?? { pct: 0, total: 0 }
  const bar = LEAST[lane]
  const passed = testsPassed && percent >= bar
  const figures = { [`branches % (bar ${bar})`]: percent, 'of branches': all }
  await writeRow({ row: 'T-30', part: 'branches', lane, passed, seconds, figures })
  const told = testsPassed ? '' : ', and a test of it failed'
  say(
    `T-30 branches: ${passed ? 'passed' : 'FAILED'}, ${percent} % of ${all} (bar ${bar} %)${told}`,
  )
  for (const [file, { branches }] of Object.entries(files)) {
    const open = branches.total - branches.covered
    if (!passed && open > 0) say(`  ${relative(ROOT, file)}: ${open} of ${branches.total} not gone`)
  }
  return passed
}

function readSummary() {
  try {
    return JSON.parse(readFileSync(join(REPORTS, 'coverage-summary.json'), 'utf8'))
  } catch {
    return {}
  }
}
