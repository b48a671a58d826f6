import { describe, expect, it } from 'vitest'
import { Bug } from '../../shared/assert'
import { promotionBook } from '../../shared/promotions/book'
import { pairOf } from '../../shared/promotions/testing/rules'
import { MemoryJournal } from '../journal/memory-journal'
import { Approvals } from './approvals'
import { TERMINAL_STREAM } from './record'
import { sell } from './testing/cashier'
import { Station } from './testing/station'
import { Till } from './till'

describe('a command', () => {
  it('is written before it is shown, and shown before the world hears of it', () => {
    const steps: string[] = []
    const disk = new MemoryJournal()
    const parts = new Station()
    const till = new Till({
      journal: disk,
      approvals: new Approvals(null, () => 0),
      world: () => parts.moment(),
      publish: (view) => steps.push(`shown ${view.revision}, ${disk.last} on disk`),
      react: (happened) => steps.push(`heard ${happened.length}, ${disk.last} on disk`),
    })
    till.start()
    expect(steps).toEqual(['shown 1, 1 on disk', 'heard 1, 1 on disk'])
  })

  it('that comes to nothing writes and shows nothing', async () => {
    const station = await new Station().start()
    const before = [station.journal.commits, station.views.length]
    const { id: orderId } = station.order
    const answer = { status: 'unknown', code: 'timeout', detail: '' } as const
    await station.run({ type: 'VerifyAnswered', orderId, promotionId: 'x', answer })
    expect([station.journal.commits, station.views.length]).toEqual(before)
  })

  it('that is refused changes nothing', async () => {
    const station = await new Station().start()
    const { state } = station.till
    expect(station.refusal({ type: 'Pay' })).toBe('nothing-to-pay')
    expect(station.till.state).toBe(state)
  })

  it('inside a command is a mistake', () => {
    const station = new Station()
    const till: Till = new Till({
      journal: station.disk,
      approvals: new Approvals(null, () => 0),
      world: () => station.moment(),
      publish: () => {
        till.run({ type: 'NewOrder' })
      },
      react: () => undefined,
    })
    expect(() => {
      till.start()
    }).toThrow(Bug)
  })

  it('raises the revision with every change', async () => {
    const station = await new Station().start()
    await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'AddItem', sku: 'cake' })
    const revisions = station.views.map((view) => view.revision)
    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b))
  })
})

describe('a disk that does not write', () => {
  it('lets nothing happen, says so, and goes on when it writes again', async () => {
    const station = await new Station().start()
    await station.run({ type: 'AddItem', sku: 'tea' })
    const before = station.till.state
    station.journal.isFull = true
    const ran = station.till.run({ type: 'AddItem', sku: 'cake' })
    expect(ran).toMatchObject({ ok: false, error: { kind: 'fault', code: 'journal-full' } })
    expect(station.till.state).toBe(before)
    expect(station.till.view()?.trouble).toBe('full')
    expect(station.views.at(-1)?.trouble).toBe('full')
    const shown = station.views.length
    station.till.run({ type: 'AddItem', sku: 'cake' })
    expect(station.views).toHaveLength(shown)
    station.journal.isFull = false
    const view = await station.run({ type: 'AddItem', sku: 'cake' })
    expect(view.trouble).toBeNull()
    expect(view.order.lines).toHaveLength(2)
  })

  it('keeps money out: no tender, no sale', async () => {
    const station = await new Station().start()
    await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'Pay' })
    station.journal.isFull = true
    expect(station.refusal({ type: 'TakeCash', received: 300 })).toBe('journal-full')
    expect(station.order.status).toBe('paying')
    await station.timers.pass(60_000)
    expect(station.world.count('print')).toBe(0)
  })

  it('makes an answer wait until it can be written', async () => {
    const station = await new Station().start()
    await station.run({ type: 'AddItem', sku: 'tea' })
    station.till.run({ type: 'ApplyCode', code: 'SPRING5' })
    station.journal.isFull = true
    await station.timers.pass(5_000)
    expect(station.order.promotions[0]?.status).toBe('verifying')
    station.journal.isFull = false
    await station.timers.pass(2_000)
    expect(station.order.promotions[0]?.status).toBe('pending')
    expect(station.world.count('verify')).toBe(1)
  })

  it('makes an effect’s end wait, and sends it once', async () => {
    const station = await new Station().start()
    await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'Pay' })
    station.till.run({ type: 'TakeCash', received: 300 })
    await Promise.resolve()
    station.journal.isFull = true
    await station.timers.pass(10_000)
    const { calls } = station.world
    const before = calls.length
    station.journal.isFull = false
    await station.timers.pass(10_000)
    expect(before).toBeLessThanOrEqual(calls.length)
    expect(station.world.pulses).toBe(1)
    expect(station.world.papers).toHaveLength(1)
    expect(station.order.status).toBe('closed')
  })

  it('at the start shows that nothing can be sold', async () => {
    const station = new Station()
    await station.start()
    const next = new Station({ lasting: station })
    next.journal.isFull = true
    next.till.start()
    await next.run()
    expect(next.refusal({ type: 'AddItem', sku: 'tea' })).toBe('journal-full')
    expect(next.till.view()?.trouble).toBe('full')
  })
})

