import { describe, expect, it } from 'vitest'
import type { Place, ScanReport } from '../../shared/ipc/contract'
import { ITEMS } from '../../shared/order/testing/shop'
import { QUEUE_MAX } from './scan-router'
import { isAtTender, isPaid, sellUntil } from './testing/cashier'
import { CODES, scanDesk, scanOf } from './testing/scan-desk'

const {
  product: PRODUCT,
  promotion: PROMOTION,
  receipt: RECEIPT,
  unknown: UNKNOWN,
  misread: MISREAD,
  customer: CARD,
  badge: BADGE,
  makersCoupon: COUPON,
} = CODES

const HERE = ['order', 'wallet', 'discnt'] as const

describe('a scan', () => {
  it.each(HERE.map((place) => [place]))(
    'of a product on %s adds a line, then raises it',
    async (place) => {
      const { scan, station } = await scanDesk()
      const added = await scan(PRODUCT, place)
      expect(added).toMatchObject({ outcome: 'good', result: 'line-added' })
      expect(added.lineId).toBe(station.order.lines[0]?.id)
      expect(await scan(PRODUCT, place)).toMatchObject({
        result: 'quantity-raised',
        lineId: added.lineId,
      })
    },
  )

  it('of a coupon on paper opens the next order where the last one is paid', async () => {
    const { scan, station } = await scanDesk()
    await sellUntil(station, isPaid)
    const { id } = station.order
    const report = await scan(COUPON)
    expect(report).toMatchObject({ outcome: 'attention', result: 'unresolved' })
    expect(station.order).toMatchObject({ status: 'open', unresolved: [{ code: COUPON }] })
    expect(station.order.id).not.toBe(id)
  })

  it.each<[Place, string, Partial<ScanReport>]>([
    ['order', PROMOTION, { outcome: 'good', result: 'promotion-started' }],
    ['wallet', PROMOTION, { outcome: 'good', result: 'promotion-started' }],
    ['discnt', PROMOTION, { outcome: 'good', result: 'promotion-started' }],
    ['promotions', PROMOTION, { outcome: 'good', result: 'promotion-field' }],
    ['promotions', PRODUCT, { outcome: 'good', result: 'line-added' }],
    ['promotions', UNKNOWN, { outcome: 'good', result: 'promotion-field' }],
    ['promotions', RECEIPT, { outcome: 'refused', result: 'not-used-here' }],
    ['order', UNKNOWN, { outcome: 'attention', result: 'unresolved' }],
    ['order', MISREAD, { outcome: 'attention', result: 'misread' }],
    ['discnt', UNKNOWN, { outcome: 'attention', result: 'unresolved' }],
    ['discnt', RECEIPT, { outcome: 'refused', result: 'not-used-here' }],
    ['wallet', UNKNOWN, { outcome: 'attention', result: 'unresolved' }],
    ...(['devices', 'settings'] as const).flatMap((place) =>
      [PRODUCT, PROMOTION, RECEIPT, UNKNOWN, MISREAD].map(
        (code): [Place, string, Partial<ScanReport>] => [
          place,
          code,
          { outcome: 'good', result: 'test' },
        ],
      ),
    ),
    ...(['order', 'wallet', 'discnt', 'promotions'] as const).flatMap(
      (place): [Place, string, Partial<ScanReport>][] => [
        [place, CARD, { outcome: 'good', result: 'customer' }],
        [place, 'CARD-GOLD', { outcome: 'refused', result: 'not-used-here' }],
        [place, BADGE, { outcome: 'refused', result: 'not-used-here' }],
        [place, COUPON, { outcome: 'attention', result: 'unresolved' }],
      ],
    ),
    ['held', CARD, { outcome: 'good', result: 'list-filtered', fills: '0142' }],
    ['approval', BADGE, { outcome: 'good', result: 'badge', fills: '0042' }],
    ...(['held', 'owed', 'dialog', 'health', 'locked'] as const).map(
      (place): [Place, string, Partial<ScanReport>] => [
        place,
        BADGE,
        { outcome: 'refused', result: 'not-used-here' },
      ],
    ),
    ...(['owed', 'dialog', 'health', 'approval', 'locked'] as const).flatMap((place) =>
      [PRODUCT, PROMOTION, RECEIPT, UNKNOWN, MISREAD].map(
        (code): [Place, string, Partial<ScanReport>] => [
          place,
          code,
          { outcome: 'refused', result: 'not-used-here' },
        ],
      ),
    ),
    ...[PRODUCT, PROMOTION, RECEIPT, UNKNOWN, MISREAD].map(
      (code): [Place, string, Partial<ScanReport>] => [
        'held',
        code,
        { outcome: 'refused', result: 'not-used-here' },
      ],
    ),
  ])('on %s of %s', async (place, code, expected) => {
    const { scan, station } = await scanDesk()
    const before = station.disk.last
    const report = await scan(code, place)
    const shown = code === BADGE ? '•••' : code
    expect(report).toMatchObject({ ...expected, code: shown, number: 1 })
    if (report.outcome === 'refused' || report.result === 'test') {
      expect(station.disk.last).toBe(before)
    }
  })

  it.each([PRODUCT, PROMOTION, UNKNOWN, MISREAD])(
    'of %s in payment changes nothing',
    async (code) => {
      const { scan, station } = await scanDesk()
      await sellUntil(station, isAtTender)
      const before = station.disk.last
      const report = await scan(code, 'payment')
      expect(report).toMatchObject({ outcome: 'refused', result: 'payment-begun' })
      expect(report.items.map((item) => item.sku)).toEqual(code === PRODUCT ? ['fw-rope-m'] : [])
      expect(station.disk.last).toBe(before)
      expect(await scan(RECEIPT, 'payment')).toMatchObject({ result: 'not-used-here' })
    },
  )

  it.each<[string, Partial<ScanReport>]>([
    [PRODUCT, { result: 'line-added' }],
    [PROMOTION, { result: 'promotion-started' }],
    [UNKNOWN, { result: 'unresolved' }],
  ])('of %s after a sale starts the next order', async (code, expected) => {
    const { scan, station } = await scanDesk()
    await sellUntil(station, isPaid)
    expect(await scan(code, 'complete')).toMatchObject(expected)
    expect(station.order.number).toBe(2)
  })

  it('of a held order’s slip resumes it', async () => {
    const { scan, station } = await scanDesk()
    await scan(PRODUCT)
    await station.run({ type: 'Hold', heldFor: 'Ann' })
    expect(await scan(RECEIPT, 'held')).toMatchObject({ outcome: 'good', result: 'receipt' })
    expect(station.order.number).toBe(1)
    expect(await scan(RECEIPT, 'held')).toMatchObject({ result: 'not-used-here' })
  })

  it('of several products asks which', async () => {
    const { station, router, reports } = await scanDesk({ items: () => ITEMS.slice(0, 2) })
    router.take(scanOf(1, UNKNOWN, { source: 'keyboard', leaked: 'x' }))
    expect(reports.at(-1)).toMatchObject({
      outcome: 'attention',
      result: 'item-choice',
      leaked: 'x',
    })
    expect(reports.at(-1)?.items).toHaveLength(2)
    expect(station.order.unresolved).toHaveLength(1)
  })

  it('before the catalog is there waits for it, in its turn', async () => {
    let isReady = false
    const { station, router, reports } = await scanDesk({
      items: () => (isReady ? ITEMS.slice(0, 1) : []),
      isReady: () => isReady,
    })
    router.take(scanOf(1, UNKNOWN))
    expect(reports.at(-1)).toMatchObject({ outcome: 'good', result: 'queued' })
    expect(station.order.lines).toHaveLength(0)
    isReady = true
    router.resume()
    expect(reports.at(-1)).toMatchObject({ number: 1, result: 'line-added' })
    expect(station.order.lines).toHaveLength(1)
  })

  it('that the till will not have says why', async () => {
    const { scan, station } = await scanDesk()
    await scan(PROMOTION)
    await station.timers.settle()
    expect(await scan(PROMOTION)).toMatchObject({
      outcome: 'refused',
      refusal: 'promotion-already-on-order',
    })
    station.journal.isFull = true
    expect(await scan(PRODUCT)).toMatchObject({ refusal: 'journal-unwritable' })
  })
})

