import { MemoryJournal } from '../../../electron/journal/memory-journal'
import { happeningOf } from '../../../electron/till/record'
import { FakeWorld, type Moment } from '../../../electron/till/testing/fake-world'
import type { Death } from '../../../electron/till/testing/mortal-journal'
import { Station } from '../../../electron/till/testing/station'
import { assert } from '../../../shared/assert'
import type { EffectKind } from '../../../shared/order/effect'
import type { OrderEvent, OrderHappening } from '../../../shared/order/events'
import { grantOf, ShapeCashier, walletOf, type Shape } from './shapes'

/** How each kind of effect is called in the world. */
export const CALL_OF: Readonly<Record<EffectKind, string>> = {
  'drawer-open': 'pulse',
  'receipt-print': 'print',
  'promotion-apply': 'apply',
  'promotion-void': 'void',
  'promotion-verify': 'verify',
  'coupon-capture': 'capture',
  'coupon-reauthorize': 'authorize',
  'coupon-release': 'release',
  'store-promotion-redeem': 'redeem',
  'coupon-return': 'giveBack',
  'order-message': 'report',
  'coupon-exception': 'nothing',
}

const INTENTS: Readonly<Record<string, string>> = {
  PromotionRequested: 'verify',
  RevalidationRequested: 'revalidate',
  CouponAuthorizationRequested: 'authorize',
  CustomerLookupRequested: 'lookUp',
  CardPaymentRequested: 'tender',
}

/**
 * One counter over all the lives of its till: the disk, the world, the cashier, and a witness who holds that
 * nothing is sent whose intent is not on the disk (I18).
 */
export class Counter {
  readonly disk = new MemoryJournal()
  readonly world = new FakeWorld()
  readonly cashier: ShapeCashier
  station: Station
  /** Milliseconds that have passed over all lives. */
  #before = 0
  readonly #kinds = new Map<string, EffectKind>()
  readonly #captures = new Map<string, string>()
  /** What was read of the disk so far; nothing on it ever changes. */
  readonly #read: OrderHappening[] = []
  /** Holds whose first capture was begun when they had run out by the service's own time. */
  readonly blind: string[] = []
  readonly #intents = new Map<string, number>()
  /** Told of each moment of each call, the card machine's included. */
  onMoment: (name: string, moment: Moment) => void = () => undefined
  onCommit: (events: readonly OrderEvent[]) => void = () => undefined

  /** When each request left, by name and key, in the world's own time. */
  readonly sent = new Map<string, number[]>()

  constructor(
    shape: Shape,
    rest: { readonly death?: (counter: Counter) => Death; readonly startedAt?: number } = {},
  ) {
    this.cashier = new ShapeCashier(shape)
    this.world.wallet = walletOf(shape)
    this.world.grants = () => grantOf(shape)
    this.world.steady = () => this.#before + this.station.timers.steady()
    this.world.onMoment = (name, moment) => {
      this.#moment(name, moment)
    }
    this.cashier.machine.onMoment = (moment) => {
      this.#moment('tender', moment)
    }
    const startedAt = rest.startedAt ?? new Date(2025, 2, 20, 17, 40).getTime()
    this.station = this.#life(rest.death?.(this) ?? null, startedAt)
  }

  /** What a record on its way to the disk begins or ends in the world: 'apply', 'verify'; null for the rest. */
  callOf(event: OrderEvent): string | null {
    if (event.type === 'EffectOwed') this.#kinds.set(event.effect.id, event.effect.request.kind)
    if (event.type === 'EffectStarted' || event.type === 'EffectPostponed') {
      return this.kindCall(event.effectId)
    }
    return INTENTS[event.type] ?? null
  }

  /** How an effect is called in the world. */
  kindCall(effectId: string): string | null {
    const kind = this.#kinds.get(effectId)
    return kind === undefined ? null : CALL_OF[kind]
  }

  /** The process ends, the next one starts on what it left. */
  async restart(death: Death | null = null, afterMs = 3_000): Promise<void> {
    this.next(death, afterMs)
    await this.station.start()
  }

  /** The next process, not yet started. */
  next(death: Death | null, afterMs: number): Station {
    const { station } = this
    station.journal.isAlive = false
    station.effects.stop()
    this.#before += station.timers.steady() + afterMs
    this.station = this.#life(death, station.timers.now() + afterMs)
    return this.station
  }

