import type { EffectOutcome } from '../../shared/order/commands'
import { isDue } from '../../shared/order/decide-effects'
import {
  mayBecomeOverdue,
  overdueAt,
  providerOf,
  type Effect,
  type ProviderName,
} from '../../shared/order/effect'
import type { Order } from '../../shared/order/order'
import { hasEnded } from '../../shared/order/till-state'
import { giveAnswer, WRITE_AGAIN_MS } from './answer'
import type { Till } from './till'
import type { Timers } from './timers'

/** How a call ended, as far as it says whether its provider is there. */
export type Heard =
  | { readonly status: 'unknown' | 'misconfigured'; readonly code: string }
  | { readonly status: 'ok' | 'refused' }

/** Makes one attempt at an effect in the world. Never rejects. */
export type Perform = (effect: Effect, order: Order) => Promise<EffectOutcome>

/** Attempts under way at one provider at once: a long silence or a long sleep does not end in a flood. */
export const AT_ONCE_MAX = 4

/** A provider that has answered nothing for so long was away; less than that its back-off covers by itself. */
export const SILENCE_MS = 15_000

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
  /** Attempts under way, by provider. */
  readonly #busy = { promotions: 0, coupons: 0 }
  /** Since when a provider whose last answer was none is silent. */
  readonly #silent = new Map<ProviderName, number>()
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

  /**
   * Hears of every call to a provider how it ended. The first answer after a silence brings forward what waits
   * for that provider; where it answers one thing and not another, the back-off of each stays as it is. Being
   * asked to wait is neither silence nor an answer.
   */
  heard(provider: ProviderName, answer: Heard): void {
    if (answer.status === 'misconfigured' || answer.status === 'unknown') {
      if (answer.code === 'rate-limited' || this.#silent.has(provider)) return
      this.#silent.set(provider, this.#timers.now())
      return
    }
    const since = this.#silent.get(provider)
    if (since === undefined || this.#stopped) return
    const lasted = this.#timers.now() - since
    const isBack =
      lasted < SILENCE_MS || this.#till().run({ type: 'ProviderReturned', provider }).ok
    if (isBack) this.#silent.delete(provider)
    this.pump()
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
    if (this.#isAnyOverdue(now) && !this.#till().run({ type: 'MarkOverdue' }).ok) {
      this.#pumpAfter(WRITE_AGAIN_MS)
      return
    }
    for (const order of [...this.#till().state.orders.values()]) {
      for (const effect of order.effects) {
        if (!isDue(order, effect, now) || this.#mustWait(effect, now)) continue
        if (!this.#start(order, effect)) {
          this.#pumpAfter(WRITE_AGAIN_MS)
          return
        }
      }
    }
    this.#scheduleNext()
  }

  #isAnyOverdue(now: number): boolean {
    for (const { effects } of this.#till().state.orders.values()) {
      if (effects.some((one) => mayBecomeOverdue(one) && overdueAt(one) <= now)) return true
    }
    return false
  }

  /** Paper and drawer go through one printer, in the order they were owed; a provider is not flooded. */
  #mustWait(effect: Effect, now: number): boolean {
    if (this.#underWay.has(effect.id)) return true
    if (now < effect.waitsUntil && this.#isOwedElsewhere(effect.after)) return true
    const provider = providerOf(effect)
    return provider === null ? this.#printerBusy : this.#busy[provider] >= AT_ONCE_MAX
  }

  /** What a return gives back waits until the sale's own order has used it up. */
  #isOwedElsewhere(ids: readonly string[]): boolean {
    if (ids.length === 0) return false
    for (const { effects } of this.#till().state.orders.values()) {
      if (effects.some((one) => ids.includes(one.id) && isUnderWay(one))) return true
    }
    return false
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
    const provider = providerOf(effect)
    if (provider === null) this.#printerBusy = true
    else this.#busy[provider] += 1
    this.#underWay.set(effect.id, this.#attempt(order, effect))
    return true
  }

  #isSending(orderId: string, effectId: string): boolean {
    const order = this.#till().state.orders.get(orderId)
    return order?.effects.find((one) => one.id === effectId)?.status === 'sending'
  }

  async #attempt(order: Order, effect: Effect): Promise<void> {
    const outcome = await this.#perform(effect, order)
    const provider = providerOf(effect)
    if (provider === null) this.#printerBusy = false
    else this.#busy[provider] -= 1
    this.#underWay.delete(effect.id)
    if (this.#stopped) return
    const { id: effectId } = effect
    const answer = { type: 'EffectAnswered', orderId: order.id, effectId, outcome } as const
    giveAnswer(this.#till(), this.#timers, answer)
    if (provider !== null) this.heard(provider, heardOf(outcome))
    this.pump()
  }

  #scheduleNext(): void {
    const now = this.#timers.now()
    let next = Infinity
    const consider = (due: number) => {
      if (due > now && due < next) next = due
    }
    for (const { effects } of this.#till().state.orders.values()) {
      for (const effect of effects) {
        if (hasEnded(effect)) continue
        if (effect.status === 'waiting') {
          consider(effect.dueAt)
          consider(effect.waitsUntil)
        }
        if (mayBecomeOverdue(effect)) consider(overdueAt(effect))
      }
    }
    this.#cancelTimer()
    if (next < Infinity) this.#pumpAfter(next - now)
  }

  #pumpAfter(waitMs: number): void {
    this.#cancelTimer()
    this.#cancelTimer = this.#timers.after(waitMs, () => {
      this.pump()
    })
  }
}

function isUnderWay(effect: Effect): boolean {
  return effect.status === 'waiting' || effect.status === 'sending'
}

/** What an attempt says of its provider. One that never left for want of a set-up says it is not there. */
function heardOf(outcome: EffectOutcome): Heard {
  if (outcome.status === 'reauthorized' || outcome.status === 'verified') return outcome.answer
  const isAnswer = outcome.status === 'delivered' || outcome.status === 'refused'
  return isAnswer ? { status: 'ok' } : { status: 'unknown', code: outcome.code }
}
