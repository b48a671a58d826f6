import { describe, expect, it } from 'vitest'
import type { HeardScan } from './scan-router'
import { isAtTender, isPaid, sellUntil } from './testing/cashier'
import { ITEMS } from '../../shared/order/testing/shop'
import { CODES, scanDesk, scanOf } from './testing/scan-desk'

const { product: PRODUCT, customer: CARD, badge: BADGE } = CODES

describe('the same code', () => {
  const again = (number: number, at: number, over: Partial<HeardScan> = {}) =>
    scanOf(number, PRODUCT, { at, ...over })

  it('read again at once counts once, and the report says so', async () => {
    const { station, router, reports } = await scanDesk()
    for (const at of [1000, 1030, 1060, 1090]) router.take(again(reports.length + 1, at))
    expect(reports.map(({ number, outcome, result }) => [number, outcome, result])).toEqual([
      [1, 'good', 'line-added'],
      [2, 'good', 'duplicate'],
      [3, 'good', 'duplicate'],
      [4, 'good', 'duplicate'],
    ])
    expect(station.order.lines.map((line) => line.quantity)).toEqual([1000])
  })

  it.each<[string, Partial<HeardScan>]>([
    ['31 ms later', { at: 1031 }],
    ['before, by a clock that was set back', { at: 500 }],
    ['by another scanner', { at: 1010, device: 1 }],
    ['by another kind of scanner', { at: 1010, source: 'keyboard' }],
    ['in another kind of symbol', { at: 1010, symbology: 'ean-upc' }],
  ])('read again %s is another piece', async (_, over) => {
    const { station, router, reports } = await scanDesk()
    router.take(again(1, 1000))
    router.take(again(2, 1000, over))
    expect(reports.at(-1)?.result).toBe('quantity-raised')
    expect(station.order.lines.map((line) => line.quantity)).toEqual([2000])
  })

  it('read again at once counts where the shop wants every reading', async () => {
    const { station, router } = await scanDesk({
      barcodes: { duplicateMs: 0, expired: 'refuse' },
    })
    router.take(again(1, 1000))
    router.take(again(2, 1000))
    expect(station.order.lines.map((line) => line.quantity)).toEqual([2000])
  })

  it('refused once stays refused where the cashier has not moved', async () => {
    const { router, reports } = await scanDesk()
    for (const number of [1, 2]) {
      router.setPlace('dialog')
      router.take(again(number, 1000))
    }
    expect(reports.map((one) => one.result)).toEqual(['not-used-here', 'duplicate'])
  })

  it('refused once is refused again at once, without another word', async () => {
    const { router, reports } = await scanDesk()
    router.setPlace('dialog')
    router.take(again(1, 1000))
    router.take(again(2, 1010))
    expect(reports.at(-1)).toMatchObject({ outcome: 'refused', result: 'duplicate' })
  })
})

describe('a customer’s card', () => {
  it('after a sale starts the next order with the customer', async () => {
    const { scan, station } = await scanDesk()
    await sellUntil(station, isPaid)
    expect(await scan(CARD, 'complete')).toMatchObject({ result: 'customer', fills: '2065550142' })
    expect(station.order.number).toBe(2)
    expect(station.order.customer?.status).toBe('matched')
  })

  it('in payment is refused and changes nothing', async () => {
    const { scan, station } = await scanDesk()
    await sellUntil(station, isAtTender)
    const before = station.disk.last
    for (const code of [CARD, BADGE]) {
      expect(await scan(code, 'payment')).toMatchObject({ result: 'not-used-here' })
    }
    expect(station.disk.last).toBe(before)
  })

  it('typed by hand is looked up as well', async () => {
    const { station, router } = await scanDesk()
    expect(router.enter(scanOf(1, CARD, { source: 'tray' })).ok).toBe(true)
    await station.timers.settle()
    expect(station.order.customer?.status).toBe('matched')
  })
})

it('a badge signs on where the terminal is locked, if it is one of the shop', async () => {
  const signedOn: string[] = []
  const { scan } = await scanDesk({ signOn: (code) => signedOn.push(code) > 0 })
  expect(await scan(BADGE, 'locked')).toMatchObject({ result: 'badge', code: '•••' })
  expect(await scan(PRODUCT, 'locked')).toMatchObject({ result: 'not-used-here' })
  expect(signedOn).toEqual([BADGE])
})

