/*
 * T-23: the biggest catalog, read in a process of its own: how long it takes, what it costs in memory, and
 * that every barcode finds its own item at once.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundled, BUNDLED_ENV } from '../../electron/journal/testing/bundle'
import { writeBenchCatalog } from '../../scripts/make-bench-catalog.mjs'
import { amount, ROW_MS, rowSeed, runRow } from './rows'

const ITEMS = { short: 100_000, gate: 1_000_000 }
const RSS_MB_MAX = 150
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'big-catalog-'))
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

type Cost = {
  readonly loaded: number
  readonly wrong: number
  readonly importMs: number
  readonly importWorkMs: number
  readonly busyMs: number
  readonly rssMb: number
  readonly stallMs: number
  readonly lookUpP99Ms: number
}

it(
  '[K7] T-23 a catalog of any size is read without a stop and finds every barcode',
  () =>
    runRow({ row: 'T-23', part: 'catalog' }, rowSeed(), () => {
      const items = amount(ITEMS)
      const file = join(folder, 'catalog.csv')
      writeBenchCatalog(file, items)
      const program = bundled('e2e/reliability/catalog/reader.ts', folder)
      const told = execFileSync(
        process.execPath,
        [program, file, String(items), String(rowSeed())],
        { env: BUNDLED_ENV, encoding: 'utf8' },
      )
      const cost: Cost = JSON.parse(told)
      expect(cost.loaded).toBe(items)
      expect(cost.wrong).toBe(0)
      const figures = {
        items,
        'import s (bar 60)': (cost.importMs / 1000).toFixed(1),
        'import, s of processor time': (cost.importWorkMs / 1000).toFixed(1),
        'longest stall, ms of processor time (bar 50)': cost.busyMs.toFixed(0),
        'longest stall, ms on the wall': cost.stallMs.toFixed(0),
        'look-up p99 ms (bar 1)': cost.lookUpP99Ms.toFixed(3),
        'memory MB (bar 150)': cost.rssMb.toFixed(0),
      }
      console.log(figures)
      expect(cost.rssMb).toBeLessThan(RSS_MB_MAX)
      return figures
    }),
  ROW_MS,
)
