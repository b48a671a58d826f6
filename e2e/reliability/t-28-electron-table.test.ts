/*
 * T-28: every row of Electron's security checklist has tests that carry its tag. The tests themselves run in
 * the built app (e2e/security*.spec.ts) and beside the code; here the table is kept whole, and what cannot be
 * asserted on this machine is printed as skipped.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ROW_MS, runRow, skipRow } from './rows'
import { ELECTRON_TABLE } from './security/electron-table'

/** How many tests of a file carry a tag at the beginning of their title. */
function tagged(file: string, row: number): number {
  const text = readFileSync(file, 'utf8')
  return text.split(new RegExp(`['"\`]\\[E${row}\\] `)).length - 1
}

describe('T-28: the Electron table', () => {
  it(
    'has all 27 rows, each asserted by tests that carry its tag, or skipped for a reason',
    async () => {
      const machine = { platform: process.platform, isRoot: process.getuid?.() === 0 }
      await runRow({ row: 'T-28', part: 'table' }, null, () => {
        expect(ELECTRON_TABLE.map(({ row }) => row)).toEqual(
          Array.from({ length: 27 }, (_, at) => at + 1),
        )
        const bare = ELECTRON_TABLE.flatMap(({ row, tests }) =>
          tests.filter((file) => tagged(file, row) === 0).map((file) => `E${row} in ${file}`),
        )
        expect(bare).toEqual([])
        const skipped = ELECTRON_TABLE.filter((one) => one.skipped?.(machine) != null)
        const asserted = ELECTRON_TABLE.filter(({ tests }) => tests.length > 0)
        for (const { tests, skipped: why } of ELECTRON_TABLE)
          expect(tests.length > 0 || why !== null).toBe(true)
        const tests = asserted.reduce(
          (sum, { row, tests: files }) => sum + files.reduce((n, file) => n + tagged(file, row), 0),
          0,
        )
        return { rows: 27, asserted: asserted.length, skipped: skipped.length, tests }
      })
      for (const { row, item, skipped } of ELECTRON_TABLE) {
        const why = skipped?.(machine) ?? null
        if (why !== null) skipRow({ row: 'T-28', part: `row-${row}` }, `${item}: ${why}`)
      }
    },
    ROW_MS,
  )
})
