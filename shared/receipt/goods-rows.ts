import type { Money } from '../money'
import type { CatalogItem } from '../catalog'
import { ONE, type Quantity } from '../quantity'
import type { Block } from './document'
import type { PaperFormat } from './format'

/** Goods as they stand on paper, sold or brought back. */
export type GoodsOnPaper = {
  readonly name: string
  readonly quantity: Quantity
  readonly unit: CatalogItem['unit']
  readonly unitPrice: Money
}

/** The name of goods with their amount; how many there are stands under it, but for a single piece. */
export function goodsRows(
  goods: GoodsOnPaper,
  amount: Money,
  format: PaperFormat,
): readonly Block[] {
  const right = format.amount(amount)
  if (goods.quantity === ONE && goods.unit === 'each') {
    return [{ type: 'row', left: goods.name, right }]
  }
  return [
    { type: 'row', left: goods.name, right: '' },
    { type: 'row', left: howMany(goods, format), right, indent: 2 },
  ]
}

/** Three decimals, as a scale shows them. */
function howMany({ quantity, unit, unitPrice }: GoodsOnPaper, format: PaperFormat): string {
  const each = format.amount(unitPrice)
  if (unit === 'each') return `${quantity / ONE} x ${each}`
  return `${(quantity / ONE).toFixed(3)} ${unit} x ${each}`
}
