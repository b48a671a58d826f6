/*
 * Moments that a day at the counter rarely has: a provider that is gone from the settings, a till that is
 * stopping, a screen whose order is not there, an outcome in a word nobody knows.
 */
import { describe, expect, it } from 'vitest'
import { Bug } from '../../shared/assert'
import type { Classified } from '../../shared/barcode/scan'
import type { EffectOutcome } from '../../shared/order/commands'
import type { OrderHappening } from '../../shared/order/events'
import { Shop } from '../../shared/order/testing/shop'
import { fail } from '../../shared/result'
import { MemoryJournal } from '../journal/memory-journal'
import { EffectRunner } from './effect-runner'
import { TerminalLock } from './lock'
import { Approvals } from './approvals'
import { performer } from './perform'
import { Reactions } from './reactions'
import { customerOn, heldFilter, outcomeOfScan } from './scan-outcomes'
import { ScanRouter } from './scan-router'
import { isPaid, sellUntil } from './testing/cashier'
import { FakeWorld } from './testing/fake-world'
import { CODES, partsAt, scanDesk, scanOf } from './testing/scan-desk'
import { Station } from './testing/station'
import type { Till } from './till'

const FULL = fail({ kind: 'fault', code: 'journal-full', detail: '' } as const)

describe('a provider that is gone from the settings', () => {
  /** Lets a till hear of something with nobody outside. */
  async function alone(happening: (station: Station) => OrderHappening, phone: string | null) {
    const station = await new Station().start()
    await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'SetCustomer', phone: '2065550142' })
    const given: unknown[] = []
    const till = {
      state: station.till.state,
      run: (command: unknown) => {
        given.push(command)
        return { ok: true, value: null }
      },
    } as unknown as Till
    const reactions = new Reactions({
      till: () => till,
      outside: { promotions: null, coupons: null },
      effects: station.effects,
      timers: station.timers,
    })
    const command = phone === null ? null : ({ type: 'SetCustomer', phone } as const)
    reactions.react([happening(station)], command)
    await station.timers.settle()
    return given
  }

  const UNKNOWN = { status: 'unknown', code: 'offline' }

  it('leaves a look-up unanswered', async () => {
    const event = { type: 'CustomerLookupRequested', lookUpId: 'l-1' } as never
    const given = await alone(({ order }) => ({ orderId: order.id, at: 0, event }), '2065550142')
    expect(given).toMatchObject([{ type: 'CustomerAnswered', lookUpId: 'l-1', answer: UNKNOWN }])
  })

  it('leaves a code unanswered', async () => {
    const event = { type: 'PromotionRequested', promotionId: 'p-1', code: 'SPRING5' } as never
    const given = await alone(({ order }) => ({ orderId: order.id, at: 0, event }), null)
    expect(given).toMatchObject([{ type: 'VerifyAnswered', promotionId: 'p-1', answer: UNKNOWN }])
  })

  it('holds no coupon', async () => {
    const event = {
      ...{ type: 'CouponAuthorizationRequested', authRef: 'a-1', couponIds: null, renewal: false },
    } as never
    const given = await alone(({ order }) => ({ orderId: order.id, at: 0, event }), null)
    expect(given).toMatchObject([
      { type: 'AuthorizationAnswered', authRef: 'a-1', answer: UNKNOWN },
    ])
  })

  it('is no reason to look up a number that nobody has typed', async () => {
    const event = { type: 'CustomerLookupRequested', lookUpId: 'l-1' } as never
    const asking = alone(({ order }) => ({ orderId: order.id, at: 0, event }), null)
    await expect(asking).rejects.toThrow(Bug)
  })
})

