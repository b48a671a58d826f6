/*
 * npm run check: format, types, layers, lint, unit tests. All are run even if one fails, so that one run
 * tells everything. It passes before every commit.
 */
import { readFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CORE_TESTS, COVERAGE_ARGS, forgetCoverage, judgeCoverage } from './coverage.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { OUT, ROOT } from './paths.mjs'
import { rowFolder } from './plan.mjs'
import { ask, main, run, say } from './process.mjs'

const NODE = process.execPath
/** What vitest wrote about each of its runs. */
export const UNIT_REPORTS = ['core', 'rest'].map((name) =>
  join(OUT, 'reports', `units-${name}.json`),
)
const PROJECTS = ['shared', 'node', 'renderer', 'tests']
// What is linted depends on types in other files, so a build machine starts from nothing.
const LINT_CACHE = process.env.CI ? [] : ['--cache', '--cache-location', '.cache/eslint/']

const STEPS = [
  {
    name: 'format',
    args: [bin('prettier', 'bin/prettier.cjs'), '--check', '--log-level=warn', '.'],
  },
  { name: 'layers', args: ['scripts/layers.mjs'] },
  ...PROJECTS.map((project) => ({
    name: `types of ${project}`,
    args: [bin('typescript', 'bin/tsc'), '-p', `tsconfig.${project}.json`],
  })),
  { name: 'lint', args: [bin('eslint', 'bin/eslint.js'), ...LINT_CACHE, '--max-warnings=0', '.'] },
]
const AT_ONCE = 2

/** Runs everything and answers what passed and failed; a failed step counts as one. */
export async function check() {
  const failed = await runSteps()
  const units = await runUnits()
  return { passed: units.passed, failed: units.failed + failed }
}

async function runSteps() {
  const left = [...STEPS].reverse()
  let failed = 0
  const work = async () => {
    for (let step = left.pop(); step; step = left.pop()) {
      const began = performance.now()
      const { code, stdout, stderr } = await ask(NODE, step.args, { cwd: ROOT })
      const seconds = ((performance.now() - began) / 1000).toFixed(1)
      say(`${code === 0 ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)`)
      if (code === 0) continue
      failed += 1
      say((stdout + stderr).trimEnd())
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return failed
}

/**
 * Two runs: what money, coupons, journal and recovery are made of, with its branches counted (T-30), then the
 * rest. What vitest says goes to the screen as it comes; the figures are read from its reports.
 */
async function runUnits() {
  await mkdir(join(OUT, 'reports'), { recursive: true })
  await rm(rowFolder('short'), { recursive: true, force: true })
  await forgetCoverage()
  const [coreReport, restReport] = UNIT_REPORTS
  const core = await runVitest(coreReport, [...CORE_TESTS, ...COVERAGE_ARGS])
  const covered = await judgeCoverage('short')
  const rest = await runVitest(
    restReport,
    CORE_TESTS.map((folder) => `--exclude=${folder}**`),
  )
  return {
    passed: core.passed + rest.passed + (covered ? 1 : 0),
    failed: core.failed + rest.failed + (covered ? 0 : 1),
  }
}

async function runVitest(path, args) {
  await rm(path, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`]
  const code = await run(NODE, [bin('vitest', 'vitest.mjs'), 'run', ...reporters, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const report = readReport(path)
  const passed = report?.numPassedTests ?? 0
  const failed = report?.numFailedTests ?? 0
  // A file that cannot be loaded fails without a failed test in it.
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed }
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

function bin(name, file) {
  return join('node_modules', name, file)
}

await main(import.meta.url, async () => {
  await ensureDependencies()
  const { passed, failed } = await check()
  say(`${passed} passed, ${failed} failed`)
  return failed > 0 ? 1 : 0
})
