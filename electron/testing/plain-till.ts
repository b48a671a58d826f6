import { assert } from '../../shared/assert'
import type { CatalogItem } from '../../shared/catalog'
import { money } from '../../shared/money'
import type { Command } from '../../shared/order/commands'
import type { Journal } from '../journal/port'
import { uuidv7 } from '../journal/uuid'
import { Approvals } from '../till/approvals'
import { Till } from '../till/till'

/** The till of the shop on any journal, without devices, providers or a screen: three lines, cash, closed. */
export class PlainTill {
  readonly till: Till
  #at = Date.parse('2025-01-02T09:00:00Z')
  #sold = 0

  constructor(journal: Journal) {
    this.till = new Till({
      journal,
      approvals: new Approvals(null, () => this.#at),
      world: () => ({ ...SHOP, at: this.#at, newId: () => uuidv7(this.#at) }),
      publish: () => undefined,
      react: () => undefined,
    })
    this.till.start()
  }

  /** The next step of a cashier who sells order after order. */
  nextStep(): Command {
    const order = this.till.current
    const lines = order?.lines.length ?? 0
    if (order?.status === 'paying') {
      return { type: 'TakeCash', received: this.till.view()?.cashToPay ?? 0 }
    }
    if (order?.status !== 'open') return { type: 'NewOrder' }
    if (lines === 3) return { type: 'Pay' }
    return { type: 'AddItem', sku: `item-${((this.#sold * 3 + lines + 1) % 900) + 1}` }
  }

  /** Takes the next step; false when the till would not have it. */
  step(): boolean {
    this.#at += 900
    const command = this.nextStep()
    const ran = this.till.run(command)
    if (ran.ok && command.type === 'TakeCash') this.#sold += 1
    return ran.ok
  }

  /** Sells one order and opens the next. */
  sell(): void {
    const paid = this.#sold + 1
    while (this.#sold < paid || this.till.current?.status !== 'open') {
      assert(this.step(), 'A step was not taken')
    }
  }
}

const SHOP = {
  terms: {
    currency: 'USD',
    pricesIncludeTax: false,
    cashRounding: 1,
    couponsReduceTaxBase: false,
    couponService: false,
    registerRef: 'till-01',
  },
  cashier: 'Maya R.',
  promotions: false,
  printer: false,
  drawer: false,
  expired: 'refuse',
  rules: [],
  returns: { days: 30, cashierLimit: null },
  shop: {
    name: 'Paws on Pine',
    address: ['418 Pine Street, Seattle, WA 98101'],
    phone: '(206) 555-0188',
    footer: ['Thank you, and a good walk home!'],
    terminal: 'Till 1',
    columns: 48,
    locale: 'en-US',
  },
  item,
} as const

function item(sku: string): CatalogItem {
  const number = Number(sku.slice(5))
  return {
    sku,
    name: `Brambleway Chicken Pouch Amber 3 oz No ${number}`,
    price: money(199 + number),
    taxRate: 80_000,
    barcodes: [`20${String(number).padStart(11, '0')}`],
    category: 'Cat',
    unit: 'each',
    quick: false,
  }
}
