/*
 * What other tills are known to have lost, in virtual time; the same with real processes that are killed is
 * row T-02.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openJournal } from '../../../electron/journal/open'
import { isPaid, sell, sellUntil } from '../../../electron/till/testing/cashier'
import type { Trouble } from '../../../electron/till/testing/fake-world'
import { Station } from '../../../electron/till/testing/station'
import type { Order } from '../../../shared/order/order'

function paper(order: Order): string | undefined {
  return order.effects.find((one) => one.request.kind === 'receipt-print')?.status
}

it('[O1] receipt printed, power cut, restart: the order is there', async () => {
  const station = await new Station().start()
  await sellUntil(station, () => station.world.papers.length === 1)
  const { sale } = station.order
  const next = await station.restart()
  expect(next.order.sale).toEqual(sale)
  expect(next.order.sale?.receiptNumber).toBe(1)
  expect(paper(next.order)).toMatch(/delivered|needs-person/)
  expect(next.world.papers).toHaveLength(1)
})

it('[O1] the power is cut while the receipt comes out: the order is there, the paper is asked for', async () => {
  const asks: Trouble = { kind: 'answer', answer: new Promise(() => undefined) }
  const station = await new Station().start()
  station.world.next('print', asks)
  await sellUntil(station, isPaid)
  await station.timers.settle()
  expect(paper(station.order)).toBe('sending')
  const next = await station.restart()
  expect(next.order.sale?.receiptNumber).toBe(1)
  expect(paper(next.order)).toBe('needs-person')
  expect(next.world.count('print')).toBe(1)
})

it.each(['report', 'capture', 'apply', 'redeem'])(
  '[O2] the answer to %s is lost, it is sent again: one order, everything once',
  async (name) => {
    const station = await new Station().start()
    station.world.next(name, { kind: 'silent-after' })
    await sell(station)
    const { world, order } = station
    expect(order.status).toBe('closed')
    expect(world.count(name)).toBeGreaterThan(1)
    expect([...world.holds.values()].filter((one) => one.status === 'captured')).toHaveLength(1)
    expect([...world.codes.values()]).toEqual(['redeemed'])
    expect(new Set(world.keys('report')).size).toBe(1)
    expect(station.disk.sealed).toEqual([1])
  },
)

it('[O3] two windows sell in turn: no number is given twice, across a restart too', async () => {
  let station = await new Station().start()
  const numbers: number[] = []
  const receipts: number[] = []
  for (let round = 0; round < 6; round += 1) {
    // Both windows press at once: the second one is told what the first one did.
    const asked = ['first', 'second'].map(() => station.refusal({ type: 'NewOrder' }))
    expect(asked.filter((one) => one === null).length).toBeLessThanOrEqual(1)
    await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'Pay' })
    const twice = ['first', 'second'].map(() =>
      station.refusal({ type: 'TakeCash', received: 300 }),
    )
    expect(twice).toEqual([null, 'order-not-paying'])
    numbers.push(station.order.number)
    receipts.push(station.order.sale?.receiptNumber ?? 0)
    if (round === 2) station = await station.restart()
  }
  expect(numbers).toEqual([1, 2, 3, 4, 5, 6])
  expect(receipts).toEqual([1, 2, 3, 4, 5, 6])
})

it('[O4] paid while every line is down, then started anew: still paid, and everything goes out', async () => {
  const station = await new Station().start()
  await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'Pay' })
  station.world.next('report', ...Array<Trouble>(6).fill({ kind: 'silent-before' }))
  await station.run({ type: 'TakeCash', received: 300 })
  const { sale } = station.order
  const next = await station.restart()
  expect(next.order.sale).toEqual(sale)
  await next.timers.pass(3 * 3_600_000)
  expect(next.order.status).toBe('closed')
  expect(next.world.messages.at(-1)).toBe('completed')
})

it('[O5] the storage is cleared: the start says which receipts are missing and sells nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'till-lost-'))
  try {
    const { journal } = openJournal(folder, () => 0)
    const event = { type: 'OrderPaid', sale: { receiptNumber: 37 } }
    journal.append([{ stream: 'order', at: 1, event }], [])
    journal.seal(37)
    journal.close()
    for (const name of readdirSync(folder)) {
      if (name !== 'anchor.json') rmSync(join(folder, name))
    }
    expect(() => openJournal(folder, () => 0)).toThrow('Receipts 1 to 37 are missing')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