describe('while promotions are checked', () => {
  it('a scan waits, and is handled right after, in its turn', async () => {
    const { station, router, reports } = await scanDesk()
    const take = (number: number, code: string) => {
      router.take(scanOf(number, code))
    }
    take(1, PRODUCT)
    take(2, PROMOTION)
    await station.timers.settle()
    station.till.run({ type: 'Stay' })
    take(3, PRODUCT)
    take(4, UNKNOWN)
    expect(reports.slice(-2).map((report) => report.result)).toEqual(['queued', 'queued'])
    router.resume()
    expect(reports).toHaveLength(4)
    await station.timers.settle()
    router.resume()
    expect(reports.slice(-2)).toMatchObject([
      { number: 3, result: 'line-added' },
      { number: 4, result: 'unresolved' },
    ])
  })

  it('a scan that waited for Pay is told that payment has begun', async () => {
    const { station, router, reports, scan } = await scanDesk()
    await scan(PRODUCT)
    await scan(PROMOTION)
    station.till.run({ type: 'Pay' })
    router.take(scanOf(9, PRODUCT))
    await station.timers.settle()
    router.resume()
    expect(reports.at(-1)).toMatchObject({ number: 9, result: 'payment-begun' })
    expect(station.order.lines.map((line) => line.quantity)).toEqual([1000])
  })

  it('a second code waits for the first one’s answer; a product does not', async () => {
    const { station, router, reports } = await scanDesk()
    const take = (number: number, code: string) => {
      router.take(scanOf(number, code))
    }
    take(1, PROMOTION)
    take(2, 'PROMO-OTHER')
    take(3, PRODUCT)
    expect(reports.map((report) => report.result)).toEqual([
      'promotion-started',
      'queued',
      'line-added',
    ])
    await station.timers.settle()
    router.resume()
    expect(reports.at(-1)).toMatchObject({ number: 2, result: 'promotion-started' })
  })

  it('no more than 64 wait; a further one is refused aloud', async () => {
    const { station, router, reports } = await scanDesk()
    router.take(scanOf(1, PRODUCT))
    router.take(scanOf(2, PROMOTION))
    await station.timers.settle()
    station.till.run({ type: 'Stay' })
    for (let number = 3; number <= 67; number += 1) {
      router.take(scanOf(number, PRODUCT))
    }
    expect(reports.filter((report) => report.result === 'queued')).toHaveLength(QUEUE_MAX)
    expect(reports.at(-1)).toMatchObject({ outcome: 'refused', result: 'too-many' })
  })
})

describe('a code typed by hand', () => {
  it('is what a scan of it would be, and answers whoever typed it', async () => {
    const { station, router, reports } = await scanDesk()
    const typed = { number: 1, symbology: null, source: 'tray', at: 1 } as const
    expect(router.enter({ ...typed, code: PRODUCT }).ok).toBe(true)
    expect(station.order.lines).toHaveLength(1)
    expect(router.enter({ ...typed, code: RECEIPT })).toMatchObject({
      ok: false,
      error: { code: 'sale-unknown' },
    })
    expect(station.order.unresolved).toEqual([])
    expect(reports).toEqual([])
  })

  it('is refused in payment', async () => {
    const { station, router } = await scanDesk()
    await sellUntil(station, isAtTender)
    const typed = { number: 1, symbology: null, source: 'tray', at: 1, code: PRODUCT } as const
    expect(router.enter(typed)).toMatchObject({ ok: false, error: { code: 'order-not-open' } })
  })
})
