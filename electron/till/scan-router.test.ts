import { describe, expect, it } from 'vitest'
import { assert } from '../../shared/assert'
import { scanRules } from '../../shared/barcode/scan'
import type { Place, ScanReport } from '../../shared/ipc/contract'
import { ITEMS } from '../../shared/order/testing/shop'
import { ScanRouter } from './scan-router'
import { isAtTender, isPaid, sellUntil } from './testing/cashier'
import { Station } from './testing/station'

const PRODUCT = '400001203019'
const PROMOTION = 'PROMO-SPRING5'
const RECEIPT = 'pine-01-20250320-0001'
const UNKNOWN = '4006381333931'
const MISREAD = '4006381333932'

type Counter = {
  readonly station: Station
  readonly router: ScanRouter
  readonly reports: ScanReport[]
  scan(code: string, place?: Place): Promise<ScanReport>
}

async function counter(): Promise<Counter> {
  const station = await new Station().start()
  const reports: ScanReport[] = []
  const rules = scanRules('^PROMO-')
  assert(rules.ok, 'The pattern is right')
  const router = new ScanRouter({
    till: () => station.till,
    rules: () => rules.value,
    items: (codes) =>
      ITEMS.filter((item) =>
        item.barcodes.some((barcode) => codes.includes(barcode.padStart(14, '0'))),
      ),
    isReady: () => true,
    report: (report) => reports.push(report),
  })
  let number = 0
  const scan = async (code: string, place: Place = 'order') => {
    router.setPlace(place)
    number += 1
    const symbology = code === MISREAD ? 'ean-upc' : null
    router.take({ number, code, symbology, source: 'serial', at: 1, leaked: '' })
    const report = reports.at(-1)
    await station.timers.settle()
    assert(report !== undefined, 'Every scan has an outcome')
    return report
  }
  return { station, router, reports, scan }
}

const HERE = ['order', 'wallet', 'discnt'] as const