describe('a till that is stopping', () => {
  it('leaves the answer of an attempt to the next start', async () => {
    const station = await new Station().start()
    station.world.next('report', { kind: 'hangs' })
    const ends: ((outcome: EffectOutcome) => void)[] = []
    const effects = new EffectRunner({
      till: () => station.till,
      perform: () => new Promise((resolve) => ends.push(resolve)),
      timers: station.timers,
    })
    station.effects.stop()
    await sellUntil(station, isPaid)
    effects.pump()
    await station.timers.settle()
    expect(ends.length).toBeGreaterThan(0)
    const last = station.journal.last
    effects.stop()
    for (const end of ends) end({ status: 'delivered' })
    await station.timers.settle()
    expect(station.journal.last).toBe(last)
    effects.pump()
    await station.timers.settle()
    expect(station.journal.last).toBe(last)
  })
})

describe('a till that was asleep', () => {
  it('does not ask again for what it is still asking', async () => {
    const station = await new Station().start()
    station.world.next('apply', { kind: 'hangs' })
    await sellUntil(station, isPaid)
    expect(station.world.count('apply')).toBe(1)
    await station.run({ type: 'Recover' })
    await station.timers.pass(120_000)
    const { effects } =
      [...station.till.state.orders.values()].find(({ sale }) => sale !== null) ?? {}
    expect(effects?.find((one) => one.request.kind === 'promotion-apply')?.status).toBe('waiting')
    expect(station.world.count('apply')).toBe(1)
  })
})

describe('a provider that answers a re-check', () => {
  it('is there again for what is owed', async () => {
    const station = await new Station().start()
    const heard: unknown[] = []
    const { heard: real } = station.effects
    Object.assign(station.effects, {
      heard: (...told: Parameters<typeof real>) => {
        heard.push([told[0], told[1].status])
        real.apply(station.effects, told)
      },
    })
    await station.run({ type: 'AddItem', sku: 'cake' }, { type: 'ApplyCode', code: 'SPRING5' })
    expect(heard).toContainEqual(['promotions', 'ok'])
    heard.splice(0)
    await station.run({ type: 'Pay' })
    expect(heard).toContainEqual(['promotions', 'ok'])
    await station.run({ type: 'BackFromPayment', to: 'order' })
    heard.splice(0)
    await station.run({ type: 'SetCustomer', phone: '2065550142' })
    expect(heard).toContainEqual(['coupons', 'ok'])
    heard.splice(0)
    await station.run({ type: 'Pay' }, { type: 'ContinuePayment' })
    expect(heard).toContainEqual(['coupons', 'ok'])
  })
})

describe('a clock that was set', () => {
  it('is remembered: when, and how far', async () => {
    const station = await new Station().start()
    expect(station.clocks.lastJump).toBeNull()
    station.timers.jump(3_600_000)
    station.clocks.look()
    expect(station.clocks.lastJump).toEqual({ at: station.timers.now(), ms: 3_600_000 })
  })
})

describe('a lock', () => {
  it('that is locked already says nothing new', () => {
    let changes = 0
    const lock = new TerminalLock({
      approvals: new Approvals('2468', () => 0),
      isBadge: () => false,
      badges: false,
      onChange: () => (changes += 1),
    } as never)
    lock.lock()
    lock.lock()
    expect(changes).toBe(1)
    lock.unlock('2468')
    lock.unlock('2468')
    expect(changes).toBe(2)
  })
})

describe('a screen whose order is not there', () => {
  it('begins a new one, and writes nothing about the other', async () => {
    const disk = new MemoryJournal()
    const summary = { currentId: 'gone', lastNumber: 6, lastReceiptNumber: 5 }
    disk.append([], [{ stream: 'terminal', status: 'live', number: 6, summary }])
    const station = await new Station({ lasting: { disk, world: new FakeWorld() } }).start()
    expect(station.order.number).toBeGreaterThan(6)
    const streams = disk.heads(['live', 'done']).map((head) => head.stream)
    expect(streams).not.toContain('gone')
    expect(streams).toContain(station.order.id)
  })

  it('keeps an order that is done with as done, under its own number', async () => {
    const station = await new Station().start()
    await sellUntil(station, isPaid)
    const { id, number } = station.order
    await station.run({ type: 'NewOrder' })
    await station.timers.pass(60_000)
    expect(station.disk.heads(['done'])).toMatchObject([{ stream: id, number, summary: null }])
  })
})

