/*
 * A shop on such a line: one till, a cashier who does what the screen allows, and what must be true when the
 * line is well again.
 */
import { MemoryJournal } from '../../../../electron/journal/memory-journal'
import { createPetzCoupons } from '../../../../electron/providers/coupons/petz'
import { exampleSettings } from '../../../../electron/providers/coupons/testing/example'
import { createToastPromotions } from '../../../../electron/providers/promotions/toast'
import { Approvals } from '../../../../electron/till/approvals'
import { EffectRunner } from '../../../../electron/till/effect-runner'
import { performer, type Paper } from '../../../../electron/till/perform'
import { Reactions } from '../../../../electron/till/reactions'
import { VirtualTimers } from '../../../../electron/till/testing/virtual-timers'
import { Till } from '../../../../electron/till/till'
import type { Command } from '../../../../shared/order/commands'
import type { Effect } from '../../../../shared/order/effect'
import type { Order } from '../../../../shared/order/order'
import type { Sale } from '../../../../shared/order/sale'
import { Chance } from '../../../../shared/order/testing/chance'
import { ITEMS, RETURNS, RULES, SHOP, termsWith } from '../../../../shared/order/testing/shop'
import { FLAP_SETTINGS, FlapNet } from './net'

const OPENING = Date.UTC(2025, 2, 20, 17, 40)

/** A sale at the moment it was sealed. */
export type Sealed = { readonly orderId: string; readonly ref: string; readonly sale: Sale }

/** A till on a line that comes and goes. */
export class FlapShop {
  readonly timers = new VirtualTimers(OPENING)
  readonly disk = new MemoryJournal()
  readonly net: FlapNet
  readonly till: Till
  readonly sealed: Sealed[] = []
  /** Everything that ever happened to effects, by id. */
  readonly effects = new Map<string, Effect>()
  readonly #chance: Chance
  #codeTries = 0

