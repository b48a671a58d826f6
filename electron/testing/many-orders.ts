/*
 * Writes the journal of a terminal that has sold for a long time, with the till and the journal that run in
 * the shop: measurements start on it. A program of its own:
 *
 *   many-orders <data folder> <orders>
 *
 * Each order has three lines, is paid in cash and closed; nothing is owed. The last one stays on screen.
 */
import { join } from 'node:path'
import { assert } from '../../shared/assert'
import type { CatalogItem } from '../../shared/catalog'
import { money } from '../../shared/money'
import type { Command } from '../../shared/order/commands'
import { openJournal } from '../journal/open'
import { uuidv7 } from '../journal/uuid'
import { Approvals } from '../till/approvals'
import { Till } from '../till/till'

/** Sells so many orders into the journal of a data folder. */
export function sellMany(data: string, orders: number): void {
  const { journal } = openJournal(join(data, 'journal'), () => Date.now())
  let at = Date.parse('2025-01-02T09:00:00Z')
  const till = new Till({
    journal,
    approvals: new Approvals(null, () => at),
    world: () => ({ ...SHOP, at, newId: () => uuidv7(at) }),
    publish: () => undefined,
    react: () => undefined,
  })
  till.start()
  const run = (command: Command): void => {
    at += 900
    const ran = till.run(command)
    assert(ran.ok, `${command.type} was not taken`)
  }
  for (let sold = 0; sold < orders; sold += 1) {
    for (const nth of [1, 2, 3])
      run({ type: 'AddItem', sku: `item-${((sold * 3 + nth) % 900) + 1}` })
    run({ type: 'Pay' })
    run({ type: 'TakeCash', received: till.view()?.cashToPay ?? 0 })
    run({ type: 'NewOrder' })
  }
  journal.close()
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

const [, , folder, count] = process.argv
if (folder !== undefined && count !== undefined) sellMany(folder, Number(count))
