import { describe, expect, it } from 'vitest'
import type { Effect, EffectKind } from '../../shared/order/effect'
import { AT_ONCE_MAX } from './effect-runner'
import { isAtTender, isPaid, sell, sellUntil } from './testing/cashier'
import type { Trouble } from './testing/fake-world'
import { Station } from './testing/station'

const SILENT: Trouble = { kind: 'silent-before' }
const LATE: Trouble = { kind: 'silent-after' }
const MINUTE = 60_000

function effect(station: Station, kind: EffectKind, orderId = station.order.id): Effect {
  const order = station.till.state.orders.get(orderId)
  const found = order?.effects.filter((one) => one.request.kind === kind).at(-1)
  if (!found) throw new Error(`No ${kind} is owed`)
  return found
}

/** Sells the running example; the world's troubles are scripted before. */
async function sold(script: (station: Station) => void = () => undefined): Promise<Station> {
  const station = await new Station().start()
  script(station)
  await sell(station)
  return station
}

/** The times between the calls of a name. */
async function waits(name: string, silences: number): Promise<readonly number[]> {
  const station = await new Station().start()
  station.world.next(name, ...Array<Trouble>(silences).fill(SILENT))
  // An answer to anything else would say that the provider is back.
  station.world.next('report', ...Array<Trouble>(40).fill(SILENT))
  const times: number[] = []
  const seen = () => station.world.count(name)
  for (let last = seen(), seconds = 0; times.length <= silences; seconds += 1) {
    if (station.order.status !== 'paid') await sellUntil(station, isPaid)
    if (seen() > last) times.push(seconds)
    last = seen()
    await station.timers.pass(1_000)
  }
  return times.slice(1).map((time, index) => time - (times[index] ?? 0))
}

describe('what is owed', () => {
  it.each(['apply', 'capture', 'redeem'])(
    '%s is sent again after 5 s, 15 s, 1 and 5 min',
    async (name) => {
      const times = await waits(name, 4)
      const exact = [5, 15, 60, 300]
      times.forEach((time, index) => {
        const wait = exact[index] ?? 0
        expect(time).toBeGreaterThanOrEqual(Math.floor(wait * 0.8))
        expect(time).toBeLessThanOrEqual(Math.ceil(wait * 1.2) + 1)
      })
    },
  )

  it('carries the same key on every attempt', async () => {
    const station = await sold(({ world }) => {
      for (const name of ['apply', 'capture', 'redeem']) world.next(name, SILENT, LATE)
    })
    for (const name of ['apply', 'capture', 'redeem']) {
      expect(station.world.count(name)).toBe(3)
      expect(new Set(station.world.keys(name)).size).toBe(1)
    }
    const captured = [...station.world.holds.values()].filter((one) => one.status === 'captured')
    expect(captured).toHaveLength(1)
    expect(station.order.status).toBe('closed')
  })

  it('is sent one attempt at a time', async () => {
    const station = await sold()
    const apply = effect(station, 'promotion-apply')
    const start = { type: 'StartEffect', orderId: station.order.id, effectId: apply.id } as const
    expect(station.refusal(start)).toBe('effect-not-waiting')
    expect(apply.attempts).toBe(1)
  })

  it('goes on while the next order is being sold', async () => {
    const station = await new Station().start()
    station.world.next('apply', SILENT)
    await sellUntil(station, isPaid)
    const first = station.order.id
    await station.run({ type: 'NewOrder' }, { type: 'AddItem', sku: 'tea' })
    expect(effect(station, 'promotion-apply', first).status).toBe('waiting')
    await station.timers.pass(MINUTE)
    expect(station.till.state.orders.has(first)).toBe(false)
    expect(station.till.view()?.owedToday.map((row) => row.effect.status)).toContain('delivered')
  })

  it('goes out four at a time, also when the first four have been answered', async () => {
    const station = await new Station().start()
    const { timers, world } = station
    let underWay = 0
    const most: number[] = []
    world.lag = () => {
      most.push((underWay += 1))
      timers.after(1_000, () => (underWay -= 1))
      return { there: 500, back: 500 }
    }
    for (let orders = 0; orders < 13; orders += 1) {
      await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'Hold', heldFor: 'Ann' })
    }
    await timers.pass(10_000)
    expect(world.messages).toHaveLength(13)
    expect(Math.max(...most)).toBe(AT_ONCE_MAX)
  })

  it('is sent no more once the runner has stopped', async () => {
    const station = await new Station().start()
    station.world.next('apply', SILENT)
    await sellUntil(station, isPaid)
    station.effects.stop()
    const before = station.world.calls.length
    await station.timers.pass(60 * MINUTE)
    expect(station.world.calls.length).toBe(before)
  })

  it('is waited for when the terminal is closed, but not for long', async () => {
    const station = await new Station().start()
    await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'Pay' })
    station.till.run({ type: 'TakeCash', received: 300 })
    await station.effects.drain(2_000)
    expect(station.world.papers).toHaveLength(1)
    expect(station.order.status).toBe('closed')
  })
})

