import { describe, expect, it } from 'vitest'
import { money } from '../../shared/money'
import type { Command } from '../../shared/order/commands'
import { isDevice } from '../../shared/order/effect'
import type { Order } from '../../shared/order/order'
import type { OfflineRules } from '../../shared/order/offline'
import { usesOf } from '../../shared/order/till-state'
import type { Trouble } from './testing/fake-world'
import type { Death } from './testing/mortal-journal'
import { Station } from './testing/station'

const OFFLINE: OfflineRules = {
  promotionCodes: {
    limit: money(500),
    count: 2,
    known: [{ code: 'SPRING5', name: 'Spring $5 off', amount: money(500), reusable: false }],
  },
  walletPromotions: null,
}

/** The rope at 9.50 less 5.00, and 8 % of the rest. */
const DUE = 486

function stationWith(death?: Death): Promise<Station> {
  return new Station({ over: { offline: OFFLINE }, ...(death ? { death } : {}) }).start()
}

/** What a cashier presses next to sell a rope with the code; null when it is paid. */
function nextStep(station: Station): Command | null {
  const { order } = station
  if (order.status === 'paying') return { type: 'TakeCash', received: DUE }
  if (order.status !== 'open') return null
  if (order.lines.length === 0) return { type: 'AddItem', sku: 'fw-rope-m' }
  if (order.promotions.length > 0) return { type: 'Pay' }
  const offer = station.till.view()?.offer
  return offer?.kind === 'code'
    ? { type: 'GiveUnverifiedCode', code: offer.code }
    : { type: 'ApplyCode', code: 'SPRING5' }
}

/** Sells while nobody answers about the code; then the line is back. */
async function sell(station: Station, silence: Trouble['kind']): Promise<void> {
  for (let step = 0; step < 40 && station.journal.isAlive; step += 1) {
    const command = nextStep(station)
    if (command === null) {
      await station.timers.pass(60_000)
      if (isSettled(station.order)) return
      continue
    }
    if (command.type === 'ApplyCode') {
      station.world.next('verify', { kind: silence } as Trouble)
      station.world.next('void', { kind: 'silent-before' })
    }
    const ran = station.till.run(command)
    if (!ran.ok) throw new Error(`${command.type}: ${ran.error.code}`)
    await station.timers.settle()
  }
}

/** Nothing is owed to a provider any more; a paper that a death cut off waits for a person all the same. */
function isSettled({ sale, effects }: Order): boolean {
  return sale !== null && effects.every((one) => isDevice(one) || one.status === 'delivered')
}

function expectSoldOnce(station: Station): void {
  const { world, order } = station
  expect(isSettled(order)).toBe(true)
  expect(order.sale).toMatchObject({ due: DUE, receiptNumber: 1, saved: 500 })
  expect(order.promotions).toMatchObject([{ status: 'redeemed', granted: 500 }])
  const states = [...world.codes.values()]
  expect(states.filter((state) => state === 'redeemed')).toHaveLength(1)
  expect(states.filter((state) => state === 'reserved')).toHaveLength(0)
  expect(new Set(world.keys('apply')).size).toBe(1)
  expect(usesOf(station.till.state)).toHaveLength(1)
}

describe('a code given without the provider', () => {
  it.each(['silent-before', 'silent-after'] as const)(
    'is asked about and redeemed once when the line is back (%s)',
    async (silence) => {
      const station = await stationWith()
      await sell(station, silence)
      expectSoldOnce(station)
      const { world } = station
      const names = world.calls.map((call) => call.name)
      // The lost attempt is given back first: one code is never held twice.
      expect(names.lastIndexOf('void')).toBeLessThan(names.lastIndexOf('verify'))
      expect(names.lastIndexOf('verify')).toBeLessThan(names.indexOf('apply'))
    },
  )

  it(
    'is the same after a death at any commit, on either side of it',
    { timeout: 120_000 },
    async () => {
      const whole = await stationWith()
      await sell(whole, 'silent-after')
      const { commits } = whole.journal
      expect(commits).toBeGreaterThan(10)
      for (let commit = 1; commit <= commits; commit += 1) {
        for (const side of ['before', 'after'] as const) {
          for (const silence of ['silent-before', 'silent-after'] as const) {
            const first = await stationWith({ commit, side })
            await sell(first, silence)
            const next = await first.restart()
            await sell(next, silence)
            await next.timers.pass(10 * 60_000)
            expectSoldOnce(next)
          }
        }
      }
    },
  )

  it('counts after a start as before it, read off one head', async () => {
    let station = await stationWith()
    await sell(station, 'silent-before')
    await station.run({ type: 'NewOrder' })
    for (let start = 0; start < 3; start += 1) {
      station = await station.restart()
      expect(usesOf(station.till.state)).toMatchObject([{ what: 'SPRING5', amount: 500 }])
    }
    station.world.next('verify', { kind: 'silent-before' })
    await station.run({ type: 'AddItem', sku: 'fw-rope-m' }, { type: 'ApplyCode', code: 'SPRING5' })
    expect(station.till.view()?.offer).toBeUndefined()
    const given = { type: 'GiveUnverifiedCode', code: 'SPRING5' } as const
    expect(station.refusal(given)).toBe('unverified-not-allowed')
  })

  it('is not offered after a start in the middle of the question: it must be asked again', async () => {
    const station = await stationWith()
    station.world.next('verify', { kind: 'hangs' })
    await station.run({ type: 'AddItem', sku: 'fw-rope-m' }, { type: 'ApplyCode', code: 'SPRING5' })
    const next = await station.restart()
    expect(next.order.notes.map((one) => one.code)).toContain('promotion-no-answer')
    expect(next.till.view()?.offer).toBeUndefined()
  })

  it('waits while nobody answers, and goes out soon after the provider is back', async () => {
    const station = await stationWith()
    const silent: Trouble = { kind: 'silent-before' }
    station.world.next('void', silent, silent, silent, silent)
    await sell(station, 'silent-before')
    expectSoldOnce(station)
  })

  it('that comes back is given back after it was redeemed', async () => {
    const station = await stationWith()
    const silent: Trouble = { kind: 'silent-before' }
    station.world.next('void', silent, silent)
    station.world.next('apply', silent, silent)
    for (let command = nextStep(station); command !== null; command = nextStep(station)) {
      if (command.type === 'ApplyCode') station.world.next('verify', { kind: 'silent-before' })
      await station.run(command)
    }
    const { ref } = station.order
    // Nobody was asked yet: the redemption that must come first is not even owed.
    expect(station.world.count('verify')).toBe(1)
    await station.run({ type: 'NewOrder' }, { type: 'OpenReturn', ref })
    await station.run({ type: 'TakeBackAll', reason: 'faulty' }, { type: 'Pay' })
    await station.run({ type: 'GiveBackCash' })
    expect(station.order.sale?.due).toBe(-DUE)
    await station.timers.pass(10 * 60_000)
    const names = station.world.calls.map((call) => call.name)
    expect(names.lastIndexOf('apply')).toBeLessThan(names.lastIndexOf('void'))
    expect([...station.world.codes.values()]).toEqual(['free', 'free'])
  })
})
