/*
 * A counter: a real till with the real clients of both providers, over real HTTP, before two sandboxes with a
 * spoilt line between. Only time is virtual: what waits for the clock waits until a test lets it pass.
 */
import { startCouponsSandbox, type CouponsSandbox } from '../../../sandbox/coupons/server'
import { startPromotionsSandbox, type PromotionsSandbox } from '../../../sandbox/promotions/server'
import { exampleSettings } from '../../../electron/providers/coupons/testing/example'
import { createPetzCoupons } from '../../../electron/providers/coupons/petz'
import { createHttp, type Http } from '../../../electron/providers/http'
import { createToastPromotions } from '../../../electron/providers/promotions/toast'
import { MemoryJournal } from '../../../electron/journal/memory-journal'
import { Approvals } from '../../../electron/till/approvals'
import { EffectRunner } from '../../../electron/till/effect-runner'
import { performer, type Paper } from '../../../electron/till/perform'
import { Reactions, type Outside } from '../../../electron/till/reactions'
import { nextStep } from '../../../electron/till/testing/cashier'
import { VirtualTimers } from '../../../electron/till/testing/virtual-timers'
import { Till, type World } from '../../../electron/till/till'
import type { Command } from '../../../shared/order/commands'
import type { Effect, EffectKind } from '../../../shared/order/effect'
import type { Order } from '../../../shared/order/order'
import { ITEMS, RETURNS, RULES, SHOP, termsWith } from '../../../shared/order/testing/shop'
import type { OwedRow } from '../../../shared/order/till-view'
import { callOf, openLine, type CallName, type Line } from './line'

const RESTAURANT = '7c1f0b62-4a55-4d0e-9b1a-3f2de86a9c10'
const OPENING = Date.UTC(2025, 2, 20, 17, 40)

/** How long a client waits, really, for a line that is known to be silent. */
const SILENT_MS = 250
/** How long it waits, really, for everything else. */
const PATIENT_MS = 9_000

/** Time that also waits for what is on the line. */
class LineTimers extends VirtualTimers {
  isBusy: () => boolean = () => false

  override async settle(): Promise<void> {
    do {
      for (let turn = 0; turn < 3; turn += 1) {
        await super.settle()
        await new Promise((resolve) => setImmediate(resolve))
      }
    } while (this.isBusy())
  }
}

/** What may be different about a counter. */
export type CounterOptions = {
  /** How far the coupon service's clock is from ours, milliseconds. */
  readonly couponClockMs?: number
  readonly authTtlSeconds?: number
  /** Instead of the clients over this counter's line. */
  readonly http?: Http
}

/** A counter under test. */
export class Counter {
  readonly timers = new LineTimers(OPENING)
  readonly disk = new MemoryJournal()
  readonly log: string[] = []
  readonly papers: string[] = []
  /** What the clients wanted to wait between two attempts; they do not really wait. */
  readonly waits: number[] = []
  readonly till: Till
  readonly effects: EffectRunner
  readonly line: Line
  readonly coupons: CouponsSandbox
  readonly promotions: PromotionsSandbox
  readonly outside: Outside
  readonly #close: () => Promise<void>
  #ids = 0
  #busy = 0

