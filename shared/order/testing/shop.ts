import type { CatalogItem } from '../../catalog'
import { money } from '../../money'
import { apply } from '../apply'
import type { Command } from '../commands'
import type { Context } from '../context'
import { currentOf, decide } from '../decide'
import type { OrderEvent, OrderHappening } from '../events'
import type { Order, OrderTerms } from '../order'
import type { RefusalCode } from '../refusals'
import { soldSaleOf } from '../sold-of'
import { EMPTY_TILL, evolve, type TillState } from '../till-state'
import { assert } from '../../assert'

/** The products of the running example, and a few more. */
export const ITEMS: readonly CatalogItem[] = [
  item('bw-dog-chk-24', 'Brambleway Chicken Dry Dog Food 24 lb', 5899, '400001102312'),
  item('bw-cat-sal-3', 'Brambleway Salmon Cat Pouch 3 oz', 189, '400001102459'),
  item('fw-rope-m', 'Fetchwell Rope Toy M', 950, '400001203019'),
  item('pc-litter-14', 'Pinecrest Clumping Litter 14 lb', 1249, '400001302200'),
  { ...item('tea', 'Tea', 300, ''), taxRate: 0, category: 'Café' },
  { ...item('cake', 'Cake', 425, ''), taxRate: 102_500, category: 'Café' },
  { ...item('gift', 'Gift card', 0, ''), price: null, taxRate: 0 },
  { ...item('biscuits', 'Bulk dog biscuits', 450, ''), unit: 'lb' },
]

const TERMS: OrderTerms = {
  currency: 'USD',
  pricesIncludeTax: false,
  cashRounding: 1,
  couponsReduceTaxBase: false,
  couponService: true,
  registerRef: 'pine-01',
}

/** A till in memory: commands in, events out, nothing of the world. */
export class Shop {
  state: TillState = EMPTY_TILL
  readonly happened: OrderHappening[] = []
  at = new Date(2025, 2, 20, 17, 40).getTime()
  #ids = 0
  readonly #over: Partial<Context>

  constructor(over: Partial<Context> & { readonly terms?: OrderTerms } = {}) {
    this.#over = over
    this.run({ type: 'NewOrder' })
  }

  /** Runs a command that must be taken; answers its events. */
  run(command: Command, pinned: Partial<Context> = {}): readonly OrderEvent[] {
    const decided = decide(this.state, command, this.context(pinned))
    assert(decided.ok, `${command.type}: ${decided.ok ? '' : decided.error.code}`)
    this.state = decided.value.reduce(evolve, this.state)
    this.happened.push(...decided.value)
    return decided.value.map((each) => each.event)
  }

  /** The reason why a command is not taken; null when it is. */
  refusal(command: Command, pinned: Partial<Context> = {}): RefusalCode | null {
    const decided = decide(this.state, command, this.context(pinned))
    return decided.ok ? null : decided.error.code
  }

  /** The order on screen. */
  get order(): Order {
    const order = currentOf(this.state)
    assert(order !== null, 'No order on screen')
    return order
  }

  /** Puts items on the order by number. */
  add(...skus: readonly string[]): void {
    for (const sku of skus) this.run({ type: 'AddItem', sku })
  }

  /** Every order ever paid here; in the till they are read from the journal. */
  #sold(ref: string): ReturnType<Context['sold']> {
    const orders = new Map<string, Order>()
    for (const happening of this.happened) {
      orders.set(happening.orderId, apply(orders.get(happening.orderId) ?? null, happening))
    }
    const all = [...orders.values()]
    const order = all.find((one) => one.ref === ref && one.sale)
    if (!order) return null
    const takers = all.filter((one) => one.back?.sold?.orderId === order.id)
    const isElsewhere = takers.some((one) => one.sale === null && one.status !== 'cancelled')
    return isElsewhere
      ? 'on-another-order'
      : soldSaleOf(
          order,
          takers.filter((one) => one.sale?.back !== undefined),
        )
  }

  context(pinned: Partial<Context> = {}): Context {
    return {
      at: this.at,
      newId: () => `id-${(this.#ids += 1)}`,
      orderNumber: this.state.lastNumber + 1,
      receiptNumber: this.state.lastReceiptNumber + 1,
      terms: TERMS,
      cashier: 'Maya R.',
      promotions: true,
      printer: true,
      drawer: true,
      expired: 'refuse',
      rules: RULES,
      shop: SHOP,
      item: (sku) => ITEMS.find((one) => one.sku === sku) ?? null,
      returns: RETURNS,
      sold: (ref) => this.#sold(ref),
      approvals: true,
      approver: null,
      ...this.#over,
      ...pinned,
    }
  }
}

/** What the shop takes back without a manager. */
export const RETURNS: Context['returns'] = {
  days: 30,
  cashierLimit: null,
  late: { days: 7, cashierLimit: 500 },
}

/** The discounts of the shop. */
export const RULES: Context['rules'] = [
  {
    id: 'damaged',
    name: 'Damaged pack 15%',
    scope: 'line',
    value: { kind: 'percent', ratePpm: 150_000 },
    approval: false,
  },
  {
    id: 'senior',
    name: 'Senior 10%',
    scope: 'order',
    value: { kind: 'percent', ratePpm: 100_000 },
    approval: false,
  },
  {
    id: 'staff',
    name: 'Staff 20%',
    scope: 'order',
    value: { kind: 'percent', ratePpm: 200_000 },
    approval: true,
  },
]

/** What stands on its receipts. */
export const SHOP: Context['shop'] = {
  name: 'Paws on Pine',
  address: ['418 Pine Street, Seattle, WA 98101'],
  phone: '(206) 555-0188',
  footer: ['Returns within 30 days with this code', '', 'Thank you, and a good walk home!'],
  terminal: 'Front counter 2',
  columns: 48,
  locale: 'en-US',
}

/** The terms of the shop with changes. */
export function termsWith(change: Partial<OrderTerms>): OrderTerms {
  return { ...TERMS, ...change }
}

function item(sku: string, name: string, price: number, barcode: string): CatalogItem {
  return {
    sku,
    name,
    price: money(price),
    taxRate: 80_000,
    barcodes: barcode === '' ? [] : [barcode],
    category: 'Dog',
    unit: 'each',
    quick: false,
  }
}