it('a badge signs on without the blanks its scanner adds, before the catalog is there too', async () => {
  const signedOn: string[] = []
  const signOn = (code: string) => signedOn.push(code) > 0
  const { scan } = await scanDesk({ signOn, isReady: () => false })
  expect(await scan(` ${BADGE} `, 'locked')).toMatchObject({ result: 'badge' })
  expect(signedOn).toEqual([BADGE])
})

it('a badge counts at once where it is asked for next', async () => {
  const { router, reports } = await scanDesk({ signOn: () => true })
  router.setPlace('approval')
  router.take(scanOf(1, BADGE, { at: 1000 }))
  router.setPlace('locked')
  router.take(scanOf(2, BADGE, { at: 1010 }))
  expect(reports.map((one) => one.result)).toEqual(['badge', 'badge'])
})

it('the receipt of a sale that owes something shows it in Owed', async () => {
  const { scan, station } = await scanDesk()
  station.world.next('apply', { kind: 'silent-before' }, { kind: 'silent-before' })
  await sellUntil(station, isPaid)
  const owed = station.till.view()?.owed ?? []
  expect(await scan(station.order.ref, 'owed')).toMatchObject({
    outcome: 'good',
    result: 'list-filtered',
    fills: owed[0]?.effect.id,
  })
})

describe('a product past its day', () => {
  const past = '0100400001203019' + '17' + '250319'
  const best = '0100400001203019' + '15' + '250319'
  const today = '0100400001203019' + '17' + '250320'
  const gs1 = { symbology: 'gs1-128' } as const

  it('must not be sold, and is not added', async () => {
    const { station, router, reports } = await scanDesk()
    router.take(scanOf(1, past, gs1))
    expect(reports).toMatchObject([{ outcome: 'refused', result: 'past-its-day' }])
    expect(station.order.lines).toEqual([])
  })

  it('is added with a warning where the shop wants that, or where it only was at its best', async () => {
    const { station, router, reports } = await scanDesk({
      barcodes: { duplicateMs: 30, expired: 'warn' },
    })
    router.take(scanOf(1, past, gs1))
    router.take(scanOf(2, best, gs1))
    expect(reports.map(({ outcome, result }) => [outcome, result])).toEqual([
      ['attention', 'past-its-day'],
      ['attention', 'past-its-day'],
    ])
    expect(reports[1]?.lineId).toBe(station.order.lines[0]?.id)
  })

  it('is none on the day itself', async () => {
    const { router, reports } = await scanDesk()
    router.take(scanOf(1, today, gs1))
    expect(reports).toMatchObject([{ outcome: 'good', result: 'line-added' }])
  })
})

it('noise has a number, an outcome and a sound, and its letters come out of the field', async () => {
  const { router, reports } = await scanDesk()
  router.reject(scanOf(7, '', { leaked: '400' }))
  expect(reports).toMatchObject([
    { number: 7, outcome: 'attention', result: 'misread', code: '', leaked: '400' },
  ])
})

it.each(['scanner-message', 'ean-add-on'] as const)('a %s is no scan at all', async (symbology) => {
  const { router, reports } = await scanDesk()
  router.take(scanOf(1, 'Product Name: 1602g', { symbology }))
  expect(reports).toEqual([])
})

it('how long a scan took is told, its wait included', async () => {
  const { station, router, reports } = await scanDesk()
  router.take(scanOf(1, PRODUCT, { at: station.timers.now() - 4 }))
  expect(reports[0]?.tookMs).toBe(4)
})

it('a scan from before the clock was set back took no time', async () => {
  const { station, router, reports } = await scanDesk()
  router.take(scanOf(1, PRODUCT, { at: station.timers.now() + 4 }))
  expect(reports[0]?.tookMs).toBe(0)
})

it('a card that holds no phone number filters held orders by what it says', async () => {
  const { scan } = await scanDesk()
  expect(await scan('CARD-GOLD', 'held')).toMatchObject({ result: 'list-filtered', fills: 'GOLD' })
})

