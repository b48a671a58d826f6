import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sampleCatalog } from '../../sandbox/world-settings'
import { makeProgram, PROGRAM_ENV, startProgram } from './kills/program'
import { slowDiskIn } from './kills/slow/disk'
import type { SlowSales } from './kills/slow/sales'
import { amount, ROW_MS, runRow, skipRow } from './rows'

const ROW = { row: 'T-26', part: 'till' } as const
const LINES = 40
/** An fsync that stalled. */
const STALL_MS = 1_000

let folder: string
let sales: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slow-disk-'))
  sales = await makeProgram('slow/sales.ts', folder)
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** The smallest of the values that so large a part of them does not exceed. */
function at(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round(sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0)
}

it(
  'T-26 on a slow disk a scan and a last tender wait for one fsync each',
  async () => {
    const disk = slowDiskIn(folder)
    if (disk === null) return skipRow(ROW, 'a C compiler and Linux are needed for a slow disk')
    // At least two: what the quiet after an order has left undone falls on the first scan of the next one.
    const orders = Math.max(2, amount({ short: 5, gate: 40 }))
    await runRow(ROW, null, async () => {
      const env = { ...PROGRAM_ENV, CATALOG: sampleCatalog() }
      const data = join(folder, 'till')
      const args = [data, String(orders), String(LINES)]
      const slow = startProgram(sales, args, [], { ...env, ...disk })
      expect(await slow.ended).toBe('exit 0')
      const { scans, closes, cpu, waits }: SlowSales = JSON.parse(slow.lines[0] ?? '')
      expect(scans).toHaveLength(orders * LINES)
      expect(new Set(waits.scans), 'a scan waits for one fsync').toEqual(new Set([1]))
      expect(new Set(waits.closes), 'so does a last tender').toEqual(new Set([1]))
      expect(at(scans, 0.5), 'the disk is slow').toBeGreaterThanOrEqual(20)
      return {
        scans: scans.length,
        'scan to line, median, ms': at(scans, 0.5),
        'scan to line, p99 (bar 50), ms': at(scans, 0.99),
        'fsyncs a scan waits for': 1,
        'processor time of a scan, p99, ms': at(cpu.scans, 0.99),
        orders,
        'fsyncs a last tender waits for': 1,
        'order close, median, ms': at(closes, 0.5),
        'order close, p99 (bar 500), ms': at(closes, 0.99),
        'processor time of a last tender, p99, ms': at(cpu.closes, 0.99),
        'scans whose own fsync stalled (one in 100)': scans.filter((ms) => ms > STALL_MS).length,
        'scans over 50 ms for another reason': scans.filter((ms) => ms > 50 && ms <= STALL_MS)
          .length,
      }
    })
  },
  ROW_MS,
)
