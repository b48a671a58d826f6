/* The window while the main process waits for a slow disk: every scan becomes a line; how long it stands still. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GOODS, lineOf } from '../counter'
import { expect, test, type TillUnderTest } from '../fixtures/till'
import { slowDiskIn } from './kills/slow/disk'
import { amount, runRow, skipRow } from './rows'

const ROW = { row: 'T-26', part: 'window' } as const

test.use({ worldOptions: { promotions: false, coupons: false, printer: false } })

/** Scans one thing so often; answers the longest time in which the window painted no frame, milliseconds. */
async function longestGap(till: TillUnderTest, scans: number): Promise<number> {
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
  return gap
}

test('T-26 every scan reaches the window from a slow disk, and how long it stands still is measured', async ({
  till,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'slow-disk-'))
  try {
    const env = slowDiskIn(folder)
    if (env === null) return skipRow(ROW, 'a C compiler and Linux are needed for a slow disk')
    const scans = amount({ short: 110, gate: 220 })
    await runRow(ROW, null, async () => {
      const plain = await longestGap(till, scans)
      await till.run({ type: 'Hold', heldFor: '' })
      await till.restart({ env: { ...till.world.environment, ...env } })
      await till.devicesReady()
      const slow = await longestGap(till, scans)
      return {
        scans,
        'longest time without a frame (bar 100), ms': slow,
        'the same on the disk as it is, ms': plain,
      }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
