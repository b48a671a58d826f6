import type { Command } from '../../../shared/order/commands'
import type { OrderHappening } from '../../../shared/order/events'
import { isLookingUp } from '../../../shared/order/look-up'
import type { RefusalCode } from '../../../shared/order/refusals'
import { ITEMS, RETURNS, RULES, SHOP } from '../../../shared/order/testing/shop'
import { promotionBook } from '../../../shared/promotions/book'
import { SHOP_PROMOTIONS } from '../../../shared/promotions/testing/rules'
import type { Chance } from '../../../shared/order/testing/chance'
import type { TillView } from '../../../shared/order/till-view'
import { scanRules, type ScanRules } from '../../../shared/barcode/scan'
import type { Order, OrderTerms } from '../../../shared/order/order'
import type { FaultReport, Refusal, Result } from '../../../shared/result'
import type { CouponService } from '../../../electron/providers/coupons/port'
import type { PromotionProvider } from '../../../electron/providers/promotions/port'
import { Approvals } from '../../../electron/till/approvals'
import { EffectRunner } from '../../../electron/till/effect-runner'
import { performer, type Paper } from '../../../electron/till/perform'
import { Reactions } from '../../../electron/till/reactions'
import { ScanRouter } from '../../../electron/till/scan-router'
import { Till, type TillParts, type World } from '../../../electron/till/till'
import type { Auditor } from './auditor'
import type { SimClock } from './clock'
import { clockWatch, type Watch } from './clock-watch'
import type { Deaths } from './deaths'
import { SimJournal, type SimDisk } from './disk'
import type { Faults } from './faults'
import type { Asker } from './network'
import { PAPER_RULES } from './paper-coupons'
import { ScanWatch } from './scan-watch'
import { hold, noteFailure } from './violation'

/** The manager's PIN of every simulated shop. */
export const PIN = '4711'

/** How a shop is set up. */
export type SimSettings = {
  readonly terms: OrderTerms
  readonly hasCoupons: boolean
  readonly hasPromotions: boolean
  readonly hasPrinter: boolean
  /** The store has promotions that come by themselves. */
  readonly hasRules: boolean
}

/** What outlives the process, and what it is made of. */
export type TerminalParts = {
  readonly clock: SimClock
  readonly chance: Chance
  readonly faults: Faults
  readonly disk: SimDisk
  readonly deaths: Deaths
  readonly auditor: Auditor
  readonly settings: SimSettings
  readonly newId: () => string
  /** The world as this process reaches it. */
  readonly reach: (asker: Asker) => {
    readonly promotions: PromotionProvider
    readonly coupons: CouponService
    readonly paper: Paper
  }
}

const EMPTY = {} as TillView

type Ran = Result<TillView, Refusal<RefusalCode> | FaultReport>

/** The till, with an eye on every command. */
class WatchedTill extends Till {
  readonly #parts: TerminalParts
  readonly #journal: SimJournal
  readonly #look: () => void
  #views = 0

  constructor(parts: TillParts, terminal: TerminalParts, journal: SimJournal) {
    super(parts)
    this.#parts = terminal
    this.#journal = journal
    this.#look = parts.look ?? (() => undefined)
  }

