import type { EffectOutcome } from '../../shared/order/commands'
import { isDue } from '../../shared/order/decide-effects'
import { isDevice, type Effect } from '../../shared/order/effect'
import type { Order } from '../../shared/order/order'
import { giveAnswer, WRITE_AGAIN_MS } from './answer'
import type { Till } from './till'
import type { Timers } from './timers'

/** Makes one attempt at an effect in the world. Never rejects. */
export type Perform = (effect: Effect, order: Order) => Promise<EffectOutcome>

/**
 * Sends what is owed: each effect when its time has come, one attempt at a time, its beginning on disk
 * before the world hears of it. What is owed is read off the orders; there is no second queue.
 */
export class EffectRunner {
  readonly #till: () => Till
  readonly #perform: Perform
  readonly #timers: Timers
  readonly #underWay = new Map<string, Promise<void>>()
  #cancelTimer: () => void = () => undefined
  #scheduled = false
  #printerBusy = false
  #stopped = false

  constructor(parts: {
    readonly till: () => Till
    readonly perform: Perform
    readonly timers: Timers
  }) {
    this.#till = parts.till
    this.#perform = parts.perform
    this.#timers = parts.timers
  }

  /** Looks for effects that are due, after the present command has ended. */
  pump(): void {
    if (this.#scheduled || this.#stopped) return
    this.#scheduled = true
    queueMicrotask(() => {
      this.#scheduled = false
      this.#startDue()
    })
  }

  /** Waits until nothing is being sent, at most so long. */
  async drain(waitMs: number): Promise<void> {
    let cancel: () => void = () => undefined
    const late = new Promise<void>((resolve) => {
      cancel = this.#timers.after(waitMs, resolve)
    })
    const idle = async () => {
      for (;;) {
        await Promise.resolve()
        if (this.#underWay.size === 0 && !this.#scheduled) return
        await Promise.all(this.#underWay.values())
      }
    }
    await Promise.race([idle(), late])
    cancel()
  }

  /** Starts nothing any more. */
  stop(): void {
    this.#stopped = true
    this.#cancelTimer()
  }

  #startDue(): void {
    if (this.#stopped) return
    const now = this.#timers.now()
    for (const order of [...this.#till().state.orders.values()]) {
      for (const effect of order.effects) {
        if (!isDue(order, effect, now) || this.#mustWait(effect)) continue
        if (!this.#start(order, effect)) {
          this.#pumpAfter(WRITE_AGAIN_MS)
          return
        }
      }
    }
    this.#scheduleNext()
  }

  /** Paper and drawer go through one printer, in the order they were owed. */
  #mustWait(effect: Effect): boolean {
    return this.#underWay.has(effect.id) || (isDevice(effect) && this.#printerBusy)
  }

  /** False when its beginning could not be written: then nothing is sent. */
  #start(order: Order, effect: Effect): boolean {
    const started = this.#till().run({
      type: 'StartEffect',
      orderId: order.id,
      effectId: effect.id,
    })
    if (!started.ok) return started.error.kind !== 'fault'
    // Too old to go out by itself: it waits for a person now.
    if (!this.#isSending(order.id, effect.id)) return true
    if (isDevice(effect)) this.#printerBusy = true
    this.#underWay.set(effect.id, this.#attempt(order, effect))
    return true
  }

  #isSending(orderId: string, effectId: string): boolean {
    const order = this.#till().state.orders.get(orderId)
    return order?.effects.find((one) => one.id === effectId)?.status === 'sending'
  }

  async #attempt(order: Order, effect: Effect): Promise<void> {
    const outcome = await this.#perform(effect, order)
    if (isDevice(effect)) this.#printerBusy = false
    this.#underWay.delete(effect.id)
    if (this.#stopped) return
    const { id: effectId } = effect
    const answer = { type: 'EffectAnswered', orderId: order.id, effectId, outcome } as const
    giveAnswer(this.#till(), this.#timers, answer)
    this.pump()
  }

  #scheduleNext(): void {
    const now = this.#timers.now()
    const waits = [...this.#till().state.orders.values()].flatMap((order) =>
      order.effects
        .filter((effect) => effect.status === 'waiting')
        .flatMap((effect) => [effect.dueAt, effect.waitsUntil])
        .filter((due) => due > now),
    )
    this.#cancelTimer()
    if (waits.length > 0) this.#pumpAfter(waits.reduce((a, b) => Math.min(a, b)) - now)
  }

  #pumpAfter(waitMs: number): void {
    this.#cancelTimer()
    this.#cancelTimer = this.#timers.after(waitMs, () => {
      this.pump()
    })
  }
}