describe('an attempt', () => {
  const { order } = new Shop()
  const world = new FakeWorld().seenBy(() => true)
  const perform = (request: object, outside: object = world, paper = world.paper) =>
    performer(outside as never, paper)({ id: 'e-1', request, createdAt: 0 } as never, order)

  it('at what only a person can do is not made', async () => {
    expect(await perform({ kind: 'coupon-exception', code: 'coupon-cut' })).toEqual({
      ...{ status: 'not-done', code: 'coupon-cut' },
    })
  })

  it('in a word that nobody knows stops the till', async () => {
    const message = { kind: 'order-message', status: 'open', order }
    const odd = (outcome: string) => () => Promise.resolve({ outcome } as never)
    const paper = { print: odd('odd'), pulse: odd('odd') }
    const coupons = { report: () => Promise.resolve({ status: 'odd' }) }
    await expect(perform({ kind: 'odd' })).rejects.toThrow(Bug)
    await expect(perform(message, { promotions: null, coupons })).rejects.toThrow(Bug)
    await expect(perform({ kind: 'receipt-print' }, world, paper)).rejects.toThrow(Bug)
    await expect(perform({ kind: 'drawer-open' }, world, paper)).rejects.toThrow(Bug)
  })
})

describe('a scan', () => {
  it('that a full disk keeps from the order says so', () => {
    const at = (status: string, refuse: string) =>
      ({
        current: { status },
        run: ({ type }: { readonly type: string }) => (type === refuse ? FULL : { ok: true }),
      }) as unknown as Till
    const refused = { outcome: 'refused', refusal: 'journal-unwritable' }
    expect(customerOn(at('paid', 'NewOrder'), '2065550142')).toMatchObject(refused)
    expect(customerOn(at('open', 'SetCustomer'), '2065550142')).toMatchObject(refused)
    expect(customerOn(at('paid', 'nothing'), '2065550142')).toMatchObject({ result: 'customer' })
  })

  it('of a receipt on the list of held orders that a full disk keeps from coming back says so', async () => {
    const { station } = await scanDesk()
    const { state } = station.till
    const held = { ...station.order, status: 'held', ref: CODES.receipt }
    const orders = new Map([[held.id, held]])
    const reports: object[] = []
    const router = new ScanRouter({
      ...partsAt(station),
      till: () => ({ state: { ...state, orders }, current: null, run: () => FULL }) as never,
      report: (one) => reports.push(one),
    })
    router.setPlace('held')
    router.take(scanOf(1, CODES.receipt))
    expect(reports).toMatchObject([{ outcome: 'refused', refusal: 'journal-unwritable' }])
  })

  it('before the first order finds nothing owed', () => {
    const station = new Station()
    const reports: object[] = []
    const till = { view: () => null, current: null } as unknown as Till
    const router = new ScanRouter({
      ...partsAt(station),
      till: () => till,
      report: (one) => reports.push(one),
    })
    router.setPlace('owed')
    router.take(scanOf(1, CODES.receipt))
    expect(reports).toMatchObject([{ outcome: 'refused', result: 'not-used-here' }])
  })

  it('that nobody could place says whether there is a choice', () => {
    const { order } = new Shop()
    const scan = { id: 's-1', code: '1', misread: false }
    const after = { ...order, unresolved: [scan] }
    const told = (items: readonly object[], kind = 'product') =>
      outcomeOfScan({
        before: order,
        after,
        meaning: { kind, code: '1' } as unknown as Classified,
        items: items as never,
      }).result
    expect(told([])).toBe('unresolved')
    expect(told([{}])).toBe('unresolved')
    expect(told([{}, {}])).toBe('item-choice')
    expect(told([{}, {}], 'misread')).toBe('misread')
  })

  it('of a card without a number finds held orders by its code', () => {
    const card = (code: string) => heldFilter({ kind: 'customer', code })
    expect(card('GOLD')).toMatchObject({ result: 'list-filtered', fills: 'GOLD' })
    expect(card('2065550142')).toMatchObject({ result: 'list-filtered', fills: '0142' })
  })

  it('that changed no line names none', () => {
    const shop = new Shop()
    shop.add('tea')
    const meaning = { kind: 'product', code: '1', candidates: [] } as unknown as Classified
    const { order } = shop
    expect(outcomeOfScan({ before: order, after: order, meaning, items: [] })).toEqual({
      ...{ outcome: 'good', result: 'quantity-raised', lineId: null },
    })
  })
})

