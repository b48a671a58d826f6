/*
 * K8: a till that sells all day keeps only what is not done with. Row T-24 runs the day in virtual time; this
 * is its short proof.
 */
import { expect, it } from 'vitest'
import { Station } from '../../electron/till/testing/station'

const ORDERS = 300

it('[K8] a till keeps no order it is done with, and no timer for it', async () => {
  const station = await new Station().start()
  for (let order = 1; order <= ORDERS; order += 1) {
    await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'Pay' })
    await station.run({ type: 'TakeCash', received: 300 })
    if (station.order.status !== 'closed') await station.timers.pass(5_000)
    expect(station.order).toMatchObject({ number: order, status: 'closed' })
    await station.run({ type: 'NewOrder' })
  }
  const { orders, settled } = station.till.state
  expect(orders.size).toBe(1)
  expect(settled.length).toBeLessThanOrEqual(20)
  expect(station.timers.waiting).toBeLessThanOrEqual(2)
})
