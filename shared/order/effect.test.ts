import { describe, expect, it } from 'vitest'
import { backOff, type EffectKind } from './effect'

describe('after silence', () => {
  const minute = 60_000
  const quarter = 15 * minute

  it.each<[EffectKind, readonly (number | null)[]]>([
    ['promotion-apply', [5_000, 15_000, minute, 5 * minute, quarter, quarter]],
    ['promotion-void', [5_000, 15_000, minute, 5 * minute, quarter, quarter]],
    ['coupon-capture', [5_000, 15_000, minute, 5 * minute, quarter, 60 * minute]],
    ['coupon-release', [5_000, 15_000, minute, 5 * minute, quarter, 60 * minute]],
    ['order-message', [5_000, 15_000, minute, 5 * minute, quarter, 60 * minute]],
    ['receipt-print', [null]],
    ['drawer-open', [null]],
  ])('%s waits %j', (kind, waits) => {
    expect(waits.map((_, index) => backOff(kind, index + 1))).toEqual(waits)
  })

  it.each([
    ['promotion-apply', 72],
    ['coupon-capture', 24],
  ] as const)('%s gives up after about %d hours', (kind, hours) => {
    let waited = 0
    let attempts = 1
    for (let wait = backOff(kind, 1); wait !== null; wait = backOff(kind, attempts)) {
      waited += wait
      attempts += 1
    }
    expect(waited / 3_600_000).toBeGreaterThanOrEqual(hours - 0.2)
    expect(waited / 3_600_000).toBeLessThan(hours + 1)
  })
})
