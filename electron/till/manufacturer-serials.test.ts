import { expect, it } from 'vitest'
import { classify, NO_SCAN_RULES } from '../../shared/barcode/scan'
import { assert } from '../../shared/assert'
import { serialsOn } from '../../shared/order/till-state'
import { Station } from './testing/station'

/** 0.75 off anything of the company of the cat pouch; one of a kind. */
const CODE = '811010400001123456275110000' + '50123456'
const SERIAL = '8110:0400001:123456:123456'

async function present(station: Station): Promise<void> {
  const meaning = classify({ code: CODE, symbology: 'databar' }, NO_SCAN_RULES)
  assert(meaning.kind === 'manufacturer-coupon', 'It is a coupon')
  await station.run({ type: 'AddItem', sku: 'bw-cat-sal-3' })
  await station.run({ type: 'TakeScan', meaning, items: [] })
}

async function sell(station: Station): Promise<void> {
  await present(station)
  await station.run({ type: 'Pay' })
  await station.run({ type: 'TakeCash', received: 1_000 })
}

it('a serial number that was paid with is known again after every start, and read off one head', async () => {
  let station = await new Station().start()
  await sell(station)
  expect(station.order.sale?.totals.coupons).toBe(75)
  await station.run({ type: 'NewOrder' })
  for (let start = 0; start < 3; start += 1) {
    station = await station.restart()
    expect([...station.till.state.spentSerials, ...liveSerials(station)]).toContain(SERIAL)
  }
  await present(station)
  const why = station.order.unresolved[0]?.coupon?.why
  expect(why).toMatchObject({ outcome: 'blocked', block: { reason: 'serial-used' } })
  const done = station.disk.heads(['done-with-serials'])
  expect(done.map((head) => head.summary)).toEqual([{ serials: [SERIAL] }])
})

it('of an order that is still on the screen at a start is used up when the order has gone', async () => {
  const first = await new Station().start()
  await sell(first)
  const station = await first.restart()
  expect(station.order.sale).not.toBeNull()
  await station.run({ type: 'NewOrder' })
  await present(station)
  expect(liveSerials(station)).toEqual([])
  const why = station.order.unresolved[0]?.coupon?.why
  expect(why).toMatchObject({ outcome: 'blocked', block: { reason: 'serial-used' } })
})

it('of an order that was given up is free again', async () => {
  const station = await new Station().start()
  await present(station)
  await station.run({ type: 'CancelOrder', orderId: station.order.id })
  const second = await station.restart()
  expect(second.till.state.spentSerials.size).toBe(0)
  await present(second)
  expect(second.order.manufacturerCoupons).toMatchObject([{ amount: 75 }])
})

function liveSerials({ till }: Station): readonly string[] {
  return [...till.state.orders.values()].flatMap(serialsOn)
}