describe('messages about the order', () => {
  it('go out after capture and redemption, in their order', async () => {
    const station = await sold()
    const names = station.world.calls.map((call) => call.name)
    expect(names.lastIndexOf('report')).toBeGreaterThan(names.indexOf('capture'))
    expect(names.lastIndexOf('report')).toBeGreaterThan(names.indexOf('redeem'))
    expect(station.world.messages).toEqual(['open', 'open', 'completed'])
  })

  it('go out after a minute when capture is still waiting', async () => {
    const station = await new Station().start()
    station.world.next('capture', SILENT, SILENT, SILENT, SILENT)
    await sellUntil(station, isPaid)
    await station.timers.pass(59_000)
    expect(station.world.messages).not.toContain('completed')
    await station.timers.pass(1_000)
    expect(station.world.messages).toContain('completed')
    expect(effect(station, 'coupon-capture').status).toBe('waiting')
  })

  it('that got no answer are not sent after a later one', async () => {
    const station = await new Station().start()
    station.world.next('report', LATE)
    await station.run({ type: 'AddItem', sku: 'tea' })
    await station.run({ type: 'CancelOrder', orderId: station.order.id })
    await station.timers.pass(60 * MINUTE)
    expect(station.world.messages).toEqual(['open', 'cancelled'])
  })
})

describe('a hold that ran out before it was captured', () => {
  const expired: Trouble = {
    kind: 'answer',
    answer: { status: 'refused', refused: { code: 'authorization-expired', detail: '' } },
  }

  it('is asked for again under a new key and captured', async () => {
    const station = await sold(({ world }) => world.next('capture', expired))
    expect(station.world.keys('capture')).toEqual(['A-1', 'A-2'])
    expect(new Set(station.world.keys('authorize')).size).toBe(2)
    expect(station.order.status).toBe('closed')
    expect(station.order.sale?.due).toBe(8334)
  })

  it('needs a person when something else comes back, and is let go', async () => {
    const station = await new Station().start()
    station.world.next('capture', expired)
    await sellUntil(station, isAtTender)
    const less = { authorizationId: 'A-9', expiresAt: null, rejected: [], cut: [], coupons: [] }
    const answer = { status: 'ok', value: less }
    station.world.next('authorize', { kind: 'answer', answer })
    await sellUntil(station, isPaid)
    await station.timers.pass(1_000)
    expect(effect(station, 'coupon-reauthorize')).toMatchObject({
      status: 'needs-person',
      code: 'coupons-lost',
    })
    expect(station.world.count('release', 'A-9')).toBe(1)
    expect(station.order.sale?.due).toBe(8334)
  })
})

describe('paper and drawer', () => {
  it('go through the printer one after the other, the drawer first', async () => {
    const station = await sold()
    const device = station.world.calls.filter((call) => /print|pulse/.test(call.name))
    expect(device.map((call) => call.name)).toEqual(['pulse', 'print'])
  })

  it('are never repeated by themselves', async () => {
    const station = await new Station().start()
    station.world.next('print', LATE)
    station.world.next('pulse', LATE)
    await sellUntil(station, isPaid)
    await station.timers.pass(60 * MINUTE)
    expect(station.world.count('print')).toBe(1)
    expect(station.world.count('pulse')).toBe(1)
    expect(effect(station, 'receipt-print')).toMatchObject({
      status: 'needs-person',
      code: 'outcome-unknown',
    })
  })

  it('are tried again by a person where nothing came out', async () => {
    const station = await new Station().start()
    const answer = { outcome: 'not-printed', code: 'paper-out' }
    station.world.next('print', { kind: 'answer', answer })
    await sellUntil(station, isPaid)
    expect(effect(station, 'receipt-print')).toMatchObject({ code: 'paper-out' })
    await station.run({ type: 'PrintReceipt', orderId: station.order.id })
    expect(station.world.papers).toHaveLength(1)
    expect(station.world.papers[0]?.blocks[0]?.type).not.toBe('flag')
  })

  it('do not stop what is owed to providers', async () => {
    const station = await new Station().start()
    station.world.next('print', SILENT)
    station.world.next('pulse', SILENT)
    await sellUntil(station, isPaid)
    await station.timers.pass(1_000)
    expect(station.world.count('capture')).toBe(1)
    expect(station.world.count('apply')).toBe(1)
  })

  it('after a start: the drawer stays shut, the receipt that never began is printed', async () => {
    const station = await new Station().start()
    await sellUntil(station, isAtTender)
    // The sale is on the disk; the process ends before anything is sent.
    station.till.run({ type: 'TakeCash', received: 10_000 })
    const next = await station.restart()
    await next.timers.pass(1_000)
    expect(next.world.count('pulse')).toBe(0)
    expect(next.world.papers).toHaveLength(1)
    expect(next.order.status).toBe('closed')
  })
})
