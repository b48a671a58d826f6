import { defineConfig } from 'vitest/config'

/** The long lane of the test plan: `npm run test:gate` sets LANE=gate. */
export default defineConfig({
  test: {
    include: ['e2e/reliability/**/t-*.{test,gate}.ts'],
    environment: 'node',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
