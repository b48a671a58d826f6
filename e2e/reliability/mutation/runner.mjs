/*
 * Runs test files of the copy it stands in, again and again in one process, so that the sources are read once.
 * Asked over its channel: { files, task }, answers { failed, ms }: the first file that failed and why.
 */
import { writeFileSync } from 'node:fs'
import { createVitest } from 'vitest/node'

const order = new Map()

class InOrder {
  shard(files) {
    return files
  }
  sort(files) {
    return [...files].sort((a, b) => order.get(a.moduleId) - order.get(b.moduleId))
  }
}

const vitest = await createVitest('test', {
  watch: false,
  config: 'vitest.config.ts',
  pool: 'threads',
  maxWorkers: 1,
  isolate: process.env.MUTANT_ISOLATE !== 'no',
  silent: true,
  reporters: [{}],
  sequence: { sequencer: InOrder },
  setupFiles: ['e2e/reliability/mutation/switch.ts'],
  testTimeout: 30_000,
})
await vitest.standalone()

process.on('message', async ({ files, task, bail }) => {
  writeFileSync(process.env.MUTANT_TASK, JSON.stringify(task))
  const began = performance.now()
  vitest.config.bail = bail
  for (const project of vitest.projects) project.config.bail = bail
  vitest.state.filesMap.clear()
  order.clear()
  const paths = files.map((file) => `${process.cwd()}/${file}`)
  for (const [index, path] of paths.entries()) order.set(path, index)
  const specs = paths.map((path) => vitest.projects[0].createSpecification(path))
  const { testModules } = await vitest.runTestSpecifications(specs, false)
  const results = testModules.map((module) => ({
    file: module.relativeModuleId,
    state: module.state(),
    ms: module.diagnostic().duration + module.diagnostic().collectDuration,
    why: firstFailure(module),
  }))
  process.exitCode = 0
  process.send({ results, ms: performance.now() - began })
})
process.send('ready')

function firstFailure(module) {
  for (const test of module.children.allTests('failed')) {
    return `${test.fullName}: ${test.result().errors[0]?.message ?? ''}`.slice(0, 200)
  }
  return module.errors()[0]?.message?.slice(0, 200) ?? null
}
