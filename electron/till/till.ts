import { Fault } from '../../shared/fault'
import { applyAll } from '../../shared/order/apply'
import type { Command } from '../../shared/order/commands'
import type { Context } from '../../shared/order/context'
import { currentOf, decide } from '../../shared/order/decide'
import type { OrderHappening } from '../../shared/order/events'
import type { SaleRow } from '../../shared/ipc/contract'
import type { SoldSale } from '../../shared/order/sold'
import { nearPromotions, type NearPromotions } from '../../shared/order/near-promotions'
import type { Order } from '../../shared/order/order'
import type { RefusalCode } from '../../shared/order/refusals'
import { EMPTY_TILL, evolve, type TillState } from '../../shared/order/till-state'
import type { SavingTrouble, TillView } from '../../shared/order/till-view'
import { viewOf } from '../../shared/order/view-of'
import { assert } from '../../shared/assert'
import { fail, ok, type FaultReport, type Refusal, type Result } from '../../shared/result'
import type { Journal, StreamHead } from '../journal/port'
import type { Approvals } from './approvals'
import {
  doneHead,
  happeningOf,
  isSameTerminal,
  orderHead,
  SPENT,
  spentAtStart,
  TERMINAL_STREAM,
  terminalHead,
  terminalSummaryOf,
} from './record'
import { returnHeads, returnRecords, salesNumbered, soldSale } from './sold-sales'

/** What a decision needs that the till does not know by itself. */
export type World = Omit<
  Context,
  | 'orderNumber'
  | 'receiptNumber'
  | 'approvals'
  | 'approver'
  | 'sold'
  | 'unverifiedUses'
  | 'codesOnOrders'
>

/** The parts a till is made of. */
export type TillParts = {
  readonly journal: Journal
  readonly approvals: Approvals
  /** The moment's time, ids, settings and catalog; a new one each time it is asked. */
  readonly world: () => World
  /** Shows the newest view. */
  readonly publish: (view: TillView) => void
  /** Compares the clocks before anything is decided by them; may run a command of its own. */
  readonly look?: () => void
  /** An order was closed: its log may be folded back when there is time. Absent, it is folded at once. */
  readonly closed?: () => void
  /** Lets the world hear of what has just been written; must not call back into the till at once. */
  readonly react: (happened: readonly OrderHappening[], command: Command | null) => void
}

/** Faults of the journal that the window has words of their own for. */
const TROUBLES: ReadonlyMap<string, SavingTrouble> = new Map([
  ['journal-full', 'full'],
  ['journal-doubtful', 'doubtful'],
])

/** The new view, a refusal in words of the trade, or the fault that kept it from being written. */
type Ran = Result<TillView, Refusal<RefusalCode> | FaultReport>

/** What one command came to. */
type Taken = { readonly happened: readonly OrderHappening[]; readonly command: Command }

/** The one authority of the terminal: every change of an order goes through `run`. */
export class Till {
  readonly #parts: TillParts
  #state: TillState = EMPTY_TILL
  #revision = 0
  #trouble: SavingTrouble | null = null
  #busy = false
  /** Whether what was under way when the process before this one ended is settled. */
  #isRecovered = true
  /** What the commands of `together` came to so far; null outside of it. */
  #group: Taken[] | null = null
  #view: TillView | null = null

  constructor(parts: TillParts) {
    this.#parts = parts
  }

  /** Brings the orders back that are not done with, then settles what was under way when the process ended. */
  start(): void {
    this.#state = this.#read()
    this.#isRecovered = false
    this.recover()
  }

  /** Everything in memory. Changes only in `run`. */
  get state(): TillState {
    return this.#state
  }

