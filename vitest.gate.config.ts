import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The rows that take longest; whatever is short fills the gaps at the end. */
const LONGEST = ['t-06', 't-02', 't-30', 't-31', 't-04', 't-08']

function rank(file: TestSpecification): number {
  const at = LONGEST.findIndex((row) => file.moduleId.includes(`/${row}-`))
  return at < 0 ? LONGEST.length : at
}

/** Longest first, so that nothing long is left over for the end. */
class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve([...files].sort((a, b) => rank(a) - rank(b)))
  }
}

/** The long lane of the test plan: `npm run test:gate` sets LANE=gate. */
export default defineConfig({
  test: {
    include: ['e2e/reliability/**/t-*.{test,gate}.ts'],
    environment: 'node',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
})