it('a manufacturer coupon that counts is heard as good, also where it takes the place of another', async () => {
  const { scan, station } = await scanDesk()
  await station.run({ type: 'AddItem', sku: 'bw-cat-sal-3' })
  const off = '811010400001123456275110000'
  expect(await scan(off, 'order')).toMatchObject({ outcome: 'good', result: 'coupon-taken' })
  const better = '811010400001123457310011000' + '0'
  expect(await scan(better, 'order')).toMatchObject({ outcome: 'good', result: 'coupon-taken' })
  expect(station.order.manufacturerCoupons.map((one) => one.amount)).toEqual([100])
  expect(station.order.unresolved).toHaveLength(1)
})

it('a paper coupon of a manufacturer waits for a person and asks no provider', async () => {
  const { scan, station } = await scanDesk()
  expect(await scan('514141100906', 'order')).toMatchObject({
    outcome: 'attention',
    result: 'unresolved',
  })
  expect(station.order.unresolved).toMatchObject([{ reason: 'manufacturer-coupon' }])
  expect(station.order.promotions).toEqual([])
})

it.each([
  ...(['devices', 'settings', 'health', 'held', 'owed', 'dialog', 'approval', 'locked'] as const),
])('what waited for the catalog waits on while the cashier is at %s', async (place) => {
  let isRead = false
  const { station, router, reports } = await scanDesk({ isReady: () => isRead })
  router.take(scanOf(1, PRODUCT))
  isRead = true
  router.setPlace(place)
  router.resume()
  expect(reports.map((one) => one.result)).toEqual(['queued'])
  router.setPlace('order')
  expect(station.order.lines).toHaveLength(1)
})

it('what waited for the catalog goes on an order, wherever the cashier has been meanwhile', async () => {
  let isRead = false
  const { station, router, reports } = await scanDesk({ isReady: () => isRead })
  router.take(scanOf(1, PRODUCT))
  expect(reports.at(-1)).toMatchObject({ result: 'queued' })
  isRead = true
  router.setPlace('devices')
  router.resume()
  expect(station.order.lines).toEqual([])
  router.setPlace('order')
  expect(reports.at(-1)).toMatchObject({ number: 1, result: 'line-added' })
  expect(station.order.lines).toHaveLength(1)
})

it('a code refused in a dialog counts when it is scanned again after it', async () => {
  const { station, router } = await scanDesk({ barcodes: { duplicateMs: 5000, expired: 'warn' } })
  router.setPlace('dialog')
  router.take(scanOf(1, PRODUCT, { at: 1000 }))
  router.setPlace('order')
  router.take(scanOf(2, PRODUCT, { at: 1500 }))
  expect(station.order.lines.map((line) => line.quantity)).toEqual([1000])
})

it('a badge typed by hand is written nowhere', async () => {
  const { station, router } = await scanDesk()
  const before = station.disk.last
  expect(router.enter(scanOf(1, BADGE, { source: 'tray' })).ok).toBe(false)
  expect(station.disk.last).toBe(before)
})

it('the number of a payment card is refused, shown by its last digits and written nowhere', async () => {
  const { scan, station, router } = await scanDesk()
  for (const code of ['4111111111111111', ';4111111111111111=25121010000012345678?']) {
    const before = station.disk.last
    for (const place of ['order', 'promotions', 'devices', 'payment'] as const) {
      const told = await scan(code, place)
      expect(told.code, place).toContain('•••• 1111')
      expect(told.code).not.toContain('4111')
      if (place === 'order')
        expect(told).toMatchObject({ outcome: 'refused', refusal: 'card-number' })
    }
    const entered = router.enter(scanOf(9, code, { source: 'tray' }))
    expect(entered).toMatchObject({ ok: false, error: { code: 'card-number' } })
    const tried = station.till.run({ type: 'ApplyCode', code })
    expect(tried).toMatchObject({ ok: false, error: { code: 'card-number' } })
    expect(station.disk.last).toBe(before)
  }
})

it('goods and codes of the shop are what they are, even where they look like a card', async () => {
  const { scan } = await scanDesk({
    items: (codes) => (codes.includes('4111111111111111') ? ITEMS.slice(2, 3) : []),
  })
  expect(await scan('PROMO-4111111111111111', 'promotions')).toMatchObject({
    result: 'promotion-field',
  })
  expect(await scan('4111111111111111')).toMatchObject({ refusal: null, code: '4111111111111111' })
})