  /** The order on screen. */
  get current(): Order | null {
    return currentOf(this.#state)
  }

  /** The newest view; null before `start`. */
  view(): TillView | null {
    const { world } = this.#parts
    this.#view ??= viewOf(this.#state, this.#revision, world(), this.#trouble)
    return this.#view
  }

  /**
   * What is near the order on screen, tried out now; null before `start`.
   * @param isEnough  says when it has taken long enough
   */
  near(isEnough: () => boolean): NearPromotions | null {
    const { current } = this
    if (current === null) return null
    return nearPromotions(current, { ...this.#parts.world(), others: this.#state, isEnough })
  }

  /** A paid sale by its reference, with what came back of it; null when this terminal has none. */
  sold(ref: string): SoldSale | 'on-another-order' | null {
    return soldSale(this.#state, this.#parts.journal, ref)
  }

  /** The paid sales with an order number, newest first. */
  salesNumbered(number: number): readonly SaleRow[] {
    return salesNumbered(this.#state, this.#parts.journal, number)
  }

  /**
   * Runs one command to its end, in one breath: decide, write, fold, show. Answers the new view, a refusal
   * in words of the trade, or the fault that kept it from being written; then nothing has happened.
   */
  run(command: Command): Ran {
    return this.recover() ?? this.#runOne(command)
  }

  /**
   * What a start has to settle comes before anything else; on a full disk it waits until it can be written.
   * Answers null when it is settled, or why it is not.
   */
  protected recover(): Ran | null {
    if (this.#isRecovered || this.#group !== null) return null
    const ran = this.#runOne({ type: 'Recover' })
    this.#isRecovered = ran.ok
    return ran.ok ? null : ran
  }

  #runOne(command: Command): Ran {
    assert(!this.#busy, 'A command inside a command')
    this.#parts.look?.()
    this.#busy = true
    try {
      const context = this.#context(command)
      if (!context.ok) return context
      const decided = decide(this.#state, command, context.value)
      if (!decided.ok) return decided
      if (decided.value.length > 0) this.#take({ happened: decided.value, command })
      return ok(this.#viewNow())
    } catch (error) {
      return fail(this.#troubleOf(error))
    } finally {
      this.#busy = false
    }
  }

  /**
   * Runs the commands of some work as one: each is decided on what those before it came to, then all are
   * written at once, shown once, and heard of. Nobody may be told of any of them before this has answered.
   * Answers null, or the fault that kept them from being written; then none of them has happened.
   */
  together(work: () => void): FaultReport | null {
    assert(!this.#busy && this.#group === null, 'A command inside a command')
    const stuck = this.recover()
    if (stuck?.ok === false && stuck.error.kind === 'fault') return stuck.error
    const before = this.#state
    const taken: Taken[] = []
    this.#group = taken
    try {
      work()
    } finally {
      this.#group = null
      this.#state = before
      this.#view = null
    }
    if (taken.length === 0) return null
    this.#busy = true
    try {
      this.#commit(taken)
      return null
    } catch (error) {
      return this.#troubleOf(error)
    } finally {
      this.#busy = false
    }
  }

  /** Why nothing can be sold now; null when all is well. */
  get trouble(): SavingTrouble | null {
    return this.#trouble
  }

  /** Tries whether sales can be saved again, and says so where they can. A doubt needs a new start. */
  trySaving(): void {
    if (this.#trouble === null || this.#trouble === 'doubtful') return
    try {
      this.#parts.journal.append([], [terminalHead(this.#state)])
    } catch (error) {
      this.#troubleOf(error)
      return
    }
    this.#trouble = null
    if (this.recover() === null) this.#publish()
  }

  #take(taken: Taken): void {
    if (this.#group === null) {
      this.#commit([taken])
      return
    }
    this.#group.push(taken)
    this.#state = taken.happened.reduce(evolve, this.#state)
    this.#view = null
  }

  /** Written, then taken for true, then shown, then heard of; the anchor follows while nobody waits. */
  #commit(taken: readonly Taken[]): void {
    const { journal, react, closed } = this.#parts
    const happened = taken.flatMap((one) => one.happened)
    const next = happened.reduce(evolve, this.#state)
    const records = happened.map(({ orderId, at, event }) => ({ stream: orderId, at, event }))
    const returned = returnRecords(happened)
    const heads = [...this.#heads(happened, next), ...returnHeads(returned)]
    journal.append([...records, ...returned], heads)
    this.#state = next
    this.#trouble = null
    for (const { event } of happened) {
      if (event.type === 'OrderPaid') void journal.sealSoon(event.sale.receiptNumber)
      if (event.type === 'OrderClosed') (closed ?? (() => journal.checkpoint()))()
    }
    this.#publish()
    for (const one of taken) react(one.happened, one.command)
  }

  #troubleOf(error: unknown): FaultReport {
    if (!(error instanceof Fault)) throw error
    this.#noteTrouble(error)
    return { kind: 'fault', code: error.code, detail: error.message }
  }

  /** The window says that nothing can be sold; of a doubt there is no way back but a new start. */
  #noteTrouble({ code }: Fault): void {
    const trouble = TROUBLES.get(code) ?? 'unwritable'
    if (this.#trouble === trouble || this.#trouble === 'doubtful') return
    this.#trouble = trouble
    this.#publish()
  }

  /**
   * Where each touched order stands, so that a start reads only the orders that are not done with. Only what
   * has changed is written again: a scan changes no head.
   */
  #heads(happened: readonly OrderHappening[], next: TillState): readonly StreamHead[] {
    const before = this.#state
    const ids = new Set(happened.map((each) => each.orderId))
    if (before.currentId !== null) ids.add(before.currentId)
    const heads = [...ids].flatMap((stream) => {
      const was = orderHead(before, stream)
      const now = orderHead(next, stream)
      if (was === null) return now === null ? [] : [now]
      return now === null ? [doneHead(before, stream, was.number)] : []
    })
    return isSameTerminal(before, next) ? heads : [...heads, terminalHead(next)]
  }

  #read(): TillState {
    const { journal } = this.#parts
    const heads = journal.heads(['live'])
    const orders = new Map<string, Order>()
    for (const { stream } of heads) {
      if (stream === TERMINAL_STREAM) continue
      const order = applyAll(journal.readStream(stream).map(happeningOf))
      assert(order !== null, `Nothing stands in ${stream}`)
      orders.set(stream, order)
    }
    const terminal = heads.find((head) => head.stream === TERMINAL_STREAM)
    const summary = terminal ? terminalSummaryOf(terminal) : EMPTY_TILL
    const { currentId, lastNumber } = summary
    // A journal that follows a damaged one goes on above the last receipt that was sealed.
    const lastReceiptNumber = Math.max(summary.lastReceiptNumber, journal.sealedReceipt)
    const kept = spentAtStart(journal.heads(SPENT), [...orders.values()])
    return { ...EMPTY_TILL, orders, currentId, lastNumber, lastReceiptNumber, ...kept }
  }

  #context(command: Command): Result<Context, Refusal<RefusalCode>> {
    const { approvals, world } = this.#parts
    const pin = 'pin' in command ? command.pin : undefined
    const approver = approvals.check(pin)
    if (!approver.ok) return approver
    // What the world answered is this command's own: it is completed, which is quicker than another copy.
    const own = {
      orderNumber: (this.#state.lastNumber % 9999) + 1,
      receiptNumber: this.#state.lastReceiptNumber + 1,
      approvals: approvals.available,
      approver: approver.value,
      sold: (ref: string) => this.sold(ref),
    }
    return ok(Object.assign(world(), own))
  }

  #publish(): void {
    this.#revision += 1
    this.#view = null
    const view = this.view()
    if (view) this.#parts.publish(view)
  }

  #viewNow(): TillView {
    const view = this.view()
    assert(view !== null, 'No order on screen after a command')
    return view
  }
}
