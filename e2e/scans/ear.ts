/*
 * What the window is told of scans, and the two ways a scan comes in: the cable, and keys that are typed faster
 * than any hand.
 */
import type { ScanReport } from '../../shared/ipc/contract'
import { expect, type TillUnderTest } from '../fixtures/till'

/** Begins to keep what the window is told of each scan. */
export async function listenToScans({ page }: TillUnderTest): Promise<void> {
  await page.evaluate(() => {
    const reports: ScanReport[] = []
    Reflect.set(window, 'reports', reports)
    window.till.listen('scan:handled', (report) => reports.push(report))
  })
}

/** Everything told so far, oldest first. */
export function reportsOf({ page }: TillUnderTest): Promise<readonly ScanReport[]> {
  return page.evaluate(() => {
    const reports: readonly ScanReport[] = Reflect.get(window, 'reports')
    return reports
  })
}

/** Makes a scan and answers what the window was told of it. */
export async function heard(till: TillUnderTest, scan: () => Promise<void>): Promise<ScanReport> {
  const before = (await reportsOf(till)).length
  await scan()
  await expect
    .poll(async () => (await reportsOf(till)).length, { message: 'the scan', intervals: [10] })
    .toBeGreaterThan(before)
  const report = (await reportsOf(till))[before]
  if (!report) throw new Error('No scan was reported')
  return report
}

/** A scanner that types like a keyboard: its prefix key if it has one, every key at once, Enter at the end. */
export async function typeScan(
  { app }: TillUnderTest,
  code: string,
  prefixKey: string | null = null,
): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, [text, prefix]) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      if (prefix !== null) contents?.sendInputEvent({ type: 'keyDown', keyCode: prefix })
      for (const letter of text) {
        contents?.sendInputEvent({ type: 'keyDown', keyCode: letter })
        contents?.sendInputEvent({ type: 'char', keyCode: letter })
        contents?.sendInputEvent({ type: 'keyUp', keyCode: letter })
      }
      contents?.sendInputEvent({ type: 'keyDown', keyCode: 'Enter' })
      contents?.sendInputEvent({ type: 'char', keyCode: 'Enter' })
      contents?.sendInputEvent({ type: 'keyUp', keyCode: 'Enter' })
    },
    [code, prefixKey] as const,
  )
}