describe('a scan', () => {
  it.each(HERE.map((place) => [place]))(
    'of a product on %s adds a line, then raises it',
    async (place) => {
      const { scan, station } = await counter()
      const added = await scan(PRODUCT, place)
      expect(added).toMatchObject({ outcome: 'good', result: 'line-added' })
      expect(added.lineId).toBe(station.order.lines[0]?.id)
      expect(await scan(PRODUCT, place)).toMatchObject({
        result: 'quantity-raised',
        lineId: added.lineId,
      })
    },
  )

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
    ...(['owed', 'dialog', 'locked'] as const).flatMap((place) =>
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
    const { scan, station } = await counter()
    const before = station.disk.last
    const report = await scan(code, place)
    expect(report).toMatchObject({ ...expected, code, number: 1 })
    if (report.outcome === 'refused' || report.result === 'test') {
      expect(station.disk.last).toBe(before)
    }
  })

  it.each([PRODUCT, PROMOTION, UNKNOWN, MISREAD])(
    'of %s in payment changes nothing',
    async (code) => {
      const { scan, station } = await counter()
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
    const { scan, station } = await counter()
    await sellUntil(station, isPaid)
    expect(await scan(code, 'complete')).toMatchObject(expected)
    expect(station.order.number).toBe(2)
  })

  it('of a held order’s slip resumes it', async () => {
    const { scan, station } = await counter()
    await scan(PRODUCT)
    await station.run({ type: 'Hold', heldFor: 'Ann' })
    expect(await scan(RECEIPT, 'held')).toMatchObject({ outcome: 'good', result: 'receipt' })
    expect(station.order.number).toBe(1)
    expect(await scan(RECEIPT, 'held')).toMatchObject({ result: 'not-used-here' })
  })

  it('of several products asks which', async () => {
    const { station, reports } = await counter()
    const both = new ScanRouter({
      till: () => station.till,
      rules: () => ({ promotion: null, promotionPrefix: '' }),
      items: () => ITEMS.slice(0, 2),
      isReady: () => true,
      report: (report) => reports.push(report),
    })
    both.take({ number: 1, code: UNKNOWN, symbology: null, source: 'tray', at: 1, leaked: 'x' })
    expect(reports.at(-1)).toMatchObject({
      outcome: 'attention',
      result: 'item-choice',
      leaked: 'x',
    })
    expect(reports.at(-1)?.items).toHaveLength(2)
    expect(station.order.unresolved).toHaveLength(1)
  })

  it('before the catalog is there waits for it, in its turn', async () => {
    const { station, reports } = await counter()
    let isReady = false
    const early = new ScanRouter({
      till: () => station.till,
      rules: () => ({ promotion: null, promotionPrefix: '' }),
      items: () => (isReady ? ITEMS.slice(0, 1) : []),
      isReady: () => isReady,
      report: (report) => reports.push(report),
    })
    early.take({ number: 1, code: UNKNOWN, symbology: null, source: 'serial', at: 1, leaked: '' })
    expect(reports.at(-1)).toMatchObject({ outcome: 'good', result: 'queued' })
    expect(station.order.lines).toHaveLength(0)
    isReady = true
    early.resume()
    expect(reports.at(-1)).toMatchObject({ number: 1, result: 'line-added' })
    expect(station.order.lines).toHaveLength(1)
  })

  it('that the till will not have says why', async () => {
    const { scan, station } = await counter()
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
    const { station, router, reports } = await counter()
    const take = (number: number, code: string) => {
      router.take({ number, code, symbology: null, source: 'serial', at: 1, leaked: '' })
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
    const { station, router, reports, scan } = await counter()
    await scan(PRODUCT)
    await scan(PROMOTION)
    station.till.run({ type: 'Pay' })
    router.take({ number: 9, code: PRODUCT, symbology: null, source: 'serial', at: 1, leaked: '' })
    await station.timers.settle()
    router.resume()
    expect(reports.at(-1)).toMatchObject({ number: 9, result: 'payment-begun' })
    expect(station.order.lines.map((line) => line.quantity)).toEqual([1000])
  })

  it('a second code waits for the first one’s answer; a product does not', async () => {
    const { station, router, reports } = await counter()
    const take = (number: number, code: string) => {
      router.take({ number, code, symbology: null, source: 'serial', at: 1, leaked: '' })
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
    const { station, router, reports } = await counter()
    router.take({ number: 1, code: PRODUCT, symbology: null, source: 'serial', at: 1, leaked: '' })
    router.take({
      number: 2,
      code: PROMOTION,
      symbology: null,
      source: 'serial',
      at: 1,
      leaked: '',
    })
    await station.timers.settle()
    station.till.run({ type: 'Stay' })
    for (let number = 3; number <= 67; number += 1) {
      router.take({ number, code: PRODUCT, symbology: null, source: 'serial', at: 1, leaked: '' })
    }
    expect(reports.filter((report) => report.result === 'queued')).toHaveLength(64)
    expect(reports.at(-1)).toMatchObject({ outcome: 'refused', result: 'not-used-here' })
  })
})

describe('a code typed by hand', () => {
  it('is what a scan of it would be, and answers whoever typed it', async () => {
    const { station, router, reports } = await counter()
    const typed = { number: 1, symbology: null, source: 'tray', at: 1 } as const
    expect(router.enter({ ...typed, code: PRODUCT }).ok).toBe(true)
    expect(station.order.lines).toHaveLength(1)
    expect(router.enter({ ...typed, code: RECEIPT }).ok).toBe(true)
    expect(station.order.unresolved).toMatchObject([{ code: RECEIPT }])
    expect(reports).toEqual([])
  })

  it('is refused in payment', async () => {
    const { station, router } = await counter()
    await sellUntil(station, isAtTender)
    const typed = { number: 1, symbology: null, source: 'tray', at: 1, code: PRODUCT } as const
    expect(router.enter(typed)).toMatchObject({ ok: false, error: { code: 'order-not-open' } })
  })
})
