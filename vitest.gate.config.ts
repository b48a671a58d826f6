import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * The row that takes longest; then those that leave the disk alone, for as long as rows that measure
 * the disk run beside; then the long ones. Whatever is short fills the gaps at the end.
 */
const FIRST = ['t-06', 't-31', 't-24', 't-13', 't-10', 't-02', 't-30', 't-04', 't-08']

function rank(file: TestSpecification): number {
  const at = FIRST.findIndex((row) => file.moduleId.includes(`/${row}-`))
  return at < 0 ? FIRST.length : at
}

/** In this order, so that nothing long is left over for the end. */
class InOrder extends BaseSequencer {
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
    sequence: { sequencer: InOrder },
  },
})
