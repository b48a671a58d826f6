import { describe, expect, it } from 'vitest'
import type { Order } from '../../shared/order/order'
import { salesNumbered } from './sold-sales'
import { CODES, scanDesk, scanOf } from './testing/scan-desk'
import { Station } from './testing/station'
import { partsAt } from './testing/scan-desk'
import { ScanRouter } from './scan-router'

/** A terminal that has sold tea for cash and waits for the next customer. */
async function soldTea(): Promise<{ readonly station: Station; readonly ref: string }> {
  const station = await new Station().start()
  await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'Pay' })
  await station.run({ type: 'TakeCash', received: 300 })
  const { ref } = station.order
  await station.run({ type: 'NewOrder' })
  return { station, ref }
}

describe('a paid sale of this terminal', () => {
  it('is found by nothing but its whole reference, also after a start', async () => {
    const { station, ref } = await soldTea()
    for (const one of [station, await station.restart()]) {
      expect(one.till.sold(ref)).toMatchObject({ ref, lines: [{ sku: 'tea' }] })
      expect(one.till.sold('tea')).toBeNull()
      expect(one.till.sold(ref.replace('pine-01', 'pine-02'))).toBeNull()
      expect(one.till.sold(ref.replace(/\d{4}$/, '0777'))).toBeNull()
    }
  })

  it('is on one order at a time: another till order that opened it keeps it until it is done', async () => {
    const { station, ref } = await soldTea()
    await station.run({ type: 'OpenReturn', ref }, { type: 'Hold', heldFor: 'later' })
    expect(station.till.sold(ref)).toBe('on-another-order')
    expect(station.refusal({ type: 'OpenReturn', ref })).toBe('sale-on-another-order')
    const scanned = new ScanRouter(partsAt(station))
    const typed = { number: 1, symbology: null, source: 'tray', at: 1, code: ref } as const
    expect(scanned.enter(typed)).toMatchObject({ error: { code: 'sale-on-another-order' } })
  })

  it('stands in the list of its number; one of goods that only came back names none', async () => {
    const { station, ref } = await soldTea()
    await station.run({ type: 'OpenReturn', ref }, { type: 'TakeBackAll', reason: 'faulty' })
    await station.run({ type: 'Pay' }, { type: 'GiveBackCash' })
    const { number, ref: back } = station.order
    const rows = station.till.salesNumbered(number)
    expect(rows).toMatchObject([{ ref: back, total: -300, first: null }])
    await station.run({ type: 'NewOrder' })
    const next = await station.restart()
    expect(next.till.salesNumbered(number)).toEqual(rows)
    expect(next.till.salesNumbered(number - 1)).toMatchObject([{ ref, first: 'Tea' }])
    expect(next.till.sold(ref)).toMatchObject({ lines: [{ cameBack: 1000 }] })
  })
})

describe('the sales of a number', () => {
  it('are the newest twelve, the newest first, each with the first of its goods that was sold', async () => {
    const { station } = await soldTea()
    await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'Pay' })
    await station.run({ type: 'TakeCash', received: 300 })
    const { order } = station
    const { sale } = order
    const [line] = order.lines
    if (!sale || !line) throw new Error('Nothing was sold')
    const lines = [{ ...line, name: 'Taken off', voided: true }, line]
    const sold = Array.from({ length: 13 }, (_, paidAt): [string, Order] => {
      const id = `sold-${paidAt}`
      return [id, { ...order, id, number: 777, lines, sale: { ...sale, paidAt } }]
    })
    const state = { ...station.till.state, orders: new Map(sold) }
    const rows = salesNumbered(state, station.journal, 777)
    expect(rows.map((row) => row.at)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
    expect(new Set(rows.map((row) => row.first))).toEqual(new Set([line.name]))
  })
})

describe('a receipt that is typed by hand', () => {
  const typed = (code: string) =>
    ({ number: 1, symbology: null, source: 'tray', at: 1, code }) as const

  it('is refused with its reason during a re-check and in payment', async () => {
    const { station, ref } = await soldTea()
    const router = new ScanRouter(partsAt(station))
    await station.run({ type: 'AddItem', sku: 'cake' }, { type: 'ApplyCode', code: 'SPRING5' })
    station.world.next('revalidate', { kind: 'hangs' })
    await station.run({ type: 'Pay' })
    expect(router.enter(typed(ref))).toMatchObject({ error: { code: 'validation-under-way' } })
    const { station: paying, ref: sold } = await soldTea()
    await paying.run({ type: 'AddItem', sku: 'cake' }, { type: 'Pay' })
    const desk = new ScanRouter(partsAt(paying))
    expect(desk.enter(typed(sold))).toMatchObject({ error: { code: 'order-not-open' } })
  })

  it('opens nothing before the till has started', async () => {
    const { station, ref } = await soldTea()
    const { disk, world } = station
    const asleep = new Station({ lasting: { disk, world } })
    const router = new ScanRouter(partsAt(asleep))
    expect(router.enter(typed(ref))).toMatchObject({ error: { code: 'order-unknown' } })
  })

  it('is no receipt where it is a code of nobody: it waits for a person', async () => {
    const { station, router } = await scanDesk()
    expect(router.enter(typed('CARD-nobody')).ok).toBe(true)
    expect(station.order.unresolved).toMatchObject([{ code: 'CARD-nobody' }])
  })
})

describe('scans right behind one another', () => {
  it('are taken one by one where there is one, or where no order is on screen', async () => {
    const { station, router, reports } = await scanDesk()
    const before = station.journal.commits
    router.setPlace('order')
    router.takeAll([scanOf(1, CODES.product)])
    expect(station.journal.commits).toBe(before + 1)
    router.setPlace('held')
    router.takeAll([scanOf(2, CODES.customer), scanOf(3, CODES.product)])
    expect(station.journal.commits).toBe(before + 1)
    expect(reports.map((one) => one.result)).toEqual([
      'line-added',
      'list-filtered',
      'not-used-here',
    ])
  })
})
