import { describe, expect, it } from 'vitest'
import { Bug } from '../../shared/assert'
import { ScanInbox } from './scan-inbox'
import type { HeardScan } from './scan-router'
import { CODES, scanDesk, scanOf } from './testing/scan-desk'
import { Station } from './testing/station'

const { product: PRODUCT, unknown: UNKNOWN, promotion: PROMOTION } = CODES

describe('commands together', () => {
  it('are decided one on the other, written at once and shown once', async () => {
    const station = await new Station().start()
    const before = [station.journal.commits, station.views.length]
    const fault = station.till.together(() => {
      expect(station.till.run({ type: 'AddItem', sku: 'tea' }).ok).toBe(true)
      expect(station.till.run({ type: 'AddItem', sku: 'tea' }).ok).toBe(true)
      expect([station.journal.commits, station.views.length]).toEqual(before)
    })
    expect(fault).toBeNull()
    expect([station.journal.commits - 1, station.views.length - 1]).toEqual(before)
    expect(station.order.lines.map((line) => line.quantity)).toEqual([2000])
    const next = await station.restart()
    expect(next.order.lines.map((line) => line.quantity)).toEqual([2000])
  })

  it('have none of them happened when the disk does not write', async () => {
    const station = await new Station().start()
    const { state } = station.till
    station.journal.isFull = true
    const fault = station.till.together(() => {
      station.till.run({ type: 'AddItem', sku: 'tea' })
      station.till.run({ type: 'AddItem', sku: 'cake' })
    })
    expect(fault).toMatchObject({ kind: 'fault', code: 'journal-full' })
    expect(station.till.state).toBe(state)
    expect(station.till.view()).toMatchObject({ trouble: 'full', order: { lines: [] } })
  })

  it('that come to nothing write and show nothing; a mistake leaves nothing behind', async () => {
    const station = await new Station().start()
    const { state } = station.till
    const before = [station.journal.commits, station.views.length]
    expect(station.till.together(() => station.till.run({ type: 'Pay' }))).toBeNull()
    expect(() => station.till.together(() => station.till.together(() => undefined))).toThrow(Bug)
    expect([station.journal.commits, station.views.length]).toEqual(before)
    expect(station.till.state).toBe(state)
  })
})

describe('scans together', () => {
  const scans = [PRODUCT, UNKNOWN, PRODUCT].map((code, at) => scanOf(at + 1, code))

  it('have each its own outcome, told once they are on the disk, and cost one commit', async () => {
    const { station, router, reports } = await scanDesk()
    const { commits } = station.journal
    const written: number[] = []
    station.journal.onCommit = () => written.push(reports.length)
    router.takeAll(scans)
    expect(station.journal.commits - 1).toBe(commits)
    expect(written).toEqual([0])
    expect(reports.map(({ number, result }) => [number, result])).toEqual([
      [1, 'line-added'],
      [2, 'unresolved'],
      [3, 'quantity-raised'],
    ])
  })

  it('that cannot be written say so, each of them, and count as new when they are read again', async () => {
    const { station, router, reports } = await scanDesk()
    station.journal.isFull = true
    router.takeAll(scans)
    expect(station.order.lines).toEqual([])
    expect(reports.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused'])
    station.journal.isFull = false
    router.takeAll([scanOf(4, PRODUCT, { at: scans[2]?.at ?? 0 }), scanOf(5, UNKNOWN)])
    expect(reports.slice(3).map(({ result }) => result)).toEqual(['line-added', 'unresolved'])
  })

  it('ask the world only for what is on the disk', async () => {
    const { station, router } = await scanDesk()
    router.takeAll([scanOf(1, PRODUCT), scanOf(2, PROMOTION)])
    await station.timers.settle()
    expect(station.order.promotions.map((one) => one.status)).toEqual(['pending'])
  })
})

describe('the inbox of scans', () => {
  function inbox() {
    const taken: number[][] = []
    const due: (() => void)[] = []
    const box = new ScanInbox(
      (scans: readonly HeardScan[]) => taken.push(scans.map((scan) => scan.number)),
      (call) => due.push(call),
    )
    return { box, taken, breathe: () => due.splice(0).forEach((call) => call()) }
  }

  it('takes the first at once, and those behind it together, in order', () => {
    const { box, taken, breathe } = inbox()
    for (let number = 1; number <= 4; number += 1) box.put(scanOf(number, PRODUCT))
    expect(taken).toEqual([[1]])
    breathe()
    expect(taken).toEqual([[1], [2, 3, 4]])
    breathe()
    box.put(scanOf(5, PRODUCT))
    expect(taken).toEqual([[1], [2, 3, 4], [5]])
  })

  it('takes 64 at once at most, and everything before something else is done', () => {
    const { box, taken, breathe } = inbox()
    for (let number = 1; number <= 70; number += 1) box.put(scanOf(number, PRODUCT))
    expect(taken.map((scans) => scans.length)).toEqual([1, 64])
    box.flush()
    expect(taken.map((scans) => scans.length)).toEqual([1, 64, 5])
    breathe()
    breathe()
    expect(taken).toHaveLength(3)
  })
})
