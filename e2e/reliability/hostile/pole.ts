import type { CustomerScene } from '../../../shared/display/customer-view'
import { money, ZERO } from '../../../shared/money'
import { pieces } from '../../../shared/quantity'

/** An order with one line of this name, as the customer's display is told of it. */
export function sceneOf(name: string): CustomerScene {
  const price = money(5_899)
  const line = {
    id: 'l',
    name,
    quantity: pieces(1),
    unit: 'each',
    unitPrice: price,
    price,
  } as const
  return {
    status: 'order',
    lines: [{ ...line, discounts: [{ name, amount: money(100) }] }],
    earlier: 0,
    pieces: pieces(1),
    discounts: [{ name, amount: money(100) }],
    otherDiscounts: ZERO,
    subtotal: price,
    tax: ZERO,
    saved: ZERO,
    total: price,
  }
}
