import { expect, it } from 'vitest'
import { money } from '../../shared/money'
import { promotionBook } from '../../shared/promotions/book'
import { eligible } from '../../shared/promotions/testing/arbitrary'
import { heading } from '../../shared/promotions/testing/rules'
import { isPaid, sell, sellUntil } from './testing/cashier'
import { Station, type Lasting } from './testing/station'

const BOOK = promotionBook([
  {
    ...heading('rope-1', 'Rope toy 1.00 off'),
    limitPerCustomer: 1,
    class: 'item',
    kind: 'each',
    eligible: eligible({ skus: ['fw-rope-m'] }),
    value: { kind: 'amount', amount: money(100) },
  },
])

function station(lasting?: Lasting): Promise<Station> {
  const over = { storePromotions: BOOK }
  return new Station(lasting ? { over, lasting } : { over }).start()
}

async function present(at: Station): Promise<number> {
  await at.run({ type: 'AddItem', sku: 'fw-rope-m' })
  await at.run({ type: 'SetCustomer', phone: '2065550142' })
  expect(at.order.customer?.status).toBe('matched')
  return (at.order.storePromotions ?? []).reduce((all, one) => all + one.amount, 0)
}

it('what a customer had is known again after every start, and read off one head', async () => {
  let till = await station()
  await sellUntil(till, isPaid)
  expect(till.order.storePromotions).toMatchObject([{ amount: 100, perCustomer: true }])
  const { consumerId } = till.order.customer ?? {}
  const businessDate = till.order.sale?.businessDate
  const after = [() => Promise.resolve(), () => sell(till), () => till.run({ type: 'NewOrder' })]
  for (const then of after) {
    await then()
    till.journal.isAlive = false
    till.effects.stop()
    till = await station({ disk: till.disk, world: till.world })
    const used = till.till.state.promotionUses.get(consumerId ?? '')
    expect(used).toEqual([{ consumerId, ruleId: 'rope-1', businessDate, times: 1 }])
  }
  expect(await present(till)).toBe(0)
  expect(till.disk.heads(['done-with-uses']).map((head) => head.summary)).toEqual([
    { uses: [{ consumerId, ruleId: 'rope-1', businessDate, times: 1 }] },
  ])
})
