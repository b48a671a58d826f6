import { defineConfig } from '@playwright/test'
import { ensureRuntime } from './scripts/runtime.mjs'

// npm test has found one already; this is for `npx playwright test` by itself.
await ensureRuntime()

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'out/journeys',
  // One till at a time: each journey has its own folder, but the display and the cores are shared.
  workers: 1,
  fullyParallel: false,
  // A slow shared build machine gets one second try; scripts/test.mjs names the journeys that needed it.
  retries: process.env['CI'] === undefined ? 0 : 1,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'out/reports/journeys.json' }]],
})
