/*
 * T-12: a scanner that fires 2,000 times a second for a minute at a till that cannot take scans at the moment
 * and then can. 64 wait, the newest beyond are refused aloud, each scan has one outcome, and what waited comes
 * onto the order once and in its order.
 */
import { expect, it } from 'vitest'
import { checkDigit } from '../../shared/barcode/gtin'
import { QUEUE_MAX } from '../../electron/till/scan-router'
import { scanDesk, scanOf } from '../../electron/till/testing/scan-desk'
import { ROW_MS, runRow } from './rows'

const PER_SECOND = 2_000
const SECONDS = 60

it(
  'T-12 a flood of scans is bounded, told, and stalls nothing',
  () =>
    runRow({ row: 'T-12', part: 'flood' }, null, async () => {
      let isReady = false
      const { station, router, reports } = await scanDesk({ isReady: () => isReady })
      const begunAt = station.timers.now()
      let longestMs = 0
      for (let number = 1; number <= PER_SECOND * SECONDS; number += 1) {
        const at = begunAt + number / 2
        const before = performance.now()
        router.take(scanOf(number, ean13(number), { at }))
        longestMs = Math.max(longestMs, performance.now() - before)
      }
      const results = reports.map((report) => report.result)
      expect(results.filter((one) => one === 'queued')).toHaveLength(QUEUE_MAX)
      const lost = reports.filter((report) => report.result === 'too-many')
      expect(lost).toHaveLength(PER_SECOND * SECONDS - QUEUE_MAX)
      expect(new Set(lost.map((report) => report.outcome))).toEqual(new Set(['refused']))
      isReady = true
      router.resume()
      const codes = station.order.unresolved.map((one) => one.code).reverse()
      expect(codes).toEqual(Array.from({ length: QUEUE_MAX }, (_, index) => ean13(index + 1)))
      return {
        scans: PER_SECOND * SECONDS,
        waiting: QUEUE_MAX,
        'refused aloud': lost.length,
        'taken twice': 0,
        'longest stall ms (bar 50)': longestMs.toFixed(1),
      }
    }),
  ROW_MS,
)

function ean13(number: number): string {
  const digits = `29${String(number).padStart(10, '0')}`
  return `${digits}${checkDigit(digits)}`
}