describe('a disk that is full at the very first start', () => {
  it('leaves nothing to show; with an order on the disk the window hears of it, once', async () => {
    const first = new Station()
    first.journal.isFull = true
    await first.start()
    expect(first.till.view()).toBeNull()
    expect(first.views).toEqual([])
    first.journal.isFull = false
    await first.start()
    await first.run({ type: 'AddItem', sku: 'tea' }, { type: 'ApplyCode', code: 'SPRING5' })
    first.journal.isAlive = false
    const { disk, world } = first
    const next = new Station({ lasting: { disk, world } })
    next.journal.isFull = true
    next.till.start()
    next.journal.isFull = false
    expect(next.views.map((view) => view.trouble)).not.toContain(null)
  })
})

describe('a start that cannot be written down', () => {
  it('settles what was under way before the first thing that can', async () => {
    const first = await new Station().start()
    await first.run({ type: 'AddItem', sku: 'tea' }, { type: 'Pay' })
    first.till.run({ type: 'TakeCash', received: 1_000 })
    const sold = first.order.id
    const { id: effectId } = first.order.effects.find((one) => one.status === 'waiting') ?? {}
    first.till.run({ type: 'StartEffect', orderId: sold, effectId: effectId ?? '' })
    expect(first.order.effects.map((one) => one.status)).toContain('sending')
    first.journal.isAlive = false
    const { disk, world } = first
    const next = new Station({ lasting: { disk, world } })
    next.journal.isFull = true
    next.till.start()
    const statuses = () => next.till.state.orders.get(sold)?.effects.map((one) => one.status)
    expect(statuses()).toContain('sending')
    expect(next.till.run({ type: 'NewOrder' })).toMatchObject({ ok: false })
    expect(next.till.together(() => undefined)).toMatchObject({ code: 'journal-full' })
    next.journal.isFull = false
    next.till.run({ type: 'NewOrder' })
    expect(statuses()).not.toContain('sending')
  })
})

describe('an effect that is overdue on a full disk', () => {
  it('is put before a person as soon as there is room again', async () => {
    const station = await new Station().start()
    station.world.next('apply', { kind: 'hangs' })
    await sellUntil(station, isPaid)
    station.journal.isFull = true
    await station.timers.pass(6 * 60_000)
    const owed = () => station.order.effects.find((one) => one.request.kind === 'promotion-apply')
    expect(owed()?.overdue ?? false).toBe(false)
    station.journal.isFull = false
    await station.timers.pass(60_000)
    expect(owed()?.overdue).toBe(true)
  })
})

describe('a coupon that is given back after its last day', () => {
  it.each([
    [true, null],
    [false, 'expired'],
  ])('is available again: %s, and its note says %s', async (availableAgain, note) => {
    const coupons = { giveBack: () => Promise.resolve({ status: 'ok', value: { availableAgain } }) }
    const perform = performer({ promotions: null, coupons } as never, null)
    const effect = { id: 'e', request: { kind: 'coupon-return' } } as never
    const outcome = await perform(effect, new Shop().order)
    expect(outcome).toEqual({ status: 'delivered', ...(note === null ? {} : { note }) })
  })

  it('whose return nobody answered has no note', async () => {
    const answer = { status: 'unknown', code: 'timeout', detail: '' }
    const coupons = { giveBack: () => Promise.resolve(answer) }
    const perform = performer({ promotions: null, coupons } as never, null)
    const outcome = await perform({ request: { kind: 'coupon-return' } } as never, new Shop().order)
    expect(outcome).toMatchObject({ status: 'unknown', code: 'timeout' })
  })
})
