import { negate, sum, ZERO, type Money } from '../money'
import { couponName } from '../promotions/manufacturer-coupon'
import type { Order } from '../order/order'
import type { Sale } from '../order/sale'
import { isOver } from '../order/kept-off'
import type { GoodsBack, LateCoupon, SaleBack, SoldDiscount } from '../order/sold'
import type { Block } from './document'
import type { PaperFormat } from './format'
import { goodsRows } from './goods-rows'

/** What the paper is called where nothing was sold on it. Source: screens.md 6.12, return slip. */
export function returnTitle(sale: Sale): readonly Block[] {
  if (!sale.back || sale.totals.lines.length > 0) return []
  const { voids, late = [] } = sale.back
  const text = voids
    ? 'SALE VOIDED'
    : late.length > 0
      ? 'LATE COUPON'
      : isSwap(sale.back)
        ? 'EXCHANGE'
        : 'RETURN'
  return [{ type: 'blank' }, { type: 'text', text, align: 'center', bold: true, size: 'double' }]
}

/** The goods that came back, each with what it had taken off and its tax: why exactly this much is given back. */
export function returnedBlocks(order: Order, format: PaperFormat): readonly Block[] {
  const back = order.sale?.back
  if (!back) return []
  if (back.late !== undefined) return lateBlocks(back.late, back.soldRef ?? '', order, format)
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

/** Coupons that came late: the sale they are for, what each takes off which of its goods, and the tax with it. */
function lateBlocks(
  late: readonly LateCoupon[],
  ref: string,
  order: Order,
  format: PaperFormat,
): readonly Block[] {
  const names = new Map(order.back?.sold?.lines.map((line) => [line.lineId, line.name]))
  const off = (left: string, amount: Money, indent: number) =>
    amount === 0
      ? []
      : [{ type: 'row', left, right: format.amount(negate(amount)), indent } as const]
  return [
    { type: 'text', text: `For sale ${ref}` },
    ...late.flatMap(({ code, amount, parts, late: { taxes } }): readonly Block[] => [
      { type: 'row', left: couponName(code), right: format.amount(negate(amount)) },
      ...parts.map((part): Block => ({
        type: 'row',
        left: names.get(part.lineId) ?? '',
        right: parts.length > 1 ? format.amount(part.amount) : '',
        indent: 2,
      })),
      ...off('Tax', order.terms.pricesIncludeTax ? ZERO : sum(taxes.map((one) => one.amount)), 2),
    ]),
  ]
}

function goodsBlocks(
  goods: GoodsBack,
  discounts: readonly SoldDiscount[],
  order: Order,
  format: PaperFormat,
): readonly Block[] {
  const shares = goods.shares
    .filter((share) => share.amount > 0)
    .map((share): Block => {
      const found = discounts.find((one) => one.id === share.discountId && one.kind === share.kind)
      const right = format.amount(share.amount)
      return { type: 'row', left: found?.name ?? 'Discount', right, indent: 2 }
    })
  if (goods.swapped) {
    const swapped: Block = { type: 'row', left: 'Swapped for the same', right: '', indent: 2 }
    return [...goodsRows(goods, negate(goods.gross), format), swapped]
  }
  const isTaxed = goods.tax > 0 && !order.terms.pricesIncludeTax
  const tax: readonly Block[] = isTaxed
    ? [{ type: 'row', left: 'Tax', right: format.amount(negate(goods.tax)), indent: 2 }]
    : []
  return [...goodsRows(goods, negate(goods.gross), format), ...shares, ...tax]
}

/** The coupons and codes that the customer can use again. */
export function givenBackBlocks(sale: Sale): readonly Block[] {
  const { couponsBack = [], codesBack = [] } = sale.back ?? {}
  const usable = couponsBack.filter((one) => !isOver(one, sale.paidAt))
  return [
    ...usable.map((one): Block => ({ type: 'text', text: `Coupon given back: ${one.name}` })),
    ...codesBack.map((one): Block => ({
      type: 'text',
      text: `Code given back: ${one.name} (${one.code})`,
    })),
  ]
}