  private constructor(parts: {
    readonly line: Line
    readonly coupons: CouponsSandbox
    readonly promotions: PromotionsSandbox
    readonly options: CounterOptions
    readonly timers: LineTimers
  }) {
    this.timers = parts.timers
    this.line = parts.line
    this.coupons = parts.coupons
    this.promotions = parts.promotions
    this.timers.isBusy = () => this.#busy - this.line.held > 0
    this.outside = this.#clients(parts.options)
    const { timers, outside } = this
    const till = () => this.till
    const paper: Paper = {
      print: async (jobId) => (this.papers.push(jobId), { outcome: 'printed' }),
      pulse: async () => ({ outcome: 'pulsed' }),
    }
    this.effects = new EffectRunner({ till, perform: performer(outside, paper), timers })
    const reactions = new Reactions({ till, outside, effects: this.effects, timers })
    this.till = new Till({
      journal: this.disk,
      approvals: new Approvals(null, () => timers.now()),
      world: () => this.#world(),
      publish: () => undefined,
      react: (happened, command) => reactions.react(happened, command),
    })
    this.#close = async () => {
      this.effects.stop()
      await Promise.all([this.line.close(), this.coupons.close(), this.promotions.close()])
    }
  }

  /** Opens a counter; its till has started. */
  static async open(options: CounterOptions = {}): Promise<Counter> {
    const timers = new LineTimers(OPENING)
    const { accountKey } = exampleSettings('')
    const { couponClockMs = 0, authTtlSeconds = 900 } = options
    const coupons = await startCouponsSandbox({
      accountKey,
      latencyMs: 0,
      authTtlSeconds,
      clock: () => timers.now() + couponClockMs,
    })
    const promotions = await startPromotionsSandbox({
      key: 'k',
      restaurantId: RESTAURANT,
      clock: () => timers.now(),
    })
    const line = await openLine({ coupons: coupons.baseUrl, promotions: promotions.url })
    const counter = new Counter({ line, coupons, promotions, options, timers })
    counter.till.start()
    await timers.settle()
    return counter
  }

  close(): Promise<void> {
    return this.#close()
  }

  get order(): Order {
    const order = this.till.current
    if (!order) throw new Error('No order on screen')
    return order
  }

  /** What is owed to providers, as the tray shows it. */
  get owed(): readonly OwedRow[] {
    return (this.till.view()?.owed ?? []).filter(
      ({ effect: { request } }) =>
        request.kind !== 'receipt-print' && request.kind !== 'drawer-open',
    )
  }

  /** Codes of the notes on screen. */
  get notes(): readonly string[] {
    return this.order.notes.map((note) => note.code)
  }

  /** The types of everything in the journal. */
  get events(): readonly string[] {
    return [...this.disk.read()].map(({ event }) => (event as { type: string }).type)
  }

  /** The effects of a kind that were ever owed for the order on screen. */
  effectsOf(kind: EffectKind, order = this.order): readonly Effect[] {
    return order.effects.filter((effect) => effect.request.kind === kind)
  }

  /** Runs commands that must be taken, and waits for what they ask of the world. */
  async run(...commands: readonly Command[]): Promise<void> {
    for (const command of commands) {
      this.say(command)
      await this.timers.settle()
    }
  }

  /** Runs a command without waiting for the world. */
  say(command: Command): void {
    const ran = this.till.run(command)
    if (!ran.ok) throw new Error(`${command.type}: ${ran.error.code}`)
  }

  pass(ms: number): Promise<void> {
    return this.timers.pass(ms)
  }

  /** Goods that both coupons of the example are for. */
  goods(): Promise<void> {
    const pouches = Array.from({ length: 6 }, () => 'bw-cat-sal-3')
    const skus = ['bw-dog-chk-24', ...pouches]
    return this.run(...skus.map((sku) => ({ type: 'AddItem' as const, sku })))
  }

  code(code = 'SPRING5'): Promise<void> {
    return this.run({ type: 'ApplyCode', code })
  }

  customer(phone = '2065550142'): Promise<void> {
    return this.run({ type: 'SetCustomer', phone })
  }

  /** Presses Pay and goes on to the coupons, whatever becomes of them. */
  async toCoupons(): Promise<void> {
    await this.run({ type: 'Pay' })
    if (this.order.payment?.step === 'store-promotions') await this.run({ type: 'ContinuePayment' })
  }

  /** On to the tenders. */
  async toTender(): Promise<void> {
    await this.toCoupons()
    if (this.order.payment?.step === 'coupons') await this.run({ type: 'ContinuePayment' })
  }

  /** Takes more cash than is due. */
  async payCash(): Promise<void> {
    const due = this.till.view()?.cashToPay ?? 0
    await this.run({ type: 'TakeCash', received: due })
  }

  /** Sells the running example from where the order stands until it is there. */
  async sellUntil(isThere: (order: Order) => boolean): Promise<void> {
    for (let steps = 0; steps < 100 && !isThere(this.order); steps += 1) {
      const step = nextStep(this.order)
      if (step) await this.run(step)
      else await this.pass(100)
    }
  }

  /** Holds of the example's customer by status. */
  holds(status: string): readonly string[] {
    return this.coupons.state.authorizations
      .filter((one) => one.status === status && one.consumerId === '880412')
      .map((one) => one.authorizationId)
  }

  /** How often a coupon of the example's wallet was used. */
  uses(couponId: string): number {
    const found = this.coupons.state.holdings.find(
      (one) => one.couponId === couponId && one.consumerId === '880412',
    )
    return found?.usesUsed ?? 0
  }

  /** Where a code's promotions stand in the provider's books. */
  booked(code = 'SPRING5'): readonly string[] {
    return this.promotions
      .state()
      .promotions.filter((one) => one.code === code)
      .map((one) => one.status)
  }

  #clients(options: CounterOptions): Outside {
    const { url } = this.line
    const now = () => this.timers.now()
    const note = (fields: object, sentence: string) => {
      this.log.push(`${sentence} ${JSON.stringify(fields)}`)
    }
    const log = { info: note, warn: note }
    const wait = async (ms: number) => void this.waits.push(ms)
    const parts = { http: this.#counted(options.http ?? createHttp()), now, wait, log }
    const coupons = createPetzCoupons(
      exampleSettings(url, { timeoutMs: 5_000, currency: 'USD' }),
      parts,
    )
    const promotions = createToastPromotions(
      {
        url: `${url}/promotion`,
        apiKey: 'k',
        restaurantExternalId: RESTAURANT,
        timeoutMs: 2_000,
        currencyExponent: 2,
        currency: 'USD',
      },
      parts,
    )
    return { coupons, promotions }
  }

  #counted(http: Http): Http {
    return {
      post: async (request) => {
        this.#busy += 1
        const header = (name: string) => request.headers[name]
        const call: CallName = callOf(request.url, header)
        const deadlineMs = this.line.isSilentNext(call) ? SILENT_MS : PATIENT_MS
        try {
          return await http.post({ ...request, deadlineMs })
        } finally {
          this.#busy -= 1
        }
      },
    }
  }

  #world(): World {
    return {
      at: this.timers.now(),
      newId: () => `00000000-0000-4000-8000-${(this.#ids += 1).toString(16).padStart(12, '0')}`,
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
    }
  }
}
