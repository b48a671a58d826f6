import { describe, expect, it } from 'vitest'
import type { Command } from '../../shared/order/commands'
import { stillToPay } from '../../shared/order/decide-tender'
import type { Order } from '../../shared/order/order'
import type { FakeWorld } from './testing/fake-world'
import { playOn, soldStation } from './testing/sold-station'
import { Station } from './testing/station'

/** What a cashier presses next to take the whole sale back; null when it is done. */
function nextStep(order: Order, sale: Order): Command | null {
  switch (order.status) {
    case 'open': {
      const { back } = order
      if (!back?.sold) return { type: 'OpenReturn', ref: sale.ref }
      const isAll = back.goods.length === back.sold.lines.length
      return isAll ? { type: 'Pay' } : { type: 'TakeBackAll', reason: 'faulty' }
    }
    case 'paying': {
      if (order.payment?.card) return { type: 'EndCard', paid: true }
      const isCardDone = (order.payment?.refunds.length ?? 0) > 0
      return isCardDone ? { type: 'GiveBackCash' } : { type: 'BeginCard', amount: 3_334 }
    }
    default:
      return null
  }
}

/** Takes the sale back to the end, or until the process dies. */
function takeBack(station: Station, sale: Order): Promise<void> {
  return playOn(station, (order) => nextStep(order, sale))
}

function expectGivenBackOnce(world: FakeWorld): void {
  expect([...world.returned.values()].sort()).toEqual(['70311', '70455', '70460'])
  expect([...world.codes.values()]).toEqual(['free'])
}

describe('a sale that comes back', () => {
  it('gives the money back where it came from, and each coupon and the code once', async () => {
    const { station, sale } = await soldStation()
    await takeBack(station, sale)
    const { sale: back } = station.order
    expect(back?.due).toBe(-(sale.sale?.due ?? 0))
    expect(back?.back?.refunds.map((one) => [one.kind, one.amount])).toEqual([
      ['card', 3_334],
      ['cash', (sale.sale?.due ?? 0) - 3_334],
    ])
    expectGivenBackOnce(station.world)
    expect(station.world.messages.at(-1)).toContain('returned')
  })

  it(
    'is the same after a death at any commit, on either side of it',
    { timeout: 120_000 },
    async () => {
      const { station: first, sale } = await soldStation()
      const before = first.journal.commits
      await takeBack(first, sale)
      const commits = first.journal.commits - before
      expect(commits).toBeGreaterThan(10)
      for (let commit = 1; commit <= commits; commit += 1) {
        for (const side of ['before', 'after'] as const) {
          const { station, sale: sold } = await soldStation()
          // A start writes one commit of its own where there is something to settle.
          const mortal = await station.restart({ commit, side })
          if (mortal.journal.isAlive) await takeBack(mortal, sold)
          const next = mortal.journal.isAlive ? mortal : await mortal.restart()
          if (next.order.sale === null) await takeBack(next, sold)
          await next.timers.pass(10 * 60_000)
          expectGivenBackOnce(next.world)
          const backs = [...next.till.state.orders.values()].filter((one) => one.sale?.back)
          expect(backs.length, `${side} commit ${commit}`).toBeLessThanOrEqual(1)
        }
      }
    },
  )

  it('can be taken back in parts over several starts, and never twice', async () => {
    const { station, sale } = await soldStation()
    const [line] = sale.lines
    const taken = {
      type: 'TakeBack',
      lineId: line?.id ?? '',
      quantity: 1000,
      reason: 'faulty',
    } as const
    await station.run({ type: 'OpenReturn', ref: sale.ref }, taken, { type: 'Pay' })
    await station.run({ type: 'BeginCard', amount: 3_334 }, { type: 'EndCard', paid: true })
    await station.run({ type: 'GiveBackCash' }, { type: 'NewOrder' })
    const next = await station.restart()
    await next.run({ type: 'OpenReturn', ref: sale.ref })
    expect(next.refusal(taken)).toBe('more-than-sold')
    await next.run({ type: 'TakeBackAll', reason: 'other' }, { type: 'Pay' })
    expect(next.refusal({ type: 'BeginCard', amount: 1 })).toBe('more-than-on-card')
    const rest = -stillToPay(next.order)
    await next.run({ type: 'GiveBackCash' })
    expect(next.order.sale?.back?.refunds).toMatchObject([{ kind: 'cash', amount: rest }])
    await next.timers.pass(60_000)
    expectGivenBackOnce(next.world)
  })

  it('waits with what it gives back until the sale has used it up', async () => {
    const station = await new Station().start()
    station.world.next('capture', { kind: 'silent-before' }, { kind: 'silent-before' })
    station.world.next('apply', { kind: 'silent-before' }, { kind: 'silent-before' })
    for (let step = 0; step < 60 && station.order.sale === null; step += 1) {
      await sellStep(station)
    }
    const { order: sale } = station
    expect(station.world.count('capture')).toBe(1)
    await station.run({ type: 'NewOrder' }, { type: 'OpenReturn', ref: sale.ref })
    await takeBackHere(station, sale)
    expect(station.world.count('giveBack')).toBe(0)
    expect(station.world.count('void')).toBe(0)
    await station.timers.pass(10 * 60_000)
    const names = station.world.calls.map((call) => call.name)
    expect(names.lastIndexOf('capture')).toBeLessThan(names.indexOf('giveBack'))
    expect(names.lastIndexOf('apply')).toBeLessThan(names.indexOf('void'))
    expectGivenBackOnce(station.world)
  })
})

async function sellStep(station: Station): Promise<void> {
  const { nextStep: next } = await import('./testing/cashier')
  const step = next(station.order)
  if (step) await station.run(step)
}

/** Takes all of it back without letting any time pass. */
async function takeBackHere(station: Station, sale: Order): Promise<void> {
  for (let step = nextStep(station.order, sale); step; step = nextStep(station.order, sale)) {
    await station.run(step)
  }
}
