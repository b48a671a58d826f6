/*
 * The test plan after a run: does each of its rows stand among the results, and has each fault of the
 * catalogue a test that passed? A row or a fault without one counts as failed, so that nothing can quietly
 * drop out of the plan. Rows write `out/reports/rows/<lane>/*.json` (e2e/reliability/rows.ts); a fault is a
 * test whose title holds its id in brackets, [C13], faults of a provider once for each: [P1 coupon].
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OUT, ROOT } from './paths.mjs'
import { say } from './process.mjs'

const PLAN = join(ROOT, 'e2e', 'reliability', 'test-plan.json')
const PROVIDERS = ['coupon', 'promotion']

/** The plan: rows with the parts they must have in each lane, and faults by id. */
export function readPlan() {
  return JSON.parse(readFileSync(PLAN, 'utf8'))
}

/** Where the rows of a lane write what they came to. */
export function rowFolder(lane) {
  return join(OUT, 'reports', 'rows', lane)
}

/** Writes down what a row came to, as e2e/reliability/rows.ts does. */
export async function writeRow(result) {
  const folder = rowFolder(result.lane)
  await mkdir(folder, { recursive: true })
  const whole = { skipped: null, at: new Date().toISOString(), seed: null, ...result }
  await writeFile(join(folder, `${result.row}.${result.part}.json`), JSON.stringify(whole, null, 2))
}

/** Every result of a lane. */
export function readRows(lane) {
  const folder = rowFolder(lane)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
}

/**
 * Compares a lane's results with the plan and says what is missing.
 * @returns  how many rows' parts and faults are there, skipped, and missing
 */
export function checkPlan(lane, reports) {
  const plan = readPlan()
  const results = readRows(lane)
  const missing = [...missingParts(plan, lane, results), ...missingFaults(plan, reports)]
  const skipped = results.filter((one) => one.skipped !== null)
  for (const { row, part, skipped: reason } of skipped) say(`skipped: ${row} ${part}: ${reason}`)
  for (const one of missing) say(`MISSING ${one}`)
  const parts = results.filter((one) => one.passed).length
  const faults = Object.keys(plan.faults).length
  say(
    `test plan: ${parts} parts of rows passed, ${skipped.length} skipped; ${faults} faults in the catalogue`,
  )
  return { missing: missing.length, skipped: skipped.length }
}

function missingParts(plan, lane, results) {
  return Object.entries(plan.rows).flatMap(([row, { title, [lane]: parts }]) =>
    parts
      .filter((part) => !results.some((one) => one.row === row && one.part === part))
      .map((part) => `${row} ${title}: ${part} did not run`),
  )
}

function missingFaults(plan, reports) {
  const titles = reports.flatMap((report) => passedTitles(report))
  return Object.entries(plan.faults).flatMap(([id, words]) => {
    const tags = id.startsWith('P') ? PROVIDERS.map((one) => `[${id} ${one}]`) : [`[${id}]`]
    return tags
      .filter((tag) => !titles.some((title) => title.includes(tag)))
      .map((tag) => `${tag} ${words}: no test passed`)
  })
}

/** Titles of everything that passed in a report of vitest or Playwright. */
function passedTitles(file) {
  if (!existsSync(file)) return []
  const report = JSON.parse(readFileSync(file, 'utf8'))
  if (report.testResults !== undefined) {
    return report.testResults
      .flatMap((one) => one.assertionResults)
      .filter((one) => one.status === 'passed')
      .map((one) => one.fullName)
  }
  return report.suites.flatMap((suite) => passedSpecs(suite, suite.title))
}

function passedSpecs(suite, path) {
  const own = (suite.specs ?? [])
    .filter((one) => one.ok && isRun(one))
    .map((one) => `${path} ${one.title}`)
  const inner = (suite.suites ?? []).flatMap((one) => passedSpecs(one, `${path} ${one.title}`))
  return [...own, ...inner]
}

function isRun(spec) {
  return spec.tests.some((one) => one.status === 'expected' || one.status === 'flaky')
}
