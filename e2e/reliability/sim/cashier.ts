import { isCertainlyNotDone } from '../../../shared/order/effect'
import type { Command } from '../../../shared/order/commands'
import { hasGoodsBack } from '../../../shared/order/goods-back'
import type { Order } from '../../../shared/order/order'
import { ITEMS, RULES } from '../../../shared/order/testing/shop'
import type { CashierParts } from './cashier-parts'
import { Customers, type Plan } from './customers'
import { nonsense, workOnTray } from './manager'
import { paperCoupon } from './paper-coupons'
import { payAt } from './payment-acts'
import { takeBack } from './return-acts'
import { Scanner } from './scanner'
import { PIN, type SimTerminal } from './terminal'
import { hold } from './violation'

/**
 * A cashier who sells by what the screen shows: in a hurry, sometimes clumsy, now and then against the rules.
 * What lies in the drawer is counted here, by hand.
 */
export class Cashier {
  readonly #parts: CashierParts
  readonly #scanner: Scanner
  readonly #customers: Customers
  readonly #inDrawer = new Map<string, Map<string, number>>()
  drawer = 0

  /** Scans so far. */
  get scans(): number {
    return this.#scanner.count
  }

  /** No new customers: what is open is brought to its end. */
  isClosing = false

  constructor(parts: CashierParts) {
    this.#parts = parts
    this.#customers = new Customers(parts)
    this.#scanner = new Scanner(parts.chance, parts.faults, parts.wall)
  }

