import { takenOff } from '../../shared/order/comes-back'
import type { GoodsBack } from '../../shared/order/sold'
import { enReturn } from './en-return'
import type { Format } from './format'

/** What goods count for, as it is shown: nothing where they are swapped for the same. */
export function countsFor({ refund }: GoodsBack, format: Format): string {
  return refund === 0 ? format.amount(refund) : format.off(refund)
}

/** Why exactly this much: the price, what had been taken off, the tax. */
export function paidWords(goods: GoodsBack, format: Format): string {
  if (goods.swapped) return enReturn.swapped
  const price = format.amount(goods.gross)
  const off = takenOff(goods)
  const paid = off > 0 ? enReturn.paidLess(price, format.amount(off)) : price
  return goods.tax > 0 ? enReturn.withTax(paid, format.amount(goods.tax)) : paid
}
