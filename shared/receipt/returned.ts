import { negate } from '../money'
import { ONE } from '../quantity'
import type { Order } from '../order/order'
import type { Sale } from '../order/sale'
import type { GoodsBack, SaleBack, SoldDiscount } from '../order/sold'
import type { Block } from './document'
import type { PaperFormat } from './format'

/** What the paper is called where nothing was sold on it. Source: screens.md 6.12, return slip. */
export function returnTitle(sale: Sale): readonly Block[] {
  if (!sale.back || sale.totals.lines.length > 0) return []
  const text = sale.back.voids ? 'SALE VOIDED' : isSwap(sale.back) ? 'EXCHANGE' : 'RETURN'
  return [{ type: 'blank' }, { type: 'text', text, align: 'center', bold: true, size: 'double' }]
}

/** The goods that came back, each with what it had taken off and its tax: why exactly this much is given back. */
export function returnedBlocks(order: Order, format: PaperFormat): readonly Block[] {
  const back = order.sale?.back
  if (!back) return []
  const from =
    back.soldRef === null ? 'Returned without a receipt' : `Returned from ${back.soldRef}`
  const discounts = order.back?.sold?.discounts ?? []
  return [
    { type: 'text', text: from },
    ...back.goods.flatMap((goods) => goodsBlocks(goods, discounts, order, format)),
  ]
}

/** Whether goods were only swapped for the same: no money was given for anything. */
export function isSwap({ goods }: Pick<SaleBack, 'goods'>): boolean {
  return goods.length > 0 && goods.every((one) => one.swapped === true)
}

function goodsBlocks(
  goods: GoodsBack,
  discounts: readonly SoldDiscount[],
  order: Order,
  format: PaperFormat,
): readonly Block[] {
  const amount = format.amount(negate(goods.gross))
  const unit = goods.unit === 'each' ? '' : ` ${goods.unit}`
  const many = `${goods.quantity / ONE}${unit} x ${format.amount(goods.unitPrice)}`
  const name: readonly Block[] =
    goods.quantity === ONE && goods.unit === 'each'
      ? [{ type: 'row', left: goods.name, right: amount }]
      : [
          { type: 'row', left: goods.name, right: '' },
          { type: 'row', left: many, right: amount, indent: 2 },
        ]
  const shares = goods.shares
    .filter((share) => share.amount > 0)
    .map((share): Block => {
      const found = discounts.find((one) => one.id === share.discountId && one.kind === share.kind)
      const right = format.amount(share.amount)
      return { type: 'row', left: found?.name ?? 'Discount', right, indent: 2 }
    })
  if (goods.swapped)
    return [...name, { type: 'row', left: 'Swapped for the same', right: '', indent: 2 }]
  const isTaxed = goods.tax > 0 && !order.terms.pricesIncludeTax
  const tax: readonly Block[] = isTaxed
    ? [{ type: 'row', left: 'Tax', right: format.amount(negate(goods.tax)), indent: 2 }]
    : []
  return [...name, ...shares, ...tax]
}

/** The coupons and codes that the customer can use again. */
export function givenBackBlocks(sale: Sale): readonly Block[] {
  const { couponsBack = [], codesBack = [] } = sale.back ?? {}
  return [
    ...couponsBack.map((one): Block => ({ type: 'text', text: `Coupon given back: ${one.name}` })),
    ...codesBack.map((one): Block => ({
      type: 'text',
      text: `Code given back: ${one.name} (${one.code})`,
    })),
  ]
}
