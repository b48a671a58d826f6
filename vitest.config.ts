import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{shared,electron,renderer,sandbox,e2e,scripts}/**/*.test.{ts,tsx}'],
    benchmark: { include: ['{shared,electron,renderer,sandbox}/**/*.bench.ts'] },
    environment: 'node',
    // Generous, because two cores are shared with the journeys; a test that needs it is a slow test.
    testTimeout: 20_000,
    hookTimeout: 20_000,
    pool: 'forks',
    // One more than vitest would take on two cores: the long rows wait for the disk and for other processes.
    maxWorkers: 2,
  },
})