  /** Does the next thing at the counter; answers how long the cashier then takes, in milliseconds. */
  act(terminal: SimTerminal): number {
    const order = terminal.till.current
    if (!order) return 5_000
    this.look(terminal)
    this.#parts.machine.giveBack(terminal.till.state.orders)
    const { chance } = this.#parts
    if (!this.isClosing && chance.once(60)) nonsense(this.#parts, terminal, order)
    if (!terminal.isAlive) return 1_000
    const own = this.#step(terminal, order)
    const { thinkMs } = this.#parts
    const wait = thinkMs === null ? own : Math.min(own, thinkMs)
    if (terminal.lives()) this.look(terminal)
    return wait
  }

  /** Looks at the screen: cash that is taken goes into the drawer, change comes out. */
  look(terminal: SimTerminal): void {
    const order = terminal.till.current
    if (!order) return
    const tenders = order.sale?.tenders ?? order.payment?.tenders ?? []
    const known = this.#inDrawer.get(order.id) ?? new Map<string, number>()
    const { back } = order.sale ?? {}
    if (tenders.length === 0 && known.size === 0 && !back) return
    this.#inDrawer.set(order.id, known)
    for (const tender of tenders) {
      if (tender.kind !== 'cash' || known.has(tender.id)) continue
      known.set(tender.id, tender.received)
      this.drawer += tender.received
    }
    for (const [id, received] of known) {
      if (id === 'change' || tenders.some((one) => one.id === id)) continue
      known.delete(id)
      this.drawer -= received
    }
    if (order.sale && !known.has('change')) {
      known.set('change', 0)
      this.drawer -= order.sale.change
      for (const one of back?.refunds ?? []) if (one.kind === 'cash') this.drawer -= one.amount
      this.#customers.keepReceipt(order)
    }
  }

  /** I7: what lies in the drawer is what the journal expects, and the tenders of the unpaid order. */
  count(terminal: SimTerminal): void {
    this.look(terminal)
    const open = terminal.till.current?.payment?.tenders ?? []
    const unpaid = terminal.till.current?.sale ? [] : open
    const cash = unpaid.reduce((all, one) => all + (one.kind === 'cash' ? one.received : 0), 0)
    const { cash: expected } = this.#parts.auditor.books
    hold(
      this.drawer - cash === expected,
      'I7',
      `${this.drawer - cash} in the drawer, not ${expected}`,
    )
  }

  /** Forgets orders that are over. */
  forget(orderIds: ReadonlyMap<string, unknown>): void {
    this.#customers.forget(orderIds)
    for (const id of this.#inDrawer.keys()) if (!orderIds.has(id)) this.#inDrawer.delete(id)
    this.#parts.machine.forget()
  }

  #step(terminal: SimTerminal, order: Order): number {
    switch (order.status) {
      case 'open':
        return this.#open(terminal, order)
      case 'paying':
        return this.#paying(terminal, order)
      case 'paid':
      case 'closed':
        return this.#afterSale(terminal, order)
      case 'held':
      case 'cancelled':
        return 1_000
    }
  }

  #open(terminal: SimTerminal, order: Order): number {
    const { till } = terminal
    const { chance } = this.#parts
    terminal.scans.setPlace(order.validation ? 'validating' : 'order')
    if (order.validation) return this.#validating(terminal, order)
    const [scan] = order.unresolved
    if (scan) {
      const isFound = scan.coupon === undefined && chance.once(2)
      till.run(
        isFound
          ? { type: 'ResolveScan', scanId: scan.id, sku: 'tea' }
          : { type: 'RemoveUnresolvedScan', scanId: scan.id },
      )
      return 3_000
    }
    const plan = this.#customers.planOf(order)
    if (this.isClosing && order.lines.length === 0 && order.back === null) return 10_000
    if (plan.returns !== null) {
      if (takeBack(this.#parts, terminal, order, plan.returns)) return 3_000
      plan.returns = null
      return 1_000
    }
    if (plan.pieces > 0) {
      plan.pieces -= 1
      this.#goods(terminal, order)
      return 1_200 + chance.below(2_500)
    }
    if (order.promotions.some((one) => one.status === 'verifying')) return 700
    if (order.customer?.status === 'looking') return 700
    if (plan.discount) {
      plan.discount = false
      till.run(this.#discount(order))
      return 3_000
    }
    const [code, ...others] = plan.codes
    if (code !== undefined) {
      plan.codes = others
      return this.#code(terminal, code)
    }
    if (plan.phone !== null) return this.#phone(terminal, plan)
    if (plan.papers > 0) {
      plan.papers -= 1
      this.#scanner.code(terminal, paperCoupon(chance))
      return 1_500
    }
    if (plan.cancel) {
      plan.cancel = false
      till.run({ type: 'CancelOrder', orderId: order.id })
      return 20_000 + chance.below(60_000)
    }
    if (plan.hold && !this.isClosing) {
      plan.hold = false
      till.run(chance.once(3) ? { type: 'Send' } : { type: 'Hold', heldFor: 'later' })
      return 4_000
    }
    if (order.lines.every((line) => line.voided) && !hasGoodsBack(order)) {
      plan.pieces = 1
      return 1_000
    }
    if (chance.once(12)) till.run({ type: 'Stay' })
    else this.#pay(terminal)
    return 800
  }

  /** A return that is late, or a void, is put before a manager. */
  #pay({ till }: SimTerminal): void {
    const went = till.run({ type: 'Pay' })
    if (went.ok || went.error.code !== 'return-needs-manager') return
    till.run({ type: 'ApproveReturn', reason: 'Saw the receipt', pin: PIN })
  }

  #code(terminal: SimTerminal, code: string): number {
    if (this.#parts.chance.once(2)) this.#scanner.code(terminal, `PROMO-${code}`)
    else terminal.till.run({ type: 'ApplyCode', code })
    return 900
  }

  #phone(terminal: SimTerminal, plan: Plan): number {
    const phone = plan.phone ?? ''
    plan.phone = null
    if (this.#parts.chance.once(2)) this.#scanner.code(terminal, `CARD-${phone}`)
    else terminal.till.run({ type: 'SetCustomer', phone })
    return 900
  }

  #goods(terminal: SimTerminal, order: Order): void {
    const { chance } = this.#parts
    const line = chance.among(order.lines, undefined)
    if (line && !line.voided && chance.once(14)) {
      terminal.till.run({ type: 'VoidLine', lineId: line.id })
      return
    }
    if (line?.voided === true && chance.once(3)) {
      terminal.till.run({ type: 'PutBackLine', lineId: line.id })
      return
    }
    if (line && chance.once(14)) {
      const quantity = 1_000 * (1 + chance.below(6))
      terminal.till.run({ type: 'SetQuantity', lineId: line.id, quantity })
      return
    }
    if (line && chance.once(25)) {
      terminal.till.run({ type: 'ChangePrice', lineId: line.id, price: chance.below(5_000) })
      return
    }
    if (chance.once(8)) {
      const { sku, price, unit } = chance.among<(typeof ITEMS)[number] | typeof NO_ITEM>(
        ITEMS,
        NO_ITEM,
      )
      const weight = unit === 'each' ? {} : { quantity: 1 + chance.below(4_000) }
      const open = price === null ? { price: 100 + chance.below(9_000) } : {}
      terminal.till.run({ type: 'AddItem', sku, ...weight, ...open })
      return
    }
    this.#scanner.scan(terminal)
  }

  #discount(order: Order): Command {
    const { chance } = this.#parts
    const lineId = chance.among(order.lines, undefined)?.id ?? null
    const rule = chance.among(RULES, undefined)
    const pin = chance.once(6) ? '0000' : PIN
    return { type: 'AddStoreDiscount', ruleId: rule?.id ?? '', lineId, pin }
  }