  #life(death: Death | null, now: number): Station {
    const { disk, world } = this
    const station = new Station({ lasting: { disk, world }, now, ...(death ? { death } : {}) })
    station.journal.onCommit = (records) => {
      const events = records.map((one) => happeningOf({ ...one, seq: 0, id: '' }).event)
      for (const event of events) {
        const name = this.callOf(event)
        this.#seeCapture(event)
        const isIntent = name !== null && event.type !== 'EffectPostponed'
        if (isIntent) this.#intents.set(name, (this.#intents.get(name) ?? 0) + 1)
      }
      this.onCommit(events)
    }
    return station
  }

  #seeCapture(event: OrderEvent): void {
    if (event.type === 'EffectOwed' && event.effect.request.kind === 'coupon-capture') {
      this.#captures.set(event.effect.id, event.effect.request.authorizationId)
    }
    if (event.type !== 'EffectStarted') return
    const id = this.#captures.get(event.effectId)
    this.#captures.delete(event.effectId)
    const until = id === undefined ? null : (this.world.holds.get(id)?.until ?? null)
    if (id !== undefined && until !== null && until <= this.world.steady()) this.blind.push(id)
  }

  #moment(name: string, moment: Moment): void {
    if (moment === 'sent' && name !== 'tender') {
      const key = `${name} ${this.world.calls.at(-1)?.key ?? ''}`
      this.sent.set(key, [...(this.sent.get(key) ?? []), this.world.steady()])
      const intents = this.#intents.get(name) ?? 0
      assert(
        this.world.count(name) <= intents,
        `I18: ${name} is sent without an intent on the disk`,
      )
    }
    this.onMoment(name, moment)
  }

  /**
   * Sells the order that comes back, in peace, and opens the next one: what is counted and read from here on is
   * the return alone.
   */
  async sellFirst(): Promise<void> {
    await this.station.start()
    await this.sell()
    const { station, cashier } = this
    cashier.soldRef = station.order.ref
    await station.run({ type: 'NewOrder' })
    this.#heardBefore = this.happened().length
    this.#calledBefore = this.world.calls.length
  }

  #heardBefore = 0
  #calledBefore = 0

  /** What happened of the order that is looked at, and how often the world heard a call about it. */
  lookedAt(): readonly OrderHappening[] {
    return this.happened().slice(this.#heardBefore)
  }

  /** How often a call was made since the order that is looked at began. */
  called(name: string): number {
    return this.world.calls.slice(this.#calledBefore).filter((call) => call.name === name).length
  }

  /** Everything on the disk. */
  happened(): readonly OrderHappening[] {
    const { disk } = this
    for (const entry of disk.read(this.#read.length + 1)) this.#read.push(happeningOf(entry))
    return this.#read
  }

  /** Sells one cup of tea for cash, as the next order. */
  async sellTea(): Promise<void> {
    const { station } = this
    const now = station.till.current?.status
    if (now === 'paid' || now === 'closed') await station.run({ type: 'NewOrder' })
    await station.run({ type: 'AddItem', sku: 'tea' }, { type: 'Pay' })
    this.cashier.shownDue.set(station.order.id, 300)
    await station.run({ type: 'TakeCash', received: 500 })
  }

  /** Sells on until the first order is at its end, the process dies, or so many steps were taken. */
  async sell(stepsMax = 120): Promise<void> {
    for (let steps = 0; steps < stepsMax && this.station.journal.isAlive; steps += 1) {
      const { station, cashier } = this
      // As the terminal does when the computer wakes, or somebody touches the screen.
      station.clocks.look()
      station.effects.pump()
      const order = station.till.current
      const number = cashier.soldRef === null ? 1 : 2
      if (order === null || order.number > number || order.status === 'closed') return
      const step = cashier.next(order, () => station.journal.isAlive)
      if (!station.journal.isAlive) return
      if (step === null) {
        await station.timers.pass(1_000)
        continue
      }
      const ran = station.till.run(step)
      assert(ran.ok, `${step.type}: ${ran.ok ? '' : ran.error.code}`)
      await station.timers.settle()
    }
  }
}
