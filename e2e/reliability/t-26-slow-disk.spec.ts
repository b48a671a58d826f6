/* The window while the main process waits for a slow disk: it goes on painting, and every scan becomes a line. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GOODS, lineOf } from '../counter'
import { expect, test } from '../fixtures/till'
import { slowDiskIn } from './kills/slow/disk'
import { amount, runRow, skipRow } from './rows'

const ROW = { row: 'T-26', part: 'window' } as const

test.use({ worldOptions: { promotions: false, coupons: false, printer: false } })

test('T-26 the window goes on painting while the disk stands still', async ({ till }) => {
  const folder = mkdtempSync(join(tmpdir(), 'slow-disk-'))
  try {
    const env = slowDiskIn(folder)
    if (env === null) return skipRow(ROW, 'a C compiler and Linux are needed for a slow disk')
    const scans = amount({ short: 110, gate: 220 })
    await runRow(ROW, null, async () => {
      await till.restart({ env: { ...till.world.environment, ...env } })
      await till.devicesReady()
      await till.page.evaluate(() => {
        let last = performance.now()
        const look = (now: number) => {
          const gap = Math.max(Number(document.body.dataset['gap'] ?? 0), now - last)
          document.body.dataset['gap'] = String(Math.round(gap))
          last = now
          requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      })
      for (let scan = 0; scan < scans; scan += 1) await till.scan(GOODS.rope.code)
      await till.until('every scan is on the order', ({ order }) =>
        order.lines.some((line) => line.quantity === scans * 1000),
      )
      await expect(lineOf(till.page, GOODS.rope.name)).toContainText(String(scans))
      const gap = await till.page.evaluate(() => Number(document.body.dataset['gap']))
      expect(gap).toBeGreaterThan(0)
      return { scans, 'longest time without a frame, ms': gap }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
