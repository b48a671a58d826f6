/*
 * npm run test:gate [-- T-03 T-16 …]: the long lane of the test plan, all rows or those named. Rows that measure
 * time have the machine to themselves, one after the other, or come first and other programs give way to them; then
 * the rest runs side by side, programs, journeys and the count of branches.
 * What they came to is kept in docs/reliability/gate.json, row by row, and the table of docs/reliability.md is
 * written from it. A row that was not run this time keeps its last result with its own date.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { COUNTED_TESTS, COVERAGE_ARGS, forgetCoverage, judgeCoverage } from './coverage.mjs'
import { readPlan, readRows, rowFolder } from './plan.mjs'
import { ROOT } from './paths.mjs'
import { ended, main, say, start } from './process.mjs'
import { setUp } from './setup.mjs'

const VITEST = join('node_modules', 'vitest', 'vitest.mjs')
const ROWS = join(ROOT, 'e2e', 'reliability')
const KEPT = join(ROOT, 'docs', 'reliability', 'gate.json')
const PAGE = join(ROOT, 'docs', 'reliability.md')
/** Rows, and parts of rows, that measure time: nothing may run beside them. */
const MEASURED = ['T-10-parse', 'T-11', 'T-12', 'T-22']
/** They measure too, far from their bars or mostly waiting: programs that give way run beside them. */
const PREFERRED = ['T-23', 'T-25', 'T-26']
/** Only when they are named: what they look at is tested in `npm test` too. */
const BY_NAME = ['T-09']
/** The priority of everything beside the preferred rows: they come first whenever they have something to do. */
const GIVING_WAY = constants.priority.PRIORITY_LOW
const [TABLE_BEGIN, TABLE_END] = ['<!-- gate: begin -->', '<!-- gate: end -->']

await main(import.meta.url, async (rows) => {
  await setUp()
  await rm(rowFolder('gate'), { recursive: true, force: true })
  const began = performance.now()
  const files = readdirSync(ROWS).filter((name) => isWanted(name, rows))
  const alone = files.filter((name) => isOf(name, MEASURED))
  const preferred = files.filter((name) => isOf(name, PREFERRED))
  const rest = files.filter((name) => ![alone, preferred].flat().includes(name))
  const isCounted = rows.length === 0 || rows.includes('T-30')
  const { withDisplay } = await import('./display.mjs')
  const code = await withDisplay(async () => {
    const measured = await runInTurn(alone)
    const first = runInTurn(preferred)
    const units = runUnits(rest, 2, GIVING_WAY)
    const inFront = await first
    const beside = [units, runJourneys(rest, GIVING_WAY), isCounted ? countBranches() : 0]
    return [measured, inFront, ...(await Promise.all(beside))].some((one) => one !== 0) ? 1 : 0
  })
  const results = readRows('gate')
  keep(results)
  writePage()
  const minutes = ((performance.now() - began) / 60_000).toFixed(1)
  const failed = results.filter((one) => !one.passed && one.skipped === null)
  const passed = results.filter((one) => one.passed)
  say(`${minutes} minutes`)
  say(`${passed.length} passed, ${Math.max(failed.length, code === 0 ? 0 : 1)} failed`)
  return code === 0 && failed.length === 0 ? 0 : 1
})

function isWanted(name, rows) {
  if (!/^t-\d\d-.*\.(test|gate|spec)\.ts$/.test(name)) return false
  return rows.length === 0 ? !isOf(name, BY_NAME) : isOf(name, rows)
}

/** Whether a file belongs to one of these rows. */
function isOf(name, rows) {
  return rows.some((row) => name.startsWith(`${row.toLowerCase()}-`))
}

/** T-30: the branches that the tests of money, coupons, journal and recovery go. */
async function countBranches() {
  await forgetCoverage()
  const began = performance.now()
  const args = ['run', ...COUNTED_TESTS, ...COVERAGE_ARGS, '--pool', 'threads', '--maxWorkers', '1']
  const code = await runNode([VITEST, ...args], { env: process.env, priority: GIVING_WAY })
  const seconds = Math.round((performance.now() - began) / 100) / 10
  return (await judgeCoverage('gate', { seconds, testsPassed: code === 0 })) ? 0 : 1
}

/** Programs one after the other, then the journeys. */
async function runInTurn(files) {
  return (await runUnits(files, 1)) + (await runJourneys(files))
}

function runUnits(files, atOnce, priority) {
  const names = files.filter((name) => /\.(test|gate)\.ts$/.test(name))
  if (names.length === 0) return 0
  const workers = ['--maxWorkers', String(atOnce)]
  const args = [VITEST, 'run', '--config', 'vitest.gate.config.ts', ...workers, ...paths(names)]
  return runNode(args, { env: laneEnv(), priority })
}

function runJourneys(files, priority) {
  const names = files.filter((name) => name.endsWith('.spec.ts'))
  if (names.length === 0) return 0
  const program = join('node_modules', '@playwright', 'test', 'cli.js')
  return runNode([program, 'test', ...paths(names)], { env: laneEnv(), priority })
}

/** Runs a program of Node.js; it and all it starts have this priority. Answers its exit code. */
function runNode(args, { env, priority }) {
  const child = start(process.execPath, args, { cwd: ROOT, env })
  if (priority !== undefined && child.pid !== undefined) setPriority(child.pid, priority)
  return ended(child)
}

/** As it is when a program is started: the display is set only then. */
function laneEnv() {
  return { ...process.env, LANE: 'gate' }
}

function paths(names) {
  return names.map((name) => join('e2e', 'reliability', name))
}

function readKept() {
  return existsSync(KEPT) ? JSON.parse(readFileSync(KEPT, 'utf8')) : {}
}

function keep(results) {
  const kept = readKept()
  for (const result of results) kept[`${result.row} ${result.part}`] = result
  const sorted = Object.fromEntries(Object.entries(kept).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(KEPT, `${JSON.stringify(sorted, null, 2)}\n`)
}

/** The table of the page, from what is kept. */
function writePage() {
  const kept = Object.values(readKept())
  const lines = Object.entries(readPlan().rows).flatMap(([row, { title }]) => {
    const results = kept.filter((one) => one.row === row)
    if (results.length === 0) return [`| ${row} | ${title} | not run yet | | | |`]
    return results.map((one) => lineOf(row, title, one))
  })
  const head = [
    '| row | what | result | date | seed | counted and measured |',
    '|---|---|---|---|---|---|',
  ]
  const page = readFileSync(PAGE, 'utf8')
  const [before, rest] = page.split(TABLE_BEGIN)
  const [, after] = (rest ?? '').split(TABLE_END)
  if (after === undefined) return
  const table = [TABLE_BEGIN, '', ...head, ...lines, '', TABLE_END].join('\n')
  writeFileSync(PAGE, `${before}${table}${after}`)
}

function lineOf(row, title, { part, passed, skipped, at, seed, seconds, figures }) {
  const result = skipped === null ? (passed ? 'passed' : '**failed**') : `skipped: ${skipped}`
  const told = Object.entries(figures).map(([name, value]) => `${name}: ${value}`)
  const counted = [...told, `${seconds} s`].join('; ').replaceAll('|', '/').replaceAll('\n', ' ')
  return `| ${row} | ${title}, ${part} | ${result} | ${at.slice(0, 10)} | ${seed ?? ''} | ${counted} |`
}
