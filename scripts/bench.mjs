/*
 * npm run bench [-- <arguments of e2e/bench/main.ts>]: measures the built terminal beside a bare page in the
 * same runtime. Figures are read by people; nothing fails by being slow.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { withDisplay } from './display.mjs'
import { DIST, ROOT } from './paths.mjs'
import { main, Problem, run } from './process.mjs'
import { setUp } from './setup.mjs'

await main(import.meta.url, async (args) => {
  await setUp()
  const program = join(DIST, 'e2e', 'bench.mjs')
  if (!existsSync(program))
    throw new Problem('There is nothing to measure with: e2e/bench/main.ts is missing.')
  return await withDisplay(() => run(process.execPath, [program, ...args], { cwd: ROOT }))
})
