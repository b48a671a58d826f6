/*
 * The start on a journal of a shop's year that nobody closed: how long until the till can sell, and how fast the
 * whole chain is looked through while it does.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bundled, BUNDLED_ENV } from '../../electron/journal/testing/bundle'
import { Folders } from '../../electron/journal/testing/folders'
import { amount, ROW_MS, runRow } from './rows'

type Opened = {
  readonly readyMs: number
  readonly seconds: number
  readonly cpuSeconds: number
  readonly longestStepMs: number
  readonly verdict: { readonly entries: number; readonly ok: boolean }
  readonly status: string
  readonly receipts: number
}

it(
  'T-25 a long journal that nobody closed is ready and whole',
  async () => {
    await runRow({ row: 'T-25', part: 'start-up' }, null, () => {
      const folders = new Folders()
      try {
        const orders = Math.max(100, amount({ short: 10_000, gate: 100_000 }))
        const program = bundled('e2e/reliability/journal/history-child.ts', folders.empty())
        const folder = join(folders.empty(), 'journal')
        const built = spawnSync(process.execPath, [program, 'build', folder, String(orders)], {
          env: BUNDLED_ENV,
          stdio: 'inherit',
        })
        expect(built.signal).toBe('SIGKILL')
        const unclean = folders.empty()
        cpSync(folder, unclean, { recursive: true })
        const log = statSync(join(unclean, 'journal.db-wal')).size
        expect(log).toBeGreaterThan(0)
        const first = opened(program, unclean)
        expect(first).toMatchObject({
          status: 'continued',
          receipts: orders,
          verdict: { ok: true },
        })
        const again = opened(program, unclean)
        expect(again).toMatchObject({
          status: 'continued',
          receipts: orders,
          verdict: { ok: true },
        })
        const { entries } = first.verdict
        return {
          orders,
          entries,
          'file, MB': Math.round(statSync(join(unclean, 'journal.db')).size / 1e6),
          'ready after an unclean end, ms (bar 3000)': Math.round(first.readyMs),
          'ready after a clean end, ms': Math.round(again.readyMs),
          'chain verified, rows a second (bar 50000)': Math.round(entries / again.seconds),
          'chain verified, rows a second of processor time': Math.round(entries / again.cpuSeconds),
          'longest step of it, ms (bar 50)': Math.round(again.longestStepMs),
        }
      } finally {
        folders.removeAll()
      }
    })
  },
  ROW_MS,
)

function opened(program: string, folder: string): Opened {
  const told = execFileSync(process.execPath, [program, 'open', folder], { env: BUNDLED_ENV })
  return JSON.parse(told.toString('utf8')) as Opened
}
