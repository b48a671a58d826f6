import { describe, expect, it } from 'vitest'
import type { Command } from '../../shared/order/commands'
import { centsOff, couponScan } from '../../shared/order/testing/late'
import type { Order } from '../../shared/order/order'
import { playOn, soldStation } from './testing/sold-station'
import type { Station } from './testing/station'

/** 4.50 off anything of the maker, one of a kind. */
const CODE = centsOff(450, '000', '50123456')

/** What a cashier presses next to pay the forgotten coupon out; null when it is done. */
function nextStep(order: Order, sale: Order): Command | null {
  switch (order.status) {
    case 'open': {
      const { back } = order
      if (!back?.sold) return { type: 'OpenReturn', ref: sale.ref }
      return (back.late ?? []).length === 0 ? couponScan(CODE) : { type: 'Pay' }
    }
    case 'paying':
      if (order.payment?.card) return { type: 'EndCard', paid: true }
      return { type: 'BeginCard', amount: 450 }
    default:
      return null
  }
}

/** Pays it out to the end, or until the process dies. */
function payOut(station: Station, sale: Order): Promise<void> {
  return playOn(station, (order) => nextStep(order, sale))
}

/** What the sale is worth after all, told by the till itself from what is on the disk. */
function soldNow(station: Station, sale: Order) {
  const sold = station.till.sold(sale.ref)
  if (sold === null || sold === 'on-another-order') throw new Error('The sale is not there')
  return sold
}

describe('a coupon that was forgotten, at a terminal', () => {
  it('goes back to the card, is known after a start, and lowers what the goods count for', async () => {
    const { station, sale } = await soldStation()
    await payOut(station, sale)
    expect(station.order.sale?.back?.refunds).toMatchObject([{ kind: 'card', amount: 450 }])
    await station.run({ type: 'NewOrder' })
    const next = await station.restart()
    expect(soldNow(next, sale)).toMatchObject({
      refunded: 450,
      paidBack: 450,
      onCard: 3_334 - 450,
      papers: [{ code: CODE, late: true }],
    })
    await next.run({ type: 'OpenReturn', ref: sale.ref }, couponScan(CODE))
    expect(next.order.back?.late).toBeUndefined()
    const why = next.order.unresolved[0]?.coupon?.why
    expect(why).toMatchObject({ block: { reason: 'used-on-sale' } })
    const scanId = next.order.unresolved[0]?.id ?? ''
    await next.run({ type: 'RemoveUnresolvedScan', scanId }, { type: 'DropReturn' })
    await next.run({ type: 'OpenReturn', ref: sale.ref })
    await next.run({ type: 'TakeBackAll', reason: 'faulty' }, { type: 'Pay' })
    await next.run({ type: 'BeginCard', amount: 3_334 - 450 }, { type: 'EndCard', paid: true })
    await next.run({ type: 'GiveBackCash' })
    expect(next.order.sale?.due).toBe(450 - (sale.sale?.due ?? 0))
    await next.timers.pass(60_000)
    expect([...next.world.returned.values()].sort()).toEqual(['70311', '70455', '70460'])
  })

  it(
    'is paid out once after a death at any commit, on either side of it',
    { timeout: 120_000 },
    async () => {
      const { station: first, sale } = await soldStation()
      const before = first.journal.commits
      await payOut(first, sale)
      const commits = first.journal.commits - before
      expect(commits).toBeGreaterThan(5)
      for (let commit = 1; commit <= commits; commit += 1) {
        for (const side of ['before', 'after'] as const) {
          const { station, sale: sold } = await soldStation()
          const mortal = await station.restart({ commit, side })
          if (mortal.journal.isAlive) await payOut(mortal, sold)
          const next = mortal.journal.isAlive ? mortal : await mortal.restart()
          const isPaid = next.order.sale?.back !== undefined
          if (!isPaid) await payOut(next, sold)
          await next.timers.pass(10 * 60_000)
          const told = `${side} commit ${commit}`
          expect(soldNow(next, sold), told).toMatchObject({ refunded: 450, onCard: 2_884 })
          const late = [...next.till.state.orders.values()].filter((one) => one.sale?.back?.late)
          expect(late.length, told).toBeLessThanOrEqual(1)
          expect(next.world.returned.size, told).toBe(0)
        }
      }
    },
  )
})
