import { describe, expect, it } from 'vitest'
import type { Place } from '../../shared/ipc/contract'
import type { Order } from '../../shared/order/order'
import { centsOff } from '../../shared/order/testing/late'
import { isAtTender, sell, sellUntil } from './testing/cashier'
import { CODES, scanDesk, scanOf, type ScanDesk } from './testing/scan-desk'

/** A scan router before a terminal that has sold the running example and still shows it. */
async function soldDesk(): Promise<{ readonly desk: ScanDesk; readonly sale: Order }> {
  const desk = await scanDesk()
  await sell(desk.station)
  return { desk, sale: desk.station.order }
}

const HERE: readonly Place[] = ['order', 'wallet', 'complete', 'return', 'return-unsold']
const ELSEWHERE: readonly Place[] = ['discnt', 'promotions', 'held', 'owed', 'dialog', 'approval']

describe('the receipt of a paid sale', () => {
  it.each(HERE)('asks on %s whether to open it, and nothing has happened yet', async (place) => {
    const { desk, sale } = await soldDesk()
    const before = desk.station.disk.last
    const report = await desk.scan(sale.ref, place)
    expect(report).toMatchObject({ outcome: 'good', result: 'sale-found', fills: sale.ref })
    expect(desk.station.disk.last).toBe(before)
  })

  it.each(ELSEWHERE)('is refused on %s', async (place) => {
    const { desk, sale } = await soldDesk()
    expect(await desk.scan(sale.ref, place)).toMatchObject({ outcome: 'refused', fills: null })
  })

  it('is refused in payment', async () => {
    const { desk, sale } = await soldDesk()
    await desk.station.run({ type: 'NewOrder' })
    await sellUntil(desk.station, isAtTender)
    const report = await desk.scan(sale.ref, 'payment')
    expect(report).toMatchObject({ outcome: 'refused', result: 'not-used-here' })
  })

  it('of another terminal is refused with its reason', async () => {
    const { scan } = await scanDesk()
    const report = await scan('other-09-20250320-0001')
    expect(report).toMatchObject({ outcome: 'refused', refusal: 'sale-unknown' })
  })

  it('is refused while another sale is open, and asked again for the one that is', async () => {
    const { desk, sale } = await soldDesk()
    await desk.station.run({ type: 'NewOrder' })
    await desk.station.run({ type: 'OpenReturn', ref: sale.ref })
    expect(await desk.scan(sale.ref, 'return')).toMatchObject({ result: 'sale-found' })
    const other = await desk.scan('pine-01-20250320-0777', 'return')
    expect(other).toMatchObject({ outcome: 'refused', refusal: 'return-under-way' })
  })

  it('with some of its goods back asks whether to open it', async () => {
    const { desk, sale } = await soldDesk()
    const { station } = desk
    await station.run({ type: 'NewOrder' })
    await station.run({ type: 'OpenReturn', ref: sale.ref })
    const [first] = sale.lines
    const taken = { lineId: first?.id ?? '', quantity: first?.quantity ?? 0 }
    await station.run({ type: 'TakeBack', ...taken, reason: 'other' })
    await station.run({ type: 'Pay' })
    await station.run({ type: 'BeginCard', amount: station.till.view()?.comesBack?.toCard ?? 0 })
    await station.run({ type: 'EndCard', paid: true })
    await station.run({ type: 'GiveBackCash' })
    const sold = station.till.sold(sale.ref)
    const cameBack = typeof sold === 'object' ? sold?.lines.map((line) => line.cameBack) : null
    expect(cameBack).toEqual([taken.quantity, 0, 0, 0])
    expect(await desk.scan(sale.ref, 'complete')).toMatchObject({ result: 'sale-found' })
  })

  it('whose goods are all back is refused with its reason', async () => {
    const { desk, sale } = await soldDesk()
    const { station } = desk
    await station.run({ type: 'NewOrder' })
    await station.run({ type: 'OpenReturn', ref: sale.ref })
    await station.run({ type: 'TakeBackAll', reason: 'other' })
    await station.run({ type: 'Pay' })
    await station.run({ type: 'BeginCard', amount: station.till.view()?.comesBack?.toCard ?? 0 })
    await station.run({ type: 'EndCard', paid: true })
    await station.run({ type: 'GiveBackCash' })
    const report = await desk.scan(sale.ref, 'complete')
    expect(report).toMatchObject({ outcome: 'refused', refusal: 'sale-came-back' })
  })

  it('typed by hand opens the same question', async () => {
    const { desk, sale } = await soldDesk()
    const typed = { number: 1, symbology: null, source: 'tray', at: 1, code: sale.ref } as const
    expect(desk.router.enter(typed).ok).toBe(true)
    expect(desk.reports).toMatchObject([{ result: 'sale-found', fills: sale.ref }])
  })

  it('is found by the number of its order, once', async () => {
    const { desk, sale } = await soldDesk()
    const [row, ...others] = desk.station.till.salesNumbered(sale.number)
    expect(row).toMatchObject({ ref: sale.ref, total: sale.sale?.due, at: sale.sale?.paidAt })
    expect(others).toEqual([])
    expect(desk.station.till.salesNumbered(sale.number + 1)).toEqual([])
  })
})

describe('goods that come back without a receipt', () => {
  it('are named by a scan, and nothing is put on the order', async () => {
    const { scan, station } = await scanDesk()
    const report = await scan(CODES.product, 'return-unsold')
    expect(report).toMatchObject({ outcome: 'good', result: 'goods-back' })
    expect(report.items.map((item) => item.sku)).toEqual(['fw-rope-m'])
    expect(station.order.lines).toEqual([])
    expect(await scan(CODES.unknown, 'return-unsold')).toMatchObject({ outcome: 'refused' })
    expect(station.order.unresolved).toEqual([])
  })
})

describe('a coupon on paper after the receipt', () => {
  const CODE = centsOff(100, '000')

  it('is taken for the sale that is open, or says why not', async () => {
    const { desk, sale } = await soldDesk()
    const { station, router, reports } = desk
    let number = 100
    const scan = () => {
      router.setPlace('return')
      router.take(scanOf((number += 1), CODE, { symbology: 'databar' }))
      return reports.at(-1)
    }
    await station.run({ type: 'NewOrder' }, { type: 'OpenReturn', ref: sale.ref })
    expect(scan()).toMatchObject({ outcome: 'good', result: 'coupon-taken' })
    expect(station.order.back?.late).toMatchObject([{ amount: 100 }])
    expect(scan()).toMatchObject({ outcome: 'attention', result: 'unresolved' })
    await station.run({ type: 'DropReturn' }, { type: 'OpenReturn', ref: sale.ref })
    await station.run({ type: 'TakeBackAll', reason: 'other' })
    expect(scan()).toMatchObject({ outcome: 'refused', refusal: 'late-coupon-alone' })
  })
})
