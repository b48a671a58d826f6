import { ITEMS, RETURNS, RULES, SHOP } from '../../../shared/order/testing/shop'
import type { OrderTerms } from '../../../shared/order/order'
import type { World } from '../till'

/**
 * What decisions need of a moment at the counter of the running example: Maya is in, everything is set up.
 * @param at  milliseconds since 1970
 */
export function momentOf(at: number, newId: () => string, terms: OrderTerms): World {
  return {
    at,
    newId,
    terms,
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
