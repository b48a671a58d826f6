import { sum } from '../../shared/money'
import type { Order } from '../../shared/order/order'
import type { Sale } from '../../shared/order/sale'
import type { SaleBack } from '../../shared/order/sold'
import { percent, quoted, thousandths, type MoneyText } from './day-words'

/** What came back with a receipt: the goods with what was given for them, and what is free again. */
export function returnLines({ back }: Sale, money: MoneyText): readonly string[] {
  if (!back) return []
  const from = back.soldRef === null ? 'without a receipt' : `of ${back.soldRef}`
  return [
    `  ${back.voids ? 'Voided' : 'Returned'} ${from}  -${money(back.credit)}`,
    ...back.goods.map(
      (one) =>
        `    ${quoted(one.name)} ${thousandths(one.quantity)} ${one.unit}: -${money(one.refund)}  ${one.reason}`,
    ),
    ...back.refunds.map((one) => `  Given back ${one.kind} ${money(one.amount)}`),
    ...back.couponsBack.map((one) => `  Coupon given back ${quoted(one.name)}`),
    ...back.codesBack.map((one) => `  Code given back ${quoted(one.code)}`),
  ]
}

/** What came back in all, the tax in it by rate, and the money that was given for it. */
export function returnTotals(sales: readonly Sale[], money: MoneyText): readonly string[] {
  const backs = sales.flatMap((sale) => (sale.back ? [sale.back] : []))
  if (backs.length === 0) return []
  const goods = backs.flatMap((back) => back.goods)
  const rates = [...new Set(goods.map((one) => one.taxRate))].sort((a, b) => b - a)
  return [
    `Returned: -${money(sum(backs.map((back) => back.credit)))} in ${backs.length}`,
    ...rates.map((rate) => {
      const tax = sum(goods.filter((one) => one.taxRate === rate).map((one) => one.tax))
      return `Tax ${percent(rate)} of what came back: -${money(tax)}`
    }),
    ...(['cash', 'card'] as const).map((kind) => {
      const given = refundsIn(backs, kind)
      return `Given back ${kind}: ${money(sum(given))} in ${given.length}`
    }),
  ]
}

/** Cash that left the drawer for goods that came back. */
export function cashGivenBack(sales: readonly Sale[]): number {
  return sum(
    refundsIn(
      sales.flatMap((sale) => (sale.back ? [sale.back] : [])),
      'cash',
    ),
  )
}

/** Who said yes to what came back. */
export function returnExceptions({ sale, back }: Order): readonly string[] {
  if (!sale?.back || !back) return []
  const { voids, soldRef } = sale.back
  const { approvedBy: by } = back
  return [
    ...(voids && soldRef !== null ? [`voids ${soldRef}`] : []),
    ...(by === null ? [] : [`return approved by ${by}`]),
  ]
}

function refundsIn(backs: readonly SaleBack[], kind: 'cash' | 'card') {
  return backs
    .flatMap((back) => back.refunds.filter((one) => one.kind === kind))
    .map((one) => one.amount)
}
