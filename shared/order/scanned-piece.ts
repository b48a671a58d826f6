import type { Carried, CarriedPrice, CarriedWeight } from '../barcode/carried'
import { CURRENCY_BY_NUMBER } from '../barcode/currency-numbers'
import type { CatalogItem } from '../catalog'
import { money, MONEY_MAX, type Money } from '../money'
import { ONE, price as priceFor, quantity, QUANTITY_MAX, type Quantity } from '../quantity'
import { currencyExponent } from '../receipt/format'
import type { Line, UnresolvedScan } from './order'

/** How much of an item one scan puts on the order, and what a unit of it costs. */
export type ScannedPiece = {
  readonly price: Money
  readonly quantity: Quantity
  /** Sold as one piece although the catalog sells it by weight: the code says what the piece costs. */
  readonly unit?: Line['unit']
  /** What of it comes from the code; absent when all of it comes from the catalog. */
  readonly carried?: Line['carried']
}

/** Why a person must say what a piece costs; `price-missing` where neither code nor catalog does. */
export type PieceProblem =
  Exclude<UnresolvedScan['reason'], 'manufacturer-coupon' | undefined> | 'price-missing'

/**
 * Puts together what the catalog says of an item and what the code says of this one piece of it.
 *
 * A weight is the quantity of goods sold by weight. A price is what the piece costs, whatever the catalog
 * says; only where the code has the weight too and the catalog's price for it comes to the same is it a
 * weighed line. A count is so many pieces. What is at odds with the catalog is never guessed at.
 */
export function scannedPiece(
  item: CatalogItem,
  carried: Carried,
  currency: string,
): ScannedPiece | PieceProblem {
  const { weight, price, count } = carried
  if (price) return pricedPiece(item, { price, weight }, currency)
  if (weight && (weight.sells || item.unit !== 'each')) return weighedPiece(item, weight)
  if (item.price === null) return 'price-missing'
  if (count === undefined) {
    return item.unit === 'each' ? { price: item.price, quantity: ONE } : 'weight-missing'
  }
  const amount = item.unit === 'each' ? quantityOf(count * 1000) : null
  if (amount === null) return 'count-not-usable'
  return { price: item.price, quantity: amount, carried: 'count' }
}

function pricedPiece(
  item: CatalogItem,
  carried: { readonly price: CarriedPrice; readonly weight: CarriedWeight | undefined },
  currency: string,
): ScannedPiece | PieceProblem {
  const cost = costOf(carried.price, currency)
  if (cost === null) return 'price-not-usable'
  const weighed = carried.weight ? weighedPiece(item, carried.weight) : null
  if (weighed !== null && typeof weighed !== 'string' && isPayable(weighed)) {
    if (priceFor(weighed.price, weighed.quantity) === cost) return weighed
  }
  return { price: cost, quantity: ONE, unit: 'each', carried: 'price' }
}

function weighedPiece(item: CatalogItem, weight: CarriedWeight): ScannedPiece | PieceProblem {
  if (item.unit === 'each' || (weight.unit ?? item.unit) !== item.unit) return 'weight-not-usable'
  if (item.price === null) return 'price-missing'
  const amount = quantityOf(Math.round(shifted(weight.value, 3 - weight.decimals)))
  if (amount === null) return 'weight-not-usable'
  return { price: item.price, quantity: amount, carried: 'weight' }
}

/** Whether price times quantity is an amount at all. */
function isPayable({ price, quantity: amount }: ScannedPiece): boolean {
  return (price * amount) / ONE <= MONEY_MAX
}

function quantityOf(thousandths: number): Quantity | null {
  const fits = Number.isSafeInteger(thousandths) && thousandths > 0 && thousandths <= QUANTITY_MAX
  return fits ? quantity(thousandths) : null
}

/** Null for another currency, for nothing, and for what is no whole number of minor units. */
function costOf(carried: CarriedPrice, currency: string): Money | null {
  const stated = carried.currency
  if (stated !== null && CURRENCY_BY_NUMBER[stated] !== currency) return null
  const minor = shifted(carried.value, currencyExponent(currency) - carried.decimals)
  const fits = Number.isSafeInteger(minor) && minor > 0 && minor <= MONEY_MAX / 10_000
  return fits ? money(minor) : null
}

/** Dividing is exact where the answer is whole; multiplying by a tenth is not. */
function shifted(value: number, places: number): number {
  return places < 0 ? value / 10 ** -places : value * 10 ** places
}