  constructor(seed: number) {
    this.#chance = new Chance(seed)
    this.net = new FlapNet(this.timers, this.#chance)
    const { timers } = this
    const till = () => this.till
    const outside = this.#clients()
    const paper: Paper = {
      print: async () => ({ outcome: 'printed' }),
      pulse: async () => ({ outcome: 'pulsed' }),
    }
    const effects = new EffectRunner({ till, perform: performer(outside, paper), timers })
    const reactions = new Reactions({ till, outside, effects, timers })
    this.till = new Till({
      journal: this.disk,
      approvals: new Approvals(null, () => timers.now()),
      world: () => ({
        at: timers.now(),
        newId: () => this.#uuid(),
        terms: termsWith({ registerRef: 'till-2' }),
        cashier: 'Maya R.',
        promotions: true,
        printer: true,
        drawer: true,
        expired: 'warn',
        rules: RULES,
        returns: RETURNS,
        shop: SHOP,
        item: (sku) => ITEMS.find((one) => one.sku === sku) ?? null,
      }),
      publish: () => this.#note(),
      react: (happened, command) => reactions.react(happened, command),
    })
    this.till.start()
  }

  get order(): Order {
    const order = this.till.current
    if (!order) throw new Error('No order on screen')
    return order
  }

  /** Sells one order to its end, and opens the next. */
  async sellOne(phone: string): Promise<void> {
    this.#codeTries = 0
    for (let steps = 0; steps < 400; steps += 1) {
      const step = this.#next(phone)
      if (step === 'done') break
      if (step !== null) {
        const ran = this.till.run(step)
        if (!ran.ok && ran.error.kind === 'fault') throw new Error(ran.error.code)
      }
      await this.timers.pass(200 + this.#chance.below(1_800))
    }
    const { id: orderId, ref, sale } = this.order
    if (sale) this.sealed.push({ orderId, ref, sale })
    this.till.run({ type: 'NewOrder' })
    await this.timers.settle()
  }

  /** What still waits for a provider. */
  get waiting(): readonly Effect[] {
    return [...this.effects.values()].filter(
      ({ status, request }) =>
        (status === 'waiting' || status === 'sending') &&
        request.kind !== 'receipt-print' &&
        request.kind !== 'drawer-open',
    )
  }

  /** What is shown to a person now. */
  get shown(): ReadonlySet<string> {
    return new Set((this.till.view()?.owed ?? []).map(({ effect }) => effect.id))
  }

  /** The cashier goes by what the screen shows. */
  #next(phone: string): Command | 'done' | null {
    const { order } = this
    if (order.sale) return 'done'
    if (order.status === 'paying') return this.#paying(order)
    if (order.lines.length < 2) {
      return { type: 'AddItem', sku: order.lines.length === 0 ? 'bw-dog-chk-24' : 'tea' }
    }
    if (order.validation?.status === 'no-answer') return this.#stuck(order)
    if (order.validation || order.promotions.some((one) => one.status === 'verifying')) return null
    if (order.promotions.length === 0 && this.#codeTries < 2) {
      this.#codeTries += 1
      return { type: 'ApplyCode', code: 'LUNCH20' }
    }
    if (order.customer?.status === 'looking') return null
    if (
      order.customer === null ||
      (order.customer.status === 'not-answering' && this.#chance.once(2))
    ) {
      return { type: 'SetCustomer', phone }
    }
    return { type: 'Pay' }
  }

  /** Nobody re-checks the code: once more, or without it. */
  #stuck(order: Order): Command {
    const [promotion] = order.promotions
    if (promotion && this.#chance.once(3)) {
      return { type: 'RemovePromotion', promotionId: promotion.id }
    }
    return { type: 'RetryValidation' }
  }

  #paying(order: Order): Command | null {
    const { payment } = order
    if (!payment || order.validation?.status === 'checking') return null
    if (order.validation?.status === 'no-answer') return this.#stuck(order)
    if (payment.step === 'store-promotions') return { type: 'ContinuePayment' }
    if (payment.step === 'coupons') {
      const { authorization } = payment
      if (authorization?.status === 'asking') {
        return this.#chance.once(6) ? { type: 'ContinueWithoutCoupons' } : null
      }
      const isLost = authorization?.status === 'no-answer' && this.#chance.once(2)
      return isLost ? { type: 'CheckCouponsAgain' } : { type: 'ContinuePayment' }
    }
    if (payment.tenders.length === 0 && this.#chance.once(25)) {
      return { type: 'BackFromPayment', to: 'order' }
    }
    const due = this.till.view()?.cashToPay ?? 0
    return due > 0 ? { type: 'TakeCash', received: due } : { type: 'FinishOrder' }
  }

  #note(): void {
    for (const order of this.till.state.orders.values()) {
      for (const effect of order.effects) this.effects.set(effect.id, effect)
    }
    for (const { effect } of this.till.state.settled) this.effects.set(effect.id, effect)
  }

  #clients() {
    const parts = {
      http: this.net,
      now: () => this.timers.now(),
      wait: (ms: number) => new Promise<void>((resolve) => void this.timers.after(ms, resolve)),
      log: { info: () => undefined, warn: () => undefined },
    }
    const { account: accountKey, promotions: apiKey, restaurant } = FLAP_SETTINGS
    const timeoutMs = 5_000
    return {
      coupons: createPetzCoupons(
        exampleSettings('https://petz.example', { accountKey, timeoutMs, currency: 'USD' }),
        parts,
      ),
      promotions: createToastPromotions(
        {
          url: 'https://promotions.example/promotion',
          apiKey,
          restaurantExternalId: restaurant,
          timeoutMs: 2_000,
          currencyExponent: 2,
          currency: 'USD',
        },
        parts,
      ),
    }
  }

  #uuid(): string {
    const hex = (length: number) =>
      Array.from({ length }, () => this.#chance.below(16).toString(16)).join('')
    return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`
  }
}
