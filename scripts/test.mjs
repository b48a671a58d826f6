/*
 * npm test [-- --all]: everything a change must pass. Sets up, checks, packs the terminal and starts it once
 * (on build machines or with --all), then plays the cashiers' journeys in real Electron. The last line says
 * how many tests passed and failed.
 */
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { OUT, ROOT } from './paths.mjs'
import { main, Problem, run, say } from './process.mjs'
import { setUp } from './setup.mjs'

const JOURNEYS = join(OUT, 'reports', 'journeys.json')

await main(import.meta.url, async (args) => {
  const total = { passed: 0, failed: 0 }
  for (const part of [checkPart, smokePart, journeyPart, planPart]) {
    const { passed, failed } = await part(args).catch(asFailure)
    total.passed += passed
    total.failed += failed
  }
  say(`${total.passed} passed, ${total.failed} failed`)
  return total.failed > 0 ? 1 : 0
})

/** A part that breaks off is one failure, and the others still run. */
function asFailure(error) {
  say(error instanceof Problem ? error.message : error.stack)
  return { passed: 0, failed: 1 }
}

async function checkPart() {
  await setUp()
  const { ensureTestTools } = await import('./system.mjs')
  await ensureTestTools()
  const { check } = await import('./check.mjs')
  return await check()
}

async function smokePart(args) {
  if (!process.env.CI && !args.includes('--all')) {
    say('skipped: packing the terminal (npm test -- --all does it)')
    return { passed: 0, failed: 0 }
  }
  const runtime = await setUp()
  const { smoke } = await import('./smoke.mjs')
  const { withDisplay } = await import('./display.mjs')
  const shown = await withDisplay(() => smoke(runtime))
  return shown ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

async function journeyPart() {
  await setUp()
  await rm(JOURNEYS, { force: true })
  const { withDisplay } = await import('./display.mjs')
  const program = join('node_modules', '@playwright', 'test', 'cli.js')
  const code = await withDisplay(() =>
    run(process.execPath, [program, 'test', '--pass-with-no-tests'], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
    }),
  )
  const { expected = 0, unexpected = 0, flaky = 0 } = readStats()
  // A build machine plays a failed journey once more; one that then passes is named, not hidden.
  if (flaky > 0)
    say(`${flaky} journeys passed only at the second try: they are listed as flaky above.`)
  return {
    passed: expected + flaky,
    failed: code !== 0 && unexpected === 0 ? 1 : unexpected,
  }
}

/** Whatever the test plan asks for and did not run counts as failed. */
async function planPart() {
  const { checkPlan } = await import('./plan.mjs')
  const { UNIT_REPORTS } = await import('./check.mjs')
  const { missing } = checkPlan('short', [...UNIT_REPORTS, JOURNEYS])
  return { passed: 0, failed: missing }
}

function readStats() {
  try {
    return JSON.parse(readFileSync(JOURNEYS, 'utf8')).stats
  } catch {
    return {}
  }
}
