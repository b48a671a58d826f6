import { at as nth } from '../lists'
import { money, type Money } from '../money'
import { isEligible, partsOf } from '../promotions/eligible'
import type { Eligible, StorePromotionRule } from '../promotions/store-promotion'
import { ONE, pieces } from '../quantity'
import type { Context } from './context'
import type { Line, Order } from './order'

/** So many pieces more, of an item, of a category, or of anything. */
export type MissingGoods = {
  readonly pieces: number
  readonly of:
    | { readonly kind: 'item'; readonly name: string }
    | { readonly kind: 'category'; readonly name: string }
    | { readonly kind: 'anything' }
}

/** Items of one part that are tried, where all pieces must be of one. */
const ITEMS_TRIED = 3

/** Whether all pieces must be of one item. */
export function isOfOne(rule: StorePromotionRule): boolean {
  return rule.kind === 'buy-get' && rule.how === 'same'
}

/**
 * Items that can play the part: those on the order, the cheapest first, so that no more is promised than any of
 * them keeps; else the first that the catalog has a price for.
 */
export function choices(
  eligible: Eligible,
  rule: StorePromotionRule,
  order: Order,
  { item, at }: Pick<Context, 'item' | 'at'>,
): readonly Line[] {
  const there = new Map<string, Line>()
  for (const line of order.lines) {
    if (isCounted(line) && isEligible(eligible, line))
      there.set(`${line.sku} ${line.unitPrice}`, line)
  }
  if (there.size > 0) {
    const cheapest = [...there.values()].sort((a, b) => a.unitPrice - b.unitPrice)
    return cheapest.slice(0, isOfOne(rule) ? ITEMS_TRIED : 1)
  }
  for (const sku of eligible.skus) {
    const known = item(sku)
    if (known === null || known.price === null || known.unit !== 'each') continue
    const { name, barcodes, category, price } = known
    return [{ ...blank(at), sku, name, barcodes, category, unitPrice: price }]
  }
  return []
}

function isCounted(line: Line): boolean {
  const byPiece = line.unit === 'each' && line.carried !== 'weight' && line.carried !== 'price'
  return byPiece && !line.voided && line.quantity % ONE === 0
}

/** The goods of a part that nobody has: by their category, else by the first of them. */
export function named({ skus, categories }: Eligible): MissingGoods['of'] {
  const [category] = categories
  if (category !== undefined) return { kind: 'category', name: category }
  const [sku] = skus
  return sku === undefined ? { kind: 'anything' } : { kind: 'item', name: sku }
}

/** The same goods once more, scanned now. */
export function more(line: Line, count: number, at: number): Line {
  const { sku, name, barcodes, category, unitPrice } = line
  const added = { ...blank(at), sku, name, barcodes, category, unitPrice }
  return { ...added, id: `${line.id}+${count}`, quantity: pieces(count) }
}

/** Goods of one price that count for a threshold, and for as little else as can be. */
export function spent(rule: StorePromotionRule, amount: Money, at: number): Line {
  const part = nth(partsOf(rule), 0)
  const [sku = ''] = part.skus
  const [category = ''] = sku === '' ? part.categories : []
  const barcodes = sku === '' && category === '' ? part.barcodes.slice(0, 1) : []
  const line = { ...blank(at), sku, category, barcodes, unitPrice: amount }
  return { ...line, carried: 'price' }
}

/** The categories whose goods play the first part; none where single goods play it too. */
export function categoriesOf(rule: StorePromotionRule): readonly string[] {
  const { skus, barcodes, categories } = nth(partsOf(rule), 0)
  return skus.length + barcodes.length === 0 ? categories : []
}

/** Whether whatever is bought plays the first part. */
export function isOnAll(rule: StorePromotionRule): boolean {
  const part = nth(partsOf(rule), 0)
  const names = [part, part.excluding].flatMap((one) => [
    ...one.skus,
    ...one.barcodes,
    ...one.categories,
  ])
  return names.length === 0
}

/** The order with further goods on it. */
export function withLine(order: Order, line: Line): Order {
  return { ...order, lines: [...order.lines, line] }
}

function blank(addedAt: number): Line {
  return {
    id: 'tried-out',
    ref: 'tried-out',
    sku: '',
    name: '',
    category: '',
    unit: 'each',
    unitPrice: money(0),
    taxRate: 0,
    barcodes: [],
    quantity: ONE,
    voided: false,
    sent: false,
    addedAt,
  }
}
