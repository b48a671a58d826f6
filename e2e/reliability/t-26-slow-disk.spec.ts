/*
 * The window on a slow disk: a cashier scans for so long that an fsync stalls, then a burst comes. How long the
 * window paints nothing, and how long the last line of the burst keeps it waiting.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GOODS, lineOf } from '../counter'
import { expect, test, type TillUnderTest } from '../fixtures/till'
import { slowDiskIn } from './kills/slow/disk'
import { amount, runRow, skipRow } from './rows'

const ROW = { row: 'T-26', part: 'window' } as const

/** A cashier's pace, from one line to the next scan, milliseconds. */
const HAND_MS = 120

test.use({ worldOptions: { promotions: false, coupons: false, printer: false } })

/** Notes from now on the longest time in which the window painted no frame, and in which its thread did nothing. */
async function watchWindow(till: TillUnderTest): Promise<void> {
  await till.page.evaluate(() => {
    const watch = (name: string, next: (look: () => void) => void) => {
      let last = performance.now()
      document.body.dataset[name] = '0'
      const look = () => {
        const now = performance.now()
        const gap = Math.max(Number(document.body.dataset[name]), now - last)
        document.body.dataset[name] = String(Math.round(gap))
        last = now
        next(look)
      }
      next(look)
    }
    watch('frame', (look) => requestAnimationFrame(look))
    watch('thread', (look) => setTimeout(look, 10))
  })
}

async function gaps(till: TillUnderTest): Promise<{ readonly frame: number; thread: number }> {
  return till.page.evaluate(() => ({
    frame: Number(document.body.dataset['frame']),
    thread: Number(document.body.dataset['thread']),
  }))
}

/** One scan after the other, each seen before the next. Answers the longest time without a frame. */
async function scanAsACashier(till: TillUnderTest, scans: number) {
  await watchWindow(till)
  const line = lineOf(till.page, GOODS.rope.name)
  for (let scan = 1; scan <= scans; scan += 1) {
    await till.scan(GOODS.rope.code)
    await expect(line.getByText(String(scan), { exact: true }).first()).toBeVisible()
    await new Promise((resolve) => setTimeout(resolve, HAND_MS))
  }
  return gaps(till)
}

/** Scans as fast as a cable brings them. Answers how long after the last one its line was there. */
async function burst(till: TillUnderTest, scans: number): Promise<number> {
  await till.run({ type: 'Hold', heldFor: '' })
  // Never the same code twice in a row: that would be one reading.
  const codes = Array.from({ length: scans / 2 }, () => [GOODS.rope.code, GOODS.pouch.code])
  await till.world.scanner.burst(codes.flat())
  const sent = performance.now()
  await till.until(
    'every scan is on the order',
    ({ order }) => order.lines.reduce((sum, line) => sum + line.quantity, 0) === scans * 1000,
  )
  return Math.round(performance.now() - sent)
}

test('T-26 every scan reaches the window from a slow disk, and how long it stands still is measured', async ({
  till,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'slow-disk-'))
  try {
    const env = slowDiskIn(folder)
    if (env === null) return skipRow(ROW, 'a C compiler and Linux are needed for a slow disk')
    const scans = amount({ short: 110, gate: 330 })
    await runRow(ROW, null, async () => {
      const plain = await scanAsACashier(till, Math.ceil(scans / 10))
      await till.run({ type: 'Hold', heldFor: '' })
      await till.restart({ env: { ...till.world.environment, ...env } })
      await till.devicesReady()
      const slow = await scanAsACashier(till, scans)
      const behind = await burst(till, 300)
      return {
        scans,
        'longest time without a frame (bar 100), ms': slow.frame,
        'the same on the disk as it is, ms': plain.frame,
        "longest time in which the window's own thread did nothing, ms": slow.thread,
        '300 scans at once, from the last one to its line, ms': behind,
      }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