  #validating(terminal: SimTerminal, order: Order): number {
    const { chance } = this.#parts
    if (order.validation?.status === 'checking') {
      if (chance.once(12)) this.#scanner.scan(terminal)
      if (this.#parts.faults.happens(4)) this.#scanner.flood(terminal)
      return 600
    }
    const types = ['RetryValidation', 'GiveUpValidation', 'AcceptPromotions'] as const
    const type = chance.among(types, 'RetryValidation')
    terminal.till.run(type === 'AcceptPromotions' ? { type, pin: PIN } : { type })
    return 2_500
  }

  #paying(terminal: SimTerminal, order: Order): number {
    const { till } = terminal
    const { chance } = this.#parts
    const { payment } = order
    terminal.scans.setPlace('payment')
    if (!payment) return 1_000
    if (order.validation) return this.#validating(terminal, order)
    if (chance.once(25)) this.#scanner.during(terminal)
    const plan = this.#customers.planOf(order)
    if (plan.backs > 0 && chance.once(2) && !payment.card && payment.tenders.length === 0) {
      plan.backs -= 1
      till.run({ type: 'BackFromPayment', to: chance.once(2) ? 'order' : 'coupons' })
      return 2_000
    }
    return payAt(this.#parts, terminal, order, plan.pays)
  }

  /** Looks after the paper, now and then the drawer, and turns to the next customer. */
  #afterSale(terminal: SimTerminal, order: Order): number {
    const { till } = terminal
    const { chance } = this.#parts
    terminal.scans.setPlace('complete')
    if (this.#drop(terminal, order)) return 4_000
    if (chance.once(10)) till.run({ type: 'PrintReceipt', orderId: order.id })
    if (chance.once(30)) till.run({ type: 'OpenDrawer', orderId: order.id })
    const code = chance.among(order.promotions, undefined)
    if (code && chance.once(12)) {
      till.run({ type: 'GivePromotionBack', orderId: order.id, promotionId: code.id })
    }
    workOnTray(this.#parts, terminal, this.isClosing)
    if (!terminal.isAlive) return 1_000
    if (this.isClosing) return 5_000
    // I27: whatever the printer says, the next customer is served.
    const held = [...till.state.orders.values()].find((one) => one.status === 'held')
    const next =
      held && chance.once(2) ? this.#resume(terminal, held) : till.run({ type: 'NewOrder' })
    const isOurs = next.ok || next.error.kind === 'fault'
    hold(isOurs, 'I27', 'a paid order keeps the next customer waiting')
    return this.#parts.pauseMs + chance.below(this.#parts.pauseMs)
  }

  #resume(terminal: SimTerminal, held: Order) {
    return terminal.till.run({ type: 'ResumeOrder', orderId: held.id })
  }

  /** What stands in the way of the paper of this order. */
  #drop(terminal: SimTerminal, order: Order): boolean {
    const { chance } = this.#parts
    const stuck = order.effects.find(
      ({ request, status }) => request.kind === 'receipt-print' && status === 'needs-person',
    )
    if (!stuck || chance.once(3)) return false
    const { id: effectId } = stuck
    if (chance.once(5)) {
      terminal.till.run({
        type: 'CloseEffect',
        orderId: order.id,
        effectId,
        note: 'by hand: no paper',
      })
    } else if (isCertainlyNotDone(stuck) && chance.once(2)) {
      terminal.till.run({ type: 'RetryEffect', orderId: order.id, effectId })
    } else terminal.till.run({ type: 'PrintReceipt', orderId: order.id })
    return true
  }
}

const NO_ITEM = { sku: 'tea', price: null, unit: 'each' } as const