describe('a start', () => {
  it('reads back every order that is not done with, and the numbers', async () => {
    const station = await new Station().start()
    await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'Hold', heldFor: 'Ann' })
    await sell(station)
    await station.run({ type: 'NewOrder' }, { type: 'AddItem', sku: 'cake' })
    const next = await station.restart()
    expect([...next.till.state.orders.values()].map((order) => order.status)).toEqual([
      'held',
      'open',
    ])
    expect(next.till.state).toMatchObject({ lastNumber: 3, lastReceiptNumber: 1 })
    expect(next.order.lines).toHaveLength(1)
  })

  it('keeps a finished order on the screen', async () => {
    const station = await new Station().start()
    await sell(station)
    const next = await station.restart()
    expect(next.order).toMatchObject({ status: 'closed', number: 1 })
    expect(next.till.view()?.receipt).toEqual(station.till.view()?.receipt)
  })

  it('reads no order that is done with', async () => {
    const station = await new Station().start()
    await sell(station)
    await station.run({ type: 'NewOrder' })
    const done = station.disk.heads(['done'])
    expect(done.map((head) => head.number)).toEqual([1])
    const live = station.disk.heads(['live']).map((head) => head.stream)
    expect(live).toContain(TERMINAL_STREAM)
    expect(live).toHaveLength(2)
  })

  it('goes on above the last receipt that was sealed, when the journal is new', () => {
    const parts = new Station()
    const till = new Till({
      journal: Object.assign(new MemoryJournal(), { sealedReceipt: 41 }),
      approvals: new Approvals(null, () => 0),
      world: () => parts.moment(),
      publish: () => undefined,
      react: () => undefined,
    })
    till.start()
    till.run({ type: 'AddItem', sku: 'tea' })
    till.run({ type: 'Pay' })
    till.run({ type: 'TakeCash', received: 300 })
    expect(till.current?.sale?.receiptNumber).toBe(42)
  })

  it('that follows a start changes nothing more', async () => {
    const station = await new Station().start()
    await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'ApplyCode', code: 'SPRING5' })
    const second = await station.restart()
    const state = second.till.state
    const commits = second.disk.last
    const third = await second.restart(undefined, 0)
    expect(third.disk.last).toBe(commits)
    expect([...third.till.state.orders]).toEqual([...state.orders])
  })
})

describe('a PIN', () => {
  it('approves the one command it came with', async () => {
    const station = await new Station({ pin: '4711' }).start()
    await station.run({ type: 'AddItem', sku: 'tea' })
    const add = { type: 'AddStoreDiscount', ruleId: 'staff', lineId: null } as const
    expect(station.refusal(add)).toBe('approval-needed')
    expect(station.refusal({ ...add, pin: '1' })).toBe('pin-wrong')
    await station.run({ ...add, pin: '4711' })
    expect(station.order.storeDiscounts).toMatchObject([{ approvedBy: 'Manager' }])
    expect(JSON.stringify([...station.disk.read()])).not.toContain('4711')
  })

  it('approves nothing on a terminal without one', async () => {
    const station = await new Station().start()
    await station.run({ type: 'AddItem', sku: 'tea' })
    const add = { type: 'AddStoreDiscount', ruleId: 'staff', lineId: null } as const
    expect(station.refusal(add)).toBe('approval-unavailable')
    expect(station.refusal({ ...add, pin: '1' })).toBe('approval-unavailable')
  })
})

describe('the journal', () => {
  it('never holds the phone number', async () => {
    const station = await new Station().start()
    await station.run({ type: 'AddItem', sku: 'tea' })
    await station.run({ type: 'SetCustomer', phone: '(206) 555-0142' })
    const text = JSON.stringify([...station.disk.read()])
    expect(text).not.toMatch(/555.?0142/)
    expect(station.order.customer).toMatchObject({ status: 'matched' })
  })
})

it('what is near is tried out on the order on screen', async () => {
  const over = { storePromotions: promotionBook([pairOf('tea')]) }
  const station = await new Station({ over }).start()
  await station.run({ type: 'AddItem', sku: 'tea' })
  expect(station.till.near(() => false)).toMatchObject({
    bounded: false,
    near: [
      { ruleId: 'pair-tea', missing: { goods: [{ pieces: 1, of: { name: 'Tea' } }] }, saves: 150 },
    ],
  })
})