  /** A clock that was set is told before the command, which is watched without it. */
  override run(command: Command): Ran {
    this.#look()
    const stuck = this.recover()
    if (stuck !== null) return stuck
    const ran = this.#watch(command, () => super.run(command))
    if (this.#journal.isAlive && command.type.endsWith('Answered')) this.#again(command)
    return ran
  }

  protected override recover(): Ran | null {
    return this.#watch({ type: 'Recover' }, () => super.recover())
  }

  #watch<R extends Ran | null>(command: Command, run: () => R): R {
    const { auditor } = this.#parts
    const before = this.state
    const last = this.#journal.last
    const receipt = auditor.books.lastReceipt
    const outer = auditor.command
    auditor.command = command
    const ran = this.#try(run)
    auditor.command = outer
    if (!this.#journal.isAlive) return ran
    if (ran?.ok === false) {
      if (ran.error.code === 'journal-doubtful') return ran
      hold(this.state === before, 'I22', `${command.type} failed and changed the till`)
      hold(/^[a-z]+(-[a-z]+)+$/.test(ran.error.code), 'I39', `${ran.error.code} says nothing`)
      hold(this.#journal.last === last, 'I22', `${command.type} failed and is half written`)
    }
    const { lastReceipt } = auditor.books
    const { receiptNumber } = this.#parts.disk.anchor
    const isSealed = lastReceipt === receipt || receiptNumber === lastReceipt
    hold(isSealed, 'I17', `the anchor is at ${receiptNumber}, not ${lastReceipt}`)
    return ran
  }

  /**
   * The view is what costs most, and nobody looks at a simulated screen: it is built when somebody asks for more
   * than its order, and now and then all the same.
   */
  override view(): TillView | null {
    const order = this.current
    if (order === null) return null
    this.#views += 1
    const built = this.#views % 128 === 0 ? super.view() : null
    return built ?? new Proxy(EMPTY, { get: (_, name) => this.#field(order, name) })
  }

  #field(order: Order, name: string | symbol): unknown {
    if (name === 'order') return order
    const view = super.view()
    return view === null ? undefined : Reflect.get(view, name)
  }

  /** A mistake of ours inside a promise must not get lost. */
  #try<R>(run: () => R): R {
    try {
      return run()
    } catch (error) {
      noteFailure(error)
      throw error
    }
  }

  /** P19 and P21: the same answer comes once more, or another one to the same question. */
  #again(command: Command): void {
    const { faults, clock, chance } = this.#parts
    if (!faults.happens()) return
    const other = chance.once(2) ? otherAnswer(command) : null
    const service = /Verify|Revalidation/.test(command.type) ? 'promotion' : 'coupon'
    clock.after(1 + chance.below(20_000), () => {
      if (!this.#journal.isAlive) return
      // Each attempt is answered once by its own promise: while the next one is under way there is no second
      // answer to the one before.
      if (isStillAsked(this, command)) return
      this.#look()
      const last = this.#journal.last
      this.run(other ?? command)
      faults.count(`${other ? 'P21' : 'P19'} ${service}`)
      hold(this.#journal.last === last, 'I14', `a second ${command.type} counts`)
    })
  }
}

/** One life of the process: everything between a start and a death. */
export class SimTerminal {
  readonly till: Till
  readonly journal: SimJournal
  readonly effects: EffectRunner
  readonly scans: ScanWatch
  readonly clocks: Watch
  readonly #parts: TerminalParts

  constructor(parts: TerminalParts) {
    this.#parts = parts
    const { clock, disk, deaths, auditor, settings, reach } = parts
    const { hasPrinter, hasCoupons, hasPromotions } = settings
    this.journal = new SimJournal(disk, {
      fate: (records) => deaths.fate(records),
      committed: (records) => auditor.committed(records),
    })
    const asker: Asker = {
      isAlive: () => this.journal.isAlive,
      sent: () => this.isAlive && deaths.sent(),
      effected: () => this.isAlive && deaths.effected(),
    }
    deaths.kill = () => this.journal.close()
    const { promotions, coupons, paper } = reach(asker)
    const outside = {
      promotions: hasPromotions ? promotions : null,
      coupons: hasCoupons ? coupons : null,
    }
    const timers = clock.timers(asker.isAlive)
    const till = () => this.till
    const perform = performer(outside, hasPrinter ? paper : null)
    this.clocks = clockWatch({
      ...{ till, timers, steady: () => clock.passed },
      passed: () => this.effects.pump(),
    })
    this.effects = new EffectRunner({ till, perform, timers })
    const reactions = new Reactions({ till, outside, effects: this.effects, timers })
    const approvals = new Approvals(PIN, () => clock.running)
    const tillParts: TillParts = {
      journal: this.journal,
      approvals,
      world: () => this.#moment(),
      look: () => this.clocks.look(),
      publish: () => void Promise.resolve().then(() => this.scans.resume()),
      react: (happened: readonly OrderHappening[], command: Command | null) => {
        if (this.isAlive) reactions.react(happened, command)
      },
    }
    this.till = new WatchedTill(tillParts, parts, this.journal)
    this.scans = this.#makeScans()
  }

  get isAlive(): boolean {
    return this.journal.isAlive
  }

  /** The same, asked anew after something that may have ended it. */
  lives(): boolean {
    return this.journal.isAlive
  }

  /** Starts the till as the program does. */
  start(): void {
    const { auditor, deaths, disk, chance } = this.#parts
    auditor.startsWith(disk.last)
    hold(disk.anchor.seq <= disk.last, 'I17', 'the anchor is ahead of the journal')
    deaths.isRecovering = true
    const found = this.journal.last
    this.till.start()
    deaths.isRecovering = false
    if (!this.isAlive) return
    const last = this.journal.last
    auditor.started(this.till.current, last > found)
    for (let again = chance.once(10) ? 5 : 1; again > 0; again -= 1) {
      this.till.run({ type: 'Recover' })
    }
    hold(this.journal.last === last, 'I19', 'a second start finds something to settle')
    this.clocks.start()
    this.effects.pump()
  }

  /** Closes the terminal as its owner does. */
  async quit(): Promise<void> {
    if (this.till.current) this.till.run({ type: 'PrepareToQuit' })
    await this.effects.drain(2_000)
    this.effects.stop()
    this.clocks.stop()
    this.journal.close()
  }

  #makeScans(): ScanWatch {
    const rules = RULES_OF_SCANS
    const watch: ScanWatch = new ScanWatch(
      new ScanRouter({
        till: () => this.till,
        rules: () => rules,
        barcodes: { duplicateMs: 30, expired: 'warn' },
        items: (codes) => codes.flatMap((code) => ITEM_BY_CODE.get(code) ?? []).slice(0, 1),
        isReady: () => true,
        signOn: () => false,
        now: () => this.#parts.clock.wall,
        report: (report) => watch.report(report),
      }),
      () => this.till.current,
    )
    return watch
  }

  #moment(): World {
    const { clock, settings, newId } = this.#parts
    return {
      at: clock.wall,
      newId,
      terms: settings.terms,
      cashier: 'Maya R.',
      promotions: settings.hasPromotions,
      printer: settings.hasPrinter,
      drawer: settings.hasPrinter,
      expired: 'warn',
      rules: RULES,
      returns: RETURNS,
      couponRules: PAPER_RULES,
      ...(settings.hasRules ? { storePromotions: BOOK } : {}),
      shop: SHOP,
      item: (sku) => ITEM_BY_SKU.get(sku) ?? null,
    }
  }
}

const ITEM_BY_SKU = new Map(ITEMS.map((item) => [item.sku, item]))
const ITEM_BY_CODE = new Map(
  ITEMS.flatMap((item) => item.barcodes.map((code) => [code.padStart(14, '0'), item] as const)),
)
const BOOK = promotionBook(SHOP_PROMOTIONS)
const RULES_OF_SCANS = madeRules()

function madeRules(): ScanRules {
  const patterns = { customerPattern: '^CARD-', badgePattern: '^BADGE-', variableMeasure: [] }
  const rules = scanRules('^PROMO-', patterns)
  if (!rules.ok) throw new Error('The patterns are right')
  return rules.value
}

/** Whether an answer would still be heard: then a second one is no second one. */
function isStillAsked(till: Till, command: Command): boolean {
  if (!('orderId' in command)) return false
  const order = till.state.orders.get(command.orderId)
  if (!order) return false
  switch (command.type) {
    case 'EffectAnswered':
      return order.effects.some((one) => one.id === command.effectId && one.status === 'sending')
    case 'VerifyAnswered':
      return order.promotions.some(
        (one) => one.id === command.promotionId && one.status === 'verifying',
      )
    case 'RevalidationAnswered':
      return order.validation?.guid === command.guid && order.validation.status === 'checking'
    case 'CustomerAnswered':
      return order.customer?.lookUpId === command.lookUpId && isLookingUp(order.customer)
    case 'AuthorizationAnswered': {
      const now = order.payment?.authorization
      return now?.renewing === command.authRef || now?.authRef === command.authRef
    }
    default:
      return false
  }
}

/** Another answer to the same question; null where the first one was no answer at all. */
function otherAnswer(command: Command): Command | null {
  switch (command.type) {
    case 'EffectAnswered':
      if (command.outcome.status !== 'delivered') return null
      return { ...command, outcome: { status: 'unknown', code: 'timeout' } }
    case 'VerifyAnswered':
    case 'RevalidationAnswered':
    case 'CustomerAnswered':
    case 'AuthorizationAnswered':
      if (command.answer.status !== 'ok') return null
      return { ...command, answer: { status: 'unknown', code: 'server-error', detail: '' } }
    default:
      return null
  }
}
